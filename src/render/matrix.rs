//! Who reported for which year, and how the reports fared: a unit a row, a year a column. Here are
//! the data, their words, and the table for a terminal; `html/matrix` and `xlsx/matrix` draw the
//! same.

mod screen;

use crate::lang::Lang;

/// The reports of all units by year.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Matrix {
    /// The years, in the order of the columns.
    pub years: Vec<i32>,
    /// The units, in the order of the rows.
    pub units: Vec<Unit>,
}

/// A unit and its reports.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// One for each year of the matrix.
    pub cells: Vec<Cell>,
}

/// What became of the report of one unit for one year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cell {
    /// It was checked, and nothing was found.
    Clean,
    /// It was checked, and something was found.
    Findings {
        /// Errors.
        errors: usize,
        /// Warnings.
        warnings: usize,
    },
    /// It should be there and is not.
    Missing,
    /// It is not known whether it is there.
    Doubtful,
    /// It is there and could not be read.
    Unread,
    /// There is none, and nothing says that there must be one.
    Absent,
}

/// The cells of one year, counted.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Total {
    pub clean: usize,
    pub found: usize,
    pub missing: usize,
    pub doubtful: usize,
    pub unread: usize,
}

/// Which of them a line of totals counts, in Chinese and English.
pub(super) type Count = (&'static str, &'static str, fn(&Total) -> usize);

/// The lines of totals under the table.
pub(super) const COUNTS: [Count; 5] = [
    ("无问题单位", "clean", |it| it.clean),
    ("有问题单位", "with findings", |it| it.found),
    ("缺报单位", "missing", |it| it.missing),
    ("待核对单位", "in doubt", |it| it.doubtful),
    ("未能读取单位", "unread", |it| it.unread),
];

impl Matrix {
    /// The totals of each year, over all units.
    pub(super) fn totals(&self) -> Vec<Total> {
        let of_year = |index| {
            let mut total = Total::default();
            for cell in self.units.iter().filter_map(|it| it.cells.get(index)) {
                total.add(*cell);
            }
            total
        };
        (0..self.years.len()).map(of_year).collect()
    }
}

impl Unit {
    /// Its report for the year at `index`; none where the matrix was not filled in.
    pub(super) fn cell(&self, index: usize) -> Cell {
        self.cells.get(index).copied().unwrap_or(Cell::Absent)
    }
}

impl Total {
    fn add(&mut self, cell: Cell) {
        match cell {
            Cell::Clean => self.clean += 1,
            Cell::Findings { .. } => self.found += 1,
            Cell::Missing => self.missing += 1,
            Cell::Doubtful => self.doubtful += 1,
            Cell::Unread => self.unread += 1,
            Cell::Absent => {}
        }
    }
}

impl Cell {
    /// What it is in words: 错误2 警告1.
    pub(super) fn words(self, lang: Lang) -> String {
        let word = |zh: &str, en: &str| lang.pick(zh, en).to_owned();
        match self {
            Self::Clean => word("无问题", "clean"),
            Self::Findings { errors, warnings } => {
                let error = lang.pick(format!("错误{errors}"), format!("{errors} err"));
                let warning = lang.pick(format!("警告{warnings}"), format!("{warnings} warn"));
                match (errors, warnings) {
                    (_, 0) => error,
                    (0, _) => warning,
                    _ => format!("{error} {warning}"),
                }
            }
            Self::Missing => word("缺报", "missing"),
            Self::Doubtful => word("待核对", "in doubt"),
            Self::Unread => word("未能读取", "unread"),
            Self::Absent => word("—", "—"),
        }
    }

    /// How grave it is, as the formats for people name it: error, warning, clean; nothing where there
    /// is no report and need not be one. Colours go by it, and never stand alone.
    pub(super) fn grade(self) -> Option<&'static str> {
        match self {
            Self::Clean => Some("clean"),
            Self::Findings { errors: 0, .. } | Self::Doubtful => Some("warning"),
            Self::Findings { .. } | Self::Missing | Self::Unread => Some("error"),
            Self::Absent => None,
        }
    }
}

/// What the words of the cells mean.
pub(super) fn legend(lang: Lang) -> &'static str {
    lang.pick(
        "错误n、警告n为问题处数；缺报：应当报送而没有报告；待核对：没有查到报告，但可能有；未能读取：有文件但没有读到内容；—：没有报告（名单未列、该年度不须报告或者未汇集、期限未到，或者未判断）",
        "err, warn: number of findings; missing: asked for and not there; in \
         doubt: not found, but there may be one; unread: there and could \
         not be read; —: no report (the body is not listed, need not report for that year, none of that year were collected, it is not yet due, or that was not judged)",
    )
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A matrix with a cell of each kind.
    pub(in crate::render) fn sample() -> Matrix {
        let unit = |name: &str, cells: &[Cell]| Unit { name: name.into(), cells: cells.to_vec() };
        let found = |errors, warnings| Cell::Findings { errors, warnings };
        Matrix {
            years: vec![2022, 2023],
            units: vec![
                unit("霁溪镇人民政府", &[Cell::Clean, found(2, 1)]),
                unit("青禾街道办事处", &[Cell::Missing, found(0, 3)]),
                unit("砚泽县<水利>局", &[Cell::Absent, Cell::Unread]),
            ],
        }
    }

    #[test]
    fn totals_count_every_unit_once_a_year() {
        let [first, second] = sample().totals()[..] else { panic!("two years") };
        assert_eq!(first, Total { clean: 1, missing: 1, ..Total::default() });
        assert_eq!(second, Total { found: 2, unread: 1, ..Total::default() });
    }

    #[test]
    fn cells_say_in_words_what_they_are() {
        let all = sample().units;
        let words = |lang| {
            let cells = all.iter().flat_map(|it| &it.cells);
            cells.map(|it| it.words(lang)).collect::<Vec<_>>()
        };
        assert_eq!(words(Lang::Zh), ["无问题", "错误2 警告1", "缺报", "警告3", "—", "未能读取"]);
        assert_eq!(words(Lang::En), ["clean", "2 err 1 warn", "missing", "3 warn", "—", "unread"]);
    }
}
