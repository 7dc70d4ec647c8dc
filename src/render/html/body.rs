//! The text of a report with its places marked: a line of the view is a line of the page, in the
//! shape its blocks give it.

use std::fmt::{Arguments, Write};

use maud::{Markup, PreEscaped};

use super::marks::{Marks, Pen};
use super::page::Page;
use super::table::{self, Laid};
use crate::document::{Block, BlockKind, Document};
use crate::facts::Facts;
use crate::facts::signature::Place as Signed;
use crate::text::{Span, trim};

/// The deepest heading of a page.
const DEEPEST: u8 = 6;
/// The heading of a chapter: above it stand those of the page, the report and the text.
const CHAPTER: u8 = 4;
/// Characters of the longest line that is set as a title, and as a line of the signature.
const TITLE_MAX: usize = 100;
const SIGNED_MAX: usize = 60;

/// Draws the text of a report.
pub(super) struct Body<'a> {
    doc: &'a Document,
    facts: &'a Facts,
    page: &'a Page<'a>,
    pen: Pen<'a>,
    out: String,
    /// The first block that does not end before the line at hand.
    block: usize,
    /// The level of the last heading, so that none is skipped.
    level: u8,
    /// The last number in the margin: several lines of a view may come from one of a page's source.
    numbered: usize,
}

/// The whole text.
pub(super) fn text(doc: &Document, facts: &Facts, marks: &Marks, page: &Page<'_>) -> Markup {
    let pen = Pen::new(&doc.text, marks, page);
    let out = String::with_capacity(doc.text.as_str().len() * 5 / 4);
    let mut body = Body { doc, facts, page, pen, out, block: 0, level: CHAPTER - 1, numbered: 0 };
    let mut tables = table::laid(doc).into_iter().peekable();
    let mut line = 0;
    while line < doc.text.line_count() {
        if let Some(table) = tables.next_if(|it| it.first == line) {
            body.table(&table);
            line = table.last + 1;
        } else {
            body.line(line);
            line += 1;
        }
    }
    PreEscaped(body.out)
}

impl Body<'_> {
    fn table(&mut self, table: &Laid<'_>) {
        table.draw(self, self.doc, self.page);
        self.skip_blocks(self.doc.text.line(table.last).end());
    }

    /// One line that is no row of a table.
    fn line(&mut self, index: usize) {
        let line = self.doc.text.line(index);
        self.skip_blocks(line.start());
        if !self.is_drawn(line) {
            return;
        }
        let blocks = self.doc.blocks.iter().skip(self.block);
        let blocks: Vec<&Block> = blocks.take_while(|it| it.span.start() < line.end()).collect();
        let (tag, class) = self.shape(&blocks, line);
        let number = self.number(line);
        let id = self.page.line_id(index);
        self.put(format_args!("<{tag} class=\"line{class}\" id=\"{id}\"{number}>"));
        self.pieces(&blocks, line, tag == "p");
        self.put(format_args!("</{tag}>\n"));
    }

    /// The words of a line; headings that run into their paragraph stand out.
    fn pieces(&mut self, blocks: &[&Block], line: Span, runs_in: bool) {
        let mut at = line.start();
        for block in blocks.iter().filter(|it| runs_in && it.kind == BlockKind::Heading) {
            let start = block.span.start().max(at);
            let end = block.span.end().min(line.end());
            if start >= end {
                continue;
            }
            if start > at {
                self.draw(Span::new(at, start), false);
            }
            let before = self.doc.text.slice(Span::new(line.start(), start));
            let class = if before.trim().is_empty() { "" } else { " class=\"inside\"" };
            self.put(format_args!("<strong{class}>"));
            self.draw(Span::new(start, end), end == line.end());
            self.put(format_args!("</strong>"));
            at = end;
        }
        if at < line.end() || line.is_empty() {
            self.draw(Span::new(at, line.end()), true);
        }
    }

    /// The element and the classes of a line.
    fn shape(&mut self, blocks: &[&Block], line: Span) -> (String, &'static str) {
        let p = || "p".to_owned();
        let Some(first) = blocks.first() else { return (p(), "") };
        let begins = first.span.start() >= line.start();
        match first.kind {
            BlockKind::Heading if blocks.len() == 1 && begins && first.span.end() <= line.end() => {
                (self.heading(first), "")
            }
            BlockKind::Row => (p(), " row"),
            _ if self.is_title(line) => (p(), " title"),
            _ if self.is_signed(first.span) => (p(), " signed"),
            _ if !begins => (p(), " on"),
            _ => (p(), ""),
        }
    }

    fn heading(&mut self, block: &Block) -> String {
        let section = block.section.and_then(|it| self.doc.sections.get(it));
        let wanted = section.map_or(1, |it| it.level).saturating_add(CHAPTER - 1);
        self.level = wanted.min(self.level + 1).clamp(CHAPTER, DEEPEST);
        format!("h{}", self.level)
    }

    fn is_title(&self, line: Span) -> bool {
        // A flattened report stands on one line with its title.
        let short = self.doc.text.slice(line).chars().count() <= TITLE_MAX;
        short && self.facts.titles.first().is_some_and(|title| title.span.overlaps(line))
    }

    fn is_signed(&self, block: Span) -> bool {
        let signature = self.facts.signature.iter().filter(|it| it.place == Signed::End);
        let mut places = signature.flat_map(|it| [it.body, it.date.as_ref().map(|date| date.span)]);
        let short = self.doc.words(block).chars().count() <= SIGNED_MAX;
        short && places.any(|place| place.is_some_and(|place| block.contains(place)))
    }

    /// Draws a piece of the text with its marks; `last` where no other of its line follows.
    pub(super) fn draw(&mut self, piece: Span, last: bool) {
        self.pen.draw(&mut self.out, piece, last);
    }

    /// Whether there is anything to draw of a line.
    pub(super) fn is_drawn(&self, line: Span) -> bool {
        !self.doc.text.slice(line).trim().is_empty() || self.pen.marks_in(line)
    }

    /// Writes markup.
    pub(super) fn put(&mut self, markup: Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(markup);
    }

    /// The number beside a line: that by which findings name it.
    pub(super) fn number(&mut self, line: Span) -> String {
        let line = trim(self.doc.text.as_str(), line);
        let number = self.doc.position(line).line;
        if number == self.numbered {
            return String::new();
        }
        self.numbered = number;
        format!(" data-line=\"{number}\"")
    }

    fn skip_blocks(&mut self, before: usize) {
        while self.doc.blocks.get(self.block).is_some_and(|it| it.span.end() <= before) {
            self.block += 1;
        }
    }
}
