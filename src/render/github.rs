//! Workflow commands of GitHub Actions: `::error file=…,line=…::message`, shown beside the lines
//! of a pull request.
//!
//! GitHub shows ten annotations of each level and step and drops the rest without a word. So at
//! most ten are asked for, inputs that were not read first; everything else is a plain line of the
//! log, and a notice says how many there are. The annotations stand at the end, the gravest first.

use std::io::{self, Write};

use super::notice::Notice;
use super::told::{Told, counted};
use super::{Detail, Entry, Look, Renderer, Tally, coverage, escape, paths};
use crate::lang::Lang;
use crate::report::Severity;

/// Annotations of one level that GitHub shows.
const SHOWN: usize = 10;

/// The format `github`.
pub(super) struct Github<'a> {
    look: Look,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    aside: Box<dyn Write + 'a>,
    unread: Vec<Annotation>,
    /// Warnings that are no findings.
    notes: Vec<Annotation>,
    errors: Vec<Annotation>,
    warnings: Vec<Annotation>,
    notices: Vec<Annotation>,
    /// How many findings are in the log only.
    logged: usize,
}

/// A command, and the plain line that stands for it where it is one too many.
struct Annotation {
    command: String,
    line: String,
}

impl<'a> Github<'a> {
    pub(super) fn new(
        look: Look,
        detail: Detail,
        out: Box<dyn Write + 'a>,
        aside: Box<dyn Write + 'a>,
    ) -> Self {
        let [unread, notes, errors, warnings, notices] = [const { Vec::new() }; 5];
        Self { look, detail, out, aside, unread, notes, errors, warnings, notices, logged: 0 }
    }

    /// Keeps a finding for the end, or writes it to the log if there are enough.
    fn add(&mut self, path: &str, it: &Told<'_>) -> io::Result<()> {
        let level = match it.severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Info => &mut self.notices,
        };
        let line = escape::log_line(self.look, path, it);
        if level.len() < SHOWN {
            level.push(Annotation { command: command(self.look, path, it), line });
            return Ok(());
        }
        self.log(&line)
    }

    fn notices(&mut self, notices: &[Notice]) -> io::Result<()> {
        for it in notices {
            match it.severity {
                Severity::Error => self.unread.push(annotation(self.look, it)),
                _ => self.notes.push(annotation(self.look, it)),
            }
        }
        self.cut(|it| &mut it.unread, SHOWN)?;
        self.cut(|it| &mut it.notes, SHOWN)
    }

    fn log(&mut self, line: &str) -> io::Result<()> {
        self.logged += 1;
        writeln!(self.out, "{line}")
    }

    /// Moves what is more than `most` from a level to the log.
    fn cut(&mut self, level: fn(&mut Self) -> &mut Vec<Annotation>, most: usize) -> io::Result<()> {
        let held = level(self);
        let rest = held.split_off(most.min(held.len()));
        rest.iter().try_for_each(|it| self.log(&it.line))
    }
}

impl Renderer for Github<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        self.notices(&Notice::of(entry, self.look.lang))?;
        let Some(judged) = entry.judged() else { return Ok(()) };
        for it in counted(judged, self.detail, self.look.lang) {
            self.add(&judged.path, &it)?;
        }
        if self.detail.verbose && matches!(entry, Entry::Judged(_)) {
            self.out.flush()?;
            coverage::write(&mut self.aside, self.look, judged)?;
        }
        Ok(())
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        self.notices(&Notice::stale(tally, self.look.lang))?;
        // Of the warnings these come first, so that findings make room for them.
        let notes = std::mem::take(&mut self.notes);
        self.warnings.splice(0..0, notes);
        self.cut(|it| &mut it.warnings, SHOWN)?;
        self.cut(|it| &mut it.errors, SHOWN - self.unread.len())?;
        if self.logged > 0 {
            // The notice about the rest is one of the ten.
            self.cut(|it| &mut it.notices, SHOWN - 1)?;
        }
        let levels = [&self.unread, &self.errors, &self.warnings, &self.notices];
        for it in levels.into_iter().flatten() {
            writeln!(self.out, "{}", it.command)?;
        }
        if self.logged > 0 {
            writeln!(self.out, "::notice::{}", data(&rest(self.logged, self.look.lang)))?;
        }
        self.out.flush()?;
        if !self.detail.quiet {
            writeln!(self.aside, "{}", tally.sentence(self.detail, self.look.lang))?;
        }
        self.aside.flush()
    }
}

fn rest(count: usize, lang: Lang) -> String {
    lang.pick(
        format!("另有 {count} 处未作标注，见日志"),
        format!("{count} more without an annotation: see the log"),
    )
}

fn command(look: Look, path: &str, it: &Told<'_>) -> String {
    let level = match it.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = (it.primary.start, it.primary.end);
    let (path, line, last) = (property(&paths::relative(path)), start.line, end.line);
    // Columns of two lines would be refused.
    let columns = if line == last {
        format!(",col={},endColumn={}", look.unit.of(start), look.unit.of(end))
    } else {
        String::new()
    };
    let title = property(&format!("{} {}", it.code, it.rule.title.get(look.lang)));
    let message = data(&it.whole_message(look));
    format!("::{level} file={path},line={line},endLine={last}{columns},title={title}::{message}")
}

fn annotation(look: Look, it: &Notice) -> Annotation {
    let (path, message) = (paths::relative(&it.path), escape::shown(&it.message));
    let (severity, code) = (it.severity.name(), it.code);
    let place = it
        .place
        .map_or_else(String::new, |(at, _)| format!(",line={},col={}", at.line, look.unit.of(at)));
    let (file, words) = (property(&path), data(&it.message));
    Annotation {
        command: format!("::{severity} file={file}{place},title={code}::{words}"),
        line: format!("{severity}[{code}] {}: {message}", escape::shown(&path)),
    }
}

/// Text after the second `::`. Line ends are gone with everything else that steers.
fn data(text: &str) -> String {
    escape::shown(text).replace('%', "%25")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
