//! Chapters, indicators, official tables and their cells that the parameters of rules name are there.

use std::collections::BTreeSet;

use super::{place, unknown};
use crate::check::Kind;
use crate::form::{Block, Form};
use crate::rule::load::{Files, SourceFile, did_you_mean, problem, span_of};
use crate::rule::problem::{Bilingual, say};
use crate::rule::{Packs, Problem, limits};
use crate::text::Span;

/// Known names that are listed.
const MOST: usize = 30;

/// Looks at the rules of all packs, and at parameters that packs change.
pub(super) fn across(packs: &Packs, files: &Files<'_>, problems: &mut Vec<Problem>) {
    // What a pack that cannot be read defines is not known; and without the packs that define
    // chapters at all, as when one pack is read alone, nothing can be told.
    if files.folders().any(|it| packs.pack(it).is_none()) {
        return;
    }
    let named = Named {
        chapters: packs.packs.iter().flat_map(|it| &it.file.chapter).map(|it| &*it.key).collect(),
        indicators: packs
            .packs
            .iter()
            .flat_map(|it| &it.file.indicator)
            .map(|it| &*it.key)
            .collect(),
        forms: packs.packs.iter().flat_map(|it| &it.file.form).map(|it| &**it).collect(),
    };
    for rule in packs.rules() {
        let file = files.at(rule);
        named.check(rule.check.kind(), file, || place(file, "check"), problems);
    }
    for pack in &packs.packs {
        let file = files.of(pack.id(), "pack.toml");
        for change in pack.file.adjust.iter().map(toml::Spanned::get_ref) {
            if let (Some(check), Some(own)) = (&change.adjusted, &change.check) {
                named.check(check.kind(), file, || span_of(own), problems);
            }
        }
    }
}

/// The names that packs define.
struct Named<'a> {
    chapters: BTreeSet<&'a str>,
    indicators: BTreeSet<&'a str>,
    /// Those of different years may share an id.
    forms: Vec<&'a Form>,
}

impl Named<'_> {
    fn check(
        &self,
        kind: &dyn Kind,
        file: SourceFile<'_>,
        at: impl Fn() -> Span,
        problems: &mut Vec<Problem>,
    ) {
        let both = [
            ("章节", "chapter", kind.chapters(), &self.chapters),
            ("指标", "indicator", kind.indicators(), &self.indicators),
        ];
        for (zh, en, names, known) in both {
            let missing = names.into_iter().filter(|it| !known.is_empty() && !known.contains(it));
            for name in missing.collect::<BTreeSet<_>>() {
                if limits::is_enough(problems, file.0) || limits::are_plenty(problems) {
                    return;
                }
                let message = unknown(zh, en, name);
                problems.push(problem(file.0, file.1, at(), message, Some(help(name, known))));
            }
        }
        let cells = kind.cells();
        for name in cells.iter().map(|it| self.blamed(it)).collect::<BTreeSet<_>>() {
            if limits::is_enough(problems, file.0) || limits::are_plenty(problems) {
                return;
            }
            if let Some((message, help)) = self.missing(name) {
                problems.push(problem(file.0, file.1, at(), message, help));
            }
        }
    }

    /// A table that no pack has stands for all its cells.
    fn blamed<'n>(&self, name: &'n str) -> &'n str {
        let id = name.split('/').next().unwrap_or(name);
        if self.forms.iter().any(|it| it.id == id) { name } else { id }
    }

    /// What is said of a table, or of a cell of one, that no pack has.
    fn missing(&self, name: &str) -> Option<(Bilingual, Option<Bilingual>)> {
        let (id, cell) = name.split_once('/').map_or((name, None), |it| (it.0, Some(it.1)));
        let forms: Vec<&Form> = self.forms.iter().filter(|it| it.id == id).copied().collect();
        if self.forms.is_empty() {
            return None;
        }
        if forms.is_empty() {
            let known: BTreeSet<&str> = self.forms.iter().map(|it| it.id.as_str()).collect();
            return Some((unknown("统一表格", "form", id), Some(help(id, &known))));
        }
        let (row, column) = cell?.split_once('/')?;
        let blocks = || forms.iter().flat_map(|it| &it.block);
        let has = |it: &Block| {
            it.row.iter().any(|it| it.key == row) && it.column.iter().any(|it| it.key == column)
        };
        if blocks().any(has) {
            return None;
        }
        let rows = || blocks().flat_map(|it| &it.row).map(|it| it.key.as_str());
        let columns = || blocks().flat_map(|it| &it.column).map(|it| it.key.as_str());
        let guess = if rows().any(|it| it == row) {
            did_you_mean(column, columns())
        } else {
            did_you_mean(row, rows())
        };
        Some((unknown("单元格", "cell", name), guess))
    }
}

/// What may be meant, and what there is.
fn help(name: &str, known: &BTreeSet<&str>) -> Bilingual {
    let guess = did_you_mean(name, known.iter().copied());
    let (zh, en) = guess.map_or_else(Default::default, |it| (it.zh, it.en + " "));
    let listed = |by: &str| known.iter().take(MOST).copied().collect::<Vec<_>>().join(by);
    let (more_zh, more_en) =
        if known.len() > MOST { ("等", " and others") } else { Default::default() };
    say(
        format!("{zh}可用的有：{}{more_zh}", listed("、")),
        format!("{en}there are: {}{more_en}", listed(", ")),
    )
}
