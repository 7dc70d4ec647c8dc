//! What stands in words below a picture: where it is, what it is held against, what to do, why.

use super::place::Places;
use super::told::suppression;
use super::{Judged, words};
use crate::engine::Reported;
use crate::lang::Lang;
use crate::report::{Label, Mark};
use crate::text::Span;

/// Characters of a quotation.
const QUOTE_MAX: usize = 60;
/// Quotations and places of one kind.
const MAX_QUOTES: usize = 12;

/// The notes on one finding.
pub(super) struct Notes<'a> {
    places: Places<'a>,
    judged: &'a Judged<'a>,
    it: &'a Reported<'a>,
    lang: Lang,
}

/// A heading and its text.
type Note = (&'static str, String);

impl<'a> Notes<'a> {
    pub(super) fn new(judged: &'a Judged<'a>, it: &'a Reported<'a>, lang: Lang) -> Self {
        let places = Places::of(judged, lang);
        Self { places, judged, it, lang }
    }

    /// All notes in order.
    pub(super) fn all(&self) -> Vec<Note> {
        let (finding, lang) = (&self.it.finding, self.lang);
        let mut notes = vec![self.place()];
        notes.extend(self.suppressed());
        notes.extend(self.compared());
        notes.extend(self.elsewhere());
        notes.extend(self.again());
        if let Some(help) = self.it.rule.help(finding.variant) {
            notes.push((lang.pick("建议", "help"), words::filled(help, &finding.values, lang)));
        }
        let basis: Vec<String> = self.it.basis.iter().filter_map(|it| self.basis(it)).collect();
        if !basis.is_empty() {
            notes.push((lang.pick("依据", "basis"), basis.join(lang.pick("；", "; "))));
        }
        notes
    }

    /// Why it does not count.
    fn suppressed(&self) -> Option<Note> {
        let why = suppression(self.it.suppressed.as_ref()?).words(self.lang);
        Some((self.lang.pick("豁免理由", "suppressed"), why))
    }

    fn place(&self) -> Note {
        let span = self.it.finding.primary.span;
        let mut place = self.places.mark(&self.it.finding.primary);
        let words = self.judged.doc.words(span);
        if !words.trim().is_empty() {
            place.push_str(self.lang.pick("，", ", "));
            place.push_str(&quote(words));
        }
        (self.lang.pick("位置", "where"), place)
    }

    /// The places it is held against, those of one kind in one place together. What lies inside
    /// the primary place is told by its label.
    fn compared(&self) -> Vec<Note> {
        let primary = self.it.finding.primary.span;
        let mut groups: Vec<(String, Vec<Span>)> = Vec::new();
        for mark in &self.it.finding.related {
            if mark.label == Some(Label::Again) || primary.contains(mark.span) {
                continue;
            }
            let name = self.role(mark);
            match groups.last_mut().filter(|(last, _)| *last == name) {
                Some((_, spans)) => spans.push(mark.span),
                None => groups.push((name, vec![mark.span])),
            }
        }
        groups.truncate(MAX_QUOTES);
        let heading = self.lang.pick("对照", "against");
        let line = |(name, spans): (String, Vec<Span>)| {
            let quotes = spans.iter().map(|span| quote(self.judged.doc.words(*span)));
            (heading, format!("{name}{}{}", self.lang.pick("，", ", "), self.listed(quotes)))
        };
        groups.into_iter().map(line).collect()
    }

    /// The places in other reports: file, line and column, what they are, and their words.
    fn elsewhere(&self) -> Vec<Note> {
        let lang = self.lang;
        let note = |(index, mark): &(usize, Mark)| {
            let other = self.judged.others.get(*index)?;
            let places = Places::of(other, lang);
            let at = other.doc.position(mark.span);
            let mut words =
                format!("{}:{}:{} {}", other.path, at.line, at.column, places.mark(mark));
            if let Some(label) = mark.label {
                words += &lang.pick(
                    format!("（{}）", words::label(label, lang)),
                    format!(" ({})", words::label(label, lang)),
                );
            }
            let quoted = other.doc.words(mark.span);
            if !quoted.trim().is_empty() {
                words = [words, quote(quoted)].join(lang.pick("，", ", "));
            }
            Some((lang.pick("对照", "against"), words))
        };
        self.it.finding.elsewhere.iter().filter_map(note).take(MAX_QUOTES).collect()
    }

    /// Where a place is and what it is there.
    fn role(&self, mark: &Mark) -> String {
        let place = self.places.name(mark.span);
        match mark.label {
            // The place says so itself.
            None | Some(Label::Heading | Label::Title) => place,
            Some(label) => format!("{place} {}", words::label(label, self.lang)),
        }
    }

    /// Line and column of every repetition.
    fn again(&self) -> Option<Note> {
        let repeated = |mark: &&Mark| mark.label == Some(Label::Again);
        let (doc, finding) = (&self.judged.doc, &self.it.finding);
        let first = doc.words(finding.primary.span);
        let places = finding.related.iter().filter(repeated).map(|mark| {
            let at = doc.position(mark.span);
            let words = doc.words(mark.span);
            let known = words == first || words.trim().is_empty();
            let words = if known { String::new() } else { quote(words) };
            format!("{}:{}{words}", at.line, at.column)
        });
        let listed = self.listed(places);
        (!listed.is_empty()).then(|| (words::label(Label::Again, self.lang), listed))
    }

    fn basis(&self, cite: &crate::rule::Cite) -> Option<String> {
        let authority = self.judged.packs.authorities.get(cite.authority.get_ref())?;
        Some(words::citation(authority, cite.article.as_ref(), self.lang))
    }

    /// The first few of `items`, and how many there are if these are not all.
    fn listed(&self, items: impl Iterator<Item = String>) -> String {
        let items: Vec<String> = items.collect();
        let shown: Vec<&str> = items.iter().take(MAX_QUOTES).map(String::as_str).collect();
        let mut listed = shown.join(self.lang.pick("、", ", "));
        if items.len() > MAX_QUOTES {
            let count = items.len();
            let more = self.lang.pick(format!("等 {count} 处"), format!(" … {count} places"));
            listed.push_str(&more);
        }
        listed
    }
}

/// The words themselves, since “ ” … — ○ ∥ may look as wide as they please in the picture.
pub(super) fn quote(words: &str) -> String {
    let count = words.chars().count();
    if count <= QUOTE_MAX {
        return format!("“{words}”");
    }
    let head: String = words.chars().take(QUOTE_MAX * 2 / 3).collect();
    let tail: String = words.chars().skip(count - QUOTE_MAX / 3).collect();
    format!("“{head}…{tail}”")
}
