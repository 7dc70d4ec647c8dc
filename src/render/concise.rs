//! One line a finding: `path:4:216: error[HG0801] message`, for editors and logs of CI runs.

use std::io::{self, Write};

use super::{Detail, Entry, Judged, Look, Renderer, Tally, coverage, escape, words};

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
    let path = escape::shown(judged.path);
    for it in judged.verdict.findings.iter().filter(|it| it.severity >= detail.shown()) {
        let at = judged.doc.position(it.finding.primary.span);
        let message =
            words::filled(it.rule.message(it.finding.variant), &it.finding.values, look.lang);
        writeln!(
            out,
            "{path}:{}:{}: {}[{}] {}",
            at.line,
            look.unit.of(at),
            it.severity.name(),
            it.rule.code(),
            escape::shown(&message)
        )?;
    }
    Ok(())
}
