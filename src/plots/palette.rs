//! Every colour of a figure. No other file of `plots` or `report` names one.
//!
//! Category colours keep the hues of Okabe and Ito (2008, "Color Universal Design"), but each is moved in
//! lightness until it stands out at least 3 : 1 (WCAG 2.2, criterion 1.4.11) from white *and* from the
//! dark ground; black and yellow cannot do that and are left out. The tests check contrast, and that
//! the six stay apart under simulated red, green and blue blindness.

use super::Ink;
use super::viridis::VIRIDIS;

/// An sRGB colour, 8 bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rgb {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

impl Rgb {
    /// From `0x00RR_GGBB`.
    pub const fn hex(value: u32) -> Self {
        let [_, r, g, b] = value.to_be_bytes();
        Self { r, g, b }
    }
}

/// Writes `#rrggbb`.
impl std::fmt::Display for Rgb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }
}

/// Colours of categories, the most frequent first: blue, orange, green, purple, vermilion, sky.
pub const CATEGORIES: [Rgb; 6] = [
    Rgb::hex(0x0007_67b5),
    Rgb::hex(0x00c8_8600),
    Rgb::hex(0x0000_894b),
    Rgb::hex(0x00ac_618c),
    Rgb::hex(0x00b4_4201),
    Rgb::hex(0x002b_9ecb),
];

/// Categories beyond those that have a colour and shape of their own.
pub const OTHER: Rgb = Rgb::hex(0x0080_868f);

/// Points without a value, drawn hollow.
pub const MISSING: Rgb = Rgb::hex(0x0094_9aa3);

/// Part of viridis that is cut off at the dark end, lest low values vanish in a dark ground.
const LOW: f64 = 0.10;
/// Part up to which viridis is used, lest high values vanish on white.
const HIGH: f64 = 0.94;

/// Colour of a share `t` in `0..=1` of a scale; beyond is held at the ends. Not a number gives [`MISSING`].
pub fn viridis(t: f64) -> Rgb {
    if t.is_nan() {
        return MISSING;
    }
    let place = (LOW + t.clamp(0.0, 1.0) * (HIGH - LOW)) * (VIRIDIS.len() - 1) as f64;
    Rgb::hex(VIRIDIS[place.round() as usize])
}

/// Blue, near-white, red: `ColorBrewer`'s `RdBu` of eleven classes (Brewer, Harrower and Pennsylvania State
/// University, Apache licence 2.0), which keeps its ends apart for colour-blind eyes; the darkest class at
/// either end is left out, lest it vanish in a dark ground.
const RED_BLUE: [Rgb; 9] = [
    Rgb::hex(0x00b2_182b),
    Rgb::hex(0x00d6_604d),
    Rgb::hex(0x00f4_a582),
    Rgb::hex(0x00fd_dbc7),
    Rgb::hex(0x00f7_f7f7),
    Rgb::hex(0x00d1_e5f0),
    Rgb::hex(0x0092_c5de),
    Rgb::hex(0x0043_93c3),
    Rgb::hex(0x0021_66ac),
];

/// Colour of a share `t` in `0..=1`: red at 0, none at 0.5, blue at 1; beyond is held at the ends. Not a
/// number gives [`MISSING`].
pub fn diverging(t: f64) -> Rgb {
    if t.is_nan() {
        return MISSING;
    }
    let place = t.clamp(0.0, 1.0) * (RED_BLUE.len() - 1) as f64;
    let at = (place as usize).min(RED_BLUE.len() - 2);
    let (a, b, share) = (RED_BLUE[at], RED_BLUE[at + 1], place - at as f64);
    let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
    Rgb { r: mix(a.r, b.r), g: mix(a.g, b.g), b: mix(a.b, b.b) }
}

/// Black or white, whichever can be read on a colour of the data (WCAG 2.2, contrast ratio).
pub fn readable_on(ground: Rgb) -> Rgb {
    const BLACK: Rgb = Rgb::hex(0);
    const WHITE: Rgb = Rgb::hex(0x00ff_ffff);
    if contrast(WHITE, ground) >= contrast(BLACK, ground) { WHITE } else { BLACK }
}

/// What the roles of a figure look like on one ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inks {
    /// The ground.
    pub background: Rgb,
    /// Titles, values.
    pub primary: Rgb,
    /// Numbers, notes, references.
    pub muted: Rgb,
    /// The one thing to look at.
    pub accent: Rgb,
    /// Lines of the grid.
    pub grid: Rgb,
    /// Axis lines, zero lines, frames.
    pub axis: Rgb,
}

/// On white: paper, slides.
pub const LIGHT: Inks = Inks {
    background: Rgb::hex(0x00ff_ffff),
    primary: Rgb::hex(0x001b_1f24),
    muted: Rgb::hex(0x005b_636e),
    accent: Rgb::hex(0x00b4_4201),
    grid: Rgb::hex(0x00ec_eef1),
    axis: Rgb::hex(0x00c3_c8cf),
};

/// On near-black: dark windows and slides.
pub const DARK: Inks = Inks {
    background: Rgb::hex(0x0014_171c),
    primary: Rgb::hex(0x00e9_ecf0),
    muted: Rgb::hex(0x009d_a5b0),
    accent: Rgb::hex(0x00e9_8a4a),
    grid: Rgb::hex(0x0023_282f),
    axis: Rgb::hex(0x0043_4a54),
};

/// On paper: words in black, lines that a printer does not lose.
pub const PRINT: Inks = Inks {
    background: Rgb::hex(0x00ff_ffff),
    primary: Rgb::hex(0x0000_0000),
    muted: Rgb::hex(0x0026_2a2f),
    accent: Rgb::hex(0x0098_3600),
    grid: Rgb::hex(0x00dc_dfe3),
    axis: Rgb::hex(0x0070_7780),
};

impl Inks {
    /// The colour of a role on this ground.
    pub fn of(&self, ink: Ink) -> Rgb {
        match ink {
            Ink::Primary => self.primary,
            Ink::Muted => self.muted,
            Ink::Accent => self.accent,
            Ink::Data(color) => color,
        }
    }
}

/// Contrast ratio of two colours, 1 (equal) to 21 (black on white): WCAG 2.2, "contrast ratio".
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    // 0.05 is WCAG's allowance for light that the screen reflects.
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

/// Relative luminance, 0 to 1: WCAG 2.2, "relative luminance".
fn luminance(color: Rgb) -> f64 {
    let [r, g, b] = linear(color);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// sRGB to linear light (IEC 61966-2-1).
fn linear(color: Rgb) -> [f64; 3] {
    [color.r, color.g, color.b].map(|channel| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_of_black_and_white_is_21() {
        let ratio = contrast(Rgb::hex(0), Rgb::hex(0x00ff_ffff));
        assert!((ratio - 21.0).abs() < 1e-9);
    }

    #[test]
    fn words_on_any_cell_can_be_read() {
        for step in 0..=50 {
            let ground = diverging(f64::from(step) / 50.0);
            let ratio = contrast(readable_on(ground), ground);
            assert!(ratio >= 4.5, "{ground}: {ratio:.2}");
        }
    }

    #[test]
    fn data_stand_out_and_words_are_readable_on_both_grounds() {
        for inks in [LIGHT, DARK] {
            for color in CATEGORIES.into_iter().chain([OTHER]) {
                let ratio = contrast(color, inks.background);
                assert!(ratio >= 3.0, "{color} on {}: {ratio:.2}", inks.background);
            }
            for color in [inks.primary, inks.muted, inks.accent] {
                let ratio = contrast(color, inks.background);
                assert!(ratio >= 4.5, "{color} on {}: {ratio:.2}", inks.background);
            }
        }
    }

    /// What a fully dichromatic eye sees of linear sRGB: Machado, Oliveira and Fernandes (2009), severity
    /// 1.0, for missing long, middle and short cones. The first is a normal eye.
    const EYES: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ];

    fn dot(row: [f64; 3], v: [f64; 3]) -> f64 {
        row[0] * v[0] + row[1] * v[1] + row[2] * v[2]
    }

    /// CIE 1976 L*a*b* of linear sRGB, white D65.
    fn lab(rgb: [f64; 3]) -> [f64; 3] {
        let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let x = f(dot([0.4124, 0.3576, 0.1805], rgb) / 0.9505);
        let y = f(dot([0.2126, 0.7152, 0.0722], rgb));
        let z = f(dot([0.0193, 0.1192, 0.9505], rgb) / 1.089);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn categories_stay_apart_for_colour_blind_eyes() {
        for (eye, matrix) in EYES.iter().enumerate() {
            let seen = CATEGORIES
                .map(|color| lab(matrix.map(|row| dot(row, linear(color)).clamp(0.0, 1.0))));
            for i in 0..seen.len() {
                for j in 0..i {
                    let squares = (0..3).map(|k| (seen[i][k] - seen[j][k]).powi(2));
                    let distance = squares.sum::<f64>().sqrt();
                    // 2.3 is just noticeable side by side; small dots need several times that.
                    assert!(
                        distance > 15.0,
                        "eye {eye}: {} and {}: {distance:.1}",
                        CATEGORIES[i],
                        CATEGORIES[j]
                    );
                }
            }
        }
    }

    #[test]
    fn viridis_grows_lighter_all_the_way() {
        let steps: Vec<f64> = (0..=50).map(|i| luminance(viridis(f64::from(i) / 50.0))).collect();
        assert!(steps.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(viridis(-3.0), viridis(0.0));
        assert_eq!(viridis(f64::INFINITY), viridis(1.0));
        assert_eq!(viridis(f64::NAN), MISSING);
    }

    #[test]
    fn diverging_ends_stay_apart_for_colour_blind_eyes() {
        assert_eq!(diverging(0.5), RED_BLUE[4]);
        assert_eq!((diverging(-1.0), diverging(2.0)), (RED_BLUE[0], RED_BLUE[8]));
        assert_eq!(diverging(f64::NAN), MISSING);
        for step in 1..=50 {
            let far = f64::from(step) / 100.0;
            // Further from zero is darker, on either side.
            let light = |t: f64| luminance(diverging(t));
            assert!(light(0.5 - far) < light(0.5 - far + 0.01));
            assert!(light(0.5 + far) < light(0.5 + far - 0.01));
        }
        for (eye, matrix) in EYES.iter().enumerate() {
            let [a, b] = [0.3, 0.7]
                .map(|t| lab(matrix.map(|row| dot(row, linear(diverging(t))).clamp(0.0, 1.0))));
            let distance = (0..3).map(|k| (a[k] - b[k]).powi(2)).sum::<f64>().sqrt();
            assert!(distance > 15.0, "eye {eye}: {distance:.1}");
        }
    }

    #[test]
    fn colours_print_as_css() {
        assert_eq!(Rgb::hex(0x0007_0ab5).to_string(), "#070ab5");
    }
}
