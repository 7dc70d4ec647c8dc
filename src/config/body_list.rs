//! The list of bodies that a spreadsheet program wrote as CSV: text in, bodies or mistakes out.

mod cells;
mod columns;
#[cfg(test)]
mod tests;
mod values;

use std::collections::BTreeMap;

use self::cells::{Row, Rows};
use self::columns::Columns;
use super::fields::Reader;
use super::names_once::NamesOnce;
use super::{Body, folded};
use crate::facts::body::BodyKind;
use crate::rule::{Bilingual, Problem, say};
use crate::text::Span;

/// Rows of a list.
const MOST_ROWS: usize = 100_000;

/// Bodies that must report, from a file of their own.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct BodyList {
    /// The bodies in their order; their places are those in the text of the list.
    pub bodies: Vec<Body>,
    /// The heads of columns that mean nothing here.
    pub unused: Vec<String>,
    /// The kind that goes with a folded name, so that a long list costs no more than a short one.
    kinds: BTreeMap<String, BodyKind>,
}

impl BodyList {
    /// Reads a list that goes by the name of `path`. `others` are bodies that stand elsewhere,
    /// whose names must not come again.
    pub fn parse(path: &str, text: &str, others: &[Body]) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::new(path, text);
        let list = read(&mut reader, others);
        if reader.is_content() { Ok(list) } else { Err(reader.problems()) }
    }

    /// The kind of the body with this folded name, where the list tells it.
    pub(super) fn kind_of(&self, name: &str) -> Option<BodyKind> {
        self.kinds.get(name).copied()
    }
}

fn read(to: &mut Reader<'_>, others: &[Body]) -> BodyList {
    let mut list = BodyList::default();
    let (rows, head) = begin(to.text);
    let Some(columns) = head.as_ref().and_then(|head| Columns::read(head, to)) else {
        if to.is_content() {
            to.report(Span::at(0), columns::nameless(), Some(columns::sample()));
        }
        return list;
    };
    let mut names = NamesOnce::default();
    for body in others {
        names.know(body);
    }
    for (count, row) in rows.enumerate() {
        if count >= MOST_ROWS {
            to.report(row.span, too_many(), Some(right_file()));
            return list;
        }
        if !row.is_whole(columns.count(), to) || values::is_sum(&row, &columns) {
            continue;
        }
        if let Some(body) = values::body(&row, &columns, to) {
            names.add(&body, to);
            list.add(body);
        }
    }
    if list.bodies.is_empty() && to.is_content() {
        let message = say("名单中没有机关", "the list names no body");
        let help = say("表头之下每行写一个机关", "write one body a row below the first");
        to.report(Span::at(0), message, Some(help));
    }
    list.unused = columns.unused;
    list
}

/// The rows of a text, parted by what makes most of the first of them, and that row.
fn begin(text: &str) -> (Rows<'_>, Option<Row>) {
    // Of equals the last is taken.
    let parted = [b';', b'\t', b','].map(|delimiter| {
        let mut rows = Rows::new(text, delimiter);
        let head = rows.next();
        (rows, head)
    });
    let worth = |head: &Row| (Columns::known(head).count(), head.cells.len());
    let best = parted.into_iter().max_by_key(|(_, head)| head.as_ref().map(worth));
    best.unwrap_or_else(|| (Rows::new(text, b','), None))
}

fn too_many() -> Bilingual {
    say(format!("名单超过 {MOST_ROWS} 行"), format!("the list has more than {MOST_ROWS} rows"))
}

fn right_file() -> Bilingual {
    say("请核对是否写错了文件", "make sure it is the right file")
}

impl BodyList {
    fn add(&mut self, body: Body) {
        if let Some(kind) = body.kind {
            for name in std::iter::once(&body.name).chain(&body.aliases) {
                self.kinds.entry(folded(&name.value)).or_insert(kind.value);
            }
        }
        self.bodies.push(body);
    }
}
