//! One line a finding: `path:4:216: error[HG0801] message`, for editors and logs of CI runs.

use std::io::{self, Write};

use super::{Detail, Entry, Judged, Look, Renderer, Tally, coverage, escape, told};

/// The format `concise`: findings on one stream, what is said of the run on another.
pub(super) struct Concise<'a> {
    look: Look,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    aside: Box<dyn Write + 'a>,
}

impl<'a> Concise<'a> {
    pub(super) fn new(
        look: Look,
        detail: Detail,
        out: Box<dyn Write + 'a>,
        aside: Box<dyn Write + 'a>,
    ) -> Self {
        Self { look, detail, out, aside }
    }
}

impl Renderer for Concise<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        let Entry::Judged(judged) = entry else { return Ok(()) };
        write(&mut self.out, self.look, self.detail, judged)?;
        if self.detail.verbose {
            self.out.flush()?;
            coverage::write(&mut self.aside, self.look, judged)?;
        }
        Ok(())
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        self.out.flush()?;
        if !self.detail.quiet {
            writeln!(self.aside, "{}", tally.sentence(self.detail, self.look.lang))?;
        }
        self.aside.flush()
    }
}

fn write(out: &mut dyn Write, look: Look, detail: Detail, judged: &Judged<'_>) -> io::Result<()> {
    let path = escape::shown(&judged.path);
    for it in told::shown(judged, detail, look.lang) {
        let at = it.primary.start;
        let (line, column) = (at.line, look.unit.of(at));
        let (severity, code, message) = (it.severity.name(), it.code, escape::shown(&it.message));
        let place = look.linked(&judged.path, &format!("{path}:{line}:{column}"));
        writeln!(out, "{place}: {severity}[{code}] {message}")?;
    }
    Ok(())
}
