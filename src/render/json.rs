//! The JSON contract, schema 1 (docs/check.schema.json): members may be added, never renamed.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::place::Places;
use super::{Detail, Entry, Judged, Renderer, Tally, Unread, escape, words};
use crate::engine::Reported;
use crate::lang::Lang;
use crate::report::{self, Mark, Value};
use crate::rule::FixSafety;
use crate::text::{self, Span, Text};

/// The format `json`. The counts stand before the files, so the files wait for the end.
pub(super) struct Json<'a> {
    lang: Lang,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    files: Vec<String>,
}

impl<'a> Json<'a> {
    pub(super) fn new(lang: Lang, detail: Detail, out: Box<dyn Write + 'a>) -> Self {
        Self { lang, detail, out, files: Vec::new() }
    }
}

impl Renderer for Json<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        let file = match entry {
            Entry::Judged(judged) => judged_file(judged, self.detail, self.lang),
            Entry::Unread(unread) => unread_file(unread),
        };
        self.files.push(serde_json::to_string(&file)?);
        Ok(())
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
        let head = Head { schema: 1, tool, summary: Summary::of(tally) };
        let head = serde_json::to_string(&head)?;
        // One file a line keeps the output readable by line-minded tools.
        let files = escape::in_json(&self.files.join(",\n")).into_owned();
        let head = head.strip_suffix('}').unwrap_or(&head);
        writeln!(self.out, "{head},\"files\":[\n{files}\n]}}")?;
        self.out.flush()
    }
}

#[derive(Serialize)]
struct Head {
    schema: u8,
    tool: Tool,
    summary: Summary,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    undecided: usize,
    unread: usize,
    suppressed: usize,
}

impl Summary {
    fn of(tally: &Tally) -> Self {
        Self {
            files: tally.files,
            errors: tally.found.errors,
            warnings: tally.found.warnings,
            infos: tally.found.infos,
            undecided: tally.rules.undecided,
            unread: tally.unread,
            suppressed: 0,
        }
    }
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    format: &'static str,
    #[serde(flatten)]
    read: Option<Read<'a>>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<Coverage>,
    findings: Vec<Finding<'a>>,
}

/// What only a decoded file has.
#[derive(Serialize)]
struct Read<'a> {
    encoding: &'static str,
    sha256: &'a str,
    report_year: Option<i32>,
    era: Option<&'a str>,
    body: Option<Body<'a>>,
    packs: &'a [&'a str],
}

#[derive(Serialize)]
struct Body<'a> {
    name: &'a str,
    kind: Option<&'static str>,
    sub: Option<&'static str>,
}

#[derive(Serialize)]
struct Coverage {
    rules: Rules,
    tables: [(); 0],
}

#[derive(Serialize)]
struct Rules {
    pass: usize,
    fail: usize,
    inapplicable: usize,
    undecided: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    rule: &'a str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    basis: Vec<Basis<'a>>,
    primary: Place<'a>,
    related: Vec<Place<'a>>,
    values: BTreeMap<&'a str, serde_json::Value>,
    fix: Option<Fix<'a>>,
    fingerprint: String,
    suppressed: Option<()>,
}

#[derive(Serialize)]
struct Basis<'a> {
    authority: &'a str,
    article: Option<String>,
}

#[derive(Serialize)]
struct Fix<'a> {
    safety: &'static str,
    title: String,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

/// A place with its words and its positions in all units.
#[derive(Serialize)]
pub(super) struct Place<'a> {
    quote: &'a str,
    #[serde(rename = "where")]
    place: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'static str>,
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
    utf16: usize,
    byte: usize,
    display: usize,
    offset: usize,
}

impl<'a> Place<'a> {
    pub(super) fn of(places: &Places<'a>, span: Span) -> Self {
        Self {
            quote: places.doc.words(span),
            place: places.name(span),
            label: None,
            start: Position::of(&places.doc.text, span.start()),
            end: Position::of(&places.doc.text, span.end()),
        }
    }

    fn marked(places: &Places<'a>, mark: &Mark) -> Self {
        let label = mark.label.map(|label| words::label(label, places.lang));
        Self { label, ..Self::of(places, mark.span) }
    }
}

impl Position {
    fn of(text: &Text, offset: usize) -> Self {
        let text::Position { line, column, utf16, byte, display, offset } = text.position(offset);
        Self { line, column, utf16, byte, display, offset }
    }
}

fn unread_file<'a>(unread: &Unread<'a>) -> File<'a> {
    File {
        path: unread.path,
        format: format_of(unread.path),
        read: None,
        status: unread.status.name(),
        message: Some(unread.message),
        coverage: None,
        findings: Vec::new(),
    }
}

/// The format that the name of an unread file promises.
fn format_of(path: &str) -> &'static str {
    let extension = Path::new(path).extension().unwrap_or_default().to_ascii_lowercase();
    match extension.to_str().unwrap_or_default() {
        "txt" => "txt",
        "md" | "markdown" => "md",
        "html" | "htm" => "html",
        "docx" => "docx",
        "pdf" => "pdf",
        "doc" | "wps" => "doc",
        _ => "unknown",
    }
}

fn judged_file<'a>(judged: &'a Judged<'a>, detail: Detail, lang: Lang) -> File<'a> {
    let verdict = judged.verdict;
    let super::summary::Rules { pass, fail, inapplicable, undecided } =
        super::summary::Rules::of(verdict);
    let body = judged.facts.body.as_ref().map(|body| Body {
        name: &body.name,
        kind: verdict.body.map(crate::facts::body::BodyKind::name),
        sub: body.sub,
    });
    File {
        path: judged.path,
        format: judged.format.name(),
        read: Some(Read {
            encoding: judged.encoding.name(),
            sha256: judged.sha256,
            report_year: verdict.year,
            era: verdict.era,
            body,
            packs: &verdict.packs,
        }),
        status: judged.status.name(),
        message: None,
        coverage: Some(Coverage {
            rules: Rules { pass, fail, inapplicable, undecided },
            tables: [],
        }),
        findings: findings(judged, detail, lang),
    }
}

/// Findings in the order of the text, each with a fingerprint that outlives moves of lines.
fn findings<'a>(judged: &'a Judged<'a>, detail: Detail, lang: Lang) -> Vec<Finding<'a>> {
    let places = Places { doc: judged.doc, facts: judged.facts, lang };
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let mut findings = Vec::new();
    for it in &judged.verdict.findings {
        let key = key(judged, it);
        let earlier = met.entry(key.clone()).or_default();
        let fingerprint = format!("{:x}", Sha256::digest(format!("{key}\0{earlier}")));
        *earlier += 1;
        if detail.least.is_none_or(|least| it.severity >= least) {
            findings.push(finding(&places, it, text::before(&fingerprint, 32)));
        }
    }
    findings
}

/// Rule, headings above and quoted words: what stays when lines move.
fn key(judged: &Judged<'_>, it: &Reported<'_>) -> String {
    let span = it.finding.primary.span;
    let section = judged.doc.section_at(span.start());
    let path = section.map_or_else(Vec::new, |index| judged.doc.path(index));
    let titles: Vec<&str> =
        path.into_iter().map(|section| judged.doc.plain(section.title)).collect();
    [it.rule.id(), &titles.join("/"), judged.doc.words(span)].join("\0")
}

fn finding<'a>(places: &Places<'a>, it: &'a Reported<'a>, fingerprint: &str) -> Finding<'a> {
    let (rule, found, lang) = (it.rule, &it.finding, places.lang);
    let help = rule.help(found.variant).map(|help| words::filled(help, &found.values, lang));
    let message = words::filled(rule.message(found.variant), &found.values, lang);
    let fix = found.fix.as_ref().map(|fix| Fix {
        safety: if it.safety == FixSafety::Safe { "safe" } else { "suggest" },
        title: help.clone().unwrap_or_else(|| message.clone()),
        edits: fix.edits.iter().map(edit).collect(),
    });
    Finding {
        code: rule.code(),
        rule: rule.id(),
        severity: it.severity.name(),
        message,
        help,
        basis: rule
            .cites()
            .map(|cite| Basis {
                authority: cite.authority.get_ref(),
                article: cite.article.as_ref().map(ToString::to_string),
            })
            .collect(),
        primary: Place::marked(places, &found.primary),
        related: found.related.iter().map(|mark| Place::marked(places, mark)).collect(),
        values: found.values.iter().map(|(name, it)| (*name, value(it))).collect(),
        fix,
        fingerprint: fingerprint.to_owned(),
        suppressed: None,
    }
}

fn edit(edit: &report::Edit) -> Edit<'_> {
    Edit { start: edit.span.start(), end: edit.span.end(), text: &edit.text }
}

/// Numbers beyond 64 bits would lose digits in most readers and stay words.
fn value(value: &Value) -> serde_json::Value {
    match value {
        Value::Number(number) => i64::try_from(*number)
            .map_or_else(|_| number.to_string().into(), serde_json::Value::from),
        Value::Text(text) => text.as_str().into(),
    }
}
