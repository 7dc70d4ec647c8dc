//! Output: one format a file. Renderers decide nothing; all words of the program are here and in
//! the rule files.

mod azure;
mod bilingual;
mod checkstyle;
mod clauses;
mod columns;
mod concise;
mod coverage;
mod csv;
mod digest;
mod digests;
mod entries;
pub(crate) mod escape;
mod excerpt;
mod explain;
mod facts;
mod gate;
mod github;
mod gitlab;
mod html;
mod json;
mod jsonl;
mod junit;
mod kinds;
mod lacks;
mod lines;
mod link;
mod look;
mod markdown;
mod matrix;
mod msvc;
mod notes;
mod notice;
pub(crate) mod own;
mod packs;
mod paths;
mod place;
mod pretty;
mod problem;
mod rdjson;
mod record;
pub mod repairs;
mod rule_entries;
mod rule_index;
mod rule_page;
mod rules;
mod sarif;
mod stale;
mod statistics;
mod summary;
pub mod tables;
mod told;
mod trials;
mod window;
pub(crate) mod words;
mod xlsx;

use std::io::{self, Cursor, Read, Seek, Write};
use std::sync::Arc;

pub use self::clauses::clauses;
pub use self::entries::entries;
pub use self::explain::{explain, explain_planned};
pub use self::facts::facts;
pub use self::facts::{COLUMNS as FACTS_COLUMNS, Column as FactsColumn};
pub use self::facts::{FactsFormat, FactsWriter, KINDS as FACTS_KINDS, STATES as FACTS_STATES};
pub use self::gate::Gate;
pub(crate) use self::kinds::kind_names;
pub use self::kinds::kinds;
pub(crate) use self::lacks::TELLING;
pub use self::look::{ColumnUnit, Look};
pub use self::matrix::{Cell as MatrixCell, Matrix, Unit as MatrixUnit};
pub use self::packs::{Origin, pack, packs};
pub use self::problem::{config_problems, problems};
pub use self::record::record;
pub use self::rule_page::{planned_page, rule_page};
pub use self::rules::{ListFormat, rules};
pub use self::stale::{StaleIgnore, stale};
pub use self::statistics::Statistics;
pub use self::summary::{Compared, Found, Tally};
pub use self::trials::{Asides, Case, CaseKind, Trials};
use crate::document::Document;
use crate::engine::{Reported, Verdict};
use crate::facts::Facts;
use crate::fix::Log;
use crate::lang::Lang;
use crate::report::Severity;
use crate::rule::Packs;
use crate::source::{Encoding, Format};

/// What became of an input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// Read and checked.
    Checked,
    /// Read, but it is no report.
    Unrecognised,
    /// Not read.
    Unreadable,
    /// Not decoded.
    Undecodable,
}

impl Status {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Unrecognised => "unrecognised",
            Self::Unreadable => "unreadable",
            Self::Undecodable => "undecodable",
        }
    }
}

/// An input that was read and judged.
#[derive(Debug)]
pub struct Judged<'p> {
    /// Its path as the user gave it.
    pub path: String,
    /// Its format.
    pub format: Format,
    /// What it was decoded from.
    pub encoding: Encoding,
    /// Whether that was inferred from how the text looks.
    pub guessed: bool,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Whether it is a report at all.
    pub status: Status,
    /// Its text and structure.
    pub doc: Document,
    /// What it says.
    pub facts: Facts,
    /// What the rules say of it.
    pub verdict: Verdict<'p>,
    /// The packs, for what the rules cite.
    pub packs: &'p Packs,
    /// What was repaired in it.
    pub fixed: Log,
    /// The reports that its findings hold it against, where it is compared with others.
    pub others: Vec<Arc<Judged<'p>>>,
    /// Whether it is no report but a list of the bodies that have to report.
    pub is_list: bool,
    /// What those rules say that tell what could not be read, where they were not selected: nobody
    /// asks for their findings, but what was not read was not checked either.
    pub aside: Option<Verdict<'p>>,
    /// The least severity of findings that are shown.
    pub shown_from: Severity,
}

impl Judged<'_> {
    /// How much of its official tables was read.
    pub fn tables(&self) -> Vec<tables::Read<'_>> {
        tables::read(&self.doc, self.packs, &self.verdict)
    }

    /// What keeps it from being wholly checked and is no finding, in words.
    pub fn lacks(&self, lang: Lang) -> Vec<String> {
        lacks::lacks(self, lang)
    }

    /// Whether it was wholly checked, so that silence about it means something.
    pub fn is_whole(&self) -> bool {
        lacks::is_whole(self)
    }
}

/// An input that gave no text.
#[derive(Debug)]
pub struct Unread<'a> {
    /// Its path as the user gave it.
    pub path: &'a str,
    /// Unreadable or undecodable.
    pub status: Status,
    /// Why.
    pub message: &'a str,
}

/// One input, whatever became of it.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// It was judged.
    Judged(&'a Judged<'a>),
    /// It could not be.
    Unread(&'a Unread<'a>),
    /// It was judged before, and these are further findings: what came of comparing it with others.
    Compared(&'a Judged<'a>),
}

impl<'a> Entry<'a> {
    /// What was judged, alone or beside others.
    fn judged(self) -> Option<&'a Judged<'a>> {
        match self {
            Self::Judged(judged) | Self::Compared(judged) => Some(judged),
            Self::Unread(_) => None,
        }
    }
}

/// A format of `check`: takes the inputs one by one.
pub trait Renderer {
    /// Writes what there is to say of one input.
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()>;

    /// Writes what there is to say of all.
    fn finish(&mut self, tally: &Tally) -> io::Result<()>;
}

/// The formats of `check`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// Pictures of the places, for people.
    Pretty,
    /// One line a finding.
    Concise,
    /// Everything, for programs.
    Json,
    /// One line a finding, as Microsoft's compilers write it.
    Msvc,
    /// The same as [`Style::Json`], one line a file.
    Jsonl,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// A Code Quality report of GitLab.
    Gitlab,
    /// Logging commands of Azure Pipelines.
    Azure,
    /// Test results for CI servers.
    Junit,
    /// Findings in the XML of Checkstyle.
    Checkstyle,
    /// Reviewdog's diagnostics.
    Rdjson,
    /// A table for spreadsheets.
    Csv,
    /// A list for comments on changes and for summaries of CI runs.
    Markdown,
    /// A page to read, print and file.
    Html,
    /// The ledger of problems (问题台账), as a workbook.
    Xlsx,
}

impl Style {
    /// What columns count where the user does not say: what those who read the format expect.
    pub fn column_unit(self) -> ColumnUnit {
        match self {
            Self::Msvc => ColumnUnit::Utf16,
            Self::Rdjson => ColumnUnit::Byte,
            _ => ColumnUnit::Char,
        }
    }

    /// Every format by its name on the command line.
    pub const ALL: [(&str, Self); 16] = [
        ("pretty", Self::Pretty),
        ("concise", Self::Concise),
        ("json", Self::Json),
        ("msvc", Self::Msvc),
        ("jsonl", Self::Jsonl),
        ("sarif", Self::Sarif),
        ("github", Self::Github),
        ("gitlab", Self::Gitlab),
        ("azure", Self::Azure),
        ("junit", Self::Junit),
        ("checkstyle", Self::Checkstyle),
        ("rdjson", Self::Rdjson),
        ("csv", Self::Csv),
        ("markdown", Self::Markdown),
        ("html", Self::Html),
        ("xlsx", Self::Xlsx),
    ];

    /// Whether it is read line by line, so that other lines may stand between.
    pub fn is_in_lines(self) -> bool {
        matches!(self, Self::Pretty | Self::Concise | Self::Msvc | Self::Github | Self::Azure)
    }

    /// Whether it is no text, so that a terminal must not be shown it.
    pub fn is_binary(self) -> bool {
        self == Self::Xlsx
    }
}

/// How much is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Detail {
    /// The least severity that is printed, unless lesser findings make the run fail.
    pub least: Option<Severity>,
    /// No summary.
    pub quiet: bool,
    /// The outcome of every rule.
    pub verbose: bool,
    /// Show findings that are not counted, too.
    pub suppressed: bool,
    /// What makes the run fail, for formats that say of each finding whether it does.
    pub gate: Gate,
}

impl Detail {
    /// The least severity that text for people shows. What makes the run fail is always shown.
    fn shown(self) -> Severity {
        let least = self.least.unwrap_or(Severity::Warning);
        self.gate.least.map_or(least, |stops| stops.min(least))
    }

    /// The findings that text for people shows.
    fn of<'a>(self, judged: &'a Judged<'_>) -> impl Iterator<Item = &'a Reported<'a>> {
        let shown = move |it: &&Reported<'_>| {
            it.severity >= self.shown() && (self.suppressed || it.suppressed.is_none())
        };
        judged.verdict.findings.iter().filter(shown)
    }
}

/// Where a format keeps what it cannot write before the end.
pub trait Shelf: Read + Write + Seek {}

impl<T: Read + Write + Seek> Shelf for T {}

/// The renderer of a format. Findings go to `out`, what a one-line format says besides to `aside`;
/// what has to wait for the end is kept in memory.
pub fn renderer<'a>(
    style: Style,
    look: Look,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    aside: Box<dyn Write + 'a>,
) -> Box<dyn Renderer + 'a> {
    renderer_with(style, look, detail, out, aside, Box::new(Cursor::new(Vec::new())))
}

/// The same with a place for what may be large and has to wait for the end.
pub fn renderer_with<'a>(
    style: Style,
    look: Look,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    aside: Box<dyn Write + 'a>,
    shelf: Box<dyn Shelf + 'a>,
) -> Box<dyn Renderer + 'a> {
    match style {
        Style::Pretty => Box::new(pretty::Pretty::new(look, detail, out)),
        Style::Concise => Box::new(concise::new(look, detail, out, aside)),
        Style::Json => Box::new(json::Json::new(look.lang, detail, out, shelf)),
        Style::Msvc => Box::new(msvc::new(look, detail, out, aside)),
        Style::Jsonl => Box::new(jsonl::Jsonl::new(look.lang, detail, out)),
        Style::Sarif => Box::new(sarif::Sarif::new(look.lang, detail, out)),
        Style::Github => Box::new(github::Github::new(look, detail, out, aside)),
        Style::Gitlab => Box::new(gitlab::Gitlab::new(look, detail, out)),
        Style::Azure => Box::new(azure::new(look, detail, out, aside)),
        Style::Junit => Box::new(junit::Junit::new(look, detail, out)),
        Style::Checkstyle => Box::new(checkstyle::Checkstyle::new(look, detail, out)),
        Style::Rdjson => Box::new(rdjson::Rdjson::new(look, detail, out)),
        Style::Csv => Box::new(csv::Csv::new(look, detail, out)),
        Style::Markdown => Box::new(markdown::Markdown::new(look, detail, out)),
        Style::Html => Box::new(html::Html::new(look, detail, out)),
        Style::Xlsx => Box::new(xlsx::Xlsx::new(look, detail, out)),
    }
}
