//! Whether a table adds up (勾稽关系), and which single cell explains why it does not.
//!
//! One wrong cell breaks several relations. Where changing it alone would mend all of them and
//! break no other, it is the defect; where no cell or more than one would do, the relations
//! themselves are. Where a whole row or column explains them (a total that leaves out an item), it
//! is told as one.

mod line;
mod weigh;

use std::cell::OnceCell;

pub use line::Line;

use self::weigh::{Numbers, weigh};
use super::filled::{CellAddress, Filled};
use super::schema::{Across, Relation};
use crate::numeral::Amount;
use crate::rule::Wording;

/// A relation in one row or column.
#[derive(Clone, Debug)]
pub struct Instance {
    /// The name of the relation.
    pub id: Wording,
    /// The cells of its left side, the total.
    pub left: Vec<CellAddress>,
    /// The cells of its right side, the parts.
    pub right: Vec<CellAddress>,
    /// The sum of the left side.
    pub stated: Amount,
    /// The sum of the right side.
    pub sum: Amount,
    /// How the two must stand to each other.
    pub relation: Relation,
    /// Whether it is about a column or about a row.
    pub across: Across,
}

/// Something that keeps a table from adding up.
#[derive(Clone, Debug)]
pub enum Defect {
    /// One cell, what it should hold, and the relations it breaks.
    Cell(CellAddress, Amount, Vec<Instance>),
    /// Cells of one row or column that together explain the relations.
    Line(Line),
    /// A relation that no single cell explains, and that of the totals, which fails with it.
    Relation(Instance, Option<Instance>),
}

/// What a table comes to.
#[derive(Debug)]
pub struct Balance {
    /// What is wrong.
    pub defects: Vec<Defect>,
    /// Names of the relations that could be judged in some row or column.
    pub judged: Vec<Wording>,
    /// Relations with a cell that holds no number: name and total.
    pub open: Vec<(Wording, CellAddress)>,
    sound: Vec<Instance>,
    broken: Vec<Instance>,
}

/// What all tables of a report come to under all their relations, numbers that cannot stand in
/// their cells left aside; each is worked out when a rule first asks for it.
#[derive(Debug)]
pub(crate) struct Balances(Vec<OnceCell<Balance>>);

impl Balances {
    pub(crate) fn of(tables: &[Filled]) -> Self {
        Self(tables.iter().map(|_| OnceCell::new()).collect())
    }

    /// The cells of official tables that may be why these do not add up, each with the index of its
    /// table and with what it must hold so that it does.
    pub(crate) fn mended(&self, tables: &[Filled]) -> Vec<(usize, CellAddress, Amount)> {
        let official = tables.iter().enumerate().filter(|it| it.1.form.local.is_none());
        let mended = official.flat_map(|(index, filled)| {
            let defects = self.get(index, filled).map_or(&[] as &[_], |it| &it.defects);
            let cells = defects.iter().flat_map(|it| it.mended(filled));
            cells.map(move |(at, value)| (index, at, value))
        });
        mended.collect()
    }

    /// That of the table with this index.
    pub(crate) fn get(&self, index: usize, filled: &Filled) -> Option<&Balance> {
        Some(self.0.get(index)?.get_or_init(|| judge(filled, true, |_| true)))
    }
}

impl Defect {
    /// Its cells, each with what it must hold if it is the one that is wrong.
    fn mended(&self, filled: &Filled) -> Vec<(CellAddress, Amount)> {
        match self {
            Self::Cell(at, value, _) => vec![(*at, *value)],
            Self::Line(line) => line.cells.clone(),
            // Which cell is wrong is not known; of a total it may be said what its parts make.
            Self::Relation(it, _) => {
                let mended = |at: &CellAddress| {
                    let value = filled.cell(*at)?.content.number()?.checked_add(it.change(*at)?)?;
                    (!value.is_negative()).then_some((*at, value))
                };
                it.left.iter().filter_map(mended).collect()
            }
        }
    }
}

/// A number that was written one cell beside its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shift {
    /// The cell that holds it.
    pub from: CellAddress,
    /// The cell next to it, now nought, where it would make everything add up.
    pub to: CellAddress,
    /// The number.
    pub value: Amount,
}

impl Balance {
    /// The only number whose move to a neighbouring cell would make a table that does not add up do
    /// so (错位).
    pub fn shift(&self, filled: &Filled) -> Option<Shift> {
        let Self { sound, broken, .. } = self;
        if broken.is_empty() || is_vast(sound, broken) {
            return None;
        }
        let mut cells: Vec<CellAddress> = broken.iter().flat_map(Instance::cells).collect();
        cells.sort_unstable();
        cells.dedup();
        let all: Vec<&Instance> = broken.iter().chain(sound).collect();
        let number = |at: CellAddress| filled.cell(at).and_then(|it| it.content.number());
        let moves = cells.iter().filter_map(|&from| Some((from, number(from)?)));
        let moves = moves.filter(|it| it.1 > Amount::ZERO).flat_map(|(from, value)| {
            let targets = neighbours(from).into_iter().flatten();
            targets.map(move |to| Shift { from, to, value })
        });
        let mut fitting = moves
            .filter(|it| number(it.to) == Some(Amount::ZERO))
            .filter(|it| all.iter().all(|instance| instance.holds_after(*it)));
        fitting.next().filter(|_| fitting.next().is_none())
    }
}

/// The cells to the left and right, above and below.
fn neighbours(at: CellAddress) -> [Option<CellAddress>; 4] {
    let CellAddress { block, row, column } = at;
    [
        column.checked_sub(1).map(|column| CellAddress { block, row, column }),
        Some(CellAddress { block, row, column: column + 1 }),
        row.checked_sub(1).map(|row| CellAddress { block, row, column }),
        Some(CellAddress { block, row: row + 1, column }),
    ]
}

/// Judges the relations of a table whose names `wanted` takes. If `strict`, a number that cannot
/// stand in its cell (below zero, not whole) is none, so that it is told as that alone.
pub fn judge(filled: &Filled, strict: bool, wanted: impl Fn(&str) -> bool) -> Balance {
    let Relations { sound, broken, judged, open } = relations(filled, strict, &wanted);
    Balance { defects: explain(filled, &sound, &broken), judged, open, sound, broken }
}

/// The relations of a table, sorted by what became of them.
#[derive(Default)]
struct Relations {
    /// Those that do not hold.
    broken: Vec<Instance>,
    /// Those that hold, kept only where others do not: they show which cells are right.
    sound: Vec<Instance>,
    /// Names of those that could be judged.
    judged: Vec<Wording>,
    /// Those with a cell that holds no number: name and total.
    open: Vec<(Wording, CellAddress)>,
}

fn relations(filled: &Filled, strict: bool, wanted: &dyn Fn(&str) -> bool) -> Relations {
    let numbers = Numbers::of(filled, strict);
    let mut found = Relations::default();
    let identities = || filled.form.identity.iter().filter(|it| wanted(&it.id));
    for identity in identities() {
        weigh(filled, &numbers, identity, &mut |it, identity| match it.holds() {
            Some(holds) => {
                if found.judged.last() != Some(&identity.id) {
                    found.judged.push(identity.id.clone());
                }
                if !holds {
                    found.broken.extend(it.instance());
                }
            }
            None => found.open.extend(it.first().map(|at| (identity.id.clone(), at))),
        });
    }
    if !found.broken.is_empty() {
        for identity in identities() {
            weigh(filled, &numbers, identity, &mut |it, _| {
                if it.holds() == Some(true) {
                    found.sound.extend(it.instance());
                }
            });
        }
    }
    found
}

impl Relation {
    fn holds(self, left: Amount, right: Amount) -> bool {
        match self {
            Self::Equal => left == right,
            Self::AtMost => left <= right,
            Self::AtLeast => left >= right,
        }
    }
}

impl Instance {
    /// How much has to be added to a cell so that the relation holds.
    fn change(&self, cell: CellAddress) -> Option<Amount> {
        if self.relation != Relation::Equal {
            return None;
        }
        if self.left.contains(&cell) {
            return self.sum.checked_sub(self.stated);
        }
        self.right.contains(&cell).then(|| self.stated.checked_sub(self.sum)).flatten()
    }

    /// Whether it holds once a number has been moved.
    fn holds_after(&self, shift: Shift) -> bool {
        let side = |cells: &[CellAddress], sum: Amount| {
            let sum = if cells.contains(&shift.from) { sum.checked_sub(shift.value)? } else { sum };
            if cells.contains(&shift.to) { sum.checked_add(shift.value) } else { Some(sum) }
        };
        let sums = side(&self.left, self.stated).zip(side(&self.right, self.sum));
        sums.is_some_and(|(stated, sum)| self.relation.holds(stated, sum))
    }

    fn cells(&self) -> impl Iterator<Item = CellAddress> + '_ {
        self.left.iter().chain(&self.right).copied()
    }

    /// Whether a cell is one of its own.
    pub fn has(&self, cell: CellAddress) -> bool {
        self.cells().any(|it| it == cell)
    }
}

/// Cells that each mend all relations they are in, where every broken relation has one such cell
/// and no other; else the relations.
fn explain(filled: &Filled, sound: &[Instance], broken: &[Instance]) -> Vec<Defect> {
    if is_vast(sound, broken) {
        return broken.iter().map(|it| Defect::Relation(it.clone(), None)).collect();
    }
    let mut cells: Vec<CellAddress> = broken.iter().flat_map(Instance::cells).collect();
    cells.sort_unstable();
    cells.dedup();
    let suspects: Vec<(CellAddress, Amount)> = cells
        .into_iter()
        .filter(|cell| !sound.iter().any(|it| it.has(*cell)))
        .filter_map(|cell| Some((cell, repair(filled, broken, cell)?)))
        .collect();
    let mut defects = Vec::new();
    let mut rest = Vec::new();
    for (index, instance) in broken.iter().enumerate() {
        let mut own = suspects.iter().filter(|it| instance.has(it.0));
        match (own.next(), own.next()) {
            (Some(&(cell, value)), None) => {
                let first = broken.iter().position(|it| it.has(cell)) == Some(index);
                if first {
                    let all = broken.iter().filter(|it| it.has(cell)).cloned().collect();
                    defects.push(Defect::Cell(cell, value, all));
                }
            }
            _ => rest.push(instance.clone()),
        }
    }
    defects.extend(line::explain(filled, sound, &mut rest).map(Defect::Line));
    let relations = line::fold(filled, rest);
    defects.extend(relations.into_iter().map(|(it, total)| Defect::Relation(it, total)));
    defects
}

/// Whether a form has more relations than any official one: to find what explains them all takes
/// too long.
fn is_vast(sound: &[Instance], broken: &[Instance]) -> bool {
    const MOST: usize = 8_000;
    let cells = |all: &[Instance]| all.iter().map(|it| it.cells().count()).sum::<usize>();
    !broken.is_empty() && cells(sound).saturating_add(cells(broken)) > MOST
}

/// What a cell must hold so that all relations it is in hold: at least two, which agree.
fn repair(filled: &Filled, broken: &[Instance], cell: CellAddress) -> Option<Amount> {
    let mut changes = broken.iter().filter(|it| it.has(cell)).map(|it| it.change(cell));
    let first = changes.next()??;
    let second = changes.next()??;
    let agree = first == second && changes.all(|it| it == Some(first));
    let value = filled.cell(cell)?.content.number()?.checked_add(first)?;
    (agree && !value.is_negative()).then_some(value)
}
