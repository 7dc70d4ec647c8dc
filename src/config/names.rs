//! Names of rules in a configuration, held against the packs it uses.

use std::collections::BTreeMap;

use super::fields::{MOST_TOLD, Reader};
use super::{Config, Placed};
use crate::rule::{Bilingual, Packs, Problem, Rule, did_you_mean, say};

/// A problem for every name that no rule answers to: such an entry would silently do nothing.
pub fn unknown_rules(config: &Config, path: &str, text: &str, packs: &Packs) -> Vec<Problem> {
    let rules = packs.rules();
    let lists = config.rules.select.iter().chain(&config.rules.ignore);
    let names = lists.chain(config.ignore.iter().map(|it| &it.rule));
    let answers = |name: &str| rules.iter().any(|rule| rule.answers_to(name));
    // Thousands of ignores may name a few rules.
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    let mut unknown: Vec<&Placed<String>> = Vec::new();
    for name in names {
        if !*known.entry(&name.value).or_insert_with_key(|it| answers(it)) {
            unknown.push(name);
        }
    }
    let own = |name: &str| rules.iter().any(|rule| rule.code() == name || rule.id() == name);
    let levels = config.rules.severity.iter().map(|(name, _)| name);
    unknown.extend(levels.filter(|name| !own(&name.value)));
    unknown.sort_by_key(|name| name.span);
    let mut to = Reader::new(path, text);
    let rest = unknown.split_off(unknown.len().min(MOST_TOLD + 1));
    for name in unknown {
        let (message, help) = wrong(&name.value, &rules);
        to.report(name.span, message, Some(help));
    }
    to.pass_over(rest.len());
    to.problems()
}

/// What is wrong with a name that is of no use, and what to do.
fn wrong(name: &str, rules: &[&Rule]) -> (Bilingual, Bilingual) {
    let see = say("可用 hegui rules 查看全部规则", "see `hegui rules` for all rules");
    if rules.iter().any(|rule| rule.answers_to(name)) {
        let message = say(
            format!("“{name}”是一组规则，这里只能写单条规则"),
            format!("`{name}` names several rules; only single rules may stand here"),
        );
        return (message, see);
    }
    let message =
        say(format!("没有名为“{name}”的规则"), format!("there is no rule named `{name}`"));
    let known = rules.iter().flat_map(|rule| [rule.code(), rule.id(), rule.pack.as_str()]);
    (message, did_you_mean(name, known).unwrap_or(see))
}
