//! `table-shift`: a number stands one cell beside its place (疑似错位).
//!
//! It says nothing new of what is wrong, which the relations tell, but shows where to look first.

use schemars::JsonSchema;
use serde::Deserialize;

use super::table_sum::{named, place};
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::form::Filled;
use crate::form::balance::Shift;
use crate::report::{Finding, Label, Outcome, Why};
use crate::rule::Wording;

/// A number stands one cell beside its place (疑似错位): moving it to a neighbouring cell that
/// holds 0 would make the whole table add up, and no other move would.
///
/// 检查数字是否错位一格：把某个数字移到相邻的填 0 的单元格，全表勾稽关系即告成立，
/// 且只有这一种移法。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TableShift {
    /// Id of the form, as in `[[form]]` of pack.toml.
    ///
    /// 统一表格，填 pack.toml 中 `[[form]]` 的 `id`，如 "T3"。
    form: Wording,
}

const VALUES: &[&str] = &["table", "row", "column", "stated", "to-row", "to-column"];

impl Kind for TableShift {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES)];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let own = |it: &(usize, &Filled)| it.1.form.id == self.form;
        let forms: Vec<(usize, &Filled)> = cx.doc.forms.iter().enumerate().filter(own).collect();
        if forms.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let shifted = forms.into_iter().filter_map(|(index, filled)| {
            let shift = cx.balances.get(index, filled)?.shift(filled)?;
            Some(finding(filled, index, shift))
        });
        Outcome::of(shifted.collect())
    }
}

fn finding(filled: &Filled, index: usize, it: Shift) -> Finding {
    let span = place(filled, it.from).unwrap_or(filled.span);
    named(Finding::at(span), filled, it.from)
        .in_cell(index, it.from)
        .all_related(place(filled, it.to), Label::Other)
        .value("stated", it.value.to_string())
        .value("to-row", filled.row_name(it.to.block, it.to.row))
        .value("to-column", filled.column_name(it.to.block, it.to.column))
}
