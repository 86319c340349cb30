//! Data cut into parts that threads read apart, at the ends of records.

/// Bytes of a part, up to the end of a record.
const PART: usize = 1 << 20;

/// Cuts after line ends outside quotation marks. Every record of `data` holds an even number of marks, and so
/// does whatever stands before the end of one.
pub(in crate::data) fn parts(mut data: &str) -> Vec<&str> {
    let mut parts = Vec::with_capacity(data.len() / PART + 1);
    while data.len() > PART {
        let (part, rest) = data.split_at(end(data.as_bytes()));
        parts.push(part);
        data = rest;
    }
    if !data.is_empty() {
        parts.push(data);
    }
    parts
}

/// The end of the first record that ends behind [`PART`] bytes.
fn end(data: &[u8]) -> usize {
    let mut marks = memchr::memchr_iter(b'"', &data[..PART]).count();
    for at in memchr::memchr2_iter(b'"', b'\n', &data[PART..]) {
        if data[PART + at] == b'"' {
            marks += 1;
        } else if marks % 2 == 0 {
            return PART + at + 1;
        }
    }
    data.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_end_with_records() {
        let quoted = "12,\"a \"\"b\"\"\nc\"\n";
        for line in ["12,34\n", quoted] {
            let text = line.repeat(4 * PART / line.len());
            let parts = parts(&text);
            assert!(parts.len() > 2);
            assert!(parts.iter().all(|part| part.len() % line.len() == 0));
            assert_eq!(parts.concat(), text);
        }
    }

    #[test]
    fn a_mark_without_end_is_one_part() {
        let text = format!("\"{}", "1,2\n".repeat(PART));
        assert_eq!(parts(&text), [text.as_str()]);
    }
}
