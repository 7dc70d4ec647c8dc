//! The labels of all forms, each once: the words of a cell are looked up once and not for every
//! form, and one walk through running text finds the labels of all of them, whatever blanks and
//! marks stand between their letters.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Known;
use super::label::{bare, key, letters, undated, unnumbered};
use super::schema::Form;
use crate::text::{Span, before, cut, from, is_letter};

/// One of the labels.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Key(u32);

/// The labels that words may be.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Name {
    /// That of all their letters.
    pub whole: Option<Key>,
    /// That without a number, a note in brackets and 其中.
    pub bare: Option<Key>,
    /// That without the year they begin with.
    pub undated: Option<Key>,
}

/// A label of a form in running text: what it names, and its folded place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    /// None for heads, notes and headings, which end the values before.
    pub row: Option<(usize, usize)>,
    pub span: Span,
}

/// The labels of every form in a stretch of text, in order.
pub(super) struct Hits(Vec<Vec<Hit>>);

impl Hits {
    pub(super) fn of(&self, known: Known<'_>) -> &[Hit] {
        self.0.get(known.number).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Which form has a label that is looked for in running text.
#[derive(Clone, Copy, Debug)]
struct Use {
    form: usize,
    row: Option<(usize, usize)>,
}

/// The labels in order, reduced to their letters.
#[derive(Debug)]
pub(super) struct Lexicon {
    labels: Vec<(String, Vec<Use>)>,
    /// The first two letters of each.
    heads: Vec<Head>,
    /// A bit for each of them: most letters of a text begin no label, and one look tells.
    bits: [u64; 64],
    forms: usize,
}

/// The first two letters of a label.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Head(char, char);

impl Head {
    fn of(words: &str) -> Option<Self> {
        let mut letters = letters(words);
        Some(Self(letters.next()?, letters.next().unwrap_or('\0')))
    }

    /// The word and the mask of its bit.
    fn bit(self) -> (usize, u64) {
        let hash = u32::from(self.0).wrapping_mul(31) ^ u32::from(self.1).wrapping_mul(17);
        ((hash >> 6) as usize % 64, 1 << (hash % 64))
    }
}

impl Lexicon {
    pub(super) fn of<'f>(forms: impl Iterator<Item = &'f Form>) -> Self {
        let mut labels: BTreeMap<String, Vec<Use>> = BTreeMap::new();
        let mut count = 0;
        for (number, form) in forms.enumerate() {
            for (words, row) in searched(form) {
                let label = key(words);
                let long = label.chars().count() > 1;
                let uses = labels.entry(label).or_default();
                // Of several things with one label the first is meant.
                if long && uses.last().is_none_or(|it| it.form != number) {
                    uses.push(Use { form: number, row });
                }
            }
            for words in told(form) {
                labels.entry(words).or_default();
            }
            count = number + 1;
        }
        labels.remove("");
        let heads: Vec<Head> = labels.keys().filter_map(|it| Head::of(it)).collect();
        let mut bits = [0; 64];
        for (word, mask) in heads.iter().map(|it| it.bit()) {
            bits.get_mut(word).into_iter().for_each(|it| *it |= mask);
        }
        Self { labels: labels.into_iter().collect(), heads, bits, forms: count }
    }

    /// The label that all letters of some words are.
    pub(super) fn find(&self, words: &str) -> Option<Key> {
        let mut own = self.beginning(Head::of(words)?);
        let index = own.find(|it| {
            self.labels.get(*it).is_some_and(|label| label.0.chars().eq(letters(words)))
        })?;
        u32::try_from(index).ok().map(Key)
    }

    /// The labels that folded words may be.
    pub(super) fn name(&self, words: &str) -> Name {
        // Most cells hold figures.
        if words.is_ascii() {
            return Name::default();
        }
        let whole = self.find(words);
        let short = unnumbered(words);
        let bare = if short.len() == words.len() { whole } else { self.find(short) };
        let undated = undated(words).and_then(|it| self.find(it));
        Name { whole, bare, undated }
    }

    /// Indices of the labels with these first letters: the longer of two that begin alike is the
    /// later one.
    fn beginning(&self, head: Head) -> Range<usize> {
        let (word, mask) = head.bit();
        if self.bits.get(word).is_none_or(|it| it & mask == 0) {
            return 0..0;
        }
        let start = self.heads.partition_point(|it| *it < head);
        let same = self.heads.iter().skip(start).take_while(|it| **it == head).count();
        start..start + same
    }

    /// The labels of every form in a stretch of folded text: of those that begin at one letter the
    /// longest, and none inside another.
    pub(super) fn hits(&self, folded: &str, within: Span) -> Hits {
        let text = cut(folded, within);
        let mut hits = vec![Vec::new(); self.forms];
        // Where the last label of each form ended.
        let mut ends = vec![0; self.forms];
        let mut last: Option<(usize, char)> = None;
        for (at, char) in text.char_indices().filter(|it| is_letter(it.1)) {
            let Some((start, first)) = last.replace((at, char)) else { continue };
            for index in self.beginning(Head(first, char)).rev() {
                let Some((label, uses)) = self.labels.get(index) else { continue };
                let Some(length) = spelled(from(text, start), label) else { continue };
                let span = with_brackets(folded, Span::new(start, start + length), within);
                for it in uses {
                    let slots = hits.get_mut(it.form).zip(ends.get_mut(it.form));
                    if let Some((hits, end)) = slots.filter(|it| *it.1 <= start) {
                        hits.push(Hit { row: it.row, span });
                        *end = start + length;
                    }
                }
            }
        }
        Hits(hits)
    }
}

/// What a form is searched for, and the rows that it names.
fn searched(form: &Form) -> impl Iterator<Item = (&String, Option<(usize, usize)>)> {
    let blocks = form.block.iter().enumerate().flat_map(|(block, it)| {
        let rows = it.row.iter().enumerate().flat_map(move |(row, it)| {
            let labels = std::iter::once(&it.label).chain(&it.variants);
            let groups = it.group.iter().map(|it| (it, None));
            labels.map(move |it| (it, Some((block, row)))).chain(groups)
        });
        let heads = it.column.iter().flat_map(|it| std::iter::once(&it.label).chain(&it.group));
        let idle = it.label.iter().chain(&it.corner).chain(heads);
        rows.chain(idle.map(|it| (it, None)))
    });
    blocks.chain(form.notes.iter().map(|it| (it, None)))
}

/// The other labels by which cells are told.
fn told(form: &Form) -> impl Iterator<Item = String> {
    form.block.iter().flat_map(|block| {
        let rows = block.row.iter();
        let rows = rows.flat_map(|it| std::iter::once(&it.label).chain(&it.variants));
        let columns = block.column.iter().flat_map(|it| it.variants.iter().map(|it| key(it)));
        rows.filter_map(|it| bare(it)).chain(columns)
    })
}

/// How many bytes of a text spell a label, which is all letters, from the first letter on.
fn spelled(text: &str, label: &str) -> Option<usize> {
    let mut letters = text.char_indices().filter(|it| is_letter(it.1));
    let mut end = 0;
    for wanted in label.chars() {
        let (at, char) = letters.next().filter(|it| it.1 == wanted)?;
        end = at + char.len_utf8();
    }
    Some(end)
}

/// The folded place of a label in a stretch: brackets and quotes round it are part of it.
fn with_brackets(folded: &str, label: Span, within: Span) -> Span {
    let (start, end) = (within.start() + label.start(), within.start() + label.end());
    let opening = before(folded, start).chars().next_back().filter(|it| matches!(it, '（' | '“'));
    let closing = from(folded, end).chars().next().filter(|it| matches!(it, '）' | '”'));
    let size = |char: Option<char>| char.map_or(0, char::len_utf8);
    Span::new(start - size(opening), end + size(closing))
}
