//! Judges the examples of a rule: the text is read like any report, the rule runs alone, and the
//! places it reports must be the marked ones.

use crate::document::Document;
use crate::engine::{Ruleset, Settings, Verdict, judge_by};
use crate::facts;
use crate::reader;
use crate::report::{Edit, Outcome};
use crate::rule::{Example, Expect, Pack, Packs, Rule};
use crate::source::Format;
use crate::text::{Span, before, from};

/// How a rule misjudged one of its examples.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Misjudged {
    /// It said nothing where it should have spoken.
    Missing,
    /// It spoke where it should have kept silent.
    Noisy(Vec<String>),
    /// It spoke, but of other words than the marked ones.
    WrongPlace(Vec<String>),
    /// It neither passed nor failed, or the other way round.
    OtherOutcome(String),
    /// Its fix gives another text.
    WrongFix(String),
    /// After its fix there is still something to fix.
    UnfinishedFix(Vec<String>),
    /// Its findings have another severity.
    WrongSeverity,
}

/// Takes out the marks ⟦ ⟧; gives the bare text and the marked places in it.
pub fn unmark(marked: &str) -> (String, Vec<Span>) {
    let (mut text, mut marks, mut open) = (String::new(), Vec::new(), None);
    for char in marked.chars() {
        match char {
            '⟦' => open = Some(text.len()),
            '⟧' => marks.extend(open.take().map(|start| Span::new(start, text.len()))),
            _ => text.push(char),
        }
    }
    (text, marks)
}

/// `text` after `edits`, which must not overlap.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let (mut out, mut at) = (String::new(), 0);
    for edit in edits {
        if edit.span.start() >= at {
            out.push_str(from(before(text, edit.span.start()), at));
            out.push_str(&edit.text);
            at = edit.span.end();
        }
    }
    out.push_str(from(text, at));
    out
}

/// Runs a rule on one of its examples.
pub fn judge(packs: &Packs, rule: &Rule, example: &Example) -> Result<(), Misjudged> {
    let (text, marks) = unmark(&example.text);
    let (doc, verdict) = verdict(packs, rule, example, text.clone());
    let quotes = || {
        verdict.findings.iter().map(|it| doc.words(it.finding.primary.span).to_owned()).collect()
    };
    let outcome = verdict.outcomes.first().map(|(_, outcome)| outcome);
    match (example.expect, outcome) {
        (Expect::Pass, Some(Outcome::Pass))
        | (Expect::Inapplicable, Some(Outcome::Inapplicable(_)))
        | (Expect::Undecided, Some(Outcome::Undecided(..))) => return Ok(()),
        (Expect::Fail, Some(Outcome::Fail(_))) => {}
        (Expect::Fail, Some(Outcome::Pass)) => return Err(Misjudged::Missing),
        (_, Some(Outcome::Fail(_))) => return Err(Misjudged::Noisy(quotes())),
        (_, other) => return Err(Misjudged::OtherOutcome(format!("{other:?}"))),
    }
    let place = |span: Span| doc.origin.locate(&doc.text, span).1;
    let found = verdict.findings.iter().map(|it| place(it.finding.primary.span));
    let mut found: Vec<Span> = found.collect();
    found.dedup();
    if found != marks {
        return Err(Misjudged::WrongPlace(quotes()));
    }
    let severity = example.severity.unwrap_or(rule.severity());
    if verdict.findings.iter().any(|it| it.severity != severity) {
        return Err(Misjudged::WrongSeverity);
    }
    let edits: Vec<Edit> = edits(&verdict).cloned().collect();
    let Some(fixed) = &example.fixed else { return Ok(()) };
    if apply(&text, &edits) != *fixed {
        return Err(Misjudged::WrongFix(apply(&text, &edits)));
    }
    let (_, after) = self::verdict(packs, rule, example, fixed.clone());
    let more: Vec<String> = self::edits(&after).map(|it| it.text.clone()).collect();
    if more.is_empty() { Ok(()) } else { Err(Misjudged::UnfinishedFix(more)) }
}

/// What the rule alone says of a text, read and judged as the example asks.
fn verdict<'p>(
    packs: &'p Packs,
    rule: &'p Rule,
    example: &Example,
    text: String,
) -> (Document, Verdict<'p>) {
    let usual = packs.pack(&rule.pack).map(|pack| pack.file.example_year);
    let year = example.year.or(usual).filter(|_| !example.own_year);
    let format = match (example.markdown, example.html) {
        (true, _) => Format::Markdown,
        (_, true) => Format::Html,
        _ => Format::Txt,
    };
    let doc = reader::read(text, format, &Pack::vocabulary(&packs.packs));
    let settings = Settings { year, body: example.body, ..Settings::default() };
    let rules = Ruleset::only(packs, rule, year);
    let verdict = judge_by(&doc, &facts::extract(&doc), &rules, &settings);
    (doc, verdict)
}

fn edits<'v>(verdict: &'v Verdict<'_>) -> impl Iterator<Item = &'v Edit> {
    verdict.findings.iter().filter_map(|it| it.finding.fix.as_ref()).flat_map(|fix| &fix.edits)
}
