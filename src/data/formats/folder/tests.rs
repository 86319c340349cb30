use super::*;
use crate::data::{ReadOptions, Values, read};
use polars::prelude::{NamedFrom, ParquetWriter, Series};

fn write(folder: &Path, name: &str, columns: Vec<Series>) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let columns = columns.into_iter().map(Column::from).collect();
    let mut frame = DataFrame::new_infer_height(columns).unwrap();
    ParquetWriter::new(std::fs::File::create(path).unwrap()).finish(&mut frame).unwrap();
}

fn table(folder: &Path) -> Result<Table, DataError> {
    read(folder, &ReadOptions::default(), &Progress::new())
}

fn cells(table: &Table, name: &str) -> Vec<String> {
    let column = table.column(name).unwrap();
    (0..table.rows().len()).map(|at| column.text(at)).collect()
}

#[test]
fn columns_are_matched_by_name_and_gaps_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(
        at,
        "1.parquet",
        vec![Series::new("a".into(), [1_i32, 2]), Series::new("b".into(), ["x", "y"])],
    );
    write(
        at,
        "2.parquet",
        vec![Series::new("c".into(), [true]), Series::new("a".into(), [1.5_f64])],
    );
    let table = table(at).unwrap();
    assert_eq!(cells(&table, "a"), ["1", "2", "1.5"]);
    assert_eq!(cells(&table, "b"), ["x", "y", ""]);
    assert_eq!(cells(&table, "c"), ["", "", "true"]);
    let said = &table.notices()[1].text;
    assert!(said.contains("b (in 1), c (in 1)"), "{said}");
}

#[test]
fn types_that_contradict_are_named_with_file_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "1.parquet", vec![Series::new("a".into(), [1_i64])]);
    write(at, "2.parquet", vec![Series::new("a".into(), ["x"])]);
    let error = table(at).unwrap_err().to_string();
    assert!(error.contains("2.parquet: the column a is text here and a number in"), "{error}");
}

#[test]
fn folders_named_like_a_key_are_a_column() {
    let folder = tempfile::tempdir().unwrap();
    for (year, value) in [("2023", 1.0), ("2024", 2.0)] {
        let name = format!("year={year}/part.parquet");
        write(folder.path(), &name, vec![Series::new("v".into(), [value])]);
    }
    let table = table(folder.path()).unwrap();
    assert_eq!(table.column("year").unwrap().values, Values::Numbers(vec![2023.0, 2024.0]));
}

#[test]
fn whole_numbers_beyond_f64_stay_text_in_all_files() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "1.parquet", vec![Series::new("id".into(), [1_i32])]);
    write(folder.path(), "2.parquet", vec![Series::new("id".into(), [9_007_199_254_740_993_i64])]);
    assert_eq!(cells(&table(folder.path()).unwrap(), "id"), ["1", "9007199254740993"]);
}
