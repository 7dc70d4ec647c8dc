//! What holds for every document, whatever it was read from.

use hegui::document::{Document, Table};
use hegui::engine::Verdict;
use hegui::facts::Facts;
use hegui::lang::Lang;
use hegui::origin::Origin;
use hegui::reader::DocxSpelling;
use hegui::text::Span;

/// A place lies in the text, on boundaries of characters.
pub(crate) fn place(text: &str, span: Span, what: &str) {
    assert!(text.get(span.range()).is_some(), "{what}: {span:?} is no place of the text");
}

/// Places lie in the text, one after the other.
pub(crate) fn in_order(text: &str, spans: impl IntoIterator<Item = Span>, what: &str) {
    let mut end = 0;
    for span in spans {
        place(text, span, what);
        assert!(span.start() >= end, "{what} are in order and apart: {span:?} before {end}");
        end = span.end();
    }
}

/// Everything a document says of its text.
pub(crate) fn document(doc: &Document) {
    let text = doc.text.as_str();
    in_order(text, doc.text.lines(), "lines");
    in_order(text, doc.blocks.iter().map(|it| it.span), "blocks");
    folded(doc);
    for block in &doc.blocks {
        place(doc.folded.as_str(), block.folded, "a folded block");
        assert!(block.section.is_none_or(|it| it < doc.sections.len()));
    }
    for (index, it) in doc.sections.iter().enumerate() {
        assert!(it.parent.is_none_or(|parent| parent < index), "parents come first");
        for span in [it.title, it.heading, it.own, it.whole] {
            place(text, span, "a section");
        }
    }
    for it in &doc.tables {
        place(text, it.span, "a table");
        for cell in it.rows.iter().flatten() {
            place(text, cell.span, "a cell");
        }
    }
    for it in &doc.forms {
        place(text, it.span, "a form");
        it.cells.iter().for_each(|cell| place(text, cell.span, "a cell of a form"));
        it.row_labels.iter().for_each(|label| place(text, label.2, "a label"));
        it.column_labels.iter().for_each(|label| place(text, label.2, "a head"));
    }
    doc.links.iter().for_each(|it| place(text, it.span, "a link"));
    doc.remarks.iter().for_each(|it| place(text, it.span, "a remark"));
    doc.blocks.iter().for_each(|it| position(doc, it.span));
}

/// Every character of the folded text comes from the view, in order.
fn folded(doc: &Document) {
    let mut last = 0;
    for (at, char) in doc.folded.as_str().char_indices() {
        let source = doc.folded.to_source(Span::new(at, at + char.len_utf8()));
        place(doc.text.as_str(), source, "the source of a folded character");
        assert!(source.start() >= last, "folded text keeps its order");
        last = source.end();
    }
}

/// Line and column lead back to the place.
fn position(doc: &Document, span: Span) {
    let (text, here) = doc.origin.locate(&doc.text, span);
    place(text.as_str(), here, "a place of the source");
    let at = doc.position(span);
    let line = text.line(at.line - 1);
    let before = &text.as_str()[line.start()..at.offset];
    assert_eq!(before.chars().count() + 1, at.column, "columns count characters");
    assert_eq!((before.len() + 1, at.offset), (at.byte, here.start()), "and bytes");
    let Origin::Source(map) = &doc.origin else { return };
    if let Some(source) = map.replaceable(span) {
        place(text.as_str(), source, "a place that can be replaced");
    }
}

/// Cells of a table that was laid out stand apart.
pub(crate) fn table(table: &Table) {
    // For each column, the row below the last cell that reaches there.
    let mut free: Vec<usize> = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
        let mut column = 0;
        for cell in cells {
            assert!(cell.columns >= 1 && cell.rows >= 1, "a cell takes a place: {cell:?}");
            assert!(cell.column >= column, "cells of a row are apart: {cell:?}");
            assert!(row + cell.rows <= table.rows.len(), "no cell reaches below the table");
            column = cell.column + cell.columns;
            assert!(column <= 1_000_000, "a table is not wider than what is laid out");
            free.resize(free.len().max(column), 0);
            for below in &mut free[cell.column..column] {
                // A cell that is pushed over one from above is what web pages are allowed.
                *below = (*below).max(row + cell.rows);
            }
        }
    }
}

/// What was read from a text stands in it.
pub(crate) fn facts(doc: &Document, facts: &Facts) {
    let text = doc.text.as_str();
    facts.titles.iter().for_each(|it| place(text, it.span, "a title"));
    facts.dates.iter().for_each(|it| place(text, it.span, "a date"));
    facts.figures.iter().for_each(|it| place(text, it.span, "a figure"));
    facts.addresses.iter().for_each(|it| place(text, it.span, "an address"));
    facts.phones.iter().for_each(|it| place(text, it.span, "a telephone number"));
    facts.quoted.iter().for_each(|it| place(doc.folded.as_str(), *it, "a quotation"));
    facts.damage.places.iter().for_each(|it| place(text, *it, "damage"));
}

/// Findings stand in the text, in order, and have something to say.
pub(crate) fn verdict(doc: &Document, verdict: &Verdict<'_>) {
    let text = doc.text.as_str();
    let mut last = Span::at(0);
    for it in &verdict.findings {
        let (code, finding) = (it.rule.code(), &it.finding);
        assert!(finding.primary.span >= last, "{code}: findings are in the order of the text");
        last = finding.primary.span;
        place(text, finding.primary.span, code);
        finding.related.iter().for_each(|mark| place(text, mark.span, code));
        for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
            place(text, edit.span, code);
        }
        for lang in [Lang::Zh, Lang::En] {
            finding.values.values().for_each(|value| drop(value.get(lang)));
        }
        assert_eq!(it.fingerprint.len(), 32, "{code}");
    }
}

/// What Word shows is spelt in the document where it is said to be.
pub(crate) fn spelling(doc: &Document, spelling: &DocxSpelling) {
    for block in &doc.blocks {
        for place in spelling.places(block.span).into_iter().flatten() {
            let part = &spelling.parts[place.part];
            self::place(&part.1, place.xml, "a place of a part");
        }
    }
}
