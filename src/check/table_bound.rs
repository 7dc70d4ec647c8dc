//! `table-bound`: cells of one row of an official table that limit each other.

use schemars::JsonSchema;
use serde::Deserialize;

use super::table_sum::place;
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::body::{Body, BodyKind, Level};
use crate::form::{CellAddress, Filled};
use crate::numeral::Amount;
use crate::report::{Finding, Findings, Label, Outcome, Severity, Why};
use crate::rule::{Wording, Years};

/// Cells of one row of an official table that limit each other: in every row named, the sum of the
/// `left` columns is at most that of the `right` columns plus `limit`. With neither, they must be
/// nought.
///
/// 检查统一表格同一行单元格之间的大小关系：`left` 各列之和不大于 `right` 各列之和加 `limit`；
/// 两者都不写的，`left` 应为零。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TableBound {
    /// Id of the form, as in `[[form]]` of pack.toml.
    ///
    /// 统一表格，填 pack.toml 中 `[[form]]` 的 `id`，如 "T2"。
    form: Wording,
    /// Keys of the rows it is about. Left out: all rows of the blocks that have the columns.
    ///
    /// 要检查的行，填行的 `key`；省略时检查含有这些列的各部分的所有行。
    #[serde(default)]
    rows: Vec<Wording>,
    /// Keys of the columns whose sum is limited.
    ///
    /// 受限制的列，填列的 `key`。
    left: Vec<Wording>,
    /// Keys of columns in the place of `left`, for an edition of the form that has no such columns.
    /// Left out: such an edition is not judged.
    ///
    /// 表格的某一版本没有 `left` 各列时，代替它们的列；省略时不检查该版本。
    #[serde(default)]
    else_left: Vec<Wording>,
    /// Keys of the columns whose sum is the limit. Left out: none, so that `limit` alone is.
    ///
    /// 作为上限的列，填列的 `key`；省略时没有，上限即为 `limit`。
    #[serde(default)]
    right: Vec<Wording>,
    /// A number added to the limit. Left out: 0.
    ///
    /// 上限另加的数；省略时为 0。
    #[serde(default)]
    limit: u32,
    /// Key of a row of the form: where it holds a number other than nought, nothing is told. Left
    /// out: no such condition.
    ///
    /// 某行的 `key`：该行有不为零的数字的，不报告；省略时没有此条件。
    #[serde(default)]
    only_without: Option<Wording>,
    /// The report years it is about. Left out: all.
    ///
    /// 适用的报告年度；省略时不论年度。
    #[serde(default)]
    years: Option<Years>,
    /// The kinds of body it is about, with the severity there; the first entry that fits counts,
    /// and bodies that none fits are not judged. Left out: all bodies, with the severity of the
    /// rule.
    ///
    /// 适用的机关类型及级别；取第一条符合的，没有符合的机关不检查。省略时适用于各类机关，
    /// 级别与规则相同。
    #[serde(default)]
    body: Vec<ForBody>,
}

/// How much it matters for one kind of body.
///
/// 对某类机关属于哪一级。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ForBody {
    /// The kind of body: GB, DEP or TWN.
    ///
    /// 机关类型："GB"、"DEP" 或 "TWN"。
    kind: BodyKind,
    /// Words of which the name of the body must hold one: 市人民政府. Left out: any name.
    ///
    /// 机关名称须含有的词语（其中之一），如 `["市人民政府"]`；省略时不论名称。
    #[serde(default)]
    named: Vec<Wording>,
    /// Words with which the name of a body begins that is left alone where it also ends with the
    /// first of `unless_ends` in it: 国家 of 国家税务总局, but not of 国家税务总局云溪县税务局. Left out:
    /// none.
    ///
    /// 不适用的机关名称的开头：以其中之一开头，并且 `unless-ends` 中的词语第一次出现就在名称末尾的，
    /// 不检查，如“国家税务总局”；“国家税务总局云溪县税务局”不在此列。省略时没有。
    #[serde(default)]
    unless_begins: Vec<Wording>,
    /// Words with which the names of such bodies end: 局. Left out: none.
    ///
    /// 这类名称的结尾，如 `["局"]`；省略时没有。
    #[serde(default)]
    unless_ends: Vec<Wording>,
    /// The level of its place. Left out: any.
    ///
    /// 机关所在地方的层级；省略时不论层级。
    #[serde(default)]
    level: Option<Level>,
    /// The severity; below error a person is asked to confirm.
    ///
    /// 级别；低于错误的，消息提请核对。
    severity: Severity,
}

const VALUES: &[&str] = &["table", "row", "column", "cells", "stated", "limit"];

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
        let mut findings = Findings::default();
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

impl ForBody {
    fn lets_pass(&self, name: &str) -> bool {
        let begins = self.unless_begins.iter().any(|it| name.starts_with(it.as_str()));
        let ends = self.unless_ends.iter();
        let first = ends.filter_map(|it| Some(name.find(it.as_str())? + it.len())).min();
        begins && first == Some(name.len())
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
                && !it.lets_pass(name)
        };
        self.body.iter().find(fits).map(|it| it.severity)
    }

    /// The cells on both sides, in every row that has them.
    fn rows_of(&self, filled: &Filled) -> Vec<(Vec<CellAddress>, Vec<CellAddress>)> {
        let mut found = Vec::new();
        for (block, it) in filled.form.block.iter().enumerate() {
            let columns = |keys: &[Wording]| -> Option<Vec<usize>> {
                keys.iter().map(|key| it.column.iter().position(|it| it.key == *key)).collect()
            };
            let other = || columns(&self.else_left).filter(|it| !it.is_empty());
            let left = columns(&self.left).or_else(other);
            let Some((left, right)) = left.zip(columns(&self.right)) else { continue };
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
            .value("cells", told(filled, left))
            .value("stated", stated.to_string())
            .value("limit", most.to_string());
        Some(match severity {
            Some(Severity::Error) | None => finding,
            Some(lower) => finding.severity(lower).variant("please-confirm"),
        })
    }
}

/// The cells that hold more than nought, each with its column: 本年制发件数2、现行有效件数80.
fn told(filled: &Filled, cells: &[CellAddress]) -> String {
    let cell = |at: &CellAddress| {
        let number = filled.cell(*at)?.content.number().filter(|it| *it != Amount::ZERO)?;
        Some(format!("{}{number}", filled.column_name(at.block, at.column)))
    };
    cells.iter().filter_map(cell).collect::<Vec<_>>().join("、")
}
