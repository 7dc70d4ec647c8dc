//! `stock-sentences`: a chapter is more than sentences that fit every report (问题空泛).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::document::{BlockKind, Section};
use crate::engine::Context;
use crate::report::{Finding, Label, Outcome, Why};
use crate::rule::Wording;

/// A chapter is more than sentences that fit every report (问题空泛). It is told where all its
/// sentences are such ones.
///
/// 检查章节是否空泛：全部句子都是放之各地皆准的套话的，报告。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StockSentences {
    /// Key of the chapter, as in `[[chapter]]` of pack.toml.
    ///
    /// 要检查的章节，填 pack.toml 中 `[[chapter]]` 的 `key`。
    chapter: Wording,
    /// Subsections with these words in their title, and sentences with one of them, are left out:
    /// 措施.
    ///
    /// 下级标题或句子含有其中之一的不看，如 `["措施", "下一步"]`。
    except: Vec<Wording>,
    /// What such sentences say: 有待提高. A sentence with one of them and no digit is such a one.
    ///
    /// 套话用语，如 `["有待提高"]`；含有其中之一而没有数字的句子视为套话。
    stock: Vec<Wording>,
}

/// Characters of the shortest sentence that says anything.
const SHORTEST: usize = 6;

impl Kind for StockSentences {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["chapter", "count"])];
        MESSAGES
    }

    fn words_searched(&self) -> usize {
        self.except.len() + self.stock.len()
    }

    fn chapters(&self) -> Vec<&str> {
        vec![&self.chapter]
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
