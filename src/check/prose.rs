//! What is running text and what is only a label: shared by the kinds that judge how a text is
//! written.

use crate::document::{Block, BlockKind, Document};
use crate::report::{Finding, Label};
use crate::text::is_blank;

/// Running text has one of these; titles, signatures and labels have none.
const PAUSES: [char; 3] = ['，', '。', '；'];

/// Whether a block is running text.
pub(super) fn is_running(doc: &Document, block: &Block) -> bool {
    block.kind == BlockKind::Paragraph && doc.folded.slice(block.folded).contains(PAUSES)
}

/// The blocks that are running text, in order.
pub(super) fn running(doc: &Document) -> impl Iterator<Item = &Block> {
    doc.blocks.iter().filter(|block| is_running(doc, block))
}

/// Headings and paragraphs, in order.
pub(super) fn written(doc: &Document) -> impl Iterator<Item = &Block> {
    doc.blocks.iter().filter(|block| block.kind != BlockKind::Row)
}

/// The characters of a block as written, each with its offset, without blanks and line ends.
pub(super) fn signs(doc: &Document, block: &Block) -> Vec<(usize, char)> {
    let base = block.span.start();
    let chars = doc.words(block.span).char_indices();
    chars
        .filter(|&(_, char)| !is_blank(char) && char != '\n' && char != '\r')
        .map(|(at, char)| (base + at, char))
        .collect()
}

/// One finding at the first place, with the count of all and the others beside it.
pub(super) fn once(findings: Vec<Finding>) -> Option<Finding> {
    let count = findings.len();
    let mut all = findings.into_iter();
    let first = all.next()?.value("count", count);
    Some(all.fold(first, |first, next| {
        let edits = next.fix.into_iter().flat_map(|fix| fix.edits);
        let first = first.related(next.primary.span, Label::Again);
        edits.fold(first, Finding::edit)
    }))
}
