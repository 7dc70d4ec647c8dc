//! `sentence`: a paragraph ends with a stop (句末标点).
//!
//! Only running text is judged: headings, list points, table rows, titles and signatures end
//! without one. Where the lines of a text were cut anywhere, its paragraphs cannot be told.

use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::{Once, running};
use super::{Kind, Message, message};
use crate::document::{Block, BlockKind, RemarkKind};
use crate::engine::Context;
use crate::report::{Finding, Findings, Outcome, Why};
use crate::rule::Wording;
use crate::text::{Span, before, from, is_han};

/// A paragraph of running text ends with a stop (句末标点), and so does what stands before a long
/// bracket that is a sentence by itself; no line ends in the middle of a sentence (断行). Where
/// more than a third of the paragraphs lack a stop or are torn, lines were cut anywhere, and
/// nothing is told of their ends.
///
/// 检查段落末尾有无句末标点，一句话中间有无换行，以及自成一句的长括号之后另起新句时有无句末标点。
/// 缺标点或者被断开的段落超过三分之一的，视为整篇断行所致，不检查段末。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Sentence {
    /// How paragraphs begin that are no sentences: 附件, 联系.
    ///
    /// 不是句子的段落的开头，如 `["附件", "联系"]`。
    unless_begins: Vec<Wording>,
    /// Words that open a sentence of their own, so that a stop is due before them even behind a
    /// bracket of more than 20 characters: 同时，.
    ///
    /// 必定另起一句的词语，如 `["同时，"]`；紧接在超过20个字的括号之后的，前面应有句末标点。
    opens: Vec<Wording>,
}

const STOPS: [char; 6] = ['。', '！', '？', '；', '：', '…'];
const CLOSING: [char; 6] = ['”', '’', '）', '》', '】', '〕'];
/// A paragraph without a full stop inside must have so many characters to be a sentence.
const LONG: usize = 24;
/// Characters in a bracket that is a sentence by itself.
const LONG_BRACKET: usize = 20;
/// If more than one paragraph in so many lacks its stop, lines were cut anywhere.
const CUT_ANYWHERE: usize = 3;

impl Kind for Sentence {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] =
            &[
                message("", &["found", "count"]),
                message("after-bracket", &["found", "count"]),
                message("torn", &["found", "count"]),
            ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let brackets: Once =
            running(cx.doc).flat_map(|block| self.brackets(cx, block)).collect();
        let paragraphs = self.paragraphs(cx);
        let ends: Once = paragraphs.iter().filter_map(|block| unended(cx, block)).collect();
        let torn = torn(cx);
        let slips = ends.count() + torn.count();
        let cut = cx.doc.flattened || slips > 1 && slips * CUT_ANYWHERE > paragraphs.len();
        if cut && brackets.count() == 0 {
            return Outcome::Undecided(Why::Damaged, Vec::new());
        }
        let ends = if cut { [None, None] } else { [ends.finding(), torn.finding()] };
        Outcome::of(ends.into_iter().flatten().chain(brackets.finding()).collect())
    }
}

impl Sentence {
    /// Paragraphs that should end with a stop.
    fn paragraphs<'a>(&self, cx: &'a Context<'_>) -> Vec<&'a Block> {
        let blocks = &cx.doc.blocks;
        let kinds = blocks.iter().skip(1).map(|block| Some(block.kind)).chain([None]);
        let due = blocks.iter().zip(kinds).filter(|&(block, next)| {
            let text = cx.doc.folded.slice(block.folded);
            let sentence = text.contains('。')
                || block.at_line_start && text.contains('，') && text.chars().count() >= LONG;
            block.kind == BlockKind::Paragraph
                && sentence
                && next != Some(BlockKind::Row)
                && self.unless_begins.iter().all(|it| !text.starts_with(it.as_str()))
                && !cx.doc.in_table(block.span)
        });
        due.map(|(block, _)| block).collect()
    }

    /// Long brackets after which a new sentence begins without a stop.
    fn brackets(&self, cx: &Context<'_>, block: &Block) -> Findings {
        let text = cx.doc.folded.slice(block.folded);
        let (mut open, mut found) = (None, Findings::default());
        for (at, char) in text.char_indices() {
            match char {
                '（' => open = Some(at),
                '）' => {
                    let Some(start) = open.take() else { continue };
                    let after = at + char.len_utf8();
                    let inner = Span::new(start, at);
                    let long = crate::text::cut(text, inner).chars().count() > LONG_BRACKET;
                    let own = before(text, start).ends_with(['，', '。', '；']);
                    let word =
                        self.opens.iter().find(|it| from(text, after).starts_with(it.as_str()));
                    if let (true, true, Some(word)) = (long, own, word) {
                        let folded = Span::new(at, after + word.len()).shift(block.folded.start());
                        found.push(finding(cx, folded).variant("after-bracket"));
                    }
                }
                _ => {}
            }
        }
        found
    }
}

/// The text without the brackets that stand after its full stop.
fn without_notes(text: &str) -> &str {
    let mut rest = text;
    while let Some(at) = rest.strip_suffix('）').and_then(|it| it.rfind('（')) {
        rest = before(rest, at);
    }
    if rest.trim_end_matches(CLOSING).ends_with(STOPS) { rest } else { text }
}

/// The last clause of a paragraph that ends without a stop.
fn unended(cx: &Context<'_>, block: &Block) -> Option<Finding> {
    let text = cx.doc.folded.slice(block.folded);
    let body = without_notes(text).trim_end_matches(CLOSING);
    let last = body.chars().next_back()?;
    let open = is_han(last) || matches!(last, '，' | '、');
    if STOPS.contains(&last) || !open {
        return None;
    }
    let start = last_clause(body);
    Some(finding(cx, Span::new(start, text.len()).shift(block.folded.start())))
}

/// The clauses that a line end tears, each as far as its line goes.
fn torn(cx: &Context<'_>) -> Once {
    let gaps = cx.doc.remarks.iter().filter(|it| it.kind == RemarkKind::Torn);
    let clauses = gaps.filter_map(|gap| {
        let block = cx.doc.blocks.get(cx.doc.block_at(gap.span.start())?)?;
        let end = cx.doc.folded.to_folded(gap.span).start();
        let line = Span::new(block.folded.start(), end.max(block.folded.start()));
        let start = last_clause(cx.doc.folded.slice(line));
        Some(finding(cx, Span::new(line.start() + start, line.end())).variant("torn"))
    });
    clauses.collect()
}

/// Where the last clause of `text` begins.
fn last_clause(text: &str) -> usize {
    let clause = text.trim_end_matches(['，', '、']);
    let start = clause.rfind(|char| matches!(char, '，' | '、') || STOPS.contains(&char));
    start.map_or(0, |at| at + '，'.len_utf8())
}

fn finding(cx: &Context<'_>, folded: Span) -> Finding {
    let span = cx.doc.folded.to_source(folded);
    Finding::at(span).value("found", cx.doc.words(span)).value("count", 1_usize)
}
