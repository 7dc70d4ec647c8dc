//! The table of facts: every cell and figure once, alike in every format; nothing that was not
//! read looks like nought.
#![allow(clippy::format_push_string, reason = "short, and speed is no matter here")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use hegui::render::{FACTS_COLUMNS, FACTS_KINDS, FACTS_STATES};
use serde_json::Value;

use crate::cli::{Desk, FLAWED, Run};
use crate::docs::settle;
use crate::writers::{docx, html, view};

/// A row by the names of its columns.
type Row = BTreeMap<String, String>;

fn golden(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/golden").join(name);
    fs::read_to_string(path).unwrap()
}

/// The rows of a table, whose form is checked on the way.
fn rows(table: &str) -> Vec<Row> {
    let table = table.strip_prefix('\u{FEFF}').unwrap();
    assert!(!table.contains('\u{FEFF}') && table.ends_with("\r\n"));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(heads, FACTS_COLUMNS.map(|it| it.name));
    let row =
        |it: csv::StringRecord| heads.iter().cloned().zip(it.iter().map(str::to_owned)).collect();
    reader.into_records().map(|it| row(it.unwrap())).collect()
}

fn read(desk: &Desk, args: &[&str], code: i32) -> Vec<Row> {
    rows(&desk.run(&[&["facts", "--format", "csv"], args].concat()).ends(code).out)
}

fn of_kind<'r>(rows: &'r [Row], kind: &str) -> Vec<&'r Row> {
    rows.iter().filter(|it| it["kind"] == kind).collect()
}

fn cells<'r>(rows: &'r [Row], table: &str) -> BTreeMap<(String, String), &'r Row> {
    let own = rows.iter().filter(|it| it["table_id"] == table);
    let mut cells = BTreeMap::new();
    for it in own {
        let twice = cells.insert((it["row_key"].clone(), it["column_key"].clone()), it);
        assert!(twice.is_none(), "{it:?}");
    }
    cells
}

fn number(cells: &BTreeMap<(String, String), &Row>, row: &str, column: &str) -> i64 {
    let cell = cells[&(row.to_owned(), column.to_owned())];
    cell["value"].parse().unwrap_or_else(|_| panic!("{cell:?}"))
}

#[test]
fn every_cell_stands_there_once_and_adds_up() {
    let desk = Desk::new(&[("报告.txt", &golden("2023/county.txt"))]);
    let rows = read(&desk, &["报告.txt"], 0);
    let sizes = ["T2", "T3", "T4"].map(|table| cells(&rows, table).len());
    assert_eq!(sizes, [10, 175, 15]);
    assert_eq!(of_kind(&rows, "cell").len(), 200);
    let table = cells(&rows, "T3");
    let columns: BTreeSet<&String> = table.keys().map(|it| &it.1).collect();
    assert_eq!(columns.len(), 7);
    for column in columns {
        let at = |row: &str| number(&table, row, column);
        assert_eq!(at("1") + at("2"), at("3.7") + at("4"), "{column}");
        let results = table.keys().filter(|it| it.1 == *column && it.0.starts_with("3."));
        let results = results.filter(|it| it.0 != "3.7").map(|it| at(&it.0));
        assert_eq!(results.sum::<i64>(), at("3.7"), "{column}");
    }
    assert_eq!(number(&table, "1", "total"), 47);
    let cell = table[&("3.3.4".to_owned(), "total".to_owned())];
    assert_eq!(cell["label"], "（三）不予公开 4.保护第三方合法权益");
    assert_eq!(cell["column_label"], "总计");
    assert_eq!(cell["section"], "三、收到和处理政府信息公开申请情况");
    assert_eq!(cell["state"], "number");
}

#[test]
fn every_row_says_whose_it_is_and_the_report_has_its_own() {
    let desk = Desk::new(&[("报告.txt", &golden("2023/county.txt"))]);
    let rows = read(&desk, &["报告.txt"], 0);
    for it in &rows {
        let whose = ["path", "status", "body", "body_kind", "year", "era"].map(|name| &*it[name]);
        assert_eq!(whose, ["报告.txt", "checked", "砚泽县人民政府", "GB", "2023", "R21"]);
        assert!(FACTS_KINDS.iter().any(|known| known.0 == it["kind"]), "{it:?}");
        let state = &it["state"];
        assert!(state.is_empty() || FACTS_STATES.iter().any(|known| known.0 == state), "{it:?}");
    }
    let only = |kind: &str, column: &str| {
        let found = of_kind(&rows, kind);
        assert_eq!(found.len(), 1, "{kind}");
        found[0][column].clone()
    };
    assert_eq!(rows[0]["kind"], "report");
    assert_eq!(only("report", "text"), "砚泽县人民政府2023年政府信息公开工作年度报告");
    assert_eq!(only("report", "sha256").len(), 64);
    assert_eq!(only("signatory", "text"), "砚泽县人民政府");
    assert_eq!(only("signing-date", "date"), "2024-01-25");
    assert_eq!(only("period-start", "date"), "2023-01-01");
    assert_eq!(only("period-end", "date"), "2023-12-31");
}

#[test]
fn every_figure_of_the_prose_is_there_with_what_it_means() {
    let text = FLAWED.replace("全年主动公开信息12条", "全年主动公开信息1200余条");
    let desk = Desk::new(&[("报告.txt", &text)]);
    let report = &desk.run(&["facts", "报告.txt"]).ends(0).json()[0];
    let rows = read(&desk, &["报告.txt"], 0);
    let figures = of_kind(&rows, "figure");
    let quotes: Vec<&str> = figures.iter().map(|it| it["text"].as_str()).collect();
    let known = report["figures"].as_array().unwrap().iter();
    assert_eq!(quotes, known.map(|it| it["quote"].as_str().unwrap()).collect::<Vec<_>>());
    let it = figures[0];
    let shown = ["value", "least", "most", "state", "unit", "role", "line", "line_char"];
    assert_eq!(
        shown.map(|name| &*it[name]),
        ["1200", "1200", "1300", "rounded", "条", "count", "3", "9"]
    );
    assert_eq!(it["label"], "全年主动公开信息");
}

/// A report in every format gives the same rows, save where they stand in it.
#[test]
fn a_report_gives_the_same_rows_in_every_format() {
    for name in
        ["2017/compliant.txt", "2017/statistics.txt", "2020/department.txt", "2023/county.txt"]
    {
        let text = view(&golden(name));
        let desk = Desk::new(&[("报告.txt", &text), ("报告.html", &html(&text, "utf-8"))]);
        desk.put("报告.docx", docx(&text));
        let bare = |path: &str| {
            let mut rows = read(&desk, &[path], 0);
            for row in &mut rows {
                for own in ["path", "line", "line_char", "sha256"] {
                    row.remove(own);
                }
            }
            rows
        };
        let wanted = bare("报告.txt");
        assert!(wanted.len() > 15, "{name}");
        assert_eq!(bare("报告.html"), wanted, "{name}");
        assert_eq!(bare("报告.docx"), wanted, "{name}");
    }
}

#[test]
fn json_has_the_rows_of_csv_and_json_of_reports_stays() {
    let desk = Desk::new(&[("报告.txt", &golden("2023/county.txt")), ("坏.pdf", "%PDF-1.4")]);
    let table = read(&desk, &["."], 3);
    let lines = desk.run(&["facts", ".", "--format", "jsonl", "--rows"]).ends(3).out;
    let all: Vec<Value> = lines.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    let array = desk.run(&["facts", ".", "--rows"]).ends(3).json();
    assert_eq!(array.as_array().unwrap(), &all);
    assert_eq!(all.len(), table.len());
    for (row, wanted) in all.iter().zip(&table) {
        let fields = row.as_object().unwrap();
        assert_eq!(fields.len(), FACTS_COLUMNS.len());
        for (name, value) in fields {
            let shown = match value {
                Value::Null => String::new(),
                Value::String(words) => words.clone(),
                other => other.to_string(),
            };
            assert_eq!(shown, wanted[name], "{name}");
        }
    }
    // The names stand in the order of the columns.
    let first = lines.lines().next().unwrap();
    let at = FACTS_COLUMNS.map(|it| first.find(&format!("\"{}\":", it.name)).unwrap());
    assert!(at.is_sorted());
    let reports = desk.run(&["facts", ".", "--format", "jsonl"]).ends(3).out;
    assert_eq!(reports.lines().count(), 2);
    assert!(reports.lines().all(|it| it.contains("\"path\"")));
}

#[test]
fn what_is_blank_or_otherwise_filled_in_is_no_nought() {
    let text = view(&golden("2023/county.txt"));
    let row = text.lines().find(|it| it.starts_with("（一）予以公开\t")).unwrap();
    let label = row.split('\t').next().unwrap();
    let desk = Desk::new(&[(
        "报告.txt",
        &text.replace(row, &format!("{label}\t\t/\t无\t1,013\t-5\t暂缺\t0")),
    )]);
    let rows = read(&desk, &["报告.txt"], 0);
    let table = cells(&rows, "T3");
    let found = ["natural", "business", "research", "welfare", "legal", "other", "total"]
        .map(|column| table[&("3.1".to_owned(), column.to_owned())])
        .map(|it| ["state", "value", "text"].map(|name| &*it[name]));
    assert_eq!(
        found,
        [
            ["blank", "", ""],
            ["dash", "", "/"],
            ["none", "", "无"],
            ["dressed", "1013", "1,013"],
            // The number stays a number; the words might be a formula.
            ["number", "-5", "'-5"],
            ["words", "", "暂缺"],
            ["number", "0", "0"],
        ]
    );
}

#[test]
fn what_was_not_read_or_not_found_has_its_rows() {
    let text = view(&golden("2023/county.txt"));
    let bare: Vec<&str> = text.lines().filter(|it| !it.contains('\t')).collect();
    let short: Vec<&str> = text.lines().filter(|it| !it.starts_with("（一）予以公开\t")).collect();
    let row = text.lines().find(|it| it.starts_with("（一）予以公开\t")).unwrap();
    let torn = text.replace(row, "（一）予以公开\t1\t2");
    let desk = Desk::new(&[
        ("无表.txt", &bare.join("\n")),
        ("缺行.txt", &short.join("\n")),
        ("残行.txt", &torn),
        ("便条.txt", "请各科室于周五前报送材料。"),
    ]);
    let states = |path: &str, table: &str, code: i32| {
        let rows = read(&desk, &[path], code);
        let mut states: BTreeMap<String, usize> = BTreeMap::new();
        for it in cells(&rows, table).values() {
            let void = it["state"] == "unread" || it["state"] == "not-found";
            assert!(!void || it["value"].is_empty() && it["text"].is_empty(), "{it:?}");
            *states.entry(it["state"].clone()).or_default() += 1;
        }
        states.into_iter().collect::<Vec<_>>()
    };
    let count = |state: &str, count| (state.to_owned(), count);
    assert_eq!(states("无表.txt", "T3", 3), [count("not-found", 175)]);
    assert_eq!(states("无表.txt", "T4", 3), [count("not-found", 15)]);
    assert_eq!(states("缺行.txt", "T3", 0), [count("not-found", 7), count("number", 168)]);
    assert_eq!(states("残行.txt", "T3", 3), [count("number", 168), count("unread", 7)]);
    let rows = read(&desk, &["便条.txt"], 3);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["status"], "unrecognised");
}

#[test]
fn an_input_that_cannot_be_read_has_a_row_and_an_exit_code() {
    let desk = Desk::new(&[("坏.pdf", "%PDF-1.4"), ("报告.txt", FLAWED)]);
    desk.put("乱.txt", b"\xff\xfe\x00");
    let rows = read(&desk, &["乱.txt", "坏.pdf", "报告.txt"], 3);
    let lost: Vec<_> =
        rows.iter().take(2).map(|it| [&*it["path"], &it["kind"], &it["status"]]).collect();
    assert_eq!(lost, [["乱.txt", "report", "undecodable"], ["坏.pdf", "report", "unreadable"]]);
    assert!(rows[0]["text"].contains("第 3 字节") && !rows[1]["text"].is_empty());
    assert!(rows.iter().skip(2).all(|it| it["path"] == "报告.txt") && rows.len() > 5);
    let rows = read(&desk, &["无此文件.txt", "报告.txt"], 2);
    assert!(rows.iter().any(|it| it["status"] == "unreadable"));
    assert!(rows.iter().any(|it| it["kind"] == "figure"));
}

#[test]
fn a_text_that_would_do_harm_is_shown_harmless() {
    let text = FLAWED
        .replace("全年主动公开信息12条", "\"=HYPERLINK(\u{202E}1),全年\u{1B}[31m主动公开信息12条")
        .replace("一、主动公开政府信息的情况", "一、主动公开政府信息的情况,\"甲\"");
    let name = "=cmd,\"甲\".txt";
    let desk = Desk::new(&[(name, &text)]);
    let rows = read(&desk, &["."], 0);
    assert!(rows.iter().all(|it| it["path"] == format!("'{name}")), "{rows:?}");
    for cell in rows.iter().flat_map(BTreeMap::values) {
        assert!(!cell.contains(['\u{202E}', '\u{1B}', '\n', '\r']), "{cell}");
        assert!(!cell.starts_with(['=', '+', '@']), "{cell}");
    }
    // Programs get the words as they are.
    let lines = desk.run(&["facts", ".", "--format", "jsonl", "--rows"]).ends(0).out;
    assert!(!lines.contains(['\u{202E}', '\u{1B}']));
    let row: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(row["path"], name);
}

#[test]
fn files_appear_whole_and_never_over_what_is_read() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let both = ["facts", ".", "--format", "csv=表.csv", "--format", "jsonl"];
    for _ in 0..2 {
        let reports = desk.run(&both).ends(0).out;
        assert_eq!(reports.lines().count(), 1);
        assert_eq!(rows(&desk.text("表.csv")), read(&desk, &["."], 0));
    }
    assert_eq!(desk.names("."), ["报告.txt", "表.csv"]);
    desk.run(&["facts", "报告.txt", "--format", "csv=报告.txt"]).ends(2).warns("不能写入结果");
    assert_eq!(desk.text("报告.txt"), FLAWED);
    let both = ["facts", ".", "--format", "csv", "--format", "json"];
    desk.run(&both).ends(2).warns("两种格式不能输出到同一处");
    desk.run(&["facts", ".", "--format", "csw"]).ends(2).warns("csv");
    desk.run(&["facts", ".", "--format", "csv=无/表.csv"]).ends(2).warns("所在文件夹不存在");
}

#[test]
fn nothing_to_read_is_a_table_all_the_same() {
    let desk = Desk::new(&[("空/x.bin", "")]);
    let run = |args: &[&str]| -> Run {
        desk.run(&[&["facts", "空", "--allow-empty"], args].concat()).ends(0)
    };
    assert_eq!(rows(&run(&["--format", "csv"]).out), [] as [Row; 0]);
    assert_eq!(run(&["--rows"]).json(), serde_json::json!([]));
    run(&["--format", "jsonl", "--rows"]).says_nothing();
}

/// The list of columns in the document follows from the program.
#[test]
fn docs_explain_every_column_kind_and_state() {
    let mut list = "| 列 column | 含义 | meaning | 例 example |\n|---|---|---|---|\n".to_owned();
    for it in FACTS_COLUMNS {
        list += &format!("| `{}` | {} | {} | {} |\n", it.name, it.zh, it.en, it.example);
    }
    for (name, all) in [("kind", &FACTS_KINDS[..]), ("state", &FACTS_STATES[..])] {
        list += &format!("\n| `{name}` | 含义 | meaning |\n|---|---|---|\n");
        for (value, zh, en) in all {
            list += &format!("| `{value}` | {zh} | {en} |\n");
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/facts.md");
    let text = fs::read_to_string(path).unwrap();
    let (head, rest) = text.split_once("<!-- columns -->\n").unwrap();
    let (_, tail) = rest.split_once("<!-- end -->").unwrap();
    settle("docs/facts.md", &format!("{head}<!-- columns -->\n{list}<!-- end -->{tail}"));
    let names: BTreeSet<&str> = FACTS_COLUMNS.iter().map(|it| it.name).collect();
    assert_eq!(names.len(), FACTS_COLUMNS.len());
}
