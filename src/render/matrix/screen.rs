//! The matrix on a terminal: columns aligned by the cells that characters take, as many years
//! beside each other as the width allows, the others below.

use std::ops::Range;

use owo_colors::{OwoColorize, Style};

use super::{COUNTS, Matrix, Total, Unit, legend};
use crate::lang::Lang;
use crate::render::Look;

/// Units that are listed; the totals count all.
const MOST_UNITS: usize = 100;
/// Blanks between columns.
const GAP: usize = 2;
/// Most cells of a name, as a share of the width: a third.
const NAME_SHARE: usize = 3;

/// A word of the table, and how it is coloured.
type Word = (String, Style);

impl Matrix {
    /// The table with its totals and what its words mean; nothing where there is no unit or year.
    pub fn table(&self, look: Look) -> String {
        if self.units.is_empty() || self.years.is_empty() {
            return String::new();
        }
        let screen = Screen::of(self, look);
        let bands = screen.bands().into_iter().map(|years| screen.band(years));
        let mut parts = vec![bands.collect::<Vec<_>>().join("\n")];
        if let Some(more) = self.units.len().checked_sub(MOST_UNITS).filter(|it| *it > 0) {
            let words = look.lang.pick(
                format!("另有 {more} 个单位未列出，合计包括在内；html 和 xlsx 格式列出全部。"),
                format!(
                    "{more} more units are not listed; totals count them. html and xlsx list all."
                ),
            );
            parts.push(lines(&look.wrap(&words, look.width, look.width)));
        }
        let means = look.shown(legend(look.lang));
        parts.push(lines(&look.wrap(&means, look.width, look.width)));
        parts.concat()
    }
}

fn lines(lines: &[String]) -> String {
    lines.join("\n") + "\n"
}

/// The matrix and how wide its columns are.
struct Screen<'a> {
    matrix: &'a Matrix,
    look: Look,
    totals: Vec<Total>,
    name: usize,
    column: usize,
}

impl<'a> Screen<'a> {
    fn of(matrix: &'a Matrix, look: Look) -> Self {
        let totals = matrix.totals();
        let listed = || matrix.units.iter().take(MOST_UNITS);
        let names = listed().map(|it| look.width_of(&look.shown(&it.name)));
        let heads = COUNTS.iter().map(|it| look.width_of(look.lang.pick(it.0, it.1)));
        let least = heads.max().unwrap_or(0);
        let name = names.max().unwrap_or(0).min(look.width / NAME_SHARE).max(least);
        let years = 0..matrix.years.len();
        let cells = listed().flat_map(|unit| years.clone().map(|it| unit.cell(it)));
        let cells = cells.map(|it| look.width_of(&it.words(look.lang)));
        let counts = totals.iter().flat_map(|it| COUNTS.map(|count| count.2(it).to_string().len()));
        let heads = matrix.years.iter().map(|it| it.to_string().len());
        let column = cells.chain(counts).chain(heads).max().unwrap_or(0);
        Self { matrix, look, totals, name, column }
    }

    /// Which years stand beside each other; one at least.
    fn bands(&self) -> Vec<Range<usize>> {
        let room = self.look.width.saturating_sub(self.name);
        let fit = (room / (self.column + GAP)).max(1);
        let count = self.matrix.years.len();
        (0..count).step_by(fit).map(|start| start..count.min(start + fit)).collect()
    }

    /// Some years of all units, with heads and totals.
    fn band(&self, years: Range<usize>) -> String {
        let lang = self.look.lang;
        let plain = Style::new();
        let heads = self.matrix.years.get(years.clone()).unwrap_or_default().iter();
        let heads: Vec<Word> = heads.map(|it| (it.to_string(), plain)).collect();
        let mut out = self.line(lang.pick("单位", "unit"), &heads);
        for unit in self.matrix.units.iter().take(MOST_UNITS) {
            out += &self.line(&unit.name, &cells(unit, years.clone(), lang));
        }
        let totals = self.totals.get(years).unwrap_or_default();
        for (zh, en, count) in COUNTS {
            let counts: Vec<Word> =
                totals.iter().map(|it| (count(it).to_string(), plain)).collect();
            out += &self.line(lang.pick(zh, en), &counts);
        }
        out
    }

    fn line(&self, name: &str, words: &[Word]) -> String {
        let look = self.look;
        let mut line = look.padded(&look.head(&look.shown(name), self.name), self.name);
        for (index, (word, style)) in words.iter().enumerate() {
            let fill = self.column.saturating_sub(look.width_of(word));
            line.push_str(&" ".repeat(GAP));
            line += &if look.color { word.style(*style).to_string() } else { word.clone() };
            if index + 1 < words.len() {
                line.push_str(&" ".repeat(fill));
            }
        }
        line.push('\n');
        line
    }
}

fn cells(unit: &Unit, years: Range<usize>, lang: Lang) -> Vec<Word> {
    let word = |index| {
        let cell = unit.cell(index);
        let style = match cell.grade() {
            Some("error") => Style::new().red(),
            Some("warning") => Style::new().yellow(),
            Some(_) => Style::new().green(),
            None => Style::new(),
        };
        (cell.words(lang), style)
    };
    years.map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Cell;
    use super::super::tests::sample;
    use super::*;
    use crate::render::ColumnUnit;

    fn look(lang: Lang, width: usize, wide: bool) -> Look {
        Look { lang, width, wide, color: false, unit: ColumnUnit::Char, links: None }
    }

    #[test]
    fn the_table_is_aligned_and_counts_up() {
        let table = sample().table(look(Lang::Zh, 60, false));
        let wanted = "\
            单位            2022         2023\n\
            霁溪镇人民政府  无问题       错误2 警告1\n\
            青禾街道办事处  缺报         警告3\n\
            砚泽县<水利>局  —            未能读取\n\
            无问题单位      1            0\n\
            有问题单位      0            2\n\
            缺报单位        1            0\n\
            待核对单位      0            0\n\
            未能读取单位    0            1\n";
        assert!(table.starts_with(wanted), "{table}");
        assert!(table.contains("缺报：应当报送而没有报告"));
        let english = sample().table(look(Lang::En, 60, false));
        assert!(english.contains("with findings   0             2\n"), "{english}");
    }

    #[test]
    fn many_years_go_below_each_other_and_nothing_is_too_wide() {
        let mut matrix = sample();
        matrix.years = (2008..2025).collect();
        for unit in &mut matrix.units {
            unit.name.push_str("，名称很长的一个单位");
            let last = unit.cells[1];
            unit.cells = vec![last; matrix.years.len()];
        }
        for width in [40, 60, 100] {
            for wide in [false, true] {
                for lang in [Lang::Zh, Lang::En] {
                    let look = look(lang, width, wide);
                    let table = matrix.table(look);
                    for line in table.lines() {
                        assert!(look.width_of(line) <= width, "{width}: {line}");
                    }
                    for year in &matrix.years {
                        assert_eq!(table.matches(&year.to_string()).count(), 1, "{table}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_long_list_says_how_much_is_left_out_and_counts_all() {
        let mut matrix = sample();
        let unit = matrix.units[0].clone();
        matrix.units = vec![unit; MOST_UNITS + 7];
        let table = matrix.table(look(Lang::Zh, 60, false));
        assert_eq!(table.matches("霁溪镇人民政府").count(), MOST_UNITS);
        assert!(table.contains("另有 7 个单位未列出"), "{table}");
        assert!(table.contains("无问题单位      107"), "{table}");
    }

    #[test]
    fn a_name_steers_no_terminal_and_nothing_is_drawn_of_nothing() {
        let mut matrix = sample();
        matrix.units[0].name = "甲\u{1B}[31m\u{202E}乙\n丙".into();
        matrix.units[0].cells = vec![Cell::Clean];
        let table = matrix.table(Look { color: true, ..look(Lang::Zh, 80, false) });
        assert!(!table.contains('\u{202E}') && table.contains("‹U+001B›"), "{table}");
        assert!(table.contains("\u{1B}[31m缺报\u{1B}["), "{table}");
        matrix.years.clear();
        assert_eq!(matrix.table(look(Lang::Zh, 80, false)), "");
    }
}
