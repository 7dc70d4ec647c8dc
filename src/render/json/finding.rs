//! A finding as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::Reported;
use crate::lang::Lang;
use crate::render::place::{CellName, Places};
use crate::render::words;
use crate::report::{self, Mark, Value};
use crate::rule::{Cite, FixSafety};
use crate::text::{self, Span, Text};

/// One finding.
#[derive(Serialize)]
pub(super) struct Finding<'a> {
    code: &'a str,
    rule: &'a str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    basis: Vec<Basis<'a>>,
    primary: Place<'a>,
    related: Vec<Place<'a>>,
    values: BTreeMap<&'a str, serde_json::Value>,
    fix: Option<Fix<'a>>,
    fingerprint: String,
    suppressed: Option<()>,
}

#[derive(Serialize)]
struct Basis<'a> {
    authority: &'a str,
    article: Option<String>,
}

#[derive(Serialize)]
struct Fix<'a> {
    safety: &'static str,
    title: String,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

/// A place with its words and its positions in all units.
#[derive(Serialize)]
pub(in crate::render) struct Place<'a> {
    quote: &'a str,
    r#where: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<Cell<'a>>,
    start: Position,
    end: Position,
}

/// A cell of an official table.
#[derive(Serialize)]
struct Cell<'a> {
    table: &'a str,
    row: String,
    column: &'a str,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
    utf16: usize,
    byte: usize,
    display: usize,
    offset: usize,
}

impl<'a> Place<'a> {
    pub(in crate::render) fn of(places: &Places<'a>, span: Span) -> Self {
        let (text, found) = places.doc.origin.locate(&places.doc.text, span);
        Self {
            quote: places.doc.words(span),
            r#where: places.name(span),
            label: None,
            cell: places.cell(span).map(Cell::of),
            start: Position::of(text, found.start()),
            end: Position::of(text, found.end()),
        }
    }

    fn marked(places: &Places<'a>, mark: &Mark) -> Self {
        let label = mark.label.map(|label| words::label(label, places.lang));
        let place = Self::of(places, mark.span);
        match places.cell_of(mark) {
            Some(cell) => {
                Self { label, r#where: cell.in_words(), cell: Some(Cell::of(cell)), ..place }
            }
            None => Self { label, ..place },
        }
    }
}

impl<'a> Cell<'a> {
    fn of(name: CellName<'a>) -> Self {
        Self { table: name.table, row: name.row, column: name.column }
    }
}

impl Position {
    fn of(text: &Text, offset: usize) -> Self {
        let text::Position { line, column, utf16, byte, display, offset } = text.position(offset);
        Self { line, column, utf16, byte, display, offset }
    }
}

/// A finding with everything the rule says of it.
pub(super) fn finding<'a>(
    places: &Places<'a>,
    it: &'a Reported<'a>,
    fingerprint: &str,
) -> Finding<'a> {
    let (rule, found, lang) = (it.rule, &it.finding, places.lang);
    let help = rule.help(found.variant).map(|help| words::filled(help, &found.values, lang));
    let message = words::filled(rule.message(found.variant), &found.values, lang);
    let title = help.as_ref().unwrap_or(&message);
    let fix = found.fix.as_ref().and_then(|fix| {
        let edits: Option<Vec<_>> = fix.edits.iter().map(|it| edit(places, it)).collect();
        let safety = if it.safety == FixSafety::Safe { "safe" } else { "suggest" };
        edits.map(|edits| Fix { safety, title: title.clone(), edits })
    });
    Finding {
        code: rule.code(),
        rule: rule.id(),
        severity: it.severity.name(),
        message,
        help,
        basis: it.basis.iter().map(|cite| basis(cite)).collect(),
        primary: Place::marked(places, &found.primary),
        related: found.related.iter().map(|mark| Place::marked(places, mark)).collect(),
        values: found.values.iter().map(|(name, it)| (*name, value(it, lang))).collect(),
        fix,
        fingerprint: fingerprint.to_owned(),
        suppressed: None,
    }
}

fn basis(cite: &Cite) -> Basis<'_> {
    Basis {
        authority: cite.authority.get_ref(),
        article: cite.article.as_ref().map(ToString::to_string),
    }
}

/// An edit in the text that positions count in; none where markup stands inside the place.
fn edit<'a>(places: &Places<'_>, edit: &'a report::Edit) -> Option<Edit<'a>> {
    let place = places.doc.origin.replaceable(edit.span)?;
    Some(Edit { start: place.start(), end: place.end(), text: &edit.text })
}

/// Numbers beyond 64 bits would lose digits in most readers and stay words.
fn value(value: &Value, lang: Lang) -> serde_json::Value {
    match value {
        Value::Number(number) => i64::try_from(*number)
            .map_or_else(|_| number.to_string().into(), serde_json::Value::from),
        Value::Text(text) => text.as_str().into(),
        Value::Name(words) => words.get(lang).into(),
    }
}
