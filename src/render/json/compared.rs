//! What was compared, as the JSON contract tells it: how many bodies and pairs of years, and the
//! matrix of both.

use serde::Serialize;

use crate::render::{Compared, MatrixCell};

/// Reports that were compared with each other.
#[derive(Serialize)]
pub(in crate::render) struct Comparisons<'a> {
    bodies: usize,
    pairs: usize,
    years: &'a [i32],
    units: Vec<Unit<'a>>,
}

#[derive(Serialize)]
struct Unit<'a> {
    name: &'a str,
    reports: Vec<State>,
}

/// How a report of the matrix stands.
#[derive(Serialize)]
struct State {
    /// `clean`, `findings`, `missing`, `in-doubt`, `unread`, or `none` where there is none and nothing asks
    /// for it.
    #[serde(rename = "state")]
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warnings: Option<usize>,
}

impl<'a> Comparisons<'a> {
    pub(in crate::render) fn of(it: &'a Compared) -> Self {
        let units = it.matrix.units.iter().map(|unit| Unit {
            name: &unit.name,
            reports: unit.cells.iter().map(|cell| State::of(*cell)).collect(),
        });
        let (bodies, pairs, years) = (it.bodies, it.pairs, &it.matrix.years);
        Self { bodies, pairs, years, units: units.collect() }
    }
}

impl State {
    fn of(cell: MatrixCell) -> Self {
        let (state, found) = match cell {
            MatrixCell::Clean => ("clean", None),
            MatrixCell::Findings { errors, warnings } => ("findings", Some((errors, warnings))),
            MatrixCell::Missing => ("missing", None),
            MatrixCell::Doubtful => ("in-doubt", None),
            MatrixCell::Unread => ("unread", None),
            MatrixCell::Absent => ("none", None),
        };
        Self { name: state, errors: found.map(|it| it.0), warnings: found.map(|it| it.1) }
    }
}
