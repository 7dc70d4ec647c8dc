//! The table of facts: a row for every cell of the tables and every figure of the prose, and those
//! of the report itself. What was not read has its row, too, so that nothing passes for nought.

use std::borrow::Cow;

use super::datum::Datum;
use super::{cells, kebab, when};
use crate::date::PartialDate;
use crate::facts::figures::Figure;
use crate::facts::signature::Place as Signed;
use crate::indicator::Statement;
use crate::lang::Lang;
use crate::render::place::Places;
use crate::render::{Entry, Judged};
use crate::text::Span;

/// Takes the rows one by one.
pub(super) type Take<'t> = dyn FnMut(&Datum<'_>) + 't;

/// The rows of one input: that of kind `report` first, whatever became of it.
pub(super) fn each(entry: Entry<'_>, lang: Lang, take: &mut Take<'_>) {
    match entry {
        Entry::Judged(judged) | Entry::Compared(judged) => {
            let mut table = Table::of(judged, lang);
            table.report(take);
            table.dates(take);
            cells::each(&mut table, take);
            table.figures(take);
        }
        Entry::Unread(unread) => take(&Datum {
            path: unread.path,
            status: unread.status.name(),
            kind: "report",
            text: Some(unread.message),
            ..Datum::default()
        }),
    }
}

/// The rows of a report.
pub(super) struct Table<'a> {
    pub judged: &'a Judged<'a>,
    pub places: Places<'a>,
    /// What all its rows have in common.
    pub common: Datum<'a>,
    /// The section at hand and its headings: neighbours share them.
    section: Option<(usize, String)>,
}

impl<'a> Table<'a> {
    fn of(judged: &'a Judged<'a>, lang: Lang) -> Self {
        let body = judged.facts.body.as_ref();
        let common = Datum {
            path: &judged.path,
            status: judged.status.name(),
            body: body.map(|it| it.name.as_str()),
            body_kind: body.and_then(|it| it.kind).map(crate::facts::body::BodyKind::name),
            year: judged.verdict.year,
            era: judged.verdict.era,
            ..Datum::default()
        };
        let places = Places::of(judged, lang);
        Self { judged, places, common, section: None }
    }

    /// A row of this report for what stands at a place.
    pub(super) fn row(&mut self, kind: &'static str, span: Span) -> Datum<'a> {
        let doc = &self.judged.doc;
        let (position, section) = (doc.position(span), self.headings(span));
        Datum {
            kind,
            text: Some(doc.words(span)),
            section: section.map(Cow::Owned),
            line: Some(position.line),
            line_char: Some(position.column),
            ..self.common.clone()
        }
    }

    fn headings(&mut self, span: Span) -> Option<String> {
        let index = self.judged.doc.section_at(span.start())?;
        let path = match self.section.take() {
            Some((last, path)) if last == index => path,
            _ => self.places.path(index),
        };
        self.section = Some((index, path.clone()));
        Some(path)
    }

    fn report(&mut self, take: &mut Take<'_>) {
        let title = self.judged.facts.titles.first();
        let row = match title {
            Some(title) => self.row("report", title.span),
            None => Datum { kind: "report", ..self.common.clone() },
        };
        take(&Datum { section: None, sha256: Some(&self.judged.sha256), ..row });
    }

    /// Who signed, and the dates that say when and what for.
    fn dates(&mut self, take: &mut Take<'_>) {
        let facts = &self.judged.facts;
        let signed = facts.signature.as_ref().filter(|it| it.place != Signed::PageLine);
        if let Some(span) = signed.and_then(|it| it.body) {
            take(&self.row("signatory", span));
        }
        if let Some(it) = facts.signing_date() {
            take(&self.dated("signing-date", it.span, Some(it.date)));
        }
        for it in &facts.periods {
            let ends = [("period-start", it.from, it.from_span), ("period-end", it.to, it.to_span)];
            for (kind, date, span) in ends {
                take(&self.dated(kind, span.unwrap_or(it.span), date));
            }
        }
        for it in &facts.as_of {
            take(&self.dated("as-of", it.span, Some(it.date)));
        }
    }

    fn dated(&mut self, kind: &'static str, span: Span, date: Option<PartialDate>) -> Datum<'a> {
        Datum { date, ..self.row(kind, span) }
    }

    fn figures(&mut self, take: &mut Take<'_>) {
        let judged = self.judged;
        let mut statements = judged.verdict.statements.as_slice();
        for (index, it) in judged.facts.figures.iter().enumerate() {
            let before = statements.partition_point(|it| it.figure < index);
            statements = statements.get(before..).unwrap_or_default();
            let own = statements.partition_point(|it| it.figure == index);
            let row = self.figure(it, statements.get(..own).unwrap_or_default());
            take(&row);
        }
    }

    /// A figure and what it was understood as.
    fn figure(&mut self, it: &'a Figure, own: &[Statement<'_>]) -> Datum<'a> {
        let states: Vec<&str> =
            own.iter().flat_map(|it| &it.of).map(|it| it.key.as_str()).collect();
        Datum {
            state: Some(if it.vague { "rounded" } else { "number" }),
            indicator: Some(states.join("+")),
            plain: (!own.is_empty()).then(|| own.iter().all(|it| it.plain)),
            value: Some(it.value),
            least: it.range.low,
            most: it.range.high,
            unit: Some(it.unit),
            role: Some(kebab(it.role)),
            scope: Some(kebab(it.scope)),
            time: Some(when(it.when)),
            label: Some(Cow::Borrowed(self.judged.doc.words(it.label))),
            ..self.row("figure", it.span)
        }
    }
}
