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
use crate::report::{Finding, Findings, Outcome, Severity, Why};
use crate::rule::Wording;
use crate::text::{Span, cut, from};

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
        let mut findings: Findings = sums.filter_map(|it| judge(cx, it)).collect();
        findings.extend(by_case(cx, &charges).iter().filter_map(|it| judge(cx, it)));
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

/// Words behind a total that lead to its parts; the first of them says that these are all.
const LEADS: [&str; 4] = ["分别", "其中", "包括", "包含"];

/// Words beside an amount that make it no part, or leave the list open.
const NO_PARTS: [&str; 17] = [
    "每", "标准", "等", "减免", "退", "免收", "应收", "上年", "去年", "较", "比", "累计", "共计", "合计", "总计", "上缴", "减少",
];

/// Sums in sentences that tell with every amount for how many cases it was charged: 共3件2230元，分别为
/// 区教育局1件880元、…. The numbers of cases part the amounts from each other, so that they are no
/// list of figures in one unit.
fn by_case(cx: &Context<'_>, charges: &[usize]) -> Vec<Group> {
    let figure = |index: usize| cx.facts.figures.get(index);
    let same = |left: &usize, right: &usize| {
        let place = |it: &Figure| (it.block, it.sentence_end);
        figure(*left).map(place) == figure(*right).map(place)
    };
    charges.chunk_by(same).filter_map(|sentence| case_list(cx, sentence)).collect()
}

fn case_list(cx: &Context<'_>, sentence: &[usize]) -> Option<Group> {
    let (&total, parts) = sentence.split_first()?;
    let known = sentence.iter().any(|&it| {
        cx.facts.groups.with_total(it).next().is_some() || cx.facts.groups.with_part(it).next().is_some()
    });
    let figures: Option<Vec<&Figure>> = sentence.iter().map(|&it| cx.facts.figures.get(it)).collect();
    let figures = figures?;
    let (first, rest) = figures.split_first()?;
    let text = cx.doc.folded.as_str();
    let lead = cut(text, Span::new(first.folded.end(), rest.first()?.folded.start()));
    let end = rest.last()?.folded.end();
    let words = cut(text, Span::new(first.folded.end(), end));
    let after: String = from(text, end).chars().take(1).collect();
    let open = NO_PARTS.iter().any(|it| words.contains(it)) || after == "等";
    let exact = figures.iter().all(|it| !it.vague);
    if known || open || !exact || parts.len() < 2 || !LEADS.iter().any(|it| lead.contains(it)) {
        return None;
    }
    let add = |sum: Amount, it: &&Figure| sum.checked_add(it.value);
    let sum = rest.iter().try_fold(Amount::ZERO, add)?;
    let closure = if lead.contains("分别") { Closure::Stated } else { Closure::Open };
    let parts = parts.to_vec();
    let (overlapping, shared, mixed, doubt, range) = (false, false, false, None, None);
    Some(Group { total, parts, closure, overlapping, shared, mixed, doubt, sum: Some(sum), range })
}

/// A sum of amounts of money: nobody is charged twice for one thing, so there is no overlap.
fn judge(cx: &Context<'_>, group: &Group) -> Option<Finding> {
    let total = cx.facts.figures.get(group.total)?;
    let parts = group.parts.iter().filter_map(|&it| cx.facts.figures.get(it));
    // A tariff is no amount charged: 每件10元.
    let rated = parts.map(|it| cx.doc.plain(it.label)).any(|it| it.contains('每'));
    let sum = group.sum.filter(|sum| *sum != total.value && group.doubt.is_none() && !rated)?;
    let finding = sum_of(cx, group, total, sum);
    let certain = group.closure != Closure::Open || sum > total.value;
    if certain {
        return Some(finding);
    }
    let listed = group.parts.len() >= 2 && sum != Amount::ZERO;
    listed.then(|| finding.variant("please-confirm").severity(Severity::Warning))
}
