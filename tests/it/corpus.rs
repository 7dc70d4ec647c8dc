//! Golden reports are silent; every mutation of one makes exactly its rule speak, at its place.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hegui::engine::{Settings, judge};
use hegui::mutation::{MutationFile, Mutations};
use hegui::report::Severity;
use hegui::rule::{Pack, Packs, Problem, Rule};
use hegui::source::Format;
use hegui::text::Span;
use hegui::trial::{Bench, Trial};
use hegui::{facts, reader};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// What a report is told: severity, rule and place of every finding.
fn findings(packs: &Packs, name: &str, text: &str) -> Vec<(Severity, String, Span)> {
    let doc = reader::read(text.to_owned(), Format::of(name), &Pack::vocabulary(&packs.packs));
    let facts = facts::extract(&doc);
    let verdict = judge(&doc, &facts, packs, &Settings::default());
    let found = verdict.findings.iter();
    let place = |span: Span| doc.origin.locate(&doc.text, span).1;
    found.map(|it| (it.severity, it.rule.id().to_owned(), place(it.finding.primary.span))).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

fn show(text: &str, (severity, rule, span): &(Severity, String, Span)) -> String {
    format!("{} {rule} 「{}」", severity.name(), text.get(span.range()).unwrap_or_default())
}

#[test]
fn golden_reports_are_silent() {
    let packs = Packs::builtin().unwrap();
    let mut noise = Vec::new();
    for path in files(&fixtures().join("golden")) {
        let name = path.strip_prefix(fixtures()).unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        // The further shapes stand for what conversions do to a text: style there is not judged.
        let least = if name.contains("shapes") { Severity::Warning } else { Severity::Info };
        let found = findings(&packs, &name, &text).into_iter().filter(|it| it.0 >= least);
        noise.extend(found.map(|it| format!("{name}: {}", show(&text, &it))));
    }
    assert!(noise.is_empty(), "{}", noise.join("\n"));
}

/// The files of `fixtures/mutants`; their reports lie below `fixtures/golden`.
fn mutants() -> Vec<(String, String, MutationFile)> {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let path = path.to_string_lossy().into_owned();
        let file = MutationFile::parse(&path, &text).unwrap_or_else(|it| panic!("{}", told(&it)));
        (path, text, file)
    };
    files(&fixtures().join("mutants")).into_iter().map(read).collect()
}

fn told(problems: &[Problem]) -> String {
    let line = |it: &Problem| it.source[..it.span.start()].lines().count();
    let told = problems.iter().map(|it| format!("{}:{}: {}", it.path, line(it), it.message.en));
    told.collect::<Vec<_>>().join("\n")
}

fn words(trial: &Trial) -> String {
    let found = trial.found.iter().map(|it| (it.severity, it.rule.clone(), it.span));
    let found: Vec<String> = found.map(|it| show(trial.text.as_str(), &it)).collect();
    format!("{:?}, found {found:?}", trial.misjudged)
}

#[test]
fn every_mutant_fails_exactly_its_rule_at_its_place() {
    let packs = Packs::builtin().unwrap();
    let bench = Bench::new(&packs);
    let mut wrong = Vec::new();
    for (path, toml, file) in &mutants() {
        let report = fixtures().join("golden").join(file.report.get_ref());
        let report = fs::read_to_string(report).unwrap();
        let ready = Mutations::ready(&bench, file, (path, toml), &report);
        let ready = ready.unwrap_or_else(|it| panic!("{}", told(&it)));
        let base = ready.base();
        assert_eq!(base.misjudged, None, "{path}: {}", words(&base));
        for (index, mutation, rule) in ready.all() {
            let trial = ready.judge(index, mutation.get_ref(), rule);
            let what = &toml[mutation.get_ref().change().range()];
            // Anywhere is no place.
            if trial.misjudged.is_some() || trial.expected.is_empty() {
                wrong.push(format!("{} {what}: {}", rule.id(), words(&trial)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_that_is_on_has_a_mutant() {
    let packs = Packs::builtin().unwrap();
    let mutants = mutants();
    let mutations = || mutants.iter().flat_map(|(_, _, file)| file.mutations());
    let seen: BTreeSet<&str> = mutations().map(|it| it.rule.get_ref().as_str()).collect();
    let rules = packs.rules().into_iter();
    let without = rules
        .filter(|rule| rule.enabled && !rule.compares() && !seen.contains(rule.id()))
        .map(Rule::id);
    assert_eq!(without.collect::<Vec<_>>(), [] as [&str; 0], "write a mutant for each");
}

#[test]
fn every_kind_of_change_is_used() {
    let mutants = mutants();
    let any = |has: fn(&hegui::mutation::Mutation) -> bool| {
        mutants.iter().any(|(_, _, file)| file.mutations().any(has))
    };
    let uses = [
        any(|it| it.replace.is_some()),
        any(|it| it.drop.is_some()),
        any(|it| it.blank.is_some()),
        any(|it| it.cell.is_some()),
        any(|it| it.text.is_some()),
    ];
    assert_eq!(uses, [true; 5]);
}
