//! Relations that fail together: a row or column of which several cells are wrong, mostly because
//! a total leaves out an item or was never worked out.

use super::{Across, Amount, CellAddress, Filled, Instance, Relation};

/// A row or column of which several cells are wrong.
#[derive(Clone, Debug)]
pub struct Line {
    /// Whether it is a row ([`Across::Rows`]) or a column.
    pub along: Across,
    /// The wrong cells, in order, and what they should hold.
    pub cells: Vec<(CellAddress, Amount)>,
    /// The relations they break.
    pub broken: Vec<Instance>,
    /// The part that every one of its totals lacks, where there is exactly one.
    pub left_out: Option<CellAddress>,
    /// Whether all its cells hold nought.
    pub is_nought: bool,
}

/// The row or column that explains more of the broken relations than any other, which are then
/// no longer among the rest.
pub(super) fn explain(
    filled: &Filled,
    sound: &[Instance],
    rest: &mut Vec<Instance>,
) -> Option<Line> {
    let mut keys: Vec<(bool, usize, usize)> = Vec::new();
    for at in rest.iter().flat_map(Instance::cells) {
        keys.push((true, at.block, at.row));
        keys.push((false, at.block, at.column));
    }
    keys.sort_unstable();
    keys.dedup();
    let mut lines: Vec<Line> =
        keys.into_iter().filter_map(|key| line(filled, sound, rest, key)).collect();
    // Of two that explain as much, a total that was left nought is meant.
    lines.sort_by_key(|it| (it.broken.len(), it.is_nought));
    let best = lines.pop()?;
    let rank = |it: &Line| (it.broken.len(), it.is_nought);
    if lines.last().is_some_and(|it| rank(it) == rank(&best)) {
        return None;
    }
    rest.retain(|it| !best.cells.iter().any(|(at, _)| it.has(*at)));
    Some(best)
}

/// A line, if changing several of its cells mends every relation that these are in.
fn line(
    filled: &Filled,
    sound: &[Instance],
    rest: &[Instance],
    (is_row, block, number): (bool, usize, usize),
) -> Option<Line> {
    let on =
        |at: CellAddress| at.block == block && (if is_row { at.row } else { at.column }) == number;
    let along = if is_row { Across::Rows } else { Across::Columns };
    let crosses = |it: &&Instance| it.across != along && it.cells().any(on);
    let mut cells: Vec<CellAddress> =
        rest.iter().filter(crosses).flat_map(Instance::cells).filter(|it| on(*it)).collect();
    cells.sort_unstable();
    cells.dedup();
    let change = |at: CellAddress| -> Option<Amount> {
        let mut own = rest.iter().filter(|it| it.has(at)).filter(crosses);
        let change = own.next()?.change(at)?;
        let agree = own.all(|it| it.change(at) == Some(change))
            && !sound.iter().filter(crosses).any(|it| it.has(at));
        agree.then_some(change)
    };
    let number = |at: CellAddress| filled.cell(at)?.content.number();
    let wrong = |at: CellAddress| {
        let right = number(at)?.checked_add(change(at)?)?;
        (!right.is_negative()).then_some((at, right))
    };
    let cells: Vec<(CellAddress, Amount)> = cells.into_iter().filter_map(wrong).collect();
    let changed = |at: CellAddress| cells.iter().any(|it| it.0 == at);
    let within = |it: &&Instance| it.across == along && it.cells().any(changed);
    let mended = |it: &Instance| {
        let side = |side: &[CellAddress]| {
            side.iter().try_fold(Amount::ZERO, |sum, at| {
                let right = cells.iter().find(|it| it.0 == *at).map(|it| it.1);
                sum.checked_add(right.or_else(|| number(*at))?)
            })
        };
        side(&it.left).zip(side(&it.right)).is_some_and(|(l, r)| it.relation.holds(l, r))
    };
    if cells.len() < 2 || !sound.iter().chain(rest).filter(within).all(mended) {
        return None;
    }
    let broken: Vec<Instance> = rest.iter().filter(|it| it.cells().any(changed)).cloned().collect();
    let totals = broken.iter().filter(|it| it.across != along && it.left.len() == 1);
    let totals: Vec<&Instance> = totals.filter(|it| it.left.iter().all(|at| on(*at))).collect();
    let whole = filled.cells.iter().filter(|it| on(it.at));
    let mut numbers = whole.map(|it| it.content.number());
    Some(Line {
        along,
        left_out: left_out(filled, &totals),
        is_nought: !totals.is_empty() && numbers.all(|it| it == Some(Amount::ZERO)),
        cells,
        broken,
    })
}

/// The only part whose figures are what each of the totals lacks. The total of the totals lacks
/// what they lack together, whatever its own figure is.
fn left_out(filled: &Filled, totals: &[&Instance]) -> Option<CellAddress> {
    let lacking = |it: &Instance| it.sum.checked_sub(it.stated).filter(|it| *it > Amount::ZERO);
    let own: Vec<&&Instance> = totals.iter().filter(|it| !is_of_totals(filled, it)).collect();
    let first = own.first()?;
    let fits = |index: &usize| {
        own.iter().all(|it| {
            let number = it.right.get(*index).and_then(|at| filled.cell(*at)?.content.number());
            number.is_some() && number == lacking(it)
        })
    };
    let mut fitting = (0..first.right.len()).filter(fits);
    let only = fitting.next().filter(|_| fitting.next().is_none())?;
    first.right.get(only).copied()
}

/// Whether a relation is about the column of totals.
fn is_of_totals(filled: &Filled, it: &Instance) -> bool {
    let Some(at) = it.left.first() else { return false };
    let key = filled.column(*at).map_or("", |it| it.key.as_str());
    let sums = filled.form.identity.iter().filter(|it| it.across == Across::Rows);
    it.across == Across::Columns && sums.filter(|it| it.left.len() == 1).any(|it| it.left == [key])
}

/// Sets aside the relation of the totals where it lacks what the columns before it lack together:
/// it goes with the first of them.
pub(super) fn fold(filled: &Filled, rest: Vec<Instance>) -> Vec<(Instance, Option<Instance>)> {
    let (totals, others): (Vec<Instance>, Vec<Instance>) =
        rest.into_iter().partition(|it| it.relation == Relation::Equal && is_of_totals(filled, it));
    let mut folded: Vec<(Instance, Option<Instance>)> =
        others.into_iter().map(|it| (it, None)).collect();
    for total in totals {
        let same = |it: &Instance| it.id == total.id && it.across == total.across;
        let lacking = |it: &Instance| it.sum.checked_sub(it.stated);
        let all = folded
            .iter()
            .filter(|it| same(&it.0))
            .try_fold(Amount::ZERO, |sum, it| sum.checked_add(lacking(&it.0)?));
        let first = folded.iter_mut().find(|it| same(&it.0));
        match first.filter(|_| all.is_some() && all == lacking(&total)) {
            Some(first) => first.1 = Some(total),
            None => folded.push((total, None)),
        }
    }
    folded
}
