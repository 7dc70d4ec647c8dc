//! What was read of a report, every fact with its place and its words: an object a report, or the
//! table of its cells and figures (`rows`).
//!
//! To add a kind of fact: a function that lists it, and a line in [`Listed`] and [`report`].

mod cells;
mod columns;
mod datum;
mod output;
mod rows;

pub use columns::{COLUMNS, Column, KINDS, STATES};
pub use output::{FactsFormat, FactsWriter};

use serde::Serialize;
use serde_json::{Value, json};

use super::place::Places;
use super::told::Place;
use super::{Entry, Judged, escape};
use crate::date::PartialDate;
use crate::document::TableCell;
use crate::facts::figures::{Figure, When};
use crate::indicator::Statement;
use crate::lang::Lang;
use crate::numeral::Amount;
use crate::text::Span;

/// A fact and where it was read.
#[derive(Serialize)]
struct Fact<'a> {
    #[serde(flatten)]
    what: Value,
    #[serde(flatten)]
    place: Place<'a>,
}

/// The facts of a report, kind by kind.
#[derive(Serialize)]
struct Listed<'a> {
    path: &'a str,
    format: &'static str,
    encoding: &'static str,
    sha256: &'a str,
    status: &'static str,
    report_year: Option<i32>,
    era: Option<&'a str>,
    titles: Vec<Fact<'a>>,
    bodies: Vec<Fact<'a>>,
    year_evidence: Vec<Fact<'a>>,
    declared_parts: Vec<Fact<'a>>,
    sections: Vec<Fact<'a>>,
    dates: Vec<Fact<'a>>,
    periods: Vec<Fact<'a>>,
    as_of: Vec<Fact<'a>>,
    signature: Vec<Fact<'a>>,
    figures: Vec<Fact<'a>>,
    groups: Vec<Fact<'a>>,
    tables: Vec<Fact<'a>>,
    addresses: Vec<Fact<'a>>,
    mails: Vec<Fact<'a>>,
    phones: Vec<Fact<'a>>,
    postcodes: Vec<Fact<'a>>,
    citizen_ids: Vec<Fact<'a>>,
    damage: Vec<Fact<'a>>,
}

/// The facts of one input as JSON on one line.
pub fn facts(entry: Entry<'_>, lang: Lang) -> String {
    let json = match entry {
        Entry::Judged(judged) | Entry::Compared(judged) => {
            serde_json::to_string(&report(judged, lang))
        }
        Entry::Unread(unread) => serde_json::to_string(&json!({
            "path": unread.path, "status": unread.status.name(), "message": unread.message,
        })),
    };
    // Words, numbers and flags under named members cannot fail to serialise.
    escape::in_json(&json.unwrap_or_default()).into_owned()
}

fn report<'a>(judged: &'a Judged<'a>, lang: Lang) -> Listed<'a> {
    let places = &Places::of(judged, lang);
    Listed {
        path: &judged.path,
        format: judged.format.name(),
        encoding: judged.encoding.name(),
        sha256: &judged.sha256,
        status: judged.status.name(),
        report_year: judged.verdict.year,
        era: judged.verdict.era,
        titles: titles(places),
        bodies: bodies(places),
        year_evidence: evidence(places),
        declared_parts: parts(places),
        sections: sections(places),
        dates: dates(places),
        periods: periods(places),
        as_of: as_of(places),
        signature: signature(places),
        figures: figures(places, &judged.verdict.statements),
        groups: groups(places),
        tables: tables(places),
        addresses: addresses(places),
        mails: mails(places),
        phones: phones(places),
        postcodes: postcodes(places),
        citizen_ids: citizen_ids(places),
        damage: damage(places),
    }
}

fn fact<'a>(places: &Places<'a>, span: Span, what: Value) -> Fact<'a> {
    Fact { what, place: Place::of(places, span) }
}

fn titles<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let what = |it: &crate::facts::title::Title| {
        json!({
            "text": it.text, "body": it.name, "year": it.year.map(|(year, _)| year),
            "genre": kebab(it.genre),
        })
    };
    places.facts.titles.iter().map(|it| fact(places, it.span, what(it))).collect()
}

fn bodies<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let what = |it: &crate::facts::body::Body| {
        let kind = it.kind.map(crate::facts::body::BodyKind::name);
        json!({ "name": it.name, "stem": it.stem, "kind": kind, "sub": it.sub })
    };
    places.facts.body.iter().map(|it| fact(places, it.span, what(it))).collect()
}

fn evidence<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let all = places.facts.evidence.iter();
    all.map(|it| fact(places, it.span, json!({ "year": it.year, "source": kebab(it.source) })))
        .collect()
}

fn parts<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let what = |it: &crate::facts::parts::DeclaredParts| {
        let titles: Vec<&str> = it.list.iter().map(|span| places.doc.words(*span)).collect();
        json!({ "count": it.count, "titles": titles })
    };
    places.facts.parts.iter().map(|it| fact(places, it.whole, what(it))).collect()
}

fn sections<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let what = |it: &crate::document::Section| {
        let number = it.marker.as_ref().map(|marker| marker.value);
        json!({
            "level": it.level, "number": number, "title": places.doc.plain(it.title),
            "parent": it.parent, "run_in": it.run_in,
        })
    };
    places.doc.sections.iter().map(|it| fact(places, it.heading, what(it))).collect()
}

fn dates<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let what = |it: &crate::facts::dates::DateMention| json!({ "date": date(it.date), "form": kebab(it.form), "flaw": it.flaw.map(kebab) });
    places.facts.dates.iter().map(|it| fact(places, it.span, what(it))).collect()
}

fn periods<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let what = |it: &crate::facts::period::Period| json!({ "from": it.from.map(date), "to": it.to.map(date), "empty": it.empty });
    places.facts.periods.iter().map(|it| fact(places, it.span, what(it))).collect()
}

fn as_of<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let all = places.facts.as_of.iter();
    all.map(|it| fact(places, it.span, json!({ "date": date(it.date) }))).collect()
}

/// Body and date of signature, each at its place.
fn signature<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let Some(signature) = &places.facts.signature else { return Vec::new() };
    let place = kebab(signature.place);
    let body = signature
        .body
        .map(|span| fact(places, span, json!({ "body": places.doc.plain(span), "place": place })));
    let written = signature
        .date
        .as_ref()
        .map(|it| fact(places, it.span, json!({ "date": date(it.date), "place": place })));
    body.into_iter().chain(written).collect()
}

/// Values stay words, since a decimal must not be rounded by whoever reads it.
///
/// `states` are the indicators a figure was understood as, `plain` whether nothing limits them.
fn figures<'a>(places: &Places<'a>, statements: &[Statement<'_>]) -> Vec<Fact<'a>> {
    let end = |it: Option<Amount>| it.map(|it| it.to_string());
    let what = |(index, it): (usize, &Figure)| {
        let first = statements.partition_point(|it| it.figure < index);
        let own = statements.iter().skip(first).take_while(|it| it.figure == index);
        let states: Vec<_> = own.clone().flat_map(|it| &it.of).map(|it| it.key.as_str()).collect();
        json!({
            "value": it.value.to_string(), "vague": it.vague, "unit": it.unit,
            "least": end(it.range.low), "most": end(it.range.high),
            "label": places.doc.words(it.label), "role": kebab(it.role),
            "scope": kebab(it.scope), "when": when(it.when),
            "plain": own.clone().next().map(|_| own.clone().all(|it| it.plain)), "states": states,
        })
    };
    let all = places.facts.figures.iter().enumerate();
    all.map(|(index, it)| fact(places, it.span, what((index, it)))).collect()
}

/// A year, or the name of another time.
fn when(when: When) -> String {
    match when {
        When::Year(year) => year.to_string(),
        other => kebab(other),
    }
}

/// Totals with their parts; `total` and `parts` count in `figures`, from 0.
fn groups<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let what = |it: &crate::facts::figures::Group| {
        json!({
            "total": it.total, "parts": it.parts, "closure": kebab(it.closure), "doubt": it.doubt.map(kebab),
            "overlapping": it.overlapping, "sum": it.sum.map(|sum| sum.to_string()),
        })
    };
    let span = |it: &crate::facts::figures::Group| {
        places.facts.figures.get(it.total).map(|total| total.span)
    };
    let all = places.facts.groups.all().iter();
    all.filter_map(|it| Some(fact(places, span(it)?, what(it)))).collect()
}

fn tables<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let cells = |row: &Vec<TableCell>| row.iter().map(|it| places.doc.words(it.span)).collect();
    let what = |it: &crate::document::Table| {
        let rows: Vec<Vec<&str>> = it.rows.iter().map(cells).collect();
        json!({ "shape": kebab(it.shape), "rows": rows })
    };
    places.doc.tables.iter().map(|it| fact(places, it.span, what(it))).collect()
}

fn addresses<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let what = |it: &crate::facts::address::WebAddress| {
        let faults: Vec<String> = it.faults.iter().map(|fault| kebab(fault.kind)).collect();
        json!({ "host": places.doc.words(it.host), "faults": faults, "corrected": it.corrected })
    };
    places.facts.addresses.iter().map(|it| fact(places, it.span, what(it))).collect()
}

fn mails<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let what = |it: &crate::facts::contact::MailAddress| {
        let faults: Vec<String> = it.faults.iter().map(|fault| kebab(fault.kind)).collect();
        json!({ "domain": places.doc.words(it.domain), "faults": faults })
    };
    places.facts.mails.iter().map(|it| fact(places, it.span, what(it))).collect()
}

fn phones<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let what = |it: &crate::facts::contact::Phone| {
        let faults: Vec<String> = it.faults.iter().map(|fault| kebab(fault.kind)).collect();
        json!({ "kind": kebab(it.kind), "faults": faults })
    };
    places.facts.phones.iter().map(|it| fact(places, it.span, what(it))).collect()
}

fn postcodes<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let all = places.facts.postcodes.iter();
    all.map(|it| fact(places, it.span, json!({ "six_digits": it.ok }))).collect()
}

fn citizen_ids<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    places.facts.citizen_ids.iter().map(|span| fact(places, *span, json!({}))).collect()
}

fn damage<'a>(places: &Places<'a>) -> Vec<Fact<'a>> {
    let damage = &places.facts.damage;
    let what = json!({ "rules_stand_back": damage.dates });
    damage.places.iter().map(|span| fact(places, *span, what.clone())).collect()
}

fn date(date: PartialDate) -> Value {
    json!({ "year": date.year, "month": date.month, "day": date.day })
}

/// The name of a variant in JSON: `YearDigits` is `year-digits`.
fn kebab(variant: impl std::fmt::Debug) -> String {
    let mut name = String::new();
    for char in format!("{variant:?}").chars() {
        if char.is_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.extend(char.to_lowercase());
    }
    name
}
