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

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = r#"
        id = "T9"
        title = { zh = "表九", en = "Table 9" }
        report-years = {}
        [[block]]
        label = ["甲部分"]
        column = [{ key = "sum", label = "总计" }, { key = "one", label = "自然人" }]
        row = [
            { key = "1", label = "（一）予以公开" },
            { key = "2.1", label = "1.重复申请", group = ["（二）不予处理"] },
            { key = "3.1", label = "1.重复申请", group = ["（三）其他处理"], variants = ["1.又一次"] },
        ]
        [[block]]
        label = ["乙部分"]
        column = [{ key = "all", label = "总计" }]
        row = [{ key = "last" }]
    "#;

    #[test]
    fn cells_are_found_by_key_label_and_headings() {
        let form: Form = toml::from_str(FORM).unwrap();
        assert!(form.is_called("T9") && form.is_called("表九") && !form.is_called("表"));
        let table: [(&str, &[(usize, usize)]); 9] = [
            ("2.1", &[(0, 1)]),
            ("（一）予以公开", &[(0, 0)]),
            ("予以公开", &[(0, 0)]),
            ("1.重复申请", &[(0, 1), (0, 2)]),
            ("甲部分 （三）其他处理 1.重复申请", &[(0, 2)]),
            ("1.又一次", &[(0, 2)]),
            ("乙部分", &[(1, 0)]),
            ("予以", &[]),
            ("", &[]),
        ];
        for (name, rows) in table {
            assert_eq!(form.rows_called(name), rows, "{name}");
        }
        assert_eq!(form.columns_called(0, "总计"), [0]);
        assert_eq!(form.columns_called(1, "总计"), [0]);
        assert_eq!(form.columns_called(0, "one"), [1]);
        assert!(
            form.columns_called(1, "one").is_empty() && form.columns_called(7, "总计").is_empty()
        );
    }
}
