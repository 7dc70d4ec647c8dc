//! How often each rule found something, for those who look after many reports.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Judged, Look};
use crate::rule::Words;

/// Findings that count, by code of the rule.
#[derive(Clone, Default, Debug)]
pub struct Statistics(BTreeMap<String, Row>);

#[derive(Clone, Debug)]
struct Row {
    title: Words,
    findings: usize,
    files: usize,
}

impl Statistics {
    /// Counts the findings on one report.
    pub(super) fn add(&mut self, judged: &Judged<'_>) {
        let mut last = "";
        let mut found: Vec<_> =
            judged.verdict.findings.iter().filter(|it| it.suppressed.is_none()).collect();
        found.sort_by_key(|it| it.rule.code());
        for it in found {
            let (code, title) = (it.rule.code(), it.rule.title.clone());
            let row = self.0.entry(code.to_owned());
            let row = row.or_insert(Row { title, findings: 0, files: 0 });
            row.findings += 1;
            row.files += usize::from(code != last);
            last = code;
        }
    }

    /// A line for each rule, the most frequent first.
    pub fn table(&self, look: Look) -> String {
        let mut rows: Vec<_> = self.0.iter().collect();
        rows.sort_by_key(|(code, row)| (Reverse(row.findings), *code));
        let mut out = String::new();
        for (code, Row { title, findings, files }) in rows {
            let lead = look.lang.pick(
                format!("{findings:>6} 处  {files:>5} 份  {code}  "),
                format!("{findings:>6} in {files:>5}  {code}  "),
            );
            for line in look.hang(&lead, &look.shown(title.get(look.lang))) {
                out.push_str(&line);
                out.push('\n');
            }
        }
        out
    }
}
