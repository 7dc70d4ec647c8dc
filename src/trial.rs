//! What came of an example or a mutation: what a rule should have said, what was said, and how
//! the two differ.

use crate::document::Document;
use crate::engine::{Reported, Verdict};
use crate::form::CellAddress;
use crate::outline::Vocabulary;
use crate::reader;
use crate::report::{Outcome, Severity, Why};
use crate::rule::{Pack, Packs, Rule};
use crate::source::Format;
use crate::text::{Span, Text};

/// How an example or mutation came out otherwise than it should.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Misjudged {
    /// The report that is mutated is not silent itself.
    NotCompliant,
    /// The rule said nothing where it should have spoken.
    Missing,
    /// It spoke where it should have kept silent; of a mutation, another rule did.
    Noisy,
    /// It spoke, but of other words than the marked ones.
    WrongPlace,
    /// It neither failed nor did what was expected: passed, did not apply or could not tell.
    OtherOutcome,
    /// Its findings have another severity.
    WrongSeverity,
    /// Its fix gives this other text.
    WrongFix(String),
    /// After its fix it wants to write this as well.
    UnfinishedFix(Vec<String>),
    /// A mistake of the program, in its own words.
    Crashed(String),
}

/// What the rule in question said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    /// It did not run: it is off, or its pack is not for this year.
    NotRun,
    /// In order.
    Pass,
    /// Not in order.
    Fail,
    /// It did not apply.
    Inapplicable(Why),
    /// It could not tell.
    Undecided(Why),
}

/// A finding: which rule spoke, and of which place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// Code of the rule.
    pub code: String,
    /// Its id.
    pub rule: String,
    /// How much the finding matters.
    pub severity: Severity,
    /// The place in the text.
    pub span: Span,
    /// The cell it is about: which official table of the document, and where in it.
    pub cell: Option<(usize, CellAddress)>,
}

/// What came of an example or mutation.
#[derive(Debug)]
pub struct Trial {
    /// What is wrong; nothing where it is validated.
    pub misjudged: Option<Misjudged>,
    /// The text that was judged, without marks; all places are in it.
    pub text: Text,
    /// The places that should be reported. Where something should and none is named, any will do.
    pub expected: Vec<Span>,
    /// What the rule said.
    pub told: Told,
    /// All that was found, in the order of the text.
    pub found: Vec<Said>,
}

impl Misjudged {
    /// The names used in JSON, in the order they are told.
    pub const NAMES: [&'static str; 9] = [
        "not-compliant",
        "missing",
        "noisy",
        "wrong-place",
        "other-outcome",
        "wrong-severity",
        "wrong-fix",
        "unfinished-fix",
        "crashed",
    ];

    /// Its name in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotCompliant => "not-compliant",
            Self::Missing => "missing",
            Self::Noisy => "noisy",
            Self::WrongPlace => "wrong-place",
            Self::OtherOutcome => "other-outcome",
            Self::WrongSeverity => "wrong-severity",
            Self::WrongFix(_) => "wrong-fix",
            Self::UnfinishedFix(_) => "unfinished-fix",
            Self::Crashed(_) => "crashed",
        }
    }
}

impl Trial {
    /// What is left to tell where the program itself failed.
    pub fn crashed(cause: String) -> Self {
        Self {
            misjudged: Some(Misjudged::Crashed(cause)),
            text: Text::new(String::new()),
            expected: Vec::new(),
            told: Told::NotRun,
            found: Vec::new(),
        }
    }
}

impl Told {
    /// What a verdict says of a rule.
    pub(crate) fn of(rule: &Rule, verdict: &Verdict<'_>) -> Self {
        match verdict.outcome(rule.code()) {
            None => Self::NotRun,
            Some(Outcome::Pass) => Self::Pass,
            Some(Outcome::Fail(_)) => Self::Fail,
            Some(Outcome::Inapplicable(why)) => Self::Inapplicable(*why),
            Some(Outcome::Undecided(why, _)) => Self::Undecided(*why),
        }
    }
}

impl Said {
    pub(crate) fn of(doc: &Document, it: &Reported<'_>) -> Self {
        let primary = it.finding.primary;
        Self {
            code: it.rule.code().to_owned(),
            rule: it.rule.id().to_owned(),
            severity: it.severity,
            span: doc.origin.locate(&doc.text, primary.span).1,
            cell: primary.cell,
        }
    }
}

/// The places of findings, each once.
pub(crate) fn places<'s>(said: impl IntoIterator<Item = &'s Said>) -> Vec<Span> {
    let mut places: Vec<Span> = said.into_iter().map(|it| it.span).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Packs and what it takes to read many texts under them.
#[derive(Debug)]
pub struct Bench<'p> {
    /// The packs at hand.
    pub packs: &'p Packs,
    vocabulary: Vocabulary,
}

impl<'p> Bench<'p> {
    /// Makes ready to try the rules of `packs`.
    pub fn new(packs: &'p Packs) -> Self {
        Self { packs, vocabulary: Pack::vocabulary(&packs.packs) }
    }

    /// Reads a text as any report.
    pub(crate) fn read(&self, text: String, format: Format) -> Document {
        reader::read(text, format, &self.vocabulary)
    }
}
