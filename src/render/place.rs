//! Where a place is, in the words of the report: 二、主动公开情况 ›（一）数量 第1段.

use crate::document::{BlockKind, Document, Section};
use crate::facts::Facts;
use crate::facts::signature::Place as Signed;
use crate::lang::Lang;
use crate::text::{Span, before};

/// Characters of a heading that a path shows.
const TITLE_MAX: usize = 20;

/// Names places of one document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places<'a> {
    pub doc: &'a Document,
    pub facts: &'a Facts,
    pub lang: Lang,
}

impl Places<'_> {
    /// Section path and paragraph of a place.
    pub(crate) fn name(&self, span: Span) -> String {
        if self.facts.titles.iter().any(|title| title.span.overlaps(span) || title.span == span) {
            return self.lang.pick("标题", "title").to_owned();
        }
        if self.in_signature(span) {
            return self.lang.pick("落款", "signature").to_owned();
        }
        let section = self.doc.section_at(span.start());
        let preface = || self.lang.pick("前言", "preface").to_owned();
        let path = section.map_or_else(preface, |index| self.path(index));
        let own = section.and_then(|index| self.doc.sections.get(index));
        if own.is_some_and(|own| own.heading.contains(span)) {
            return path + self.lang.pick(" 标题", ", heading");
        }
        path + &self.within(section, span.start())
    }

    fn in_signature(&self, span: Span) -> bool {
        let signature = self.facts.signature.iter().filter(|it| it.place == Signed::End);
        let places = signature.flat_map(|it| [it.body, it.date.as_ref().map(|date| date.span)]);
        places.flatten().any(|place| place.contains(span))
    }

    /// Headings from the chapter down to section `index`.
    pub(crate) fn path(&self, index: usize) -> String {
        let mut path = String::new();
        for section in self.doc.path(index) {
            let title = self.heading(section);
            if !path.is_empty() {
                // A full-width bracket brings its own blank.
                path.push_str(if title.starts_with('（') { " ›" } else { " › " });
            }
            path.push_str(&title);
        }
        path
    }

    fn heading(&self, section: &Section) -> String {
        let title = self.doc.plain(section.heading).replace('\n', " ");
        match title.char_indices().nth(TITLE_MAX) {
            Some((cut, _)) => format!("{}…", before(&title, cut)),
            None => title,
        }
    }

    /// The number of the paragraph or table row in its section.
    fn within(&self, section: Option<usize>, offset: usize) -> String {
        let last = self.doc.block_at(offset);
        let kind = last.and_then(|index| self.doc.blocks.get(index)).map(|block| block.kind);
        let row = kind == Some(BlockKind::Row);
        let alike = if row { BlockKind::Row } else { BlockKind::Paragraph };
        let so_far = self.doc.blocks.iter().take(last.map_or(0, |last| last + 1));
        let is_title = |span: Span| self.facts.titles.iter().any(|it| it.span.contains(span));
        let count = so_far
            .filter(|it| it.section == section && it.kind == alike && !is_title(it.span))
            .count();
        match (count, row, self.lang) {
            (0, ..) => String::new(),
            (_, true, Lang::Zh) => format!(" 表格第{count}行"),
            (_, true, Lang::En) => format!(", table row {count}"),
            (_, false, Lang::Zh) => format!(" 第{count}段"),
            (_, false, Lang::En) => format!(", paragraph {count}"),
        }
    }
}
