//! The rules that apply to one report year, with the words they look for.

use std::sync::OnceLock;

use super::Settings;
use super::literals::{Literals, Places};
use crate::check::Check;
use crate::form::Form;
use crate::indicator::Indicators;
use crate::report::{Finding, Severity};
use crate::rule::{Authorities, Chapter, Cite, Pack, Packs, Rule, Status, Wording};

/// A rule as it runs here.
#[derive(Clone, Debug)]
pub struct Active<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// Its check, with the parameters of the packs in force.
    pub(crate) check: &'a Check,
    /// What it rests on besides, under the packs in force.
    pub(super) cites: Vec<&'a Cite>,
    /// Its severity under the pack in force.
    severity: Severity,
    /// The severity that the user gives all its findings.
    wished: Option<Severity>,
    /// Whether an act that binds stands behind it, so that a finding may be an error.
    backed: bool,
}

impl<'a> Active<'a> {
    fn of(rule: &'a Rule, authorities: &Authorities) -> Self {
        let (check, severity) = (&rule.check, rule.severity());
        let backed = rule.cites().any(|it| authorities.carries_errors(it));
        Self { rule, check, cites: Vec::new(), severity, wished: None, backed }
    }

    /// What it rests on here.
    pub(super) fn cites(&self) -> impl Iterator<Item = &'a Cite> {
        self.rule.cites().chain(self.cites.iter().copied())
    }

    /// The severity of one of its findings: the one the user wishes, if any. A pack that lowers the
    /// rule lowers every finding, and no parameter makes an error that no act stands behind.
    pub fn severity_of(&self, finding: &Finding) -> Severity {
        if let Some(wished) = self.wished {
            return wished;
        }
        let own = finding.severity.unwrap_or(self.severity);
        let own = finding.most.map_or(own, |most| own.min(most));
        let own = if self.backed { own } else { own.min(Severity::Warning) };
        if self.severity < self.rule.severity() { own.min(self.severity) } else { own }
    }
}

/// The rules selected for a report year.
#[derive(Debug)]
pub struct Ruleset<'a> {
    packs: Vec<&'a Pack>,
    authorities: &'a Authorities,
    active: Vec<Active<'a>>,
    across: Vec<Active<'a>>,
    chapters: &'a [Chapter],
    /// The title and variants of each chapter, reduced to what tells them apart.
    chapter_keys: Vec<Vec<String>>,
    era: Option<&'a str>,
    literals: OnceLock<Literals<'a>>,
}

impl<'a> Ruleset<'a> {
    /// The rules for `year`: packs without years, packs whose years hold it, and what they extend.
    pub fn select(packs: &'a Packs, year: Option<i32>, settings: &Settings) -> Self {
        let chosen = chosen(packs, year_of_law(packs, year, settings));
        let wanted = |rule: &Rule| is_wanted(rule, settings);
        let active = chosen
            .iter()
            .flat_map(|pack| &pack.rules)
            .filter(|rule| rule.status != Status::Retired && wanted(rule))
            .filter_map(|rule| adjusted(rule, &chosen, &packs.authorities, settings));
        let mut active: Vec<Active<'a>> = active.collect();
        active.sort_by(|left, right| left.rule.code().cmp(right.rule.code()));
        Self::of(chosen, &packs.authorities, active)
    }

    /// One rule alone, under the packs for `year`: how examples are judged.
    pub fn only(packs: &'a Packs, rule: &'a Rule, year: Option<i32>) -> Self {
        Self::of(
            chosen(packs, year),
            &packs.authorities,
            vec![Active::of(rule, &packs.authorities)],
        )
    }

    /// Of these rules those that must have run on a report before it is compared: those before
    /// which a comparing rule falls silent, and those before which these do.
    #[must_use]
    pub fn before_comparing(&self) -> Self {
        let mut heard: Vec<&str> = Vec::new();
        let mut asked: Vec<&Active<'a>> = self.across.iter().collect();
        while let Some(active) = asked.pop() {
            for name in active.rule.yields_to.iter().map(|it| it.get_ref().as_str()) {
                if !heard.contains(&name) {
                    heard.push(name);
                    asked.extend(self.active.iter().filter(|it| it.rule.id() == name));
                }
            }
        }
        let heard = self.active.iter().filter(|it| heard.contains(&it.rule.id()));
        let active = heard.chain(&self.across).cloned().collect();
        Self::of(self.packs.clone(), self.authorities, active)
    }

    /// No rules at all.
    pub fn nothing(packs: &'a Packs) -> Self {
        Self::of(Vec::new(), &packs.authorities, Vec::new())
    }

    fn of(packs: Vec<&'a Pack>, authorities: &'a Authorities, active: Vec<Active<'a>>) -> Self {
        let chapters = packs.iter().rev().map(|pack| pack.file.chapter.as_slice());
        let chapters = chapters.into_iter().find(|it| !it.is_empty()).unwrap_or_default();
        let chapter_keys = chapters.iter().map(|it| it.keys().collect()).collect();
        let era = packs.iter().rev().find_map(|pack| pack.file.era.as_deref());
        let (across, active) =
            active.into_iter().partition(|it: &Active<'a>| it.check.kind().across().is_some());
        let literals = OnceLock::new();
        Self { packs, authorities, active, across, chapters, chapter_keys, era, literals }
    }

    /// The rules on single reports, by code.
    pub fn active(&self) -> &[Active<'a>] {
        &self.active
    }

    /// The rules that compare reports, by code.
    pub fn across(&self) -> &[Active<'a>] {
        &self.across
    }

    /// The acts that rules cite.
    pub(super) fn authorities(&self) -> &'a Authorities {
        self.authorities
    }

    /// The chapters that the act in force asks for.
    pub(super) fn chapters(&self) -> &'a [Chapter] {
        self.chapters
    }

    /// The title and variants of each of these chapters, reduced to what tells them apart.
    pub(super) fn chapter_keys(&self) -> &[Vec<String>] {
        &self.chapter_keys
    }

    /// The official tables for a report year, in order.
    pub(super) fn forms(&self, year: Option<i32>) -> Vec<&'a Form> {
        let all = self.packs.iter().flat_map(|pack| &pack.file.form).map(AsRef::as_ref);
        let in_force = |form: &&Form| year.is_some_and(|it| form.report_years.contains(it));
        let mut forms: Vec<&Form> = all.filter(in_force).collect();
        forms.sort_by_key(|form| form.id.as_str());
        forms
    }

    /// What the figures of a report count.
    pub(super) fn indicators(&self) -> Indicators<'a> {
        let matters: Vec<_> = self.packs.iter().flat_map(|pack| &pack.file.matter).collect();
        Indicators::new(self.packs.iter().flat_map(|pack| &pack.file.indicator), &matters)
    }

    /// Words that mark the heading of an attachment.
    pub(super) fn attachment_words(&self) -> Vec<&'a str> {
        let words = self.packs.iter().flat_map(|pack| &pack.file.attachment_words);
        words.map(Wording::as_str).collect()
    }

    pub(super) fn era(&self) -> Option<&'a str> {
        self.era
    }

    pub(super) fn pack_names(&self) -> Vec<&'a str> {
        self.packs.iter().map(|pack| pack.id()).collect()
    }

    /// Whether no pack of an act covers the year.
    pub(super) fn is_uncovered(&self) -> bool {
        self.era.is_none()
    }

    /// Where the literals of all rules stand in folded `text`.
    pub(super) fn literal_places(&self, text: &str) -> Places<'_> {
        self.literals.get_or_init(|| Literals::of(&self.active)).places(text)
    }
}

/// The packs for a year, in the order in which they have a say.
fn chosen(packs: &Packs, year: Option<i32>) -> Vec<&Pack> {
    let applies = |pack: &&Pack| match pack.file.report_years {
        None => true,
        Some(years) => year.is_some_and(|year| years.contains(year)),
    };
    packs.packs.iter().filter(applies).collect()
}

/// Whether the user wants the rule to run: named by --select, or enabled and not ignored.
fn is_wanted(rule: &Rule, settings: &Settings) -> bool {
    let named = |names: &[String]| names.iter().any(|name| rule.answers_to(name));
    if named(&settings.ignore) {
        return false;
    }
    settings.select.is_empty() || named(&settings.select)
}

/// The rule under the changes of the chosen packs; none where it is switched off and not asked for
/// by its own name.
fn adjusted<'a>(
    rule: &'a Rule,
    chosen: &[&'a Pack],
    authorities: &Authorities,
    settings: &Settings,
) -> Option<Active<'a>> {
    let mut active = Active::of(rule, authorities);
    let mut enabled = rule.enabled && rule.status == Status::Active;
    let changes = chosen.iter().flat_map(|pack| &pack.file.adjust).map(toml::Spanned::get_ref);
    for change in changes.filter(|change| change.rule.get_ref() == rule.id()) {
        active.severity = change.severity.as_ref().map_or(active.severity, |it| *it.get_ref());
        active.check = change.adjusted.as_deref().unwrap_or(active.check);
        active.cites.extend(change.cite.iter().map(toml::Spanned::get_ref));
        active.backed |= active.cites.iter().any(|it| authorities.carries_errors(it));
        enabled = change.enabled.unwrap_or(enabled);
    }
    let own = |name: &String| name == rule.code() || name == rule.id();
    let wish = settings.levels.iter().rev().find(|(name, _)| rule.answers_to(name));
    active.wished = wish.and_then(|(_, severity)| *severity);
    // Whoever says how much a rule matters wants it to run.
    let asked = settings.select.iter().any(own) || wish.is_some_and(|(name, _)| own(name));
    let off = wish.is_some_and(|(_, severity)| severity.is_none());
    ((enabled || asked) && !off).then_some(active)
}

/// The year whose packs are in force: one of the period of law that the user names, if any.
fn year_of_law(packs: &Packs, year: Option<i32>, settings: &Settings) -> Option<i32> {
    let Some(era) = &settings.era else { return year };
    let named = |pack: &&Pack| pack.is_of(era);
    let pack = packs.packs.iter().find(named)?;
    let holds = |year: &i32| pack.file.report_years.is_none_or(|years| years.contains(*year));
    year.filter(holds).or(Some(pack.file.example_year))
}
