//! Reviewdog's diagnostics, for comments on the changes of a pull request. Columns count UTF-8
//! bytes, as its format demands.

use std::io::{self, Write};

use serde::Serialize;

use super::notice::Notice;
use super::told::{Edit, Place, Told, counted};
use super::{Detail, Entry, Judged, Look, Renderer, Tally, escape, paths};
use crate::report::Severity;
use crate::source::Format;
use crate::text;

/// The format `rdjson`.
pub(super) struct Rdjson<'a> {
    look: Look,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    begun: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Diagnostic<'a> {
    message: String,
    severity: &'static str,
    code: Code<'a>,
    location: Location<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: String,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Clone, Copy, Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Clone, Copy, Serialize)]
struct Position {
    line: usize,
    column: usize,
}

impl<'a> Rdjson<'a> {
    pub(super) fn new(look: Look, detail: Detail, out: Box<dyn Write + 'a>) -> Self {
        Self { look, detail, out, begun: false }
    }

    fn begin(&mut self) -> io::Result<&'static str> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(",\n");
        }
        write!(self.out, "{{\"source\":{{\"name\":\"{NAME}\"}},\"diagnostics\":[")?;
        Ok("\n")
    }

    fn add(&mut self, diagnostic: &Diagnostic<'_>) -> io::Result<()> {
        let lead = self.begin()?;
        let diagnostic = serde_json::to_string(diagnostic)?;
        write!(self.out, "{lead}{}", escape::in_json(&diagnostic))
    }

    fn range(&self, start: text::Position, end: text::Position) -> Range {
        let position =
            |at: text::Position| Position { line: at.line, column: self.look.unit.of(at) };
        Range { start: position(start), end: position(end) }
    }

    fn diagnostic<'t>(
        &self,
        judged: &Judged<'_>,
        it: &'t Told<'_>,
        (path, others): (&'t str, &'t [(&str, String)]),
    ) -> Diagnostic<'t> {
        let at = |it: &Place<'_>| Location { path, range: Some(self.range(it.start, it.end)) };
        let other =
            |it: &Place<'t>| it.path.and_then(|own| others.iter().find(|(path, _)| *path == own));
        let related = |it: &Place<'t>| Related {
            message: it.label.map_or_else(|| it.r#where.clone(), str::to_owned),
            location: other(it).map_or_else(
                || at(it),
                |(_, relative)| Location {
                    path: relative,
                    range: Some(self.range(it.start, it.end)),
                },
            ),
        };
        // A Word document has no text that could be replaced.
        let fix = it.fix.as_ref().filter(|_| judged.format != Format::Docx);
        Diagnostic {
            message: message(it),
            severity: level(it.severity),
            code: Code { value: it.code },
            location: at(&it.primary),
            related_locations: it.related.iter().map(related).collect(),
            suggestions: fix
                .into_iter()
                .flat_map(|fix| &fix.edits)
                .map(|edit| self.suggestion(judged, edit))
                .collect(),
        }
    }

    fn notices(&mut self, notices: &[Notice]) -> io::Result<()> {
        for it in notices {
            let path = paths::relative(&it.path);
            let range = it.place.map(|(start, end)| self.range(start, end));
            self.add(&notice(it, &path, range))?;
        }
        Ok(())
    }

    fn suggestion<'t>(&self, judged: &Judged<'_>, edit: &Edit<'t>) -> Suggestion<'t> {
        let text = judged.doc.origin.text(&judged.doc.text);
        let range = self.range(text.position(edit.start), text.position(edit.end));
        Suggestion { range, text: edit.text }
    }
}

const NAME: &str = env!("CARGO_PKG_NAME");

impl Renderer for Rdjson<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        self.notices(&Notice::of(entry, self.look.lang))?;
        let Some(judged) = entry.judged() else { return Ok(()) };
        let path = paths::relative(&judged.path);
        let others = judged.others.iter().map(|it| (it.path.as_str(), paths::relative(&it.path)));
        let others: Vec<_> = others.collect();
        for it in counted(judged, self.detail, self.look.lang) {
            self.add(&self.diagnostic(judged, &it, (&path, &others)))?;
        }
        Ok(())
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        self.notices(&Notice::stale(tally, self.look.lang))?;
        if !self.begun {
            self.begin()?;
        }
        writeln!(self.out, "\n]}}")?;
        self.out.flush()
    }
}

/// The message, and below it what to do and why: a comment has no other place for them.
fn message(it: &Told<'_>) -> String {
    let advice = it.advice();
    if advice.is_empty() { it.message.clone() } else { format!("{}\n{advice}", it.message) }
}

fn notice<'a>(it: &'a Notice, path: &'a str, range: Option<Range>) -> Diagnostic<'a> {
    let help = it.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
    Diagnostic {
        message: it.message.clone() + &help,
        severity: level(it.severity),
        code: Code { value: it.code },
        location: Location { path, range },
        related_locations: Vec::new(),
        suggestions: Vec::new(),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}
