//! Formats of one line a finding: findings on one stream, what is said of the run on another.

use std::io::{self, Write};

use super::notice::Notice;
use super::told::{Told, counted, shown};
use super::{Detail, Entry, Judged, Look, Renderer, Tally, coverage};
use crate::lang::Lang;

/// How a format writes its lines.
pub(super) struct Form {
    /// Which findings it shows.
    pub findings: for<'a> fn(&'a Judged<'_>, Detail, Lang) -> Vec<Told<'a>>,
    /// The line of a finding in the file of this path.
    pub finding: fn(Look, &str, &Told<'_>) -> String,
    /// The line of what is no finding.
    pub notice: fn(Look, &Notice) -> String,
}

impl Form {
    /// Lines for people and editors.
    pub(super) const fn shown(
        finding: fn(Look, &str, &Told<'_>) -> String,
        notice: fn(Look, &Notice) -> String,
    ) -> Self {
        Self { findings: shown, finding, notice }
    }

    /// Lines that a CI server counts.
    pub(super) const fn counted(
        finding: fn(Look, &str, &Told<'_>) -> String,
        notice: fn(Look, &Notice) -> String,
    ) -> Self {
        Self { findings: counted, finding, notice }
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

    fn notices(&mut self, notices: &[Notice]) -> io::Result<()> {
        let line = self.form.notice;
        notices.iter().try_for_each(|it| writeln!(self.out, "{}", line(self.look, it)))
    }

    fn findings(&mut self, judged: &Judged<'_>) -> io::Result<()> {
        for it in (self.form.findings)(judged, self.detail, self.look.lang) {
            writeln!(self.out, "{}", (self.form.finding)(self.look, &judged.path, &it))?;
        }
        Ok(())
    }

    fn coverage(&mut self, judged: &Judged<'_>) -> io::Result<()> {
        if self.detail.verbose {
            self.out.flush()?;
            coverage::write(&mut self.aside, self.look, judged)?;
        }
        Ok(())
    }
}

impl Renderer for Lines<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        self.notices(&Notice::of(entry, self.look.lang))?;
        match entry {
            Entry::Judged(judged) => {
                self.findings(judged)?;
                self.coverage(judged)
            }
            Entry::Compared(judged) => self.findings(judged),
            Entry::Unread(_) => Ok(()),
        }
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        self.notices(&Notice::stale(tally, self.look.lang))?;
        self.out.flush()?;
        if !self.detail.quiet {
            writeln!(self.aside, "{}", tally.sentence(self.detail, self.look.lang))?;
        }
        self.aside.flush()
    }
}
