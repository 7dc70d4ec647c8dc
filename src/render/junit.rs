//! Test results as CI servers read them: a suite a report, a case a rule.
//!
//! Only what makes the run fail is a failure, so that the server and the exit code never disagree:
//! findings from `--fail-on` on. Others are printed under a case that passed, and a case at the end
//! stands for `--max-warnings`. A rule that could not tell is skipped, with the reason; one that
//! has nothing to say of a report is left out, since most rules have nothing to say of most reports
//! and skipped cases are what a reader should look into. A report that was not wholly checked, and
//! an input that was not read, are errors.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::told::{Told, shown};
use super::{Detail, Entry, Judged, Look, Renderer, Tally, Unread, escape, words};
use crate::lang::Lang;
use crate::report::Outcome;
use crate::rule::Rule;

/// The format `junit`. The counts stand before the suites, so the suites wait for the end.
pub(super) struct Junit<'a> {
    look: Look,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    report: Report,
}

impl<'a> Junit<'a> {
    pub(super) fn new(look: Look, detail: Detail, out: Box<dyn Write + 'a>) -> Self {
        Self { look, detail, out, report: Report::new(env!("CARGO_PKG_NAME")) }
    }

    fn judged(&self, judged: &Judged<'_>) -> TestSuite {
        let lang = self.look.lang;
        let mut suite = TestSuite::new(escape::shown(&judged.path));
        suite.add_test_case(whole(judged, lang));
        let mut found: BTreeMap<&str, Vec<Told<'_>>> = BTreeMap::new();
        for it in shown(judged, self.detail, lang) {
            found.entry(it.code).or_default().push(it);
        }
        for (rule, outcome) in &judged.verdict.outcomes {
            let told = found.remove(rule.code()).unwrap_or_default();
            if told.is_empty() && matches!(outcome, Outcome::Inapplicable(_)) {
                continue;
            }
            let mut case = self.case(judged, rule, &told);
            if let (Outcome::Undecided(why, _), true) = (outcome, told.is_empty()) {
                case.status = TestCaseStatus::skipped();
                case.status.set_message(words::why(*why, lang));
            }
            suite.add_test_case(case);
        }
        for told in found.into_values() {
            if let Some(first) = told.first() {
                suite.add_test_case(self.case(judged, first.rule, &told));
            }
        }
        suite
    }

    /// The case of a rule with the findings it made.
    fn case(&self, judged: &Judged<'_>, rule: &Rule, told: &[Told<'_>]) -> TestCase {
        let gate = self.detail.gate;
        let (stops, rest): (Vec<_>, Vec<_>) =
            told.iter().partition(|it| it.suppressed.is_none() && gate.stops(it.severity));
        let mut status = TestCaseStatus::success();
        if let Some(first) = stops.first() {
            status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_message(self.message(&first.message, stops.len()));
            status.set_type(first.severity.name());
            status.set_description(self.text(judged, &stops));
        }
        let mut case = case(&judged.path, &title(rule, self.look.lang), status);
        if !rest.is_empty() {
            case.set_system_out(self.text(judged, &rest));
        }
        case
    }

    /// The first finding, and how many there are if it is not the only one.
    fn message(&self, first: &str, count: usize) -> String {
        let first = escape::shown(first);
        match (count, self.look.lang) {
            (1, _) => first,
            (_, Lang::Zh) => format!("{first}（等 {count} 处）"),
            (_, Lang::En) => format!("{first} (and {} more)", count - 1),
        }
    }

    /// The findings with their places, and what to do about them.
    fn text(&self, judged: &Judged<'_>, told: &[&Told<'_>]) -> String {
        let mut text = String::new();
        for it in told {
            let known = self.look.lang.pick("（已豁免）", " (suppressed)");
            text += &escape::log_line(self.look, &judged.path, it);
            text += if it.suppressed.is_some() { known } else { "" };
            text.push('\n');
            for line in it.advice().lines() {
                text += &format_args!("  {}\n", escape::shown(line)).to_string();
            }
        }
        text
    }
}

impl Renderer for Junit<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        let suite = match entry {
            Entry::Judged(judged) => self.judged(judged),
            Entry::Unread(it) => unread(it, self.look.lang),
        };
        self.report.add_test_suite(suite);
        Ok(())
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        if let Some(most) = self.detail.gate.most_warnings {
            let suite = warnings(most, tally, self.detail.gate.has_too_many(tally), self.look.lang);
            self.report.add_test_suite(suite);
        }
        self.report.serialize(&mut self.out).map_err(io::Error::other)?;
        self.out.flush()
    }
}

/// A case of a file.
fn case(path: &str, name: &str, status: TestCaseStatus) -> TestCase {
    let path = escape::shown(path);
    let mut case = TestCase::new(escape::shown(name), status);
    case.set_classname(path.as_str());
    case
}

fn title(rule: &Rule, lang: Lang) -> String {
    format!("{} {}", rule.code(), rule.title.get(lang))
}

/// Whether the whole report was checked; the program ends with 3 where it was not.
fn whole(judged: &Judged<'_>, lang: Lang) -> TestCase {
    let mut status = TestCaseStatus::success();
    if !judged.is_whole() {
        status = TestCaseStatus::non_success(NonSuccessKind::Error);
        let lacks = judged.lacks(lang).join(lang.pick("；", "; "));
        let some = lang.pick("有内容未能检查", "something could not be checked").to_owned();
        status.set_message(escape::shown(if lacks.is_empty() { &some } else { &lacks }));
        status.set_type(judged.status.name());
    }
    case(&judged.path, reading(lang), status)
}

fn unread(it: &Unread<'_>, lang: Lang) -> TestSuite {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status.set_message(escape::shown(it.message));
    status.set_type(it.status.name());
    let mut suite = TestSuite::new(escape::shown(it.path));
    suite.add_test_case(case(it.path, reading(lang), status));
    suite
}

fn reading(lang: Lang) -> &'static str {
    lang.pick("全文检查", "wholly checked")
}

/// What `--max-warnings` says of the run.
fn warnings(most: usize, tally: &Tally, too_many: bool, lang: Lang) -> TestSuite {
    let mut status = TestCaseStatus::success();
    if too_many {
        let count = tally.found.warnings;
        status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(lang.pick(
            format!("共 {count} 处警告，最多允许 {most} 处"),
            format!("{count} warnings, at most {most} are allowed"),
        ));
        status.set_type("warning");
    }
    let name = lang.pick("警告总数", "number of warnings");
    let mut suite = TestSuite::new(env!("CARGO_PKG_NAME"));
    suite.add_test_case(case(env!("CARGO_PKG_NAME"), name, status));
    suite
}
