//! Judges inputs by the rules for their years, on any thread, and says what became of them.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::known::Known;
use super::session::{Session, crash};
use crate::config::Config;
use crate::document::Document;
use crate::engine::{Ruleset, Settings, Verdict, judge_by};
use crate::error::ReadError;
use crate::facts::{self, Facts};
use crate::fix::Log;
use crate::outline::Vocabulary;
use crate::reader;
use crate::render::{Entry, Judged, Status, TELLING, Unread};
use crate::report::{Outcome, Severity};
use crate::rule::{Pack, Packs};
use crate::source::Source;

/// The rule that tells reports from other texts.
const NOT_A_REPORT: &str = "HG0001";
/// Its other name.
const NOT_A_REPORT_ID: &str = "not-a-report";

/// Does something with an input that was read, or was not.
pub(super) type Show<'a> = dyn FnMut(Entry<'_>) -> io::Result<()> + 'a;

/// Judges inputs by the rules for their years. Its verdicts depend on nothing but the input, so
/// that threads share it.
pub(super) struct Judge<'a> {
    packs: &'a Packs,
    settings: Settings,
    vocabulary: Vocabulary,
    config: Option<&'a Config>,
    /// The rules of each report year, so that its reports share the list of words to look for.
    rulesets: ByYear<Ruleset<'a>>,
    /// The rule alone that tells reports from other texts, where it was not selected.
    telling: ByYear<Ruleset<'a>>,
    /// The rules that run on a report that is opened again to be compared.
    reopening: ByYear<Ruleset<'a>>,
    /// The rules that tell what could not be read, where they were not selected.
    unasked: ByYear<Ruleset<'a>>,
    /// The command line says that its inputs are reports.
    trusting: bool,
    /// The least severity of findings that the run shows.
    shown_from: Severity,
}

impl<'a> Judge<'a> {
    pub(super) fn new(packs: &'a Packs, settings: Settings, config: Option<&'a Config>) -> Self {
        let vocabulary = Pack::vocabulary(&packs.packs);
        Self {
            packs,
            settings,
            vocabulary,
            config,
            rulesets: ByYear::default(),
            telling: ByYear::default(),
            reopening: ByYear::default(),
            unasked: ByYear::default(),
            trusting: false,
            shown_from: Severity::Warning,
        }
    }

    /// Says which findings the run shows.
    pub(super) fn showing(self, least: Severity) -> Self {
        Self { shown_from: least, ..self }
    }

    /// Takes inputs for reports if a flag switches off the rule that tells so.
    pub(super) fn trusting(self, ignored: &[String]) -> Self {
        let trusting =
            ignored.iter().any(|name| [NOT_A_REPORT, NOT_A_REPORT_ID].contains(&name.as_str()));
        Self { trusting, ..self }
    }

    /// Judges one decoded input, which goes by the name of `path`.
    pub(super) fn judge(&self, path: &str, source: Source) -> Result<Judged<'a>, ReadError> {
        let mut judged = self.judge_by(path, source, |year| self.rules(year))?;
        let is_report = judged.verdict.outcome(NOT_A_REPORT).map_or_else(
            || self.is_report(&judged.doc, &judged.facts),
            |outcome| !matches!(outcome, Outcome::Fail(_)),
        );
        if !is_report {
            judged.status = Status::Unrecognised;
        }
        if judged.status == Status::Checked {
            judged.aside = self.aside(&judged);
        }
        Ok(judged)
    }

    /// What those rules say that tell what could not be read, where they were not selected.
    fn aside(&self, judged: &Judged<'a>) -> Option<Verdict<'a>> {
        let year = judged.verdict.year;
        let rules = self.unasked.of(year, || {
            let asked = self.rules(year);
            let runs = |code: &str| asked.active().iter().any(|it| it.rule.code() == code);
            let select = TELLING.into_iter().filter(|code| !runs(code)).map(str::to_owned);
            let select: Vec<String> = select.collect();
            if select.is_empty() {
                return Ruleset::nothing(self.packs);
            }
            let Settings { year, body, era, .. } = self.settings.clone();
            let settings = Settings { year, body, select, era, ..Settings::default() };
            Ruleset::select(self.packs, judged.verdict.year, &settings)
        });
        if rules.active().is_empty() {
            return None;
        }
        let settings = Settings { body: judged.verdict.body, ..self.settings.clone() };
        Some(judge_by(&judged.doc, &judged.facts, &rules, &settings))
    }

    /// Reads a report that was judged before once more, for the sake of a comparison: only those
    /// rules run whose word counts there.
    pub(super) fn reopen(&self, path: &str, source: Source) -> Result<Judged<'a>, ReadError> {
        let few = |year| self.reopening.of(year, || self.rules(year).before_comparing());
        self.judge_by(path, source, few)
    }

    /// A list of bodies to point into, of which nothing is judged.
    pub(super) fn list(&self, path: &str, source: Source) -> Result<Judged<'a>, ReadError> {
        let nothing = Ruleset::nothing(self.packs);
        let judged = self.judged(path, source, |doc| {
            let facts = Facts::default();
            let verdict = judge_by(doc, &facts, &nothing, &Settings::default());
            (facts, verdict)
        })?;
        Ok(Judged { is_list: true, ..judged })
    }

    /// Judges a report by those rules that `rules` gives for its year.
    fn judge_by(
        &self,
        path: &str,
        source: Source,
        rules: impl Fn(Option<i32>) -> Arc<Ruleset<'a>>,
    ) -> Result<Judged<'a>, ReadError> {
        self.judged(path, source, |doc| {
            let (facts, settings) = (facts::extract(doc), &self.settings);
            let name = facts.body.as_ref().map(|body| body.name.as_str());
            let listed = self.config.filter(|_| settings.body.is_none());
            let listed = listed.and_then(|it| it.kind_of(name));
            let own = listed.map(|kind| Settings { body: Some(kind), ..settings.clone() });
            let rules = rules(settings.year.or(facts.year));
            let verdict = judge_by(doc, &facts, &rules, own.as_ref().unwrap_or(settings));
            (facts, verdict)
        })
    }

    /// An input with what `judge` makes of its text.
    fn judged(
        &self,
        path: &str,
        source: Source,
        judge: impl FnOnce(&Document) -> (Facts, Verdict<'a>),
    ) -> Result<Judged<'a>, ReadError> {
        let Source { format, encoding, guessed, .. } = source;
        let sha256 = source.sha256.clone();
        let doc = reader::open(source, &self.vocabulary)?;
        let (facts, verdict) = judge(&doc);
        Ok(Judged {
            path: path.to_owned(),
            format,
            encoding,
            guessed,
            sha256,
            status: Status::Checked,
            doc,
            facts,
            verdict,
            packs: self.packs,
            fixed: Log::default(),
            others: Vec::new(),
            is_list: false,
            aside: None,
            shown_from: self.shown_from,
        })
    }

    /// The rules for reports of a year.
    pub(super) fn rules(&self, year: Option<i32>) -> Arc<Ruleset<'a>> {
        self.rulesets.of(year, || Ruleset::select(self.packs, year, &self.settings))
    }

    /// What the user knows better than the text.
    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether the text is a report, for runs in which the rule that tells so was not selected.
    fn is_report(&self, doc: &Document, facts: &Facts) -> bool {
        let rules = self.packs.rules();
        let rule = rules.into_iter().find(|rule| rule.code() == NOT_A_REPORT);
        let Some(rule) = rule.filter(|_| !self.trusting) else {
            return true;
        };
        let year = self.settings.year.or(facts.year);
        let rules = self.telling.of(year, || Ruleset::only(self.packs, rule, year));
        let verdict = judge_by(doc, facts, &rules, &self.settings);
        !matches!(verdict.outcome(NOT_A_REPORT), Some(Outcome::Fail(_)))
    }
}

/// What is made once for each report year, by the first thread that meets it.
struct ByYear<T>(Mutex<BTreeMap<Option<i32>, Arc<Made<T>>>>);

/// What is made once and then shared.
type Made<T> = OnceLock<Arc<T>>;

impl<T> ByYear<T> {
    /// What there is for a year; others wait only for what is made of the same year.
    fn of(&self, year: Option<i32>, make: impl FnOnce() -> T) -> Arc<T> {
        let place = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(year).or_default())
        };
        Arc::clone(place.get_or_init(|| Arc::new(make())))
    }
}

impl<T> Default for ByYear<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// What a run keeps of the inputs of one judge. It is told of them in their order.
#[derive(Default)]
pub(super) struct Account<'p> {
    /// What is known of findings.
    pub known: Known<'p>,
    /// Reports that were checked, rules that ran on them, and rules that would compare them.
    checked: (usize, usize, usize),
}

impl<'p> Account<'p> {
    pub(super) fn new(known: Known<'p>) -> Self {
        Self { known, checked: (0, 0, 0) }
    }

    /// Counts an input and marks the findings that are known.
    pub(super) fn add(&mut self, judged: &mut Judged<'_>) {
        if judged.status == Status::Checked {
            let (reports, rules, comparing) = self.checked;
            let verdict = &judged.verdict;
            let rules = rules + verdict.outcomes.len();
            self.checked = (reports + 1, rules, comparing + verdict.waiting);
        }
        self.known.apply(judged);
    }

    /// Whether there were reports to which no rule applied: of the rules that compare, none where
    /// nothing was compared.
    pub(super) fn checked_nothing(&self, compared: bool) -> bool {
        match self.checked {
            (1.., 0, comparing) => !compared || comparing == 0,
            _ => false,
        }
    }
}

/// Says what keeps a report from being wholly checked; gives the exit code that this calls for: 0
/// or 3.
pub(super) fn tell_lacks(judged: &Judged<'_>, session: &Session) -> io::Result<u8> {
    let lacks = judged.lacks(session.look.lang);
    lacks.iter().try_for_each(|lack| session.note(&judged.path, lack))?;
    Ok(if judged.is_whole() { 0 } else { 3 })
}

/// Shows an input that could not be read; gives its exit code.
pub(super) fn unread(
    path: &str,
    error: &ReadError,
    session: &Session,
    show: &mut Show<'_>,
) -> io::Result<u8> {
    session.complain(path, error)?;
    let decoded = error.status() != "undecodable";
    let status = if decoded { Status::Unreadable } else { Status::Undecodable };
    show(Entry::Unread(&Unread { path, status, message: &error.message(session.look.lang) }))?;
    Ok(error.exit_code())
}

/// A mistake of the program itself: the input counts as unread.
pub(super) fn crashed(
    path: &str,
    cause: &str,
    session: &Session,
    show: &mut Show<'_>,
) -> io::Result<u8> {
    let message = crash(cause, session.look.lang);
    session.note(path, &message)?;
    show(Entry::Unread(&Unread { path, status: Status::Unreadable, message: &message }))?;
    Ok(3)
}
