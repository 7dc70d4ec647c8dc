//! One report, one verdict: whatever format it comes in, the same rules speak of the same words.

use std::fs;
use std::path::Path;

use encoding_rs::GB18030;
use hegui::document::Document;
use hegui::engine::{Settings, judge};
use hegui::outline::Vocabulary;
use hegui::rule::{Pack, Packs};
use hegui::source::{Encoding, EncodingChoice, Limits, from_bytes};
use hegui::text::Span;
use hegui::{facts, reader};

use crate::writers::{docx, html, view};

/// A report with faults of every kind put into it: what is replaced, by what.
struct Case {
    golden: &'static str,
    faults: &'static [(&'static str, &'static str)],
}

const CASES: [Case; 3] = [
    Case {
        golden: "2017/compliant.txt",
        faults: &[("http://", "http:∥"), ("12月31日止", "11月30日止")],
    },
    Case {
        golden: "2023/county.txt",
        faults: &[
            ("http://", "http:∥"),
            ("（一）予以公开\t14\t", "（一）予以公开\t15\t"),
            ("行政处罚\t1187", "行政处罚\t"),
            ("4\t1\t0\t1\t6\t", "4\t1\t0\t1\t5\t"),
        ],
    },
    Case {
        golden: "2020/department.txt", faults: &[("\n（六）其他处理", "\n（六）其它处理情形")]
    },
];

fn faulty(case: &Case) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/golden").join(case.golden);
    let mut text = fs::read_to_string(path).unwrap();
    for (find, put) in case.faults {
        assert!(text.contains(find), "{} has {find}", case.golden);
        text = text.replacen(find, put, 1);
    }
    view(&text)
}

/// The same report in every format: file name and bytes.
fn written(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf16 = |text: &str| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    let (gb18030, _, lost) = GB18030.encode(text);
    assert!(!lost);
    let page = html(text, "gb2312");
    let (page, _, lost) = GB18030.encode(&page);
    assert!(!lost);
    vec![
        ("报告.txt", text.as_bytes().to_vec()),
        ("国标.txt", gb18030.into_owned()),
        ("宽.txt", utf16(text)),
        ("网页.html", html(text, "utf-8").into_bytes()),
        ("国标网页.html", page.into_owned()),
        ("报告.docx", docx(text)),
    ]
}

fn open(packs: &Packs, name: &str, bytes: &[u8]) -> (Encoding, Document) {
    let source = from_bytes(name, bytes.to_vec(), EncodingChoice::Auto, &Limits::default());
    let source = source.unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let vocabulary: Vocabulary = Pack::vocabulary(&packs.packs);
    (source.encoding, reader::open(source, &vocabulary).unwrap())
}

/// Every finding: code, words, and where they stand in the view.
fn findings(packs: &Packs, doc: &Document) -> Vec<(String, String, Span)> {
    let verdict = judge(doc, &facts::extract(doc), packs, &Settings::default());
    let found = verdict.findings.iter().map(|it| {
        let span = it.finding.primary.span;
        (it.rule.code().to_owned(), doc.words(span).to_owned(), span)
    });
    found.collect()
}

#[test]
fn a_report_is_judged_alike_in_every_format() {
    let packs = Packs::builtin().unwrap();
    for case in &CASES {
        let text = faulty(case);
        let mut wanted = None;
        for (name, bytes) in written(&text) {
            let (_, doc) = open(&packs, name, &bytes);
            assert_eq!(doc.text.as_str().trim_end(), text, "{}: the view of {name}", case.golden);
            let found = findings(&packs, &doc);
            assert!(found.len() >= case.faults.len(), "{}: {found:?}", case.golden);
            assert_eq!(wanted.get_or_insert_with(|| found.clone()), &found, "{name}");
        }
    }
}

#[test]
fn positions_in_a_page_count_in_its_source() {
    let packs = Packs::builtin().unwrap();
    for case in &CASES {
        let page = html(&faulty(case), "utf-8");
        let (_, doc) = open(&packs, "网页.html", page.as_bytes());
        let found = findings(&packs, &doc);
        assert!(found.len() >= case.faults.len(), "{}: {found:?}", case.golden);
        for (code, words, span) in found {
            let at = doc.position(span);
            let line = page.lines().nth(at.line - 1).unwrap();
            let rest: String = line.chars().skip(at.column - 1).collect();
            let first = words.lines().next().unwrap_or_default();
            assert!(rest.starts_with(first), "{code} at {}:{}: {words}", at.line, at.column);
        }
    }
}

#[test]
fn a_page_saved_by_a_browser_is_read_whole() {
    let packs = Packs::builtin().unwrap();
    let bytes = include_bytes!("../../fixtures/readers/browser.html");
    let (_, doc) = open(&packs, "browser.html", bytes);
    assert_eq!(findings(&packs, &doc), []);
    assert!(doc.text.as_str().starts_with("霁溪镇人民政府2023年政府信息公开工作年度报告\n"));
    assert!(doc.text.as_str().trim_end().ends_with("2024年1月12日"), "{}", doc.text.as_str());
    let cells: Vec<(usize, usize)> = doc.forms.iter().map(hegui::form::Filled::coverage).collect();
    assert_eq!(cells, [(10, 10), (175, 175), (15, 15)]);
}
