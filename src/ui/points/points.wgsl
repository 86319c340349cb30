// One quad a point, its form cut out by distance: the same edges as egui's own shapes have.

struct View {
    // Pixels per unit of a stored place, and the pixel of the place 0, 0.
    scale: vec2<f32>,
    offset: vec2<f32>,
    // Pixels of the window.
    screen: vec2<f32>,
    // In pixels.
    radius: f32,
    // egui draws small discs as pictures made smaller: the radius in such a picture, 0 where it does not.
    pictured: f32,
    // The colour of points beside a selection, and how solid they are.
    grey: vec3<f32>,
    context: f32,
    // How solid points are: all, selected ones, and what is left of those held back.
    opacity: f32,
    strong: f32,
    faint: f32,
    // 1 where some points are selected.
    selecting: f32,
    // 1 where the edges in these pictures are stronger, on dark ground.
    lift: f32,
    spare_1: f32,
    spare_2: f32,
    spare_3: f32,
};

@group(0) @binding(0) var<uniform> view: View;

struct Corner {
    @builtin(position) position: vec4<f32>,
    // From the middle of the point, in pixels.
    @location(0) at: vec2<f32>,
    // The same at all corners; not `flat`, which downlevel devices read in their own ways.
    @location(1) color: vec4<f32>,
    @location(2) form: f32,
};

// Bits of a style: red, green, blue, three of the form, held back, selected.
const FAINT: u32 = 0x08000000u;
const SELECTED: u32 = 0x10000000u;
// Places beyond this are none.
const NOWHERE: f32 = 1e37;

// Corners 0 to 3: all points, or those that are not selected; 4 to 7: those that are.
@vertex
fn corner(
    @builtin(vertex_index) index: u32,
    @location(0) place: vec2<f32>,
    @location(1) style: u32,
) -> Corner {
    var out: Corner;
    let selected = (style & SELECTED) != 0u;
    let on_top = index >= 4u;
    let drawn = view.selecting == 0.0 || selected == on_top;
    if !drawn || !(abs(place.x) < NOWHERE && abs(place.y) < NOWHERE) {
        // Outside of everything.
        out.position = vec4<f32>(2.0, 2.0, 2.0, 1.0);
        return out;
    }
    var rgb = vec3<f32>(
        f32(style & 255u),
        f32((style >> 8u) & 255u),
        f32((style >> 16u) & 255u),
    ) / 255.0;
    var alpha = view.opacity;
    if (style & FAINT) != 0u {
        alpha *= view.faint;
    }
    if on_top {
        alpha = view.strong;
    } else if view.selecting != 0.0 {
        rgb = view.grey;
        alpha *= view.context;
    }
    let side = vec2<f32>(f32(index & 1u), f32((index >> 1u) & 1u)) * 2.0 - 1.0;
    // The tip of a triangle reaches farthest.
    let form = (style >> 24u) & 7u;
    let reach = select(1.0, 1.6, form != 0u) * view.radius + 1.5;
    out.at = side * reach;
    let pixel = view.offset + place * view.scale + out.at;
    out.position = vec4<f32>(
        2.0 * pixel.x / view.screen.x - 1.0,
        1.0 - 2.0 * pixel.y / view.screen.y,
        0.0,
        1.0,
    );
    out.color = vec4<f32>(rgb * alpha, alpha);
    out.form = f32(form);
    return out;
}

// A dot of the picture of a disc.
fn pictured(dot: vec2<f32>) -> f32 {
    let share = clamp(0.5 + view.pictured - length(dot), 0.0, 1.0);
    return share * (1.0 + view.lift * (1.0 - share));
}

// How much of a pixel a point covers; all forms have the area of the disc.
fn coverage(at: vec2<f32>, form: u32) -> f32 {
    let r = view.radius;
    let away = abs(at);
    // Half the side of a square, and the circumradius of a triangle.
    let half = r * 0.886;
    let tip = r * 1.555;
    switch form {
        case 1u: {
            return clamp(0.5 + half - max(away.x, away.y), 0.0, 1.0);
        }
        case 2u: {
            let below = at.y - tip * 0.5;
            let beside = 0.866 * away.x - 0.5 * at.y - tip * 0.5;
            return clamp(0.5 - max(below, beside), 0.0, 1.0);
        }
        case 3u: {
            return clamp(0.5 + half - (away.x + away.y) * 0.7071068, 0.0, 1.0);
        }
        case 4u: {
            let line = r * 0.35;
            let off = abs(length(at) - r * 0.825);
            // A line thinner than a pixel is a faint one.
            return select(clamp(0.5 + line * 0.5 - off, 0.0, 1.0), line * max(1.0 - off, 0.0), line < 1.0);
        }
        default: {
            if view.pictured == 0.0 {
                return clamp(0.5 + r - length(at), 0.0, 1.0);
            }
            // As a texture is read: between the four dots around a place.
            let place = at * (view.pictured / r);
            let dot = floor(place);
            let part = place - dot;
            let above = mix(pictured(dot), pictured(dot + vec2<f32>(1.0, 0.0)), part.x);
            let below = mix(pictured(dot + vec2<f32>(0.0, 1.0)), pictured(dot + 1.0), part.x);
            return mix(above, below, part.y);
        }
    }
}

fn linear(gamma: vec3<f32>) -> vec3<f32> {
    let low = gamma / vec3<f32>(12.92);
    let high = pow((gamma + vec3<f32>(0.055)) / vec3<f32>(1.055), vec3<f32>(2.4));
    return select(high, low, gamma < vec3<f32>(0.04045));
}

fn ink(in: Corner) -> vec4<f32> {
    return in.color * coverage(in.at, u32(in.form + 0.5));
}

@fragment
fn gamma_target(in: Corner) -> @location(0) vec4<f32> {
    return ink(in);
}

@fragment
fn linear_target(in: Corner) -> @location(0) vec4<f32> {
    let color = ink(in);
    return vec4<f32>(linear(color.rgb), color.a);
}
