//! How much of the official tables was read: silence about a table that was not read would pass
//! for approval.

use crate::document::Document;
use crate::engine::Verdict;
use crate::form::Form;
use crate::lang::Lang;
use crate::rule::Packs;

/// Cells of an official table, read and expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Read<'a> {
    /// The form.
    pub form: &'a Form,
    /// Cells that were read, blank ones too.
    pub read: usize,
    /// Cells that the form has.
    pub expected: usize,
}

/// The official tables of a report: those that were found, and those that its year asks for.
pub fn read<'a>(doc: &'a Document, packs: &'a Packs, verdict: &Verdict<'_>) -> Vec<Read<'a>> {
    let mut tables: Vec<Read<'a>> = Vec::new();
    for filled in &doc.forms {
        let (read, expected) = filled.coverage();
        tables.push(Read { form: &filled.form, read, expected });
    }
    let in_force = packs.packs.iter().filter(|pack| verdict.packs.contains(&pack.id()));
    for form in in_force.flat_map(|pack| &pack.file.form) {
        // A form of a chapter is asked for; others are found or not.
        let asked = form.chapter.is_some()
            && verdict.year.is_some_and(|year| form.report_years.contains(year));
        if asked && !tables.iter().any(|it| it.form.id == form.id) {
            tables.push(Read { form, read: 0, expected: form.addresses().count() });
        }
    }
    tables.sort_by(|left, right| left.form.id.cmp(&right.form.id));
    tables
}

impl Read<'_> {
    /// 表三 175/175 格.
    pub fn in_words(&self, lang: Lang) -> String {
        let Self { read, expected, .. } = self;
        let title = self.form.title.get(lang);
        lang.pick(format!("{title} {read}/{expected} 格"), format!("{title}: {read} of {expected}"))
    }
}
