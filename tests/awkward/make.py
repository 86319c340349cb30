"""Writes small awkward files, and EXPECTED.tsv beside them; run once, in this folder. Standard library only.

Each case: name, bytes, what is awkward, kinds of the columns (N numbers, D dates, T text), names, rows as texts, words
that a notice must hold.
"""
import gzip
import json

CASES = []


def case(name, text, what, kinds, names, rows, said="", encoding="utf-8"):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    CASES.append((name, data, what, kinds, names.split("|"), [r.split("|") for r in rows], said))


case("pipes.csv", "id|Betrag\n1|1.234,50\n2|99,90\n3|-5,00\n", "pipes, decimal comma, thousands point", "NN",
     "id|Betrag", ["1|1234.5", "2|99.9", "3|-5"], "decimal comma")
case("tabs.tsv", "a\tb\r\n1\tx, y\r\n2\tz\r\n", "tabs, commas inside, CRLF", "NT", "a|b", ["1|x, y", "2|z"])
case("sep_line.csv", "sep=;\r\na;b\r\n1;2\r\n3;4\r\n", "Excel's line that names the separator", "NN", "a|b",
     ["1|2", "3|4"])
case("sep_line_bom.csv", "\ufeffsep=;\r\na;b\r\n1,5;2\r\n3,5;4\r\n", "the same behind a byte order mark", "NN", "a|b",
     ["1.5|2", "3.5|4"])
case("single_quotes.csv", "'name',n\n'x,1',2\n'y',3\n'z,2',5\n'w',6\n", "single quotation marks", "TN", "name|n",
     ["x,1|2", "y|3", "z,2|5", "w|6"])
case("backslash.csv", 'name,v\n"say \\"hi\\"",1\n"b, c",2\n"d",3\n', "quotes escaped by a backslash", "TN", "name|v",
     ['say "hi"|1', "b, c|2", "d|3"])
case("utf_16_bare.csv", "name,age\nAnn,31\nBob,44\nCy,28\n", "UTF-16 without a mark", "TN", "name|age",
     ["Ann|31", "Bob|44", "Cy|28"], encoding="utf-16-le")
case("returns.csv", "a;b\r1;x\r2;y\r3;z\r", "bare carriage returns, semicolons", "NT", "a|b", ["1|x", "2|y", "3|z"])
case("titles.csv", "Sales of the year\nprinted by hand\n\nid,name,city\n1,a,b\n2,c,d\n3,e,f\n", "titles above", "NTT",
     "id|name|city", ["1|a|b", "2|c|d", "3|e|f"], "above the table")
case("titles_padded.csv", "Sales,,,\nas of,2024-03-01,,\n,,,\nid,name,city,n\n1,a,b,5\n2,c,d,6\n3,e,f,7\n",
     "titles padded with separators", "NTTN", "id|name|city|n", ["1|a|b|5", "2|c|d|6", "3|e|f|7"], "above the table")
case("comments.csv", "# made by hand\nid,v\n1,2\n# half\n3,4\n", "comments above and between", "NN", "id|v",
     ["1|2", "3|4"], "Comments were passed over")
case("trailing_separator.csv", "a;b;\n1;2;\n3;4;\n", "a separator at the end of each line", "NNN", "a|b|column_3",
     ["1|2|", "3|4|"], "no name")
case("blank_end.csv", "a,b\n1,2\n3,4\n,\n,\n\n\n", "empty records at the end", "NN", "a|b", ["1|2", "3|4"],
     "2 blank records")
case("percent.csv", "x;p\n1;12,5 %\n2;7 %\n3;0,5 %\n", "percent signs, decimal comma", "NN", "x|p",
     ["1|12.5", "2|7", "3|0.5"], "Percent signs")
case("parentheses.csv", 'a,v\nx,"(1,200)"\ny,300\nz,"1,100"\n', "parentheses for negative amounts", "TN", "a|v",
     ["x|-1200", "y|300", "z|1100"], "Parentheses")
case("minus_behind.csv", "a,v\nx,5.50-\ny,3.25\nz,1.00-\n", "minus behind the number", "TN", "a|v",
     ["x|-5.5", "y|3.25", "z|-1"], "minus behind")
case("euros.csv", "a;v\nx;12,50 \u20ac\ny;3,00 \u20ac\nz;1.000,00 \u20ac\n", "euro signs behind, in windows-1252", "TN",
     "a|v", ["x|12.5", "y|3", "z|1000"], "Currencies", encoding="cp1252")
case("apostrophes.csv", "a;v\nx;1'234.50\ny;12'000.00\nz;3.25\n", "Swiss thousands marks", "TN", "a|v",
     ["x|1234.5", "y|12000", "z|3.25"], "Thousands marks")
case("nbsp.csv", "a;v\nx;1\u00a0234,5\ny;12\u00a0000,5\nz;3,5\n", "hard blanks between thousands", "TN", "a|v",
     ["x|1234.5", "y|12000.5", "z|3.5"], "Thousands marks")
case("day_first.csv", "d,v\n31/12/2023,1\n01/02/2024,2\n", "days first, told by one cell", "DN", "d|v",
     ["2023-12-31|1", "2024-02-01|2"])
case("month_first.csv", "d,v\n12/31/2023,1\n02/01/2024,2\n", "months first, told by one cell", "DN", "d|v",
     ["2023-12-31|1", "2024-02-01|2"])
case("day_or_month.csv", "d,v\n01/02/2024,1\n03/04/2024,2\n", "day or month: nothing tells", "DN", "d|v",
     ["2024-01-02|1", "2024-03-04|2"], "the day or the month")
case("two_digit_years.csv", "d;v\n31.12.23;1,5\n01.02.24;2,5\n", "years of two digits", "DN", "d|v",
     ["2023-12-31|1.5", "2024-02-01|2.5"], "two digits")
case("month_names.csv", "d,v\n3 Mar 2024,1\n15 Dec 2023,2\n", "names of months", "DN", "d|v",
     ["2024-03-03|1", "2023-12-15|2"])
case("times.csv", "at,v\n2024-03-08T10:30:00,1\n2024-03-09T00:00:00,2\n", "dates with times", "DN", "at|v",
     ["2024-03-08T10:30:00|1", "2024-03-09|2"])
case("unix.csv", "created_at,v\n1709889000,1\n1709889060,2\n", "Unix times", "DN", "created_at|v",
     ["2024-03-08T09:10:00|1", "2024-03-08T09:11:00|2"], "Unix times")
case("clock.csv", "start,v\n14:30,1\n09:15,2\n", "times of day", "NN", "start|v", ["14.5|1", "9.25|2"], "Times of day")
case("postcodes.csv", "zip,n\n00123,1\n04567,2\n99999,3\n", "leading zeros", "TN", "zip|n",
     ["00123|1", "04567|2", "99999|3"], "stay text")
case("phones.csv", "phone,n\n+41791234567,1\n+41791234568,2\n", "telephone numbers", "TN", "phone|n",
     ["+41791234567|1", "+41791234568|2"], "stay text")
case("long_ids.csv", "id,n\n12345678901234567890,1\n12345678901234567891,2\n", "numbers of twenty digits", "TN", "id|n",
     ["12345678901234567890|1", "12345678901234567891|2"], "stay text")
case("with_units.csv", "name,weight\nAnn,12 kg\nBob,3.5 kg\nCy,7 kg\n", "a unit behind each number", "TN",
     "name|weight", ["Ann|12", "Bob|3.5", "Cy|7"], "Units were left out")
case("units_row.csv", "name;weight;price\n;kg;EUR\nAnn;50;1,5\nBob;60;2,5\nCy;70;3,5\n", "a record of units", "TNN",
     "name|weight kg|price EUR", ["Ann|50|1.5", "Bob|60|2.5", "Cy|70|3.5"], "holds units")
case("total.csv", "city;n;v\nBern;1;2,5\nChur;2;3,5\nGenf;3;4,5\nTotal;6;10,5\n", "a total below", "TNN", "city|n|v",
     ["Bern|1|2.5", "Chur|2|3.5", "Genf|3|4.5", "Total|6|10.5"], "--skip-end 1")
case("source_note.csv", "city,n,v\nBern,1,2\nChur,2,3\nGenf,3,4\nSource: the office\n", "a note below", "TNN", "city|n|v",
     ["Bern|1|2", "Chur|2|3", "Genf|3|4", "Source: the office||"], "--skip-end 1")
case("marks_for_missing.csv", "a,v\nx,1\ny,NA\nz,n/a\nu,-\nw,?\nq,2\n", "marks for missing among numbers", "TN", "a|v",
     ["x|1", "y|", "z|", "u|", "w|", "q|2"])
case("none_level.csv", "id,plan\n1,None\n2,Basic\n3,Pro\n4,None\n", "None as a level", "NT", "id|plan",
     ["1|None", "2|Basic", "3|Pro", "4|None"])
case("none_number.csv", "id,v\n1,None\n2,1.5\n3,2.5\n", "None among numbers", "NN", "id|v", ["1|", "2|1.5", "3|2.5"],
     "taken as missing")
case("cyrillic.csv", "\u0438\u043c\u044f;\u0433\u043e\u0440\u043e\u0434\n"
     "\u0418\u0432\u0430\u043d;\u041c\u043e\u0441\u043a\u0432\u0430\n"
     "\u0410\u043d\u043d\u0430;\u041a\u0430\u0437\u0430\u043d\u044c\n", "windows-1251", "TT",
     "\u0438\u043c\u044f|\u0433\u043e\u0440\u043e\u0434",
     ["\u0418\u0432\u0430\u043d|\u041c\u043e\u0441\u043a\u0432\u0430",
      "\u0410\u043d\u043d\u0430|\u041a\u0430\u0437\u0430\u043d\u044c"], encoding="cp1251")
case("chinese.csv", "\u59d3\u540d,\u57ce\u5e02,\u5e74\u9f84\n\u5f20\u4f1f,\u5317\u4eac,31\n"
     "\u738b\u82b3,\u4e0a\u6d77,44\n\u674e\u5a1c,\u5e7f\u5dde,28\n", "GB 18030", "TTN",
     "\u59d3\u540d|\u57ce\u5e02|\u5e74\u9f84",
     ["\u5f20\u4f1f|\u5317\u4eac|31", "\u738b\u82b3|\u4e0a\u6d77|44", "\u674e\u5a1c|\u5e7f\u5dde|28"],
     encoding="gb18030")
case("macintosh.csv", "name,city\nZo\u00e9,Orl\u00e9ans\nAndr\u00e9,Saint-L\u00e9ger\n".encode("mac-roman"),
     "letters of an old Macintosh: read otherwise, and said", "TT", "name|city",
     ["Zo\u017d|Orl\u017dans", "Andr\u017d|Saint-L\u017dger"], "--encoding macintosh")
case("cases.csv", "id,ID,Id\n1,2,3\n4,5,6\n", "names that differ by case only", "NNN", "id|ID|Id", ["1|2|3", "4|5|6"])
case("years.csv", "country,2019,2020\nFrance,1,2\nItaly,3,4\n", "years as names", "TNN", "country|2019|2020",
     ["France|1|2", "Italy|3|4"])
case("nameless.csv", "1,2.5\n3,4.5\n5,6.5\n", "numbers without names", "NN", "column_1|column_2",
     ["1|2.5", "3|4.5", "5|6.5"])
case("two_headers.csv", "region,sales,,cost,\n,north,south,north,south\n1,2,3,4,5\n2,3,4,5,6\n",
     "names over two records", "NNNNN", "region|sales north|south|cost north|south_2", ["1|2|3|4|5", "2|3|4|5|6"])
case("one_short.csv", "a,b,c\n1,2,3\n4,5\n6,7,8\n9,1,2\n", "one short record", "NNN", "a|b|c",
     ["1|2|3", "4|5|", "6|7|8", "9|1|2"], "line 3")
case("name_over_lines.csv", '"first\nname",n\nAnn,1\nBob,2\n', "a line break inside a name", "TN", "first name|n",
     ["Ann|1", "Bob|2"])
case("exponents.csv", "a,v\nx,1e3\ny,2.5E-2\nz,-1E+2\n", "scientific notation", "TN", "a|v",
     ["x|1000", "y|0.025", "z|-100"])
case("padded.csv", " a , b \n 1 , x \n 2 , y \n", "blanks around every cell", "NT", "a|b", ["1|x", "2|y"])
case("one_column.csv", "value\n1.5\n2.5\n3.5\n", "one column", "N", "value", ["1.5", "2.5", "3.5"])
case("compact_dates.csv", "date,v\n20240308,1\n20231231,2\n", "dates as eight digits", "DN", "date|v",
     ["2024-03-08|1", "2023-12-31|2"])
case("array.json", '[\n {"a": 1, "b": {"c": "x"}},\n {"a": 2.5}\n]\n', "a JSON array, nested, a key missing", "NT",
     "a|b.c", ["1|x", "2.5|"])
case("lines.jsonl", '{"a": 1, "b": null}\n{"b": "y", "a": 2}\n', "JSON lines in any order of keys", "NT", "a|b",
     ["1|", "2|y"])
case("packed.csv.gz", gzip.compress(b"a;b\n1,5;x\n2,5;y\n", mtime=0), "packed with gzip", "NT", "a|b",
     ["1.5|x", "2.5|y"])

with open("EXPECTED.tsv", "w", encoding="utf-8", newline="\n") as out:
    out.write("file\tfeature\tkinds\tnames\trows\tsaid\n")
    for name, data, what, kinds, names, rows, said in CASES:
        with open(name, "wb") as f:
            f.write(data)
        table = [json.dumps(v, ensure_ascii=False) for v in (names, rows)]
        out.write("\t".join([name, what, kinds, *table, said]) + "\n")
