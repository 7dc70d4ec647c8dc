//! From reports to findings: which rules compare, which reports they want to see, and what comes
//! of it.

use std::collections::BTreeMap;

use super::{Comparison, Main, Set, Side, Suspicion, Taking};
use crate::engine::{Active, Ruleset, Settings, Verdict};
use crate::facts::body::BodyKind;
use crate::report::{Finding, Findings, Severity};

/// Reports to open, for the rules that want to see them.
#[derive(Debug)]
pub struct Case {
    /// Where its findings lie.
    pub main: Main,
    /// Every suspicion about it, with the code of the rule.
    pub suspicions: Vec<(String, Suspicion)>,
}

impl Case {
    /// The report year that it is about.
    pub fn year(&self) -> Option<i32> {
        self.suspicions.iter().find_map(|it| it.1.year)
    }

    /// The entries of a list that it is about, with the years.
    pub fn listed(&self) -> impl Iterator<Item = (usize, i32)> + '_ {
        self.suspicions.iter().filter_map(|(_, it)| match it.main {
            Main::List(index) => Some((index, it.year?)),
            Main::Report(_) => None,
        })
    }

    /// The members that are opened for it.
    pub fn members(&self) -> Vec<usize> {
        let mut all = self.others();
        all.extend(match self.main {
            Main::Report(index) => Some(index),
            Main::List(_) => None,
        });
        all
    }

    /// The members that it is held against, each once, in order.
    pub fn others(&self) -> Vec<usize> {
        let mut all: Vec<usize> =
            self.suspicions.iter().flat_map(|it| it.1.others.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl Taking {
    /// What the comparing rules of a set of rules need.
    pub fn of(rules: &Ruleset<'_>) -> Self {
        let chapters = rules.across().iter().flat_map(|it| it.check.kind().chapters());
        let mut chapters: Vec<String> = chapters.map(str::to_owned).collect();
        chapters.sort_unstable();
        chapters.dedup();
        Self { chapters }
    }
}

/// What must be opened: by report, in the order of the inputs, what the list is told first.
/// `rules` are all that compare, each once; whether one holds for a report is for [`verdict`].
pub fn cases<'a>(set: &Set<'_>, rules: impl IntoIterator<Item = &'a Active<'a>>) -> Vec<Case> {
    let mut by_main: BTreeMap<_, Vec<(String, Suspicion)>> = BTreeMap::new();
    for active in rules {
        let Some(kind) = active.check.kind().across() else { continue };
        for suspicion in kind.suspects(set) {
            let code = active.rule.code().to_owned();
            // An entry of the list may lack reports for several years; a report has one year.
            let year = suspicion.year.filter(|_| matches!(suspicion.main, Main::List(_)));
            by_main.entry((suspicion.main, year)).or_default().push((code, suspicion));
        }
    }
    by_main.into_iter().map(|((main, _), suspicions)| Case { main, suspicions }).collect()
}

/// What the rules say of the reports of a case. `others` are those of [`Case::others`] that could
/// be opened again.
pub fn verdict<'p>(
    set: &Set<'_>,
    case: &Case,
    main: Side<'_>,
    others: &[Side<'_>],
    rules: &Ruleset<'p>,
    settings: &Settings,
) -> Verdict<'p> {
    let mut outcomes = Vec::new();
    for active in rules.across() {
        let holds = |it: &Suspicion| {
            let years = active.rule.years;
            years.is_none_or(|years| it.year.is_some_and(|year| years.contains(year)))
        };
        let own = case.suspicions.iter().filter(|it| it.0 == active.rule.code() && holds(&it.1));
        let Some(kind) = active.check.kind().across() else { continue };
        let found = own.flat_map(|(_, suspicion)| {
            let cx = Comparison { set, suspicion, main, others };
            let found = kind.look(&cx);
            // Which of several reports for a year is the one that counts, only a person knows.
            let mut sides = cx.others.iter().chain([&cx.main]).filter_map(|it| it.member);
            let unsure = !kind.weighs_rivals() && sides.any(|it| set.has_rival(it));
            let told = move |it: Finding| if unsure { it.at_most(Severity::Warning) } else { it };
            found.into_iter().map(told).collect::<Vec<_>>()
        });
        outcomes.push((active, found.collect::<Findings>()));
    }
    let body: Option<BodyKind> = settings.body.or(main.verdict.body);
    Verdict::across(main, outcomes, rules, body)
}
