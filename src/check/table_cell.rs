//! `table-cell`: what stands in a cell of an official table is a number of the right kind.

use schemars::JsonSchema;
use serde::Deserialize;

use super::table_sum::place;
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::form::{Cell, CellAddress, Content, Filled, Values};
use crate::numeral::Amount;
use crate::report::{Finding, Findings, Label, Outcome, Severity, Why};
use crate::rule::Wording;
use crate::text::Span;

/// What stands in a cell of an official table is a number of the right kind: not blank, without
/// words or units, not negative, whole (空白、非数字、负数、非整数).
///
/// 检查统一表格单元格的内容：不空白，不带文字或单位，不为负数，应为整数的不带小数。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TableCell {
    /// Ids of the forms it looks at, as in `[[form]]` of pack.toml.
    ///
    /// 要检查的统一表格，填 pack.toml 中 `[[form]]` 的 `id`，如 `["T2", "T3"]`。
    forms: Vec<Wording>,
    /// What is wrong with a cell; one fault a rule.
    ///
    /// 检查哪一种问题，一条规则选一项。
    report: Report,
    /// Keys of rows of totals: a blank there, beside cells with numbers, is an error, because it
    /// makes a relation untrue. Only for `report = "blank"`. Left out: none.
    ///
    /// 合计行的 `key`：同列有数字而合计空白的，属错误。仅用于 `report = "blank"`；省略时没有。
    #[serde(default)]
    total_rows: Vec<Wording>,
    /// Keys of columns of totals, likewise. Left out: none.
    ///
    /// 合计列的 `key`：同行有数字而合计空白的，属错误；省略时没有。
    #[serde(default)]
    total_columns: Vec<Wording>,
    /// Keys of rows in which a stroke or 无 is usual, so that it is only info. Only for `report =
    /// "blank"`. Left out: none.
    ///
    /// 习惯上填短横或“无”的行的 `key`，这样填的只作提示。仅用于 `report = "blank"`；省略时没有。
    #[serde(default)]
    tolerated: Vec<Wording>,
}

/// What can be wrong with a cell.
///
/// 单元格问题的种类。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Report {
    /// It holds nothing, a stroke or 无 (空白单元格).
    ///
    /// 空白单元格：没有内容，或填短横、“无”。
    Blank,
    /// It holds words, or a number with a unit, separators or full-width digits, or one too long to
    /// be read (非数字).
    ///
    /// 非数字：填了文字，数字带单位或千分位等符号，用了全角数字，或者数字过长。
    Dressed,
    /// Its number is below zero where the form allows none such (负数).
    ///
    /// 负数：表格不允许负数的单元格填了负数。
    Negative,
    /// Its number is not whole where the form wants whole ones (非整数).
    ///
    /// 非整数：应填整数的单元格填了小数。
    Fraction,
}

const VALUES: &[&str] = &["table", "row", "column", "count", "found", "suggested"];
/// The unit of money in prose, and how many decimal places it is from the tables' 万元.
const YUAN: (&str, &str, u8) = ("元", "万元", 4);

impl Kind for TableCell {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", VALUES),
            message("total", VALUES),
            message("empty", VALUES),
            message("usual", VALUES),
            message("money", VALUES),
            message("too-long", VALUES),
            message("full-width", VALUES),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let forms = cx.doc.forms.iter().enumerate();
        let forms: Vec<_> = forms.filter(|it| self.forms.contains(&it.1.form.id)).collect();
        if forms.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let found = forms.into_iter().flat_map(|(index, filled)| match self.report {
            Report::Blank => self.blanks(cx, index, filled),
            Report::Dressed => {
                let mut found = self.wrong(cx, index, filled);
                found.extend(full_width(cx, index, filled));
                found
            }
            _ => self.wrong(cx, index, filled),
        });
        Outcome::of(found.collect())
    }
}

impl TableCell {
    /// Every cell that holds something else than it may.
    fn wrong(&self, cx: &Context<'_>, index: usize, filled: &Filled) -> Findings {
        let wrong = filled.cells.iter().filter(|cell| self.is_wrong(filled, cell));
        let finding = |cell| {
            let finding = finding(cx, index, filled, &[cell]);
            if self.report == Report::Dressed { dressed(cx, filled, cell, finding) } else { finding }
        };
        wrong.map(finding).collect()
    }

    fn is_wrong(&self, filled: &Filled, cell: &Cell) -> bool {
        let number = cell.content.number();
        let values = filled.values_at(cell.at);
        match self.report {
            Report::Blank => cell.content.is_void(),
            Report::Dressed => matches!(cell.content, Content::Dressed(_) | Content::Words),
            Report::Negative => values != Values::Change && number.is_some_and(Amount::is_negative),
            Report::Fraction => {
                values != Values::Amount && number.is_some_and(|it| it.whole().is_none())
            }
        }
    }

    /// Blank cells of one kind in one finding: totals, cells where a stroke is usual, the rest.
    fn blanks(&self, cx: &Context<'_>, index: usize, filled: &Filled) -> Findings {
        let blank: Vec<&Cell> = filled.cells.iter().filter(|it| it.content.is_void()).collect();
        // Of cells that were not read nobody knows whether they are blank.
        let whole = filled.unread.is_empty();
        if whole && !blank.is_empty() && blank.len() == filled.cells.len() {
            let empty = finding(cx, index, filled, &blank).variant("empty");
            return empty.severity(Severity::Error).into();
        }
        let (totals, others): (Vec<&Cell>, Vec<&Cell>) =
            blank.into_iter().partition(|it| self.is_total(filled, it.at));
        let (usual, others): (Vec<&Cell>, Vec<&Cell>) = others.into_iter().partition(|it| {
            let row = filled.row(it.at).map_or("", |row| row.key.as_str());
            it.content != Content::Blank && self.tolerated.iter().any(|key| key == row)
        });
        let one = |cells: &[&Cell], variant, severity| {
            let finding = || finding(cx, index, filled, cells).variant(variant).severity(severity);
            (!cells.is_empty()).then(finding)
        };
        [
            one(&totals, "total", Severity::Error),
            one(&others, "", Severity::Warning),
            one(&usual, "usual", Severity::Info),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Whether a cell is the total of cells that hold numbers.
    fn is_total(&self, filled: &Filled, at: CellAddress) -> bool {
        let row = filled.row(at).map_or("", |it| it.key.as_str());
        let column = filled.column(at).map_or("", |it| it.key.as_str());
        let number = |it: &&Cell| it.content.number().is_some() && it.at.block == at.block;
        let filled_beside = |same: &dyn Fn(CellAddress) -> bool| {
            filled.cells.iter().filter(number).any(|it| same(it.at))
        };
        self.total_rows.iter().any(|key| key == row) && filled_beside(&|it| it.column == at.column)
            || self.total_columns.iter().any(|key| key == column)
                && filled_beside(&|it| it.row == at.row)
    }
}

/// The cells whose numbers have full-width digits, which are read all the same: one finding a table.
fn full_width(cx: &Context<'_>, index: usize, filled: &Filled) -> Option<Finding> {
    let wide = |it: &&Cell| {
        matches!(it.content, Content::Number(_))
            && cx.doc.words(it.span).contains(|char| matches!(char, '０'..='９'))
    };
    let cells: Vec<&Cell> = filled.cells.iter().filter(wide).collect();
    let first = cells.first()?;
    let finding = finding(cx, index, filled, &cells)
        .variant("full-width")
        .value("suggested", cx.doc.plain(first.span));
    Some(cells.iter().fold(finding, |it, cell| it.replace(cell.span, cx.doc.plain(cell.span))))
}

/// What should stand in a cell that holds a number with something beside it, or too long a one.
fn dressed(cx: &Context<'_>, filled: &Filled, cell: &Cell, finding: Finding) -> Finding {
    let words = cx.doc.plain(cell.span);
    let Content::Dressed(number) = cell.content else {
        let digits = words.chars().all(|it| it.is_ascii_digit() || it.is_whitespace());
        return if digits { finding.variant("too-long") } else { finding };
    };
    let money = filled.values_at(cell.at) == Values::Amount
        && words.contains(YUAN.0)
        && !words.contains(YUAN.1);
    let places = number.scale().checked_add(if money { YUAN.2 } else { 0 });
    let suggested = places.and_then(|it| Amount::new(number.mantissa(), it));
    let Some(suggested) = suggested else { return finding };
    let finding = finding.value("suggested", suggested.to_string());
    let finding = if money { finding.variant("money") } else { finding };
    finding.replace(cell.span, suggested.to_string())
}

/// One finding about cells of one kind: the first, with the others beside it.
fn finding(cx: &Context<'_>, index: usize, filled: &Filled, cells: &[&Cell]) -> Finding {
    let at = cells.first().map_or(CellAddress { block: 0, row: 0, column: 0 }, |it| it.at);
    let span = place(filled, at).unwrap_or(filled.span);
    let mut others: Vec<Span> = cells.iter().filter_map(|it| place(filled, it.at)).collect();
    others.dedup();
    others.retain(|it| *it != span);
    let found = filled.cell(at).map_or("", |it| cx.doc.words(it.span));
    Finding::at(span)
        .in_cell(index, at)
        .all_related(others, Label::Again)
        .value("table", &filled.form.title)
        .value("row", filled.row_name(at.block, at.row))
        .value("column", filled.column_name(at.block, at.column))
        .value("count", cells.len())
        .value("found", found)
        .value("suggested", "")
}
