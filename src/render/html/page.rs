//! What every part of one report on the page needs: language, detail, and names for its elements.

use crate::lang::Lang;
use crate::render::Detail;

/// One report on the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page<'a> {
    /// The language of everything the program says.
    pub lang: Lang,
    /// How much is said.
    pub detail: Detail,
    /// The number of the report on the page, from 1.
    pub report: usize,
    /// Its path.
    pub path: &'a str,
}

/// The name of the report with this number, from 1.
pub(super) fn report_id(number: usize) -> String {
    format!("r{number}")
}

impl Page<'_> {
    /// The name of the report itself.
    pub(super) fn id(&self) -> String {
        report_id(self.report)
    }

    /// The name of a finding.
    pub(super) fn finding_id(&self, number: usize) -> String {
        format!("r{}-f{number}", self.report)
    }

    /// The name of what a finding says.
    pub(super) fn message_id(&self, number: usize) -> String {
        format!("r{}-f{number}-m", self.report)
    }

    /// The name of a mark, which are numbered from 0.
    pub(super) fn mark_id(&self, number: usize) -> String {
        format!("r{}-m{}", self.report, number + 1)
    }

    /// The name of a line of the view, which are numbered from 0.
    pub(super) fn line_id(&self, line: usize) -> String {
        format!("r{}-l{}", self.report, line + 1)
    }

    /// The words for its language.
    pub(super) fn pick<T>(&self, zh: T, en: T) -> T {
        self.lang.pick(zh, en)
    }
}
