//! What the formats make of findings, whatever the text.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::LazyLock;

use hegui::engine::{Reported, Settings, Verdict, give_fingerprints, judge};
use hegui::facts;
use hegui::lang::Lang;
use hegui::reader;
use hegui::render::{
    ColumnUnit, Detail, Entry, Gate, Judged, Look, Status, Style, Tally, Unread, renderer,
};
use hegui::report::{Finding, Label, Severity};
use hegui::rule::{FixSafety, Pack, Packs, Rule};
use hegui::source::{Encoding, Format};
use hegui::text::Span;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

pub(crate) const LOOK: Look = Look {
    lang: Lang::Zh,
    width: 100,
    wide: false,
    color: false,
    unit: ColumnUnit::Char,
    links: None,
};
const DETAIL: Detail = Detail {
    least: Some(Severity::Info),
    quiet: true,
    verbose: false,
    suppressed: false,
    gate: GATE,
};
const GATE: Gate = Gate { least: Some(Severity::Error), most_warnings: None };

static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::builtin().unwrap());

#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a format says of `text` with these findings of the rule on misspellings.
pub(crate) fn render(
    style: Style,
    look: Look,
    path: &str,
    text: &str,
    findings: &[Finding],
) -> String {
    render_all(&[(style, look)], path, text, findings).remove(0)
}

/// The same of several formats, judging the text but once.
pub(crate) fn render_all(
    styles: &[(Style, Look)],
    path: &str,
    text: &str,
    findings: &[Finding],
) -> Vec<String> {
    let packs = &*PACKS;
    let rules = packs.rules();
    let rule: &Rule = rules.iter().find(|rule| rule.id() == "typo-known").unwrap();
    let doc = reader::read(text.to_owned(), Format::Txt, &Pack::vocabulary(&packs.packs));
    let facts = facts::extract(&doc);
    let mut verdict: Verdict<'_> = judge(&doc, &facts, packs, &Settings::default());
    verdict.findings = findings
        .iter()
        .map(|finding| Reported {
            basis: rule.cites().collect(),
            rule,
            severity: finding.severity.unwrap_or(Severity::Warning),
            finding: finding.clone(),
            safety: FixSafety::Suggest,
            fingerprint: String::new(),
            suppressed: None,
        })
        .collect();
    give_fingerprints(&doc, &mut verdict.findings);
    // A line of text is taken for a whole report.
    (verdict.year, verdict.uncovered) = (Some(2017), false);
    verdict.outcomes.retain(|(rule, _)| !["HG0004", "HG0201"].contains(&rule.code()));
    let judged = Judged {
        path: path.to_owned(),
        format: Format::Txt,
        encoding: Encoding::Utf8,
        guessed: false,
        sha256: "0".repeat(64),
        status: Status::Checked,
        doc,
        facts,
        verdict,
        packs,
        fixed: hegui::fix::Log::default(),
        others: Vec::new(),
        is_list: false,
        aside: None,
        shown_from: hegui::report::Severity::Warning,
    };
    let all = styles.iter().map(|(style, look)| finished(*style, *look, &[Entry::Judged(&judged)]));
    all.collect()
}

pub(crate) fn finished(style: Style, look: Look, entries: &[Entry<'_>]) -> String {
    let out = Shared::default();
    let mut format = renderer(style, look, DETAIL, Box::new(out.clone()), Box::new(io::sink()));
    let mut tally = Tally::default();
    for entry in entries {
        tally.add(*entry);
        format.entry(*entry).unwrap();
    }
    format.finish(&tally).unwrap();
    drop(format);
    String::from_utf8(out.0.take()).unwrap()
}

/// A finding at the first `words` of `text`, with values for the message.
pub(crate) fn at(text: &str, words: &str) -> Finding {
    let start = text.find(words).unwrap();
    finding(Span::new(start, start + words.len()), words)
}

pub(crate) fn finding(span: Span, words: &str) -> Finding {
    Finding::at(span).value("found", words).value("replacement", "国计民生").value("count", 1_usize)
}

fn widest(output: &str, look: Look) -> usize {
    let width = |line: &str| if look.wide { line.width_cjk() } else { line.width() };
    output.lines().map(width).max().unwrap_or(0)
}

const REPORT: &str = "某镇人民政府2017年政府信息公开工作年度报告\n\
    一、主动公开政府信息的情况\n\
    全年通过各种渠道主动公开政府信息共80条，内容涉及民计民生的各个方面，得到群众好评；其中政务动态25条，社会治安4条，\
    工作进展6条，农村工作5条，计划生育4条，人事任免8条，财政预决算2条，食品安全3条。网址为http://a.gov.cn/col/col43103/index.html，\
    可随时查阅。\n";

#[test]
fn a_picture_shows_the_clauses_around_a_place() {
    let finding = at(REPORT, "民计民生").labelled(Label::Glyph);
    let shown = render(Style::Pretty, LOOK, "报告.txt", REPORT, &[finding]);
    insta::assert_snapshot!(shown, @"
     警告[HG0908] “民计民生”疑为“国计民生”之误
      ╭─[报告.txt:3:26]
    3 │ …各种渠道主动公开政府信息共80条，内容涉及民计民生的各个方面，得到群众好评；…
      ·                                          ────┬───
      ·                                              ╰── 此字符有误
      ╰────
     位置：一、主动公开政府信息的情况 第1段，“民计民生”
     建议：核对原意后改正
     依据：《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）；通行做法
    ");
}

#[test]
fn both_sides_of_a_contradiction_stand_in_one_picture() {
    let finding = at(REPORT, "80条")
        .labelled(Label::Total)
        .related(at(REPORT, "25条").primary.span, Label::Part)
        .related(at(REPORT, "4条").primary.span, Label::Part)
        .related(at(REPORT, "3条").primary.span, Label::Part)
        .related(at(REPORT, "2017年").primary.span, Label::Title);
    let shown = render(Style::Pretty, LOOK, "报告.txt", REPORT, &[finding]);
    insta::assert_snapshot!(shown, @"
     警告[HG0908] “80条”疑为“国计民生”之误
      ╭─[报告.txt:3:18]
    3 │ 全年通过各种渠道主动公开政府信息共80条，内容涉及民计民生的各个方面，得到群众好评；…
      ·                                   ──┬─
      ·                                     ╰── 合计
      ╰────
      ╭─[报告.txt:1:7]
    1 │ 某镇人民政府2017年政府信息公开工作年度报告
      ·             ───┬──
      ·                ╰── 标题
      ╰────
      ╭─[报告.txt:3:49]
    3 │ …得到群众好评；其中政务动态25条，社会治安4条，工作进展6条，农村工作5条，计划生育4条，…
      ·                            ──┬─          ───
      ·                              ╰── 分项
      ╰────
      ╭─[报告.txt:3:100]
    3 │ …人事任免8条，财政预决算2条，食品安全3条。网址为http://a.gov.cn/col/col43103/index.html，…
      ·                                      ─┬─
      ·                                       ╰── 分项
      ╰────
     位置：一、主动公开政府信息的情况 第1段，“80条”
     对照：一、主动公开政府信息的情况 第1段 分项，“25条”、“4条”、“3条”
     对照：标题，“2017年”
     建议：核对原意后改正
     依据：《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）；通行做法
    ");
}

#[test]
fn ambiguous_characters_may_take_two_cells() {
    let text = "某镇“三公”经费—预算○二○一八年…其他。".repeat(9);
    let look = Look { wide: true, width: 60, ..LOOK };
    let finding = at(&text, "经费—预算○").labelled(Label::Total);
    let shown = render(Style::Pretty, look, "“报告”.txt", &text, &[finding]);
    assert!(widest(&shown, look) <= 60, "{shown}");
    assert!(shown.contains("“三公”经费—预算○二○一八年…"), "{shown}");
    assert!(shown.contains("\n   :             ^^^^^^|^^^^^\n"), "{shown}");
}

#[test]
fn one_line_findings_name_character_columns_unless_asked_otherwise() {
    let text = "𠀀（民计民生）";
    let units = [
        (ColumnUnit::Char, 3),
        (ColumnUnit::Utf16, 4),
        (ColumnUnit::Byte, 8),
        (ColumnUnit::Display, 5),
    ];
    for (unit, column) in units {
        let look = Look { unit, ..LOOK };
        let shown =
            render(Style::Concise, look, "年报 （2017）/a,b:c.txt", text, &[at(text, "民计民生")]);
        let expected = format!(
            "年报 （2017）/a,b:c.txt:1:{column}: warning[HG0908] “民计民生”疑为“国计民生”之误\n"
        );
        assert_eq!(shown, expected);
    }
}

#[test]
fn nothing_in_a_text_or_name_steers_the_terminal() {
    let text = "甲\u{1B}[2J乙\u{202E}民计民生\u{9B}丙\u{2066}\n\u{200F}丁##[error]戊\n";
    let marked = at(text, "\u{202E}民计民生")
        .related(at(text, "丁").primary.span, Label::Again)
        .related(at(text, "\u{202E}").primary.span, Label::Glyph);
    // A workbook is no text.
    for (_, style) in Style::ALL.into_iter().filter(|it| !it.1.is_binary()) {
        for wide in [false, true] {
            let look = Look { wide, ..LOOK };
            let shown = render(
                style,
                look,
                "a\u{1B}]0;x\u{7}\u{202E}.txt",
                text,
                std::slice::from_ref(&marked),
            );
            let raw = |char: char| {
                !"\r\n".contains(char) && char.is_control()
                    || "\u{202E}\u{2066}\u{200F}".contains(char)
            };
            assert!(!shown.contains(raw), "{style:?} {shown:?}");
        }
    }
}

#[test]
fn a_very_long_line_gives_a_short_picture() {
    let text = format!("{}民计民生{}", "公开".repeat(20_000), "信息".repeat(20_000));
    let finding =
        at(&text, "民计民生").labelled(Label::Glyph).related(Span::new(0, 6), Label::Again);
    let shown = render(Style::Pretty, LOOK, "长.txt", &text, &[finding]);
    assert!(shown.contains("长.txt:1:40001"), "{shown}");
    assert!(shown.lines().count() < 20 && widest(&shown, LOOK) <= 100, "{shown}");
    let whole = finding_of_everything(&text);
    let shown = render(Style::Pretty, LOOK, "长.txt", &text, &[whole]);
    assert!(shown.len() < 4000, "{shown}");
}

fn finding_of_everything(text: &str) -> Finding {
    finding(Span::new(0, text.len()), text).labelled(Label::Other)
}

#[test]
fn json_follows_its_schema() {
    let text = "前文甲\r\n一、主动公开政府信息的情况\r\n民计民生，民计民生😀";
    let first = at(text, "民计民生").labelled(Label::Glyph);
    let again = text.rfind("民计民生").unwrap();
    let first = first
        .related(Span::new(again, again + 12), Label::Again)
        .value("huge", i128::MAX)
        .replace(Span::new(again, again + 12), "国计民生");
    let second = finding(Span::new(again, again + 12), "民计民生").severity(Severity::Error);
    let shown = render(Style::Json, LOOK, "a.txt", text, &[first, second]);
    let report: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_valid(&report);
    let found = &report["files"][0]["findings"];
    assert_eq!(found[0]["primary"]["where"], "一、主动公开政府信息的情况 第1段");
    assert_eq!(found[0]["related"][0]["start"]["utf16"], 6);
    assert_eq!(found[0]["values"]["huge"], i128::MAX.to_string());
    assert_ne!(found[0]["fingerprint"], found[1]["fingerprint"], "the same words twice");
}

#[test]
fn json_tells_of_what_was_not_read() {
    let unread =
        Unread {
            path: "报告.docx", status: Status::Unreadable, message: "本版本尚不能读取"
        };
    let shown = finished(Style::Json, LOOK, &[Entry::Unread(&unread)]);
    let report: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_valid(&report);
    assert_eq!(report["summary"]["unread"], 1);
    assert_eq!(report["files"][0]["format"], "docx");
}

#[test]
fn fingerprints_outlive_moves_of_lines() {
    let moved = format!("{}\n{REPORT}", REPORT.lines().next().unwrap());
    let print = |text: &str| {
        let shown = render(Style::Json, LOOK, "a.txt", text, &[at(text, "民计民生")]);
        let report: serde_json::Value = serde_json::from_str(&shown).unwrap();
        report["files"][0]["findings"][0]["fingerprint"].clone()
    };
    assert_eq!(print(REPORT), print(&moved));
}

fn assert_valid(report: &serde_json::Value) {
    let schema = serde_json::from_str(include_str!("../../docs/check.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> = validator
        .iter_errors(report)
        .map(|error| format!("{}: {error}", error.instance_path))
        .collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_and_any_places_give_a_picture_within_its_width(
        text in "([甲乙。，；：“”…—○∥a1/.\\- \t\n\r\u{A0}\u{3000}😀\u{202E}\u{301}\u{FE0F}二〇]|[一-龥]){0,200}",
        picks in prop::collection::vec((0.0..=1.0f64, 0.0..=1.0f64), 1..6),
        width in 40_usize..130,
        wide: bool,
    ) {
        let offsets: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss,
                reason = "picks any offset")]
        let pick = |share: f64| offsets[((offsets.len() - 1) as f64 * share) as usize];
        let spans: Vec<Span> =
            picks.iter().map(|&(a, b)| Span::new(pick(a.min(b)), pick(a.max(b)))).collect();
        let labels = [Label::Total, Label::Part, Label::Definition, Label::Again];
        let first = finding(spans[0], &text).labelled(Label::Definition);
        let all = spans.iter().skip(1).zip(labels).fold(first, |it, (span, label)| it.related(*span, label));
        for lang in [Lang::Zh, Lang::En] {
            let look = Look { lang, width, wide, ..LOOK };
            let shown = render(Style::Pretty, look, &text, &text, std::slice::from_ref(&all));
            prop_assert!(widest(&shown, look) <= width, "{} > {}\n{}", widest(&shown, look), width, shown);
        }
        let json = render(Style::Json, LOOK, "a.txt", &text, std::slice::from_ref(&all));
        prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    }
}

#[test]
fn a_place_in_the_signature_is_called_so() {
    let text = "清河县财政局2014年政府信息公开工作年度报告\n一、概述\n扎实推进。\n\
                清河县财政局\n2014年6月1日\n";
    let mut path = std::env::temp_dir();
    path.push(format!("hegui-signature-{}.txt", std::process::id()));
    std::fs::write(&path, text).unwrap();
    let run = |lang: &str| {
        let hegui = std::process::Command::new(env!("CARGO_BIN_EXE_hegui"))
            .args(["check", "--format", "json", "--lang", lang])
            .arg(&path)
            .output();
        String::from_utf8(hegui.unwrap().stdout).unwrap()
    };
    let (zh, en) = (run("zh"), run("en"));
    std::fs::remove_file(&path).unwrap();
    assert!(zh.contains("\"落款\""), "{zh}");
    assert!(en.contains("\"signature\""), "{en}");
}
