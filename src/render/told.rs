//! A finding in the words of one language: what every format shows, and, as it is serialised, the
//! `finding` of the JSON contract (docs/check.schema.json).

use std::collections::BTreeMap;

use serde::Serialize;

use super::place::{CellName, Places};
use super::{Detail, Judged, Look, escape, words};
use crate::engine::Reported;
use crate::lang::Lang;
use crate::report::{self, Finding, Mark, Severity, Suppressed, Value};
use crate::rule::{Cite, FixSafety, Rule};
use crate::text::{Position, Span};

/// One finding.
#[derive(Serialize)]
pub(super) struct Told<'a> {
    pub code: &'a str,
    #[serde(rename = "rule")]
    pub id: &'a str,
    pub severity: Severity,
    pub message: String,
    pub help: Option<String>,
    pub basis: Vec<Basis<'a>>,
    pub primary: Place<'a>,
    pub related: Vec<Place<'a>>,
    pub values: BTreeMap<&'a str, serde_json::Value>,
    pub fix: Option<Fix<'a>>,
    pub fingerprint: &'a str,
    pub suppressed: Option<Suppression<'a>>,
    /// The rule itself.
    #[serde(skip)]
    pub rule: &'a Rule,
}

/// An act the finding rests on.
#[derive(Serialize)]
pub(super) struct Basis<'a> {
    pub authority: &'a str,
    pub article: Option<String>,
    /// 《……条例》第三十二条（国务院令第492号）.
    #[serde(skip)]
    pub words: String,
}

/// Why the finding is not counted.
#[derive(Serialize)]
pub(super) struct Suppression<'a> {
    /// `ignore` or `baseline`.
    pub kind: &'static str,
    pub reason: Option<&'a str>,
    pub until: Option<String>,
}

/// How to repair it.
#[derive(Serialize)]
pub(super) struct Fix<'a> {
    pub safety: &'static str,
    pub title: String,
    pub edits: Vec<Edit<'a>>,
}

/// Bytes of the text that positions count in, and what shall stand there.
#[derive(Serialize)]
pub(super) struct Edit<'a> {
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
}

/// A place with its words and its positions in all units.
#[derive(Serialize)]
pub(super) struct Place<'a> {
    /// The file, where it is another than that of the finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<&'a str>,
    pub quote: &'a str,
    pub r#where: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell<'a>>,
    pub start: Position,
    pub end: Position,
    /// The place in the view.
    #[serde(skip)]
    pub span: Span,
}

/// A cell of an official table.
#[derive(Serialize)]
pub(super) struct Cell<'a> {
    pub table: &'a str,
    pub row: String,
    pub column: &'a str,
}

impl Told<'_> {
    /// The severity where a line must not look as if it counted.
    pub(super) fn shown_severity(&self) -> &'static str {
        if self.suppressed.is_some() { Severity::Info.name() } else { self.severity.name() }
    }

    /// The message, made safe to show, with the reason in front if the finding does not count.
    pub(super) fn marked_message(&self, look: Look) -> String {
        let lang = look.lang;
        let mark = self.suppressed.as_ref().map(|it| {
            let why = it.words(lang);
            lang.pick(format!("（已豁免：{why}）"), format!("(suppressed: {why}) "))
        });
        escape::shown(&(mark.unwrap_or_default() + &self.whole_message(look)))
    }

    /// The message, and behind it the other report that it is held against: for formats of one
    /// line a finding, which show no further places.
    pub(super) fn whole_message(&self, look: Look) -> String {
        let lang = look.lang;
        let against =
            self.against(look).map(|it| lang.pick(format!("（{it}）"), format!(" ({it})")));
        self.message.clone() + &against.unwrap_or_default()
    }

    /// The first place in another report that the finding is held against, and how many more
    /// there are.
    pub(super) fn against(&self, look: Look) -> Option<String> {
        let (place, more) = self.elsewhere(look)?;
        Some(match (more, look.lang) {
            (0, Lang::Zh) => format!("对照 {place}"),
            (0, Lang::En) => format!("against {place}"),
            (more, Lang::Zh) => format!("对照 {place}，另有 {more} 处"),
            (more, Lang::En) => format!("against {place} and {more} more"),
        })
    }

    /// The same as data.
    pub(super) fn elsewhere(&self, look: Look) -> Option<(String, usize)> {
        let mut others = self.related.iter().filter_map(|it| Some((it.path?, it.start)));
        let (path, at) = others.next()?;
        Some((format!("{path}:{}:{}", at.line, look.unit.of(at)), others.count()))
    }

    /// What to do, and the other report that shows why.
    pub(super) fn help_against(&self, look: Look) -> String {
        match (self.help.as_deref(), self.against(look)) {
            (help, None) => help.unwrap_or_default().to_owned(),
            (None, Some(against)) => against,
            (Some(help), Some(against)) => {
                help.to_owned() + &look.lang.pick(format!("（{against}）"), format!(" ({against})"))
            }
        }
    }

    /// What to do and why, one a line.
    pub(super) fn advice(&self) -> String {
        let basis = self.basis.iter().map(|it| it.words.as_str()).filter(|it| !it.is_empty());
        self.help.as_deref().into_iter().chain(basis).collect::<Vec<_>>().join("\n")
    }
}

impl Suppression<'_> {
    /// The reason, and how long it holds.
    pub(super) fn words(&self, lang: Lang) -> String {
        let reason = self.reason.unwrap_or(lang.pick("已列入基线", "in the baseline"));
        let until = self.until.as_ref().map_or_else(String::new, |day| {
            lang.pick(format!("，至 {day}"), format!(", until {day}"))
        });
        reason.to_owned() + &until
    }
}

impl<'a> Place<'a> {
    pub(super) fn of(places: &Places<'a>, span: Span) -> Self {
        let (text, found) = places.doc.origin.locate(&places.doc.text, span);
        Self {
            path: None,
            quote: places.doc.words(span),
            r#where: places.name(span),
            label: None,
            cell: places.cell(span).map(Cell::of),
            start: text.position(found.start()),
            end: text.position(found.end()),
            span,
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

/// The findings that a format for programs holds (json, jsonl, sarif): all of them, those that are
/// not counted too and marked so, unless `--min-severity` asks for less.
pub(super) fn held<'a>(judged: &'a Judged<'_>, detail: Detail, lang: Lang) -> Vec<Told<'a>> {
    let mut all = all(judged, lang);
    all.retain(|it| detail.least.is_none() || it.severity >= detail.shown());
    all
}

/// The findings of a report that a format of CI servers shows which has no way to say that one is
/// not counted: what text for people shows, save those.
pub(super) fn counted<'a>(judged: &'a Judged<'_>, detail: Detail, lang: Lang) -> Vec<Told<'a>> {
    shown(judged, Detail { suppressed: false, ..detail }, lang)
}

/// All findings on a report in the order of the text, those that are not counted too.
pub(super) fn all<'a>(judged: &'a Judged<'_>, lang: Lang) -> Vec<Told<'a>> {
    let places = Places::of(judged, lang);
    judged.verdict.findings.iter().map(|it| told(judged, &places, it)).collect()
}

/// The findings of a report that a format for people shows.
pub(super) fn shown<'a>(judged: &'a Judged<'_>, detail: Detail, lang: Lang) -> Vec<Told<'a>> {
    let places = Places::of(judged, lang);
    detail.of(judged).map(|it| told(judged, &places, it)).collect()
}

fn told<'a>(judged: &'a Judged<'_>, places: &Places<'a>, it: &'a Reported<'_>) -> Told<'a> {
    let (rule, found, lang) = (it.rule, &it.finding, places.lang);
    let help = rule.help(found.variant).map(|help| words::filled(help, &found.values, lang));
    let message = words::filled(rule.message(found.variant), &found.values, lang);
    let title = help.as_ref().unwrap_or(&message);
    let fix = found.fix.as_ref().and_then(|fix| {
        let edits: Option<Vec<_>> = fix.edits.iter().map(|it| edit(places, it)).collect();
        let safety = if it.safety == FixSafety::Safe { "safe" } else { "suggest" };
        edits.map(|edits| Fix { safety, title: title.clone(), edits })
    });
    Told {
        code: rule.code(),
        id: rule.id(),
        severity: it.severity,
        message,
        help,
        basis: it.basis.iter().map(|cite| basis(judged, cite, lang)).collect(),
        primary: Place::marked(places, &found.primary),
        related: related(judged, places, found),
        values: found.values.iter().map(|(name, it)| (*name, value(it, lang))).collect(),
        fix,
        fingerprint: &it.fingerprint,
        suppressed: it.suppressed.as_ref().map(suppression),
        rule,
    }
}

/// The places a finding is held against, those in other reports last.
fn related<'a>(judged: &'a Judged<'_>, places: &Places<'a>, found: &Finding) -> Vec<Place<'a>> {
    let own = found.related.iter().map(|mark| Place::marked(places, mark));
    let elsewhere = found.elsewhere.iter().filter_map(|(index, mark)| {
        let other = judged.others.get(*index)?;
        let places = Places::of(other, places.lang);
        Some(Place { path: Some(&other.path), ..Place::marked(&places, mark) })
    });
    own.chain(elsewhere).collect()
}

/// Why a finding is not counted.
pub(super) fn suppression(it: &Suppressed) -> Suppression<'_> {
    match it {
        Suppressed::Ignored { reason, until } => Suppression {
            kind: "ignore",
            reason: Some(reason),
            until: until.map(|day| day.to_string()),
        },
        Suppressed::Baseline => Suppression { kind: "baseline", reason: None, until: None },
    }
}

fn basis<'a>(judged: &Judged<'_>, cite: &'a Cite, lang: Lang) -> Basis<'a> {
    let authority = cite.authority.get_ref();
    let act = judged.packs.authorities.get(authority);
    let words =
        act.map_or_else(String::new, |act| words::citation(act, cite.article.as_ref(), lang));
    Basis { authority, article: cite.article.as_ref().map(ToString::to_string), words }
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
