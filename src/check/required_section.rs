//! `required-section`: a section that a local rule asks for is there and says something
//! (地方规定的专节).

use schemars::JsonSchema;
use serde::Deserialize;

use super::elsewhere::{self, lacks_chapters};
use super::{Kind, Message, message};
use crate::document::{BlockKind, Section};
use crate::engine::Context;
use crate::facts::body::BodyKind;
use crate::report::{Finding, Label, Outcome, Severity, Why};
use crate::rule::Wording;
use crate::text::Span;

/// A section on some matter is there, at any level and under any number, and is not empty. Where
/// the matter is only spoken of elsewhere, the finding is a warning.
///
/// 报告应当设有某一内容的专节，层次和序号不限，且其下有内容；只在别处谈到的，作为警告。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RequiredSection {
    /// What messages call the section; a heading with these words is it.
    ///
    /// 专节的标题，用于提示语；标题与之相同的即为该节。
    title: Wording,
    /// The title in English, for messages.
    ///
    /// 标题的英文，用于提示语。
    en: Wording,
    /// A heading that holds all words of one of these lists is the section, too:
    /// `[["新媒体"], ["微信", "微博"]]`. Running text with them speaks of the matter.
    ///
    /// 标题含有其中一组全部词语的也是该节，如 `[["新媒体"], ["微信", "微博"]]`；正文含有的，视为谈到。
    #[serde(default)]
    words: Vec<Vec<Wording>>,
    /// Keys of chapters in one of which it must stand; anywhere if left out.
    ///
    /// 应当设在哪些章之下（章的名称 key）；省略时不限。
    #[serde(default)]
    chapters: Vec<Wording>,
    /// The kinds of body it concerns; all if left out.
    ///
    /// 适用的机关类别：GB（政府）、DEP（部门）、TWN（乡镇、街道）；省略时不限。
    #[serde(default)]
    bodies: Vec<BodyKind>,
}

impl Kind for RequiredSection {
    fn messages(&self) -> &'static [Message] {
        const VALUES: &[&str] = &["section", "section_en"];
        const MESSAGES: &[Message] =
            &[message("", VALUES), message("only-mentioned", VALUES), message("empty", VALUES)];
        MESSAGES
    }

    fn titles(&self) -> Vec<&str> {
        vec![&self.title]
    }

    fn words_searched(&self) -> usize {
        self.words.iter().map(Vec::len).sum()
    }

    fn chapters(&self) -> Vec<&str> {
        self.chapters.iter().map(Wording::as_str).collect()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        if !self.bodies.is_empty() && !cx.body.is_some_and(|kind| self.bodies.contains(&kind)) {
            return Outcome::Inapplicable(Why::OtherBody);
        }
        if elsewhere::is_no_report(cx) {
            return Outcome::Inapplicable(Why::NotAReport);
        }
        let sections = cx.doc.sections.iter().enumerate();
        let found: Vec<(usize, &Section)> =
            sections.filter(|(_, section)| self.is_it(cx, section)).collect();
        let empty = |(index, section): &&(usize, &Section)| is_empty(cx, *index, section);
        let Some((_, first)) = found.iter().find(empty) else {
            return if found.is_empty() { self.missing(cx) } else { Outcome::Pass };
        };
        if found.iter().any(|it| !empty(&it)) {
            return Outcome::Pass;
        }
        // Where lines were lost the text of the section may have been lost with them.
        if cx.doc.flattened {
            return Outcome::Undecided(Why::Damaged, vec![first.heading]);
        }
        let finding = Finding::at(first.heading).labelled(Label::Heading).variant("empty");
        Outcome::of((self.told(finding)).into())
    }
}

impl RequiredSection {
    fn is_it(&self, cx: &Context<'_>, section: &Section) -> bool {
        let title = cx.doc.plain(section.title);
        let named = crate::outline::key(title) == crate::outline::key(&self.title);
        let inside = |key: &Wording| {
            cx.sections_of(key).any(|chapter| chapter.whole.contains(section.heading))
        };
        (named || self.speaks(title))
            && (self.chapters.is_empty() || self.chapters.iter().any(inside))
    }

    /// Whether words hold all of one of the lists.
    fn speaks(&self, words: &str) -> bool {
        self.words.iter().any(|all| all.iter().all(|word| words.contains(word.as_str())))
    }

    fn missing(&self, cx: &Context<'_>) -> Outcome {
        // What was lost on the way, or stands in a picture or another file, is not missing.
        if lacks_chapters(cx) && (cx.doc.flattened || elsewhere::place(cx).is_some()) {
            return Outcome::Undecided(Why::NoStructure, vec![cx.title_or_start()]);
        }
        let finding = self.told(Finding::at(cx.title_or_start()));
        let mention = cx.doc.paragraphs().map(|block| block.span).find(|span| {
            let title = cx.facts.titles.iter().any(|it| it.span.overlaps(*span));
            !title && self.speaks(cx.doc.plain(*span))
        });
        Outcome::of((match mention {
            Some(place) => finding
                .variant("only-mentioned")
                .at_most(Severity::Warning)
                .related(place, Label::Mention),
            None => finding,
        }).into())
    }

    fn told(&self, finding: Finding) -> Finding {
        finding.value("section", self.title.as_str()).value("section_en", self.en.as_str())
    }
}

/// Whether nothing stands under a heading: no text, table or further heading.
fn is_empty(cx: &Context<'_>, index: usize, section: &Section) -> bool {
    let next = cx.doc.sections.get(index + 1);
    if section.run_in || next.is_some_and(|next| next.level > section.level) {
        return false;
    }
    let place = Span::new(section.heading.end(), section.own.end());
    let first = cx.doc.blocks.partition_point(|it| it.span.start() < place.start());
    let inside = cx.doc.blocks.iter().skip(first).take_while(|it| it.span.start() < place.end());
    let mut written = inside.filter(|it| it.kind != BlockKind::Heading);
    !written.any(|it| cx.doc.folded.slice(it.folded).contains(crate::text::is_letter))
}
