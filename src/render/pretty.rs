//! Pictures of the places, for people.

use std::io::{self, Write};

use owo_colors::{OwoColorize, Style};

use super::excerpt::{Headline, draw};
use super::look::Look;
use super::notes::{Notes, quote};
use super::window::Marked;
use super::{Detail, Entry, Judged, Renderer, Tally, coverage, words};
use crate::engine::Reported;
use crate::report::{Label, Mark, Severity};

/// The format `pretty`.
pub(super) struct Pretty<'a> {
    look: Look,
    detail: Detail,
    out: Box<dyn Write + 'a>,
}

impl<'a> Pretty<'a> {
    pub(super) fn new(look: Look, detail: Detail, out: Box<dyn Write + 'a>) -> Self {
        Self { look, detail, out }
    }
}

impl Renderer for Pretty<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        let Some(judged) = entry.judged() else { return Ok(()) };
        for it in self.detail.of(judged) {
            writeln!(self.out, "{}", finding(self.look, judged, it))?;
        }
        if self.detail.verbose && matches!(entry, Entry::Judged(_)) {
            coverage::write(&mut self.out, self.look, judged)?;
        }
        self.out.flush()
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        if !self.detail.quiet {
            if let Some(matrix) = tally.matrix() {
                writeln!(self.out, "{}", matrix.table(self.look))?;
            }
            let sentence = tally.sentence(self.detail, self.look.lang);
            for line in self.look.wrap(&sentence, self.look.width, self.look.width) {
                writeln!(self.out, "{line}")?;
            }
        }
        self.out.flush()
    }
}

/// One finding: headline, picture, and below it in words where it is, what to do and why.
fn finding(look: Look, judged: &Judged<'_>, it: &Reported<'_>) -> String {
    let lang = look.lang;
    // What does not count must not look as if it did.
    let (severity, word) = match it.suppressed {
        Some(_) => (Severity::Info, lang.pick("已豁免", "suppressed")),
        None => (it.severity, words::severity(it.severity, lang)),
    };
    let lead = format!("{word}[{}]", it.rule.code());
    let message = words::filled(it.rule.message(it.finding.variant), &it.finding.values, lang);
    let headline = Headline { severity, lead: &lead, message: &message };
    let marks = marks(look, judged, it);
    let view = (&judged.doc.text, &judged.doc.origin);
    let block = draw(look, &headline, &judged.path, view, &marks);
    // The picture begins with the code, which is drawn as plain words of a known width.
    let mut block = block.replacen(&lead, &look.linked(&judged.path, &lead), 1);
    for (name, text) in Notes::new(judged, it, lang).all() {
        block += &note(look, name, &text);
    }
    block
}

/// The places of a picture. Places inside the primary one become part of its label, since marks
/// cannot lie upon each other; the same defect on other lines is only listed in words.
fn marks(look: Look, judged: &Judged<'_>, it: &Reported<'_>) -> Vec<Marked> {
    let (text, lang) = (&judged.doc.text, look.lang);
    let label = |mark: &Mark| mark.label.map(|label| words::label(label, lang).to_owned());
    let primary = it.finding.primary;
    let (inner, outer): (Vec<&Mark>, Vec<&Mark>) =
        it.finding.related.iter().partition(|mark| primary.span.contains(mark.span));
    let inner = inner.into_iter().filter_map(|mark| {
        let words = quote(text.slice(mark.span));
        label(mark).map(|label| lang.pick(format!("{words}：{label}"), format!("{words}: {label}")))
    });
    let labels: Vec<String> = label(&primary).into_iter().chain(inner).collect();
    let whole = (!labels.is_empty()).then(|| labels.join(lang.pick("；", "; ")));
    let line = |mark: &Mark| text.line_at(mark.span.start());
    let shown = |mark: &&Mark| mark.label != Some(Label::Again) || line(mark) == line(&primary);
    let mut marks = vec![Marked { span: primary.span, label: whole }];
    marks.extend(
        outer.into_iter().filter(shown).map(|mark| Marked { span: mark.span, label: label(mark) }),
    );
    marks
}

/// A line such as `建议：…`, wrapped.
pub(super) fn note(look: Look, name: &str, text: &str) -> String {
    let lead = format!("  {name}{}", look.lang.pick("：", ": "));
    let mut lines = look.hang(&lead, &look.shown(text)).join("\n");
    if look.color {
        let style = Style::new().cyan();
        lines = lines.replacen(&lead, &lead.style(style).to_string(), 1);
    }
    lines + "\n"
}
