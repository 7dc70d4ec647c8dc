//! `fee-sum`: what was charged, case by case or body by body, makes the total charged, and is an
//! amount that the tariff can come to (信息处理费).

use schemars::JsonSchema;
use serde::Deserialize;

use super::sum::sum_of;
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::figures::{Closure, Figure, Group, Role};
use crate::facts::tense;
use crate::numeral::Amount;
use crate::report::{Finding, Outcome, Severity, Why};
use crate::rule::Wording;
use crate::text::cut;

/// What was charged, case by case or body by body, makes the total charged, and each amount is one
/// that the tariff can come to (信息处理费).
///
/// 检查信息处理费：逐件或者逐单位的收费金额之和等于总额，各金额符合收费标准。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FeeSum {
    /// Names of the charge: 信息处理费. An amount is judged where one stands in its sentence.
    ///
    /// 费用的名称，如 `["信息处理费"]`；句子中有其中之一的金额才检查。
    charge: Vec<Wording>,
    /// The unit of money of the amounts judged: 元. Amounts in other units are not judged.
    ///
    /// 金额的单位，如 "元"；其他单位的金额不检查。
    unit: Wording,
    /// Every charge is a multiple of this, in the same unit; another one is told as info. Not 0.
    ///
    /// 收费金额应是此数的整数倍，单位同上；不是的作为提示报告。不得为 0。
    step: u32,
}

impl Kind for FeeSum {
    fn messages(&self) -> &'static [Message] {
        const SUM: &[&str] = &["found", "sum", "stated", "difference", "unit", "worked", "count"];
        const MESSAGES: &[Message] = &[
            message("", SUM),
            message("please-confirm", SUM),
            message("step", &["found", "step"]),
        ];
        MESSAGES
    }

    fn words_searched(&self) -> usize {
        self.charge.len()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let charges: Vec<usize> = (0..cx.facts.figures.len())
            .filter(|&it| cx.facts.figures.get(it).is_some_and(|it| self.is_charge(cx, it)))
            .collect();
        if charges.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let sums = cx.facts.groups.all().iter().filter(|it| charges.contains(&it.total));
        let mut findings: Vec<Finding> = sums.filter_map(|it| judge(cx, it)).collect();
        // Where the sum is wrong, so may be every amount in it.
        if findings.is_empty() {
            let figures = charges.iter().filter_map(|&it| cx.facts.figures.get(it));
            findings.extend(figures.filter_map(|it| self.off_tariff(cx, it)));
        }
        Outcome::of(findings)
    }
}

impl FeeSum {
    fn is_charge(&self, cx: &Context<'_>, figure: &Figure) -> bool {
        let sentence =
            cut(cx.doc.folded.as_str(), tense::sentence(cx.doc.folded.as_str(), figure.folded));
        figure.unit == self.unit
            && figure.role == Role::Count
            && self.charge.iter().any(|word| sentence.contains(word.as_str()))
    }

    fn off_tariff(&self, cx: &Context<'_>, figure: &Figure) -> Option<Finding> {
        let whole = figure.value.whole().filter(|_| !figure.vague);
        let fits = whole.is_some_and(|it| it.checked_rem(self.step.into()).is_none_or(|rest| rest == 0));
        (!fits && !figure.vague).then(|| {
            Finding::at(figure.span)
                .variant("step")
                .severity(Severity::Info)
                .value("found", cx.doc.words(figure.span))
                .value("step", self.step)
        })
    }
}

/// A sum of amounts of money: nobody is charged twice for one thing, so there is no overlap.
fn judge(cx: &Context<'_>, group: &Group) -> Option<Finding> {
    let total = cx.facts.figures.get(group.total)?;
    let sum = group.sum.filter(|sum| *sum != total.value && group.doubt.is_none())?;
    let finding = sum_of(cx, group, total, sum);
    let certain = group.closure != Closure::Open || sum > total.value;
    if certain {
        return Some(finding);
    }
    let listed = group.parts.len() >= 2 && sum != Amount::ZERO;
    listed.then(|| finding.variant("please-confirm").severity(Severity::Warning))
}
