//! The places in a text at which something may begin.

use crate::text::Span;

/// Every character of a text but blanks and those Han that begin nothing, in order. Most of a report
/// are such Han: one pass passes over them for all readers, each of which looks at the rest alone.
pub(super) struct Landmarks(Vec<(usize, char)>);

impl Landmarks {
    /// Those of a text as written, where contacts are read: Han that begin a label (电话).
    pub(super) fn written(text: &str) -> Self {
        let label = |han| matches!(han, '电' | '传' | '手' | '热' | '座' | '专' | '邮' | '信');
        Self::find(text, label)
    }

    /// Those of a folded text: Han that begin a number, an article (第), an order (令) or the noun
    /// for a period (统计期限).
    pub(super) fn folded(text: &str) -> Self {
        Self::find(text, begins_in_folded)
    }

    #[inline]
    fn find(text: &str, begins: impl Fn(char) -> bool) -> Self {
        let mut found = Vec::with_capacity(text.len() / 4);
        let mut rest = text.chars();
        while let Some(char) = rest.next() {
            let passed = match char {
                '\u{4E00}'..='\u{9FFF}' => !begins(char),
                _ => matches!(char, ' ' | '\t'),
            };
            if !passed {
                found.push((text.len() - rest.as_str().len() - char.len_utf8(), char));
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
