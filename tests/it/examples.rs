//! The examples in the rule files are the specification of the rules.

use hegui::examples::judge;
use hegui::rule::{FixSafety, Packs, Rule};
use hegui::trial::Bench;

/// Runs every example of every built-in rule and reports all misjudged ones at once.
/// `HEGUI_RULE=id` limits the run to one rule while it is being written.
#[test]
fn examples_are_judged_as_their_rules_say() {
    let packs = match Packs::builtin() {
        Ok(packs) => packs,
        Err(problems) => panic!("{}", describe(&problems)),
    };
    let bench = Bench::new(&packs);
    let only = option_env!("HEGUI_RULE");
    let mut wrong = Vec::new();
    for rule in packs.rules().into_iter().filter(|rule| only.is_none_or(|id| rule.id() == id)) {
        for example in rule.examples() {
            if let Some(how) = judge(&bench, rule, example).misjudged {
                wrong.push(format!("{}: {how:?}\n{}", rule.id(), example.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{} misjudged\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_with_a_fix_shows_what_it_makes() {
    let packs = Packs::builtin().unwrap();
    let fixable = packs.rules().into_iter().filter(|rule| rule.fix != FixSafety::No);
    let shows = |rule: &&Rule| rule.examples().any(|it| it.fixed.is_some());
    let silent: Vec<&str> = fixable.filter(|rule| !shows(rule)).map(Rule::id).collect();
    assert_eq!(silent, [] as [&str; 0]);
}

fn describe(problems: &[hegui::rule::Problem]) -> String {
    let lines = problems.iter().map(|it| {
        let line = it.source[..it.span.start().min(it.source.len())].lines().count().max(1);
        format!("{}:{line}: {}", it.path, it.message.en)
    });
    lines.collect::<Vec<_>>().join("\n")
}
