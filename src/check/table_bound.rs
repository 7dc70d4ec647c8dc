//! `table-bound`: cells of one row of an official table that limit each other.

use schemars::JsonSchema;
use serde::Deserialize;

use super::table_sum::place;
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::body::{Body, BodyKind, Level};
use crate::form::{CellAddress, Filled};
use crate::numeral::Amount;
use crate::report::{Finding, Label, Outcome, Severity, Why};
use crate::rule::Years;

/// Parameters of `[check.table-bound]`: in every row named, the sum of `left` is at most that of
/// `right` and of `limit`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TableBound {
    /// The form.
    form: String,
    /// The rows it is about; all that have the columns if empty.
    #[serde(default)]
    rows: Vec<String>,
    /// Columns whose sum is limited.
    left: Vec<String>,
    /// Columns whose sum is the limit.
    #[serde(default)]
    right: Vec<String>,
    /// A limit in figures.
    #[serde(default)]
    limit: u32,
    /// A row that must hold nothing but noughts for the limit to count.
    #[serde(default)]
    only_without: Option<String>,
    /// The report years it is about.
    #[serde(default)]
    years: Option<Years>,
    /// The kinds of body, with the severity there; all if empty.
    #[serde(default)]
    body: Vec<ForBody>,
}

/// How much it matters for one kind of body.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ForBody {
    kind: BodyKind,
    /// Words in the name of the body; none stands for all.
    #[serde(default)]
    named: Vec<String>,
    /// The level of its place; none stands for all.
    #[serde(default)]
    level: Option<Level>,
    severity: Severity,
}

const VALUES: &[&str] = &["table", "row", "column", "stated", "limit"];

impl Kind for TableBound {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES), message("please-confirm", VALUES)];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        if self.years.is_some_and(|years| !cx.year.is_some_and(|year| years.contains(year))) {
            return Outcome::Inapplicable(Why::OtherYear);
        }
        let severity = self.severity(cx);
        if !self.body.is_empty() && severity.is_none() {
            return Outcome::Inapplicable(Why::OtherBody);
        }
        let mut outcome = Outcome::Inapplicable(Why::NothingToCheck);
        let mut findings = Vec::new();
        for (index, filled) in
            cx.doc.forms.iter().enumerate().filter(|it| it.1.form.id == self.form)
        {
            for (left, right) in self.rows_of(filled) {
                if matches!(outcome, Outcome::Inapplicable(_)) {
                    outcome = Outcome::Pass;
                }
                findings.extend(self.finding(filled, index, &left, &right, severity));
            }
        }
        if findings.is_empty() { outcome } else { Outcome::of(findings) }
    }
}

impl TableBound {
    fn severity(&self, cx: &Context<'_>) -> Option<Severity> {
        let name = cx.facts.body.as_ref().map_or("", |it| it.name.as_str());
        let level = cx.facts.body.as_ref().and_then(Body::level);
        let fits = |it: &&ForBody| {
            cx.body == Some(it.kind)
                && (it.level.is_none() || it.level == level)
                && (it.named.is_empty() || it.named.iter().any(|word| name.contains(word.as_str())))
        };
        self.body.iter().find(fits).map(|it| it.severity)
    }

    /// The cells on both sides, in every row that has them.
    fn rows_of(&self, filled: &Filled) -> Vec<(Vec<CellAddress>, Vec<CellAddress>)> {
        let mut found = Vec::new();
        for (block, it) in filled.form.block.iter().enumerate() {
            let columns = |keys: &[String]| -> Option<Vec<usize>> {
                keys.iter().map(|key| it.column.iter().position(|it| it.key == *key)).collect()
            };
            let Some((left, right)) = columns(&self.left).zip(columns(&self.right)) else {
                continue;
            };
            for (row, it) in it.row.iter().enumerate() {
                if self.rows.is_empty() || self.rows.contains(&it.key) {
                    let at = |&column: &usize| CellAddress { block, row, column };
                    found.push((left.iter().map(at).collect(), right.iter().map(at).collect()));
                }
            }
        }
        found
    }

    fn finding(
        &self,
        filled: &Filled,
        index: usize,
        left: &[CellAddress],
        right: &[CellAddress],
        severity: Option<Severity>,
    ) -> Option<Finding> {
        let total = |cells: &[CellAddress]| {
            cells.iter().try_fold(Amount::ZERO, |sum, at| {
                sum.checked_add(filled.cell(*at)?.content.number()?)
            })
        };
        let (stated, most) =
            (total(left)?, total(right)?.checked_add(Amount::new(self.limit.into(), 0)?)?);
        let spared = self.only_without.as_ref().is_some_and(|key| {
            let own = |at: CellAddress| filled.row(at).is_some_and(|row| row.key == *key);
            let numbers = filled.cells.iter().filter(|it| own(it.at));
            numbers.filter_map(|it| it.content.number()).any(|it| it != Amount::ZERO)
        });
        if stated <= most || spared {
            return None;
        }
        let at = *left.iter().find(|at| {
            filled
                .cell(**at)
                .and_then(|it| it.content.number())
                .is_some_and(|it| it != Amount::ZERO)
        })?;
        let span = place(filled, at)?;
        let finding = Finding::at(span)
            .in_cell(index, at)
            .all_related(right.iter().filter_map(|at| place(filled, *at)), Label::Part)
            .value("table", &filled.form.title)
            .value("row", filled.row_name(at.block, at.row))
            .value("column", filled.column_name(at.block, at.column))
            .value("stated", stated.to_string())
            .value("limit", most.to_string());
        Some(match severity {
            Some(Severity::Error) | None => finding,
            Some(lower) => finding.severity(lower).variant("please-confirm"),
        })
    }
}
