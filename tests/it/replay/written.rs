//! What holds for every output, whatever was checked.

use hegui::render::{Detail, Entry, Gate, Judged, Look, Status, Style, Tally, Unread, renderer};
use hegui::report::Severity;

use super::targets::LOOKS;

const DETAILS: [Detail; 2] = [
    Detail {
        least: Some(Severity::Info),
        quiet: false,
        verbose: true,
        suppressed: true,
        gate: Gate { least: Some(Severity::Warning), most_warnings: None },
    },
    Detail {
        least: None,
        quiet: true,
        verbose: false,
        suppressed: false,
        gate: Gate { least: None, most_warnings: None },
    },
];

/// Words that no output may hold unless it means them: a tag, and commands to CI runners.
const TAG: &str = "<hegui-canary";

/// An input that was judged, and one of the same name that was not read, in every format.
pub(crate) fn in_every_format(judged: &Judged<'_>) {
    for (look, detail) in LOOKS.into_iter().zip(DETAILS) {
        for (name, style) in Style::ALL {
            let (out, aside) = written(style, look, detail, judged);
            harmless(&String::from_utf8(aside).unwrap(), name);
            if style.is_binary() {
                assert!(out.starts_with(b"PK"), "{name} is an archive");
                continue;
            }
            let out = String::from_utf8(out).unwrap_or_else(|_| panic!("{name} is UTF-8"));
            // A browser takes tabs for blanks.
            let page = style == Style::Html;
            no_control(&if page { out.replace('\t', " ") } else { out.clone() }, name);
            as_meant(style, &out, name);
        }
    }
}

fn written(style: Style, look: Look, detail: Detail, judged: &Judged<'_>) -> (Vec<u8>, Vec<u8>) {
    let (mut out, mut aside) = (Vec::new(), Vec::new());
    let unread = Unread { path: &judged.path, status: Status::Unreadable, message: "读取失败" };
    let mut tally = Tally::default();
    {
        let mut renderer = renderer(style, look, detail, Box::new(&mut out), Box::new(&mut aside));
        for entry in [Entry::Judged(judged), Entry::Unread(&unread)] {
            tally.add(entry);
            renderer.entry(entry).unwrap();
        }
        renderer.finish(&tally).unwrap();
    }
    (out, aside)
}

/// A text for people: nothing in it steers a terminal or a CI runner.
pub(crate) fn harmless(out: &str, what: &str) {
    no_control(out, what);
    for line in out.lines() {
        assert!(!line.trim_start().starts_with("::"), "{what}: {line}");
        assert!(!line.contains("##["), "{what}: {line}");
        assert!(!line.contains("##vso["), "{what}: {line}");
    }
}

fn no_control(out: &str, what: &str) {
    let steers = |char: char| {
        char != '\n' && char.is_control()
            || matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
    };
    if let Some(at) = out.find(steers) {
        // Tables for spreadsheets end their lines as spreadsheets do.
        let line_end = out[at..].starts_with("\r\n") && what == "csv";
        let rest: String = out[at..].chars().take(20).collect();
        assert!(line_end, "{what}: a control character: {rest:?}");
        no_control(&out.replace("\r\n", "\n"), "csv, line ends aside");
    }
}

/// Programs read the output as it is meant.
fn as_meant(style: Style, out: &str, name: &str) {
    let json = |text: &str| {
        serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|it| panic!("{name}: {it}"));
    };
    match style {
        Style::Pretty | Style::Concise | Style::Msvc | Style::Markdown => harmless(out, name),
        Style::Github => out.lines().for_each(github),
        Style::Azure => out.lines().for_each(azure),
        Style::Json | Style::Sarif | Style::Gitlab | Style::Rdjson => json(out),
        Style::Jsonl => out.lines().for_each(json),
        Style::Junit | Style::Checkstyle => xml(out, name),
        Style::Csv => {
            let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_bytes());
            rows.records().for_each(|row| drop(row.unwrap()));
        }
        Style::Html => assert!(!out.contains(TAG), "{name} holds markup of the text"),
        Style::Xlsx => {}
    }
}

fn github(line: &str) {
    const OWN: [&str; 5] = ["::error ", "::warning ", "::notice ", "::group::", "::endgroup::"];
    let rest = line.strip_prefix("::notice::").is_some_and(only_in_the_log);
    let command = line.trim_start().starts_with("::");
    assert!(!command || rest || OWN.iter().any(|own| line.starts_with(own)), "github: {line}");
    assert!(!line.contains("##["), "github: {line}");
}

/// The whole sentence on how many findings are in the log alone: GitHub shows so many and no more.
fn only_in_the_log(sentence: &str) -> bool {
    let zh = || sentence.strip_prefix("另有 ")?.strip_suffix(" 处未作标注，见日志");
    let en = || sentence.strip_suffix(" more without an annotation: see the log");
    zh().or_else(en).is_some_and(|it| it.parse::<usize>().is_ok())
}

fn azure(line: &str) {
    const OWN: [&str; 3] = ["##vso[task.logissue ", "##[group]", "##[endgroup]"];
    let inner = line.get(2..).unwrap_or_default();
    assert!(!inner.contains("##vso[") && !inner.contains("##["), "azure: {line}");
    let command = line.starts_with("##vso[") || line.starts_with("##[");
    assert!(!command || OWN.iter().any(|own| line.starts_with(own)), "azure: {line}");
}

/// XML is well-formed and holds only characters that XML allows.
fn xml(out: &str, name: &str) {
    let allowed =
        |char: char| char >= ' ' && !matches!(char, '\u{FFFE}' | '\u{FFFF}') || char == '\n';
    assert!(out.chars().all(allowed), "{name} holds characters that XML forbids");
    let mut reader = quick_xml::Reader::from_str(out);
    loop {
        match reader.read_event().unwrap_or_else(|it| panic!("{name}: {it}")) {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(start) | quick_xml::events::Event::Empty(start) => {
                start.attributes().for_each(|it| drop(it.unwrap()));
            }
            _ => {}
        }
    }
}
