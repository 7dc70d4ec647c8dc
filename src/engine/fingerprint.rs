//! What a finding is known by from one run to the next.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::Reported;
use crate::document::Document;
use crate::report::Mark;
use crate::text::before;

/// Hexadecimal digits of a fingerprint: 128 bits keep any two findings apart.
const DIGITS: usize = 32;

/// Gives every finding, in the order of the text, its fingerprint.
pub fn give(doc: &Document, findings: &mut [Reported<'_>]) {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for it in findings {
        let key = key(doc, it);
        let earlier = met.entry(key.clone()).or_default();
        let hash = format!("{:x}", Sha256::digest(format!("{key}\0{earlier}")));
        *earlier += 1;
        before(&hash, DIGITS).clone_into(&mut it.fingerprint);
    }
}

/// What stays when lines move: rule and message, the headings above, and of every place its words
/// and cell. A finding that comes to speak of more, or of something else, is a new one.
fn key(doc: &Document, it: &Reported<'_>) -> String {
    let found = &it.finding;
    let path = doc.section_at(found.primary.span.start());
    let path = path.map_or_else(Vec::new, |index| doc.path(index));
    let titles: Vec<&str> = path.into_iter().map(|section| doc.plain(section.title)).collect();
    let mut parts = vec![it.rule.id().to_owned(), found.variant.to_owned(), titles.join("/")];
    for (name, value) in &found.values {
        parts.extend([(*name).to_owned(), value.to_string()]);
    }
    for mark in std::iter::once(&found.primary).chain(&found.related) {
        parts.extend([doc.words(mark.span).to_owned(), cell(doc, mark)]);
    }
    parts.join("\0")
}

/// The official words for the cell that a place is about; empty where it is about none.
fn cell(doc: &Document, mark: &Mark) -> String {
    let form = mark.cell.and_then(|(table, at)| doc.forms.get(table).zip(Some(at)));
    form.map_or_else(String::new, |(form, at)| {
        let (row, column) =
            (form.row_name(at.block, at.row), form.column_name(at.block, at.column));
        [form.form.id.as_str(), &row, column].join("\u{1}")
    })
}
