//! What came of comparing reports in every format: nothing says of a report that it is clean where
//! another part says that it is not, and every format names the other report.

use std::fs;
use std::path::Path;

use crate::cli::Desk;
use crate::pages::sheets;

/// The report that differs from others, and one that it is held against.
const MAIN: &str = "2023/county.txt";
const OTHER: &str = "2023/office.txt";

/// The county of `fixtures/sets` for one year, with its list of bodies.
fn county(without: &str) -> Desk {
    let desk = Desk::new(&[]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sets/county");
    for name in ["county", "huping", "office", "weiyuan"].map(|it| format!("2023/{it}.txt")) {
        if name != without {
            desk.put(&name, fs::read(folder.join(&name)).unwrap());
        }
    }
    desk.put("hegui.toml", fs::read(folder.join("hegui.toml")).unwrap());
    desk
}

/// One cell of the county's report is not the sum of those of its bodies.
fn differing() -> Desk {
    let desk = county("");
    let text = desk.text(MAIN);
    let (old, new) = ("行政处罚\t15", "行政处罚\t14");
    assert!(text.contains(old));
    desk.put(MAIN, text.replacen(old, new, 1));
    desk
}

/// What a format writes, and what is said aside.
fn told(desk: &Desk, format: &str, more: &[&str]) -> [String; 2] {
    let words = ["check", "2023", "--today", "2025-06-30", "--format", format];
    let run = desk.run(&[&words, more].concat()).ends(1);
    [run.out, run.err]
}

/// The rows of a sheet in words.
fn rows(desk: &Desk, sheet: usize) -> Vec<Vec<String>> {
    told(desk, "xlsx=账.xlsx", &[]);
    let all = sheets(&desk.path("账.xlsx"));
    all[sheet].iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

fn row<'a>(rows: &'a [Vec<String>], file: &str) -> &'a [String] {
    let own: Vec<_> = rows.iter().filter(|row| row.get(3).is_some_and(|it| it == file)).collect();
    let [row] = own.as_slice() else { panic!("one row of {file} wanted: {rows:?}") };
    row
}

#[test]
fn the_workbook_agrees_with_itself() {
    let desk = differing();
    let summary = rows(&desk, 1);
    assert_eq!(row(&summary, MAIN)[4..8], ["有错误", "1", "0", "0"]);
    assert_eq!(row(&summary, OTHER)[4..8], ["未发现问题", "0", "0", "0"]);
    let ledger = rows(&desk, 0);
    let own = row(&ledger, MAIN);
    assert_eq!([&own[1], &own[2], &own[6]], ["楮陵县人民政府", "2023", "HG1101"]);
    assert!(own[10].contains("（对照 2023/weiyuan.txt:"), "{own:?}");
}

#[test]
fn the_page_tells_comparisons_with_their_report() {
    let [page, _] = told(&differing(), "html", &[]);
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words} is not there"));
    assert_eq!(page.matches("<section class=\"report").count(), 4);
    // The report is the first of four.
    let (begin, end) = (at("id=\"r1\""), at("id=\"r2\""));
    let own = &page[begin..end];
    for words in [
        "<strong>有错误</strong>。错误 1 处，警告 0 处，提示 0 处。",
        "<dt>不符</dt><dd>1</dd>",
        "HG1101",
        "<a class=\"file\" href=\"#r2\"><bdi>2023/huping.txt</bdi></a>",
    ] {
        assert!(own.contains(words), "{words} is not in {own}");
    }
    assert!(!own.contains("没有需要列出的问题"));
    assert!(!page[..begin].contains("HG1101") && !page[end..].contains("HG1101"));
    // The matrix leads to the reports.
    assert!(page.contains("<td class=\"error\"><a href=\"#r1\">错误1</a></td>"));
    for target in page.split("href=\"#").skip(1).filter_map(|it| it.split('"').next()) {
        let there = format!("id=\"{target}\"");
        assert!(page.contains(&there), "nothing is called {target}");
    }
}

#[test]
fn markdown_has_one_row_for_a_report() {
    let [list, _] = told(&differing(), "markdown", &[]);
    let rows: Vec<_> = list.lines().filter(|it| it.starts_with("| `2023/county.txt`")).collect();
    let [row] = rows.as_slice() else { panic!("one row wanted: {rows:?}") };
    assert!(row.contains("❌ 有错误 | 1 | 0 | 0 |"), "{row}");
    assert!(list.contains("### `2023/county.txt` 与其他报告对照"), "{list}");
    assert!(list.contains("  - 对照：`2023/weiyuan.txt:"), "{list}");
}

#[test]
fn the_summary_counts_rules_that_compare() {
    let [_, aside] = told(&differing(), "concise", &[]);
    assert!(aside.contains("1 处错误") && aside.contains("不符 1、"), "{aside}");
    let [_, aside] = told(&differing(), "concise", &["--statistics"]);
    assert!(aside.contains("HG1101"), "{aside}");
}

#[test]
fn a_second_suite_says_that_it_compares() {
    let [xml, _] = told(&differing(), "junit", &[]);
    assert_eq!(xml.matches("<testsuite name=\"2023/county.txt\"").count(), 1);
    let (_, suite) = xml.split_once("<testsuite name=\"2023/county.txt（对照）\"").unwrap();
    assert!(suite.contains("HG1101") && !suite.contains("全文检查"), "{suite}");
}

#[test]
fn one_line_formats_name_the_other_report() {
    let desk = differing();
    for format in ["concise", "msvc", "github", "azure", "gitlab", "checkstyle", "csv"] {
        let [zh, _] = told(&desk, format, &[]);
        assert!(zh.contains("（对照 2023/weiyuan.txt:"), "{format}: {zh}");
        assert!(zh.contains("，另有 "), "{format}: {zh}");
        let [en, _] = told(&desk, format, &["--lang", "en"]);
        assert!(
            en.contains(" (against 2023/weiyuan.txt:") && en.contains(" more)"),
            "{format}: {en}"
        );
    }
    // A report of its own names none.
    let desk = Desk::new(&[("2023/a.txt", crate::cli::FLAWED)]);
    let [alone, _] = told(&desk, "concise", &[]);
    assert!(!alone.is_empty() && !alone.contains("对照 "), "{alone}");
}

#[test]
fn a_missing_report_is_placed_in_the_list() {
    let desk = county("2023/weiyuan.txt");
    for (format, lang, place) in [
        ("csv", "zh", "名单 第12行"),
        ("csv", "en", "list, line 12"),
        ("markdown", "zh", "位置：名单 第12行"),
        ("pretty", "zh", "位置：名单 第12行"),
    ] {
        let [out, _] = told(&desk, format, &["--lang", lang]);
        assert!(out.contains(place), "{format}: {out}");
        assert!(!out.contains("前言") && !out.contains("preface"), "{format}: {out}");
    }
    let [json, _] = told(&desk, "json", &[]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let files = json["files"].as_array().unwrap();
    let list = files.iter().find(|it| it["path"].as_str().unwrap().ends_with("hegui.toml"));
    assert_eq!(list.unwrap()["format"], "toml");
    let ledger = rows(&desk, 0);
    assert_eq!(row(&ledger, "hegui.toml")[4], "名单 第12行");
    let summary = rows(&desk, 1);
    assert_eq!(row(&summary, "hegui.toml")[5], "1");
}
