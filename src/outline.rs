//! Headings wherever they stand, and the section tree they make.
//!
//! A heading may fill its line, run into its paragraph (`一、概述。2017年…`), or stand in the middle
//! of a text that was flattened from a page (`…联系。一、概述2015年…`). Only a heading at the start
//! of a line is taken on its number alone; inside a line its number must fit the one before it and
//! its words must be a title, so that the rows of a table (一、本年新收…) never become chapters.

mod heading;
mod marker;
mod title;
mod tree;

pub use marker::{Marker, NumberStyle};
pub(crate) use marker::{in_han, numeral, read as number_at};
pub use title::{Keywords, Letters, Pairs, Vocabulary, key, similarity};

use crate::document::{Block, BlockKind, Section};
use crate::fold::Folded;
use crate::reader::{Part, PartKind};
use crate::text::{Span, from};
use heading::{Heading, Place, TITLE_STOPS};

/// Whether a heading may follow `char` inside a line.
fn is_boundary(char: char) -> bool {
    matches!(char, '。' | '！' | '？' | '；' | '）' | '》' | '”' | '：' | '>')
}

/// Cuts the parts of a text into blocks and finds its sections.
pub(crate) fn build(
    folded: &Folded,
    parts: &[Part],
    vocabulary: &Vocabulary,
) -> (Vec<Block>, Vec<Section>) {
    let mut outliner =
        Outliner { folded, vocabulary, blocks: Vec::new(), sections: Vec::new(), last: [0; 5] };
    for part in parts {
        outliner.part(part);
    }
    let Outliner { mut blocks, mut sections, .. } = outliner;
    tree::drop_contents(&mut sections, &mut blocks, folded);
    tree::settle_levels(&mut sections, folded, vocabulary);
    tree::nest(&mut sections, folded);
    for block in &mut blocks {
        let at = sections.partition_point(|it| it.heading.start() <= block.span.start());
        block.section = at.checked_sub(1);
    }
    blocks.shrink_to_fit();
    (blocks, sections)
}

struct Outliner<'a> {
    folded: &'a Folded,
    vocabulary: &'a Vocabulary,
    blocks: Vec<Block>,
    sections: Vec<Section>,
    /// The last number met of each style, reset when an outer one goes on.
    last: [u32; 5],
}

impl Outliner<'_> {
    fn part(&mut self, part: &Part) {
        let folded = self.folded.to_folded(part.span);
        let text = self.folded.slice(folded);
        match part.kind {
            PartKind::Row => self.push_block(BlockKind::Row, folded, true),
            PartKind::Heading(level) => {
                let heading = heading::of_markup(text, level);
                self.push_heading(&heading, folded, true);
            }
            PartKind::Prose => self.prose(folded, text, part.at_line_start),
        }
    }

    fn prose(&mut self, folded: Span, text: &str, at_line_start: bool) {
        let base = folded.start();
        let mut done = 0;
        let mut next = Some(0);
        while let Some(at) = next {
            let first = at == 0 && at_line_start;
            let place = Place { at: base + at, first, loose: !at_line_start };
            if let Some(heading) = self.heading(from(text, at), place) {
                let before = Span::new(base + done, base + at);
                self.push_block(BlockKind::Paragraph, before, done == 0 && at_line_start);
                self.push_heading(&heading, Span::new(base + at, folded.end()), first);
                done = at + heading.end();
                // Another heading may follow directly: 二、主动公开情况（一）数量.
                next = (heading.end() > 0).then_some(done);
                continue;
            }
            next = next_boundary(text, at);
        }
        let rest = Span::new(base + done, folded.end());
        self.push_block(BlockKind::Paragraph, rest, done == 0 && at_line_start);
    }

    fn push_block(&mut self, kind: BlockKind, folded: Span, at_line_start: bool) {
        if self.folded.slice(folded).trim().is_empty() {
            return;
        }
        let span = self.folded.to_source(folded);
        self.blocks.push(Block { kind, span, folded, section: None, at_line_start });
    }

    fn push_heading(&mut self, heading: &Heading, place: Span, first: bool) {
        let at = place.start();
        let folded = Span::new(at, at + heading.end());
        let marker = heading.marker.clone().map(|marker| {
            self.count(marker.style, marker.value);
            let span = self.folded.to_source(marker.span.shift(at));
            Marker { span, ..marker }
        });
        let style_level = marker.as_ref().map_or(1, |marker| marker.style as u8 + 1);
        let rest = self.folded.slice(Span::new(folded.end(), place.end()));
        let section = Section {
            marker,
            title: self.folded.to_source(heading.title.shift(at)),
            level: heading.level.unwrap_or(style_level),
            parent: None,
            heading: self.folded.to_source(folded),
            own: Span::at(0),
            whole: Span::at(0),
            run_in: rest.chars().any(|char| !char.is_whitespace() && !TITLE_STOPS.contains(&char)),
            at_line_start: first,
        };
        self.sections.push(section);
        self.push_block(BlockKind::Heading, folded, first);
    }

    fn count(&mut self, style: NumberStyle, value: u32) {
        for (index, last) in self.last.iter_mut().enumerate() {
            if index == style as usize {
                *last = value;
            } else if index > style as usize {
                *last = 0;
            }
        }
    }
}

/// The first offset behind `at`, but for the end, where a heading may begin inside a line.
fn next_boundary(text: &str, at: usize) -> Option<usize> {
    let (before, mark) = from(text, at).char_indices().find(|&(_, char)| is_boundary(char))?;
    Some(at + before + mark.len_utf8()).filter(|&next| next < text.len())
}
