//! Finds the words that rules look for: one automaton for all of them, one pass over the text.

use std::collections::BTreeMap;
use std::fmt;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::Active;

/// Places of all words that are kept. A text with more is made of nothing but such words, or the
/// words are made to stand everywhere.
const MOST_PLACES: usize = 4_000_000;
/// Places that one rule looks at.
const MOST_OF_RULE: usize = 1_000_000;

/// The words that the selected rules look for. Several rules may look for the same.
pub(super) struct Literals {
    /// Its values are indices of words.
    search: CharwiseDoubleArrayAhoCorasick<usize>,
    /// For each rule the index of every word it looks for, in its own order.
    of_rules: Vec<Vec<usize>>,
    words: usize,
}

impl fmt::Debug for Literals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Literals").field("words", &self.words).finish_non_exhaustive()
    }
}

impl Literals {
    /// None where no rule looks for any.
    pub(super) fn of(active: &[Active<'_>]) -> Option<Self> {
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        let mut words: Vec<&str> = Vec::new();
        let mut of_rules = Vec::new();
        for active in active {
            let literals = active.check.kind().literals().into_iter();
            let index = |word| {
                *known.entry(word).or_insert_with(|| {
                    words.push(word);
                    words.len() - 1
                })
            };
            of_rules.push(literals.map(index).collect());
        }
        Self::new(&words, of_rules)
    }

    fn new(words: &[&str], of_rules: Vec<Vec<usize>>) -> Option<Self> {
        // No place is one of a word without characters.
        let sought = words.iter().enumerate().filter(|(_, word)| !word.is_empty());
        let sought = sought.map(|(index, word)| (word, index));
        let search = CharwiseDoubleArrayAhoCorasick::with_values(sought).ok()?;
        Some(Self { search, of_rules, words: words.len() })
    }

    /// Where all words stand in folded `text`.
    pub(super) fn places(&self, text: &str) -> Places<'_> {
        let mut of_words = vec![Vec::new(); self.words];
        let mut count = 0_usize;
        for found in self.search.find_overlapping_iter(text) {
            count += 1;
            if count > MOST_PLACES {
                return Places { literals: Some(self), of_words: None };
            }
            if let Some(own) = of_words.get_mut(found.value()) {
                own.push(found.start());
            }
        }
        Places { literals: Some(self), of_words: Some(of_words) }
    }
}

/// Where the words of all rules stand in one text.
#[derive(Debug, Default)]
pub(super) struct Places<'a> {
    literals: Option<&'a Literals>,
    /// For each word its offsets; none where there were too many.
    of_words: Option<Vec<Vec<usize>>>,
}

impl Places<'_> {
    /// Where the words of the rule with this index stand, in order: index of the word in the rule
    /// and offset. None where there are more than can be looked at.
    pub(super) fn of_rule(&self, rule: usize) -> Option<Vec<(usize, usize)>> {
        let own = self.literals.and_then(|it| it.of_rules.get(rule)).filter(|it| !it.is_empty());
        let Some(own) = own else { return Some(Vec::new()) };
        let all = self.of_words.as_ref()?;
        let of_word = |word: &usize| all.get(*word).map_or(&[][..], Vec::as_slice);
        let count: usize = own.iter().map(|word| of_word(word).len()).sum();
        if count > MOST_OF_RULE {
            return None;
        }
        let mut hits: Vec<(usize, usize)> = Vec::with_capacity(count);
        for (literal, word) in own.iter().enumerate() {
            hits.extend(of_word(word).iter().map(|start| (literal, *start)));
        }
        hits.sort_by_key(|&(literal, start)| (start, literal));
        Some(hits)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::text::from;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_place_of_every_word_is_found(
            text in "[甲乙丙a1，]{0,80}",
            words in proptest::collection::btree_set("[甲乙a，]{0,4}", 0..6),
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let own: Vec<usize> = (0..words.len()).collect();
            let found = Literals::new(&words, vec![own]);
            let found = found.and_then(|it| it.places(&text).of_rule(0)).unwrap_or_default();
            let (text, words) = (text.as_str(), words.as_slice());
            let starts = text.char_indices().map(|it| it.0);
            let expected: BTreeSet<(usize, usize)> = starts
                .flat_map(|at| {
                    let begins = move |it: &(usize, &&str)| !it.1.is_empty() && from(text, at).starts_with(*it.1);
                    words.iter().enumerate().filter(begins).map(move |it| (at, it.0))
                })
                .collect();
            prop_assert!(found.into_iter().map(|(word, at)| (at, word)).eq(expected));
        }
    }
}
