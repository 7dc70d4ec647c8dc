//! Repairs: they mend what they are for, touch nothing else, and never make it worse.
#![allow(clippy::format_push_string, reason = "short, and speed is no matter here")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use hegui::engine::{Settings, judge};
use hegui::error::ReadError;
use hegui::fix::{Fixed, Level, fix};
use hegui::render::{Judged, Status};
use hegui::rule::{FixSafety, Pack, Packs};
use hegui::source::{Encoding, EncodingChoice, Limits, from_bytes};
use hegui::text::Span;
use hegui::{facts, reader};
use proptest::prelude::*;
use regex::Regex;

use crate::cli::Desk;
use crate::writers::{docx, html, view, zip};

fn packs() -> &'static Packs {
    static PACKS: OnceLock<Packs> = OnceLock::new();
    PACKS.get_or_init(|| Packs::builtin().unwrap())
}

fn golden(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    fs::read_to_string(path).unwrap()
}

fn judged<'p>(
    packs: &'p Packs,
    name: &str,
    bytes: &[u8],
    choice: EncodingChoice,
) -> Result<Judged<'p>, ReadError> {
    let source = from_bytes(name, bytes.to_vec(), choice, &Limits::default())?;
    let (format, encoding, sha256) = (source.format, source.encoding, source.sha256.clone());
    let doc = reader::open(source, &Pack::vocabulary(&packs.packs))?;
    let facts = facts::extract(&doc);
    let verdict = judge(&doc, &facts, packs, &Settings::default());
    let is_report = !verdict.findings.iter().any(|it| it.rule.code() == "HG0001");
    Ok(Judged {
        path: name.to_owned(),
        format,
        encoding,
        guessed: false,
        sha256,
        status: if is_report { Status::Checked } else { Status::Unrecognised },
        doc,
        facts,
        verdict,
        packs,
        fixed: hegui::fix::Log::default(),
        others: Vec::new(),
        is_list: false,
        aside: None,
        shown_from: hegui::report::Severity::Warning,
    })
}

fn repaired<'p>(packs: &'p Packs, name: &str, bytes: &[u8], level: Level) -> Fixed<'p> {
    repaired_as(packs, name, bytes, level, EncodingChoice::Auto)
}

fn repaired_as<'p>(
    packs: &'p Packs,
    name: &str,
    bytes: &[u8],
    level: Level,
    choice: EncodingChoice,
) -> Fixed<'p> {
    fix(bytes, level, &mut |bytes| judged(packs, name, bytes, choice)).unwrap()
}

/// How often each rule speaks.
fn counts(judged: &Judged<'_>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for it in &judged.verdict.findings {
        *counts.entry(it.rule.code().to_owned()).or_default() += 1;
    }
    counts
}

/// The decoded text, of a page its source.
fn source(judged: &Judged<'_>) -> String {
    judged.doc.origin.locate(&judged.doc.text, Span::at(0)).0.as_str().to_owned()
}

/// Slips that a repair takes back: what stands in a report, and what is put there.
const SLIPS: [(&str, &str); 7] = [
    ("，", ","),
    ("，", " ，"),
    ("。", "。。"),
    ("；", ";"),
    ("http://", "http:∥"),
    ("公开", "公\u{200B}开"),
    ("工作", "⼯作"),
];

/// A text in pieces, every second of which is a slip: what stood there and what does now.
fn with_slips(text: &str, picks: &[(usize, usize)]) -> Vec<(String, Option<String>)> {
    let mut slips: BTreeMap<usize, (&str, &str)> = BTreeMap::new();
    for &(kind, pick) in picks {
        let (good, bad) = SLIPS[kind % SLIPS.len()];
        let sites: Vec<usize> = text.match_indices(good).map(|it| it.0).collect();
        if sites.is_empty() {
            continue;
        }
        let at = sites[pick % sites.len()];
        let near = slips.range(at.saturating_sub(12)..at + 12).next().is_some();
        if !near {
            slips.insert(at, (good, bad));
        }
    }
    let (mut pieces, mut end) = (Vec::new(), 0);
    for (at, (good, bad)) in slips {
        pieces.push((text[end..at].to_owned(), None));
        pieces.push((good.to_owned(), Some(bad.to_owned())));
        end = at + good.len();
    }
    pieces.push((text[end..].to_owned(), None));
    pieces
}

fn joined(pieces: &[(String, Option<String>)]) -> String {
    pieces.iter().map(|(good, bad)| bad.as_ref().unwrap_or(good).as_str()).collect()
}

/// Matches the text with any of the slips taken back and not a byte changed besides.
fn pattern(pieces: &[(String, Option<String>)]) -> Regex {
    let parts = pieces.iter().map(|(good, bad)| {
        let good = regex::escape(good);
        bad.as_ref().map_or(good.clone(), |bad| format!("(?:{good}|{})", regex::escape(bad)))
    });
    Regex::new(&format!("(?s)^{}$", parts.collect::<String>())).unwrap()
}

const GOLDEN: [&str; 6] = [
    "golden/2017/compliant.txt",
    "golden/2010/compliant.txt",
    "golden/2019/street.txt",
    "golden/2021/bureau.txt",
    "golden/2023/township.txt",
    "golden/2017/compliant.md",
];

/// A text in an encoding, as an editor saves it.
fn saved(text: &str, encoding: Encoding, mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{FEFF}" } else { "" };
    encoding.encode(&format!("{mark}{text}")).unwrap()
}

fn line_ends(text: &str) -> Vec<char> {
    text.chars().filter(|it| matches!(it, '\n' | '\r')).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn repairs_take_slips_back_and_touch_no_other_byte(
        base in 0..GOLDEN.len(),
        picks in prop::collection::vec((0..SLIPS.len(), 0..400_usize), 1..8),
        encoding in prop::sample::select(vec![Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030]),
        mark in any::<bool>(),
        ends in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        level in prop::sample::select(vec![Level::Safe, Level::Suggested]),
    ) {
        let packs = packs();
        let name = GOLDEN[base];
        // Mixed line ends: those of one half are left as they are.
        let text = golden(name);
        let ends_at: Vec<usize> = text.match_indices('\n').map(|it| it.0).collect();
        let half = ends_at[ends_at.len() / 2];
        let text = format!("{}{}", text[..half].replace('\n', ends), &text[half..]);
        let pieces = with_slips(&text, &picks);
        let flawed = joined(&pieces);
        let bytes = saved(&flawed, encoding, mark);
        let choice = match encoding {
            Encoding::Gb18030 => EncodingChoice::Gb18030,
            Encoding::Utf8 => EncodingChoice::Utf8,
            _ => EncodingChoice::Utf16,
        };
        let before = judged(packs, name, &bytes, choice).unwrap();
        let fixed = repaired_as(packs, name, &bytes, level, choice);
        let after = source(&fixed.judged);
        prop_assert!(pattern(&pieces).is_match(&after), "{flawed}\n{after}");
        prop_assert_eq!(&saved(&after, encoding, mark), &fixed.bytes);
        prop_assert_eq!(line_ends(&after), line_ends(&flawed));
        let (was, is) = (counts(&before), counts(&fixed.judged));
        for (code, count) in &is {
            prop_assert!(was.get(code).is_some_and(|it| it >= count), "{code}: {was:?} {is:?}");
        }
        let again = repaired_as(packs, name, &fixed.bytes, level, choice);
        prop_assert_eq!(&again.bytes, &fixed.bytes);
        prop_assert!(again.log.done.is_empty());
    }

    #[test]
    fn a_report_is_repaired_alike_in_every_format(
        picks in prop::collection::vec((0..SLIPS.len(), 0..400_usize), 1..8),
    ) {
        let packs = packs();
        let text = view(&golden("golden/2023/township.txt"));
        let flawed = joined(&with_slips(&text, &picks));
        let wanted = repaired(packs, "报告.txt", flawed.as_bytes(), Level::Suggested);
        let wanted = source(&wanted.judged);
        let page = html(&flawed, "utf-8");
        let page = repaired(packs, "网页.html", page.as_bytes(), Level::Suggested);
        prop_assert_eq!(String::from_utf8(page.bytes).unwrap(), html(&wanted, "utf-8"));
        let word = repaired(packs, "报告.docx", &docx(&flawed), Level::Suggested);
        prop_assert_eq!(word.judged.doc.text.as_str().trim_end(), wanted);
    }
}

#[test]
fn what_is_left_no_machine_may_fix() {
    let packs = packs();
    let bytes = golden("zhangqi-2017/report.txt").into_bytes();
    let safe = repaired(packs, "报告.txt", &bytes, Level::Safe);
    let offered = |fixed: &Fixed<'_>, safety| {
        let mut found = fixed.judged.verdict.findings.iter();
        found.any(|it| it.safety == safety)
    };
    assert!(safe.log.places() >= 10, "{:?}", safe.log);
    assert!(!offered(&safe, FixSafety::Safe) && offered(&safe, FixSafety::Suggest));
    let all = repaired(packs, "报告.txt", &bytes, Level::Suggested);
    let left = all.judged.verdict.findings.iter().filter(|it| it.safety != FixSafety::No);
    assert_eq!(left.map(|it| it.rule.code()).collect::<Vec<_>>(), [] as [&str; 0]);
    assert!(!all.judged.verdict.findings.is_empty());
    assert_eq!(all.log.left, BTreeMap::new());
}

#[test]
fn what_needs_a_person_is_not_repaired_unasked() {
    let packs = packs();
    let text = golden("golden/2017/compliant.txt");
    let text = text.replacen("配备电脑和纸质目录，", "配备电脑 纸质目录 ，", 1);
    let fixed = repaired(packs, "报告.txt", text.as_bytes(), Level::Safe);
    // A blank between words may stand for a comma; one before a comma stands for nothing.
    assert!(source(&fixed.judged).contains("配备电脑 纸质目录，"));
    let fixed = repaired(packs, "报告.txt", text.as_bytes(), Level::Suggested);
    assert!(source(&fixed.judged).contains("配备电脑纸质目录，"));
}

#[test]
fn markup_stays_as_it_is() {
    let packs = packs();
    let text = view(&golden("golden/2023/township.txt"));
    let page =
        html(&text, "utf-8").replacen("，", ",", 1).replacen("公开", "公<b>\u{200B}</b>开", 3);
    let page = page.replacen("</p>", "<a href=\"http:∥a.gov.cn\">http:∥a.gov.cn</a></p>", 4);
    let fixed = repaired(packs, "网页.html", page.as_bytes(), Level::Safe);
    let after = String::from_utf8(fixed.bytes).unwrap();
    assert!(after.contains("<a href=\"http:∥a.gov.cn\">http://a.gov.cn</a>"), "{after}");
    assert_eq!(after.matches('<').count(), page.matches('<').count());
    // In Markdown 1. with a blank behind it would begin a list.
    let text = golden("golden/2017/compliant.md");
    let text =
        format!("{text}\n").replacen("\n\n", "\n\n1、 更新不及时。\n\n2、内容不够细。\n\n", 4);
    let fixed = repaired(packs, "报告.md", text.as_bytes(), Level::Suggested);
    assert!(!source(&fixed.judged).contains("1. 更新"));
}

/// Name, header and data of every entry, as they lie in the archive.
fn entries(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let read = rawzip::ZipArchive::from_slice(archive).unwrap();
    let mut found = Vec::new();
    let mut all = read.entries();
    while let Some(entry) = all.next_entry().unwrap() {
        let name = String::from_utf8(entry.file_path().as_ref().to_vec()).unwrap();
        let at = usize::try_from(entry.local_header_offset()).unwrap();
        let data = read.get_entry(entry.wayfinder()).unwrap().data();
        let end = data.as_ptr() as usize - archive.as_ptr() as usize + data.len();
        found.push((name, archive[at..end].to_vec()));
    }
    found
}

#[test]
fn in_a_word_document_only_words_change() {
    let packs = packs();
    for name in ["libreoffice", "python-docx", "draft"] {
        let path = format!("fixtures/readers/{name}.docx");
        let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        let whole = repaired(packs, "报告.docx", &bytes, Level::Suggested);
        if whole.log.done.is_empty() {
            assert_eq!(whole.bytes, bytes, "{name}");
        }
    }
    let text = view(&golden("golden/2023/township.txt"));
    let flawed = text.replacen("，", " ，\u{200B}", 2).replacen("。", "。。", 1);
    let bytes = docx(&flawed);
    let fixed = repaired(packs, "报告.docx", &bytes, Level::Safe);
    assert_eq!(fixed.judged.doc.text.as_str().trim_end(), text);
    let (was, is) = (entries(&bytes), entries(&fixed.bytes));
    assert_eq!(was.len(), is.len());
    for (was, is) in was.iter().zip(&is) {
        assert_eq!(was.0, is.0);
        assert_eq!(was.1 == is.1, was.0 != "word/document.xml", "{}", was.0);
    }
    assert_eq!(repaired(packs, "报告.docx", &fixed.bytes, Level::Safe).bytes, fixed.bytes);
}

pub(crate) fn document_xml(archive: &[u8]) -> String {
    let read = rawzip::ZipArchive::from_slice(archive).unwrap();
    let mut all = read.entries();
    let mut inner = String::new();
    while let Some(entry) = all.next_entry().unwrap() {
        if entry.file_path().as_ref() == b"word/document.xml" {
            let raw = read.get_entry(entry.wayfinder()).unwrap();
            let mut data = flate2::read::DeflateDecoder::new(raw.data());
            std::io::Read::read_to_string(&mut data, &mut inner).unwrap();
        }
    }
    inner
}

#[test]
fn numbers_that_word_counts_are_left_and_the_words_behind_them_repaired() {
    let packs = packs();
    let mut body = String::new();
    for line in view(&golden("golden/2017/compliant.txt")).lines() {
        body += &format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>");
        if line.trim_start().starts_with("二、") {
            let number =
                "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>";
            for words in ["专人负责,逐月更新。", "村务公开,人人可查。"] {
                body += &format!("<w:p>{number}<w:r><w:t>{words}</w:t></w:r></w:p>");
            }
        }
    }
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let xml = format!("<w:document xmlns:w=\"{main}\"><w:body>{body}</w:body></w:document>");
    let numbering = format!(
        "<w:numbering xmlns:w=\"{main}\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\">\
         <w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
         </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let bytes = zip(&[("word/document.xml", &xml), ("word/numbering.xml", &numbering)]);
    let fixed = repaired(packs, "报告.docx", &bytes, Level::Safe);
    let wanted = xml.replace("负责,", "负责，").replace("公开,", "公开，");
    assert_eq!(document_xml(&fixed.bytes), wanted);
    let left: Vec<_> = fixed.log.left.iter().map(|it| format!("{it:?}")).collect();
    assert_eq!(left, ["((\"HG0216\", MadeUp), 2)"]);
}

#[test]
fn what_is_no_plain_run_is_left_and_blanks_are_kept() {
    let packs = packs();
    let lines = view(&golden("golden/2017/compliant.txt"));
    let mut body = String::new();
    for line in lines.lines() {
        body += &format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>");
    }
    // A blank at the edge of a run without xml:space, a reference, CDATA, and a tracked deletion.
    let odd = "<w:p><w:r><w:t>全年受理</w:t></w:r><w:r><w:t>\u{A0}2</w:t></w:r><w:r><w:t>件,甲&amp;乙</w:t>\
               </w:r><w:del><w:r><w:delText>,</w:delText></w:r></w:del><w:r><w:t>均已办结</w:t></w:r>\
               <w:r><w:t><![CDATA[。。]]></w:t></w:r></w:p>";
    let at = body.find("<w:p><w:r><w:t xml:space=\"preserve\">　　二、").unwrap();
    body.insert_str(at, odd);
    let xml = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    let bytes =
        zip(&[("word/styles.xml", "<w:styles xmlns:w=\"w\"/>"), ("word/document.xml", &xml)]);
    let fixed = repaired(packs, "报告.docx", &bytes, Level::Safe);
    let wanted = xml
        .replacen("<w:t>\u{A0}2</w:t>", "<w:t xml:space=\"preserve\"> 2</w:t>", 1)
        .replacen("件,甲", "件，甲", 1);
    let inner = document_xml(&fixed.bytes);
    assert_eq!(inner, wanted, "{:?}", fixed.log);
    let left: Vec<_> = fixed.log.left.keys().map(|it| format!("{it:?}")).collect();
    assert_eq!(left, ["(\"HG0904\", MadeUp)"]);
}

const SLIPPED: &str = "青禾镇人民政府2012年政府信息公开工作年度报告\n\
    一、主动公开政府信息的情况\n\
    全年主动公开信息12条,网址为http:∥www.qinghe.gov.cn。。\n\
    二、依申请公开和收费情况\n\
    全年没有收到申请，没有收费。\n\
    三、行政复议、诉讼情况\n\
    全年没有发生。\n\
    四、工作中的不足和下步打算\n\
    更新还不够及时，今后将专人负责，涉及民计民生的信息随时公开。\n\
    数据的统计期限自2012年1月1日起至2012年12月31日止。\n\
    青禾镇人民政府\n\
    2013年1月20日";

fn mended() -> String {
    SLIPPED.replace("12条,", "12条，").replace("http:∥", "http://").replace("。。", "。")
}

#[test]
fn fix_repairs_in_place_and_reports_what_is_left() {
    let desk = Desk::new(&[("报告.txt", SLIPPED)]);
    desk.run(&["报告.txt"]).ends(1).warns("可自动修改 3 处（hegui fix），可按建议修改 1 处");
    let run = desk.run(&["fix", "报告.txt"]).ends(0);
    run.says("报告.txt:9:19: warning[HG0908]").warns("已修改 3 处，可按建议修改 1 处");
    assert_eq!(desk.text("报告.txt"), mended());
    let json = desk.run(&["check", "--fix", "--format", "json", "报告.txt"]).ends(0).json();
    assert_eq!(json["files"][0].get("fixed"), None);
    let run = desk.run(&["check", "--fix", "--unsafe-fixes", "--format", "json", "报告.txt"]);
    let json = run.ends(0).json();
    assert_eq!(json["files"][0]["fixed"][0]["code"], "HG0908");
    assert_eq!(json["summary"]["fixed"], 1);
    assert!(desk.text("报告.txt").contains("国计民生"));
    desk.run(&["报告.txt", "--unsafe-fixes"]).ends(2).warns("须与 --fix 同用");
    desk.run(&["fix", "--diff", "--output", "a", "报告.txt"]).ends(2);
    desk.run(&["fix", "--diff", "--format", "json", "报告.txt"])
        .ends(2)
        .warns("标准输出用于修改对照");
    desk.run(&["fix", "--diff", "--format", "json=a", "报告.txt"]).ends(0);
}

#[test]
fn only_the_rules_that_run_repair() {
    let desk = Desk::new(&[("报告.txt", SLIPPED), ("通知.txt", "通知\n各科室,请准时参加。。\n")]);
    desk.run(&["fix", "报告.txt", "--select", "HG0904"]).warns("已修改 1 处");
    assert_eq!(desk.text("报告.txt"), SLIPPED.replace("。。", "。"));
    // What is no report is not touched.
    desk.run(&["fix", "通知.txt"]).ends(3);
    assert_eq!(desk.text("通知.txt"), "通知\n各科室,请准时参加。。\n");
}

#[test]
fn standard_input_is_repaired_on_its_way_through() {
    let desk = Desk::new(&[]);
    let (bytes, ..) = encoding_rs::GB18030.encode(SLIPPED);
    let output = desk.pass(&["fix", "-"], &bytes);
    assert_eq!(encoding_rs::GB18030.decode(&output.stdout).0, mended());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("-:9:19: warning[HG0908]") && said.contains("已修改 3 处"), "{said}");
    // What cannot be read is not lost.
    let output = desk.pass(&["fix", "-"], b"\xE5\xB9\xB4\xFF\xFE\xFF");
    assert_eq!(
        (output.status.code(), output.stdout),
        (Some(3), b"\xE5\xB9\xB4\xFF\xFE\xFF".to_vec())
    );
}

#[test]
fn copies_go_elsewhere() {
    let word = docx(&mended().replacen("，", ",", 1));
    let desk = Desk::new(&[("甲/a.txt", SLIPPED), ("乙/a.txt", SLIPPED)]);
    desk.put("甲/b.docx", &word);
    desk.run(&["fix", "甲/b.docx"])
        .ends(0)
        .warns("可自动修改 1 处；Word 文档不直接改写，请用 --output");
    assert_eq!(desk.bytes("甲/b.docx"), word);
    desk.run(&["fix", "甲/b.docx", "--output", "改.docx"]).ends(0).says("改.docx:9:");
    desk.run(&["改.docx"]).ends(0).warns("警告").keeps_from("可自动修改");
    assert_eq!(desk.bytes("甲/b.docx"), word);
    desk.run(&["fix", "甲", "--output", "新"]).ends(0);
    assert_eq!((desk.text("新/a.txt"), desk.text("甲/a.txt")), (mended(), SLIPPED.to_owned()));
    assert_eq!(desk.bytes("新/b.docx"), desk.bytes("改.docx"));
    desk.run(&["fix", "甲", "乙", "--output", "新"]).ends(2).warns("改正稿同名");
    desk.run(&["fix", "甲", "--output", "甲"]).ends(2).warns("要读取此文件");
    desk.run(&["fix", "--diff", "甲/b.docx"]).ends(1).warns("Word 文档不能以补丁表示");
}

/// The text as each kind of editor may have saved it.
fn editions() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("年报 （2017）/a,b:c.txt", SLIPPED.as_bytes().to_vec()),
        ("引\"号\\与\t制表.txt", SLIPPED.as_bytes().to_vec()),
        ("末行有换行.txt", format!("{SLIPPED}\n").into_bytes()),
        ("国标.txt", saved(SLIPPED, Encoding::Gb18030, false)),
        ("标记.txt", saved(SLIPPED, Encoding::Utf8, true)),
        ("回车换行.txt", SLIPPED.replace('\n', "\r\n").into_bytes()),
        ("回车.txt", SLIPPED.replace('\n', "\r").into_bytes()),
        ("宽低.txt", saved(SLIPPED, Encoding::Utf16Le, true)),
        ("宽高.txt", saved(SLIPPED, Encoding::Utf16Be, true)),
        ("网页.html", html(SLIPPED, "utf-8").into_bytes()),
    ]
}

#[test]
fn a_patch_that_git_applies_does_what_fix_does() {
    let git = |desk: &Desk, args: &[&str]| {
        let isolated = [("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")];
        let mut command = Command::new("git");
        command.args(args).current_dir(desk.folder()).envs(isolated).output()
    };
    for (name, bytes) in editions() {
        let desk = Desk::new(&[]);
        desk.put(name, &bytes);
        if git(&desk, &["init", "-q"]).is_err() {
            return;
        }
        let patch = desk.pass(&["fix", "--diff", name], b"");
        assert_eq!(patch.status.code(), Some(1), "{name}");
        assert_eq!(desk.bytes(name), bytes, "{name}");
        desk.put("p.patch", &patch.stdout);
        let applied = git(&desk, &["apply", "p.patch"]).unwrap();
        assert!(applied.status.success(), "{name}: {}", String::from_utf8_lossy(&applied.stderr));
        let by_git = desk.bytes(name);
        desk.put(name, &bytes);
        desk.run(&["fix", "-q", name]).ends(0);
        assert_eq!(desk.bytes(name), by_git, "{name}");
        assert_ne!(by_git, bytes, "{name}");
        let again = desk.run(&["fix", "--diff", name]).ends(0);
        again.warns("没有可自动修改之处").says_nothing();
    }
}

#[cfg(unix)]
#[test]
fn permissions_and_links_are_kept() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let desk = Desk::new(&[("库/报告.txt", SLIPPED), ("又.txt", SLIPPED)]);
    let path = |name: &str| desk.folder().join(name);
    let mode = |name: &str| fs::metadata(path(name)).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(path("库/报告.txt"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("库/报告.txt", path("链接.txt")).unwrap();
    desk.run(&["fix", "链接.txt"]).ends(0);
    assert!(fs::symlink_metadata(path("链接.txt")).unwrap().is_symlink());
    assert_eq!((desk.text("库/报告.txt"), mode("库/报告.txt")), (mended(), 0o640));
    fs::hard_link(path("又.txt"), path("又名.txt")).unwrap();
    desk.run(&["fix", "又.txt"]).ends(0);
    assert_eq!((desk.text("又.txt"), desk.text("又名.txt")), (mended(), mended()));
    assert_eq!(fs::metadata(path("又.txt")).unwrap().nlink(), 2);
    assert_eq!(desk.names("."), ["又.txt", "又名.txt", "库", "链接.txt"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_left_with_a_word() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new(&[("a.txt", SLIPPED), ("锁/b.txt", SLIPPED), ("c.txt", SLIPPED)]);
    let set = |name: &str, mode| {
        fs::set_permissions(desk.folder().join(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    set("a.txt", 0o444);
    set("锁", 0o555);
    let run = desk.run(&["fix", "."]).ends(2).says("a.txt:3:").warns("a.txt：未能写入改正稿");
    run.warns("锁/b.txt：未能写入改正稿").warns("只读");
    let texts = ["a.txt", "锁/b.txt", "c.txt"].map(|name| desk.text(name));
    assert_eq!(texts, [SLIPPED.to_owned(), SLIPPED.to_owned(), mended()]);
    set("锁", 0o755);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_finished_stays_as_it_was() {
    let desk = Desk::new(&[]);
    let long = format!("{}\n{SLIPPED}", "青禾镇人民政府公报。\n".repeat(400));
    desk.put("长.txt", &long);
    let program = assert_cmd::cargo::cargo_bin!("hegui");
    // No file may grow beyond 4 KiB; the refusal comes as an error and not as a signal.
    let script = format!("trap '' XFSZ; ulimit -f 4; exec {} fix 长.txt", program.display());
    let mut command = Command::new("bash");
    let output = command.args(["-c", &script]).current_dir(desk.folder()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("长.txt：未能写入改正稿，原文件未动"), "{said}");
    assert_eq!((desk.text("长.txt"), desk.names(".")), (long, vec!["长.txt".to_owned()]));
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_the_old_text_or_the_new() {
    let desk = Desk::new(&[]);
    let names: Vec<String> = (0..20).map(|it| format!("{it:02}.txt")).collect();
    for pause in [20, 60, 120, 250] {
        for name in &names {
            desk.put(name, SLIPPED);
        }
        let mut child = desk.command(&["fix", "-q", "."]).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
        let whole = |name: &String| [SLIPPED.to_owned(), mended()].contains(&desk.text(name));
        assert!(names.iter().all(whole), "killed after {pause} ms");
    }
}

#[test]
fn what_the_user_accepted_is_not_repaired() {
    let words = "http:∥abc.gov.cn、民计民生";
    let text = golden("zhangqi-2017/report.txt");
    let line = text.lines().nth(32).unwrap();
    let other = line.replace("民计民生", words);
    assert_ne!(other, line);
    let desk = Desk::new(&[("报告.txt", &text.replace(line, &other))]);
    let ignore = "[[ignore]]\nrule = \"HG0908\"\nreason = \"原文如此\"\n";
    desk.put("hegui.toml", format!("{ignore}quote = \"{words}\"\n"));
    desk.run(&["fix", "报告.txt", "--unsafe-fixes"]);
    let fixed = fs::read_to_string(desk.path("报告.txt")).unwrap();
    assert!(fixed.contains(words), "{fixed}");
}
