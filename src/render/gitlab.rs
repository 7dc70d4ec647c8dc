//! A Code Quality report of GitLab: an array of findings, shown in merge requests.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::notice::Notice;
use super::told::{Told, counted};
use super::{Detail, Entry, Look, Renderer, Tally, escape, paths};
use crate::report::Severity;

/// The format `gitlab`.
pub(super) struct Gitlab<'a> {
    look: Look,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    begun: bool,
}

#[derive(Serialize)]
struct Issue<'a> {
    r#type: &'static str,
    description: Cow<'a, str>,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Content>,
    location: Location<'a>,
}

/// Help and basis, which GitLab keeps for whoever opens the finding.
#[derive(Serialize)]
struct Content {
    body: String,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl<'a> Gitlab<'a> {
    pub(super) fn new(look: Look, detail: Detail, out: Box<dyn Write + 'a>) -> Self {
        Self { look, detail, out, begun: false }
    }

    fn add(&mut self, issue: &Issue<'_>) -> io::Result<()> {
        let issue = serde_json::to_string(issue)?;
        let lead = if self.begun { ",\n" } else { "[\n" };
        self.begun = true;
        write!(self.out, "{lead}{}", escape::in_json(&issue))
    }

    fn notices(&mut self, notices: &[Notice]) -> io::Result<()> {
        notices.iter().try_for_each(|it| self.add(&notice(it, &paths::relative(&it.path))))
    }
}

impl Renderer for Gitlab<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        self.notices(&Notice::of(entry, self.look.lang))?;
        let Some(judged) = entry.judged() else { return Ok(()) };
        let path = paths::relative(&judged.path);
        let found = counted(judged, self.detail, self.look.lang);
        found.iter().try_for_each(|it| self.add(&issue(it, &path, self.look)))
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        self.notices(&Notice::stale(tally, self.look.lang))?;
        writeln!(self.out, "{}", if self.begun { "\n]" } else { "[]" })?;
        self.out.flush()
    }
}

fn issue<'a>(it: &'a Told<'_>, path: &'a str, look: Look) -> Issue<'a> {
    let body = it.advice();
    Issue {
        r#type: "issue",
        description: it.whole_message(look).into(),
        check_name: it.code,
        fingerprint: fingerprint(path, it.fingerprint),
        severity: match it.severity {
            Severity::Error => "critical",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        content: (!body.is_empty()).then_some(Content { body }),
        location: Location {
            path,
            lines: Lines { begin: it.primary.start.line, end: it.primary.end.line },
        },
    }
}

/// Nothing is known of what was not read, which is worse than any finding.
fn notice<'a>(it: &'a Notice, path: &'a str) -> Issue<'a> {
    let (start, end) = it.range();
    // What tells the notices of one file apart.
    let own = match it.place {
        Some((at, _)) => format!("{} {}", it.code, at.line),
        None if it.code == "incomplete" => format!("{} {}", it.code, it.message),
        None => it.code.to_owned(),
    };
    Issue {
        r#type: "issue",
        description: it.message.as_str().into(),
        check_name: it.code,
        fingerprint: fingerprint(path, &own),
        severity: match it.severity {
            Severity::Error => "blocker",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        content: it.help.clone().map(|body| Content { body }),
        location: Location { path, lines: Lines { begin: start.line, end: end.line } },
    }
}

/// The same finding in two files must not be taken for one.
fn fingerprint(path: &str, own: &str) -> String {
    let hash = Sha256::new().chain_update(path).chain_update([0]).chain_update(own).finalize();
    let mut digits = format!("{hash:x}");
    digits.truncate(32);
    digits
}
