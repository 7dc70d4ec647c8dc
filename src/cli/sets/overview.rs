//! The matrix of units and years that a run comes to.

use std::collections::{BTreeMap, BTreeSet};

use crate::render::{Found, Matrix, MatrixCell, MatrixUnit};
use crate::set::Set;

/// How every body stands in every year. `found` is what was found in each member,
/// `missing` what is missed, with whether that is in doubt.
pub(super) fn matrix(
    set: &Set<'_>,
    found: &[Found],
    missing: &BTreeMap<(usize, i32), bool>,
) -> Matrix {
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
            None => missing.get(&(index, year)).map(|doubtful| match doubtful {
                true => MatrixCell::Doubtful,
                false => MatrixCell::Missing,
            }),
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
