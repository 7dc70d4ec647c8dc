//! Finds the words that rules look for: those of all rules in one pass over the text.

use std::ops::Range;

use super::Active;
use crate::text::from;
use crate::words::{Head, Heads, going_on};

/// Places of all words that are kept. A text with more is made of nothing but such words, or the
/// words are made to stand everywhere.
const MOST_PLACES: usize = 4_000_000;
/// Places that one rule looks at.
const MOST_OF_RULE: usize = 1_000_000;

/// Words that are compared one by one, which is faster than to narrow them down.
const FEW: usize = 4;

/// The words that the selected rules look for. Several rules may look for the same.
#[derive(Debug)]
pub(super) struct Literals<'a> {
    /// In order, each once.
    words: Vec<&'a str>,
    heads: Heads,
    /// For each rule the index of every word it looks for, in its own order.
    of_rules: Vec<Vec<usize>>,
}

impl<'a> Literals<'a> {
    pub(super) fn of(active: &[Active<'a>]) -> Self {
        Self::new(active.iter().map(|it| it.check.kind().literals()).collect())
    }

    fn new(of_rules: Vec<Vec<&'a str>>) -> Self {
        let mut words: Vec<&str> = of_rules.iter().flatten().copied().collect();
        words.sort_unstable();
        words.dedup();
        // No place is one of a word without characters.
        words.retain(|it| !it.is_empty());
        let heads = Heads::of(words.iter().filter_map(|it| Head::of(it.chars())));
        let number = |word: &str| words.binary_search(&word).unwrap_or(words.len());
        let numbers = |own: Vec<&str>| own.into_iter().map(number).collect();
        let of_rules = of_rules.into_iter().map(numbers).collect();
        Self { words, heads, of_rules }
    }

    /// Where all words stand in folded `text`.
    pub(super) fn places(&self, text: &str) -> Places<'_> {
        let mut of_words = vec![Vec::new(); self.words.len()];
        let mut count = 0_usize;
        let mut chars = text.char_indices().peekable();
        while let Some((at, first)) = chars.next() {
            let second = chars.peek().map(|it| it.1);
            let mut look_for = |head| {
                let range = self.heads.range(head);
                if range.is_empty() {
                    return;
                }
                self.beginning(range, from(text, at), |word| {
                    count += 1;
                    if let Some(own) = of_words.get_mut(word) {
                        own.push(at);
                    }
                });
            };
            look_for(Head(first, None));
            if second.is_some() {
                look_for(Head(first, second));
            }
            if count > MOST_PLACES {
                return Places { literals: Some(self), of_words: None };
            }
        }
        Places { literals: Some(self), of_words: Some(of_words) }
    }

    /// Names those of some words, which begin alike, that `text` begins with, by their numbers.
    fn beginning(&self, words: Range<usize>, text: &str, mut found: impl FnMut(usize)) {
        let mut left = words;
        let mut bytes = text.bytes().enumerate();
        while left.len() > FEW
            && let Some((index, byte)) = bytes.next()
        {
            left = going_on(&self.words, left, byte, |it| it.as_bytes().get(index).copied());
            let Some(first) = self.words.get(left.clone()).and_then(<[_]>::first) else { return };
            // The shortest comes first.
            if first.len() == index + 1 {
                found(left.start);
                left.start += 1;
            }
        }
        for number in left {
            if self.words.get(number).is_some_and(|it| text.starts_with(it)) {
                found(number);
            }
        }
    }
}

/// Where the words of all rules stand in one text.
#[derive(Debug, Default)]
pub(super) struct Places<'a> {
    literals: Option<&'a Literals<'a>>,
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
        hits.sort_unstable_by_key(|&(literal, start)| (start, literal));
        Some(hits)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::text::from;
    use proptest::prelude::*;

    /// Where words stand in a text: index of the word and offset.
    fn found(text: &str, words: &[&str]) -> Vec<(usize, usize)> {
        Literals::new(vec![words.to_vec()]).places(text).of_rule(0).unwrap_or_default()
    }

    /// Whoever narrows words to none must not take the next word for one.
    #[test]
    fn no_word_is_found_that_does_not_stand_there() {
        let alike = ["甲乙一", "甲乙丁", "甲乙丙", "甲乙万", "甲乙丈", "甲乙三"];
        assert_eq!(found("全年甲乙七主动公开", &alike), []);
        assert_eq!(found("全年甲乙丙主动公开", &alike), [(2, 6)]);
        let others = ["甲乙1", "甲乙2", "甲乙3", "甲乙4", "甲乙5", "甲乾1"];
        assert_eq!(found("甲乙。", &others), []);
    }

    proptest! {
        /// 七 and 。 are between and behind the words in the order of their bytes.
        #[test]
        fn every_place_of_every_word_is_found(
            text in proptest::collection::vec("(甲乙)?[甲乙一丁丙七1。a，]{0,3}", 0..20),
            words in proptest::collection::btree_set("(甲乙)?[甲乙一丁丙1a，]{0,3}", 0..60),
        ) {
            let text = text.concat();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let (found, text, words) = (found(&text, &words), text.as_str(), words.as_slice());
            let starts = text.char_indices().map(|it| it.0);
            let expected: BTreeSet<(usize, usize)> = starts
                .flat_map(|at| {
                    let begins = move |it: &(usize, &&str)| {
                        !it.1.is_empty() && from(text, at).starts_with(*it.1)
                    };
                    words.iter().enumerate().filter(begins).map(move |it| (at, it.0))
                })
                .collect();
            prop_assert!(found.into_iter().map(|(word, at)| (at, word)).eq(expected));
        }
    }
}
