//! Tries mutations: the report must be silent, and each change must make one rule speak.

use toml::Spanned;

use super::change::Change;
use super::mistake::{self, Mistake, span_of};
use super::{Mutation, MutationFile};
use crate::document::Document;
use crate::engine::{Settings, judge};
use crate::facts;
use crate::rule::{Packs, Problem, Rule, SourceFile, did_you_mean, say};
use crate::source::Format;
use crate::text::{Span, Text};
use crate::trial::{Bench, Misjudged, Said, Told, Trial, places};

/// The mutations of one file, ready to be tried.
#[derive(Debug)]
pub struct Mutations<'b> {
    bench: &'b Bench<'b>,
    file: &'b MutationFile,
    format: Format,
    report: &'b str,
    changes: Vec<Change>,
}

impl<'b> Mutations<'b> {
    /// Finds in `report` what the mutations of `file`, which `source` spells, change; or the mistakes
    /// in it.
    pub fn ready(
        bench: &'b Bench<'b>,
        file: &'b MutationFile,
        source: SourceFile<'_>,
        report: &'b str,
    ) -> Result<Self, Vec<Problem>> {
        let format = Format::of(file.report.get_ref());
        let doc = bench.read(report.to_owned(), format);
        let (mut changes, mut mistakes) = (Vec::new(), Vec::new());
        for mutation in file.mutations() {
            mistakes.extend(unknown_rules(mutation, bench.packs));
            match Change::of(mutation, report, &doc) {
                Ok(change) => changes.push(change),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        if mistakes.is_empty() {
            return Ok(Self { bench, file, format, report, changes });
        }
        Err(mistake::told(mistakes, source))
    }

    /// Judges the report as it is: no rule may speak.
    pub fn base(&self) -> Trial {
        self.unchanged(None)
    }

    /// Judges the report before it is changed.
    fn unchanged(&self, rule: Option<&Rule>) -> Trial {
        let (found, told) = self.heard(self.report.to_owned(), rule);
        let misjudged = (!found.is_empty()).then_some(Misjudged::NotCompliant);
        let text = Text::new(self.report.to_owned());
        Trial { misjudged, text, expected: Vec::new(), told, found }
    }

    /// The mutations with the rule each must make speak, in order.
    pub fn all(&self) -> impl Iterator<Item = (usize, &'b Spanned<Mutation>, &'b Rule)> {
        let rules = self.bench.packs.rules();
        self.file.mutation.iter().enumerate().filter_map(move |(index, it)| {
            let rule = rules.iter().find(|rule| rule.id() == it.get_ref().rule.get_ref());
            rule.map(|rule| (index, it, *rule))
        })
    }

    /// Tries the mutation with this index, which must make `rule` speak.
    pub fn judge(&self, index: usize, mutation: &Mutation, rule: &Rule) -> Trial {
        let Some(change) = self.changes.get(index) else {
            return Trial::crashed(format!("no mutation {index}"));
        };
        // The report was heard without a rule that has to be asked for.
        if !rule.enabled {
            let before = self.unchanged(Some(rule));
            if before.misjudged.is_some() {
                return before;
            }
        }
        let text = change.made(self.report);
        let (found, told) = self.heard(text.clone(), Some(rule));
        let is_beside = |it: &Said| mutation.beside.iter().any(|rule| *rule.get_ref() == it.rule);
        let own: Vec<&Said> = found.iter().filter(|it| it.rule == rule.id()).collect();
        let others = found.iter().filter(|it| it.rule != rule.id() && !is_beside(it));
        let misjudged = if own.is_empty() {
            Some(Misjudged::Missing)
        } else if !in_place(change, &own) {
            Some(Misjudged::WrongPlace)
        } else if others.count() > 0 {
            Some(Misjudged::Noisy)
        } else {
            let heard = |rule: &str| found.iter().any(|it| it.rule == rule);
            let silent = mutation.beside.iter().any(|it| !heard(it.get_ref()));
            silent.then_some(Misjudged::Missing)
        };
        let expected = change.places.clone();
        Trial { misjudged, text: Text::new(text), expected, told, found }
    }

    /// What all rules say of a text; `rule` runs even where it is off by default.
    fn heard(&self, text: String, rule: Option<&Rule>) -> (Vec<Said>, Told) {
        let doc: Document = self.bench.read(text, self.format);
        let off = rule.filter(|rule| !rule.enabled);
        let levels = off.map(|rule| (rule.id().to_owned(), Some(rule.severity()))).into_iter();
        let settings = Settings {
            year: self.file.year,
            body: self.file.body,
            levels: levels.collect(),
            ..Settings::default()
        };
        let verdict = judge(&doc, &facts::extract(&doc), self.bench.packs, &settings);
        let found = verdict.findings.iter().map(|it| Said::of(&doc, it)).collect();
        (found, rule.map_or(Told::Pass, |rule| Told::of(rule, &verdict)))
    }
}

/// Whether a rule spoke of the right places and of no other.
fn in_place(change: &Change, own: &[&Said]) -> bool {
    if let Some(cell) = change.cell {
        let is_there = |it: &&Said| it.cell == Some(cell) || change.places.contains(&it.span);
        return own.iter().all(is_there);
    }
    let spans: Vec<Span> = places(own.iter().copied());
    change.places.is_empty() || spans == change.places
}

/// Rules that a mutation names and nobody has.
fn unknown_rules(mutation: &Mutation, packs: &Packs) -> Vec<Mistake> {
    let rules = packs.rules();
    let named = std::iter::once(&mutation.rule).chain(&mutation.beside);
    let unknown = named.filter(|it| !rules.iter().any(|rule| rule.id() == it.get_ref()));
    let mistakes = unknown.map(|it| {
        let name = it.get_ref();
        let message =
            say(format!("没有名为 {name} 的规则"), format!("there is no rule named {name}"));
        let coded = rules.iter().find(|rule| rule.code() == name).map(|rule| {
            let id = rule.id();
            say(format!("应写规则名 {id}"), format!("name it by its id, {id}"))
        });
        let meant = did_you_mean(name, rules.iter().map(|rule| rule.id()));
        Mistake::new(span_of(it), message).helped(coded.or(meant))
    });
    mistakes.collect()
}
