//! The places in a text at which something may begin.

use crate::numeral::begins_number;
use crate::text::Span;

/// Every character of a text but those Han that begin nothing, in order. Most of a report are such
/// Han: one pass passes over them for all readers, each of which then looks at the rest alone.
pub(super) struct Landmarks(Vec<(usize, char)>);

impl Landmarks {
    pub(super) fn of(text: &str) -> Self {
        let mut found = Vec::with_capacity(text.len() / 4);
        for (at, char) in text.char_indices() {
            if is_landmark(char) {
                found.push((at, char));
            }
        }
        Self(found)
    }

    /// Each with the byte where it stands.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, char)> + '_ {
        self.0.iter().copied()
    }

    /// Those within `span`.
    pub(super) fn within(&self, span: Span) -> impl Iterator<Item = (usize, char)> + '_ {
        let first = self.0.partition_point(|&(at, _)| at < span.start());
        let rest = self.0.iter().skip(first).copied();
        rest.take_while(move |&(at, _)| at < span.end())
    }
}

#[inline]
fn is_landmark(char: char) -> bool {
    !matches!(char, '\u{4E00}'..='\u{9FFF}') || begins(char)
}

/// Whether a Han character begins a number, an article (第), an order (令), the label of a contact
/// (电话) or the noun for a period (统计期限).
#[inline]
fn begins(han: char) -> bool {
    begins_number(han)
        || matches!(han, '第' | '令' | '统' | '数' | '所' | '信' | '报' | '年')
        || matches!(han, '电' | '传' | '手' | '热' | '座' | '专' | '邮')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_han_and_what_begins_something_is_found() {
        let found: Vec<_> = Landmarks::of("我局电话：1").iter().collect();
        assert_eq!(found, [(6, '电'), (12, '：'), (15, '1')]);
    }
}
