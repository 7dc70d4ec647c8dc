//! Examples of rules that compare reports: the text among the other reports of a set.

use crate::config;
use crate::date::Date;
use crate::document::Document;
use crate::engine::{Reported, Ruleset, Settings, Verdict, judge_by};
use crate::facts::{self, Facts};
use crate::report::Outcome;
use crate::rule::{Example, Rule};
use crate::set::{self, AtHand, Case, Main, Member, Roster, Set, Side, Taking};
use crate::source::Format;
use crate::trial::Bench;

/// A text of an example, judged by itself.
struct Read<'p> {
    doc: Document,
    facts: Facts,
    verdict: Verdict<'p>,
}

/// What the rule says of `text` among the other reports. Findings in these come first, at no place
/// of the text, so that no example passes over them.
pub(super) fn verdict<'p>(
    bench: &Bench<'p>,
    rule: &'p Rule,
    example: &Example,
    text: &str,
    is_list: bool,
) -> (Document, Verdict<'p>) {
    let list = if is_list { Some(text) } else { example.list.as_deref() };
    let roster = roster(list);
    let read = |text: &str| Read::of(bench, rule, text);
    // The text is the first of the reports, or stands behind them as the list.
    let mut texts: Vec<Read<'p>> = example.others.iter().map(|it| read(it)).collect();
    let own = if is_list { texts.len() } else { 0 };
    texts.insert(own, read(text));
    let reports = texts.iter().enumerate().filter(|(index, _)| !is_list || *index != own);
    let listed = list.map(|_| 0);
    let members = reports.map(|(index, it)| {
        let mut member = it.member(bench, rule, index);
        member.scope = listed;
        member
    });
    let set = Set::of(members.collect(), &roster, today(example));
    let rules = Ruleset::only(bench.packs, rule, None);
    let (mut findings, mut elsewhere) = (Vec::new(), Vec::new());
    for case in set::cases(&set, rules.across()) {
        let main = match case.main {
            Main::Report(index) => index,
            Main::List(_) => own,
        };
        let found = judged(bench, rule, &set, &case, &texts, main);
        if main == own { findings.extend(found) } else { elsewhere.extend(found) }
    }
    let Read { doc, mut verdict, .. } = texts.swap_remove(own);
    let failed = !findings.is_empty() || !elsewhere.is_empty();
    let told = findings.iter().map(|it: &Reported<'_>| it.finding.clone()).collect();
    verdict.outcomes = vec![(rule, if failed { Outcome::Fail(told) } else { Outcome::Pass })];
    verdict.findings = elsewhere.into_iter().chain(findings).collect();
    (doc, verdict)
}

fn judged<'p>(
    bench: &Bench<'p>,
    rule: &'p Rule,
    set: &Set<'_>,
    case: &Case,
    texts: &[Read<'p>],
    main: usize,
) -> Vec<Reported<'p>> {
    let side = |index: usize, member: Option<usize>| {
        texts.get(index).map(|it| Side {
            member,
            doc: &it.doc,
            facts: &it.facts,
            verdict: &it.verdict,
        })
    };
    let is_report = matches!(case.main, Main::Report(_));
    let Some(own) = side(main, is_report.then_some(main)) else { return Vec::new() };
    let others: Vec<Side<'_>> =
        case.others().into_iter().filter_map(|it| side(it, Some(it))).collect();
    let rules = Ruleset::only(bench.packs, rule, own.verdict.year);
    set::verdict(set, case, own, &others, &rules, &Settings::default()).findings
}

impl<'p> Read<'p> {
    fn of(bench: &Bench<'p>, rule: &'p Rule, text: &str) -> Self {
        let doc = bench.read(text.to_owned(), Format::Txt);
        let facts = facts::extract(&doc);
        let rules = Ruleset::only(bench.packs, rule, facts.year);
        let verdict = judge_by(&doc, &facts, &rules, &Settings::default());
        Self { doc, facts, verdict }
    }

    fn member(&self, bench: &Bench<'p>, rule: &'p Rule, index: usize) -> Member {
        let taking = Taking::of(&Ruleset::only(bench.packs, rule, self.verdict.year));
        Member::of((index, 0), (&self.doc, &self.facts), &self.verdict, &taking)
    }
}

fn roster(list: Option<&str>) -> Roster {
    let mut roster = Roster::default();
    if let Some(config) = list.and_then(|it| config::parse(config::FILE_NAME, it).ok()) {
        roster.add(&config.body, (0, 0), AtHand::All);
    }
    roster
}

/// The day of the check: as the example says, else one by which every deadline has passed.
fn today(example: &Example) -> Date {
    let said = example.today.as_deref().and_then(|it| it.parse().ok());
    said.unwrap_or_else(|| Date::new(9999, 12, 31).unwrap_or_else(|| Date::after_1970(0)))
}
