//! The matrix of units and years that a run comes to.

use std::collections::BTreeSet;

use crate::render::{Found, Matrix, MatrixCell, MatrixUnit};
use crate::set::{Set, Unit};

/// How every body stands in every year. `found` is what was found in each member,
/// `missing` what is missed.
pub(super) fn matrix(set: &Set<'_>, found: &[Found], missing: &BTreeSet<(usize, i32)>) -> Matrix {
    let years = set.units.iter().flat_map(|it| it.reports.keys().copied());
    let years: BTreeSet<i32> = years.chain(set.unread.iter().map(|it| it.1)).collect();
    let cell =
        |index: usize, year: i32| match set.units.get(index).and_then(|it| it.reports.get(&year)) {
            Some(reports) => {
                let apart = set.units.get(index).and_then(|it| it.apart.get(&year));
                let mut all = Found::default();
                let reports = reports.iter().chain(apart.into_iter().flatten());
                reports.filter_map(|it| found.get(*it)).for_each(|it| all.add(*it));
                Some(match all {
                    Found { errors: 0, warnings: 0, .. } => MatrixCell::Clean,
                    Found { errors, warnings, .. } => MatrixCell::Findings { errors, warnings },
                })
            }
            None if set.unread.contains(&(index, year)) => Some(MatrixCell::Unread),
            None if missing.contains(&(index, year)) => Some(MatrixCell::Missing),
            None => None,
        };
    // One that stands in the lists of several years is one.
    let of_kin = |kin: &[usize], year: i32| kin.iter().find_map(|it| cell(*it, year));
    let units = set.kin().iter().map(|kin| MatrixUnit {
        name: kin
            .first()
            .and_then(|it| set.units.get(*it))
            .map_or_else(String::new, |it| it.name.clone()),
        cells: years.iter().map(|year| of_kin(kin, *year).unwrap_or(MatrixCell::Absent)).collect(),
    });
    let units: Vec<MatrixUnit> = units.collect();
    Matrix { units, years: years.into_iter().collect() }
}

/// What the bodies of a scope are called in names of files, each with its index.
pub(super) struct Called(Vec<(String, usize)>);

impl Called {
    pub(super) fn of(set: &Set<'_>, scope: Option<usize>) -> Self {
        let names = |(index, unit): (usize, &Unit)| {
            let listed = unit.listed.and_then(|it| set.roster.bodies.get(it));
            let own = listed.is_none_or(|it| Some(it.scope) == scope);
            let aliases = listed.into_iter().flat_map(|it| it.aliases.iter().cloned());
            let names: Vec<String> = aliases.chain([unit.name.clone()]).filter(|_| own).collect();
            names.into_iter().flat_map(|it| set.called(&it)).map(move |it| (it, index)).collect()
        };
        let units = set.units.iter().enumerate();
        Self(units.flat_map(|it| -> Vec<(String, usize)> { names(it) }).collect())
    }

    /// The body of which the longest name stands in the name of a file.
    fn longest(&self, file: &str) -> Option<usize> {
        let named = self.0.iter().filter(|it| file.contains(it.0.as_str()));
        named.map(|it| (it.0.len(), it.1)).max().map(|it| it.1)
    }
}

/// The body and, if it says so, the year that the name of a file tells, for one that could not be read
/// as a report: the body of which the longest name stands in it, with its office or without. Nothing
/// where that body has a report for the year: then it is another file.
pub(super) fn told_by(set: &Set<'_>, called: &Called, file: &str) -> Option<(usize, Option<i32>)> {
    let index = called.longest(file)?;
    let year = year_in(file);
    let reports = set.units.get(index).map(|it| &it.reports);
    let known = year.zip(reports).is_some_and(|(year, reports)| reports.contains_key(&year));
    (!known).then_some((index, year))
}

/// Whether the name of a file says that it is about reports and is none.
pub(super) fn is_notice(file: &str) -> bool {
    const NOTICES: [&str; 8] = ["通知", "通报", "的函", "名单", "解读", "模板", "目录", "样表"];
    NOTICES.iter().any(|it| file.contains(it))
}

/// The year in the name of a file: that of a report (2023年度, 2023年政府信息公开), else the only one.
fn year_in(file: &str) -> Option<i32> {
    const OF_REPORTS: [&str; 4] = ["年度", "年年", "年政府信息公开", "年信息公开"];
    let digits = file.split(|char: char| !char.is_ascii_digit()).filter(|it| it.len() == 4);
    let years = digits.filter_map(|it| it.parse().ok()).filter(|it| (2008..2100).contains(it));
    let years: BTreeSet<i32> = years.collect();
    let of_report = |year: &&i32| OF_REPORTS.iter().any(|it| file.contains(&format!("{year}{it}")));
    let only = years.first().filter(|_| years.len() == 1);
    years.iter().find(of_report).or(only).copied()
}

#[cfg(test)]
mod tests {
    use super::year_in;

    #[test]
    fn the_year_of_a_report_stands_before_that_of_its_publication() {
        for (file, year) in [
            ("云溪镇2023年年报.docx", Some(2023)),
            ("云溪镇2023年度报告（2024年1月）.docx", Some(2023)),
            ("云溪镇2023年政府信息公开工作年度报告（2024年1月发布）.docx", Some(2023)),
            ("2022—2023云溪镇.docx", None),
            ("云溪镇20230131.docx", None),
            ("云溪镇.docx", None),
        ] {
            assert_eq!(year_in(file), year, "{file}");
        }
    }
}
