//! Tables that a place drew up by itself: none of the rows is required, and some may be unknown.
//! What is not understood is left alone, and no sum is held to be closed across it.

use super::filled::{CellAddress, Content, Filled, ShapeKind};
use super::grid::{self, GridCell, Row};
use super::schema::{Form, Identity, Local, Relation};
use super::{Forms, Known};
use crate::rule::Wording;
use crate::text::Span;

/// Characters of the longest unit (人次、万元).
const UNIT_MAX: usize = 3;

/// Every local table among those whose cells stand apart, where `known` is the form of one.
pub(super) fn in_grids(rows: &[Row<'_>], known: Known<'_>, local: Local) -> Vec<Filled> {
    let is_named = |it: &Row<'_>| it.cells.iter().any(|it| !known.labels.rows(it.name).is_empty());
    // Most tables are too short of known labels, whatever else they hold.
    let may_be = |it: &&[Row<'_>]| it.iter().filter(|it| is_named(it)).count() >= local.rows;
    let tables = rows.chunk_by(|left, right| left.table == right.table).filter(may_be);
    let found = tables.flat_map(|it| grid::read(it, known));
    found.filter(|it| is_understood(it, local)).collect()
}

/// Whether enough rows bear known labels.
pub(super) fn is_understood(filled: &Filled, local: Local) -> bool {
    let known = filled.row_labels.len();
    let all = known + strangers(filled).count();
    known >= local.rows && known * 100 >= all * local.share
}

/// Rows with figures whose labels are not known.
fn strangers(filled: &Filled) -> impl Iterator<Item = Span> + '_ {
    filled.faults.iter().filter(|it| it.kind == ShapeKind::RowAdded).map(|it| it.span)
}

/// The label of a row with figures.
pub(super) fn odd_row<'c>(row: &'c [GridCell<'c>]) -> Option<&'c GridCell<'c>> {
    let is_words = |it: &&GridCell<'_>| it.content == Content::Words;
    let figures = row.iter().any(|it| it.content.number().is_some());
    row.iter().find(is_words).filter(|_| figures)
}

/// The cells behind the unit, where there is one.
pub(super) fn without_unit<'c>(values: &'c [GridCell<'c>]) -> &'c [GridCell<'c>] {
    match values.split_first() {
        Some((first, rest)) if is_unit(first) && !rest.is_empty() => rest,
        _ => values,
    }
}

fn is_unit(cell: &GridCell<'_>) -> bool {
    let words = cell.words.trim_matches(['（', '）']);
    words.chars().count() <= UNIT_MAX && Content::read(words) == Content::Words
}

/// How the sides of an identity stand to each other in this table: where a list of parts is not
/// known to be whole, the total is only at least their sum.
pub(super) fn relation(filled: &Filled, identity: &Identity) -> Relation {
    match &identity.closed_by {
        Some(last) if !is_closed(filled, identity, last) => Relation::AtLeast,
        _ => identity.relation,
    }
}

/// Labels of rows: block, row, place.
type Labels<'a> = Vec<&'a (usize, usize, Span)>;

/// Whether the last part is there, and no row but the parts stands among them.
fn is_closed(filled: &Filled, identity: &Identity, last: &str) -> bool {
    let key = |&(block, row, _): &(usize, usize, Span)| {
        filled.row(CellAddress { block, row, column: 0 }).map_or("", |it| it.key.as_str())
    };
    let among =
        |keys: &[Wording], label: &(usize, usize, Span)| keys.iter().any(|it| it == key(label));
    let is_part = |it: &(usize, usize, Span)| among(&identity.right, it);
    let is_own = |it: &(usize, usize, Span)| is_part(it) || among(&identity.left, it);
    let (own, others): (Labels<'_>, Labels<'_>) =
        filled.row_labels.iter().partition(|it| is_own(it));
    let Some(whole) = own.iter().map(|it| it.2).reduce(Span::cover) else { return false };
    let others = others.into_iter().map(|it| it.2).chain(strangers(filled));
    let parts = own.iter().filter(|it| is_part(it)).count();
    parts > 1
        && own.iter().any(|it| key(it) == last)
        && others.into_iter().all(|it| !it.overlaps(whole))
}

impl Forms {
    /// Those that know local tables.
    pub(super) fn local(&self) -> impl Iterator<Item = (Known<'_>, Local)> {
        self.all().filter_map(|it| Some((it, it.form.local?)))
    }

    /// Those of one official shape.
    pub(super) fn official(&self) -> impl Iterator<Item = Known<'_>> {
        self.all().filter(|it| it.form.local.is_none())
    }
}

/// The optional columns of a form count where their heads stand in `heads`, folded letters.
pub(super) fn width(form: &Form, heads: &str) -> usize {
    let Some(block) = form.block.first() else { return 0 };
    let there = |it: &&super::Column| {
        let mut words = std::iter::once(&it.label).chain(&it.variants);
        !it.optional || words.any(|it| heads.contains(it.as_str()))
    };
    block.column.iter().filter(there).count()
}
