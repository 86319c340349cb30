use super::super::{Guess, ReadOptions, dialect, records};
use super::*;

fn cells(text: &str) -> Vec<Cells> {
    let dialect = dialect::sniff(text, &ReadOptions::default(), Guess::given("utf-8".into()));
    let progress = Progress::new();
    let check = |hopeful| {
        records::check("f.csv", text, &dialect, hopeful, &mut Vec::new(), &progress).unwrap()
    };
    let careful = read(&check(false), &progress).unwrap().unwrap();
    // What is read in hope is read the same, or not at all.
    if let Some(hopeful) = read(&check(true), &progress).unwrap() {
        assert_eq!(hopeful.len(), careful.len());
        for (a, b) in hopeful.iter().zip(&careful) {
            match (a, b) {
                (Cells::Plain(a), Cells::Plain(b)) => {
                    assert!(
                        a.numbers.iter().zip(&b.numbers).all(|(a, b)| a.to_bits() == b.to_bits())
                    );
                }
                (a, b) => assert_eq!(a.known(), b.known()),
            }
        }
    }
    careful
}

#[test]
fn hope_is_given_up_where_records_are_not_alike() {
    let hopeful = |text: &str| {
        let dialect = dialect::sniff(text, &ReadOptions::default(), Guess::given("utf-8".into()));
        let progress = Progress::new();
        let records =
            records::check("f.csv", text, &dialect, true, &mut Vec::new(), &progress).unwrap();
        read(&records, &progress).unwrap().map(|_| records.count)
    };
    let rows = "1,x\n2,y\n".repeat(9);
    assert_eq!(hopeful(&format!("a,b\n{rows}")), Some(18));
    assert_eq!(hopeful(&format!("a,b\r\n{}\r\n\r\n", rows.replace('\n', "\r\n"))), Some(18));
    assert_eq!(hopeful(&format!("a,b\n{rows}3,z")), Some(19));
    for odd in ["3\n", "3,z,4\n", "\n1,2\n", ",\n", " , \n", "3,\n4\n"] {
        assert_eq!(hopeful(&format!("a,b\n{rows}{odd}{rows}")), None, "{odd:?}");
    }
}

fn plain(cells: &Cells) -> &[f64] {
    let Cells::Plain(plain) = cells else { panic!("words") };
    &plain.numbers
}

fn table(rows: usize, cell: impl Fn(usize) -> String) -> String {
    (0..rows).fold("a,b\n".to_owned(), |text, row| text + &format!("{row},{}\n", cell(row)))
}

#[test]
fn numbers_and_words_are_read_as_such() {
    let read = cells("n,w,m\n1.5,x,\n-2,y,\n\n,,\n3,NA,\n");
    assert_eq!(plain(&read[0]), [1.5, -2.0, 3.0]);
    assert_eq!(read[1].known(), [Some("x"), Some("y"), None]);
    assert!(plain(&read[2]).iter().all(|v| v.is_nan()));
}

#[test]
fn a_word_far_down_makes_words_of_all_cells() {
    const ROWS: usize = 400_000;
    let text = table(ROWS, |row| if row == ROWS - 9 { "odd".into() } else { row.to_string() });
    let read = cells(&text);
    assert!(plain(&read[0]).iter().enumerate().all(|(row, v)| *v == row as f64));
    let known = read[1].known();
    assert_eq!((known.len(), known[0], known[ROWS - 9]), (ROWS, Some("0"), Some("odd")));
}

#[test]
fn codes_and_doubtful_points_keep_their_letters() {
    let read = cells("code,either,n\n007,23.824,1\n12,17.518,2\n");
    assert_eq!(read[0].known(), [Some("007"), Some("12")]);
    assert_eq!(read[1].known(), [Some("23.824"), Some("17.518")]);
    assert_eq!(plain(&read[2]), [1.0, 2.0]);
}

#[test]
fn quotation_marks_do_not_change_what_is_read() {
    const ROWS: usize = 300_000;
    let bare = cells(&table(ROWS, |row| format!("w{}", row % 7)));
    let quoted = cells(&table(ROWS, |row| format!("\"w{}\"", row % 7)));
    assert_eq!(plain(&bare[0]), plain(&quoted[0]));
    assert_eq!(bare[1].known(), quoted[1].known());
    let lines = cells(&table(ROWS, |row| format!("\"{}\n,\"\"\"", row % 7)));
    assert_eq!(lines[1].known()[ROWS - 1], Some(format!("{}\n,\"", (ROWS - 1) % 7).as_str()));
}

#[test]
fn short_records_are_padded_in_every_column() {
    let read = cells("a,b,c\n1,2,3\n4\n5,6,7\n");
    assert_eq!(plain(&read[0]), [1.0, 4.0, 5.0]);
    assert!(plain(&read[2])[1].is_nan() && read[1].known().is_empty());
}
