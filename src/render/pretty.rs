//! Pictures of the places, for people.

use std::io::{self, Write};

use owo_colors::{OwoColorize, Style};

use super::coverage;
use super::excerpt::{Headline, draw};
use super::look::Look;
use super::place::Places;
use super::window::Marked;
use super::{Detail, Entry, Judged, Renderer, Tally, words};
use crate::engine::Reported;
use crate::report::Mark;
use crate::text::Span;

/// Characters of a quotation.
const QUOTE_MAX: usize = 60;
/// Quotations of one kind.
const MAX_QUOTES: usize = 12;

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
        let Entry::Judged(judged) = entry else { return Ok(()) };
        for it in judged.verdict.findings.iter().filter(|it| it.severity >= self.detail.shown()) {
            writeln!(self.out, "{}", finding(self.look, judged, it))?;
        }
        if self.detail.verbose {
            coverage::write(&mut self.out, self.look, judged)?;
        }
        self.out.flush()
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        if !self.detail.quiet {
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
    let lead = format!("{}[{}]", words::severity(it.severity, lang), it.rule.code());
    let message = words::filled(it.rule.message(it.finding.variant), &it.finding.values, lang);
    let headline = Headline { severity: it.severity, lead: &lead, message: &message };
    let marked = |mark: &Mark| Marked {
        span: mark.span,
        label: mark.label.map(|label| words::label(label, lang).to_owned()),
    };
    let marks: Vec<Marked> =
        std::iter::once(&it.finding.primary).chain(&it.finding.related).map(marked).collect();
    let mut block = draw(look, &headline, judged.path, &judged.doc.text, &marks);
    for (name, text) in notes(look, judged, it) {
        block += &note(look, name, &text);
    }
    block
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

fn notes(look: Look, judged: &Judged<'_>, it: &Reported<'_>) -> Vec<(&'static str, String)> {
    let lang = look.lang;
    let places = Places { doc: judged.doc, facts: judged.facts, lang };
    let primary = it.finding.primary.span;
    let mut place = places.name(primary);
    let words = judged.doc.words(primary);
    if !words.trim().is_empty() {
        place += &lang.pick(format!("，{}", quote(words)), format!(", {}", quote(words)));
    }
    let mut notes = vec![(lang.pick("位置", "where"), place)];
    notes.extend(compared(&places, &it.finding.related));
    if let Some(help) = it.rule.help(it.finding.variant) {
        notes.push((lang.pick("建议", "help"), words::filled(help, &it.finding.values, lang)));
    }
    for cite in &it.basis {
        if let Some(authority) = judged.packs.authorities.get(cite.authority.get_ref()) {
            let citation = words::citation(authority, cite.article.as_ref(), lang);
            notes.push((lang.pick("依据", "basis"), citation));
        }
    }
    notes
}

/// The places it is held against, those of one kind in one place together.
fn compared(places: &Places<'_>, related: &[Mark]) -> Vec<(&'static str, String)> {
    let lang = places.lang;
    let mut groups: Vec<(String, Vec<Span>)> = Vec::new();
    for mark in related {
        let label = mark.label.map(|label| words::label(label, lang));
        let place = places.name(mark.span);
        let name = match label {
            Some(label) if label != place => format!("{place} {label}"),
            _ => place,
        };
        match groups.last_mut().filter(|(last, _)| *last == name) {
            Some((_, spans)) => spans.push(mark.span),
            None => groups.push((name, vec![mark.span])),
        }
    }
    groups.truncate(MAX_QUOTES);
    let line = |(name, spans): (String, Vec<Span>)| {
        let quotes = spans.iter().take(MAX_QUOTES).map(|span| quote(places.doc.words(*span)));
        let quotes: Vec<String> = quotes.collect();
        let mut text =
            format!("{name}{}{}", lang.pick("，", ", "), quotes.join(lang.pick("、", ", ")));
        if spans.len() > MAX_QUOTES {
            let count = spans.len();
            text += &lang.pick(format!("等 {count} 处"), format!(" … {count} places"));
        }
        (lang.pick("对照", "against"), text)
    };
    groups.into_iter().map(line).collect()
}

/// The words themselves, since “ ” … — ○ ∥ may look as wide as they please in the picture.
fn quote(words: &str) -> String {
    let count = words.chars().count();
    if count <= QUOTE_MAX {
        return format!("“{words}”");
    }
    let head: String = words.chars().take(QUOTE_MAX * 2 / 3).collect();
    let tail: String = words.chars().skip(count - QUOTE_MAX / 3).collect();
    format!("“{head}…{tail}”")
}
