//! Labels of official tables, and telling them in their many spellings.

use super::lexicon::{Key, Lexicon, Name};
use super::schema::Form;
use crate::outline::number_at;
use crate::text::{Span, cut, from, is_letter};

/// Characters of the shortest label that is told without its number; 其他 and 总计 are heads of
/// columns as well.
const BARE_MIN: usize = 3;

/// What tells a label: letters, digits and Han.
pub(super) fn letters(words: &str) -> impl Iterator<Item = char> + '_ {
    words.chars().filter(|char| is_letter(*char))
}

/// Folded words reduced to what tells a label.
pub(super) fn key(words: &str) -> String {
    letters(words).collect()
}

/// A label without its number, a note in brackets and 其中: what is left when a table is retyped.
pub(super) fn bare(words: &str) -> Option<String> {
    is_long(words).then(|| key(cut(words, unnumbered(words))))
}

/// Whether a label can be told by what [`bare`] keeps of it.
fn is_long(words: &str) -> bool {
    letters(cut(words, unnumbered(words))).nth(BARE_MIN - 1).is_some()
}

/// The part of a label that [`bare`] keeps.
pub(super) fn unnumbered(words: &str) -> Span {
    let unnumbered =
        |words| number_at(words).map_or(words, |marker| from(words, marker.span.end()));
    let rest = unnumbered(words.trim_start());
    let rest = rest
        .strip_prefix("其中：")
        .or_else(|| rest.strip_prefix("其中"))
        .map_or(rest, |it| unnumbered(it.trim_start()));
    let note = rest.find('（').filter(|&at| at > 0).unwrap_or(rest.len());
    let start = words.len() - rest.len();
    Span::new(start, start + note)
}

/// Labels, and which row or column each may be: block, and row or column. In order of the labels,
/// and of one label in the order of the form.
#[derive(Debug, Default)]
struct Named {
    labels: Vec<Key>,
    places: Vec<(usize, usize)>,
}

impl Named {
    /// Of places where there may be a label, those that have one.
    fn of(places: impl Iterator<Item = (Option<Key>, (usize, usize))>) -> Self {
        let mut all: Vec<_> = places.filter_map(|(label, place)| Some((label?, place))).collect();
        all.sort_unstable();
        all.dedup();
        let (labels, places) = all.into_iter().unzip();
        Self { labels, places }
    }

    /// The places that bear this label, if it is one.
    fn get(&self, label: Option<Key>) -> &[(usize, usize)] {
        let Some(label) = label else { return &[] };
        let start = self.labels.partition_point(|it| *it < label);
        let own = self.labels.iter().skip(start).take_while(|it| **it == label);
        self.places.get(start..start + own.count()).unwrap_or_default()
    }
}

/// The labels of one form.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// Of every row, its label and variants.
    rows: Named,
    /// The same without numbers.
    bare_rows: Named,
    /// Of every column, its head and variants.
    columns: Named,
    /// Of every block: its innermost heading.
    blocks: Vec<(usize, Key)>,
    /// Heads above columns and rows, corners and notes: known, but no label.
    idle: Vec<String>,
    /// Heads of columns of row labels.
    corners: Vec<Key>,
    /// The characters of headings of blocks and heads of columns, in order.
    pub alphabet: Vec<char>,
}

impl Labels {
    pub(super) fn of(form: &Form, lexicon: &Lexicon) -> Self {
        let rows: Vec<_> =
            rows(form).map(|(words, row)| (words, lexicon.named(words), row)).collect();
        let bare =
            |(words, name, row): &(&str, Name, _)| (name.bare.filter(|_| is_long(words)), *row);
        let mut labels = Self {
            rows: Named::of(rows.iter().map(|(_, name, row)| (name.whole, *row))),
            bare_rows: Named::of(rows.iter().map(bare)),
            columns: Named::of(columns(form).map(|(words, it)| (lexicon.named(words).whole, it))),
            ..Self::default()
        };
        for (block, it) in form.block.iter().enumerate() {
            let groups =
                it.row.iter().map(|it| &it.group).chain(it.column.iter().map(|it| &it.group));
            labels.idle.extend(groups.flatten().map(|it| key(it)));
            labels.alphabet.extend(it.column.iter().flat_map(|it| it.label.chars()));
            labels.corners.extend(it.corner.iter().filter_map(|it| lexicon.find(it)));
            let heading = it.label.last().and_then(|it| lexicon.find(it));
            labels.blocks.extend(heading.map(|it| (block, it)));
            labels
                .idle
                .extend(it.corner.iter().chain(&it.label).chain(&it.extra).map(|it| key(it)));
            labels.alphabet.extend(it.label.iter().flat_map(|it| it.chars()));
        }
        labels.idle.extend(form.notes.iter().map(|it| key(it)));
        // Words without letters would be the beginning of all others.
        labels.idle.retain(|it| !it.is_empty());
        labels.idle.sort_unstable();
        labels.idle.dedup();
        labels.alphabet.sort_unstable();
        labels.alphabet.dedup();
        labels
    }

    /// The rows that bear this label, by its whole words, or else without its number.
    pub(super) fn rows(&self, name: Name) -> &[(usize, usize)] {
        let whole = self.rows.get(name.whole);
        if whole.is_empty() { self.bare_rows.get(name.bare) } else { whole }
    }

    /// The columns that bear this head.
    pub(super) fn columns(&self, name: Name) -> &[(usize, usize)] {
        let whole = self.columns.get(name.whole);
        if whole.is_empty() { self.columns.get(name.undated) } else { whole }
    }

    /// The block with this heading.
    pub(super) fn block(&self, name: Name) -> Option<usize> {
        let key = name.whole?;
        self.blocks.iter().find(|it| it.1 == key).map(|it| it.0)
    }

    /// Whether words are the head of a column of row labels.
    pub(super) fn is_corner(&self, name: Name) -> bool {
        name.whole.is_some_and(|it| self.corners.contains(&it))
    }

    /// Whether words belong to the form without being the label of a row or column.
    pub(super) fn is_idle(&self, words: &str) -> bool {
        let key = key(words);
        self.idle.iter().any(|it| key.starts_with(it.as_str()))
    }
}

/// The labels of the rows of a form, each with its block and row.
fn rows(form: &Form) -> impl Iterator<Item = (&str, (usize, usize))> {
    form.block.iter().enumerate().flat_map(|(block, it)| {
        it.row.iter().enumerate().flat_map(move |(row, it)| {
            let labels = std::iter::once(&it.label).chain(&it.variants);
            labels.map(move |words| (words.as_str(), (block, row)))
        })
    })
}

/// The heads of the columns of a form, each with its block and column.
fn columns(form: &Form) -> impl Iterator<Item = (&str, (usize, usize))> {
    form.block.iter().enumerate().flat_map(|(block, it)| {
        it.column.iter().enumerate().flat_map(move |(column, it)| {
            let heads = std::iter::once(&it.label).chain(&it.variants);
            heads.map(move |words| (words.as_str(), (block, column)))
        })
    })
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
            ("其中：1.当面申请数", Some("当面申请数")),
            ("3.其他", None),
        ];
        for (words, wanted) in table {
            assert_eq!(bare(words).as_deref(), wanted, "{words}");
        }
        assert_eq!(key("3.危及“三安全一稳定”"), "3危及三安全一稳定");
    }
}
