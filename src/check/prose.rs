//! What is running text and what is only a label: shared by the kinds that judge how a text is
//! written.

use crate::document::{Block, BlockKind, Document};
use crate::report::{Finding, Findings, Label};
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

/// Tells of a slip once, at its first place, with the count of all and the others beside it.
#[derive(Default)]
pub(super) struct Once {
    first: Option<Finding>,
    count: usize,
}

impl Once {
    /// Adds a place with its repair; of too many it is counted alone.
    pub(super) fn add(&mut self, next: Finding) {
        self.count += 1;
        let Some(first) = self.first.take() else {
            self.first = Some(next);
            return;
        };
        self.first = Some(if self.count <= Findings::MOST {
            let edits = next.fix.into_iter().flat_map(|fix| fix.edits);
            edits.fold(first.related(next.primary.span, Label::Again), Finding::edit)
        } else {
            first
        });
    }

    /// At how many places it is.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The finding that tells of all, if there was any.
    pub(super) fn finding(self) -> Option<Finding> {
        Some(self.first?.value("count", self.count))
    }
}

impl FromIterator<Finding> for Once {
    fn from_iter<T: IntoIterator<Item = Finding>>(findings: T) -> Self {
        let mut once = Self::default();
        findings.into_iter().for_each(|it| once.add(it));
        once
    }
}
