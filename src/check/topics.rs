//! `topics`: matters that a chapter must speak of (应当包含的内容).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, elsewhere, message};
use crate::document::Section;
use crate::engine::Context;
use crate::facts::body::BodyKind;
use crate::report::{Finding, Label, Outcome, Severity, Why};
use crate::rule::{Bilingual, Wording, say};
use crate::text::Span;

/// Matters that chapters must speak of (应当包含的内容); what is missing is told in one finding.
///
/// 检查章节是否写到应当包含的内容；缺少的各项合并报告一次。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Topics {
    /// Keys of the chapters that are looked through together, as in `[[chapter]]` of pack.toml; the
    /// finding stands at the first that is there, and without any nothing is judged. Left out: the
    /// whole report, and the finding stands at its title.
    ///
    /// 一并查看的章节，填 pack.toml 中 `[[chapter]]` 的 `key`；问题标在其中先出现的一章，
    /// 各章都没有的不检查。省略时查看整份报告，问题标在标题。
    #[serde(default)]
    chapters: Vec<Wording>,
    /// The kinds of body it concerns: GB, DEP, TWN. Left out: all.
    ///
    /// 适用的机关类型，如 `["GB", "TWN"]`；省略时适用于各类机关。
    #[serde(default)]
    bodies: Vec<BodyKind>,
    /// Words in the name of a body that is only warned: 街道. Left out: none.
    ///
    /// 机关名称含有其中之一的只作警告，如 `["街道"]`；省略时没有。
    #[serde(default)]
    lenient: Vec<Wording>,
    /// The severity where some of the matters are spoken of and some are not. Left out: that of the
    /// rule.
    ///
    /// 写到一部分而缺少另一部分时的级别；省略时与规则相同。
    #[serde(default)]
    some: Option<Severity>,
    /// The matters, each of which must be spoken of.
    ///
    /// 应当写到的各项内容。
    topic: Vec<Topic>,
}

/// A matter and the words that show that it is spoken of.
///
/// 一项内容及表明写到该内容的词语。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Topic {
    /// Its name in Chinese, for messages.
    ///
    /// 中文名称，用于消息，如 "社会评议"。
    name: Wording,
    /// Its name in English, for messages.
    ///
    /// 英文名称，用于消息。
    en: Wording,
    /// Words one of which shows that it is spoken of: 评议.
    ///
    /// 表明写到该内容的词语，有其中之一即可，如 `["评议"]`。
    words: Vec<Wording>,
}

/// A stretch of text that is looked through.
struct Place {
    /// Where a finding stands.
    heading: Span,
    /// What it is called.
    name: Span,
    whole: Span,
}

impl Topics {
    fn places(&self, cx: &Context<'_>) -> Vec<Place> {
        if self.chapters.is_empty() {
            let (title, end) = (cx.title_or_start(), cx.doc.text.as_str().len());
            let report = Place { heading: title, name: title, whole: Span::new(title.end(), end) };
            return if elsewhere::is_no_report(cx) { Vec::new() } else { vec![report] };
        }
        let sections = self.chapters.iter().flat_map(|key| cx.sections_of(key));
        let mut places: Vec<Place> = sections
            .map(|it| {
                let whole = Span::new(it.whole.start(), chapter_end(cx, it));
                Place { heading: it.heading, name: it.title, whole }
            })
            .collect();
        // The first chapter may bear another title, or none.
        let first = self.chapters.first().is_some_and(|key| cx.sections_of(key).next().is_none());
        if let Some(head) = head(cx).filter(|_| first && !places.is_empty()) {
            places.push(head);
        }
        places
    }
}

/// What stands between the title and the first chapter that is known.
fn head(cx: &Context<'_>) -> Option<Place> {
    let mut chapters = cx.doc.chapters().filter(|it| cx.keys_of(it.0).next().is_some());
    let (title, first) = (cx.title_or_start(), chapters.next()?.1.heading);
    let whole = Span::new(title.end(), first.start().max(title.end()));
    Some(Place { heading: title, name: title, whole })
}

/// Chapters behind one among which the next of the act or form is looked for.
const LATER: usize = 40;

/// Where a chapter ends: at the next one of the act or form, since subsections may be numbered like
/// chapters.
fn chapter_end(cx: &Context<'_>, section: &Section) -> usize {
    let sections = &cx.doc.sections;
    let first = sections.partition_point(|it| it.heading.start() <= section.heading.start());
    let later = sections.iter().enumerate().skip(first).filter(|it| it.1.level == section.level);
    let known = later.take(LATER).find(|it| cx.keys_of(it.0).next().is_some());
    let end = known.map_or(section.whole.end(), |it| it.1.heading.start());
    end.max(section.whole.end())
}

impl Kind for Topics {
    fn messages(&self) -> &'static [Message] {
        const VALUES: &[&str] = &["chapter", "missing", "missing_en"];
        const MESSAGES: &[Message] = &[message("", VALUES), message("none", VALUES)];
        MESSAGES
    }

    fn words_searched(&self) -> usize {
        self.topic.iter().map(|it| it.words.len()).sum()
    }

    fn chapters(&self) -> Vec<&str> {
        self.chapters.iter().map(Wording::as_str).collect()
    }

    fn problems(&self) -> Vec<(Span, Bilingual)> {
        if self.topic.is_empty() {
            let message = say(
                "topic 没有列出任何内容，规则永远不会报告",
                "topic lists no matters, so that nothing is ever told",
            );
            return vec![(Span::at(0), message)];
        }
        let wordless = self.topic.iter().find(|it| it.words.is_empty());
        let told = wordless.map(|it| {
            let message = say(
                format!("“{}”没有 words，怎样写都算缺少", it.name),
                format!("{} has no words, so that it is always missing", it.en),
            );
            (Span::at(0), message)
        });
        told.into_iter().collect()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        if !self.bodies.is_empty() && !cx.body.is_some_and(|kind| self.bodies.contains(&kind)) {
            return Outcome::Inapplicable(Why::OtherBody);
        }
        let places = self.places(cx);
        let Some(first) = places.first() else {
            return Outcome::Inapplicable(Why::NothingToCheck);
        };
        let spoken = |topic: &&Topic| {
            let said = |it: &Place| {
                let text = cx.doc.plain(it.whole);
                topic.words.iter().any(|word| text.contains(word.as_str()))
            };
            places.iter().any(said)
        };
        let missing: Vec<&Topic> = self.topic.iter().filter(|it| !spoken(it)).collect();
        if missing.is_empty() {
            return Outcome::Pass;
        }
        let list = |name: fn(&Topic) -> &str, by: &str| {
            missing.iter().map(|it| name(it)).collect::<Vec<_>>().join(by)
        };
        let none = missing.len() == self.topic.len();
        let body = cx.facts.body.as_ref().map_or("", |it| it.name.as_str());
        let lenient = self.lenient.iter().any(|word| body.contains(word.as_str()));
        let finding = Finding::at(first.heading)
            .labelled(Label::Heading)
            .variant(if none { "none" } else { "" })
            .value("chapter", cx.doc.plain(first.name))
            .value("missing", list(|it| it.name.as_str(), "、"))
            .value("missing_en", list(|it| it.en.as_str(), ", "));
        let finding = match self.some.filter(|_| !none) {
            Some(severity) => finding.severity(severity),
            None => finding,
        };
        Outcome::of((if lenient { finding.at_most(Severity::Warning) } else { finding }).into())
    }
}
