//! Properties of the repository itself.

use std::fs;
use std::path::Path;

use hegui::report::Severity;
use hegui::rule::{Authority, Checked, Clause, Packs, Status, Wording, family_of};

/// Only binding acts, arithmetic and logic may block publication.
#[test]
fn errors_rest_on_binding_authority() {
    let packs = Packs::builtin().unwrap();
    let unbacked: Vec<&str> = packs
        .rules()
        .into_iter()
        .filter(|rule| rule.severity() == Severity::Error)
        .filter(|rule| {
            let cited = rule.cites().filter_map(|it| packs.authorities.get(it.authority.get_ref()));
            !cited.into_iter().any(Authority::carries_errors)
        })
        .map(hegui::rule::Rule::id)
        .collect();
    assert_eq!(unbacked, [] as [&str; 0]);
}

/// Each report year of the Regulations of 2007 has exactly one pack of an act.
#[test]
fn each_report_year_has_one_pack() {
    let packs = Packs::builtin().unwrap();
    for year in 2008..=2040 {
        let dated = packs.packs.iter().filter(|it| it.file.era.is_some());
        let dated = dated.filter(|it| it.file.report_years.is_some_and(|it| it.contains(year)));
        assert_eq!(dated.count(), 1, "{year}");
        let chapters = packs.packs.iter().filter(|it| !it.file.chapter.is_empty());
        let chapters =
            chapters.filter(|it| it.file.report_years.is_some_and(|it| it.contains(year)));
        assert_eq!(chapters.count(), 1, "{year}");
    }
}

/// Small files, so that a newcomer can read each in one sitting.
#[test]
fn source_files_stay_small() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut sizes = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                sizes.push((fs::read_to_string(&path).unwrap().lines().count(), path));
            }
        }
    }
    sizes.sort();
    let at = |share: usize| sizes.get((sizes.len() - 1) * share / 100).map_or(0, |it| it.0);
    assert!(at(50) <= 150, "the median file has {} lines", at(50));
    assert!(at(90) <= 400, "one file in ten has more than {} lines", at(90));
    assert!(at(100) <= 600, "{:?}", sizes.last());
}

/// Codes are never reused or renumbered: this list only grows at the end of a family, and each of
/// its lines is a rule or one to come, for which a reason is told.
#[test]
fn codes_and_ids_are_as_published() {
    let packs = Packs::builtin().unwrap();
    let rules = packs.rules();
    let rules = rules.iter().map(|rule| format!("{} {}", rule.code(), rule.id()));
    let planned = packs.planned();
    let planned = planned.iter().map(|(_, it)| format!("{} {}", it.code(), it.id()));
    let mut known: Vec<String> = rules.chain(planned).collect();
    known.sort();
    let published: Vec<&str> = include_str!("codes.txt").lines().collect();
    let missing: Vec<&&str> =
        published.iter().filter(|it| !known.iter().any(|k| k == **it)).collect();
    assert!(missing.is_empty(), "neither a rule nor planned: {missing:?}");
    assert_eq!(known, published, "a code or id is not in tests/it/codes.txt, or is there twice");
}

/// Every family of codes has a title.
#[test]
fn every_family_has_a_title() {
    let packs = Packs::builtin().unwrap();
    for code in include_str!("codes.txt").lines().filter_map(|it| it.split(' ').next()) {
        assert!(packs.family(family_of(code)).is_some(), "{code}");
    }
}

/// What the acts and the two forms ask for, as far as it is known: each of it is in the list of
/// clauses, with the rules that see to it or the reason why only a person can.
#[test]
fn every_clause_of_the_law_and_the_forms_is_covered() {
    let packs = Packs::builtin().unwrap();
    let label = |clause: &Clause| {
        let article = clause.article.as_ref().map(ToString::to_string);
        let part = clause.part.as_ref().map(|it| it.zh.to_string());
        let label: Vec<String> = article.into_iter().chain(part).collect();
        format!("{} {}", clause.authority.get_ref(), label.join(" "))
    };
    let mut covered: Vec<String> = packs.clauses().map(|(_, clause)| label(clause)).collect();
    let mut wanted: Vec<&str> = include_str!("clauses.txt").lines().collect();
    covered.sort();
    wanted.sort_unstable();
    assert_eq!(covered, wanted, "the packs and tests/it/clauses.txt differ");
    // A rule that is no longer run sees to nothing.
    let rules = packs.rules();
    for id in packs.clauses().flat_map(|(_, clause)| &clause.rules) {
        let rule = rules.iter().find(|rule| rule.id() == id.get_ref());
        assert!(rule.is_some_and(|it| it.status == Status::Active), "{id:?}");
    }
}

/// A clause is called automatic only where a rule that runs unasked can make it fail.
#[test]
fn automatic_clauses_have_rules_that_run_unasked() {
    let packs = Packs::builtin().unwrap();
    let rules = packs.rules();
    for (pack, clause) in packs.clauses().filter(|(_, it)| it.checked == Checked::Automatic) {
        let grave = |id: &str| {
            let rule = rules.iter().find(|it| it.id() == id);
            rule.is_some_and(|it| it.enabled && it.severity() == Severity::Error)
        };
        let found = clause.rules.iter().any(|id| grave(id.get_ref()));
        assert!(found, "{} {:?}", pack.id(), clause.part);
    }
}

/// Every file of the packs declares what law it comes from and since when.
#[test]
fn every_rule_says_why_and_since_when() {
    for rule in Packs::builtin().unwrap().rules() {
        assert!(!rule.why.zh.is_empty() && !rule.why.en.is_empty(), "{}", rule.id());
        assert!(rule.since.split('.').count() == 3, "{}", rule.id());
    }
}

#[test]
fn indicators_are_of_known_matters_and_stand_in_cells_that_are_there() {
    let packs = Packs::builtin().unwrap();
    let files = || packs.packs.iter().map(|pack| &pack.file);
    let matters: Vec<&str> = files().flat_map(|it| &it.matter).map(|it| it.key.as_str()).collect();
    let keys: Vec<&str> = files().flat_map(|it| &it.indicator).map(|it| it.key.as_str()).collect();
    let mut wrong = Vec::new();
    for indicator in files().flat_map(|it| &it.indicator) {
        let known = indicator.matter.as_ref().is_none_or(|it| matters.contains(&it.as_str()));
        let twice = keys.iter().filter(|it| **it == indicator.key).count() > 1;
        if !known || twice {
            wrong.push(indicator.key.to_string());
        }
    }
    for form in files().flat_map(|it| &it.form) {
        let has = |name: &Wording| {
            let (row, column) = name.split_once('/').unwrap();
            form.block.iter().any(|it| {
                let below = |key: &str| key == row || key.starts_with(&format!("{row}."));
                it.column.iter().any(|it| it.key == column)
                    && it.row.iter().any(|it| below(&it.key))
            })
        };
        for (key, sums) in &form.states {
            if !keys.contains(&key.as_str()) || !sums.iter().flatten().all(has) {
                wrong.push(format!("{} {key}", form.id));
            }
        }
    }
    assert_eq!(wrong, [] as [&str; 0]);
}
