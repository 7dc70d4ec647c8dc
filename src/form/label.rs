//! Labels of official tables, and telling them in their many spellings.

use super::schema::Form;
use crate::outline::number_at;
use crate::text::{before, from};

/// Characters of the shortest label that is told without its number; 其他 and 总计 are heads of
/// columns as well.
const BARE_MIN: usize = 3;

/// Folded words reduced to what tells a label: letters, digits and Han.
pub(super) fn key(words: &str) -> String {
    words.chars().filter(|char| char.is_alphanumeric()).collect()
}

/// A label without its number, a note in brackets and 其中: what is left when a table is retyped.
pub(super) fn bare(words: &str) -> Option<String> {
    let words = words.trim_start_matches(|char: char| char.is_whitespace());
    let words = number_at(words).map_or(words, |marker| from(words, marker.span.end()));
    let words =
        words.strip_prefix("其中：").or_else(|| words.strip_prefix("其中")).unwrap_or(words);
    let words = words.find('（').filter(|&at| at > 0).map_or(words, |at| before(words, at));
    let key = key(words);
    (key.chars().count() >= BARE_MIN).then_some(key)
}

/// The labels of one form.
#[derive(Debug)]
pub(super) struct Labels {
    /// Of every row: block, row, its label and variants, and the same without numbers.
    rows: Vec<(usize, usize, Vec<String>, Vec<String>)>,
    /// Of every column: block, column, its head and variants.
    columns: Vec<(usize, usize, Vec<String>)>,
    /// Of every block: its innermost heading.
    blocks: Vec<(usize, String)>,
    /// Heads above columns and rows, corners and notes: known, but no label.
    idle: Vec<String>,
}

impl Labels {
    pub(super) fn of(form: &Form) -> Self {
        let blocks = || form.block.iter().enumerate();
        let rows = blocks().flat_map(|(block, it)| {
            it.row.iter().enumerate().map(move |(row, it)| {
                let words = || std::iter::once(&it.label).chain(&it.variants);
                let keys = words().map(|it| key(it)).filter(|it| !it.is_empty()).collect();
                (block, row, keys, words().filter_map(|it| bare(it)).collect())
            })
        });
        let columns = blocks().flat_map(|(block, it)| {
            it.column.iter().enumerate().map(move |(column, it)| {
                let words = std::iter::once(&it.label).chain(&it.variants);
                (block, column, words.map(|it| key(it)).collect())
            })
        });
        let headings = blocks().filter_map(|(block, it)| Some((block, key(it.label.last()?))));
        let rows_above = blocks().flat_map(|(_, it)| it.row.iter().flat_map(|row| &row.group));
        let above = blocks().flat_map(|(_, it)| it.column.iter().flat_map(|it| &it.group));
        let corners =
            blocks().flat_map(|(_, it)| it.corner.iter().chain(&it.label).chain(&it.extra));
        let idle = rows_above.chain(above).chain(corners).chain(&form.notes);
        Self {
            rows: rows.collect(),
            columns: columns.collect(),
            blocks: headings.collect(),
            idle: idle.map(|it| key(it)).collect(),
        }
    }

    /// The rows that bear this label, by its whole words, or else without its number.
    pub(super) fn rows(&self, words: &str) -> Vec<(usize, usize)> {
        // Most cells hold figures.
        if words.is_ascii() {
            return Vec::new();
        }
        let whole = key(words);
        let at = |it: &(usize, usize, Vec<String>, Vec<String>)| (it.0, it.1);
        let named: Vec<_> = self.rows.iter().filter(|it| it.2.contains(&whole)).map(at).collect();
        if !named.is_empty() || whole.is_empty() {
            return named;
        }
        let Some(bare) = bare(words) else { return Vec::new() };
        self.rows.iter().filter(|it| it.3.contains(&bare)).map(at).collect()
    }

    /// The columns that bear this head.
    pub(super) fn columns(&self, words: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
        let key = if words.is_ascii() { String::new() } else { key(words) };
        let named = self.columns.iter().take(if key.is_empty() { 0 } else { usize::MAX });
        let named = named.filter(move |it| it.2.contains(&key));
        named.map(|it| (it.0, it.1))
    }

    /// The block with this heading.
    pub(super) fn block(&self, words: &str) -> Option<usize> {
        if words.is_ascii() {
            return None;
        }
        let key = key(words);
        self.blocks.iter().find(|it| it.1 == key).map(|it| it.0)
    }

    /// Whether words belong to the form without being the label of a row or column.
    pub(super) fn is_idle(&self, words: &str) -> bool {
        let key = key(words);
        self.idle.iter().any(|it| key.starts_with(it.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_told_without_number_note_and_blanks() {
        let table = [
            ("1.属于国家秘密", Some("属于国家秘密")),
            ("（二）部分公开（区分处理的，只计这一情形）", Some("部分公开")),
            ("其中：主动公开规范性文件数", Some("主动公开规范性文件数")),
            ("3.其他", None),
        ];
        for (words, wanted) in table {
            assert_eq!(bare(words).as_deref(), wanted, "{words}");
        }
        assert_eq!(key("3.危及“三安全一稳定”"), "3危及三安全一稳定");
    }
}
