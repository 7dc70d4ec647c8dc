//! `title`: the report has a title, with a year, and calls it what it is (标题).

use schemars::JsonSchema;
use serde::Deserialize;

use super::title_form::Tail;
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::title::{Genre, Title as Found};
use crate::report::{Finding, Label, Outcome, Severity, Why};
use crate::text::Span;

/// The report has a title, with a year, and calls it what it is (标题).
///
/// 检查标题：有标题，写明年份，文种正确。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Title {
    /// What is looked at; one aspect a rule.
    ///
    /// 检查哪一方面，一条规则选一项。
    aspect: Aspect,
    /// What the title must end with, for the correction proposed: 政府信息公开工作年度报告. Not
    /// used with `aspect = "missing"`; give it with the others. Left out: empty.
    ///
    /// 标题应有的结尾，用于提出改法，如 "政府信息公开工作年度报告"。不用于 `aspect = "missing"`，
    /// 其他情况应当填写；省略时为空。
    #[serde(default)]
    tail: Tail,
}

/// What can be wrong with a title.
///
/// 标题问题的种类。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Aspect {
    /// There is no title.
    ///
    /// 没有标题。
    Missing,
    /// No title names a year.
    ///
    /// 标题没有年份。
    Year,
    /// The title calls the report something else, such as 工作总结.
    ///
    /// 标题所写文种不是年度报告，如“工作总结”。
    Genre,
}

impl Kind for Title {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found", "year", "tail"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let titles = &cx.facts.titles;
        match (self.aspect, titles.first()) {
            (Aspect::Missing, None) => Outcome::of((missing(cx)).into()),
            (Aspect::Missing, Some(_)) => Outcome::Pass,
            (_, None) => Outcome::Inapplicable(Why::NothingToCheck),
            (Aspect::Year, Some(_)) => self.year(cx),
            (Aspect::Genre, Some(first)) => self.genre(cx, first),
        }
    }
}

/// On a flattened page the title may have been cut off with the frame; a line of the head that
/// speaks of a report and a year may be a title in words of its own.
fn missing(cx: &Context<'_>) -> Finding {
    let finding = Finding::at(cx.title_or_start());
    let head = cx.head();
    let mut lines = cx.doc.blocks.iter().take_while(|it| head.contains(it.span));
    let likely = lines.any(|it| {
        let words = cx.doc.folded.slice(it.folded);
        words.contains("年度报告")
            && !words.contains(['《', '。'])
            && cx
                .facts
                .dates
                .iter()
                .any(|date| date.date.year.is_some() && it.span.contains(date.span))
    });
    if cx.doc.flattened || likely { finding.severity(Severity::Warning) } else { finding }
}

impl Title {
    fn year(&self, cx: &Context<'_>) -> Outcome {
        let titles = &cx.facts.titles;
        let Some(title) = titles.iter().find(|it| it.genre == Genre::AnnualReport) else {
            return Outcome::Inapplicable(Why::NothingToCheck);
        };
        if titles.iter().any(|it| it.year.is_some()) {
            return Outcome::Pass;
        }
        let finding = Finding::at(title.span).value("found", title.text.as_str());
        let Some(year) = cx.year else { return Outcome::of(finding.into()) };
        let at = title.tail_span.start();
        // In 甲镇年政府信息公开… only the digits are lost.
        let gap = Span::new(title.name_span.end(), at);
        let (place, words) = if cx.doc.words(gap).starts_with('年') {
            (gap.start(), year.to_string())
        } else {
            (at, format!("{year}年{}", self.tail.drawn_together(cx, title)))
        };
        Outcome::of((finding.value("year", year).replace(Span::at(place), words)).into())
    }

    fn genre(&self, cx: &Context<'_>, title: &Found) -> Outcome {
        if cx.facts.titles.iter().any(|it| it.genre == Genre::AnnualReport) {
            return Outcome::Pass;
        }
        let others = cx.facts.titles.iter().skip(1).map(|it| it.span);
        let finding = Finding::at(title.span)
            .value("found", title.tail.as_str())
            .value("tail", self.tail.words())
            .all_related(others, Label::Title);
        Outcome::of((match self.tail.instead(cx, title) {
            Some(words) => finding.replace(title.tail_span, words),
            None => finding,
        }).into())
    }
}
