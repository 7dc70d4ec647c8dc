//! SARIF 2.1.0, the format of code scanning: findings with their rules, places, fixes and what is
//! known of each.

mod catalogue;
mod model;

use std::collections::BTreeMap;
use std::io::{self, Write};

use self::catalogue::Catalogue;
use self::model::{
    Artifact, ArtifactChange, ArtifactContent, ArtifactLocation, Automation, Fix, Invocation,
    Location, Log, Message, Notification, PhysicalLocation, Region, Replacement, Result, Run,
    Suppression, Tool,
};
use super::notice::Notice;
use super::told::{Edit, Place, Suppression as Known, Told, held};
use super::{Detail, Entry, Judged, Renderer, Tally, Unread, escape, paths};
use crate::lang::Lang;
use crate::report::Severity;
use crate::source::Format;
use crate::text::{Position, Span, Text};

/// Results of a run; services refuse logs with many more.
const MOST: usize = 5_000;
/// Characters of a place that are quoted.
const SNIPPET_MAX: usize = 1_000;

/// The format `sarif`. Rules and files stand before and after the results, so all waits for the
/// end; `MOST` bounds it.
pub(super) struct Sarif<'a> {
    lang: Lang,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    rules: Catalogue,
    artifacts: Vec<Artifact>,
    /// Their indices by address.
    known: BTreeMap<String, usize>,
    results: Vec<Result>,
    notifications: Vec<Notification>,
    /// What is to say of configurations.
    configuration: Vec<Notification>,
    /// Results beyond `MOST`.
    untold: usize,
    /// Every input was read.
    all_read: bool,
}

impl<'a> Sarif<'a> {
    pub(super) fn new(lang: Lang, detail: Detail, out: Box<dyn Write + 'a>) -> Self {
        Self {
            lang,
            detail,
            out,
            rules: Catalogue::new(lang),
            artifacts: Vec::new(),
            known: BTreeMap::new(),
            results: Vec::new(),
            notifications: Vec::new(),
            configuration: Vec::new(),
            untold: 0,
            all_read: true,
        }
    }

    /// Takes in the findings of a report; gives its place among the artifacts.
    fn judged(&mut self, judged: &Judged<'_>) -> ArtifactLocation {
        for (rule, _) in &judged.verdict.outcomes {
            self.rules.index_of(rule, judged.packs);
        }
        let others = judged.others.iter().map(|it| self.artifact(&it.path)).collect();
        let file = File { judged, at: self.artifact(&judged.path), others };
        if let Some(artifact) = self.artifacts.get_mut(file.at.index) {
            // What a Word document holds is no text of its own.
            let is_text = judged.format != Format::Docx;
            artifact.encoding = is_text.then(|| judged.encoding.title());
            artifact.hashes = Some(model::Hashes { sha256: judged.sha256.clone() });
        }
        for it in held(judged, self.detail, self.lang) {
            if self.results.len() < MOST {
                let index = self.rules.index_of(it.rule, judged.packs);
                self.results.push(file.result(&it, index));
            } else {
                self.untold += 1;
            }
        }
        file.at
    }

    fn lacks(&mut self, judged: &Judged<'_>, at: &ArtifactLocation) {
        for lack in judged.lacks(self.lang) {
            self.notify("warning", &lack, Some(at.clone()));
        }
    }

    fn unread(&mut self, it: &Unread<'_>) {
        let at = self.artifact(it.path);
        self.all_read = false;
        self.notify("error", it.message, Some(at));
    }

    fn artifact(&mut self, path: &str) -> ArtifactLocation {
        let uri = paths::uri(path);
        let index = *self.known.entry(uri.clone()).or_insert(self.artifacts.len());
        let at = ArtifactLocation { uri, index };
        if index == self.artifacts.len() {
            self.artifacts.push(Artifact::of(at.clone()));
        }
        at
    }

    fn stale(&mut self, stale: &[Notice]) {
        let mut last: Option<(&str, ArtifactLocation)> = None;
        for it in stale {
            let at = match &last {
                Some((path, at)) if *path == it.path => at.clone(),
                _ => self.artifact(&it.path),
            };
            last = Some((&it.path, at.clone()));
            let region = it.place.map(|(start, end)| Region::of(start, end));
            let location = Location {
                id: None,
                physical: PhysicalLocation { artifact_location: at, region },
                message: None,
            };
            let (level, message) = (level(it.severity), Message::of(&it.advised(self.lang)));
            self.configuration.push(Notification { level, message, locations: vec![location] });
        }
    }

    fn notify(&mut self, level: &'static str, words: &str, at: Option<ArtifactLocation>) {
        let locations = at.map(|at| Location {
            id: None,
            physical: PhysicalLocation { artifact_location: at, region: None },
            message: None,
        });
        let locations = locations.into_iter().collect();
        self.notifications.push(Notification { level, message: Message::of(words), locations });
    }
}

impl Renderer for Sarif<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        match entry {
            Entry::Judged(judged) => {
                let at = self.judged(judged);
                self.lacks(judged, &at);
            }
            Entry::Compared(judged) => _ = self.judged(judged),
            Entry::Unread(it) => self.unread(it),
        }
        Ok(())
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        self.stale(&Notice::stale(tally, self.lang));
        if self.untold > 0 {
            let count = self.untold;
            let words = self.lang.pick(
                format!("问题过多，只列出前{MOST}处，另有{count}处未列出"),
                format!("too many findings: {count} beyond {MOST} are not listed"),
            );
            self.notify("warning", &words, None);
        }
        let run = Run {
            tool: Tool { driver: self.rules.driver() },
            // A category and, after the slash, no name of a run: each takes the place of the last.
            automation_details: Automation { id: concat!(env!("CARGO_PKG_NAME"), "/") },
            language: self.lang.pick("zh-CN", "en-US"),
            column_kind: "unicodeCodePoints",
            newline_sequences: ["\r\n", "\n", "\r"],
            invocations: [Invocation {
                execution_successful: self.all_read,
                tool_execution_notifications: &self.notifications,
                tool_configuration_notifications: &self.configuration,
            }],
            artifacts: &self.artifacts,
            results: &self.results,
        };
        let log = serde_json::to_string_pretty(&Log::of(run))?;
        writeln!(self.out, "{}", escape::in_json(&log))?;
        self.out.flush()
    }
}

/// The file that results lie in.
struct File<'a> {
    judged: &'a Judged<'a>,
    at: ArtifactLocation,
    /// Those of the reports it is held against.
    others: Vec<ArtifactLocation>,
}

impl File<'_> {
    fn result(&self, it: &Told<'_>, rule_index: usize) -> Result {
        Result {
            rule_id: it.code.to_owned(),
            rule_index,
            level: level(it.severity),
            message: Message::of(&it.message),
            locations: vec![self.location(&it.primary, None)],
            related_locations: it
                .related
                .iter()
                .enumerate()
                .map(|(index, place)| self.location(place, Some(index + 1)))
                .collect(),
            partial_fingerprints: model::Fingerprints { v1: it.fingerprint.to_owned() },
            suppressions: it.suppressed.iter().map(suppression).collect(),
            fixes: self.fix(it).into_iter().collect(),
        }
    }

    fn location(&self, place: &Place<'_>, id: Option<usize>) -> Location {
        let mut region = Region::of(place.start, place.end);
        let span = Span::new(place.start.offset, place.end.offset);
        let mut others = self.judged.others.iter().zip(&self.others);
        let other = others.find(|it| place.path == Some(it.0.path.as_str()));
        let (text, at) = other.map_or((self.text(), &self.at), |(judged, at)| {
            (judged.doc.origin.text(&judged.doc.text), at)
        });
        let at = at.clone();
        let words = text.slice(span);
        let fits = !words.is_empty() && words.chars().nth(SNIPPET_MAX).is_none();
        region.snippet = fits.then(|| ArtifactContent { text: words.to_owned() });
        let named = match place.label {
            Some(label) => format!("{label} · {}", place.r#where),
            None => place.r#where.clone(),
        };
        Location {
            id,
            physical: PhysicalLocation { artifact_location: at, region: Some(region) },
            message: Some(Message::of(&named)),
        }
    }

    /// The fix, where the file itself is the text that edits count in.
    fn fix(&self, it: &Told<'_>) -> Option<Fix> {
        let fix = it.fix.as_ref().filter(|_| self.judged.format != Format::Docx)?;
        Some(Fix {
            description: Message::of(&fix.title),
            artifact_changes: [ArtifactChange {
                artifact_location: self.at.clone(),
                replacements: fix.edits.iter().map(|edit| self.replacement(edit)).collect(),
            }],
        })
    }

    fn replacement(&self, edit: &Edit<'_>) -> Replacement {
        let text = self.text();
        Replacement {
            deleted_region: Region::of(text.position(edit.start), text.position(edit.end)),
            inserted_content: ArtifactContent { text: edit.text.to_owned() },
        }
    }

    /// The text that positions count in.
    fn text(&self) -> &Text {
        self.judged.doc.origin.text(&self.judged.doc.text)
    }
}

impl Region {
    fn of(start: Position, end: Position) -> Self {
        Self {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
            snippet: None,
        }
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn suppression(it: &Known<'_>) -> Suppression {
    let justification = it.reason.unwrap_or(it.kind).to_owned();
    Suppression { kind: "external", status: "accepted", justification }
}
