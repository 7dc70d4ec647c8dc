//! The labels of all forms, each once: the words of a cell are looked up once and not for every
//! form, and one walk through running text finds the labels of all of them, whatever blanks and
//! marks stand between their letters.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Known;
use super::label::{letters, unnumbered};
use super::schema::Form;
use crate::text::{Span, before, cut, from, is_letter};

/// One of the labels.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Key(usize);

impl Key {
    /// Its number among the labels.
    pub(super) fn number(self) -> usize {
        self.0
    }
}

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

impl Name {
    /// Whether there is such a label in any form.
    pub(super) fn is_known(self) -> bool {
        self.whole.or(self.bare).or(self.undated).is_some()
    }
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

/// The labels in order.
#[derive(Debug)]
pub(super) struct Lexicon {
    labels: Vec<Label>,
    /// The first two letters of each.
    heads: Vec<Head>,
    /// A bit for each of them: most letters of a text begin no label, and one look tells.
    bits: [u64; 64],
    forms: usize,
}

/// A label, reduced to its letters.
#[derive(Debug)]
struct Label {
    letters: Vec<char>,
    uses: Vec<Use>,
}

/// The first two letters of a label.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Head(char, char);

impl Head {
    fn of(letters: &[char]) -> Option<Self> {
        Some(Self(*letters.first()?, letters.get(1).copied().unwrap_or_default()))
    }

    /// The word and the mask of its bit.
    fn bit(self) -> (usize, u64) {
        let hash = u32::from(self.0).wrapping_mul(31) ^ u32::from(self.1).wrapping_mul(17);
        ((hash >> 6) as usize % 64, 1 << (hash % 64))
    }
}

impl Lexicon {
    pub(super) fn of<'f>(forms: impl Iterator<Item = &'f Form>) -> Self {
        let mut labels: BTreeMap<Vec<char>, Vec<Use>> = BTreeMap::new();
        let mut count = 0;
        for (number, form) in forms.enumerate() {
            for (words, row) in searched(form) {
                let label: Vec<char> = letters(words).collect();
                let long = label.len() > 1;
                let uses = labels.entry(label).or_default();
                // Of several things with one label the first is meant.
                if long && uses.last().is_none_or(|it| it.form != number) {
                    uses.push(Use { form: number, row });
                }
            }
            for words in told(form) {
                labels.entry(letters(words).collect()).or_default();
            }
            count = number + 1;
        }
        let heads: Vec<Head> = labels.keys().filter_map(|it| Head::of(it)).collect();
        let mut bits = [0; 64];
        for (word, mask) in heads.iter().map(|it| it.bit()) {
            if let Some(bits) = bits.get_mut(word) {
                *bits |= mask;
            }
        }
        // Words without letters are no label.
        let labels = labels.into_iter().filter(|it| !it.0.is_empty());
        let labels = labels.map(|(letters, uses)| Label { letters, uses }).collect();
        Self { labels, heads, bits, forms: count }
    }

    /// The label that all letters of some words are.
    pub(super) fn find(&self, words: &str) -> Option<Key> {
        self.spelled_by(&places(words))
    }

    fn spelled_by(&self, letters: &[(usize, char)]) -> Option<Key> {
        let first = letters.first()?.1;
        let head = Head(first, letters.get(1).map_or('\0', |it| it.1));
        let is_it = |it: &Label| {
            it.letters.len() == letters.len() && spelled(letters, &it.letters).is_some()
        };
        self.beginning(head).find(|it| self.labels.get(*it).is_some_and(is_it)).map(Key)
    }

    /// How many labels there are.
    pub(super) fn len(&self) -> usize {
        self.labels.len()
    }

    /// The labels that folded words may be.
    pub(super) fn name(&self, words: &str) -> Name {
        // Most cells hold figures.
        if words.is_ascii() {
            return Name::default();
        }
        let letters = places(words);
        let bare = unnumbered(words);
        let place = |offset| letters.partition_point(|it| it.0 < offset);
        let bare = letters.get(place(bare.start())..place(bare.end())).unwrap_or_default();
        let whole = self.spelled_by(&letters);
        Name {
            whole,
            bare: if bare.len() == letters.len() { whole } else { self.spelled_by(bare) },
            undated: undated(&letters).and_then(|it| self.spelled_by(it)),
        }
    }

    /// Indices of the labels with these first letters: the longer of two that begin alike is the
    /// later one.
    #[inline]
    fn beginning(&self, head: Head) -> Range<usize> {
        let (word, mask) = head.bit();
        let may_be = self.bits.get(word).is_some_and(|it| it & mask != 0);
        if may_be { self.alike(head) } else { 0..0 }
    }

    fn alike(&self, head: Head) -> Range<usize> {
        let start = self.heads.partition_point(|it| *it < head);
        let same = self.heads.iter().skip(start).take_while(|it| **it == head).count();
        start..start + same
    }

    /// The labels of every form in a stretch of folded text: of those that begin at one letter the
    /// longest, and none inside another.
    pub(super) fn hits(&self, folded: &str, within: Span) -> Hits {
        let letters = places(cut(folded, within));
        let mut hits = vec![Vec::new(); self.forms];
        // Where the last label of each form ended.
        let mut ends = vec![0; self.forms];
        for (index, pair) in letters.windows(2).enumerate() {
            let [(start, first), (_, second)] = *pair else { continue };
            for at in self.beginning(Head(first, second)).rev() {
                let Some(Label { letters: label, uses }) = self.labels.get(at) else { continue };
                let Some(end) = letters.get(index..).and_then(|it| spelled(it, label)) else {
                    continue;
                };
                let span = with_brackets(folded, Span::new(start, end).shift(within.start()));
                for it in uses {
                    let slots = hits.get_mut(it.form).zip(ends.get_mut(it.form));
                    if let Some((hits, last)) = slots.filter(|it| *it.1 <= start) {
                        hits.push(Hit { row: it.row, span });
                        *last = end;
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

/// The other words by which cells are told.
fn told(form: &Form) -> impl Iterator<Item = &str> {
    form.block.iter().flat_map(|block| {
        let rows = block.row.iter();
        let rows = rows.flat_map(|it| std::iter::once(&it.label).chain(&it.variants));
        let columns = block.column.iter().flat_map(|it| it.variants.iter().map(String::as_str));
        rows.map(|it| cut(it, unnumbered(it))).chain(columns)
    })
}

/// The letters of a text with their places.
fn places(text: &str) -> Vec<(usize, char)> {
    let mut letters = Vec::with_capacity(text.len() / 2);
    letters.extend(text.char_indices().filter(|it| is_letter(it.1)));
    letters
}

/// The letters of a head without the year it begins with: 2011年度.
fn undated(letters: &[(usize, char)]) -> Option<&[(usize, char)]> {
    let (year, rest) = letters.split_at_checked(4)?;
    year.iter().all(|it| it.1.is_ascii_digit()).then_some(rest)
}

/// Where the letters of a text that spell a label end.
fn spelled(text: &[(usize, char)], label: &[char]) -> Option<usize> {
    let text = text.get(..label.len())?;
    // Labels that begin alike mostly end in another letter.
    let (at, last) = *text.last()?;
    let same =
        label.last() == Some(&last) && text.iter().zip(label).all(|(own, wanted)| own.1 == *wanted);
    same.then_some(at + last.len_utf8())
}

/// The folded place of a label: brackets and quotes round it are part of it.
fn with_brackets(folded: &str, label: Span) -> Span {
    let lead = before(folded, label.start());
    let opening = lead.chars().next_back().filter(|it| matches!(it, '（' | '“'));
    let rest = from(folded, label.end());
    let closing = rest.chars().next().filter(|it| matches!(it, '）' | '”'));
    let size = |char: Option<char>| char.map_or(0, char::len_utf8);
    Span::new(label.start() - size(opening), label.end() + size(closing))
}
