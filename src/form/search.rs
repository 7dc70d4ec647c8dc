//! Finds the labels of a form in running text, whatever blanks and marks stand between their
//! letters.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::label::key;
use super::schema::Form;
use crate::text::{Span, before, cut, from, is_letter};

/// Folded text reduced to letters, digits and Han, with the place of each character.
pub(super) struct Squeezed {
    text: String,
    /// Folded offset of every byte of `text`.
    places: Vec<usize>,
}

impl Squeezed {
    pub(super) fn of(folded: &str, span: Span) -> Self {
        let (mut text, mut places) = (String::new(), Vec::new());
        for (at, char) in cut(folded, span).char_indices().filter(|it| is_letter(it.1)) {
            text.push(char);
            places.resize(text.len(), span.start() + at);
        }
        Self { text, places }
    }

    /// The folded stretch of a stretch of squeezed text.
    fn place(&self, folded: &str, start: usize, end: usize) -> Span {
        let first = self.places.get(start).copied().unwrap_or(0);
        let last = end.checked_sub(1).and_then(|it| self.places.get(it)).copied().unwrap_or(first);
        let width = from(folded, last).chars().next().map_or(0, char::len_utf8);
        // Brackets and quotes round a label are part of it.
        let opening =
            before(folded, first).chars().next_back().filter(|it| matches!(it, '（' | '“'));
        let closing =
            from(folded, last + width).chars().next().filter(|it| matches!(it, '）' | '”'));
        let size = |char: Option<char>| char.map_or(0, char::len_utf8);
        Span::new(first - size(opening), last + width + size(closing))
    }
}

/// A label that was found: what it names and its folded place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub row: Option<(usize, usize)>,
    pub span: Span,
}

/// Finds the labels of one form in running text.
#[derive(Debug)]
pub(super) struct Search {
    /// What each pattern names; none for heads, notes and headings, which end the values before.
    rows: Vec<Option<(usize, usize)>>,
    patterns: Option<AhoCorasick>,
}

impl Search {
    pub(super) fn of(form: &Form) -> Self {
        let mut named: Vec<(String, Option<(usize, usize)>)> = Vec::new();
        for (block, it) in form.block.iter().enumerate() {
            for (row, it) in it.row.iter().enumerate() {
                let words = std::iter::once(&it.label).chain(&it.variants);
                named.extend(words.map(|it| (key(it), Some((block, row)))));
                named.extend(it.group.iter().map(|it| (key(it), None)));
            }
            let heads = it.column.iter().flat_map(|it| std::iter::once(&it.label).chain(&it.group));
            let idle = it.label.iter().chain(&it.corner).chain(heads);
            named.extend(idle.map(|it| (key(it), None)));
        }
        named.extend(form.notes.iter().map(|it| (key(it), None)));
        named.retain(|it| it.0.chars().count() > 1);
        let words = named.iter().map(|it| it.0.as_str());
        let patterns = AhoCorasick::builder()
            // One report is too short to win back what a DFA takes to build.
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::LeftmostLongest)
            .build(words)
            .ok();
        Self { rows: named.into_iter().map(|it| it.1).collect(), patterns }
    }

    /// Every label in a stretch of text, in order: rows, and what ends their values.
    pub(super) fn hits(&self, folded: &str, squeezed: &Squeezed) -> Vec<Hit> {
        let Some(patterns) = &self.patterns else { return Vec::new() };
        let found = patterns.find_iter(&squeezed.text).filter_map(|found| {
            let row = *self.rows.get(found.pattern().as_usize())?;
            Some(Hit { row, span: squeezed.place(folded, found.start(), found.end()) })
        });
        found.collect()
    }
}
