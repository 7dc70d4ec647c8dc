//! The JSON contract, schema 1 (docs/check.schema.json): members may be added, never renamed.

mod finding;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use sha2::{Digest, Sha256};

pub(super) use self::finding::Place;
use self::finding::{Finding, finding};
use super::place::Places;
use super::{Detail, Entry, Judged, Renderer, Tally, Unread, escape, tables};
use crate::engine::Reported;
use crate::facts::body::BodyKind;
use crate::lang::Lang;
use crate::text;

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
    coverage: Option<Coverage<'a>>,
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
struct Coverage<'a> {
    rules: Rules,
    tables: Vec<Table<'a>>,
}

#[derive(Serialize)]
struct Table<'a> {
    id: &'a str,
    read: usize,
    expected: usize,
}

#[derive(Serialize)]
struct Rules {
    pass: usize,
    fail: usize,
    inapplicable: usize,
    undecided: usize,
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
        kind: verdict.body.map(BodyKind::name),
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
            tables: judged.tables().iter().map(table).collect(),
        }),
        findings: findings(judged, detail, lang),
    }
}

fn table<'a>(it: &tables::Read<'a>) -> Table<'a> {
    Table { id: &it.form.id, read: it.read, expected: it.expected }
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
