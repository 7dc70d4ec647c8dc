//! The second sheet: a report a row, those that could not be read too.

use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Worksheet, XlsxError};

use super::look;
use super::sheet::{Cell, Column, Table, column_number};
use crate::lang::Lang;
use crate::render::digest::Digest;

/// Where the counts of errors and warnings stand.
const ERRORS: usize = 5;
const WARNINGS: usize = 6;

/// The table of reports.
pub(super) struct Summary {
    lang: Lang,
    table: Table,
    count: usize,
}

impl Summary {
    pub(super) fn new(lang: Lang) -> Self {
        let column = |zh, en, width, centred| Column { head: lang.pick(zh, en), width, centred };
        let columns = vec![
            column("序号", "No.", 5.5, true),
            column("单位", "Body", 24.0, false),
            column("年度", "Year", 7.0, true),
            column("文件", "File", 32.0, false),
            column("结果", "Result", 20.0, true),
            column("错误", "Errors", 8.0, true),
            column("警告", "Warnings", 9.0, true),
            column("提示", "Hints", 8.0, true),
            column("不计入", "Suppressed", 10.0, true),
            column("未能判断", "Undecided", 10.0, true),
            column("读取格数", "Cells read", 10.0, true),
            column("应有格数", "Cells expected", 10.0, true),
            column("未能检查的内容", "Not checked", 40.0, false),
        ];
        Self { lang, table: Table::new(columns), count: 0 }
    }

    /// Adds one input. Counts of what was not read stay empty: they are not nought.
    pub(super) fn add(&mut self, it: &Digest) -> Result<(), XlsxError> {
        self.count += 1;
        let words = Cell::Words;
        let read = it.rules.sum() > 0;
        let count = |count: usize| {
            if read { Cell::Number(count) } else { Cell::Words("—".to_owned()) }
        };
        let year = it.year.and_then(|year| usize::try_from(year).ok());
        self.table.add(&[
            Cell::Number(self.count),
            words(it.unit().to_owned()),
            year.map_or_else(|| words(it.year_in_words()), Cell::Number),
            words(it.path.clone()),
            words(it.state(self.lang)),
            count(it.found.errors),
            count(it.found.warnings),
            count(it.found.infos),
            count(it.suppressed),
            count(it.rules.undecided),
            count(it.cells.0),
            count(it.cells.1),
            words(it.lacks.join(self.lang.pick("；", "; "))),
        ])
    }

    /// The sheet, and how it looks.
    pub(super) fn finish(&mut self) -> Result<Worksheet, XlsxError> {
        let lang = self.lang;
        let title = lang.pick("检查情况汇总", "Summary of reports");
        self.table.dress(lang.pick("汇总", "Summary"), title)?;
        let (first, last) = self.table.rows();
        for (column, format) in [(ERRORS, look::grave()), (WARNINGS, look::doubtful())] {
            let more = ConditionalFormatCellRule::Between(1, 1_000_000_000);
            let rule = ConditionalFormatCell::new().set_rule(more).set_format(format);
            let at = column_number(column);
            self.table.sheet.add_conditional_format(first, at, last, at, &rule)?;
        }
        Ok(std::mem::take(&mut self.table.sheet))
    }
}
