//! The places in a text at which something may begin.

use std::iter;

use crate::text::{Span, from};

/// Every character of a text but blanks and those Han that begin nothing, in order. Most of a report
/// are such Han: one pass passes over them for all readers, each of which looks at the rest alone.
pub(super) struct Landmarks<'a> {
    text: &'a str,
    /// A bit for each byte of the text, set where such a character begins: a word for 64 bytes, from
    /// its lowest bit. A list of places takes many times as much of a text of nothing else.
    begins: Vec<u64>,
}

impl<'a> Landmarks<'a> {
    /// Those of a text as written, where contacts are read: Han that begin a label (电话).
    pub(super) fn written(text: &'a str) -> Self {
        let label = |han| matches!(han, '电' | '传' | '手' | '热' | '座' | '专' | '邮' | '信');
        Self::find(text, label)
    }

    /// Those of a folded text: Han that begin a number, an article (第), an order (令) or the noun
    /// for a period (统计期限).
    pub(super) fn folded(text: &'a str) -> Self {
        Self::find(text, begins_in_folded)
    }

    #[inline]
    fn find(text: &'a str, is_begin: impl Fn(char) -> bool) -> Self {
        let mut begins = vec![0; text.len() / BITS + 1];
        for (at, char) in text.char_indices() {
            let passed = match char {
                '\u{4E00}'..='\u{9FFF}' => !is_begin(char),
                _ => matches!(char, ' ' | '\t'),
            };
            if !passed && let Some(word) = begins.get_mut(at / BITS) {
                *word |= 1_u64 << (at % BITS);
            }
        }
        Self { text, begins }
    }

    /// Each with the byte where it stands.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, char)> + '_ {
        self.within(Span::new(0, self.text.len()))
    }

    /// Those within `span`.
    pub(super) fn within(&self, span: Span) -> impl Iterator<Item = (usize, char)> + '_ {
        let first = span.start() / BITS;
        let mut left = self.begins.get(first..).unwrap_or_default().iter();
        // What stands before the span is left out of the first word.
        let mut bits = left.next().map_or(0, |it| it & (u64::MAX << (span.start() % BITS)));
        let mut base = first * BITS;
        iter::from_fn(move || {
            while bits == 0 {
                bits = *left.next()?;
                base += BITS;
            }
            let at = base + bits.trailing_zeros() as usize;
            bits &= bits - 1;
            let char = (at < span.end()).then(|| from(self.text, at).chars().next())??;
            Some((at, char))
        })
    }
}

/// Bytes of the text for which one word stands.
const BITS: usize = u64::BITS as usize;

/// One match in place of several: it is asked for every Han character.
fn begins_in_folded(han: char) -> bool {
    matches!(
        han,
        '一' | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '廿'
            | '卅'
            | '零'
            | '万'
            | '亿'
            | '壹'
            | '贰'
            | '叁'
            | '肆'
            | '伍'
            | '陆'
            | '柒'
            | '捌'
            | '玖'
            | '拾'
            | '佰'
            | '仟'
            | '第'
            | '令'
            | '统'
            | '数'
            | '所'
            | '信'
            | '报'
            | '年'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeral::begins_number;

    #[test]
    fn what_is_no_han_or_begins_something_is_found() {
        let found: Vec<_> = Landmarks::written("我局 电话：1").iter().collect();
        assert_eq!(found, [(7, '电'), (13, '：'), (16, '1')]);
    }

    #[test]
    fn every_han_number_begins_at_a_landmark() {
        let begins = ('\u{4E00}'..='\u{9FFF}').filter(|&han| begins_number(han));
        assert!(begins.clone().all(begins_in_folded));
        assert_eq!(begins.count(), 30);
    }
}
