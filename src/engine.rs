//! Runs the rules that apply to a report and keeps the outcome of every one.

mod chapters;
mod fingerprint;
mod literals;
mod ruleset;
mod spoken;

pub use fingerprint::give as give_fingerprints;
pub use ruleset::{Active, Ruleset};

use std::collections::BTreeSet;

use self::spoken::SpokenFor;
use crate::document::Document;
use crate::facts::body::BodyKind;
use crate::facts::figures::Scope;
use crate::facts::{Facts, overlapping};
use crate::form::balance::Balances;
use crate::form::{CellAddress, Form};
use crate::indicator::{self, InTables, Indicators, Statement};
use crate::numeral::Amount;
use crate::report::{Finding, Findings, Outcome, Severity, Suppressed, Why};
use crate::rule::{Authorities, Chapter, Cite, FixSafety, Need, Packs, Rule};
use crate::set::Side;
use crate::text::Span;

/// What the caller knows better than the text.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The report year, whatever the text says.
    pub year: Option<i32>,
    /// The kind of body, whatever its name says.
    pub body: Option<BodyKind>,
    /// Codes, ids, families or packs to run; all that are enabled if empty.
    pub select: Vec<String>,
    /// Codes, ids, families or packs not to run.
    pub ignore: Vec<String>,
    /// Short name of the period of law (R07, R19, R21) whose rules run, whatever the year.
    pub era: Option<String>,
    /// What the user makes of findings: names of rules, and the severity or that they do not run.
    /// Of several that name a rule the last one counts.
    pub levels: Vec<(String, Option<Severity>)>,
}

/// Everything a check may look at.
pub(crate) struct Context<'a> {
    pub doc: &'a Document,
    pub facts: &'a Facts,
    pub year: Option<i32>,
    pub body: Option<BodyKind>,
    pub chapters: &'a [Chapter],
    /// What the tables of the report come to.
    pub balances: &'a Balances,
    /// The official tables of the packs in force.
    pub forms: &'a [&'a Form],
    /// What the figures of a report count.
    pub indicators: &'a Indicators<'a>,
    /// What the tables say of them.
    pub in_tables: &'a InTables<'a>,
    /// The figures in prose that state an indicator for the report year.
    pub statements: &'a [Statement<'a>],
    /// Whether the report gives figures of the body itself and figures of all its bodies.
    pub scopes_apart: bool,
    /// Words that mark a heading as that of an attachment and not of a chapter.
    pub attachments: &'a [&'a str],
    /// Section index and the key of the chapter it is; a section may be several chapters.
    pub found: &'a [(usize, &'a str)],
    /// Where the literals of the rule at hand stand: index of the literal, folded offset.
    hits: &'a [(usize, usize)],
}

/// The verdict on one document.
#[derive(Debug)]
pub struct Verdict<'a> {
    /// The report year it was judged by.
    pub year: Option<i32>,
    /// The kind of body it was judged as.
    pub body: Option<BodyKind>,
    /// Short name of the law in force: R07, R19, R21.
    pub era: Option<&'a str>,
    /// Packs that ran, the base first.
    pub packs: Vec<&'a str>,
    /// No pack of an act covers the year: only rules for all years ran.
    pub uncovered: bool,
    /// The figures in prose that state an indicator for the report year.
    pub statements: Vec<Statement<'a>>,
    /// Those that tell how much it has come to over the years (历年累计).
    pub running: Vec<Statement<'a>>,
    /// Cells of official tables that may be why these do not add up, with the index of the table and
    /// what they must hold so that it does; looked for only where reports are compared.
    pub mended: Vec<(usize, CellAddress, Amount)>,
    /// Section index and the key of the chapter it is; a section may be several chapters.
    pub chapters: Vec<(usize, &'a str)>,
    /// The outcome of every rule that was selected, by code.
    pub outcomes: Vec<(&'a Rule, Outcome)>,
    /// What was found, in the order of the text.
    pub findings: Vec<Reported<'a>>,
    /// Rules that compare reports and wait for the others.
    pub waiting: usize,
    /// How many more findings there were than are told of one rule.
    pub untold: usize,
}

impl Verdict<'_> {
    /// What the rule with this code says, if it was selected.
    pub fn outcome(&self, code: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|(rule, _)| rule.code() == code).map(|(_, outcome)| outcome)
    }

    /// Where the chapter with this key stands, with all its sections.
    pub fn chapter(&self, doc: &Document, key: &str) -> Option<Span> {
        let index = self.chapters.iter().find(|it| it.1 == key)?.0;
        doc.sections.get(index).map(|it| it.whole)
    }
}

/// A finding with the rule that made it and the severity it has here.
#[derive(Clone, Debug)]
pub struct Reported<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// Its severity in this report.
    pub severity: Severity,
    /// What was found.
    pub finding: Finding,
    /// How far its fix may be trusted.
    pub safety: FixSafety,
    /// The acts it rests on that were in force for the report year.
    pub basis: Vec<&'a Cite>,
    /// 32 hexadecimal digits that outlive moves of lines: a hash of rule and variant, values, headings
    /// above, words and cells of all its places, and how many such findings stand before it.
    pub fingerprint: String,
    /// Why it is known and not counted; set by whoever knows the user's wishes.
    pub suppressed: Option<Suppressed>,
}

/// Judges a document by the rules for its year.
pub fn judge<'a>(
    doc: &Document,
    facts: &Facts,
    packs: &'a Packs,
    settings: &Settings,
) -> Verdict<'a> {
    let year = settings.year.or(facts.year);
    let rules = Ruleset::select(packs, year, settings);
    judge_by(doc, facts, &rules, settings)
}

/// Judges a document by the rules given.
pub fn judge_by<'a>(
    doc: &Document,
    facts: &Facts,
    rules: &Ruleset<'a>,
    settings: &Settings,
) -> Verdict<'a> {
    let year = settings.year.or(facts.year);
    let body = settings.body.or(facts.body.as_ref().and_then(|body| body.kind));
    let attachments = rules.attachment_words();
    let forms = rules.forms(year);
    let found = chapters::find(doc, (rules.chapters(), rules.chapter_keys()), &attachments);
    let places = rules.literal_places(doc.folded.as_str());
    let indicators = rules.indicators();
    let statements = indicator::find(doc, facts, year, &indicators);
    let scopes_apart = indicator::tells_scopes_apart(&statements, facts);
    let running = if rules.across().is_empty() {
        Vec::new()
    } else {
        indicator::running(doc, facts, &indicators)
    };
    let balances = Balances::of(&doc.forms);
    let mended = if rules.across().is_empty() { Vec::new() } else { balances.mended(&doc.forms) };
    let in_tables = InTables::of(&doc.forms, &indicators);
    let (mut outcomes, mut untold) = (Vec::new(), 0_usize);
    for (index, active) in rules.active().iter().enumerate() {
        let hits = places.of_rule(index);
        let chapters = rules.chapters();
        let (attachments, forms) = (&attachments, &forms);
        let cx = Context {
            doc,
            facts,
            year,
            body,
            chapters,
            balances: &balances,
            forms,
            indicators: &indicators,
            in_tables: &in_tables,
            statements: &statements,
            scopes_apart,
            attachments,
            found: &found,
            hits: hits.as_deref().unwrap_or_default(),
        };
        let outcome = match hits {
            Some(_) => run(&cx, active),
            None => Outcome::Undecided(Why::TooOften, Vec::new()),
        };
        untold = untold.saturating_add(outcome.untold());
        outcomes.push((active, outcome));
    }
    let findings = collect(doc, &outcomes, rules.authorities(), year);
    let told: BTreeSet<&str> = findings.iter().map(|it| it.rule.code()).collect();
    for (active, outcome) in &mut outcomes {
        if matches!(outcome, Outcome::Fail(_)) && !told.contains(active.rule.code()) {
            *outcome = Outcome::Inapplicable(Why::ToldByAnother);
        }
    }
    Verdict {
        year,
        body,
        era: rules.era(),
        packs: rules.pack_names(),
        uncovered: rules.is_uncovered(),
        statements,
        running,
        mended,
        chapters: found,
        outcomes: outcomes.into_iter().map(|(active, outcome)| (active.rule, outcome)).collect(),
        findings,
        waiting: rules.across().len(),
        untold,
    }
}

impl<'a> Verdict<'a> {
    /// What comparing rules say of a report: what it was held against is found in
    /// [`Finding::elsewhere`].
    pub(crate) fn across(
        main: Side<'_>,
        outcomes: Vec<(&Active<'a>, Findings)>,
        rules: &Ruleset<'a>,
        body: Option<BodyKind>,
    ) -> Self {
        let mut untold = 0_usize;
        let mut outcomes: Vec<(&Active<'a>, Outcome)> =
            outcomes.into_iter().map(|(active, found)| (active, Outcome::of(found))).collect();
        for (_, outcome) in &outcomes {
            untold = untold.saturating_add(outcome.untold());
        }
        let year = main.verdict.year;
        let mut findings = collect(main.doc, &outcomes, rules.authorities(), year);
        // What a rule on the report by itself has told of the same place, with no less weight, needs
        // no second word.
        findings.retain(|it| {
            let named = |id: &str| it.rule.yields_to.iter().any(|name| name.get_ref() == id);
            let own = main.verdict.findings.iter().filter(|own| named(own.rule.id()));
            let mut own = own.filter(|own| own.severity >= it.severity);
            !own.any(|own| own.finding.primary.span.overlaps(it.finding.primary.span))
        });
        outcomes.retain(|(_, outcome)| matches!(outcome, Outcome::Fail(_)));
        Self {
            year,
            body,
            era: rules.era(),
            packs: rules.pack_names(),
            uncovered: false,
            statements: Vec::new(),
            running: Vec::new(),
            mended: Vec::new(),
            chapters: Vec::new(),
            outcomes: outcomes.into_iter().map(|(active, it)| (active.rule, it)).collect(),
            findings,
            waiting: 0,
            untold,
        }
    }
}

fn run(cx: &Context<'_>, active: &Active<'_>) -> Outcome {
    let rule = active.rule;
    if let Some(years) = rule.years
        && !cx.year.is_some_and(|year| years.contains(year))
    {
        return Outcome::Inapplicable(Why::OtherYear);
    }
    let stands_back = rule.needs.iter().any(|need| match need {
        Need::Dates => cx.facts.damage.dates,
        Need::Lines => cx.doc.flattened,
    });
    if stands_back {
        return Outcome::Undecided(Why::Damaged, Vec::new());
    }
    active.check.kind().check(cx)
}

/// How far the whole fix of a finding may be trusted: no further than the least sure of its edits.
fn safety(rule: &Rule, finding: &Finding) -> FixSafety {
    match (&finding.fix, rule.fix) {
        (None, _) => FixSafety::No,
        (Some(fix), FixSafety::Safe) if !fix.edits.iter().all(|it| it.sure) => FixSafety::Suggest,
        (Some(_), safety) => safety,
    }
}

/// All findings in the order of the text; where a more specific rule speaks of the same cause, the
/// other is silent.
fn collect<'a>(
    doc: &Document,
    outcomes: &[(&Active<'a>, Outcome)],
    authorities: &Authorities,
    year: Option<i32>,
) -> Vec<Reported<'a>> {
    let mut findings = Vec::new();
    for (active, outcome) in outcomes {
        let Outcome::Fail(found) = outcome else { continue };
        let spoken_for = SpokenFor::by(&active.rule.yields_to, outcomes);
        for finding in found {
            let severity = active.severity_of(finding);
            if spoken_for.covers(finding, severity) {
                continue;
            }
            let safety = safety(active.rule, finding);
            let (rule, finding) = (active.rule, finding.clone());
            let basis = authorities.basis(active.cites(), year);
            let (fingerprint, suppressed) = (String::new(), None);
            let it = Reported { rule, severity, finding, safety, basis, fingerprint, suppressed };
            findings.push(it);
        }
    }
    findings.sort_by_key(|it| (it.finding.primary.span, it.rule.code()));
    give_fingerprints(doc, &mut findings);
    findings
}

impl Context<'_> {
    /// Where the literals of this rule stand: index of the literal and folded offset, in order.
    pub(crate) fn literal_hits(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.hits.iter().copied()
    }

    /// Whether the body reports on itself alone, as a town or a department does.
    pub(crate) fn is_single(&self) -> bool {
        matches!(self.body, Some(BodyKind::Twn | BodyKind::Dep))
    }

    /// Whether figures of this scope may be of other bodies than the report and its tables. 全镇 is
    /// the town itself, and the report of a government counts all its bodies, unless it tells its
    /// own figures apart from theirs.
    pub(crate) fn is_of_others(&self, scope: Scope) -> bool {
        match scope {
            Scope::Unsaid => false,
            Scope::Members | Scope::Wider => true,
            Scope::Own => !self.is_single(),
            Scope::Whole => !self.is_single() && self.scopes_apart,
        }
    }

    /// The title, or the first words of the text: where a finding about the whole report lies.
    pub(crate) fn title_or_start(&self) -> Span {
        let first = self
            .doc
            .blocks
            .first()
            .map(|block| self.doc.text.line(self.doc.text.line_at(block.span.start())));
        let start =
            first.map_or(Span::at(0), |line| crate::text::trim(self.doc.text.as_str(), line));
        let words = self.doc.words(start);
        let short: usize = words.chars().take(30).map(char::len_utf8).sum();
        let start = Span::new(start.start(), start.start() + short);
        self.facts.titles.first().map_or(start, |title| title.span)
    }

    /// Title and first lines, up to the first heading or the tenth block.
    pub(crate) fn head(&self) -> Span {
        let first = self.doc.sections.first().map_or(usize::MAX, |it| it.heading.start());
        let tenth = self.doc.blocks.get(10).map_or(usize::MAX, |block| block.span.start());
        Span::new(0, first.min(tenth).min(self.doc.text.as_str().len()))
    }

    /// Whether a folded place lies inside 《》 or “” on its line.
    pub(crate) fn in_quotes(&self, folded: Span) -> bool {
        overlapping(&self.facts.quoted, folded).is_some_and(|span| span.contains(folded))
    }
}
