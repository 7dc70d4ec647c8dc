//! Golden reports are silent; every mutant of one fails exactly its rule, at the marked place.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use hegui::engine::{Settings, judge};
use hegui::examples::unmark;
use hegui::report::Severity;
use hegui::rule::{Pack, Packs};
use hegui::source::Format;
use hegui::text::Span;
use hegui::{facts, reader};
use serde::Deserialize;

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

/// A file of `fixtures/mutants`: changes to one golden report.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mutants {
    /// The golden report, below `fixtures/golden`.
    base: String,
    mutant: Vec<Mutant>,
}

/// One change and the rule that must speak alone.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mutant {
    rule: String,
    /// Words that stand exactly once in the base; all of it if left out …
    #[serde(default)]
    find: String,
    /// … and what replaces them; ⟦ ⟧ mark the places that must be reported.
    put: String,
    /// Other words of the mutated text that are reported: all of them, or what is marked there.
    #[serde(default)]
    place: Option<String>,
    /// Rules that speak as well, because this one adds to what they say.
    #[serde(default)]
    beside: Vec<String>,
}

/// The mutated text and the places that must be reported.
fn mutate(base: &str, mutant: &Mutant) -> (String, Vec<Span>) {
    let whole = mutant.find.is_empty();
    let find = if whole { base } else { &mutant.find };
    let at: Vec<usize> = base.match_indices(find).map(|(at, _)| at).collect();
    let [at] = at.as_slice() else {
        panic!("{}: 「{}」 stands {} times", mutant.rule, find, at.len())
    };
    let (put, marks) = unmark(&mutant.put);
    let text = base.replacen(find, &put, 1);
    let mut places: Vec<Span> = marks.into_iter().map(|mark| mark.shift(*at)).collect();
    if let Some(place) = &mutant.place {
        let (words, marks) = unmark(place);
        let start = text.find(&words).unwrap_or_else(|| panic!("{}: no 「{words}」", mutant.rule));
        let whole = marks.is_empty().then(|| Span::new(0, words.len()));
        places.extend(marks.into_iter().chain(whole).map(|mark| mark.shift(start)));
    }
    places.sort_unstable();
    (text, places)
}

#[test]
fn every_mutant_fails_exactly_its_rule_at_its_place() {
    let packs = Packs::builtin().unwrap();
    let mut wrong = Vec::new();
    for path in files(&fixtures().join("mutants")) {
        let mutants: Mutants = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let base = fs::read_to_string(fixtures().join("golden").join(&mutants.base)).unwrap();
        for mutant in &mutants.mutant {
            let (text, places) = mutate(&base, mutant);
            let (beside, found): (Vec<_>, Vec<_>) = findings(&packs, &mutants.base, &text)
                .into_iter()
                .partition(|it| mutant.beside.contains(&it.1));
            let silent = mutant.beside.iter().find(|rule| !beside.iter().any(|it| it.1 == **rule));
            assert_eq!(silent, None, "{} 「{}」", mutant.rule, mutant.put);
            let right = found.iter().all(|it| it.1 == mutant.rule);
            let spans: Vec<Span> = found.iter().map(|it| it.2).collect();
            if !right || spans != places {
                let found: Vec<String> = found.iter().map(|it| show(&text, it)).collect();
                wrong.push(format!("{} 「{}」: {found:?}", mutant.rule, mutant.put));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_that_is_on_has_a_mutant() {
    let packs = Packs::builtin().unwrap();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for path in files(&fixtures().join("mutants")) {
        let mutants: Mutants = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for mutant in mutants.mutant {
            *seen.entry(mutant.rule).or_default() += 1;
        }
    }
    let without: Vec<&str> = packs
        .rules()
        .into_iter()
        .filter(|rule| rule.enabled && !seen.contains_key(rule.id()))
        .map(hegui::rule::Rule::id)
        .collect();
    assert_eq!(without, [] as [&str; 0], "write a mutant for each");
}
