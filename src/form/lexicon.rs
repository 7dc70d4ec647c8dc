//! The labels of all forms, each once: the words of a cell are looked up once and not for every
//! form, and one walk through running text finds the labels of all of them, whatever blanks and
//! marks stand between their letters.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Known;
use super::label::{letters, unnumbered};
use super::schema::Form;
use crate::rule::Wording;
use crate::text::{Span, before, cut, from, is_letter};
use crate::words::{Head, Heads, going_on};

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
    /// How many letters the label has.
    length: usize,
}

/// The labels in order.
#[derive(Debug)]
pub(super) struct Lexicon {
    labels: Vec<Label>,
    /// The first two letters of each.
    heads: Heads,
    forms: usize,
}

/// A label, reduced to its letters.
#[derive(Debug)]
struct Label {
    letters: Vec<char>,
    /// For each form the longest of its labels that this one is or begins with.
    uses: Vec<Use>,
}

impl Lexicon {
    pub(super) fn of<'f>(forms: impl Iterator<Item = &'f Form>) -> Self {
        let mut labels: BTreeMap<Vec<char>, Vec<Use>> = BTreeMap::new();
        let mut count = 0;
        for (number, form) in forms.enumerate() {
            for (words, row) in searched(form) {
                let label = spelled(words);
                let length = label.len();
                let uses = labels.entry(label).or_default();
                // Of several things with one label the first is meant.
                if length > 1 && uses.last().is_none_or(|it| it.form != number) {
                    uses.push(Use { form: number, row, length });
                }
            }
            for words in told(form) {
                labels.entry(spelled(words)).or_default();
            }
            count = number + 1;
        }
        // Words without letters are no label.
        let labels = labels.into_iter().filter(|it| !it.0.is_empty());
        let labels: Vec<Label> = labels.map(|(letters, uses)| Label { letters, uses }).collect();
        let heads = Heads::of(labels.iter().filter_map(|it| Head::of(it.letters.iter().copied())));
        Self { heads, labels: with_shorter(labels), forms: count }
    }

    /// The label that all letters of some words are.
    pub(super) fn find(&self, words: &str) -> Option<Key> {
        self.spelled_by(&places(words))
    }

    fn spelled_by(&self, letters: &[(usize, char)]) -> Option<Key> {
        let own = || letters.iter().map(|it| it.1);
        let range = self.heads.range(Head::of(own())?);
        let alike = self.labels.get(range.clone())?;
        let at = alike.binary_search_by(|it| it.letters.iter().copied().cmp(own())).ok()?;
        u32::try_from(range.start + at).ok().map(Key)
    }

    /// The labels that the folded words of a cell may be.
    pub(super) fn name(&self, words: &str) -> Name {
        // Most cells hold figures.
        if words.is_ascii() { Name::default() } else { self.named(words) }
    }

    /// The labels that folded words may be.
    pub(super) fn named(&self, words: &str) -> Name {
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

    /// The longest label that `words` begin with; where each of the letters looked at ends is left in
    /// `ends`. Labels that begin alike stand together, so that with every letter fewer are left: what
    /// it takes does not grow with their number.
    fn beginning(
        &self,
        labels: Range<usize>,
        words: &str,
        ends: &mut Vec<usize>,
    ) -> Option<&Label> {
        ends.clear();
        let mut longest = None;
        let mut left = labels;
        for (at, letter) in words.char_indices().filter(|it| is_letter(it.1)) {
            let index = ends.len();
            ends.push(at + letter.len_utf8());
            let letter_of = |it: &Label| it.letters.get(index).copied();
            left = going_on(&self.labels, left, letter, letter_of);
            let Some(first) = self.labels.get(left.clone()).and_then(|it| it.first()) else {
                break;
            };
            // The shortest comes first.
            if first.letters.len() == index + 1 {
                longest = Some(first);
                left.start += 1;
            }
        }
        longest
    }

    /// The labels of every form in a stretch of folded text: of those that begin at one letter the
    /// longest, and none inside another.
    pub(super) fn hits(&self, folded: &str, within: Span) -> Hits {
        let text = cut(folded, within);
        let mut hits = vec![Vec::new(); self.forms];
        // Where the last label of each form ended.
        let mut lasts = vec![0; self.forms];
        let mut ends = Vec::new();
        let mut letters = text.char_indices().filter(|it| is_letter(it.1));
        let Some((mut next, mut first)) = letters.next() else { return Hits(hits) };
        for (at, second) in letters {
            let (start, head) = (next, Head(first, Some(second)));
            (next, first) = (at, second);
            // Most letters of a text begin no label.
            let range = self.heads.range(head);
            if range.is_empty() {
                continue;
            }
            let label = self.beginning(range, from(text, start), &mut ends);
            for it in label.into_iter().flat_map(|it| &it.uses) {
                let slots = hits.get_mut(it.form).zip(lasts.get_mut(it.form));
                let Some((hits, last)) = slots.filter(|it| *it.1 <= start) else { continue };
                let Some(end) = ends.get(it.length - 1).map(|it| start + it) else { continue };
                let span = with_brackets(folded, Span::new(start, end).shift(within.start()));
                hits.push(Hit { row: it.row, span });
                *last = end;
            }
        }
        Hits(hits)
    }
}

/// The labels in order, each with the uses of those that it begins with in forms that do not use it
/// itself.
fn with_shorter(mut labels: Vec<Label>) -> Vec<Label> {
    // Those that the label at hand begins with, each the beginning of the next.
    let mut shorter: Vec<usize> = Vec::new();
    for at in 0..labels.len() {
        let begins = |it: &usize| {
            let pair = labels.get(*it).zip(labels.get(at));
            pair.is_some_and(|(one, two)| two.letters.starts_with(&one.letters))
        };
        while shorter.last().is_some_and(|it| !begins(it)) {
            shorter.pop();
        }
        let inherited = shorter.last().and_then(|it| labels.get(*it)).map(|it| it.uses.clone());
        shorter.push(at);
        let Some(own) = labels.get_mut(at).map(|it| &mut it.uses) else { continue };
        for it in inherited.into_iter().flatten() {
            if own.iter().all(|own| own.form != it.form) {
                own.push(it);
            }
        }
    }
    labels
}

/// What a form is searched for, and the rows that it names.
fn searched(form: &Form) -> impl Iterator<Item = (&str, Option<(usize, usize)>)> {
    let blocks = form.block.iter().enumerate().flat_map(|(block, it)| {
        let rows = it.row.iter().enumerate().flat_map(move |(row, it)| {
            let labels = std::iter::once(&it.label).chain(&it.variants);
            let groups = it.group.iter().map(|it| (it.as_str(), None));
            labels.map(move |it| (it.as_str(), Some((block, row)))).chain(groups)
        });
        let heads = it.column.iter().flat_map(|it| std::iter::once(&it.label).chain(&it.group));
        let idle = it.label.iter().chain(&it.corner).chain(heads);
        rows.chain(idle.map(|it| (it.as_str(), None)))
    });
    blocks.chain(form.notes.iter().map(|it| (it.as_str(), None)))
}

/// The other words by which cells are told.
fn told(form: &Form) -> impl Iterator<Item = &str> {
    form.block.iter().flat_map(|block| {
        let rows = block.row.iter();
        let rows = rows.flat_map(|it| std::iter::once(&it.label).chain(&it.variants));
        let columns = block.column.iter().flat_map(|it| it.variants.iter().map(Wording::as_str));
        rows.map(|it| cut(it, unnumbered(it))).chain(columns)
    })
}

/// The letters of a label; most take three bytes.
fn spelled(words: &str) -> Vec<char> {
    let mut spelled = Vec::with_capacity(words.len() / 3 + 1);
    spelled.extend(letters(words));
    spelled
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

/// The folded place of a label: brackets and quotes round it are part of it.
fn with_brackets(folded: &str, label: Span) -> Span {
    let lead = before(folded, label.start());
    let opening = lead.chars().next_back().filter(|it| matches!(it, '（' | '“'));
    let rest = from(folded, label.end());
    let closing = rest.chars().next().filter(|it| matches!(it, '）' | '”'));
    let size = |char: Option<char>| char.map_or(0, char::len_utf8);
    Span::new(label.start() - size(opening), label.end() + size(closing))
}

#[cfg(test)]
mod tests {
    use super::super::label::Labels;
    use super::*;

    /// A form of which the first row has these labels.
    fn form(id: &str, labels: &[&str]) -> Form {
        let variants: Vec<String> = labels.iter().skip(1).map(|it| format!("{it:?}")).collect();
        let written = format!(
            "id = '{id}'\ntitle = {{ zh = '表', en = 'table' }}\nreport-years = {{ from = 2020 }}\n\
             [[block]]\n[[block.row]]\nkey = '1'\nlabel = '{}'\nvariants = [{}]\n\
             [[block.column]]\nkey = 'n'\nlabel = '数量'\n",
            labels[0],
            variants.join(", "),
        );
        toml::from_str(&written).unwrap_or_else(|it| panic!("{}", it.message()))
    }

    fn hits(forms: &[Form], text: &str) -> Vec<Vec<(usize, usize)>> {
        let hits = Lexicon::of(forms.iter()).hits(text, Span::new(0, text.len()));
        let places = |it: Vec<Hit>| it.iter().map(|it| (it.span.start(), it.span.end())).collect();
        hits.0.into_iter().map(places).collect()
    }

    #[test]
    fn of_the_labels_of_a_form_the_longest_counts_and_each_form_has_its_own() {
        let forms = [form("A", &["甲乙", "甲乙丙"]), form("B", &["甲乙"]), form("C", &["乙丙丁"])];
        assert_eq!(hits(&forms, "甲乙丙丁"), [vec![(0, 9)], vec![(0, 6)], vec![(3, 12)]]);
    }

    /// Cells of figures are no labels; letters with a mark round them may be.
    #[test]
    fn a_label_of_ascii_letters_is_known_in_brackets() {
        let forms = [form("A", &["PV"])];
        let lexicon = Lexicon::of(forms.iter());
        let labels = Labels::of(&forms[0], &lexicon);
        assert_eq!(labels.rows(lexicon.name("（PV）")), [(0, 0)]);
        assert!(!lexicon.name("12").is_known());
    }

    #[test]
    fn labels_that_begin_alike_cost_no_more_than_one() {
        let nested: Vec<String> = (2..400).map(|it| "甲".repeat(it)).collect();
        let alike: Vec<String> = ('\u{4E00}'..'\u{5500}').map(|it| format!("甲甲{it}乙")).collect();
        let all: Vec<&str> = nested.iter().chain(&alike).map(String::as_str).collect();
        let forms = [form("A", &all), form("B", &["甲甲乙乙乙"])];
        let text = "甲".repeat(20_000);
        let found = hits(&forms, &text);
        assert_eq!((found[0].len(), found[1].len()), (20_000_usize.div_ceil(399), 0));
    }
}
