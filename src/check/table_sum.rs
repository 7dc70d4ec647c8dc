//! `table-sum`: the relations between the cells of an official table hold (勾稽关系).

use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::form::balance::{self, Balance, Defect, Instance};
use crate::form::{CellAddress, Filled};
use crate::numeral::Amount;
use crate::report::{Finding, Label, Outcome, Why};
use crate::text::Span;

/// Parameters of `[check.table-sum]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TableSum {
    /// The form.
    form: String,
    /// Relations this rule speaks of, by how their names begin.
    relation: String,
    /// Rows whose wrong cells it speaks of, too; all if empty.
    #[serde(default)]
    rows: Vec<String>,
    /// Columns whose wrong cells it speaks of; all if empty.
    #[serde(default)]
    columns: Vec<String>,
    /// Rows whose wrong cells another rule speaks of.
    #[serde(default)]
    not_rows: Vec<String>,
    /// Columns whose wrong cells another rule speaks of.
    #[serde(default)]
    not_columns: Vec<String>,
    /// Speaks of no single cell, only of relations.
    #[serde(default)]
    relations_only: bool,
}

const VALUES: &[&str] =
    &["table", "row", "column", "stated", "expected", "difference", "sum", "total", "item"];

impl Kind for TableSum {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] =
            &[message("", VALUES), message("cell", VALUES), message("item", VALUES)];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let mut outcome = Outcome::Inapplicable(Why::NothingToCheck);
        let mut findings = Vec::new();
        for (index, filled) in
            cx.doc.forms.iter().enumerate().filter(|it| it.1.form.id == self.form)
        {
            let together = |id: &str| !self.relations_only || id.starts_with(&self.relation);
            let balance = balance::judge(filled, together);
            outcome = self.worse(outcome, filled, &balance);
            let own = balance.defects.iter().filter(|it| self.speaks_of(filled, it));
            findings.extend(own.map(|it| finding(filled, index, it)));
        }
        if findings.is_empty() { outcome } else { Outcome::of(findings) }
    }
}

impl TableSum {
    /// A relation of this rule that could not be judged outweighs all that hold.
    fn worse(&self, so_far: Outcome, filled: &Filled, balance: &Balance) -> Outcome {
        let own = |id: &str| id.starts_with(&self.relation);
        let open = balance.open.iter().filter(|it| own(&it.0));
        let open: Vec<Span> = open.filter_map(|it| place(filled, it.1)).collect();
        let judged = balance.judged.iter().any(|id| own(id));
        match (so_far, open.is_empty(), judged) {
            (Outcome::Undecided(why, places), ..) => Outcome::Undecided(why, places),
            (_, false, _) => Outcome::Undecided(Why::NotNumbers, open),
            (_, true, false) => Outcome::Undecided(Why::NotNumbers, vec![filled.span]),
            (_, true, true) => Outcome::Pass,
        }
    }

    fn speaks_of(&self, filled: &Filled, defect: &Defect) -> bool {
        match defect {
            Defect::Relation(it) => it.id.starts_with(&self.relation),
            Defect::Cell(at, ..) if !self.relations_only => {
                let row = filled.row(*at).map_or("", |it| it.key.as_str());
                let column = filled.column(*at).map_or("", |it| it.key.as_str());
                let among = |keys: &[String], key: &str| keys.iter().any(|it| it == key);
                (self.rows.is_empty() || among(&self.rows, row))
                    && (self.columns.is_empty() || among(&self.columns, column))
                    && !among(&self.not_rows, row)
                    && !among(&self.not_columns, column)
            }
            Defect::Cell(..) => true,
        }
    }
}

/// Where a cell is; the label of its row where it is empty.
pub(super) fn place(filled: &Filled, at: CellAddress) -> Option<Span> {
    let words = filled.cell(at).map(|it| it.span).filter(|it| !it.is_empty());
    words.or_else(|| {
        let label = filled.row_labels.iter().find(|it| (it.0, it.1) == (at.block, at.row));
        let head = || filled.column_labels.iter().find(|it| (it.0, it.1) == (at.block, at.column));
        label.or_else(head).map(|it| it.2)
    })
}

fn finding(filled: &Filled, index: usize, defect: &Defect) -> Finding {
    match defect {
        Defect::Cell(at, expected, broken) => {
            let span = place(filled, *at).unwrap_or(filled.span);
            let stated = filled.cell(*at).and_then(|it| it.content.number()).unwrap_or_default();
            let totals = broken.iter().flat_map(|it| &it.left).filter(|it| *it != at);
            let totals: Vec<Span> = totals.filter_map(|it| place(filled, *it)).collect();
            let sums: Vec<String> = broken.iter().map(|it| worked(filled, it)).collect();
            named(Finding::at(span), filled, *at)
                .in_cell(index, *at)
                .variant("cell")
                .all_related(totals, Label::Total)
                .value("stated", stated.to_string())
                .value("expected", expected.to_string())
                .value("difference", difference(stated, *expected))
                .value("sum", sums.join("；"))
        }
        Defect::Relation(it) => relation(filled, index, it),
    }
}

fn relation(filled: &Filled, index: usize, it: &Instance) -> Finding {
    let at = it.left.first().copied().unwrap_or(CellAddress { block: 0, row: 0, column: 0 });
    let span = place(filled, at).unwrap_or(filled.span);
    let parts = it.left.iter().skip(1).chain(&it.right);
    let parts: Vec<Span> =
        parts.filter_map(|it| place(filled, *it)).filter(|it| *it != span).collect();
    let finding = named(Finding::at(span), filled, at)
        .in_cell(index, at)
        .all_related(parts, Label::Part)
        .value("stated", it.stated.to_string())
        .value("expected", it.sum.to_string())
        .value("difference", difference(it.stated, it.sum))
        .value("sum", worked(filled, it));
    // Where two items stand on either side, none of them is the total of the others.
    let finding = if it.left.len() == 1 { finding.labelled(Label::Total) } else { finding };
    match omitted(filled, it) {
        Some(item) => finding.variant("item").value("item", item),
        None => finding.value("item", ""),
    }
}

/// Says in the official words which cell a finding is about.
pub(super) fn named(finding: Finding, filled: &Filled, at: CellAddress) -> Finding {
    finding
        .value("table", filled.form.title.zh.as_str())
        .value("row", filled.row_name(at.block, at.row))
        .value("column", filled.column_name(at.block, at.column))
        .value("total", "")
        .value("item", "")
}

pub(super) fn difference(left: Amount, right: Amount) -> String {
    left.checked_sub(right).map_or_else(String::new, |it| it.abs().to_string())
}

/// The sum in figures: 21 + 0 = 20 + 1, or with ≠ where it does not come out.
pub(super) fn worked(filled: &Filled, it: &Instance) -> String {
    let side = |cells: &[CellAddress]| {
        let numbers = cells.iter().filter_map(|at| filled.cell(*at)?.content.number());
        let numbers: Vec<Amount> = numbers.collect();
        // Noughts say nothing where there are many.
        let told: Vec<String> = numbers
            .iter()
            .filter(|it| numbers.len() <= 3 || **it != Amount::ZERO)
            .map(ToString::to_string)
            .collect();
        if told.is_empty() { "0".to_owned() } else { told.join(" + ") }
    };
    let (left, right) = (side(&it.left), side(&it.right));
    let sum = if it.right.len() > 1 && it.left.len() == 1 {
        format!(" = {}", it.sum)
    } else {
        String::new()
    };
    format!("{left} ≠ {right}{sum}")
}

/// The only part that is as large as what the total lacks.
fn omitted(filled: &Filled, it: &Instance) -> Option<String> {
    let lacking = it.sum.checked_sub(it.stated).filter(|it| !it.is_negative())?;
    let same =
        |at: &&CellAddress| filled.cell(**at).and_then(|it| it.content.number()) == Some(lacking);
    let mut parts = it.right.iter().filter(same);
    let at = parts.next().filter(|_| parts.next().is_none() && lacking != Amount::ZERO)?;
    let across =
        it.right.first().is_some_and(|first| it.right.iter().all(|it| it.row == first.row));
    Some(if across {
        filled.column_name(at.block, at.column).to_owned()
    } else {
        filled.row_name(at.block, at.row)
    })
}
