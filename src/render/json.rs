//! The JSON contract, schema 1 (docs/check.schema.json): members may be added, never renamed.

mod compared;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Seek, Write};
use std::path::Path;

use serde::Serialize;

pub(super) use self::compared::Comparisons;
use super::told::Told;
use super::{
    Detail, Entry, Judged, Renderer, Shelf, StaleIgnore, Tally, Unread, escape, tables, told,
};
use crate::config;
use crate::facts::body::BodyKind;
use crate::lang::Lang;

/// The format `json`. The counts stand before the files, so the files wait for the end.
pub(super) struct Json<'a> {
    lang: Lang,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    files: Box<dyn Shelf + 'a>,
    begun: bool,
    /// Further findings, by how the line of their file begins.
    further: BTreeMap<String, Vec<String>>,
}

impl<'a> Json<'a> {
    pub(super) fn new(
        lang: Lang,
        detail: Detail,
        out: Box<dyn Write + 'a>,
        files: Box<dyn Shelf + 'a>,
    ) -> Self {
        Self { lang, detail, out, files, begun: false, further: BTreeMap::new() }
    }
}

impl Renderer for Json<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        if let Entry::Compared(judged) = entry {
            let file = file(entry, self.detail, self.lang)?;
            self.further.entry(beginning(&judged.path)?).or_default().push(file);
            return Ok(());
        }
        // One file a line keeps the output readable by line-minded tools.
        let between = if std::mem::replace(&mut self.begun, true) { ",\n" } else { "" };
        let file = file(entry, self.detail, self.lang)?;
        self.files.write_all([between, &escape::in_json(&file)].concat().as_bytes())
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        let (summary, config) =
            (Some(Summary::of(tally, self.detail)), Some(Configuration::of(tally, self.lang)));
        let compared = tally.compared.as_ref().map(Comparisons::of);
        let head = Head { summary, config, compared, ..Head::BARE };
        let head = serde_json::to_string(&head)?;
        let head = escape::in_json(head.strip_suffix('}').unwrap_or(&head));
        writeln!(self.out, "{head},\"files\":[")?;
        self.files.rewind()?;
        self.copy()?;
        writeln!(self.out, "\n]}}")?;
        self.out.flush()
    }
}

impl Json<'_> {
    /// Writes out the files, each with its further findings; last what has only these.
    fn copy(&mut self) -> io::Result<()> {
        if self.further.is_empty() {
            return io::copy(&mut self.files, &mut self.out).map(drop);
        }
        let mut line = String::new();
        let mut lines = io::BufReader::new(&mut self.files);
        while lines.read_line(&mut line)? > 0 {
            let path = line.split_once(FORMAT).map_or("", |it| it.0);
            let (file, end) = match line.strip_suffix(",\n") {
                Some(file) => (file, ",\n"),
                None => (line.as_str(), ""),
            };
            let file = match self.further.remove(path) {
                Some(further) => {
                    further.iter().fold(file.to_owned(), |it, more| with_findings(&it, more))
                }
                None => file.to_owned(),
            };
            write!(self.out, "{file}{end}")?;
            line.clear();
        }
        let mut begun = self.begun;
        for files in std::mem::take(&mut self.further).into_values() {
            let between = if std::mem::replace(&mut begun, true) { ",\n" } else { "" };
            let file = files.into_iter().reduce(|file, more| with_findings(&file, &more));
            write!(self.out, "{between}{}", escape::in_json(&file.unwrap_or_default()))?;
        }
        Ok(())
    }
}

/// What stands between the path of a file and what follows.
const FORMAT: &str = ",\"format\":";
/// What stands before the findings of a file, and behind them.
const FINDINGS: (&str, &str) = ("\"findings\":[", "]}");

/// How the line of a file begins.
fn beginning(path: &str) -> io::Result<String> {
    let path = serde_json::to_string(path)?;
    Ok(format!("{{\"path\":{}", escape::in_json(&path)))
}

/// A `file` object with the findings of another one of the same file.
fn with_findings(file: &str, more: &str) -> String {
    let more = more.rsplit_once(FINDINGS.0).map_or("", |it| it.1);
    let more = escape::in_json(more.strip_suffix(FINDINGS.1).unwrap_or_default());
    match file.strip_suffix(FINDINGS.1) {
        Some(file) if !more.is_empty() => {
            let between = if file.ends_with('[') { "" } else { "," };
            [file, between, &more, FINDINGS.1].concat()
        }
        _ => file.to_owned(),
    }
}

/// The `file` object of the contract.
pub(super) fn file(entry: Entry<'_>, detail: Detail, lang: Lang) -> io::Result<String> {
    let file = match entry {
        Entry::Judged(judged) => judged_file(judged, detail, lang),
        Entry::Compared(judged) => {
            // What was checked was said when it was judged by itself.
            File { coverage: None, compared: true, ..judged_file(judged, detail, lang) }
        }
        Entry::Unread(unread) => unread_file(unread),
    };
    Ok(serde_json::to_string(&file)?)
}

const TOOL: Tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };

/// What says which schema is followed.
#[derive(Serialize)]
pub(super) struct Head<'a> {
    schema: u8,
    tool: Tool,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Summary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    config: Option<Configuration<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<Comparisons<'a>>,
}

impl Head<'_> {
    /// A head for output whose counts stand at the end.
    pub(super) const BARE: Self =
        Self { schema: 1, tool: TOOL, summary: None, config: None, compared: None };
}

/// What is to say of configurations.
#[derive(Serialize)]
pub(super) struct Configuration<'a> {
    stale: Vec<Stale<'a>>,
}

impl<'a> Configuration<'a> {
    pub(super) fn of(tally: &'a Tally, lang: Lang) -> Self {
        Self { stale: tally.stale.iter().map(|it| Stale::of(it, lang)).collect() }
    }
}

/// An ignore that should go.
#[derive(Serialize)]
struct Stale<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    rule: &'a str,
    kind: &'static str,
    message: &'a str,
}

impl<'a> Stale<'a> {
    fn of(it: &'a StaleIgnore, lang: Lang) -> Self {
        let kind = match it.why {
            config::Stale::Expired => "expired",
            config::Stale::Unmatched => "unmatched",
        };
        let (path, message) = (it.problem.path.as_str(), it.problem.message.get(lang));
        let at = it.place.0;
        Self { path, line: at.line, column: at.column, rule: &it.rule, kind, message }
    }
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Counts over all files.
#[derive(Serialize)]
pub(super) struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    undecided: usize,
    unread: usize,
    suppressed: usize,
    stale_ignores: usize,
    stale_baseline: usize,
    fixed: usize,
    fixable: usize,
    failed: bool,
}

impl Summary {
    pub(super) fn of(tally: &Tally, detail: Detail) -> Self {
        Self {
            files: tally.files,
            errors: tally.found.errors,
            warnings: tally.found.warnings,
            infos: tally.found.infos,
            undecided: tally.rules.undecided,
            unread: tally.unread,
            suppressed: tally.suppressed,
            stale_ignores: tally.stale.len(),
            stale_baseline: tally.gone,
            fixed: tally.fixed,
            fixable: tally.fixable.safe,
            failed: detail.gate.is_shut(tally),
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixed: Vec<Fixed<'a>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    compared: bool,
    findings: Vec<Told<'a>>,
}

/// Places that were repaired for one rule.
#[derive(Serialize)]
struct Fixed<'a> {
    code: &'a str,
    rule: &'a str,
    places: usize,
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
        fixed: Vec::new(),
        compared: false,
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

/// The format of a list of bodies: a configuration, or a table beside one.
fn list_format(path: &str) -> &'static str {
    let is_csv = Path::new(path).extension().is_some_and(|it| it.eq_ignore_ascii_case("csv"));
    if is_csv { "csv" } else { "toml" }
}

fn judged_file<'a>(judged: &'a Judged<'a>, detail: Detail, lang: Lang) -> File<'a> {
    let verdict = &judged.verdict;
    let super::summary::Rules { pass, fail, inapplicable, undecided } =
        super::summary::Rules::of(verdict);
    let body = judged.facts.body.as_ref().map(|body| Body {
        name: &body.name,
        kind: verdict.body.map(BodyKind::name),
        sub: body.sub,
    });
    File {
        path: &judged.path,
        format: if judged.is_list { list_format(&judged.path) } else { judged.format.name() },
        read: Some(Read {
            encoding: judged.encoding.name(),
            sha256: &judged.sha256,
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
        fixed: judged
            .fixed
            .done
            .iter()
            .map(|(code, done)| Fixed { code, rule: &done.rule, places: done.places })
            .collect(),
        compared: false,
        findings: told::held(judged, detail, lang),
    }
}

fn table<'a>(it: &tables::Read<'a>) -> Table<'a> {
    Table { id: &it.form.id, read: it.read, expected: it.expected }
}
