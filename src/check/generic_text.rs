//! `generic-text`: a chapter names something of its own: a figure, a place, a document (言之有物).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::report::{Finding, Outcome, Why};
use crate::rule::Wording;
use crate::text::Span;

/// A chapter names something of its own: a figure, the place of the body, or a document in 《》
/// (言之有物).
///
/// 检查章节是否言之有物：至少有一个数据、本地地名或者书名号中的文件名称。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct GenericText {
    /// Keys of the chapters that are judged, as in `[[chapter]]` of pack.toml.
    ///
    /// 要检查的章节，填 pack.toml 中 `[[chapter]]` 的 `key`。
    chapters: Vec<Wording>,
    /// How many characters a chapter must have, heading included, to be judged.
    ///
    /// 一章连同标题至少有多少字才检查。
    at_least: usize,
    /// Acts that every report names and that count for nothing, with 《》: 《条例》. A name counts
    /// as one of them where it begins so.
    ///
    /// 各地报告都会提到、不算言之有物的文件名称，连同书名号填写，如 `["《条例》"]`；
    /// 以此开头的都不算。
    common: Vec<Wording>,
}

impl Kind for GenericText {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["title"])];
        MESSAGES
    }

    fn words_searched(&self) -> usize {
        self.common.len()
    }

    fn chapters(&self) -> Vec<&str> {
        self.chapters.iter().map(Wording::as_str).collect()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let chapters = self.chapters.iter().flat_map(|key| cx.sections_of(key));
        let long: Vec<_> = chapters
            .filter(|section| cx.doc.plain(section.whole).chars().count() >= self.at_least)
            .collect();
        if long.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let empty = long.into_iter().filter(|section| !self.has_fact(cx, section.whole));
        let findings = empty.map(|section| {
            Finding::at(section.heading).value("title", cx.doc.plain(section.title))
        });
        Outcome::of(findings.collect())
    }
}

impl GenericText {
    /// Whether a figure, the name of the place or of a document stands in `span`.
    fn has_fact(&self, cx: &Context<'_>, span: Span) -> bool {
        let words = cx.doc.plain(span);
        let place = cx.facts.body.as_ref().is_some_and(|it| words.contains(it.stem.as_str()));
        let figure = cx.facts.figures.iter().any(|it| span.contains(it.span));
        let named = words.match_indices('《').any(|(at, _)| {
            let rest = crate::text::from(words, at);
            !self.common.iter().any(|act| rest.starts_with(act.as_str()))
        });
        place || figure || named
    }
}
