//! What a run comes to, counted and put into a sentence.

use std::collections::BTreeSet;

use super::{Detail, Entry, Judged, Matrix, StaleIgnore, Statistics, Status};
use crate::engine::Verdict;
use crate::fix::{self, Count};
use crate::lang::Lang;
use crate::report::{Outcome, Severity};

/// Counts over all inputs of a run.
#[derive(Clone, Default, Debug)]
pub struct Tally {
    /// Inputs, read or not.
    pub files: usize,
    /// Inputs that were not read, not decoded or are no report.
    pub unread: usize,
    /// Findings of each severity that count.
    pub found: Found,
    /// Findings that are known and do not count.
    pub suppressed: usize,
    /// Places that were repaired.
    pub fixed: usize,
    /// Places that can be.
    pub fixable: Count,
    /// Outcomes of rules.
    pub rules: Rules,
    /// Cells of official tables: read, and expected.
    pub cells: (usize, usize),
    /// What was compared with each other.
    pub compared: Option<Compared>,
    /// Report years met.
    pub years: BTreeSet<i32>,
    /// Those of reports that contradict themselves about theirs.
    disputed: BTreeSet<i32>,
    /// Ignores of configurations that should go.
    pub stale: Vec<StaleIgnore>,
    /// Findings of the baseline that are there no more.
    pub gone: usize,
    /// Findings that count, by rule.
    pub by_rule: Statistics,
}

/// Reports that were compared with each other.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Compared {
    /// Bodies.
    pub bodies: usize,
    /// Pairs of successive years of one body.
    pub pairs: usize,
    /// How every body stands in every year.
    pub matrix: Matrix,
}

/// Findings by severity.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Found {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Hints.
    pub infos: usize,
}

/// Outcomes of rules.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Rules {
    /// In order.
    pub pass: usize,
    /// With findings.
    pub fail: usize,
    /// With nothing to look at.
    pub inapplicable: usize,
    /// Not told.
    pub undecided: usize,
}

impl Found {
    /// Counts the findings of a verdict, save those that are suppressed.
    pub fn of(verdict: &Verdict<'_>) -> Self {
        let mut found = Self::default();
        for it in verdict.findings.iter().filter(|it| it.suppressed.is_none()) {
            match it.severity {
                Severity::Error => found.errors += 1,
                Severity::Warning => found.warnings += 1,
                Severity::Info => found.infos += 1,
            }
        }
        found
    }

    /// Counts others as well.
    pub fn add(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
    }

    /// How many findings are at or above `least`.
    pub fn at_least(self, least: Severity) -> usize {
        match least {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Info => self.errors + self.warnings + self.infos,
        }
    }
}

impl Rules {
    /// Counts the outcomes of a verdict.
    pub fn of(verdict: &Verdict<'_>) -> Self {
        let mut rules = Self::default();
        for (_, outcome) in &verdict.outcomes {
            match outcome {
                Outcome::Pass => rules.pass += 1,
                Outcome::Fail(_) => rules.fail += 1,
                Outcome::Inapplicable(_) => rules.inapplicable += 1,
                Outcome::Undecided(..) => rules.undecided += 1,
            }
        }
        rules
    }

    /// All of them.
    pub fn sum(self) -> usize {
        self.pass + self.fail + self.inapplicable + self.undecided
    }
}

impl Tally {
    /// Counts one more input.
    pub fn add(&mut self, entry: Entry<'_>) {
        match entry {
            Entry::Judged(judged) => {
                self.files += 1;
                self.add_judged(judged);
            }
            Entry::Unread(_) => {
                self.files += 1;
                self.unread += 1;
            }
            Entry::Compared(judged) => {
                self.rules.fail += Rules::of(&judged.verdict).fail;
                self.add_findings(judged);
            }
        }
    }

    fn add_judged(&mut self, judged: &Judged<'_>) {
        self.unread += usize::from(judged.status != Status::Checked);
        // A notice is of no report year and has no tables.
        if judged.status != Status::Unrecognised {
            let disputed = judged.facts.is_year_disputed();
            let years = if disputed { &mut self.disputed } else { &mut self.years };
            years.extend(judged.verdict.year);
            for table in judged.tables() {
                self.cells = (self.cells.0 + table.read, self.cells.1 + table.expected);
            }
        }
        self.fixed += judged.fixed.places();
        let fixable = fix::count(judged);
        // What is left after a repair no run repairs unasked.
        let repaired = !judged.fixed.is_empty();
        self.fixable.safe += if repaired { 0 } else { fixable.safe };
        self.fixable.suggested += fixable.suggested;
        let rules = Rules::of(&judged.verdict);
        self.rules.pass += rules.pass;
        self.rules.fail += rules.fail;
        self.rules.inapplicable += rules.inapplicable;
        self.rules.undecided += rules.undecided;
        self.add_findings(judged);
    }

    fn add_findings(&mut self, judged: &Judged<'_>) {
        self.by_rule.add(judged);
        let findings = &judged.verdict.findings;
        self.suppressed += findings.iter().filter(|it| it.suppressed.is_some()).count();
        let found = Found::of(&judged.verdict);
        self.found.errors += found.errors;
        self.found.warnings += found.warnings;
        self.found.infos += found.infos;
    }

    /// The matrix of units and years, where there is more than one cell to show.
    pub(super) fn matrix(&self) -> Option<&Matrix> {
        let matrix = self.compared.as_ref().map(|it| &it.matrix);
        matrix.filter(|it| it.units.len() > 1 || it.units.len() * it.years.len() > 1)
    }

    /// Warnings: those found, and a configuration's ignores that should go.
    pub fn warnings(&self) -> usize {
        self.found.warnings + self.stale.len()
    }

    /// How much there is at or above `least`, ignores that should go among the warnings.
    pub fn at_least(&self, least: Severity) -> usize {
        let stale = if least <= Severity::Warning { self.stale.len() } else { 0 };
        self.found.at_least(least) + stale
    }

    /// What was found and what was looked at, with the commands that help.
    pub(super) fn sentence(&self, detail: Detail, lang: Lang) -> String {
        self.told(detail, lang, true)
    }

    /// The same for those who only read the result and run no commands.
    pub(super) fn sentence_for_readers(&self, detail: Detail, lang: Lang) -> String {
        self.told(detail, lang, false)
    }

    fn told(&self, detail: Detail, lang: Lang, commands: bool) -> String {
        if self.files == self.unread && self.rules.sum() == 0 {
            let none = lang.pick("未作检查", "nothing was checked").to_owned();
            return [none, self.inputs(lang)].join(" · ");
        }
        let mut parts = vec![self.findings(detail, lang)];
        parts.extend(self.excess(detail, lang));
        parts.push(self.inputs(lang));
        parts.extend(self.comparisons(lang));
        parts.extend(self.tables(lang));
        parts.push(self.outcomes(lang));
        parts.extend(self.leftovers(lang, commands));
        parts.extend(self.repairs(lang, commands));
        parts.join(" · ")
    }

    /// How far the warnings exceed what may be.
    fn excess(&self, detail: Detail, lang: Lang) -> Option<String> {
        let (count, most) = detail.gate.excess(self)?;
        let en = if count == 1 { "warning" } else { "warnings" };
        Some(lang.pick(
            format!("警告 {count} 处，超过上限 {most} 处"),
            format!("{count} {en}, more than the {most} allowed"),
        ))
    }

    /// What was repaired and what can be.
    fn repairs(&self, lang: Lang, commands: bool) -> Option<String> {
        let Count { safe, suggested } = self.fixable;
        let counts = [
            (self.fixed, ["已修改", "places fixed"], ""),
            (safe, ["可自动修改", "places can be fixed"], "hegui fix"),
            (suggested, ["可按建议修改", "more as suggested"], "hegui fix --unsafe-fixes"),
        ];
        let words = counts.into_iter().filter(|it| it.0 > 0).map(|(count, [zh, en], command)| {
            let words = lang.pick(format!("{zh} {count} 处"), format!("{count} {en}"));
            match command {
                command if command.is_empty() || !commands => words,
                command => words + &lang.pick(format!("（{command}）"), format!(" ({command})")),
            }
        });
        let words: Vec<String> = words.collect();
        (!words.is_empty()).then(|| words.join(lang.pick("，", ", ")))
    }

    /// What was compared.
    fn comparisons(&self, lang: Lang) -> Option<String> {
        let Compared { bodies, pairs, .. } = self.compared.as_ref()?;
        if *bodies < 2 && *pairs == 0 {
            return None;
        }
        let body = if *bodies == 1 { "body" } else { "bodies" };
        let pair = if *pairs == 1 { "pair" } else { "pairs" };
        Some(lang.pick(
            format!("互相核对 {bodies} 个单位、{pairs} 组相邻年度"),
            format!("{bodies} {body} and {pairs} {pair} of years compared"),
        ))
    }

    /// How many cells of the official tables were read, where there should be some.
    fn tables(&self, lang: Lang) -> Option<String> {
        let (read, expected) = self.cells;
        let words = lang.pick(
            format!("表格应有 {expected} 格，读取 {read} 格"),
            format!("read {read} of {expected} table cells"),
        );
        (expected > 0).then_some(words)
    }

    /// What configuration and baseline hold to no use.
    fn leftovers(&self, lang: Lang, commands: bool) -> Vec<String> {
        let (stale, gone) = (self.stale.len(), self.gone);
        let stale = (stale > 0).then(|| {
            let en = if stale == 1 { "ignore" } else { "ignores" };
            lang.pick(format!("失效的豁免 {stale} 项"), format!("{stale} stale {en}"))
        });
        let gone = (gone > 0).then(|| {
            let words = lang.pick(
                format!("基线中 {gone} 处已不存在"),
                format!("{gone} of the baseline are gone"),
            );
            let command =
                lang.pick("，可用 hegui baseline update 去掉", ": run `hegui baseline update`");
            if commands { words + command } else { words }
        });
        stale.into_iter().chain(gone).collect()
    }

    fn findings(&self, detail: Detail, lang: Lang) -> String {
        let Found { errors, warnings, infos } = self.found;
        let counts = [
            (errors, Severity::Error, ["处错误", "error", "errors"]),
            (warnings, Severity::Warning, ["处警告", "warning", "warnings"]),
            (infos, Severity::Info, ["处提示", "info", "infos"]),
        ];
        let (shown, hidden): (Vec<_>, Vec<_>) = counts
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, severity, [zh, one, many])| {
                let en = if count == 1 { one } else { many };
                (severity, format!("{count} {}", lang.pick(zh, en)))
            })
            .partition(|(severity, _)| *severity >= detail.shown());
        let words = |counts: Vec<(Severity, String)>| {
            let counts: Vec<String> = counts.into_iter().map(|(_, count)| count).collect();
            counts.join(lang.pick("、", ", "))
        };
        let none = || lang.pick("未发现问题", "no problems found").to_owned();
        let found = if shown.is_empty() { none() } else { words(shown) };
        let mut aside = Vec::new();
        if !hidden.is_empty() {
            let hidden = words(hidden);
            aside.push(lang.pick(format!("另有 {hidden}未显示"), format!("{hidden} not shown")));
        }
        if self.suppressed > 0 {
            let count = self.suppressed;
            aside.push(lang.pick(format!("已豁免 {count} 处"), format!("{count} suppressed")));
        }
        if aside.is_empty() {
            return found;
        }
        let aside = aside.join(lang.pick("；", "; "));
        found + &lang.pick(format!("（{aside}）"), format!(" ({aside})"))
    }

    fn inputs(&self, lang: Lang) -> String {
        let read = self.files - self.unread;
        let mut words = match lang {
            Lang::Zh => format!("检查 {read} 份"),
            Lang::En => format!("{read} {} checked", if read == 1 { "report" } else { "reports" }),
        };
        let years = if self.years.is_empty() { &self.disputed } else { &self.years };
        if let Some((first, last)) = years.first().zip(years.last()) {
            let years = if first == last { first.to_string() } else { format!("{first}—{last}") };
            words += &lang.pick(format!("（{years}年度）"), format!(" (for {years})"));
        }
        if self.unread > 0 {
            let unread = self.unread;
            words += &lang
                .pick(format!("，{unread} 份未能检查"), format!(", {unread} could not be checked"));
        }
        words
    }

    fn outcomes(&self, lang: Lang) -> String {
        let Rules { pass, fail, inapplicable, undecided } = self.rules;
        // Over several reports a rule counts once a report.
        let (sum, one) = (self.rules.sum(), self.files == 1);
        let unit =
            lang.pick(if one { "条" } else { "条次" }, if one { "rules" } else { "rule runs" });
        match lang {
            Lang::Zh => format!(
                "规则 {sum} {unit}：通过 {pass}、不符 {fail}、不适用 {inapplicable}、未能判断 {undecided}"
            ),
            Lang::En => format!(
                "{sum} {unit}: {pass} passed, {fail} failed, {inapplicable} inapplicable, \
                 {undecided} undecided"
            ),
        }
    }
}
