//! Every cap of docs/robustness.md is reached here, and none is reached in silence.
#![allow(clippy::format_collect, reason = "clearer than a fold, and short")]

use std::fs::File;
use std::time::{Duration, Instant};

use hegui::config;
use hegui::document::{Document, RemarkKind};
use hegui::engine::Settings;
use hegui::error::ReadError;
use hegui::lang::Lang;
use hegui::outline::Vocabulary;
use hegui::reader;
use hegui::render::{ColumnUnit, Look, problems};
use hegui::rule::{Pack, Packs};
use hegui::source::{Content, EncodingChoice, Format, Limits, from_bytes};

use crate::cli::{Desk, FLAWED, sound};
use crate::writers::zip;

const HEAD: &str = "<w:document xmlns:w=\"w\"><w:body>";
const TAIL: &str = "</w:body></w:document>";

/// A Word document with this text part.
fn word(body: &str) -> Vec<u8> {
    zip(&[("word/document.xml", &format!("{HEAD}{body}{TAIL}"))])
}

fn opened(name: &str, bytes: Vec<u8>) -> Result<Document, ReadError> {
    let source = from_bytes(name, bytes, EncodingChoice::Auto, &Limits::default())?;
    reader::open(source, &Vocabulary::default())
}

#[test]
fn what_is_too_large_or_too_deep_to_be_read_is_refused_with_a_reason() {
    let attributes = |name: &str, count: usize| {
        let all: String = (0..count).map(|it| format!(" {name}{it}=\"\"")).collect();
        word(&format!("<w:p{all}/>"))
    };
    let entries: Vec<String> = (0..10_001).map(|it| format!("word/document{it}.xml")).collect();
    let entries: Vec<(&str, &str)> = entries.iter().map(|it| (it.as_str(), "")).collect();
    let blanks = |mebibytes: usize| " ".repeat(mebibytes << 20);
    let (half, body) = (blanks(49), format!("{HEAD}{TAIL}"));
    let half = [("word/document.xml", half.as_str()), ("word/numbering.xml", half.as_str())];
    let cases = [
        ("entries", zip(&entries), "解压后过大"),
        ("a part", zip(&[("word/document.xml", &blanks(65))]), "解压后过大"),
        ("all parts", zip(&half), "解压后过大"),
        ("depth", word(&"<w:p>".repeat(100_000)), "嵌套过深"),
        ("attributes", attributes("a", 1_001), "属性过多"),
        ("namespaces", attributes("xmlns:a", 257), "属性过多"),
        (
            "document type",
            zip(&[("word/document.xml", &format!("<!DOCTYPE a>{body}"))]),
            "类型声明",
        ),
    ];
    let numbered = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>";
    let list = |text: &str, paragraphs: usize| {
        let numbered = numbered.repeat(paragraphs);
        zip(&[
            ("word/document.xml", &format!("{HEAD}{numbered}{TAIL}")),
            (
                "word/numbering.xml",
                &format!(
                    "<w:numbering><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\">\
                     <w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\">\
                     <w:abstractNumId w:val=\"1\"/></w:num></w:numbering>"
                ),
            ),
        ])
    };
    let links = "<w:p><w:hyperlink r:id=\"r1\"><w:r><w:t>甲</w:t></w:r></w:hyperlink></w:p>";
    let link = |length: usize| {
        let target = "a".repeat(length);
        zip(&[
            ("word/document.xml", &format!("{HEAD}{}{TAIL}", links.repeat(2_000))),
            (
                "word/_rels/document.xml.rels",
                &format!(
                    "<Relationships><Relationship Id=\"r1\" Type=\"a/hyperlink\" \
                     Target=\"{target}\"/></Relationships>"
                ),
            ),
        ])
    };
    assert!(opened("报告.docx", list(&"号".repeat(255), 10_900)).is_ok());
    assert!(opened("报告.docx", link(4_096)).is_ok());
    let cell = "<w:tc><w:p/></w:tc>";
    let cases = cases.into_iter().chain([
        ("what numbers look like", list(&"%1".repeat(200_000), 1), "编号过长"),
        ("a number", list(&format!("{}%1%1%1", "号".repeat(249)), 300), "编号过长"),
        // 765 bytes each, 8 MiB in all.
        ("all numbers", list(&"号".repeat(255), 11_000), "编号过长"),
        ("a link", link(4_097), "地址过长"),
        ("paragraphs", word(&"<w:p/>".repeat(500_001)), "过多"),
        ("lines", word(&format!("<w:p><w:r>{}</w:r></w:p>", "<w:br/>".repeat(500_001))), "过多"),
        ("cells", word(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell.repeat(250_001))), "过多"),
    ]);
    for (what, bytes, reason) in cases {
        let error = opened("报告.docx", bytes).unwrap_err();
        assert!(error.message(Lang::Zh).contains(reason), "{what}: {error}");
        assert_eq!(error.exit_code(), 3, "{what}");
    }
}

#[test]
fn a_page_has_no_more_tags_than_any_report_needs() {
    let page = |tags: usize| opened("报告.html", "<p>".repeat(tags).into_bytes());
    assert!(page(300_000).is_ok());
    let error = page(300_001).unwrap_err();
    assert!(error.message(Lang::Zh).contains("标记过多"), "{error}");
    assert_eq!(error.exit_code(), 3);
}

#[test]
fn a_text_has_no_more_lines_and_cells_than_any_report_needs() {
    for mark in ["\n", "\t", "|"] {
        for name in ["报告.txt", "报告.md", "报告.html"] {
            let error =
                opened(name, format!("甲{}", mark.repeat(1_000_001)).into_bytes()).unwrap_err();
            assert!(error.message(Lang::Zh).contains("行或者单元格过多"), "{error}");
            assert_eq!(error.exit_code(), 3);
        }
    }
    assert!(opened("报告.txt", "甲\n".repeat(200_000).into_bytes()).is_ok());
}

#[test]
fn a_long_chain_of_styles_is_followed_once() {
    let style = |it: usize| {
        format!("<w:style w:styleId=\"s{it}\"><w:basedOn w:val=\"s{}\"/></w:style>", it + 1)
    };
    let styles: String = (0..20_000).map(style).collect();
    let paragraph = "<w:p><w:pPr><w:pStyle w:val=\"s0\"/></w:pPr></w:p>";
    let bytes = zip(&[
        ("word/document.xml", &format!("{HEAD}{}{TAIL}", paragraph.repeat(2_000))),
        ("word/styles.xml", &format!("<w:styles>{styles}</w:styles>")),
    ]);
    let start = Instant::now();
    assert!(opened("报告.docx", bytes).is_ok());
    // A walk along the chain for every paragraph takes hours.
    assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
}

#[test]
fn only_regular_files_of_a_reasonable_size_are_opened() {
    let desk = Desk::new(&[]);
    File::create(desk.path("大.txt")).unwrap().set_len((32 << 20) + 1).unwrap();
    desk.run(&["大.txt"]).ends(3).warns("文件过大").warns("上限 33554432 字节");
    desk.put("中.txt", sound());
    desk.run(&["--max-size", "100", "中.txt"]).ends(3).warns("文件过大");
    desk.pipe(&["--max-size", "100", "-"], sound().as_bytes()).ends(3).warns("文件过大");
    #[cfg(unix)]
    {
        let made = std::process::Command::new("mkfifo").arg(desk.path("管.txt")).status();
        if made.is_ok_and(|it| it.success()) {
            desk.run(&["管.txt"]).ends(3).warns("不是普通文件");
        }
        desk.run(&["/dev/zero"]).ends(3).warns("不是普通文件");
    }
}

#[test]
fn configurations_and_baselines_have_a_size() {
    let desk = Desk::new(&[("报告.txt", &sound())]);
    File::create(desk.path("hegui.toml")).unwrap().set_len((1 << 20) + 1).unwrap();
    desk.run(&["报告.txt"]).ends(2).warns("hegui.toml").warns("1 MiB");
    std::fs::remove_file(desk.path("hegui.toml")).unwrap();
    File::create(desk.path("b.json")).unwrap().set_len((32 << 20) + 1).unwrap();
    desk.run(&["--baseline", "b.json", "报告.txt"]).ends(2).warns("b.json").warns("32 MiB");
}

#[test]
fn what_is_not_checked_is_said_and_never_passes() {
    let rows = "<tr><td colspan=1000>1<td>2</tr>".repeat(1_200);
    let page = sound().replace('\n', "<p>");
    let page = page.replace("<p>二、", &format!("<table>{rows}</table><p>二、"));
    let long = "9".repeat(39);
    let text = sound().replace("信息12条", &format!("信息12条，点击{long}次"));
    let desk = Desk::new(&[("表.html", &page), ("数.txt", &text)]);
    desk.run(&["数.txt"]).ends(3).warns("有数字超过38位，未作核对");
    desk.put("数.txt", text.replace(&long, &"9".repeat(38)));
    desk.run(&["数.txt"]).keeps_from("超过38位");
    desk.run(&["表.html"]).ends(3).warns("有表格过大，其中数据未作检查");
}

#[test]
fn cells_take_no_more_places_than_a_browser_gives_them() {
    let page = "<table><tr><td colspan=65535 rowspan=65535>甲<td>乙<tr><td>丙</table>";
    let doc = opened("a.html", page.into()).unwrap();
    let first = doc.tables[0].rows[0][0];
    assert_eq!((first.columns, first.rows), (1_000, 2));
    let cell = "<w:tc><w:tcPr><w:gridSpan w:val=\"65535\"/></w:tcPr><w:p><w:r>\
        <w:t>1</w:t></w:r></w:p></w:tc>";
    let row = format!("<w:tr>{cell}{cell}</w:tr>");
    let doc = opened("a.docx", word(&format!("<w:tbl>{row}{row}</w:tbl>"))).unwrap();
    assert_eq!(doc.tables[0].rows[0][0].columns, 1_000);
    let many = format!("<w:tr>{}</w:tr>", cell.repeat(1_001));
    let doc = opened("a.docx", word(&format!("<w:tbl>{many}{many}</w:tbl>"))).unwrap();
    assert!(doc.remarks.iter().any(|it| it.kind == RemarkKind::Oversized));
}

#[test]
fn pictures_of_long_lines_are_no_wider_than_two_hundred_columns() {
    let long = FLAWED.replace("涉及民计民生", &format!("{0}民计民生{0}", "公开信息".repeat(500)));
    let desk = Desk::new(&[("a.txt", &long)]);
    let run = desk.run(&["a.txt", "--format", "pretty", "--width", "1000"]).ends(1);
    let picture = run.out.lines().filter(|line| line.contains("民计民生") && line.contains('│'));
    let widths: Vec<usize> = picture.map(|line| line.chars().count()).collect();
    assert!(!widths.is_empty() && widths.iter().all(|it| *it <= 200), "{widths:?}\n{}", run.out);
}

#[test]
fn nesting_a_hundred_thousand_deep_is_read_or_refused_in_time() {
    const DEPTH: usize = 100_000;
    let soon = |what: &str, work: &dyn Fn()| {
        let start = Instant::now();
        work();
        // What is not linear takes hours.
        assert!(start.elapsed() < Duration::from_mins(1), "{what}: {:?}", start.elapsed());
    };
    let words = Vocabulary::default();
    let nested =
        |open: &str, close: &str| format!("{}甲{}", open.repeat(DEPTH), close.repeat(DEPTH));
    for (open, close) in [
        ("<div>", "</div>"),
        ("<table><tr><td>", "</table>"),
        ("<ol><li>", "</ol>"),
        ("<svg><desc>", "</svg>"),
    ] {
        let shown = open != "<svg><desc>";
        let page = nested(open, close);
        soon(open, &|| {
            let doc = reader::read(page.clone(), Format::Html, &words);
            assert!(!shown || doc.text.as_str().contains('甲'), "{open}");
        });
    }
    for (open, close) in
        [("（", "）"), ("“", "”"), ("> ", ""), ("- ", ""), ("一、", ""), ("[", "](a)"), ("| ", "|")]
    {
        let text = nested(open, close);
        for format in [Format::Txt, Format::Markdown] {
            soon(open, &|| {
                let doc = reader::read(text.clone(), format, &words);
                assert!(doc.text.as_str().contains('甲'));
            });
        }
    }
    soon("docx", &|| {
        let deep = nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>");
        assert!(opened("a.docx", word(&deep)).is_err());
    });
    let look = Look {
        lang: Lang::Zh,
        width: 80,
        wide: false,
        color: false,
        unit: ColumnUnit::Char,
        links: None,
    };
    for (open, close) in [("[", "]"), ("{a=", "}"), ("a.", "b")] {
        let text = if open == "a." {
            format!("{}b = 1\n", open.repeat(DEPTH))
        } else {
            format!("a = {}{}\n", open.repeat(DEPTH), close.repeat(DEPTH))
        };
        soon(open, &|| {
            let found = Packs::load(&[("x/pack.toml", &text)]).unwrap_err();
            assert!(!problems(&found[..1], look).is_empty());
            assert!(config::parse("hegui.toml", &text).is_err());
        });
    }
    let json = format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
    soon("baseline", &|| assert!(hegui::baseline::Baseline::parse(&json).is_err()));
}

#[test]
fn what_is_made_to_take_long_within_a_whole_check_ends_in_time() {
    let packs = Packs::for_checking(&[]).unwrap();
    let words = Pack::vocabulary(&packs.packs);
    let start = Instant::now();
    for (text, format) in [
        (FLAWED.replace("涉及", &"（“".repeat(20_000)), Format::Txt),
        (FLAWED.replace('\n', "<p>").replace("涉及", &"<div>".repeat(20_000)), Format::Html),
        // Each of these once took time with the square of its number.
        (FLAWED.replace("涉及", &"2023年3月1日至5月2日".repeat(3_000)), Format::Txt),
        (FLAWED.replace("涉及", &"公开信息12条、其中3条，".repeat(3_000)), Format::Txt),
        (FLAWED.replace("涉及", &"收到申请5件，其中予以公开3件；".repeat(5_000)), Format::Txt),
        (format!("{FLAWED}\n{}", "一、总体情况\n全年公开。\n".repeat(3_000)), Format::Txt),
    ] {
        let doc = reader::read(text, format, &words);
        let facts = hegui::facts::extract(&doc);
        let verdict = hegui::engine::judge(&doc, &facts, &packs, &Settings::default());
        assert!(!verdict.findings.is_empty());
    }
    assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
}

#[test]
fn a_document_without_its_archive_is_no_document() {
    let source = hegui::source::Source {
        name: "a.docx".to_owned(),
        format: Format::Docx,
        encoding: hegui::source::Encoding::Utf8,
        bom: false,
        guessed: false,
        sha256: String::new(),
        content: Content::Docx(b"no archive".to_vec()),
    };
    let error = reader::open(source, &Vocabulary::default()).unwrap_err();
    assert!(error.message(Lang::Zh).contains("已损坏"));
}

/// A configuration that is wrong throughout: its first mistakes are told, the others counted.
#[test]
fn a_configuration_full_of_mistakes_is_told_soon() {
    let keys: String = (0..50_000).map(|it| format!("k{it}=1\n")).collect();
    let rules: String =
        (0..4_000).map(|it| format!("[[ignore]]\nrule=\"X{it}\"\nreason=\"x\"\n")).collect();
    let bodies = "[[body]]\nname=\"桃溪镇\"\n".repeat(4_000);
    let lacking = "[[ignore]]\n".repeat(40_000);
    let cases = [(&keys, 49_950), (&rules, 3_950), (&bodies, 3_949), (&lacking, 79_950)];
    let desk = Desk::new(&[("报告.txt", &sound())]);
    for (text, rest) in cases {
        desk.put("hegui.toml", text);
        for args in [&["报告.txt"][..], &["config", "show", "报告.txt"], &["config", "check"]] {
            let begun = Instant::now();
            desk.run(args).ends(2).warns(&format!("从这里起还有 {rest} 处错误，未逐一列出"));
            assert!(begun.elapsed() < Duration::from_mins(1), "{args:?} {:?}", begun.elapsed());
        }
    }
}

/// Ignores that have outlived their use come by the thousand from `--add-ignore`.
#[test]
fn stale_ignores_are_shown_in_part_and_all_counted() {
    let entry = "[[ignore]]\nrule = \"HG0102\"\nquote = \"桃溪\"\nreason = \"口径不同\"\n";
    let desk = Desk::new(&[("报告.txt", &sound()), ("hegui.toml", &entry.repeat(4_000))]);
    let begun = Instant::now();
    let run = desk.run(&[".", "-q"]).ends(0).warns("此项豁免没有对应的问题");
    run.warns("另有 3980 项豁免应删去或更新，未逐一列出");
    let report = desk.run(&[".", "--format", "json"]).json();
    assert_eq!(report["config"]["stale"].as_array().unwrap().len(), 4_000);
    assert!(begun.elapsed() < Duration::from_mins(1), "{:?}", begun.elapsed());
}

#[test]
fn ignores_that_would_be_too_many_to_be_read_again_are_not_added() {
    let desk = Desk::new(&[("乙/报告.txt", FLAWED), ("乙/hegui.toml", "[org]\n")]);
    for copy in 0..6 {
        desk.put(&format!("甲/{copy}.txt"), FLAWED);
    }
    let reason = "理由".repeat(16_000);
    let add = |paths: &[&str]| desk.run(&[paths, &["--no-sets", "--add-ignore", &reason]].concat());
    add(&["甲", "乙"]).ends(2).warns("要登记 12 项豁免").warns("hegui baseline create");
    assert_eq!(desk.text("乙/hegui.toml"), "[org]\n");
    assert!(!desk.path("hegui.toml").exists());
    add(&["甲/1.txt", "乙"]).ends(0);
    desk.run(&["甲/1.txt", "乙"]).ends(0);
}

#[test]
fn a_list_of_paths_has_a_size_and_an_encoding() {
    let desk = Desk::new(&[("报告.txt", &sound())]);
    desk.put("清单.txt", b"\xB1\xA8\xB8\xE6.txt\r\n");
    desk.run(&["--files-from", "清单.txt"]).ends(0);
    let utf16: Vec<u8> = "\u{FEFF}报告.txt\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    desk.put("清单.txt", utf16);
    desk.run(&["--files-from", "清单.txt"]).ends(0);
    desk.put("清单.txt", b"a.txt\0b.txt\0");
    let run = desk.run(&["--files-from", "清单.txt"]).ends(2);
    run.warns("请将清单另存为 UTF-8 编码的纯文本，每行写一个路径。");
    File::create(desk.path("清单.txt")).unwrap().set_len((64 << 20) + 1).unwrap();
    desk.run(&["--files-from", "清单.txt"]).ends(2).warns("文件过大").warns("请分成几份");
    #[cfg(unix)]
    desk.run(&["--files-from", "/dev/zero"])
        .ends(2)
        .warns("不是普通文件")
        .warns("请把清单存为文件");
}

#[test]
fn what_was_meant_by_thousands_of_names_is_not_guessed() {
    let desk = Desk::new(&[("年度报告.txt", &sound())]);
    let names: String = (0..200).map(|it| format!("无此报告{it}.txt\n")).collect();
    desk.put("清单", format!("年度报吿.txt\n{names}"));
    let run = desk.run(&["--files-from", "清单"]).ends(2).warns("是否指“年度报告.txt”");
    run.warns("无此报告199.txt：文件不存在。请核对路径");
}
