//! Judges the examples of a rule: the text is read like any report, the rule runs alone, and the
//! places it reports must be the marked ones.

mod compared;

use crate::document::Document;
use crate::engine::{Ruleset, Settings, Verdict, judge_by};
use crate::facts;
use crate::report::Edit;
use crate::rule::{Example, Expect, Rule};
use crate::source::Format;
use crate::text::{Span, Text, before, from};
use crate::trial::{Bench, Misjudged, Said, Told, Trial, places};

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
pub fn judge(bench: &Bench<'_>, rule: &Rule, example: &Example) -> Trial {
    let (text, expected) = unmark(&example.text);
    let (doc, verdict) = verdict(bench, rule, example, text.clone());
    let found: Vec<Said> = verdict.findings.iter().map(|it| Said::of(&doc, it)).collect();
    let told = Told::of(rule, &verdict);
    let misjudged = match (example.expect, told) {
        (Expect::Pass, Told::Pass)
        | (Expect::Inapplicable, Told::Inapplicable(_))
        | (Expect::Undecided, Told::Undecided(_)) => None,
        (Expect::Fail, Told::Fail) if places(&found) != expected => Some(Misjudged::WrongPlace),
        (Expect::Fail, Told::Fail) => {
            let severity = example.severity.unwrap_or(rule.severity());
            let other = found.iter().any(|it| it.severity != severity);
            let edits: Vec<Edit> = edits(&verdict).cloned().collect();
            let fix = || fix(bench, rule, example, &apply(&text, &edits));
            if other { Some(Misjudged::WrongSeverity) } else { fix() }
        }
        (Expect::Fail, _) => Some(Misjudged::Missing),
        (_, Told::Fail) => Some(Misjudged::Noisy),
        _ => Some(Misjudged::OtherOutcome),
    };
    Trial { misjudged, text: Text::new(text), expected, told, found }
}

/// What is wrong with a text that the fixes gave.
fn fix(bench: &Bench<'_>, rule: &Rule, example: &Example, given: &str) -> Option<Misjudged> {
    let wanted = example.fixed.as_ref()?;
    if given != wanted {
        return Some(Misjudged::WrongFix(given.to_owned()));
    }
    let (_, after) = verdict(bench, rule, example, wanted.clone());
    let more: Vec<String> = edits(&after).map(|it| it.text.clone()).collect();
    (!more.is_empty()).then_some(Misjudged::UnfinishedFix(more))
}

/// What the rule alone says of a text, read and judged as the example asks.
fn verdict<'p>(
    bench: &Bench<'p>,
    rule: &'p Rule,
    example: &Example,
    text: String,
) -> (Document, Verdict<'p>) {
    if let Some(kind) = rule.check.kind().across() {
        return compared::verdict(bench, rule, example, &text, kind.is_of_list());
    }
    let usual = bench.packs.pack(&rule.pack).map(|pack| pack.file.example_year);
    let year = example.year.or(usual).filter(|_| !example.own_year);
    let format = match (example.markdown, example.html) {
        (true, _) => Format::Markdown,
        (_, true) => Format::Html,
        _ => Format::Txt,
    };
    let doc = bench.read(text, format);
    let settings = Settings { year, body: example.body, ..Settings::default() };
    let rules = Ruleset::only(bench.packs, rule, year);
    let verdict = judge_by(&doc, &facts::extract(&doc), &rules, &settings);
    (doc, verdict)
}

fn edits<'v>(verdict: &'v Verdict<'_>) -> impl Iterator<Item = &'v Edit> {
    verdict.findings.iter().filter_map(|it| it.finding.fix.as_ref()).flat_map(|fix| &fix.edits)
}
