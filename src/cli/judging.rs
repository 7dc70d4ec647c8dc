//! Reads and judges inputs one by one, whatever becomes of them.

use std::collections::BTreeMap;
use std::io;

use super::args::ReadingArgs;
use super::inputs::Input;
use super::session::{Session, crash, guarded};
use crate::engine::{Reported, Ruleset, Settings, Verdict, judge_by};
use crate::error::ReadError;
use crate::fix::Log;
use crate::lang::Lang;
use crate::outline::Vocabulary;
use crate::render::{Entry, Judged, Status, Unread};
use crate::report::{Outcome, Severity, Why};
use crate::rule::{Pack, Packs};
use crate::source::Source;
use crate::{facts, reader};

/// The rule that tells reports from other texts.
const NOT_A_REPORT: &str = "HG0001";
/// The rule that reports tables which could not be read.
const TABLE_UNREAD: &str = "HG0004";
/// The rule that reports chapters which are not there.
const CHAPTER_MISSING: &str = "HG0201";
/// The rule that reports tables which are not there.
const TABLE_MISSING: &str = "HG0211";
/// The rule that reports an unknown year.
const YEAR_UNKNOWN: &str = "HG0002";

/// Does something with an input that was read, or was not.
pub(super) type Show<'a> = dyn FnMut(Entry<'_>) -> io::Result<()> + 'a;

/// Judges inputs by the rules for their years.
pub(super) struct Judge<'a> {
    packs: &'a Packs,
    settings: Settings,
    vocabulary: Vocabulary,
    /// Rules by report year, so that the reports of one year share an automaton.
    rulesets: BTreeMap<Option<i32>, Ruleset<'a>>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(packs: &'a Packs, settings: Settings) -> Self {
        let vocabulary = Pack::vocabulary(&packs.packs);
        Self { packs, settings, vocabulary, rulesets: BTreeMap::new() }
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
        let verdict = judge_by(&doc, &facts, rules, settings);
        let is_report = outcome(&verdict, NOT_A_REPORT).map_or_else(
            || self.is_report(&doc, &facts, year),
            |outcome| !matches!(outcome, Outcome::Fail(_)),
        );
        let status = if is_report { Status::Checked } else { Status::Unrecognised };
        let path = path.to_owned();
        let fixed = Log::default();
        Ok(Judged {
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
            fixed,
        })
    }

    /// Whether the text is a report, for runs in which the rule that tells so was not selected.
    fn is_report(
        &self,
        doc: &crate::document::Document,
        facts: &facts::Facts,
        year: Option<i32>,
    ) -> bool {
        let unwanted = |name: &String| name == NOT_A_REPORT;
        let rules = self.packs.rules();
        let rule = rules.into_iter().find(|rule| rule.code() == NOT_A_REPORT);
        let Some(rule) = rule.filter(|_| !self.settings.ignore.iter().any(unwanted)) else {
            return true;
        };
        let verdict = judge_by(doc, facts, &Ruleset::only(self.packs, rule, year), &self.settings);
        !matches!(outcome(&verdict, NOT_A_REPORT), Some(Outcome::Fail(_)))
    }
}

/// Says what keeps a report from being wholly checked; gives the exit code that this calls for: 0
/// or 3.
pub(super) fn tell_lacks(judged: &Judged<'_>, session: &Session) -> io::Result<u8> {
    let Judged { path, doc, verdict, .. } = judged;
    let is_report = judged.status == Status::Checked;
    let mut lacks = lacks(verdict, is_report, session.look.lang);
    let unread = outcome(verdict, TABLE_UNREAD);
    if unread.is_none() {
        lacks.extend(unread_tables(doc, session.look.lang));
    }
    lacks.iter().try_for_each(|lack| session.note(path, lack))?;
    // A table that plain text may have lost was not checked either.
    let lost =
        |it: &Reported<'_>| it.rule.code() == TABLE_MISSING && it.severity == Severity::Warning;
    let unread = matches!(unread, Some(Outcome::Fail(_))) || verdict.findings.iter().any(lost);
    let whole = is_report && lacks.is_empty() && !unread;
    Ok(if whole { 0 } else { 3 })
}

/// What keeps the verdict from being whole and is no finding of it.
fn lacks(verdict: &Verdict<'_>, is_report: bool, lang: Lang) -> Vec<String> {
    let told = |code| matches!(outcome(verdict, code), Some(Outcome::Fail(_)));
    let mut lacks = Vec::new();
    if !is_report && !told(NOT_A_REPORT) {
        let (zh, en) = ("未识别为政府信息公开工作年度报告", "not recognised as an annual report");
        lacks.push(lang.pick(zh, en).to_owned());
    }
    if verdict.untold > 0 {
        lacks.push(lang.pick(
            format!("问题过多，同一规则只列出前1000处，另有{}处未列出", verdict.untold),
            format!("too many findings: {} beyond 1000 of one rule are not listed", verdict.untold),
        ));
    }
    match verdict.year {
        Some(year) if verdict.uncovered => lacks.push(lang.pick(
            format!(
                "年度报告为{year}年度，本版本尚无适用该年度的规则包，仅检查了通用规则。\
                 可用 --pack 指定适用的规则包"
            ),
            format!(
                "this is a report for {year}, for which this version has no rule pack; only the \
                 rules for all years ran. Name a pack for it with --pack"
            ),
        )),
        None if is_report && !told(YEAR_UNKNOWN) => lacks.push(
            lang.pick(
                "未能确定报告年度，仅检查了通用规则。请用 --year 指定年度",
                "the report year could not be told; only the rules for all years ran. Give it \
                 with --year",
            )
            .to_owned(),
        ),
        _ => {}
    }
    // Where no chapter was found, what the chapters say was not checked.
    let chapters = outcome(verdict, CHAPTER_MISSING);
    if is_report && matches!(chapters, Some(Outcome::Undecided(Why::NoStructure, _))) {
        let (zh, en) = (
            "未能识别章节，正文可能在图片、附件或内嵌文件中，或者在转换中丢失了换行，各章内容未作检查",
            "no chapters were recognised; the text may be in a picture, an attachment or an embedded \
             file, or have lost its line ends, so its chapters were not checked",
        );
        lacks.push(lang.pick(zh, en).to_owned());
    }
    lacks
}

/// What to say of tables that were not wholly read, where no rule says it.
fn unread_tables(doc: &crate::document::Document, lang: Lang) -> Option<String> {
    let torn = doc.forms.iter().filter(|form| form.is_torn());
    let names: Vec<&str> = torn.map(|it| it.form.title.get(lang)).collect();
    let names = names.join(lang.pick("、", ", "));
    let words = lang.pick(
        format!("{names}有单元格未能读取，其中的数据未作检查"),
        format!("cells of {names} could not be read; their figures were not checked"),
    );
    (!names.is_empty()).then_some(words)
}

fn outcome<'v>(verdict: &'v Verdict<'_>, code: &str) -> Option<&'v Outcome> {
    verdict.outcomes.iter().find(|(rule, _)| rule.code() == code).map(|(_, outcome)| outcome)
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
