//! `stock-sentences`: a chapter is more than sentences that fit every report (问题空泛).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::document::{BlockKind, Section};
use crate::engine::Context;
use crate::report::{Finding, Label, Outcome, Why};

/// Parameters of `[check.stock-sentences]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StockSentences {
    /// The chapter.
    chapter: String,
    /// Its subsections and sentences with these words are left out (措施).
    except: Vec<String>,
    /// What such sentences say.
    stock: Vec<String>,
}

/// Characters of the shortest sentence that says anything.
const SHORTEST: usize = 6;

impl Kind for StockSentences {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["chapter", "count"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let chapters: Vec<&Section> = cx.sections_of(&self.chapter).collect();
        let told: Vec<(&Section, Vec<&str>)> = chapters
            .into_iter()
            .map(|chapter| (chapter, self.sentences(cx, chapter)))
            .filter(|(_, sentences)| !sentences.is_empty())
            .collect();
        if told.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let hollow = told.into_iter().filter(|(_, all)| all.iter().all(|it| self.is_stock(it)));
        Outcome::of(
            hollow
                .map(|(chapter, sentences)| {
                    Finding::at(chapter.heading)
                        .labelled(Label::Heading)
                        .value("chapter", cx.doc.words(chapter.title))
                        .value("count", sentences.len())
                })
                .collect(),
        )
    }
}

impl StockSentences {
    /// The sentences of a chapter that are looked at.
    fn sentences<'a>(&self, cx: &'a Context<'_>, chapter: &Section) -> Vec<&'a str> {
        let excepted = |words: &str| self.except.iter().any(|it| words.contains(it.as_str()));
        let blocks = cx.doc.blocks.iter().filter(|it| {
            chapter.whole.contains(it.span)
                && it.kind != BlockKind::Row
                && it.span != chapter.heading
        });
        let own = blocks.filter(|block| {
            let path = block.section.map(|index| cx.doc.path(index)).unwrap_or_default();
            let mut inner = path.iter().filter(|it| it.level > chapter.level);
            !inner.any(|it| excepted(cx.doc.plain(it.title)))
        });
        let words = own.map(|block| cx.doc.folded.slice(block.folded));
        let titles = |words: &&str| words.contains('。') || words.chars().count() > SHORTEST + 6;
        words
            .filter(titles)
            .flat_map(|words| words.split(['。', '；', '\n']))
            .filter(|it| it.chars().count() >= SHORTEST && !excepted(it))
            .collect()
    }

    fn is_stock(&self, sentence: &str) -> bool {
        let stock = self.stock.iter().any(|it| sentence.contains(it.as_str()));
        stock && !sentence.contains(|char: char| char.is_ascii_digit())
    }
}
