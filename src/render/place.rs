//! Where a place is, in the words of the report: 二、主动公开情况 ›（一）数量 第1段.

use super::Judged;
use crate::document::{BlockKind, Document, Section};
use crate::facts::Facts;
use crate::facts::signature::Place as Signed;
use crate::form::{CellAddress, Filled};
use crate::lang::Lang;
use crate::report::Mark;
use crate::text::{Span, before};

/// Characters of a heading that a path shows.
const TITLE_MAX: usize = 20;

/// Names places of one document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places<'a> {
    pub doc: &'a Document,
    pub facts: &'a Facts,
    /// Whether the document is a list of bodies, which has lines and no sections.
    pub list: bool,
    pub lang: Lang,
}

/// Which cell of an official table, in its official words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct CellName<'a> {
    /// Short name of the form: T3.
    pub table: &'a str,
    /// What messages call it: 表三.
    pub title: &'a str,
    /// （三）不予公开 4.保护第三方合法权益.
    pub row: String,
    /// 总计.
    pub column: &'a str,
}

impl<'a> CellName<'a> {
    /// The names of a cell.
    pub(crate) fn of(form: &'a Filled, at: CellAddress, lang: Lang) -> Self {
        let (table, title) = (form.form.id.as_str(), form.form.title.get(lang));
        let (row, column) =
            (form.row_name(at.block, at.row), form.column_name(at.block, at.column));
        Self { table, title, row, column }
    }

    /// 表三 （三）不予公开 4.保护第三方合法权益 × 总计.
    pub(crate) fn in_words(&self) -> String {
        format!("{} {} × {}", self.title, self.row, self.column)
    }
}

impl<'a> Places<'a> {
    /// The places of what was judged.
    pub(crate) fn of(judged: &'a Judged<'_>, lang: Lang) -> Self {
        Self { doc: &judged.doc, facts: &judged.facts, list: judged.is_list, lang }
    }

    /// Section path and paragraph of a place.
    pub(crate) fn name(&self, span: Span) -> String {
        if self.list {
            let (text, found) = self.doc.origin.locate(&self.doc.text, span);
            let line = text.position(found.start()).line;
            return self.lang.pick(format!("名单 第{line}行"), format!("list, line {line}"));
        }
        if self.facts.titles.iter().any(|title| title.span.overlaps(span) || title.span == span) {
            return self.lang.pick("标题", "title").to_owned();
        }
        if self.in_signature(span) {
            return self.lang.pick("落款", "signature").to_owned();
        }
        if let Some(name) = self.form_name(span) {
            return name;
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

    /// The cell of an official table that a mark is about.
    pub(crate) fn cell_of(&self, mark: &Mark) -> Option<CellName<'a>> {
        let (table, at) = mark.cell?;
        self.doc.forms.get(table).map(|form| CellName::of(form, at, self.lang))
    }

    /// Where a mark is.
    pub(crate) fn mark(&self, mark: &Mark) -> String {
        self.cell_of(mark).map_or_else(|| self.name(mark.span), |cell| cell.in_words())
    }

    /// The cell of an official table in which a place lies.
    pub(crate) fn cell(&self, span: Span) -> Option<CellName<'a>> {
        let form = self.doc.forms.iter().find(|it| it.span.contains(span))?;
        let at = form.cell_at(span)?.at;
        Some(CellName::of(form, at, self.lang))
    }

    /// The cell, row or column of an official table that a place names.
    fn form_name(&self, span: Span) -> Option<String> {
        if let Some(cell) = self.cell(span) {
            return Some(cell.in_words());
        }
        let form = self.doc.forms.iter().find(|it| it.span.contains(span))?;
        let here = |it: &&(usize, usize, Span)| it.2.contains(span);
        let row = form.row_labels.iter().find(here).map(|it| form.row_name(it.0, it.1));
        let column = || form.column_labels.iter().find(here);
        let column = || column().map(|it| form.column_name(it.0, it.1).to_owned());
        let name = row.or_else(column)?;
        Some(format!("{} {name}", form.form.title.get(self.lang)).trim_end().to_owned())
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
