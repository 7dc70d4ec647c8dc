//! A table on a sheet: title, heads, rows; ready to be filtered and printed.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::look;
use crate::render::escape;

/// Characters of a cell, by the limit of the format.
const CELL_MAX: usize = 32_767;
/// The last row of a sheet, by the limit of the format.
const LAST_ROW: u32 = 1_048_575;
/// The row of heads; the title is above it.
const HEAD_ROW: u32 = 1;
/// A4, as workbooks number it.
const A4: u8 = 9;

/// A column.
pub(super) struct Column {
    pub head: &'static str,
    pub width: f64,
    /// Numbers and short words stand in the middle.
    pub centred: bool,
}

/// A cell.
pub(super) enum Cell {
    Words(String),
    Number(usize),
}

/// A table on a sheet of its own.
pub(super) struct Table {
    pub sheet: Worksheet,
    pub columns: Vec<Column>,
    row: u32,
    pub left_out: usize,
    words: Format,
    centred: Format,
}

impl Table {
    pub(super) fn new(columns: Vec<Column>) -> Self {
        Self {
            sheet: Worksheet::new(),
            columns,
            row: HEAD_ROW + 1,
            left_out: 0,
            words: look::words(),
            centred: look::centred(),
        }
    }

    /// Adds a row, or counts it where the sheet is full.
    pub(super) fn add(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        if self.row > LAST_ROW {
            self.left_out += 1;
            return Ok(());
        }
        let columns = self.columns.iter().enumerate().zip(cells);
        for ((index, column), cell) in columns {
            let at = column_number(index);
            let format = if column.centred { &self.centred } else { &self.words };
            match cell {
                Cell::Words(words) => {
                    self.sheet.write_string_with_format(self.row, at, fitting(words), format)?
                }
                Cell::Number(number) =>
                {
                    #[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
                    self.sheet.write_number_with_format(self.row, at, *number as f64, format)?
                }
            };
        }
        self.row += 1;
        Ok(())
    }

    /// The first and the last row below the heads.
    pub(super) fn rows(&self) -> (u32, u32) {
        (HEAD_ROW + 1, self.row.saturating_sub(1).max(HEAD_ROW + 1))
    }

    /// Title, heads, widths, and how it is printed.
    pub(super) fn dress(&mut self, name: &str, title: &str) -> Result<(), XlsxError> {
        let last = column_number(self.columns.len().saturating_sub(1));
        let bottom = self.rows().1;
        let sheet = &mut self.sheet;
        sheet.set_name(name)?;
        sheet.merge_range(0, 0, 0, last, title, &look::title())?;
        sheet.set_row_height(0, 30)?;
        sheet.set_row_height(HEAD_ROW, 24)?;
        let head = look::head();
        for (index, column) in self.columns.iter().enumerate() {
            let at = column_number(index);
            sheet.write_string_with_format(HEAD_ROW, at, column.head, &head)?;
            sheet.set_column_width(at, column.width)?;
        }
        sheet.autofilter(HEAD_ROW, 0, bottom, last)?;
        sheet.set_freeze_panes(HEAD_ROW + 1, 0)?;
        sheet.set_repeat_rows(0, HEAD_ROW)?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3).set_footer("&C&P / &N");
        Ok(())
    }
}

/// The number of a column as workbooks count.
pub(super) fn column_number(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

/// Text as a cell can hold it: XML allows no control characters, a cell only so many others.
pub(super) fn fitting(text: &str) -> String {
    let shown = escape::shown(text);
    let units = |text: &str| text.chars().map(char::len_utf16).sum::<usize>();
    if shown.len() <= CELL_MAX || units(&shown) <= CELL_MAX {
        return shown;
    }
    let mut left = CELL_MAX - 1;
    let fits = |char: &char| {
        let rest = left.checked_sub(char.len_utf16());
        left = rest.unwrap_or(0);
        rest.is_some()
    };
    let mut cut: String = shown.chars().take_while(fits).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_what_they_can() {
        assert_eq!(fitting("=1+1\u{B}甲\n乙\u{FFFE}"), "=1+1‹U+000B›甲 乙‹U+FFFE›");
        let long = fitting(&"😀".repeat(20_000));
        assert_eq!(long.encode_utf16().count(), 32_767);
        assert!(long.ends_with("😀…"));
        assert_eq!(fitting(&"甲".repeat(32_767)).chars().count(), 32_767);
    }
}
