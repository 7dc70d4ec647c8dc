//! `indent`: all paragraphs are indented alike (缩进一致).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::Once;
use super::{Kind, Message, message};
use crate::document::{Block, BlockKind};
use crate::engine::Context;
use crate::report::{Finding, Outcome, Why};
use crate::text::{Span, cells, is_blank};

/// All paragraphs and headings are indented alike (缩进一致); those that differ from most are told,
/// once for all. Titles, table rows and labels are not judged.
///
/// 检查段落和标题的缩进是否一致：与多数不同的合并报告一次。报告标题、表格和标签不检查。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Indent {
    /// The width of the blanks before a line from which on it was set to the right or to the middle
    /// and is not judged, in columns of the screen: a full-width blank has 2.
    ///
    /// 行首空白达到多宽即视为居中或右对齐、不再检查，以半角字符宽为单位（一个全角空格为 2）。
    aligned: usize,
}

/// Paragraphs that are needed to tell what is usual in a text.
const ENOUGH: usize = 4;

impl Kind for Indent {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["count"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let indents: Vec<Span> = cx
            .doc
            .blocks
            .iter()
            .filter(|block| block.at_line_start && !is_aside(cx, block))
            .filter_map(|block| self.indent(cx, block))
            .collect();
        if cx.doc.flattened || indents.len() < ENOUGH {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let usual = usual(cx, &indents);
        let others = indents.iter().filter(|&&span| cx.doc.words(span) != usual);
        let findings = others.map(|&span| Finding::at(span).replace(span, usual));
        Outcome::of(findings.collect::<Once>().finding().into_iter().collect())
    }
}

impl Indent {
    /// The blanks before a block, unless they set it to the right.
    fn indent(&self, cx: &Context<'_>, block: &Block) -> Option<Span> {
        let line = cx.doc.text.line(cx.doc.text.line_at(block.span.start()));
        let span = Span::new(line.start(), block.span.start());
        let blanks = cx.doc.words(span);
        let width: usize = blanks.chars().map(cells).sum();
        (blanks.chars().all(is_blank) && width < self.aligned).then_some(span)
    }
}

/// Titles, and lines at the end that are no sentences: who signed and when.
fn is_aside(cx: &Context<'_>, block: &Block) -> bool {
    let title = cx.facts.titles.iter().any(|title| title.span.overlaps(block.span));
    let label = block.kind == BlockKind::Paragraph && !super::prose::is_running(cx.doc, block);
    block.kind == BlockKind::Row || title || label
}

/// The blanks that most paragraphs begin with; of two that are as frequent, the ones met first.
fn usual<'a>(cx: &'a Context<'_>, indents: &[Span]) -> &'a str {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for &span in indents {
        *counts.entry(cx.doc.words(span)).or_default() += 1;
    }
    let most = counts.values().max().copied().unwrap_or(0);
    let mut words = indents.iter().map(|&span| cx.doc.words(span));
    words.find(|it| counts.get(it).is_some_and(|&count| count == most)).unwrap_or_default()
}
