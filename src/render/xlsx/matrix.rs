//! The sheet of units and years (总览矩阵).

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::look;
use super::sheet::{column_number, fitting};
use crate::lang::Lang;
use crate::render::matrix::{COUNTS, Cell, Matrix, Unit, legend};

/// The row of heads; the title is above it.
const HEAD_ROW: u32 = 1;
/// The last row that units may take: below it stand totals and legend.
const LAST_ROW: u32 = 1_048_000;
/// The most years, by the limit of the format less the column of names.
const MOST_YEARS: usize = 16_000;
/// A4, as workbooks number it.
const A4: u8 = 9;

/// The sheet; none where there is no unit or year.
pub(super) fn matrix(matrix: &Matrix, lang: Lang) -> Result<Option<Worksheet>, XlsxError> {
    if matrix.units.is_empty() || matrix.years.is_empty() {
        return Ok(None);
    }
    let mut sheet = Worksheet::new();
    let years = matrix.years.len().min(MOST_YEARS);
    heads(&mut sheet, matrix, years, lang)?;
    let looks = Looks::new();
    let mut row = HEAD_ROW;
    for unit in &matrix.units {
        if row >= LAST_ROW {
            break;
        }
        row += 1;
        unit_row(&mut sheet, row, unit, years, &looks, lang)?;
    }
    let left_out = matrix.units.len().saturating_sub(usize::try_from(row - HEAD_ROW).unwrap_or(0));
    let last_unit = row;
    for (zh, en, count) in COUNTS {
        row += 1;
        sheet.write_string_with_format(row, 0, lang.pick(zh, en), &looks.head)?;
        for (index, total) in matrix.totals().iter().take(years).enumerate() {
            number(&mut sheet, row, column_number(index + 1), count(total), &looks.plain)?;
        }
    }
    let mut words = legend(lang).to_owned();
    if left_out > 0 {
        words += &lang.pick(
            format!("；另有 {left_out} 个单位未列出"),
            format!("; {left_out} more units are not listed"),
        );
    }
    sheet.write_string(row + 1, 0, words)?;
    sheet.autofilter(HEAD_ROW, 0, last_unit, column_number(years))?;
    Ok(Some(sheet))
}

/// Title, heads, widths, and how it is printed.
fn heads(
    sheet: &mut Worksheet,
    matrix: &Matrix,
    years: usize,
    lang: Lang,
) -> Result<(), XlsxError> {
    let title = lang.pick("各单位各年度检查结果", "Results by unit and year");
    sheet.set_name(lang.pick("总览矩阵", "Matrix"))?;
    sheet.merge_range(0, 0, 0, column_number(years), title, &look::title())?;
    sheet.set_row_height(0, 30)?;
    sheet.set_column_width(0, 28)?;
    sheet.set_column_range_width(1, column_number(years), 13)?;
    let head = look::head();
    sheet.write_string_with_format(HEAD_ROW, 0, lang.pick("单位", "Body"), &head)?;
    for (index, year) in matrix.years.iter().take(years).enumerate() {
        sheet.write_number_with_format(HEAD_ROW, column_number(index + 1), *year, &head)?;
    }
    sheet.set_freeze_panes(HEAD_ROW + 1, 1)?;
    sheet.set_repeat_rows(0, HEAD_ROW)?.set_repeat_columns(0, 0)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3).set_footer("&C&P / &N");
    Ok(())
}

/// How cells look.
struct Looks {
    head: Format,
    name: Format,
    plain: Format,
    grave: Format,
    doubtful: Format,
}

impl Looks {
    fn new() -> Self {
        let plain = look::centred();
        Self {
            head: look::head(),
            name: look::words(),
            grave: look::grave().merge(&plain),
            doubtful: look::doubtful().merge(&plain),
            plain,
        }
    }

    fn of(&self, cell: Cell) -> &Format {
        match cell.grade() {
            Some("error") => &self.grave,
            Some("warning") => &self.doubtful,
            _ => &self.plain,
        }
    }
}

fn unit_row(
    sheet: &mut Worksheet,
    row: u32,
    unit: &Unit,
    years: usize,
    looks: &Looks,
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, 0, fitting(&unit.name), &looks.name)?;
    for (index, cell) in (0..years).map(|it| unit.cell(it)).enumerate() {
        let at = column_number(index + 1);
        sheet.write_string_with_format(row, at, cell.words(lang), looks.of(cell))?;
    }
    Ok(())
}

fn number(
    sheet: &mut Worksheet,
    row: u32,
    at: u16,
    number: usize,
    format: &Format,
) -> Result<(), XlsxError> {
    #[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    sheet.write_number_with_format(row, at, number as f64, format)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use rust_xlsxwriter::Workbook;

    use super::*;
    use crate::render::matrix::tests::sample;

    #[test]
    fn the_sheet_holds_every_cell_and_the_totals() {
        let mut workbook = Workbook::new();
        workbook.push_worksheet(matrix(&sample(), Lang::Zh).unwrap().unwrap());
        let bytes = workbook.save_to_buffer().unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range("总览矩阵").unwrap();
        let words = |row: u32| -> Vec<String> {
            (0..3)
                .map(|at| range.get_value((row, at)).map_or(String::new(), Data::to_string))
                .collect()
        };
        assert_eq!(words(1), ["单位", "2022", "2023"]);
        assert_eq!(words(2), ["霁溪镇人民政府", "无问题", "错误2 警告1"]);
        assert_eq!(words(4), ["砚泽县<水利>局", "—", "未能读取"]);
        assert_eq!(words(5), ["无问题单位", "1", "0"]);
        assert_eq!(words(9), ["未能读取单位", "0", "1"]);
        assert!(words(10)[0].contains("缺报"));
        assert!(matrix(&Matrix::default(), Lang::Zh).unwrap().is_none());
    }
}
