//! What is held against arbitrary input: one function for each way in. The fuzzers under `fuzz/`
//! look for input that breaks a promise; the test `replay` holds what they found against it again.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use hegui::baseline::Baseline;
use hegui::engine::{Ruleset, Settings, judge, judge_by};
use hegui::error::ReadError;
use hegui::facts::dates;
use hegui::fix::{self, Level, Log};
use hegui::lang::Lang;
use hegui::numeral::{self, Amount};
use hegui::outline::Vocabulary;
use hegui::reader::{self, DocxFault, DocxSpelling};
use hegui::render::{self, ColumnUnit, Judged, Look, Status};
use hegui::report::{Label, Outcome};
use hegui::rule::{Pack, Packs, Problem};
use hegui::source::{Content, Encoding, EncodingChoice, Format, Limits, Source, from_bytes};
use hegui::text::{Span, Text};
use hegui::{config, facts};

use super::sound;
use super::tables;
use super::written;

/// A way in, and what is held against input that takes it.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// Every way in, by the name of its folder of kept inputs.
pub(crate) const TARGETS: [Target; 11] = [
    ("decode", decode),
    ("text", text),
    ("page", page),
    ("archive", archive),
    ("document", document),
    ("grid", grid),
    ("numbers", numbers),
    ("pack", pack),
    ("settings", settings),
    ("fix", fix),
    ("writers", writers),
];

/// How output is asked for: in either language, for either kind of terminal.
pub(crate) const LOOKS: [Look; 2] = [
    Look {
        lang: Lang::Zh,
        width: 80,
        wide: true,
        color: false,
        unit: ColumnUnit::Char,
        links: None,
    },
    Look {
        lang: Lang::En,
        width: 46,
        wide: false,
        color: false,
        unit: ColumnUnit::Display,
        links: None,
    },
];

pub(crate) fn packs() -> &'static Packs {
    static PACKS: OnceLock<Packs> = OnceLock::new();
    PACKS.get_or_init(|| Packs::for_checking(&[]).unwrap())
}

pub(crate) fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    VOCABULARY.get_or_init(|| Pack::vocabulary(&packs().packs))
}

/// The rules for a year, which are kept: to select them takes longer than a check.
fn rules(year: Option<i32>) -> &'static Ruleset<'static> {
    static RULES: Mutex<BTreeMap<Option<i32>, &'static Ruleset<'static>>> =
        Mutex::new(BTreeMap::new());
    // Every other year has the rules of one of these.
    let year = year.map(|it| it.clamp(2000, 2030));
    let new = || &*Box::leak(Box::new(Ruleset::select(packs(), year, &Settings::default())));
    RULES.lock().unwrap().entry(year).or_insert_with(new)
}

/// An input as `check` judges it; what is no report is taken for one, as the user may wish.
pub(crate) fn judged(source: Source) -> Result<Judged<'static>, ReadError> {
    let Source { name, format, encoding, guessed, sha256, .. } = source.clone();
    let doc = reader::open(source, vocabulary())?;
    let facts = facts::extract(&doc);
    let verdict = judge_by(&doc, &facts, rules(facts.year), &Settings::default());
    Ok(Judged {
        path: name,
        format,
        encoding,
        guessed,
        sha256,
        status: Status::Checked,
        doc,
        facts,
        verdict,
        packs: packs(),
        fixed: Log::default(),
        others: Vec::new(),
        is_list: false,
        aside: None,
        shown_from: hegui::report::Severity::Warning,
    })
}

/// The first byte, which chooses what is done with the rest.
fn choice(data: &[u8]) -> (usize, &[u8]) {
    data.split_first().map_or((0, data), |(first, rest)| (usize::from(*first), rest))
}

fn is_told(error: &ReadError) {
    for lang in [Lang::Zh, Lang::En] {
        for words in [error.message(lang), error.remedy(lang)] {
            assert!(!words.trim().is_empty() && !words.contains(char::is_control), "{words:?}");
        }
    }
    assert!(matches!(error.exit_code(), 2 | 3));
}

/// Bytes become text without loss, or an error in words.
fn decode(data: &[u8]) {
    const NAMES: [&str; 4] = ["报告.txt", "a.md", "b.html", "c.docx"];
    const CHOICES: [EncodingChoice; 5] = [
        EncodingChoice::Auto,
        EncodingChoice::Utf8,
        EncodingChoice::Gb18030,
        EncodingChoice::Utf16,
        EncodingChoice::Big5,
    ];
    let (choice, bytes) = choice(data);
    let (name, encoding) = (NAMES[choice % 4], CHOICES[choice / 4 % 5]);
    let limits = Limits { max_bytes: 1 << 16 };
    match from_bytes(name, bytes.to_vec(), encoding, &limits) {
        Ok(source) => {
            assert_eq!(source.sha256.len(), 64);
            let text = source.content.text();
            assert!(!text.contains('\0'), "a text without NUL");
            let mark: &[u8] = if source.bom { "\u{FEFF}".as_bytes() } else { b"" };
            if source.encoding == Encoding::Utf8 && source.format != Format::Docx {
                assert_eq!([mark, text.as_bytes()].concat(), bytes, "UTF-8 as it was");
            }
        }
        Err(error) => is_told(&error),
    }
}

/// A text becomes a document, facts and findings, all of whose places are places of the text.
fn text(data: &[u8]) {
    let (choice, bytes) = choice(data);
    let format = [Format::Txt, Format::Markdown][choice % 2];
    whole(text_source(bytes, format));
}

/// A web page does, too, and its places lead back to its source.
fn page(data: &[u8]) {
    whole(text_source(data, Format::Html));
}

fn text_source(bytes: &[u8], format: Format) -> Source {
    source(format, Content::Text(String::from_utf8_lossy(bytes).into_owned()))
}

pub(crate) fn source(format: Format, content: Content) -> Source {
    Source {
        name: format!("报告.{}", format.name()),
        format,
        encoding: Encoding::Utf8,
        bom: false,
        guessed: false,
        sha256: "0".repeat(64),
        content,
    }
}

fn whole(source: Source) {
    let bytes = match &source.content {
        Content::Docx(bytes) => Some(bytes.clone()),
        Content::Text(_) => None,
    };
    match judged(source) {
        Ok(judged) => {
            sound::document(&judged.doc);
            sound::facts(&judged.doc, &judged.facts);
            sound::verdict(&judged.doc, &judged.verdict);
            if let Some(bytes) = bytes {
                sound::spelling(&judged.doc, &DocxSpelling::read(&bytes).unwrap());
            }
        }
        Err(error) => is_told(&error),
    }
}

/// Whatever claims to be a Word document is read or refused.
fn archive(data: &[u8]) {
    whole(source(Format::Docx, Content::Docx(data.to_vec())));
}

/// Whatever stands in its parts: the text, numbering, styles and footnotes, parted by NUL.
fn document(data: &[u8]) {
    const NAMES: [&str; 5] = [
        "word/document.xml",
        "word/numbering.xml",
        "word/styles.xml",
        "word/footnotes.xml",
        "word/_rels/document.xml.rels",
    ];
    let parts: Vec<&[u8]> = data.splitn(5, |it| *it == 0).collect();
    let named: Vec<(&str, &[u8])> = NAMES.into_iter().zip(parts).collect();
    whole(source(Format::Docx, Content::Docx(tables::stored(&named))));
}

/// Cells of any width and height are laid out without two of them in one place.
fn grid(data: &[u8]) {
    let (page, body) = tables::drawn(data);
    for source in [
        source(Format::Html, Content::Text(page)),
        source(
            Format::Docx,
            Content::Docx(tables::stored(&[("word/document.xml", body.as_bytes())])),
        ),
    ] {
        match reader::open(source, vocabulary()) {
            Ok(doc) => {
                sound::document(&doc);
                doc.tables.iter().for_each(sound::table);
            }
            // Tables in tables in tables; nothing else that is drawn may be refused.
            Err(error) => {
                assert!(matches!(error, ReadError::Docx(DocxFault::TooDeep)), "{error:?}");
            }
        }
    }
}

/// Numbers and dates are found where they stand, and their arithmetic is exact.
fn numbers(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let found = numeral::scan(&text);
    sound::in_order(&text, found.iter().map(|it| it.span), "numbers");
    for it in &found {
        let words = &text[it.span.range()];
        let plain = words.len() <= 30 && words.bytes().all(|it| it.is_ascii_digit());
        assert!(!plain || it.value == Amount::parse(words), "{words}: {:?}", it.value);
    }
    let dates = dates::scan(&text);
    sound::in_order(&text, dates.iter().map(|it| it.span), "dates");
    for it in &dates {
        let parts =
            it.date.date().map(|it| (it.year(), u32::from(it.month()), u32::from(it.day())));
        let written = it.date.year.zip(it.date.month).zip(it.date.day);
        assert!(parts.is_none() || parts == written.map(|((y, m), d)| (y, m, d)));
        assert!(it.date.first_day() <= it.date.last_day() || it.date.last_day().is_none());
    }
    let amounts: Vec<Amount> = text.lines().take(20).filter_map(Amount::parse).collect();
    for two in amounts.windows(2) {
        exact(two[0], two[1]);
    }
    for line in text.lines().take(50) {
        let _ = numeral::parse_han(line);
        let _ = numeral::ordinal(line);
    }
}

fn exact(one: Amount, other: Amount) {
    assert_eq!(Amount::parse(&one.to_string()), Some(one));
    assert_eq!(one.checked_add(other), other.checked_add(one));
    assert_eq!(one.checked_mul(other), other.checked_mul(one));
    if let Some(sum) = one.checked_add(other) {
        assert_eq!(sum.checked_sub(other), Some(one));
    }
    if let Some(rest) = one.checked_sub(other) {
        assert_eq!(rest.is_negative(), one < other, "{one} - {other}");
        assert_eq!(rest == Amount::ZERO, one == other);
    }
}

const PACK: &str = "id = \"x\"\ntitle = { zh = \"包\", en = \"Pack\" }\nexample-year = 2017\n";
const AUTHORITIES: &str = "[[authority]]\nid = \"t\"\ntitle = { zh = \"文\", en = \"Act\" }\n\
    level = \"convention\"\n";
/// A report that rules of a pack are held against.
const SAMPLE: &str = "霁溪镇人民政府2017年政府信息公开工作年度报告\n　　一、概述\n　　2017年，我镇\
    主动公开政府信息156条，其中网站121条，公开栏35条。收到申请5件（见http://www.yanze.gov.cn）。\n\
    霁溪镇人民政府\n2018年1月16日\n";

/// The files of a pack, parted by NUL, are taken or every mistake is told with its place.
fn pack(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut parts = text.splitn(3, '\0');
    let rule = parts.next().unwrap_or_default();
    let own = parts.next().unwrap_or(PACK);
    let authorities = parts.next().unwrap_or(AUTHORITIES);
    let files = [("x/authorities.toml", authorities), ("x/pack.toml", own), ("x/rule.toml", rule)];
    let packs = match Packs::load(&files) {
        Ok(packs) => packs,
        Err(problems) => return told(&problems, &files),
    };
    let words = Pack::vocabulary(&packs.packs);
    let doc = reader::read(SAMPLE.to_owned(), Format::Txt, &words);
    let verdict = judge(&doc, &facts::extract(&doc), &packs, &Settings::default());
    sound::verdict(&doc, &verdict);
    for look in LOOKS {
        for rule in packs.rules() {
            written::harmless(&render::explain(rule, &packs, look), "the page of a rule");
        }
    }
}

/// Mistakes have places in their files and words that do no harm.
fn told(problems: &[Problem], files: &[(&str, &str)]) {
    assert!(!problems.is_empty());
    for it in problems {
        assert!(files.iter().any(|(path, _)| *path == it.path), "{}", it.path);
        sound::place(&it.source, it.span, "a mistake");
        let _ = Text::new(it.source.to_string()).position(it.span.start());
    }
    // Drawing is slow, and one picture is like another.
    let some = &problems[..problems.len().min(3)];
    for look in LOOKS {
        written::harmless(&render::problems(some, look), "mistakes of a pack");
    }
}

/// So are those of a configuration or a baseline.
fn settings(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Err(problems) = config::parse("hegui.toml", &text) {
        told(&problems, &[("hegui.toml", &text)]);
    }
    match Baseline::parse(&text) {
        Ok(baseline) => {
            let again = Baseline::parse(&baseline.to_text()).unwrap();
            assert_eq!(again.to_text(), baseline.to_text());
        }
        Err(fault) => written::harmless(&fault.message(Lang::Zh), "the fault of a baseline"),
    }
}

/// A repair ends, makes no rule say more, and leaves nothing to repair.
fn fix(data: &[u8]) {
    const NAMES: [&str; 3] = ["报告.txt", "a.md", "b.html"];
    let (choice, bytes) = choice(data);
    let (name, limits) = (NAMES[choice % 3], Limits::default());
    let level = [Level::Safe, Level::Suggested][choice / 4 % 2];
    let mut judging = |bytes: &[u8]| {
        from_bytes(name, bytes.to_vec(), EncodingChoice::Auto, &limits).and_then(judged)
    };
    let Ok(before) = judging(bytes) else { return };
    let fixed = fix::fix(bytes, level, &mut judging).unwrap();
    assert_eq!(fixed.log.done.is_empty(), fixed.bytes == bytes, "what is logged was done");
    let after = judging(&fixed.bytes).unwrap();
    assert_eq!(
        (after.encoding, after.doc.text.as_str()),
        (before.encoding, fixed.judged.doc.text.as_str())
    );
    assert_eq!(after.verdict.year, before.verdict.year);
    let (old, new) = (told_of(&before), told_of(&after));
    for (code, count) in &new {
        assert!(old.get(code).is_some_and(|it| it >= count), "{code} says more: {old:?}, {new:?}");
    }
    let again = fix::fix(&fixed.bytes, level, &mut judging).unwrap();
    assert!(again.bytes == fixed.bytes, "a second repair finds nothing: {:?}", again.log);
}

/// How many places each rule tells of: one finding may speak for many.
fn told_of(judged: &Judged<'_>) -> BTreeMap<String, usize> {
    let outcomes = judged.verdict.outcomes.iter();
    let failed = outcomes.filter(|(_, outcome)| matches!(outcome, Outcome::Fail(_)));
    let mut told: BTreeMap<String, usize> =
        failed.map(|(rule, _)| (rule.code().to_owned(), 0)).collect();
    for it in &judged.verdict.findings {
        let again = it.finding.related.iter().filter(|it| it.label == Some(Label::Again));
        *told.entry(it.rule.code().to_owned()).or_default() += 1 + again.count();
    }
    told
}

/// Findings anywhere in any text are written in every format without harm.
fn writers(data: &[u8]) {
    let (choice, rest) = choice(data);
    let mut parts = rest.splitn(3, |it| *it == 0);
    let [path, moves, text] = [(); 3].map(|()| parts.next().unwrap_or_default());
    let format = [Format::Txt, Format::Markdown, Format::Html][choice % 3];
    let mut judged = judged(text_source(text, format)).unwrap();
    judged.path = String::from_utf8_lossy(path).into_owned();
    // Places are moved about: a writer must cope with any.
    let boundaries: Vec<usize> = {
        let text = judged.doc.text.as_str();
        text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
    };
    let mut at = moves.chunks_exact(2).map(|two| {
        let at = usize::from(two[0]) * boundaries.len() / 256;
        let end = (at + usize::from(two[1])).min(boundaries.len() - 1);
        Span::new(boundaries[at], boundaries[end])
    });
    for it in &mut judged.verdict.findings {
        let marks = std::iter::once(&mut it.finding.primary).chain(&mut it.finding.related);
        for mark in marks {
            let Some(span) = at.next() else { break };
            (mark.span, mark.cell) = (span, None);
        }
    }
    judged.verdict.findings.sort_by_key(|it| it.finding.primary.span);
    written::in_every_format(&judged);
}
