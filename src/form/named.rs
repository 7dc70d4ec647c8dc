//! Cells by the names a person gives them: keys of the form, or labels as printed.

use super::Form;
use super::label::{bare, key};

impl Form {
    /// Whether it is known by this name: its short name, or what messages call it.
    pub fn is_called(&self, name: &str) -> bool {
        self.id == name || self.title.zh == name || self.title.en == name
    }

    /// The rows, as block and row, that have this key; else those that bear this label, with the
    /// headings above it or without, or without its number. A row without a label has that of its
    /// block.
    pub fn rows_called(&self, name: &str) -> Vec<(usize, usize)> {
        let all = || {
            let blocks = self.block.iter().enumerate();
            blocks.flat_map(|(block, it)| {
                it.row.iter().enumerate().map(move |(row, own)| ((block, row), it, own))
            })
        };
        let wanted = key(name);
        let by_key = |(_, _, row): &(_, _, &super::Row)| row.key == name;
        let by_label = |(_, block, row): &(_, &super::Block, &super::Row)| {
            let labels = std::iter::once(&row.label).chain(&row.variants);
            let heads: String =
                block.label.iter().chain(row.group.last()).map(|it| key(it)).collect();
            let unlabelled = row.label.is_empty().then(|| block.label.last()).flatten();
            labels.chain(unlabelled).filter(|it| !it.is_empty()).any(|it| key(it) == wanted)
                || heads + &key(&row.label) == wanted
        };
        let unnumbered = bare(name);
        let by_words = |(_, _, row): &(_, _, &super::Row)| {
            unnumbered.is_some() && bare(&row.label) == unnumbered
        };
        let mut found: Vec<(usize, usize)> = all().filter(by_key).map(|it| it.0).collect();
        if found.is_empty() && !wanted.is_empty() {
            found = all().filter(by_label).map(|it| it.0).collect();
        }
        if found.is_empty() {
            found = all().filter(by_words).map(|it| it.0).collect();
        }
        found
    }

    /// The columns of a block that have this key; else those that bear this head.
    pub fn columns_called(&self, block: usize, name: &str) -> Vec<usize> {
        let columns =
            || self.block.get(block).into_iter().flat_map(|it| it.column.iter().enumerate());
        let keyed: Vec<usize> =
            columns().filter(|(_, it)| it.key == name).map(|(at, _)| at).collect();
        if !keyed.is_empty() {
            return keyed;
        }
        let wanted = key(name);
        let bears = |it: &super::Column| {
            std::iter::once(&it.label).chain(&it.variants).any(|label| key(label) == wanted)
        };
        columns().filter(|(_, it)| bears(it)).map(|(at, _)| at).collect()
    }
}
