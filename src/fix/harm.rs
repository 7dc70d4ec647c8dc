//! What an edit must not do: more findings of any rule, or less of the report read.

use std::collections::{BTreeMap, BTreeSet};

use crate::render::{Judged, Status};
use crate::report::{Label, Outcome};
use crate::source::Encoding;

/// Why an edit would do harm.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Harm {
    /// The rule with this code would report more.
    More(String),
    /// The rule with this code could no longer judge.
    Undecided(String),
    /// The result would be read otherwise than meant, or not at all.
    Unreadable,
    /// The finding would stay.
    NoGain,
    /// Too many edits had to be tried apart.
    Untried,
}

/// What a verdict comes to.
pub(super) struct Score {
    encoding: Encoding,
    is_report: bool,
    year: Option<i32>,
    /// Places reported, by the code of the rule.
    places: BTreeMap<String, usize>,
    /// Those of them that are known and do not count.
    accepted: BTreeMap<String, usize>,
    undecided: BTreeSet<String>,
    /// Cells of official tables that were read.
    cells: usize,
    /// Places reported, and edits offered.
    open: usize,
}

impl Score {
    pub(super) fn of(judged: &Judged<'_>) -> Self {
        let verdict = &judged.verdict;
        let (mut places, mut accepted) = (BTreeMap::new(), BTreeMap::new());
        let mut open = verdict.untold;
        for it in &verdict.findings {
            let again = it.finding.related.iter().filter(|it| it.label == Some(Label::Again));
            let count = 1 + again.count();
            *places.entry(it.rule.code().to_owned()).or_default() += count;
            if it.suppressed.is_some() {
                *accepted.entry(it.rule.code().to_owned()).or_default() += count;
            }
            open += count + it.finding.fix.as_ref().map_or(0, |fix| fix.edits.len());
        }
        let undecided = verdict.outcomes.iter();
        let undecided = undecided.filter(|it| matches!(it.1, Outcome::Undecided(..)));
        Self {
            encoding: judged.encoding,
            is_report: judged.status == Status::Checked,
            year: verdict.year,
            places,
            accepted,
            undecided: undecided.map(|it| it.0.code().to_owned()).collect(),
            cells: judged.tables().iter().map(|it| it.read).sum(),
            open,
        }
    }

    /// What is worse than `before`, or no better than `so_far`.
    pub(super) fn harm(&self, before: &Self, so_far: &Self) -> Option<Harm> {
        let lost_year = before.year.is_some() && self.year != before.year;
        let lost = lost_year || self.cells < before.cells || !self.is_report;
        if lost || self.encoding != before.encoding {
            return Some(Harm::Unreadable);
        }
        // An edit may change the words by which the user accepted a finding: it would count, and the
        // next round would repair it.
        let counting = || more(&before.accepted, &self.accepted);
        if let Some(code) = more(&self.places, &before.places).or_else(counting) {
            return Some(Harm::More(code));
        }
        if let Some(code) = self.undecided.difference(&before.undecided).next() {
            return Some(Harm::Undecided(code.clone()));
        }
        (self.open >= so_far.open).then_some(Harm::NoGain)
    }
}

/// A rule that has more places in `one` than in `other`.
fn more(one: &BTreeMap<String, usize>, other: &BTreeMap<String, usize>) -> Option<String> {
    let known = |code: &String| other.get(code).copied().unwrap_or(0);
    one.iter().find(|(code, count)| **count > known(code)).map(|(code, _)| code.clone())
}
