//! Finding words of a list in text. The list is in order, so that words that begin alike stand
//! together: a table leads from the first two characters of a place to the words that begin so, which
//! are narrowed step by step. An automaton would take longer to build than to check a
//! report.

use std::ops::Range;

/// The first two characters of a word; one of a single character has none behind it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Head(pub char, pub Option<char>);

impl Head {
    /// None where there are no characters.
    pub(crate) fn of(mut chars: impl Iterator<Item = char>) -> Option<Self> {
        chars.next().map(|first| Self(first, chars.next()))
    }
}

/// The heads of words in order.
#[derive(Debug)]
pub(crate) struct Heads {
    /// Each head, and which of the words begin so.
    ranges: Vec<(Head, Range<usize>)>,
    /// Where a head is looked for: one more than its number, in the slot that its hash names or, if
    /// another is there, in the next. No more than one slot in four is taken, of a power of two.
    slots: Vec<u32>,
}

impl Heads {
    /// Those of all words, in the order of these.
    pub(crate) fn of(heads: impl Iterator<Item = Head>) -> Self {
        let mut ranges: Vec<(Head, Range<usize>)> = Vec::new();
        for (word, head) in heads.enumerate() {
            match ranges.last_mut() {
                Some((last, range)) if *last == head => range.end = word + 1,
                _ => ranges.push((head, word..word + 1)),
            }
        }
        let slots = vec![0; (4 * ranges.len()).next_power_of_two()];
        let mut heads = Self { ranges, slots };
        for (number, (head, _)) in (1..).zip(&heads.ranges) {
            let mut slot = heads.first_slot(*head);
            while heads.slots.get(slot).is_some_and(|it| *it != 0) {
                slot = heads.next_slot(slot);
            }
            heads.slots.get_mut(slot).into_iter().for_each(|it| *it = number);
        }
        heads
    }

    /// Which of the words begin so; those of a single character have a head of their own, so that
    /// both must be asked for.
    #[inline]
    pub(crate) fn range(&self, head: Head) -> Range<usize> {
        let mut slot = self.first_slot(head);
        loop {
            let number = self.slots.get(slot).and_then(|it| it.checked_sub(1));
            let Some((own, range)) = number.and_then(|it| self.ranges.get(it as usize)) else {
                return 0..0;
            };
            if *own == head {
                return range.clone();
            }
            slot = self.next_slot(slot);
        }
    }

    #[inline]
    fn first_slot(&self, head: Head) -> usize {
        let second = head.1.map_or(0, u32::from);
        // Odd numbers without a pattern spread what is alike.
        let hash = u32::from(head.0)
            .wrapping_mul(0x9E37_79B1)
            .wrapping_add(second.wrapping_mul(0x85EB_CA77));
        let hash = (hash ^ hash >> 15).wrapping_mul(0x2C1B_3C6D);
        (hash ^ hash >> 13) as usize & (self.slots.len() - 1)
    }

    #[inline]
    fn next_slot(&self, slot: usize) -> usize {
        (slot + 1) & (self.slots.len() - 1)
    }
}

/// Which of the words of a range, all alike up to here, go on with `next`; `here` gives what a word
/// goes on with, if it goes on.
#[inline]
pub(crate) fn going_on<W, C: PartialOrd>(
    words: &[W],
    range: Range<usize>,
    next: C,
    here: impl Fn(&W) -> Option<C>,
) -> Range<usize> {
    let next = Some(next);
    let alike = words.get(range.clone()).unwrap_or_default();
    if [alike.first(), alike.last()].iter().all(|it| it.is_some_and(|it| here(it) == next)) {
        return range;
    }
    let less = alike.partition_point(|it| here(it) < next);
    let rest = alike.get(less..).unwrap_or_default();
    let start = range.start + less;
    start..start + rest.partition_point(|it| here(it) == next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_head_leads_to_the_words_that_begin_so(
            words in proptest::collection::btree_set("[甲乙a]{1,3}", 0..20),
            sought in "[甲乙a]{1,2}",
        ) {
            let words: Vec<String> = words.into_iter().collect();
            let head = |word: &str| Head::of(word.chars()).unwrap();
            let heads = Heads::of(words.iter().map(|it| head(it)));
            let range = heads.range(head(&sought));
            let alike = words.iter().filter(|it| head(it) == head(&sought));
            prop_assert!(words[range].iter().eq(alike));
        }
    }
}
