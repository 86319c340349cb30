//! Any bytes are read or refused: no panic, no hang, no flood of memory.
//!
//! The bytes are put together from what readers stumble over, so that they look like tables more often than
//! noise does. `DIMLENS_FUZZ_SECONDS` sets how long the long run takes.

use super::support::{dimlens, folder, text};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::time::{Duration, Instant};

#[path = "../fuzz/law.rs"]
mod law;

/// Pieces of tables, of other formats, and of what is no text.
const PIECES: [&[u8]; 96] = [
    b",",
    b",",
    b",",
    b";",
    b"\t",
    b"|",
    b"\n",
    b"\n",
    b"\n",
    b"\r\n",
    b"\r",
    b"\"",
    b"\"",
    b"\"\"",
    b"'",
    b"\\\"",
    b"\\",
    b" ",
    b"#",
    b"\n#",
    b"sep=;\n",
    b"a,b,c\n",
    b"id;name;age\n",
    b"1,2,3\n",
    b"1;2;3\n",
    b"\"a\nb\",2\n",
    b"\"a\"\"b\",2\n",
    b",,\n",
    b"\n\n\n",
    b"0",
    b"1",
    b"-1",
    b"999",
    b"1.5",
    b"1,5",
    b"1.234",
    b"1,234",
    b"1.234.567,89",
    b"1,234,567.89",
    b"1e308",
    b"1e-400",
    b"-0",
    b"00123",
    b"+41791234567",
    b"9007199254740993",
    b"12 kg",
    b"3.5 km",
    b"$1,200.50",
    b"12,50 EUR",
    b"(1,234)",
    b"12.5 %",
    b"5-",
    b"12.-",
    b"inf",
    b"NaN",
    b"NA",
    b"null",
    b"None",
    b"-",
    b"?",
    b"\\N",
    b"true",
    b"no",
    b"ja",
    b"2024-03-08",
    b"2024-03",
    b"03/2024",
    b"31/12/2024",
    b"12/31/24",
    b"8 Mar 2024",
    b"Mar 2024",
    b"14:30",
    b"2024-03-08T10:00:00Z",
    b"1709889000",
    b"1709889000000",
    b"20240308",
    b"2019",
    b"date",
    b"2019;2020;2021\n",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xFE\xFF",
    b"a\0,\0b\0\n\0",
    b"\0",
    b"\xE9",
    b"\xC3\xA9",
    b"\x83\x65\x83\x58",
    b"\xF0\x9F\x98\x80",
    b"\xC2\xA0",
    b"\x1B$B",
    b"{\"a\":1}\n",
    b"[1,2]",
    b"PK\x03\x04",
    b"PAR1",
    b"\x1F\x8B",
    b"<?xml",
];

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        12 => proptest::sample::select(&PIECES[..]).prop_map(<[u8]>::to_vec),
        2 => proptest::collection::vec(any::<u8>(), 1..6),
        1 => "[a-z0-9 ]{1,12}".prop_map(String::into_bytes),
    ];
    // A piece that is repeated makes a table of it.
    let run = (proptest::collection::vec(piece, 1..12), 1_usize..12)
        .prop_map(|(pieces, times)| pieces.concat().repeat(times));
    proptest::collection::vec(run, 1..8).prop_map(|runs| runs.concat())
}

fn runner(cases: u32, seed: u64) -> TestRunner {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    TestRunner::new_with_rng(
        Config { cases, failure_persistence: None, ..Config::default() },
        TestRng::from_seed(RngAlgorithm::ChaCha, &key),
    )
}

fn hold(cases: u32, seed: u64) {
    let outcome = runner(cases, seed).run(&bytes(), |bytes| {
        law::any_bytes(&bytes);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("seed {seed}: {error}");
    }
}

#[test]
fn any_bytes_are_read_or_refused() {
    // What the long runs found once.
    law::any_bytes(b";1.234.567,89\t-1|,");
    hold(400, 42);
}

#[test]
#[ignore = "takes as long as it is given; .ci/run gives it a minute"]
fn any_bytes_are_read_or_refused_for_long() {
    let given = |name: &str, otherwise: u64| {
        std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
    };
    let end = Instant::now() + Duration::from_secs(given("DIMLENS_FUZZ_SECONDS", 60));
    let first = given("DIMLENS_FUZZ_SEED", 1000);
    let mut seed = first;
    while Instant::now() < end {
        hold(1000, seed);
        seed += 1;
    }
    println!("{} thousand inputs read or refused, seeds {first} to {}", seed - first, seed - 1);
}

/// Many columns, many names alike, long cells, endless quotation marks, records of ever new widths.
#[test]
fn odd_shapes_of_many_bytes_are_read_or_refused() {
    const MANY: usize = 1 << 20;
    let widths: String = (1..1400).map(|width| ",".repeat(width) + "\n").collect();
    let shapes = [
        ",".repeat(MANY),
        ",".repeat(90_000) + "\n1\n2\n",
        "a,".repeat(50_000) + "\n" + &"1,".repeat(50_000),
        "\"".repeat(MANY),
        "\"a\n".repeat(MANY / 3),
        "x".repeat(MANY),
        "x\n".repeat(MANY / 2),
        "\r".repeat(MANY),
        "1,2\n".repeat(MANY / 4),
        "a,b\n".to_owned() + &"\"\"\"\"\"\",1\n".repeat(MANY / 9),
        "1.234,".repeat(100) + "\n" + &("9,".repeat(99) + "9\n").repeat(MANY / 200),
        widths,
        "2024-03-08 10:00:00.".to_owned() + &"0".repeat(MANY),
        "\u{e9},\u{4e16}\n".repeat(MANY / 8),
    ];
    for shape in &shapes {
        law::any_bytes(shape.as_bytes());
        let utf_16: Vec<u8> = shape[..shape.floor_char_boundary(MANY / 4)]
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        law::any_bytes(&utf_16);
    }
}

/// The most memory that the program held, in bytes; it is asked while it runs.
#[cfg(target_os = "linux")]
fn peak(path: &std::path::Path) -> u64 {
    let mut child = dimlens(&["info", text(path), "--json"])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
        let line = status.iter().flat_map(|s| s.lines()).find(|l| l.starts_with("VmHWM"));
        let kilobytes = line.and_then(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok());
        most = most.max(kilobytes.unwrap_or(0) * 1024);
        std::thread::sleep(Duration::from_millis(2));
    }
    most
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded_by_a_small_multiple_of_the_input() {
    const SIZE: usize = 8 << 20;
    /// What the program holds without any input, and what each byte of it may take.
    const START: u64 = 200 << 20;
    const EACH_BYTE: u64 = 24;
    let folder = folder();
    let path = folder.path().join("f.csv");
    let mut random = 1_u64;
    let mut noise = || {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (random >> 33) as usize
    };
    let pieces: String = std::iter::repeat_with(|| {
        ["1,", "2.5,", "word,", ",", "\n", "\"a\",", "2024-03-08,"][noise() % 7]
    })
    .take(SIZE / 4)
    .collect();
    for shape in [
        "1,2,3,4,5\n".repeat(SIZE / 10),
        "a,b\n".to_owned()
            + &(0..SIZE / 12).map(|i| format!("w{i},x{i}\n")).collect::<Vec<_>>().concat(),
        ",".repeat(90_000) + "\n" + &(",".repeat(90_000) + "\n").repeat(SIZE / 90_000),
        "\"a \"\"b\"\"\";1,5\n".repeat(SIZE / 14),
        "\"".repeat(SIZE),
        pieces,
    ] {
        std::fs::write(&path, &shape).unwrap();
        let most = START + EACH_BYTE * shape.len() as u64;
        let found = peak(&path);
        println!("{:?}: {} MiB for {} MiB", &shape[..9], found >> 20, shape.len() >> 20);
        assert!(found <= most, "{} MiB for {:?}...", found >> 20, &shape[..20]);
    }
}
