//! The form of an arrow, the same in files and in the window.

/// The end of an arrow, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ArrowHead {
    /// Where the line ends, inside the head.
    pub neck: [f64; 2],
    /// The tip, then the two barbs.
    pub corners: [[f64; 2]; 3],
}

/// The head of an arrow with a line of this width; on a very short arrow it is as long as the arrow.
pub fn arrow_head(from: [f64; 2], tip: [f64; 2], width: f64) -> ArrowHead {
    let [dx, dy] = [tip[0] - from[0], tip[1] - from[1]];
    let length = dx.hypot(dy);
    if length <= 0.0 || !length.is_finite() {
        return ArrowHead { neck: tip, corners: [tip; 3] };
    }
    let [ux, uy] = [dx / length, dy / length];
    let long = (3.5 + 3.0 * width).min(length);
    let half = long * 0.4;
    let base = [tip[0] - ux * long, tip[1] - uy * long];
    let neck = [tip[0] - ux * long * 0.8, tip[1] - uy * long * 0.8];
    let barb = |side: f64| [base[0] - uy * half * side, base[1] + ux * half * side];
    ArrowHead { neck, corners: [tip, barb(1.0), barb(-1.0)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_points_where_the_arrow_goes() {
        let head = arrow_head([0.0, 0.0], [30.0, 0.0], 1.0);
        let [tip, left, right] = head.corners;
        assert_eq!(tip, [30.0, 0.0]);
        assert!(left[0] < 30.0 && right[0] < 30.0 && (left[1] + right[1]).abs() < 1e-12);
        assert!(head.neck[0] > left[0] && head.neck[0] < 30.0);
    }

    #[test]
    fn an_arrow_without_length_has_no_head() {
        assert_eq!(arrow_head([1.0, 2.0], [1.0, 2.0], 1.0).corners, [[1.0, 2.0]; 3]);
    }
}
