//! `sum`: stated parts must agree with the stated total (分项与合计).
//!
//! A closed list must add up exactly. In an open list (其中, 包括) the parts may fall short, and
//! only more than the whole is impossible. Channels of publication may count one item twice.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::figures::{Range, Closure, Figure, Group};
use crate::numeral::Amount;
use crate::report::{Finding, Findings, Label, Outcome, Severity, Value, Why};

/// Stated parts must agree with the stated total in prose (分项与合计): a closed list must add up,
/// an open one (其中, 包括) may fall short, and the parts are never more than the whole.
///
/// 检查正文中分项与合计是否相符：完整列举的应当相等，“其中”“包括”等部分列举的可以不足，
/// 但分项之和不得超过合计。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Sum {
    /// Which disagreement is reported.
    ///
    /// 检查哪一种不符，一条规则选一项。
    report: Disagreement,
    /// How many parts an open list must have for its falling short to be doubted; only for `report
    /// = "mismatch"`. Left out: any number.
    ///
    /// 部分列举至少有几项，其和不足时才提请核对；仅用于 `report = "mismatch"`。省略时不论项数。
    #[serde(default)]
    min_parts: usize,
}

/// How total and parts can disagree.
///
/// 分项与合计不符的种类。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Disagreement {
    /// A closed list differs from its total, or, as a doubt, an open one falls short.
    ///
    /// 完整列举之和与合计不等；部分列举之和不足的，提请核对。
    Mismatch,
    /// An open list exceeds its total.
    ///
    /// 部分列举之和超过合计。
    Excess,
}

const VALUES: &[&str] = &["found", "sum", "stated", "difference", "unit", "worked", "count"];

impl Kind for Sum {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", VALUES),
            message("please-confirm", VALUES),
            message("overlapping", VALUES),
            message("shared", VALUES),
            message("mixed", VALUES),
            message("rounded", VALUES),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let groups = cx.facts.groups.all();
        if groups.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let too_large: Vec<_> = groups
            .iter()
            .filter(|group| group.sum.is_none())
            .filter_map(|group| cx.facts.figures.get(group.total))
            .map(|total| total.span)
            .collect();
        let findings: Findings =
            groups.iter().filter_map(|group| self.judge(cx, group)).collect();
        if findings.is_empty() && !too_large.is_empty() {
            return Outcome::Undecided(Why::TooLarge, too_large);
        }
        Outcome::of(findings)
    }
}

impl Sum {
    fn judge(&self, cx: &Context<'_>, group: &Group) -> Option<Finding> {
        let total = cx.facts.figures.get(group.total)?;
        let sum = group.sum?;
        let closed = group.closure != Closure::Open;
        let above = sum > total.value;
        if group.doubt.is_some() || group.range.is_none_or(|range| range.meets(&total.range)) {
            return None;
        }
        let parts = group.parts.iter().filter_map(|&it| cx.facts.figures.get(it));
        let mut figures = parts.chain([total]);
        let vague = figures.clone().any(|it| it.vague);
        let rounded = figures.any(|it| it.range != Range::exactly(it.value));
        let (variant, certain) = match self.report {
            Disagreement::Mismatch if closed && group.mixed => ("mixed", false),
            Disagreement::Mismatch if closed => ("overlapping", !group.overlapping),
            // An open list may leave out what a rounded total holds.
            Disagreement::Mismatch => {
                let doubtful = !above && !group.overlapping && group.parts.len() >= self.min_parts;
                (doubtful && !vague).then_some(("please-confirm", false))?
            }
            Disagreement::Excess if !closed && above && group.overlapping => ("overlapping", false),
            Disagreement::Excess if !closed && above => ("shared", !group.shared),
            Disagreement::Excess => return None,
        };
        let found = sum_of(cx, group, total, sum);
        let found = if rounded { found.variant("rounded") } else { found.variant(variant) };
        Some(if rounded || !certain {
            found.severity(Severity::Warning)
        } else {
            found.variant("")
        })
    }
}

/// A finding at the total, with its parts and the worked sum.
pub(super) fn sum_of(cx: &Context<'_>, group: &Group, total: &Figure, sum: Amount) -> Finding {
    let parts: Vec<&Figure> =
        group.parts.iter().filter_map(|&it| cx.facts.figures.get(it)).collect();
    let worked: Vec<String> = parts.iter().map(|part| part.value.to_string()).collect();
    let difference =
        if sum > total.value { sum.checked_sub(total.value) } else { total.value.checked_sub(sum) };
    Finding::at(total.span)
        .labelled(Label::Total)
        .all_related(parts.iter().map(|part| part.span), Label::Part)
        .value("found", cx.doc.words(total.span))
        .value("sum", number(sum))
        .value("stated", number(total.value))
        .value("difference", difference.map_or(Value::from(""), number))
        .value("unit", total.unit)
        .value("count", parts.len())
        .value("worked", format!("{}＝{sum}", worked.join("＋")))
}

/// A whole number as one, a decimal in its digits.
fn number(amount: Amount) -> Value {
    amount
        .to_string()
        .parse::<i128>()
        .map_or_else(|_| Value::Text(amount.to_string()), Value::Number)
}
