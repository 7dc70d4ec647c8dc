//! Reads and judges inputs one by one, whatever becomes of them.

use std::collections::BTreeMap;
use std::io;

use super::args::ReadingArgs;
use super::inputs::Input;
use super::interrupt;
use super::known::Known;
use super::session::{Session, crash, guarded};
use crate::engine::{Ruleset, Settings, judge_by};
use crate::error::ReadError;
use crate::fix::Log;
use crate::outline::Vocabulary;
use crate::render::{Entry, Judged, Status, Unread};
use crate::report::Outcome;
use crate::rule::{Pack, Packs};
use crate::source::Source;
use crate::{facts, reader};

/// The rule that tells reports from other texts.
const NOT_A_REPORT: &str = "HG0001";
/// Its other name.
const NOT_A_REPORT_ID: &str = "not-a-report";

/// Does something with an input that was read, or was not.
pub(super) type Show<'a> = dyn FnMut(Entry<'_>) -> io::Result<()> + 'a;

/// Judges inputs by the rules for their years.
pub(super) struct Judge<'a> {
    packs: &'a Packs,
    settings: Settings,
    vocabulary: Vocabulary,
    /// Rules by report year, so that the reports of one year share an automaton.
    rulesets: BTreeMap<Option<i32>, Ruleset<'a>>,
    /// What is known of findings.
    pub known: Known<'a>,
    /// Reports that were checked, and rules that ran on them.
    checked: (usize, usize),
    /// The command line says that its inputs are reports.
    trusting: bool,
}

impl<'a> Judge<'a> {
    pub(super) fn new(packs: &'a Packs, settings: Settings) -> Self {
        let vocabulary = Pack::vocabulary(&packs.packs);
        let (rulesets, known, checked) = (BTreeMap::new(), Known::default(), (0, 0));
        Self { packs, settings, vocabulary, rulesets, known, checked, trusting: false }
    }

    /// Adds what is known of findings.
    pub(super) fn knowing(self, known: Known<'a>) -> Self {
        Self { known, ..self }
    }

    /// Takes inputs for reports if a flag switches off the rule that tells so.
    pub(super) fn trusting(self, ignored: &[String]) -> Self {
        let trusting =
            ignored.iter().any(|name| [NOT_A_REPORT, NOT_A_REPORT_ID].contains(&name.as_str()));
        Self { trusting, ..self }
    }

    /// Whether there were reports to which none of its rules applied.
    pub(super) fn checked_nothing(&self) -> bool {
        matches!(self.checked, (1.., 0))
    }

    /// Reads and judges one input and shows it; says what keeps it from being wholly checked.
    /// Gives the exit code that this calls for: 0, 2 or 3.
    pub(super) fn input(
        &mut self,
        input: &Input,
        reading: &ReadingArgs,
        session: &Session,
        show: &mut Show<'_>,
    ) -> io::Result<u8> {
        let name = input.name(reading);
        let worked = guarded(|| {
            let judged = input.read(reading).and_then(|source| self.judge(&name, source));
            match judged {
                Ok(judged) => {
                    show(Entry::Judged(&judged))?;
                    tell_lacks(&judged, session)
                }
                // The run ends, and says why.
                Err(_) if interrupt::asked() => Ok(0),
                Err(error) => unread(&name, &error, session, show),
            }
        });
        worked.unwrap_or_else(|cause| crashed(&name, &cause, session, show))
    }

    /// Judges one decoded input, which goes by the name of `path`.
    pub(super) fn judge(&mut self, path: &str, source: Source) -> Result<Judged<'a>, ReadError> {
        let Source { format, encoding, guessed, .. } = source;
        let sha256 = source.sha256.clone();
        let doc = reader::open(source, &self.vocabulary)?;
        let facts = facts::extract(&doc);
        let year = self.settings.year.or(facts.year);
        let (packs, settings) = (self.packs, &self.settings);
        let rules =
            self.rulesets.entry(year).or_insert_with(|| Ruleset::select(packs, year, settings));
        let name = facts.body.as_ref().map(|body| body.name.as_str());
        let body = settings.body.or_else(|| self.known.kind_of(name));
        let own = body.filter(|_| settings.body.is_none());
        let own = own.map(|kind| Settings { body: Some(kind), ..settings.clone() });
        let verdict = judge_by(&doc, &facts, rules, own.as_ref().unwrap_or(settings));
        let is_report = verdict.outcome(NOT_A_REPORT).map_or_else(
            || self.is_report(&doc, &facts, year),
            |outcome| !matches!(outcome, Outcome::Fail(_)),
        );
        let status = if is_report { Status::Checked } else { Status::Unrecognised };
        if is_report {
            self.checked = (self.checked.0 + 1, self.checked.1 + verdict.outcomes.len());
        }
        let path = path.to_owned();
        let mut judged = Judged {
            path,
            format,
            encoding,
            guessed,
            sha256,
            status,
            doc,
            facts,
            verdict,
            packs,
            fixed: Log::default(),
        };
        self.known.apply(&mut judged);
        Ok(judged)
    }

    /// Whether the text is a report, for runs in which the rule that tells so was not selected.
    fn is_report(
        &self,
        doc: &crate::document::Document,
        facts: &facts::Facts,
        year: Option<i32>,
    ) -> bool {
        let rules = self.packs.rules();
        let rule = rules.into_iter().find(|rule| rule.code() == NOT_A_REPORT);
        let Some(rule) = rule.filter(|_| !self.trusting) else {
            return true;
        };
        let verdict = judge_by(doc, facts, &Ruleset::only(self.packs, rule, year), &self.settings);
        !matches!(verdict.outcome(NOT_A_REPORT), Some(Outcome::Fail(_)))
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
