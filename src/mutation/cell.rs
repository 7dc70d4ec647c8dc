//! Finds the cell that a mutation names, in the official tables as the report filled them in.

use toml::Spanned;

use super::mistake::{Mistake, span_of};
use super::{CellChange, CellName};
use crate::document::Document;
use crate::form::{Cell, CellAddress, Filled, Form};
use crate::rule::{did_you_mean, say};
use crate::text::Span;

/// The names of a cell.
pub(super) struct Named<'m> {
    table: &'m Spanned<String>,
    row: &'m Spanned<String>,
    column: &'m Spanned<String>,
}

/// A cell of the report.
pub(super) struct Found<'d> {
    /// Which official table of the document, and where in it.
    pub at: (usize, CellAddress),
    pub cell: &'d Cell,
    /// Where its words can be replaced in the text that the author wrote.
    pub source: Span,
}

impl CellName {
    pub(super) fn named(&self) -> Named<'_> {
        Named { table: &self.table, row: &self.row, column: &self.column }
    }
}

impl CellChange {
    pub(super) fn named(&self) -> Named<'_> {
        Named { table: &self.table, row: &self.row, column: &self.column }
    }
}

impl Named<'_> {
    /// The cell, where there is exactly one of these names that was read.
    pub(super) fn find<'d>(&self, doc: &'d Document) -> Result<Found<'d>, Mistake> {
        let called = |(_, it): &(usize, &Filled)| it.form.is_called(self.table.get_ref());
        let tables: Vec<(usize, &Filled)> = doc.forms.iter().enumerate().filter(called).collect();
        let Some((_, first)) = tables.first() else { return Err(self.no_table(doc)) };
        let at = self.address(&first.form)?;
        let mut cells = tables.iter().filter_map(|(index, it)| Some((*index, it.cell(at)?)));
        let (index, cell) = match (cells.next(), cells.next()) {
            (Some(it), None) => it,
            (None, _) => return Err(unread(self.column, first, at)),
            (Some(_), Some(_)) => return Err(self.several_tables()),
        };
        let source = doc.origin.replaceable(cell.span).ok_or_else(|| {
            let message = say(
                "这一单元格中有网页标签，无法改动",
                "this cell has markup in it and cannot be changed",
            );
            Mistake::new(span_of(self.column), message)
                .help("改用 replace 和 with", "use `replace` and `with`")
        })?;
        Ok(Found { at: (index, at), cell, source })
    }

    fn address(&self, form: &Form) -> Result<CellAddress, Mistake> {
        let rows = form.rows_called(self.row.get_ref());
        let &(block, row) = one(&rows, || self.row_mistake(form, &rows))?;
        let columns = form.columns_called(block, self.column.get_ref());
        let &column = one(&columns, || self.column_mistake(form, block, &columns))?;
        Ok(CellAddress { block, row, column })
    }

    fn no_table(&self, doc: &Document) -> Mistake {
        let name = self.table.get_ref();
        let known: Vec<&str> = doc.forms.iter().map(|it| it.form.id.as_str()).collect();
        let message = say(
            format!("报告中没有读到表格 {name}"),
            format!("no table `{name}` was read in the report"),
        );
        let mistake = Mistake::new(span_of(self.table), message);
        if known.is_empty() {
            return mistake.help(
                "用 hegui facts 查看读到的表格",
                "`hegui facts` shows which tables were read",
            );
        }
        listed(mistake, &known)
    }

    fn several_tables(&self) -> Mistake {
        let name = self.table.get_ref();
        let message = say(
            format!("报告中不止一处表格 {name} 有这一单元格"),
            format!("more than one table `{name}` of the report has this cell"),
        );
        Mistake::new(span_of(self.table), message)
            .help("改用 replace 和 with", "use `replace` and `with`")
    }

    fn row_mistake(&self, form: &Form, found: &[(usize, usize)]) -> Mistake {
        let rows = form.block.iter().flat_map(|it| &it.row).filter(|it| !it.heading);
        let keys: Vec<&str> = rows.clone().map(|it| it.key.as_str()).collect();
        let labels = rows.map(|it| it.label.as_str()).filter(|it| !it.is_empty());
        let same = found.iter().filter_map(|&(block, row)| form.block.get(block)?.row.get(row));
        let same: Vec<&str> = same.map(|it| it.key.as_str()).collect();
        mistake(self.row, &form.id, ("行", "row"), (&keys, &labels.collect::<Vec<_>>()), &same)
    }

    fn column_mistake(&self, form: &Form, block: usize, found: &[usize]) -> Mistake {
        let Some(block) = form.block.get(block) else {
            return unnamed(self.column, &form.id, ("列", "column"));
        };
        let keys: Vec<&str> = block.column.iter().map(|it| it.key.as_str()).collect();
        let labels: Vec<&str> = block.column.iter().map(|it| it.label.as_str()).collect();
        let same = found.iter().filter_map(|&at| Some(block.column.get(at)?.key.as_str()));
        let same: Vec<&str> = same.collect();
        mistake(self.column, &form.id, ("列", "column"), (&keys, &labels), &same)
    }
}

fn one<T>(found: &[T], otherwise: impl FnOnce() -> Mistake) -> Result<&T, Mistake> {
    match found {
        [one] => Ok(one),
        _ => Err(otherwise()),
    }
}

/// No row or column has this name, or several have: `same` are the keys of those.
fn mistake(
    name: &Spanned<String>,
    table: &str,
    kind: (&str, &str),
    (keys, labels): (&[&str], &[&str]),
    same: &[&str],
) -> Mistake {
    if same.is_empty() {
        let meant = did_you_mean(name.get_ref(), keys.iter().chain(labels).copied());
        return listed(unnamed(name, table, kind), keys).helped(meant);
    }
    let (words, count) = (name.get_ref(), same.len());
    let message = say(
        format!("表格 {table} 中有 {count} 个“{words}”{}", kind.0),
        format!("table {table} has {count} {}s `{words}`", kind.1),
    );
    listed(Mistake::new(span_of(name), message), same)
}

fn unnamed(name: &Spanned<String>, table: &str, (zh, en): (&str, &str)) -> Mistake {
    let words = name.get_ref();
    let message = say(
        format!("表格 {table} 中没有名为“{words}”的{zh}"),
        format!("table {table} has no {en} `{words}`"),
    );
    Mistake::new(span_of(name), message)
}

fn listed(mistake: Mistake, known: &[&str]) -> Mistake {
    mistake
        .help(format!("可用的有：{}", known.join("、")), format!("there are: {}", known.join(", ")))
}

fn unread(name: &Spanned<String>, table: &Filled, at: CellAddress) -> Mistake {
    let (row, column) = (table.row_name(at.block, at.row), table.column_name(at.block, at.column));
    let message = say(
        format!("报告中没有读到“{row}”的“{column}”一格"),
        format!("the cell “{column}” of “{row}” was not read in the report"),
    );
    Mistake::new(span_of(name), message)
        .help("用 hegui facts 查看读到的表格", "`hegui facts` shows which tables were read")
}
