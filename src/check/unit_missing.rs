//! `unit-missing`: a number at the end of its clause has no measure word (数字无单位).
//!
//! Only figures in a row whose other members have a unit are judged: in other places a bare
//! number may be a code, a postcode or a telephone number.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::figures::{Figure, Role};
use crate::report::{Finding, Label, Outcome, Why};
use crate::rule::{Bilingual, Wording, say};
use crate::text::{Span, before, from};

/// Figures on either side among which a neighbour is looked for.
const REACH: usize = 3;

/// A number at the end of its clause has no measure word (数字无单位), while a figure beside it in
/// the sentence has one.
///
/// 检查分句末尾的数字是否缺量词：同一句中相邻的数据有量词，而该数字没有。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct UnitMissing {
    /// Units whose presence on a neighbour calls for one: 条.
    ///
    /// 相邻数据的量词，有其中之一的，该数字也应有量词，如 `["条", "件"]`。
    units: Vec<Wording>,
    /// Ends of labels whose number needs a unit also where not the figure before but only the next
    /// one has it: 信息.
    ///
    /// 数字前的名词：前面的数据没有量词而后面的有，数字前以其中之一结尾的，也应有量词，
    /// 如 `["信息"]`。
    counted: Vec<Wording>,
    /// Ends of labels whose number needs a unit also where no figure near has one: 信息. Only at the
    /// end of a clause, and not for what may be a year. Left out: none.
    ///
    /// 数字前的名词：附近的数据都没有量词时，数字前以其中之一结尾的，在分句末尾也应有量词，如 `["信息"]`；
    /// 可能是年份的数字不算。省略时没有。
    #[serde(default)]
    alone: Vec<Wording>,
    /// Labels whose number needs no unit: 邮编, 电话. Left out: none.
    ///
    /// 数字前含有其中之一的不需要量词，如 `["邮编", "电话"]`；省略时没有。
    #[serde(default)]
    unless_label: Vec<Wording>,
}

impl Kind for UnitMissing {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] =
            &[message("", &["found", "unit"]), message("alone", &["found"])];
        MESSAGES
    }

    fn problems(&self) -> Vec<(Span, Bilingual)> {
        let message = say(
            "units 是空的，规则永远不会报告",
            "units is empty, so that nothing is ever told",
        );
        self.units.is_empty().then(|| (Span::at(0), message)).into_iter().collect()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let figures = &cx.facts.figures;
        if figures.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let findings = figures.iter().enumerate().filter_map(|(index, figure)| {
            let count = |it: &&Figure| it.role != Role::Share;
            let near = figures.get(index.saturating_sub(REACH)..index)?.iter().rfind(count);
            let beside = near.and_then(|it| self.judge(cx, figure, it)).or_else(|| {
                let label = cx.doc.plain(figure.label);
                let counted = self.counted.iter().any(|word| label.ends_with(word.as_str()));
                let next = figures.get(index + 1..)?.iter().take(REACH).find(count);
                next.filter(|_| counted).and_then(|it| self.judge(cx, figure, it))
            });
            beside.or_else(|| self.alone(cx, figure))
        });
        Outcome::of(findings.collect())
    }
}

impl UnitMissing {
    /// The finding, where the words before and behind it leave no doubt.
    fn alone(&self, cx: &Context<'_>, figure: &Figure) -> Option<Finding> {
        let label = cx.doc.plain(figure.label);
        let counted = self.alone.iter().any(|word| label.ends_with(word.as_str()));
        // 信息1、信息2 are names.
        let head = before(cx.doc.folded.as_str(), cx.doc.folded.to_folded(figure.label).start());
        let listed = label.contains('、') || head.ends_with('、');
        let ends = from(cx.doc.folded.as_str(), figure.folded.end()).starts_with(['，', '。', '；']);
        let year = figure.value.whole().is_some_and(|it| (1900..=2100).contains(&it));
        let bare = figure.unit.is_empty() && figure.role == Role::Count && !figure.vague;
        let prose = !cx.doc.in_table(figure.span);
        (counted && !listed && ends && bare && prose && !year).then(|| {
            Finding::at(figure.span).variant("alone").value("found", cx.doc.words(figure.span))
        })
    }

    /// The finding, where the neighbour `other` has a unit.
    fn judge(&self, cx: &Context<'_>, figure: &Figure, other: &Figure) -> Option<Finding> {
        let text = cx.doc.folded.as_str();
        let rest = from(text, figure.folded.end());
        let ends = rest.is_empty() || rest.starts_with(['，', '。', '；', '、', '）', '\n']);
        let same_list = figure.sentence_end == other.sentence_end && figure.depth == other.depth;
        let label = cx.doc.plain(figure.label);
        let named = label.chars().count() >= 2
            && !self.unless_label.iter().any(|word| label.contains(word.as_str()));
        let bare = figure.unit.is_empty() && figure.role == Role::Count && !figure.vague;
        let wanted = self.units.iter().any(|unit| unit == other.unit);
        (bare && ends && same_list && named && wanted).then(|| {
            Finding::at(figure.span)
                .value("found", cx.doc.words(figure.span))
                .value("unit", other.unit)
                .related(other.span, Label::Other)
        })
    }
}
