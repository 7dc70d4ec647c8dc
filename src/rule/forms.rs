//! Official tables that do not hang together: relations and counts of cells that are not there,
//! which would silently judge nothing, and names given twice.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::load::span_of;
use super::problem::{Bilingual, say};
use crate::text::Span;

/// A value with its place.
type Value<'a> = Spanned<DeValue<'a>>;

/// What is wrong with the forms in the file of a pack.
pub(super) fn problems(file: &DeTable<'_>) -> Vec<(Span, Bilingual)> {
    let mut found = Vec::new();
    for form in list(file, "form").iter().filter_map(table) {
        let blocks: Vec<Keys<'_>> = list(form, "block")
            .iter()
            .filter_map(table)
            .map(|it| Keys::of(it, &mut found))
            .collect();
        for identity in list(form, "identity").iter().filter_map(table) {
            found.extend(of_identity(identity, &blocks));
        }
        let states = form.get("states").and_then(table);
        for sums in states.into_iter().flatten().map(|it| it.1) {
            let sums = sums.get_ref().as_array().into_iter().flatten();
            let cells = sums.filter_map(|it| it.get_ref().as_array()).flatten();
            let lost =
                cells.filter_map(words).filter(|(cell, _)| !blocks.iter().any(|it| it.has(cell)));
            found.extend(lost.map(|(cell, span)| (span, nothing(cell))));
        }
    }
    found
}

/// The names of rows and columns of a block.
struct Keys<'a> {
    rows: BTreeSet<&'a str>,
    columns: BTreeSet<&'a str>,
}

impl<'a> Keys<'a> {
    fn of(block: &'a DeTable<'_>, found: &mut Vec<(Span, Bilingual)>) -> Self {
        let mut keys = |name| {
            let mut known = BTreeSet::new();
            let items = list(block, name).iter().filter_map(table);
            for (key, span) in items.filter_map(|it| words(it.get("key")?)) {
                if !known.insert(key) {
                    let twice =
                        say(format!("名称 {key} 重复"), format!("the name {key} is given twice"));
                    found.push((span, twice));
                }
            }
            known
        };
        Self { rows: keys("row"), columns: keys("column") }
    }

    /// Whether it has the cell or cells of a count, `row/column`.
    fn has(&self, cell: &str) -> bool {
        let Some((row, column)) = cell.split_once('/') else { return false };
        let below = format!("{row}.");
        let rows = || self.rows.contains(row) || self.rows.iter().any(|it| it.starts_with(&below));
        self.columns.contains(column) && rows()
    }
}

/// A relation whose cells no block has: at the first name that is none, or the whole left side.
fn of_identity(identity: &DeTable<'_>, blocks: &[Keys<'_>]) -> Option<(Span, Bilingual)> {
    let of_rows = identity.get("across")?.get_ref().as_str()? == "columns";
    let named = |block: &Keys<'_>, key: &str| {
        if of_rows { block.rows.contains(key) } else { block.columns.contains(key) }
    };
    let sides = list(identity, "left").iter().chain(list(identity, "right"));
    let keys: Vec<(&str, Span)> = sides.filter_map(words).collect();
    if let Some(&(key, span)) =
        keys.iter().find(|it| !blocks.iter().any(|block| named(block, it.0)))
    {
        return Some((span, nothing(key)));
    }
    let whole = |block: &Keys<'_>| keys.iter().all(|it| named(block, it.0));
    let apart =
        say("没有一个分块含有这里的全部名称", "no block has all the names of this relation");
    (!blocks.iter().any(whole)).then_some((keys.first()?.1, apart))
}

fn nothing(name: &str) -> Bilingual {
    say(format!("此表中没有 {name}"), format!("this form has no {name}"))
}

fn list<'a, 'b>(table: &'a DeTable<'b>, name: &str) -> &'a [Value<'b>] {
    let list = table.get(name).and_then(|it| it.get_ref().as_array());
    list.map_or(&[], |it| it)
}

fn table<'a, 'b>(value: &'a Value<'b>) -> Option<&'a DeTable<'b>> {
    value.get_ref().as_table()
}

fn words<'a>(value: &'a Value<'_>) -> Option<(&'a str, Span)> {
    Some((value.get_ref().as_str()?, span_of(value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::cut;

    const FORM: &str = r#"
[[form]]
id = "T9"
[[form.block]]
column = [{ key = "a", label = "甲" }, { key = "b", label = "乙" }]
row = [{ key = "1" }, { key = "2.1" }]
[[form.identity]]
id = "sum"
across = "columns"
left = ["1"]
right = ["2.1"]
[form.states]
all = [["1/a"], ["2/b"]]
"#;

    #[test]
    fn cells_that_are_not_there_and_names_given_twice_are_told_at_their_place() {
        let told = |source: &str| -> Vec<(String, String)> {
            let file = DeTable::parse(source).unwrap();
            let found = problems(file.get_ref()).into_iter();
            found.map(|(span, it)| (cut(source, span).to_owned(), it.zh)).collect()
        };
        assert_eq!(told(FORM), []);
        let table = [
            ("right = [\"2.1\"]", "right = [\"3\"]", "\"3\"", "没有 3"),
            ("across = \"columns\"", "across = \"rows\"", "\"1\"", "没有 1"),
            ("\"1/a\"", "\"1/c\"", "\"1/c\"", "没有 1/c"),
            ("\"1/a\"", "\"1\"", "\"1\"", "没有 1"),
            ("key = \"2.1\"", "key = \"1\"", "\"1\"", "名称 1 重复"),
        ];
        for (old, new, place, words) in table {
            let found = told(&FORM.replace(old, new));
            assert!(
                found.iter().any(|it| it.0 == place && it.1.contains(words)),
                "{new}: {found:?}"
            );
        }
        let two = FORM.replace("row = [{ key = \"1\" }, { key = \"2.1\" }]", "row = [{ key = \"1\" }]\n[[form.block]]\ncolumn = [{ key = \"a\" }, { key = \"b\" }]\nrow = [{ key = \"2.1\" }]");
        assert!(told(&two).iter().any(|it| it.1.contains("没有一个分块")), "{:?}", told(&two));
    }
}
