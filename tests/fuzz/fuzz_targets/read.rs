//! Any bytes are read as a table or refused in one line.

#![no_main]

#[path = "../law.rs"]
mod law;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| law::any_bytes(bytes));
