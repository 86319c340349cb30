//! A file as a stream of UTF-8, whatever its encoding, without NUL.

use crate::progress::Progress;
use encoding_rs::{CoderResult, Decoder, Encoding};
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes read at a time.
const BLOCK: usize = 1 << 18;
/// A record longer than this is no record: a quotation mark was opened and never closed.
const LONGEST: u64 = 16 << 20;

/// What went by, seen from outside while the reader owns the stream.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Bytes of the file.
    pub bytes: Cell<u64>,
    /// Letters handed out since the last record ended.
    pub since_record: Cell<u64>,
    /// NUL characters left out.
    pub nul: Cell<u64>,
    /// Whether any byte was no letter.
    pub wrong: Cell<bool>,
}

/// The stream.
pub(super) struct Letters<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Decoded and not handed out yet, from `at` on.
    text: Vec<u8>,
    at: usize,
    ended: bool,
    seen: Rc<Seen>,
    progress: Progress,
    total: u64,
}

impl<R: Read> Letters<R> {
    /// Decodes `source`, which has `total` bytes.
    pub fn new(
        source: R,
        encoding: &'static Encoding,
        seen: Rc<Seen>,
        progress: &Progress,
        total: u64,
    ) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        let room = decoder.max_utf8_buffer_length(BLOCK).unwrap_or(4 * BLOCK);
        let (raw, text) = (vec![0; BLOCK], Vec::with_capacity(room));
        let progress = progress.clone();
        Self { source, decoder, raw, text, at: 0, ended: false, seen, progress, total }
    }

    fn refill(&mut self) -> io::Result<()> {
        let length = self.source.read(&mut self.raw)?;
        self.ended = length == 0;
        self.seen.bytes.set(self.seen.bytes.get() + length as u64);
        let done = self.seen.bytes.get().min(self.total);
        self.progress.step(done, self.total.max(1)).map_err(io::Error::other)?;
        self.text.resize(self.text.capacity(), 0);
        let (result, _, written, wrong) =
            self.decoder.decode_to_utf8(&self.raw[..length], &mut self.text, self.ended);
        debug_assert_eq!(result, CoderResult::InputEmpty, "the room is the largest there can be");
        self.text.truncate(written);
        self.seen.wrong.set(self.seen.wrong.get() || wrong);
        self.text.retain(|byte| *byte != 0);
        self.seen.nul.set(self.seen.nul.get() + (written - self.text.len()) as u64);
        self.at = 0;
        Ok(())
    }
}

impl<R: Read> Read for Letters<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() && !self.ended {
            self.refill()?;
        }
        let length = out.len().min(self.text.len() - self.at);
        out[..length].copy_from_slice(&self.text[self.at..self.at + length]);
        self.at += length;
        let since = self.seen.since_record.get() + length as u64;
        self.seen.since_record.set(since);
        if since > LONGEST {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{SHIFT_JIS, UTF_8, UTF_16LE};

    /// Hands out few bytes at a time, so that letters are cut.
    struct Drops<'a>(&'a [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let length = self.0.len().min(3).min(out.len());
            out[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    fn read(bytes: &[u8], encoding: &'static Encoding) -> (String, Rc<Seen>) {
        let seen = Rc::new(Seen::default());
        let total = bytes.len() as u64;
        let mut letters =
            Letters::new(Drops(bytes), encoding, Rc::clone(&seen), &Progress::new(), total);
        let mut text = String::new();
        letters.read_to_string(&mut text).unwrap();
        (text, seen)
    }

    #[test]
    fn letters_that_are_cut_between_blocks_are_whole() {
        let text = "a,\u{e4}\u{1F600}\nb,\u{6771}\u{4EAC}\n";
        assert_eq!(read(text.as_bytes(), UTF_8).0, text);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xFF, 0xFE], little.as_slice()].concat();
        assert_eq!(read(&marked, UTF_16LE).0, text);
        assert_eq!(
            read(&SHIFT_JIS.encode("\u{6771}\u{4EAC},1").0, SHIFT_JIS).0,
            "\u{6771}\u{4EAC},1"
        );
    }

    #[test]
    fn what_is_no_letter_is_noticed() {
        let (text, seen) = read(b"a\0b\xFF,1\n", UTF_8);
        assert_eq!(text, "ab\u{FFFD},1\n");
        assert!(seen.wrong.get() && seen.nul.get() == 1 && seen.bytes.get() == 7);
    }
}
