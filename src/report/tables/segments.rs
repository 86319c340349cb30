//! Segments as a table: a line for each row of each segment.

use super::pseudonyms::pseudonyms;
use super::{Identifiers, written};
use crate::data::{Table, Written, WrittenCells};
use crate::project::Segment;

/// `row`, these columns of the table (places; those that name customers, and are to stand in pseudonyms, beside them),
/// `segment`. Rows that the table does not have now are left out.
pub fn segments_table(
    table: &Table,
    columns: &[(usize, Identifiers)],
    segments: &[Segment],
) -> Vec<Written> {
    let found: Vec<(u32, usize, &str)> = segments
        .iter()
        .flat_map(|segment| segment.rows.iter().map(|row| (*row, segment.name.as_str())))
        .filter_map(|(row, name)| Some((row.0, table.position(row)?, name)))
        .collect();
    let places: Vec<Option<usize>> = found.iter().map(|(_, place, _)| Some(*place)).collect();
    let whole: Vec<Option<usize>> = (0..table.rows().len()).map(Some).collect();
    let column = |name: &str, cells| Written { name: name.to_owned(), cells };
    let rows = WrittenCells::Whole(found.iter().map(|(row, ..)| *row).collect());
    let mut all = vec![column("row", rows)];
    for (at, identifiers) in columns {
        let Some(of) = table.columns().get(*at) else { continue };
        let cells = written(of, of.name.clone(), &places);
        match identifiers {
            Identifiers::Keep => all.push(cells),
            Identifiers::Omit => {}
            Identifiers::Pseudonym => {
                all.push(pseudonyms(&written(of, String::new(), &whole).cells, cells));
            }
        }
    }
    let names = found.iter().map(|(.., name)| (*name).to_owned()).collect();
    all.push(column("segment", WrittenCells::Words(names)));
    super::customers::unlike(&mut all);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ReadOptions, RowId, read_bytes};
    use crate::progress::Progress;
    use crate::project::new_segment;

    #[test]
    fn every_row_of_every_segment_has_a_line_and_gone_rows_have_none() {
        let text = "id,segment,a\nx7,u,2\nx3,v,9\nx9,w,1\n";
        let options = ReadOptions::default();
        let table = read_bytes("t.csv", text.as_bytes(), &options, &Progress::new()).unwrap();
        let rows = |rows: &[u32]| rows.iter().copied().map(RowId).collect();
        let segments = [new_segment(&[], "a", rows(&[1, 3, 9])), new_segment(&[], "b", rows(&[3]))];
        let columns = [(0, Identifiers::Pseudonym), (1, Identifiers::Keep), (2, Identifiers::Omit)];
        let all = segments_table(&table, &columns, &segments);
        let names: Vec<&str> = all.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["row", "id", "segment", "segment (2)"]);
        assert_eq!(all[0].cells, WrittenCells::Whole(vec![1, 3, 3]));
        let words = |words: [&str; 3]| WrittenCells::Words(words.map(str::to_owned).to_vec());
        assert_eq!(all[1].cells, words(["customer-000001", "customer-000003", "customer-000003"]));
        assert_eq!(
            (&all[2].cells, &all[3].cells),
            (&words(["u", "w", "w"]), &words(["a", "a", "b"]))
        );
    }
}
