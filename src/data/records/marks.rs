//! Where either of two bytes stands. Fields are short: eight bytes at a time in a register are quicker than a search
//! that starts anew at each.

/// The places of two bytes, ascending.
pub(super) struct Marks<'a> {
    bytes: &'a [u8],
    needles: [u64; 2],
    /// Where the bytes of `found` begin.
    base: usize,
    /// The high bit of each of eight bytes that is a needle, and was not given yet.
    found: u64,
}

/// Eight times the byte 1, and the high bits.
const ONES: u64 = u64::MAX / 0xFF;
const HIGH: u64 = ONES << 7;

impl<'a> Marks<'a> {
    pub fn new(bytes: &'a [u8], a: u8, b: u8) -> Self {
        let needles = [a, b].map(|needle| ONES * u64::from(needle));
        let mut marks = Self { bytes, needles, base: 0, found: 0 };
        marks.found = marks.look();
        marks
    }

    /// The needles among the eight bytes at `base`, or as many as are left.
    #[inline]
    fn look(&self) -> u64 {
        let rest = &self.bytes[self.base.min(self.bytes.len())..];
        let (eight, valid) = if let Some(eight) = rest.first_chunk::<8>() {
            (*eight, HIGH)
        } else {
            let mut eight = [0; 8];
            eight[..rest.len()].copy_from_slice(rest);
            // Bytes that are not there are no needles, whatever those are.
            (eight, HIGH & ((1_u64 << (8 * rest.len())) - 1))
        };
        let word = u64::from_le_bytes(eight);
        // Without carries between bytes: the high bit stands where the byte is not zero.
        let filled = |word: u64| ((word & !HIGH) + !HIGH) | word;
        !(filled(word ^ self.needles[0]) & filled(word ^ self.needles[1])) & valid
    }
}

impl Iterator for Marks<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            self.base += 8;
            if self.base >= self.bytes.len() {
                return None;
            }
            self.found = self.look();
        }
        let at = self.base + (self.found.trailing_zeros() / 8) as usize;
        self.found &= self.found - 1;
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_places_are_those_of_a_plain_search(bytes in proptest::collection::vec(
            prop_oneof![Just(b','), Just(b'\n'), Just(b'-'), any::<u8>()], 0..60,
        )) {
            let plain: Vec<usize> =
                (0..bytes.len()).filter(|&at| matches!(bytes[at], b',' | b'\n')).collect();
            prop_assert_eq!(Marks::new(&bytes, b',', b'\n').collect::<Vec<_>>(), plain);
        }
    }
}
