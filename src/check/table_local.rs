//! `table-local`: what a table drawn up by one place alone says of its own rows agrees: parts and
//! wholes, one year and all years, a cell left out.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::table_sum::{difference, named, place, worked};
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::form::balance::{self, Balance, Defect, Instance};
use crate::form::{Across, CellAddress, Content, Filled, Relation};
use crate::numeral::Amount;
use crate::report::{Finding, Findings, Label, Outcome, Why};
use crate::rule::Wording;
use crate::text::Span;

/// Rows that keep to the running total, with figures above nought: where fewer do, the column may
/// be one of earlier years only.
const KEEPING: usize = 2;
/// Rows with all their cells, beside the one that lacks one.
const WHOLE_ROWS: usize = 5;

/// What a table drawn up by one place alone says of its own rows agrees: parts and wholes, one year
/// and all years, a cell left out (自制统计表).
///
/// 检查各地自制统计表的各行是否自相一致：分项与合计，当年数与历年累计数，以及漏填的单元格。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TableLocal {
    /// Id of the form with `local` in pack.toml that knows the rows of such tables.
    ///
    /// 识别这类表格各行的表格，填 pack.toml 中带 `local` 的 `[[form]]` 的 `id`。
    form: Wording,
}

const VALUES: &[&str] = &["table", "row", "column", "whole", "stated", "expected", "difference", "sum"];

impl Kind for TableLocal {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", VALUES),
            message("part", VALUES),
            message("running", VALUES),
            message("missing", VALUES),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let (mut findings, mut open, mut judged) = (Findings::default(), Vec::new(), false);
        let forms = cx.doc.forms.iter().enumerate().filter(|it| it.1.form.id == self.form);
        for (index, filled) in forms {
            let balance = balance::judge(filled, false, |_| true);
            let missing = missing(filled);
            judged |= !balance.judged.is_empty();
            findings.extend(relations(filled, index, &balance));
            findings.extend(missing.map(|at| lacking(filled, index, at)));
            open.extend(filled.unread.iter().map(|it| it.span));
            open.extend(balance.open.iter().filter_map(|it| place(filled, it.1)));
        }
        open.sort_unstable();
        open.dedup();
        match (findings.is_empty(), open.is_empty()) {
            (false, _) => Outcome::of(findings),
            (true, false) => Outcome::Undecided(Why::NotNumbers, open),
            (true, true) if judged => Outcome::Pass,
            (true, true) => Outcome::Inapplicable(Why::NothingToCheck),
        }
    }
}

/// One finding for each whole with its parts, and one for a year above all years.
fn relations(filled: &Filled, index: usize, balance: &Balance) -> Findings {
    let broken = balance.defects.iter().flat_map(|it| match it {
        Defect::Cell(_, _, broken) => broken.as_slice(),
        Defect::Line(line) => line.broken.as_slice(),
        Defect::Relation(broken, _) => std::slice::from_ref(broken),
    });
    let (running, sums): (Vec<&Instance>, Vec<&Instance>) =
        broken.partition(|it| it.across == Across::Rows);
    let mut findings: Findings = Findings::default();
    let mut wholes: BTreeSet<CellAddress> = BTreeSet::new();
    for it in sums {
        let side = if it.relation == Relation::AtMost { &it.right } else { &it.left };
        // Several parts above one whole have one cause.
        if side.first().is_none_or(|whole| wholes.insert(*whole)) {
            findings.push(finding(filled, index, it));
        }
    }
    // Where more than one year is above all years, these do not include it.
    if let [only] = running.as_slice()
        && keeping(filled) >= KEEPING
    {
        findings.push(finding(filled, index, only));
    }
    findings
}

/// How many rows have figures above nought in all columns, the first no higher than the last.
fn keeping(filled: &Filled) -> usize {
    let rows = filled.row_labels.iter().map(|&(block, row, _)| {
        let own = |it: &&crate::form::Cell| (it.at.block, it.at.row) == (block, row);
        let numbers = filled.cells.iter().filter(own).filter_map(|it| it.content.number());
        numbers.collect::<Vec<Amount>>()
    });
    let keeps = |it: &Vec<Amount>| it.len() > 1 && it.is_sorted() && !it.contains(&Amount::ZERO);
    rows.filter(keeps).count()
}

fn finding(filled: &Filled, index: usize, it: &Instance) -> Finding {
    let at = it.left.first().copied().unwrap_or(CellAddress { block: 0, row: 0, column: 0 });
    let span = place(filled, at).unwrap_or(filled.span);
    let whole = it.right.first().map_or_else(String::new, |it| filled.row_name(it.block, it.row));
    let (variant, label) = match (it.across, it.relation) {
        (Across::Rows, _) => ("running", Label::Total),
        (_, Relation::AtMost) => ("part", Label::Total),
        _ => ("", Label::Part),
    };
    let related = it.left.iter().skip(1).chain(&it.right).filter_map(|at| place(filled, *at));
    let related: Vec<Span> = related.filter(|it| *it != span).collect();
    let finding = named(Finding::at(span), filled, at)
        .in_cell(index, at)
        .variant(variant)
        .all_related(related, label)
        .value("whole", whole)
        .value("stated", it.stated.to_string())
        .value("expected", it.sum.to_string())
        .value("difference", difference(it.stated, it.sum))
        .value("sum", worked(filled, it));
    if variant.is_empty() { finding.labelled(Label::Total) } else { finding }
}

/// The only cell with nothing in it, in a table whose other rows have all of theirs.
fn missing(filled: &Filled) -> Option<CellAddress> {
    let columns: BTreeSet<usize> = filled.cells.iter().map(|it| it.at.column).collect();
    let mut blank = filled.cells.iter().filter(|it| it.content == Content::Blank);
    let only = blank.next().filter(|_| blank.next().is_none())?;
    let numbers = filled.cells.iter().filter(|it| it.content.number().is_some()).count();
    let whole = numbers + 1 == filled.cells.len() && filled.unread.is_empty();
    (whole && columns.len() > 1 && numbers > WHOLE_ROWS * columns.len()).then_some(only.at)
}

fn lacking(filled: &Filled, index: usize, at: CellAddress) -> Finding {
    let own = |it: &&crate::form::Cell| (it.at.block, it.at.row) == (at.block, at.row) && it.at != at;
    let beside = filled.cells.iter().filter(own).map(|it| it.span);
    let span = place(filled, at).unwrap_or(filled.span);
    named(Finding::at(span), filled, at)
        .in_cell(index, at)
        .variant("missing")
        .all_related(beside, Label::Part)
        .value("whole", "")
        .value("stated", "")
        .value("expected", "")
        .value("difference", "")
        .value("sum", "")
}
