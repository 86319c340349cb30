"""Writes the same small table in every format that other programs write; run once, in this folder.

pip install pyarrow openpyxl odfpy xlwt
"""
import datetime as dt
import json

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

NAMES = ["Zoë", "Jürgen", "Ann", "Søren", "Bob", "Çelik", "Ève", "Dan", "Åsa", "Kim", "Lea", "Max"]
ROWS = []
for i, name in enumerate(NAMES):
    ROWS.append({
        "code": f"{i * 7:05}",
        "name": name,
        "plan": None if i == 4 else ["basic", "plus", "pro"][i % 3],
        "age": None if i == 2 else 20 + i * 3,
        "charges": None if i == 7 else round(i / 7 + 0.1, 14),
        "joined": None if i == 5 else dt.date(2023, 11, 28) + dt.timedelta(days=9 * i),
        "seen": None if i == 6 else dt.datetime(2024, 3, 8, 10, 30) + dt.timedelta(hours=7 * i),
        "active": None if i == 9 else i % 2 == 0,
        "account": 9007199254740993 + i,
    })
COLUMNS = list(ROWS[0])


def iso(value):
    return value.isoformat() if isinstance(value, (dt.date, dt.datetime)) else value


def text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(iso(value))


with open("customers.csv", "w", encoding="utf-8") as f:
    f.write(",".join(COLUMNS) + "\n")
    f.writelines(",".join(text(r[c]) for c in COLUMNS) + "\n" for r in ROWS)

plain = [{c: iso(v) for c, v in r.items() if v is not None} for r in ROWS]
with open("customers.jsonl", "w", encoding="utf-8") as f:
    f.writelines(json.dumps(dict(r), ensure_ascii=False) + "\n" for r in
                 [{c: iso(v) for c, v in ROWS[0].items()}] + plain[1:])

table = pa.Table.from_pylist(ROWS, schema=pa.schema([
    ("code", pa.string()), ("name", pa.string()), ("plan", pa.dictionary(pa.int32(), pa.string())),
    ("age", pa.int32()), ("charges", pa.float64()), ("joined", pa.date32()),
    ("seen", pa.timestamp("us")), ("active", pa.bool_()), ("account", pa.int64()),
]))
pq.write_table(pa.table({"half": pa.array(np.array([1.5, 2.5], np.float16)), "n": [1, 2]}), "halves.parquet")
pq.write_table(table, "customers.parquet", row_group_size=5, compression="zstd")
pa.feather.write_feather(table, "customers.feather", compression="lz4")
with pa.ipc.new_stream("customers.arrows", table.schema) as writer:
    writer.write_table(table, max_chunksize=5)

# Types that other programs write and few tables need.
zone = dt.timezone(dt.timedelta(hours=2))
odd = pa.table({
    "price": pa.array([1, 2, None], pa.decimal128(12, 2)),
    "when": pa.array([dt.datetime(2024, 7, 1, 12, tzinfo=zone)] * 3, pa.timestamp("ms", tz="Europe/Zurich")),
    "clock": pa.array([dt.time(6, 30), None, dt.time(18)], pa.time64("us")),
    "span": pa.array([dt.timedelta(hours=36), None, dt.timedelta(0)], pa.duration("us")),
    "home": pa.array([{"city": "Bern", "zip": 3000}, None, {"city": "Genf", "zip": None}]),
    "tags": pa.array([["a"], [], None]),
    "photo": pa.array([b"\xff\x00", b"", None]),
    "word": pa.array([b"yes", b"no", None]),
    "void": pa.nulls(3),
    "big": pa.array([2**63 + 1, 1, 2], pa.uint64()),
    "small": pa.array([1.5, float("nan"), None], pa.float32()),
})
pq.write_table(odd, "odd.parquet")

# A workbook as people make them: a cover, titles above the table, an empty column, an error.
book = openpyxl.Workbook()
cover = book.active
cover.title = "Cover"
cover["B2"] = "Customers of the year"
sheet = book.create_sheet("Kunden")
sheet["B1"] = "Customers, as of March"
sheet["B2"] = dt.date(2024, 3, 31)
for at, column in enumerate(COLUMNS):
    place = at + 2 + (at > 3)  # an empty column after the fourth
    sheet.cell(4, place, column)
    for row, values in enumerate(ROWS):
        value = values[column]
        sheet.cell(row + 5, place, str(value) if column == "account" else value)
sheet.cell(7, 5).value = "#N/A"
sheet.cell(7, 5).data_type = "e"
notes = book.create_sheet("Notes")
notes.append(["topic", "text", "length"])
notes.append(["age", "at the end of the year", "=LEN(B2)"])
book.save("customers.xlsx")

old = xlwt.Workbook()
sheet = old.add_sheet("Kunden")
day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
moment = xlwt.easyxf(num_format_str="YYYY-MM-DD HH:MM:SS")
for at, column in enumerate(COLUMNS):
    sheet.write(0, at, column)
    for row, values in enumerate(ROWS):
        value = values[column]
        style = {"joined": day, "seen": moment}.get(column)
        value = str(value) if column == "account" else value
        if value is not None:
            sheet.write(row + 1, at, value, style) if style else sheet.write(row + 1, at, value)
old.save("customers.xls")

ods = OpenDocumentSpreadsheet()
sheet = Table(name="Kunden")
header = TableRow()
for column in COLUMNS:
    cell = TableCell(valuetype="string")
    cell.addElement(P(text=column))
    header.addElement(cell)
sheet.addElement(header)
for values in ROWS:
    row = TableRow()
    for column in COLUMNS:
        value = values[column]
        if value is None:
            cell = TableCell()
        elif isinstance(value, bool):
            cell = TableCell(valuetype="boolean", booleanvalue="true" if value else "false")
        elif isinstance(value, (dt.date, dt.datetime)):
            cell = TableCell(valuetype="date", datevalue=value.isoformat())
        elif isinstance(value, str) or column == "account":
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=str(value)))
        else:
            cell = TableCell(valuetype="float", value=repr(value))
        row.addElement(cell)
    sheet.addElement(row)
ods.spreadsheet.addElement(sheet)
ods.save("customers.ods")
