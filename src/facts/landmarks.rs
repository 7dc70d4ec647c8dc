//! The places in a text at which something may begin.

/// Every character of a text but those Han that begin nothing, in order. Most of a report are such
/// Han: one pass passes over them for all readers, each of which then looks at the rest alone.
pub(super) struct Landmarks(Vec<(usize, char)>);

impl Landmarks {
    pub(super) fn of(text: &str) -> Self {
        let mut found = Vec::with_capacity(text.len() / 4);
        found.extend(text.char_indices().filter(|&(_, char)| is_landmark(char)));
        Self(found)
    }

    /// Each with the byte where it stands.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, char)> + '_ {
        self.0.iter().copied()
    }
}

fn is_landmark(char: char) -> bool {
    !matches!(char, '\u{4E00}'..='\u{9FFF}') || begins(char)
}

/// Whether a Han character begins a number, an article (第) or the label of a contact (电话).
fn begins(han: char) -> bool {
    matches!(han, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
        || matches!(han, '廿' | '卅' | '零' | '第' | '令')
        || matches!(han, '电' | '传' | '手' | '热' | '座' | '专' | '邮' | '信')
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
