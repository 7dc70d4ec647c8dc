//! `table-sum`: the relations between the cells of an official table hold (勾稽关系).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::form::balance::{self, Balance, Defect, Instance, Line};
use crate::form::{Across, CellAddress, Filled, Relation};
use crate::numeral::Amount;
use crate::report::{Finding, Findings, Label, Outcome, Why};
use crate::rule::Wording;
use crate::text::Span;

/// The relations between the cells of an official table hold (勾稽关系), as `[[form.identity]]` of
/// pack.toml gives them. Where changing one cell, or one row or column, would mend all, that is
/// told instead of the relations.
///
/// 检查统一表格的勾稽关系，即 pack.toml 中 `[[form.identity]]` 所列各项。改动一个单元格或一行、
/// 一列即可全部成立的，报告该处，否则报告不成立的关系。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TableSum {
    /// Id of the form, as in `[[form]]` of pack.toml.
    ///
    /// 统一表格，填 pack.toml 中 `[[form]]` 的 `id`，如 "T3"。
    form: Wording,
    /// How the ids of the relations begin that this rule speaks of: sum- for sum-1 and sum-2.
    ///
    /// 本规则负责的勾稽关系，填其 `id` 的开头：填 "sum-" 即包括 sum-1、sum-2。
    relation: Wording,
    /// Keys of the rows whose wrong cells this rule speaks of, besides broken relations. Left out:
    /// all.
    ///
    /// 除勾稽关系外，本规则报告哪些行的错误单元格，填行的 `key`；省略时为所有行。
    #[serde(default)]
    rows: Vec<Wording>,
    /// Keys of the columns whose wrong cells it speaks of; where both are given, a cell must be in
    /// both. Left out: all.
    ///
    /// 本规则报告哪些列的错误单元格，填列的 `key`；与 `rows` 都填的，须同时符合。省略时为所有列。
    #[serde(default)]
    columns: Vec<Wording>,
    /// Keys of the rows whose wrong cells another rule speaks of. Left out: none.
    ///
    /// 错误单元格由其他规则报告的行，填行的 `key`；省略时没有。
    #[serde(default)]
    not_rows: Vec<Wording>,
    /// Keys of the columns whose wrong cells another rule speaks of. Left out: none.
    ///
    /// 错误单元格由其他规则报告的列，填列的 `key`；省略时没有。
    #[serde(default)]
    not_columns: Vec<Wording>,
    /// Whether it looks at no relations but its own and tells every wrong cell that these show,
    /// whatever its row and column. Left out: no, all relations of the form together show which
    /// cell is wrong.
    ///
    /// 是否只看本规则负责的勾稽关系，并报告由此查出的所有错误单元格，不论行列。省略时为否，
    /// 即结合该表全部勾稽关系查找错误单元格。
    #[serde(default)]
    relations_only: bool,
    /// Whether a negative number or one with decimals, where the form wants none such, is left to
    /// the rules on cells, so that relations with it are not judged. Left out: no, it is added up
    /// like others.
    ///
    /// 不该有的负数、小数是否留给检查单元格的规则，含有这种数的勾稽关系不判断。省略时为否，
    /// 照常计算。
    #[serde(default)]
    strict: bool,
}

const VALUES: &[&str] = &[
    "table", "row", "column", "stated", "expected", "difference", "sum", "total", "item", "line",
    "columns", "count",
];

impl Kind for TableSum {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", VALUES),
            message("cell", VALUES),
            message("item", VALUES),
            message("line", VALUES),
            message("left-out", VALUES),
            message("nought", VALUES),
            message("parts", VALUES),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let mut outcome = Outcome::Inapplicable(Why::NothingToCheck);
        let mut findings = Findings::default();
        for (index, filled) in
            cx.doc.forms.iter().enumerate().filter(|it| it.1.form.id == self.form)
        {
            let together = |id: &str| !self.relations_only || id.starts_with(self.relation.as_str());
            let of_all = self.strict && !self.relations_only;
            let own = (!of_all).then(|| balance::judge(filled, self.strict, together));
            let Some(balance) = own.as_ref().or_else(|| cx.balances.get(index, filled)) else {
                continue;
            };
            outcome = self.worse(outcome, filled, balance);
            let own = balance.defects.iter().filter(|it| self.speaks_of(filled, it));
            findings.extend(own.map(|it| finding(filled, index, it)));
        }
        if findings.is_empty() { outcome } else { Outcome::of(findings) }
    }
}

impl TableSum {
    /// A relation of this rule that could not be judged outweighs all that hold.
    fn worse(&self, so_far: Outcome, filled: &Filled, balance: &Balance) -> Outcome {
        let own = |id: &str| id.starts_with(self.relation.as_str());
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
            Defect::Relation(it, _) => it.id.starts_with(self.relation.as_str()),
            Defect::Line(line) => self.speaks_of_line(filled, line),
            Defect::Cell(at, ..) if !self.relations_only => {
                let row = filled.row(*at).map_or("", |it| it.key.as_str());
                let column = filled.column(*at).map_or("", |it| it.key.as_str());
                let among = |keys: &[Wording], key: &str| keys.iter().any(|it| it == key);
                (self.rows.is_empty() || among(&self.rows, row))
                    && (self.columns.is_empty() || among(&self.columns, column))
                    && !among(&self.not_rows, row)
                    && !among(&self.not_columns, column)
            }
            Defect::Cell(..) => true,
        }
    }

    fn speaks_of_line(&self, filled: &Filled, line: &Line) -> bool {
        let Some((at, _)) = line.cells.first() else { return false };
        let row = filled.row(*at).map_or("", |it| it.key.as_str());
        let column = filled.column(*at).map_or("", |it| it.key.as_str());
        let (key, own, others, not) = match line.along {
            Across::Rows => (row, &self.rows, &self.columns, &self.not_rows),
            Across::Columns => (column, &self.columns, &self.rows, &self.not_columns),
        };
        let among = |keys: &[Wording]| keys.iter().any(|it| it == key);
        others.is_empty() && (own.is_empty() || among(own)) && !among(not)
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
        Defect::Line(it) => line(filled, index, it),
        Defect::Relation(it, total) => {
            let total = total.iter().filter_map(|it| place(filled, *it.left.first()?));
            relation(filled, index, it).all_related(total, Label::Again)
        }
    }
}

/// One finding about a row or column, at its first wrong cell.
fn line(filled: &Filled, index: usize, it: &Line) -> Finding {
    let first = it.cells.first().copied();
    let (at, expected) =
        first.unwrap_or((CellAddress { block: 0, row: 0, column: 0 }, Amount::ZERO));
    let span = place(filled, at).unwrap_or(filled.span);
    let (row, column) = (filled.row_name(at.block, at.row), filled.column_name(at.block, at.column));
    let (line, cell) = match it.along {
        Across::Rows => (row, column.to_owned()),
        Across::Columns => (column.to_owned(), row),
    };
    let cells = it.cells.iter().map(|(at, _)| match it.along {
        Across::Rows => format!("“{}”", filled.column_name(at.block, at.column)),
        Across::Columns => format!("“{}”", filled.row_name(at.block, at.row)),
    });
    let cells: Vec<String> = cells.collect();
    let mut others: Vec<Span> =
        it.cells.iter().skip(1).filter_map(|it| place(filled, it.0)).collect();
    others.dedup();
    others.retain(|it| *it != span);
    let stated = filled.cell(at).and_then(|it| it.content.number()).unwrap_or_default();
    let item = it.left_out.map(|at| match it.along {
        Across::Rows => filled.row_name(at.block, at.row),
        Across::Columns => filled.column_name(at.block, at.column).to_owned(),
    });
    let sums: Vec<String> =
        it.broken.iter().filter(|it| it.has(at)).map(|it| worked(filled, it)).collect();
    let variant = match (it.is_nought, &item) {
        (true, _) => "nought",
        (false, Some(_)) => "left-out",
        (false, None) => "line",
    };
    named(Finding::at(span), filled, at)
        .in_cell(index, at)
        .variant(variant)
        .all_related(others, Label::Again)
        .value("line", line)
        .value("column", cell)
        .value("columns", cells.join("、"))
        .value("count", it.cells.len())
        .value("item", item.unwrap_or_default())
        .value("stated", stated.to_string())
        .value("expected", expected.to_string())
        .value("difference", difference(stated, expected))
        .value("sum", sums.join("；"))
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
    if it.relation != Relation::Equal {
        return match it.right.as_slice() {
            [one] => finding.value("item", filled.row_name(one.block, one.row)),
            _ => finding.variant("parts"),
        };
    }
    match omitted(filled, it) {
        Some(item) => finding.variant("item").value("item", item),
        None => finding.value("item", ""),
    }
}

/// Says in the official words which cell a finding is about.
pub(super) fn named(finding: Finding, filled: &Filled, at: CellAddress) -> Finding {
    finding
        .value("table", &filled.form.title)
        .value("row", filled.row_name(at.block, at.row))
        .value("column", filled.column_name(at.block, at.column))
        .value("total", "")
        .value("item", "")
        .value("line", "")
        .value("columns", "")
        .value("count", 1_usize)
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
    let sign = match it.relation {
        Relation::Equal => "≠",
        Relation::AtMost => ">",
        Relation::AtLeast => "<",
    };
    format!("{left} {sign} {right}{sum}")
}

/// The only part that is as large as what the total lacks; where two items stand on either side,
/// neither is a total, and their sum is the figure of no cell.
fn omitted(filled: &Filled, it: &Instance) -> Option<String> {
    if it.left.len() != 1 {
        return None;
    }
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
