//! Formats of one line a finding: findings on one stream, what is said of the run on another.

use std::io::{self, Write};

use super::told::{Told, counted, shown};
use super::{Detail, Entry, Judged, Look, Renderer, Tally, Unread, coverage};
use crate::lang::Lang;

/// How a format writes its lines.
pub(super) struct Form {
    /// Which findings it shows.
    pub findings: for<'a> fn(&'a Judged<'_>, Detail, Lang) -> Vec<Told<'a>>,
    /// The line of a finding in the file of this path.
    pub finding: fn(Look, &str, &Told<'_>) -> String,
    /// The line of an input that gave no text. Where there is none, standard error alone tells.
    pub unread: Option<fn(&Unread<'_>) -> String>,
}

impl Form {
    /// Lines for people and editors.
    pub(super) const fn shown(finding: fn(Look, &str, &Told<'_>) -> String) -> Self {
        Self { findings: shown, finding, unread: None }
    }

    /// Lines that a CI server counts.
    pub(super) const fn counted(
        finding: fn(Look, &str, &Told<'_>) -> String,
        unread: fn(&Unread<'_>) -> String,
    ) -> Self {
        Self { findings: counted, finding, unread: Some(unread) }
    }
}

/// A format of one line a finding.
pub(super) struct Lines<'a> {
    form: Form,
    look: Look,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    aside: Box<dyn Write + 'a>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(
        form: Form,
        look: Look,
        detail: Detail,
        out: Box<dyn Write + 'a>,
        aside: Box<dyn Write + 'a>,
    ) -> Self {
        Self { form, look, detail, out, aside }
    }

    fn judged(&mut self, judged: &Judged<'_>) -> io::Result<()> {
        for it in (self.form.findings)(judged, self.detail, self.look.lang) {
            writeln!(self.out, "{}", (self.form.finding)(self.look, &judged.path, &it))?;
        }
        if self.detail.verbose {
            self.out.flush()?;
            coverage::write(&mut self.aside, self.look, judged)?;
        }
        Ok(())
    }
}

impl Renderer for Lines<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        match (entry, self.form.unread) {
            (Entry::Judged(judged), _) => self.judged(judged),
            (Entry::Unread(unread), Some(line)) => writeln!(self.out, "{}", line(unread)),
            (Entry::Unread(_), None) => Ok(()),
        }
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        self.out.flush()?;
        if !self.detail.quiet {
            writeln!(self.aside, "{}", tally.sentence(self.detail, self.look.lang))?;
        }
        self.aside.flush()
    }
}
