//! Output: one format a file. Renderers decide nothing; all words of the program are here and in
//! the rule files.

mod concise;
mod coverage;
pub(crate) mod escape;
mod excerpt;
mod explain;
mod facts;
mod json;
mod look;
mod notes;
mod place;
mod pretty;
mod problem;
pub mod repairs;
mod rules;
mod summary;
pub mod tables;
mod told;
mod window;
pub(crate) mod words;

use std::io::{self, Write};

pub use self::explain::explain;
pub use self::facts::Lines as FactsFormat;
pub use self::facts::facts;
pub use self::look::{ColumnUnit, Look};
pub use self::problem::problems;
pub use self::rules::{ListFormat, rules};
pub use self::summary::Tally;
use crate::document::Document;
use crate::engine::{Reported, Verdict};
use crate::facts::Facts;
use crate::fix::Log;
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
}

impl Judged<'_> {
    /// How much of its official tables was read.
    pub fn tables(&self) -> Vec<tables::Read<'_>> {
        tables::read(&self.doc, self.packs, &self.verdict)
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
}

impl Style {
    /// What columns count where the user does not say: what those who read the format expect.
    pub fn column_unit(self) -> ColumnUnit {
        match self {
            Self::Pretty | Self::Concise | Self::Json => ColumnUnit::Char,
        }
    }

    /// Every format by its name on the command line.
    pub const ALL: [(&str, Self); 3] =
        [("pretty", Self::Pretty), ("concise", Self::Concise), ("json", Self::Json)];
}

/// How much is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Detail {
    /// The least severity that is printed; others are counted.
    pub least: Option<Severity>,
    /// No summary.
    pub quiet: bool,
    /// The outcome of every rule.
    pub verbose: bool,
    /// Show findings that are not counted, too.
    pub suppressed: bool,
}

impl Detail {
    /// The least severity that text for people shows.
    fn shown(self) -> Severity {
        self.least.unwrap_or(Severity::Warning)
    }

    /// The findings that text for people shows.
    fn of<'a>(self, judged: &'a Judged<'_>) -> impl Iterator<Item = &'a Reported<'a>> {
        let shown = move |it: &&Reported<'_>| {
            it.severity >= self.shown() && (self.suppressed || it.suppressed.is_none())
        };
        judged.verdict.findings.iter().filter(shown)
    }
}

/// The renderer of a format. Findings go to `out`, what a one-line format says besides to `aside`.
pub fn renderer<'a>(
    style: Style,
    look: Look,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    aside: Box<dyn Write + 'a>,
) -> Box<dyn Renderer + 'a> {
    match style {
        Style::Pretty => Box::new(pretty::Pretty::new(look, detail, out)),
        Style::Concise => Box::new(concise::Concise::new(look, detail, out, aside)),
        Style::Json => Box::new(json::Json::new(look.lang, detail, out)),
    }
}
