//! What a check finds: outcomes, findings and places. Facts only; renderers make the prose.

mod findings;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::form::CellAddress;
use crate::lang::Lang;
use crate::rule::Words;
use crate::text::Span;

pub use findings::Findings;

/// How much a finding matters.
///
/// 问题的级别。
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Style; counted, and printed only when asked for.
    ///
    /// 提示：行文规范方面的问题，只计数，要求时才列出。
    Info,
    /// Convention, or a doubt that a person should settle (请核对).
    ///
    /// 警告：不合惯例，或有疑问需人工核对。
    Warning,
    /// Breaks law or arithmetic.
    ///
    /// 错误：违反法规，或者数据、逻辑不成立。
    Error,
}

impl Severity {
    /// The name used on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What a rule says of a document.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// Looked at and in order.
    Pass,
    /// Not in order; at least one finding.
    Fail(Findings),
    /// The document has nothing this rule speaks of.
    Inapplicable(Why),
    /// It could not be told, for this reason, at these places.
    Undecided(Why, Vec<Span>),
}

impl Outcome {
    /// [`Outcome::Fail`] with these findings, or [`Outcome::Pass`] if there are none.
    pub fn of(findings: Findings) -> Self {
        if findings.is_empty() { Self::Pass } else { Self::Fail(findings) }
    }

    /// How many findings there were beside those that are told.
    pub fn untold(&self) -> usize {
        if let Self::Fail(found) = self { found.untold() } else { 0 }
    }

    /// The same, or [`Outcome::Inapplicable`] where nothing was judged.
    pub fn judged(findings: Findings, judged: bool) -> Self {
        if judged || !findings.is_empty() {
            Self::of(findings)
        } else {
            Self::Inapplicable(Why::NothingToCheck)
        }
    }
}

/// Why a rule does not apply or could not decide.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Why {
    /// The section or statement the rule is about is not there.
    NothingToCheck,
    /// The report year is not known.
    NoYear,
    /// The kind of body is not known or not concerned.
    OtherBody,
    /// The rule holds for other years.
    OtherYear,
    /// No headings were found, so the structure is not known.
    NoStructure,
    /// The text lost characters or line ends in a conversion.
    Damaged,
    /// More than one reading is possible.
    Ambiguous,
    /// A number is too large to be one.
    TooLarge,
    /// The words it looks for stand in the text too often to look at each.
    TooOften,
    /// Cells that should hold numbers hold none, or could not be read.
    NotNumbers,
    /// The input is not a report.
    NotAReport,
    /// A more specific rule speaks of the same places.
    ToldByAnother,
}

/// One defect at one place.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// Which of the rule's messages fits; empty for the main one.
    pub variant: &'static str,
    /// Where it is.
    pub primary: Mark,
    /// What it is held against.
    pub related: Vec<Mark>,
    /// What it is held against in other reports: which of those it was compared with, and where.
    pub elsewhere: Vec<(usize, Mark)>,
    /// What the message may quote, by name.
    pub values: Values,
    /// A severity that differs from the rule's own, because the certainty differs.
    pub severity: Option<Severity>,
    /// No graver than this, however grave the rule is, because of a doubt.
    pub most: Option<Severity>,
    /// How to repair it.
    pub fix: Option<Fix>,
}

/// Named values of a finding, in the order of their names.
pub type Values = BTreeMap<&'static str, Value>;

/// A value that a message may quote.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// A whole number.
    Number(i128),
    /// Words of the document or of the rule file.
    Text(String),
    /// A name that has one form in each language.
    Name(Words),
}

impl Value {
    /// It as a message in one language quotes it.
    pub fn get(&self, lang: Lang) -> String {
        match self {
            Self::Name(words) => words.get(lang).to_owned(),
            _ => self.to_string(),
        }
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(out),
            Self::Text(text) => text.fmt(out),
            Self::Name(words) => words.zh.fmt(out),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&Words> for Value {
    fn from(words: &Words) -> Self {
        Self::Name(words.clone())
    }
}

impl From<i128> for Value {
    fn from(number: i128) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(i128::try_from(number).unwrap_or(i128::MAX))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

/// A place and what it is in the argument.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark {
    /// The place in the view.
    pub span: Span,
    /// What a renderer writes beside it.
    pub label: Option<Label>,
    /// The cell of an official table it is about: index of the table in the document, and which
    /// cell. An empty cell has no words, so the place is then the label of its row.
    pub cell: Option<(usize, CellAddress)>,
}

impl Mark {
    /// A place that is no cell.
    pub(crate) fn new(span: Span, label: Option<Label>) -> Self {
        Self { span, label, cell: None }
    }
}

/// What a marked place is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Label {
    /// The stated total (合计).
    Total,
    /// One of the parts (分项).
    Part,
    /// The same thing, elsewhere.
    Other,
    /// The title (标题).
    Title,
    /// The statistical period (统计期限).
    Period,
    /// The date of signature (成文日期).
    SigningDate,
    /// The signing body (署名).
    Signature,
    /// A heading (章节标题).
    Heading,
    /// The list of parts that the report states (自述目录).
    Declared,
    /// Where the abbreviation is declared (简称).
    Definition,
    /// The character that is wrong.
    Glyph,
    /// The same defect again.
    Again,
    /// A bracket or quote without its partner.
    Unpaired,
    /// Where the thing is mentioned, though not in its own chapter.
    Mention,
    /// The report for the year before (上年度报告).
    LastYear,
    /// The report of another body (其他单位).
    OtherBody,
    /// A body whose figures make part of the total (所属单位).
    Member,
}

/// Why a finding is known and not counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Suppressed {
    /// An `[[ignore]]` entry of the configuration names it.
    Ignored {
        /// Why, in the words of the entry.
        reason: String,
        /// The last day the entry holds.
        until: Option<Date>,
    },
    /// It was there when the baseline was drawn up.
    Baseline,
}

/// How to repair a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// Edits in order, not overlapping.
    pub edits: Vec<Edit>,
}

/// Replace a place by a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The place in the view.
    pub span: Span,
    /// What shall stand there.
    pub text: String,
    /// Whether nothing else can be meant; else a person should look, however safe the rule is.
    pub sure: bool,
}

impl Finding {
    /// A finding at `span`, with the rule's main message.
    pub fn at(span: Span) -> Self {
        Self {
            variant: "",
            primary: Mark::new(span, None),
            related: Vec::new(),
            elsewhere: Vec::new(),
            values: Values::new(),
            severity: None,
            most: None,
            fix: None,
        }
    }

    /// Says which cell of an official table the primary place is about.
    #[must_use]
    pub fn in_cell(mut self, table: usize, at: CellAddress) -> Self {
        self.primary.cell = Some((table, at));
        self
    }

    /// Says what the primary place is.
    #[must_use]
    pub fn labelled(mut self, label: Label) -> Self {
        self.primary.label = Some(label);
        self
    }

    /// Uses another of the rule's messages.
    #[must_use]
    pub fn variant(mut self, variant: &'static str) -> Self {
        self.variant = variant;
        self
    }

    /// Adds a place it is held against.
    #[must_use]
    pub fn related(mut self, span: Span, label: Label) -> Self {
        self.related.push(Mark::new(span, Some(label)));
        self
    }

    /// Adds several such places.
    #[must_use]
    pub fn all_related(mut self, spans: impl IntoIterator<Item = Span>, label: Label) -> Self {
        self.related.extend(spans.into_iter().map(|span| Mark::new(span, Some(label))));
        self
    }

    /// Adds a place in another report that it is held against: the one with this index among those
    /// it was compared with.
    #[must_use]
    pub fn held_against(mut self, other: usize, mark: Mark) -> Self {
        self.elsewhere.push((other, mark));
        self
    }

    /// Gives the message a value to quote.
    #[must_use]
    pub fn value(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.insert(name, value.into());
        self
    }

    /// Sets a severity other than the rule's own.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Says that it is a doubt, no graver than this; a rule that is milder stays so.
    #[must_use]
    pub fn at_most(mut self, severity: Severity) -> Self {
        self.most = Some(self.most.map_or(severity, |it| it.min(severity)));
        self
    }

    /// Offers to write `text` at `span`.
    #[must_use]
    pub fn replace(self, span: Span, text: impl Into<String>) -> Self {
        self.edit(Edit { span, text: text.into(), sure: true })
    }

    /// Adds an edit to what repairs it.
    #[must_use]
    pub fn edit(mut self, edit: Edit) -> Self {
        self.fix.get_or_insert_with(|| Fix { edits: Vec::new() }).edits.push(edit);
        self
    }
}
