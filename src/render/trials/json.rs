//! Examples and mutations as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Asides, Case, CaseKind};
use crate::lang::Lang;
use crate::render::{escape, words};
use crate::rule::Expect;
use crate::text::Span;
use crate::trial::{Misjudged, Said, Told, Trial};

#[derive(Serialize)]
struct Document<'a> {
    schema: u8,
    summary: Summary<'a>,
    results: Vec<Result>,
}

#[derive(Serialize)]
struct Summary<'a> {
    /// How many examples and mutations were validated, and how many cases were not.
    examples: usize,
    mutations: usize,
    misjudged: usize,
    verdicts: &'a BTreeMap<&'static str, usize>,
    rules_without_mutation: usize,
    rules_not_in_force: &'a [String],
}

/// One case.
#[derive(Serialize)]
pub(super) struct Result {
    rule: Option<String>,
    code: Option<String>,
    pack: String,
    kind: &'static str,
    path: String,
    line: usize,
    verdict: &'static str,
    expected: Expected,
    found: Found,
}

#[derive(Serialize)]
struct Expected {
    outcome: &'static str,
    places: Vec<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    beside: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<String>,
}

#[derive(Serialize)]
struct Found {
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
    findings: Vec<Finding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    still_writes: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
}

#[derive(Serialize)]
struct Finding {
    rule: String,
    code: String,
    severity: &'static str,
    #[serde(flatten)]
    place: Place,
}

/// Words of the text that was judged, and where in it they begin.
#[derive(Serialize)]
struct Place {
    quote: String,
    line: usize,
    column: usize,
}

impl Place {
    fn of(trial: &Trial, span: Span) -> Self {
        let at = trial.text.position(span.start());
        Self { quote: trial.text.slice(span).to_owned(), line: at.line, column: at.column }
    }
}

impl Result {
    pub(super) fn of(case: &Case<'_>, trial: &Trial) -> Self {
        let kind = match case.kind {
            CaseKind::Example(..) => "example",
            CaseKind::Mutation(..) => "mutation",
            CaseKind::Report(_) => "report",
        };
        Self {
            rule: case.rule().map(|it| it.id().to_owned()),
            code: case.rule().map(|it| it.code().to_owned()),
            pack: case.pack.to_owned(),
            kind,
            path: case.path.to_owned(),
            line: case.line(),
            verdict: trial.misjudged.as_ref().map_or("validated", Misjudged::name),
            expected: Expected::of(case, trial),
            found: Found::of(case, trial),
        }
    }
}

impl Expected {
    fn of(case: &Case<'_>, trial: &Trial) -> Self {
        let places = trial.expected.iter().map(|it| Place::of(trial, *it)).collect();
        let mut expected =
            Self { outcome: "fail", places, severity: None, beside: Vec::new(), fixed: None };
        match case.kind {
            CaseKind::Example(rule, it) => {
                let it = it.get_ref();
                expected.outcome = match it.expect {
                    Expect::Pass => "pass",
                    Expect::Fail => "fail",
                    Expect::Inapplicable => "inapplicable",
                    Expect::Undecided => "undecided",
                };
                let severity = it.severity.unwrap_or(rule.severity());
                expected.severity = (it.expect == Expect::Fail).then(|| severity.name());
                expected.fixed.clone_from(&it.fixed);
            }
            CaseKind::Mutation(..) if trial.misjudged == Some(Misjudged::NotCompliant) => {
                expected.outcome = "pass";
            }
            CaseKind::Mutation(_, it) => {
                let beside = it.get_ref().beside.iter().map(|it| it.get_ref().clone());
                expected.beside = beside.collect();
            }
            CaseKind::Report(_) => expected.outcome = "pass",
        }
        expected
    }
}

impl Found {
    fn of(case: &Case<'_>, trial: &Trial) -> Self {
        let (outcome, why) = match trial.told {
            _ if case.rule().is_none() && !trial.found.is_empty() => ("fail", None),
            Told::NotRun => ("not-run", None),
            Told::Pass => ("pass", None),
            Told::Fail => ("fail", None),
            Told::Inapplicable(why) => ("inapplicable", Some(words::why(why, Lang::En))),
            Told::Undecided(why) => ("undecided", Some(words::why(why, Lang::En))),
        };
        let finding = |it: &Said| Finding {
            rule: it.rule.clone(),
            code: it.code.clone(),
            severity: it.severity.name(),
            place: Place::of(trial, it.span),
        };
        let findings = trial.found.iter().map(finding).collect();
        let mut found =
            Self { outcome, why, findings, fixed: None, still_writes: None, cause: None };
        match &trial.misjudged {
            Some(Misjudged::WrongFix(given)) => found.fixed = Some(given.clone()),
            Some(Misjudged::UnfinishedFix(more)) => found.still_writes = Some(more.clone()),
            Some(Misjudged::Crashed(why)) => found.cause = Some(why.clone()),
            _ => {}
        }
        found
    }
}

/// The whole output.
pub(super) fn document(
    results: Vec<Result>,
    (examples, mutations): (usize, usize),
    verdicts: &BTreeMap<&'static str, usize>,
    asides: &Asides,
) -> String {
    let summary = Summary {
        examples,
        mutations,
        misjudged: verdicts.values().sum(),
        verdicts,
        rules_without_mutation: asides.without_mutation,
        rules_not_in_force: &asides.not_in_force,
    };
    // Plain structs of words and numbers cannot fail to serialise.
    let json = serde_json::to_string_pretty(&Document { schema: 1, summary, results });
    escape::in_json(&json.unwrap_or_default()).into_owned() + "\n"
}
