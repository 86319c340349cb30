//! A table of customers as large as asked.

use std::fmt::Write as _;

/// Numbers and words by a fixed formula: 14 columns of numbers, 6 of words, the last ones with a word for each row.
pub fn customers(rows: usize) -> String {
    let mut text: String =
        "n0,n1,n2,n3,n4,n5,n6,n7,n8,n9,n10,n11,n12,n13,w0,w1,w2,w3,w4,w5\n".into();
    let mut state: u64 = 7;
    for row in 0..rows {
        for _ in 0..14 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let _ = write!(text, "{:.4},", (state >> 40) as f64 / f64::from(1_u32 << 24));
        }
        for kinds in [7, 11, 3, 40] {
            let _ = write!(text, "kind {},", (state >> 33) % kinds);
        }
        let _ = writeln!(text, "customer {:07},street {}", row * 7 % rows, state >> 45);
    }
    text
}
