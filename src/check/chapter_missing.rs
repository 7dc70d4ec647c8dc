//! `chapter-missing`: every chapter that the act asks for is there (法定章节齐全).

use schemars::JsonSchema;
use serde::Deserialize;

use super::elsewhere::{self, lacks_chapters};
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::report::{Finding, Label, Outcome, Severity, Why};
use crate::rule::{Chapter, Wording, Years};
use crate::text::Span;

/// Every chapter that the act requires (`required` in pack.toml) is there (法定章节齐全). A chapter
/// whose matter is spoken of elsewhere is only a warning.
///
/// 检查法定章节是否齐全，即 pack.toml 中 `required = true` 的章节。
/// 没有该章而正文他处说到有关内容的，属警告。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ChapterMissing {
    /// Chapters whose absence is only a warning in some years. Left out: none.
    ///
    /// 在某些年度缺少只属警告的章节；省略时没有。
    #[serde(default)]
    lenient: Vec<Lenient>,
}

/// A chapter that practice dropped.
///
/// 某些年度实践中已不写的章节。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Lenient {
    /// Key of the chapter, as in `[[chapter]]` of pack.toml.
    ///
    /// 章节，填 pack.toml 中 `[[chapter]]` 的 `key`。
    chapter: Wording,
    /// The report years in which its absence is only a warning.
    ///
    /// 缺少该章只属警告的报告年度，如 `{ from = 2017, to = 2018 }`。
    years: Years,
}

impl Kind for ChapterMissing {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", &["chapter", "chapter_en", "article"]),
            message("only-mentioned", &["chapter", "chapter_en", "article"]),
            message("no-heading", &["chapter", "chapter_en", "article"]),
        ];
        MESSAGES
    }

    fn chapters(&self) -> Vec<&str> {
        self.lenient.iter().map(|it| it.chapter.as_str()).collect()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let required: Vec<&Chapter> = cx.chapters.iter().filter(|it| it.required).collect();
        if required.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let missing: Vec<&Chapter> = required
            .into_iter()
            .filter(|chapter| cx.sections_of(&chapter.key).next().is_none())
            .collect();
        if missing.is_empty() {
            return Outcome::Pass;
        }
        if elsewhere::is_no_report(cx) {
            return Outcome::Inapplicable(Why::NotAReport);
        }
        // What was lost on the way, or stands in a picture or another file, is not missing.
        if lacks_chapters(cx) && (cx.doc.flattened || elsewhere::place(cx).is_some()) {
            return Outcome::Undecided(Why::NoStructure, vec![cx.title_or_start()]);
        }
        Outcome::of(missing.into_iter().map(|chapter| self.finding(cx, chapter)).collect())
    }
}

impl ChapterMissing {
    fn finding(&self, cx: &Context<'_>, chapter: &Chapter) -> Finding {
        let finding = Finding::at(cx.title_or_start())
            .value("chapter", chapter.title.as_str())
            .value("chapter_en", chapter.en.as_str())
            .value("article", chapter.article.as_deref().unwrap_or_default());
        let lenient = self.lenient.iter().any(|it| {
            it.chapter == chapter.key && cx.year.is_some_and(|year| it.years.contains(year))
        });
        // Without chapters to hold the text against, its words alone tell what it speaks of.
        let (mention, variant) = if lacks_chapters(cx) {
            (matter(cx, chapter), "no-heading")
        } else {
            (mention(cx, chapter), "only-mentioned")
        };
        match mention {
            Some(place) => finding
                .variant(variant)
                .severity(Severity::Warning)
                .related(place, Label::Mention),
            None if lenient => finding.severity(Severity::Warning),
            None => finding,
        }
    }
}

/// The required chapters that are told to be missing, as ranks in the order of the act; none
/// where too few were found to tell.
pub(super) fn missing_ranks(cx: &Context<'_>) -> Vec<usize> {
    if lacks_chapters(cx) {
        return Vec::new();
    }
    let all = cx.chapters.iter().enumerate().filter(|(_, it)| it.required);
    all.filter(|(_, it)| cx.sections_of(&it.key).next().is_none()).map(|(rank, _)| rank).collect()
}

/// The first place in the prose that speaks of the chapter's matter, the list of parts in the
/// preface left out.
fn mention(cx: &Context<'_>, chapter: &Chapter) -> Option<Span> {
    let start = cx.doc.sections.first().map_or(0, |section| section.heading.start());
    cx.doc.paragraphs().filter(|block| block.span.start() >= start).find_map(|block| {
        let words = cx.doc.folded.slice(block.folded);
        chapter.mentions.iter().find_map(|mention| {
            let at = words.find(mention.as_str())?;
            let folded = Span::new(at, at + mention.len()).shift(block.folded.start());
            Some(cx.doc.folded.to_source(folded))
        })
    })
}

/// The first place in a text without chapters that speaks of the chapter's matter: its table, or
/// words of it outside the title and the list of parts.
fn matter(cx: &Context<'_>, chapter: &Chapter) -> Option<Span> {
    let own = |key: Option<&str>| key == Some(chapter.key.as_str());
    let table = cx.doc.forms.iter().find(|it| own(it.form.chapter.as_deref()));
    let declared = cx.facts.parts.as_ref().map(|it| it.whole);
    let told = |span: Span| {
        !cx.facts.titles.iter().any(|it| it.span.overlaps(span))
            && !declared.is_some_and(|it| it.overlaps(span))
    };
    let words = cx.doc.paragraphs().filter(|block| told(block.span)).find_map(|block| {
        let found = chapter.spoken_of_in(cx.doc.folded.slice(block.folded))?;
        Some(cx.doc.folded.to_source(found.shift(block.folded.start())))
    });
    table.map(|it| it.span).or(words)
}
