//! Official tables (统一表格): what each looks like, as data in packs, and what a report wrote
//! into it, whatever the input format was.
//!
//! A [`Form`] knows labels, columns and the relations its cells must satisfy (勾稽关系). A
//! [`Filled`] form is one found in a report, cell by cell, with every place.

mod across;
pub mod balance;
mod content;
mod filled;
mod grid;
mod heads;
mod label;
mod lexicon;
mod local;
mod local_run;
mod named;
mod running;
mod schema;
mod shape;
mod split;
#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

pub use filled::{Cell, CellAddress, Content, Filled, ShapeFault, ShapeKind, Unread, UnreadWhy};
pub use schema::{Across, Block, Column, Form, Identity, Layout, Local, Relation, Row, Values};

use self::grid::Row as GridRow;
use self::label::Labels;
use self::lexicon::{Hits, Lexicon, Name};
use crate::document::{Table, TableShape};
use crate::fold::Folded;
use crate::text::Span;

/// The forms of all packs, to tell tables by.
#[derive(Clone, Debug, Default)]
pub struct Forms(Arc<Shelf>);

/// Forms and what it takes to find them, built when first needed and then kept.
#[derive(Debug, Default)]
struct Shelf {
    forms: Vec<Arc<Form>>,
    index: OnceLock<Index>,
}

/// Every label of all forms, and what it names in each of them.
#[derive(Debug)]
struct Index {
    lexicon: Lexicon,
    labels: Vec<Labels>,
}

/// One of the forms.
#[derive(Clone, Copy, Debug)]
struct Known<'f> {
    /// Its place among the forms.
    number: usize,
    form: &'f Arc<Form>,
    labels: &'f Labels,
}

impl FromIterator<Arc<Form>> for Forms {
    fn from_iter<I: IntoIterator<Item = Arc<Form>>>(forms: I) -> Self {
        let forms = forms.into_iter().collect();
        Self(Arc::new(Shelf { forms, index: OnceLock::default() }))
    }
}

impl Forms {
    fn index(&self) -> &Index {
        let forms = &self.0.forms;
        self.0.index.get_or_init(|| {
            let lexicon = Lexicon::of(forms.iter().map(Arc::as_ref));
            let labels = forms.iter().map(|it| Labels::of(it, &lexicon)).collect();
            Index { lexicon, labels }
        })
    }

    fn lexicon(&self) -> &Lexicon {
        &self.index().lexicon
    }

    fn all(&self) -> impl Iterator<Item = Known<'_>> {
        let forms = self.0.forms.iter().zip(&self.index().labels).enumerate();
        forms.map(|(number, (form, labels))| Known { number, form, labels })
    }
}

/// Finds the forms that a report filled in, in the order of the text.
pub(crate) fn read(folded: &Folded, tables: &[Table], forms: &Forms) -> Vec<Filled> {
    if tables.is_empty() {
        return Vec::new();
    }
    let rows = grid::rows(folded, tables, forms.lexicon());
    let mut found: Vec<Filled> = Vec::new();
    for known in best_of_each(&rows, forms) {
        found.extend(grid::read(&rows, known));
    }
    for table in tables.iter().filter(|it| is_running(it.shape)) {
        let within = folded.to_folded(table.span);
        let hits = forms.lexicon().hits(folded.as_str(), within);
        let stretch = (within, &hits);
        found.extend(match best_running(folded, stretch, forms) {
            Some(known) => running::read(folded, stretch, known),
            None => local_run::read(folded, stretch, forms),
        });
    }
    // A table of one official shape is no local one.
    let is_free = |it: &Filled, found: &[Filled]| !found.iter().any(|of| of.span.overlaps(it.span));
    for (known, local) in forms.local() {
        let tables = local::in_grids(&rows, known, local).into_iter();
        let free: Vec<Filled> = tables.filter(|it| is_free(it, &found)).collect();
        found.extend(free);
    }
    found.sort_by_key(|it| it.span);
    found
}

fn is_running(shape: TableShape) -> bool {
    matches!(shape, TableShape::Lines | TableShape::Cells | TableShape::Run)
}

/// Where tables stand in running text: places in the source.
#[derive(Debug, Default)]
pub(crate) struct Regions {
    /// Official tables, in order and apart.
    pub official: Vec<Span>,
    /// A local table.
    pub local: Option<Span>,
}

/// Looks for tables in running text.
pub(crate) fn regions(folded: &Folded, forms: &Forms) -> Regions {
    let text = folded.as_str();
    let hits = forms.lexicon().hits(text, Span::new(0, text.len()));
    let official = forms.official().flat_map(|known| running::regions(text, &hits, known));
    let official = crate::facts::merge(official.collect());
    Regions {
        official: official.into_iter().map(|it| folded.to_source(it)).collect(),
        local: local_run::region(text, &hits, forms).map(|it| folded.to_source(it)),
    }
}

/// The form whose labels fit a stretch of running text best.
fn best_running<'f>(
    folded: &Folded,
    stretch: (Span, &Hits),
    forms: &'f Forms,
) -> Option<Known<'f>> {
    let fits = |known| running::fit(folded.as_str(), stretch, known);
    let scored = forms.official().filter_map(|known| Some((fits(known)?, known)));
    scored.max_by_key(|it| it.0).map(|it| it.1)
}

/// Of the forms with one name the one whose labels fit best, where enough of them do. Which year
/// the report is for is no matter: an outdated form is still told as what it is.
fn best_of_each<'f>(rows: &[GridRow<'_>], forms: &'f Forms) -> Vec<Known<'f>> {
    let names = rows.iter().flat_map(|it| &it.cells).map(|it| it.name);
    let names: Vec<Name> = names.filter(|it| it.is_known()).collect();
    let mut best: Vec<((usize, usize), Known<'_>)> = Vec::new();
    for known in forms.official() {
        let form = known.form;
        let (named_rows, named_columns) = grid::fit(&names, known.labels);
        if !is_there(form, named_rows, named_columns) {
            continue;
        }
        // With the same labels found, the form that misses fewer is meant.
        let rows: usize = form.block.iter().map(|it| it.row.len()).sum();
        let missing = rows.saturating_sub(named_rows);
        let fit = (named_rows + 3 * named_columns, usize::MAX - missing);
        match best.iter_mut().find(|it| it.1.form.id == form.id) {
            Some(other) if other.0 > fit => {}
            Some(other) => *other = (fit, known),
            None => best.push((fit, known)),
        }
    }
    best.into_iter().map(|it| it.1).collect()
}

/// Whether so many labels make the form.
fn is_there(form: &Form, rows: usize, columns: usize) -> bool {
    let all: usize = form.block.iter().map(|it| it.row.len()).sum();
    match form.layout {
        Layout::Across => columns >= 4,
        Layout::Down if form.least > 0 => rows * 100 >= all * form.least,
        Layout::Down => rows >= 1 && columns >= 2 || rows >= 3,
    }
}
