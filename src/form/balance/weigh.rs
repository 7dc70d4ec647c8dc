//! Adds up both sides of every relation of a table, row by row and column by column.

use super::super::filled::{CellAddress, Filled};
use super::super::local;
use super::super::schema::{Across, Block, Identity, Relation, Values};
use super::Instance;
use crate::numeral::Amount;
use crate::rule::Wording;

/// A relation in one row or column, with its sums where all its cells hold numbers.
pub(super) struct Weighed<'a> {
    pub identity: &'a Identity,
    pub sums: Option<(Amount, Amount)>,
    relation: Relation,
    left: Side<'a>,
    right: Side<'a>,
}

/// Some cells of one row or column.
#[derive(Clone, Copy)]
struct Side<'a> {
    grid: &'a Grid,
    block: usize,
    across: Across,
    /// The column of an identity of rows, the row of one of columns.
    other: usize,
    keys: &'a [usize],
}

/// The numbers of a table by place, so that they are read once for all relations.
pub(super) struct Numbers(Vec<Grid>);

struct Grid {
    columns: usize,
    /// Row by row.
    cells: Vec<Option<Amount>>,
    /// Which rows and columns the table has; none for an official form, which has them all.
    there: Option<There>,
}

struct There {
    rows: Vec<bool>,
    columns: Vec<bool>,
}

impl Numbers {
    /// If `strict`, a number that cannot stand in its cell is none.
    pub(super) fn of(filled: &Filled, strict: bool) -> Self {
        let mut blocks = Self(filled.form.block.iter().map(|it| Grid::empty(it, filled)).collect());
        for cell in &filled.cells {
            let fits = |it: &Amount| !strict || may_be(*it, filled.values_at(cell.at));
            let number = cell.content.number().filter(fits);
            if let Some(grid) = blocks.0.get_mut(cell.at.block) {
                grid.put(cell.at, number);
            }
        }
        for &(block, row, _) in &filled.row_labels {
            let there = blocks.0.get_mut(block).and_then(|it| it.there.as_mut());
            if let Some(row) = there.and_then(|it| it.rows.get_mut(row)) {
                *row = true;
            }
        }
        blocks
    }
}

impl Grid {
    fn empty(block: &Block, filled: &Filled) -> Self {
        let (rows, columns) = (block.row.len(), block.column.len());
        let none = || There { rows: vec![false; rows], columns: vec![false; columns] };
        let there = filled.form.local.is_some().then(none);
        Self { columns, cells: vec![None; rows * columns], there }
    }

    fn put(&mut self, at: CellAddress, number: Option<Amount>) {
        if let Some(column) = self.there.as_mut().and_then(|it| it.columns.get_mut(at.column)) {
            *column = true;
        }
        if let Some(cell) = self.cells.get_mut(self.columns * at.row + at.column) {
            *cell = number;
        }
    }

    fn number(&self, at: CellAddress) -> Option<Amount> {
        *self.cells.get(self.columns * at.row + at.column)?
    }

    fn has(&self, at: CellAddress) -> bool {
        let has = |all: &[bool], index: usize| all.get(index) == Some(&true);
        self.there.as_ref().is_none_or(|it| has(&it.rows, at.row) && has(&it.columns, at.column))
    }
}

/// Whether a number may stand in a cell for such values.
fn may_be(number: Amount, values: Values) -> bool {
    match values {
        Values::Count => !number.is_negative() && number.whole().is_some(),
        Values::Amount => !number.is_negative(),
        Values::Change => number.whole().is_some(),
    }
}

/// Shows `each` every relation of `identity`.
pub(super) fn weigh<'a>(
    filled: &Filled,
    numbers: &Numbers,
    identity: &'a Identity,
    each: &mut impl FnMut(&Weighed<'_>, &'a Identity),
) {
    let relation = local::relation(filled, identity);
    for ((block, it), grid) in filled.form.block.iter().enumerate().zip(&numbers.0) {
        let sides = places(it, identity, &identity.left).zip(places(it, identity, &identity.right));
        let Some((left, right)) = sides else { continue };
        let repeated = match identity.across {
            Across::Columns => it.column.len(),
            Across::Rows => it.row.len(),
        };
        for other in 0..repeated {
            let side = |keys| Side { grid, block, across: identity.across, other, keys };
            let (left, right) = (side(&left), side(&right));
            if left.cells().next().is_some() && right.cells().next().is_some() {
                let sums = left.total().zip(right.total());
                each(&Weighed { identity, sums, relation, left, right }, identity);
            }
        }
    }
}

/// The rows or columns with these keys, if the block has them all.
fn places(block: &Block, identity: &Identity, keys: &[Wording]) -> Option<Vec<usize>> {
    let place = |key: &Wording| match identity.across {
        Across::Columns => block.row.iter().position(|it| it.key == *key),
        Across::Rows => block.column.iter().position(|it| it.key == *key),
    };
    keys.iter().map(place).collect()
}

impl<'a> Side<'a> {
    fn cells(self) -> impl Iterator<Item = CellAddress> + 'a {
        let Self { grid, block, across, other, keys } = self;
        let cells = keys.iter().map(move |&at| match across {
            Across::Columns => CellAddress { block, row: at, column: other },
            Across::Rows => CellAddress { block, row: other, column: at },
        });
        cells.filter(|it| grid.has(*it))
    }

    fn total(self) -> Option<Amount> {
        let mut cells = self.cells();
        cells.try_fold(Amount::ZERO, |sum, at| sum.checked_add(self.grid.number(at)?))
    }
}

impl Weighed<'_> {
    /// Whether the sums stand to each other as they must; nothing where there are none.
    pub(super) fn holds(&self) -> Option<bool> {
        self.sums.map(|(left, right)| self.relation.holds(left, right))
    }

    /// The first cell of its left side.
    pub(super) fn first(&self) -> Option<CellAddress> {
        self.left.cells().next()
    }

    /// The relation with all its cells.
    pub(super) fn instance(&self) -> Option<Instance> {
        let (stated, sum) = self.sums?;
        Some(Instance {
            id: self.identity.id.clone(),
            left: self.left.cells().collect(),
            right: self.right.cells().collect(),
            stated,
            sum,
            relation: self.relation,
            across: self.identity.across,
        })
    }
}
