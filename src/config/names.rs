//! Names of rules in a configuration, held against the packs it uses.

use super::{Config, Placed};
use crate::rule::{Packs, Problem, did_you_mean, say};

/// A problem for every name that no rule answers to: such an entry would silently do nothing.
pub fn unknown_rules(config: &Config, path: &str, text: &str, packs: &Packs) -> Vec<Problem> {
    let rules = packs.rules();
    let lists = config.rules.select.iter().chain(&config.rules.ignore);
    let names = lists.chain(config.ignore.iter().map(|it| &it.rule));
    let answers = |name: &&Placed<String>| rules.iter().any(|rule| rule.answers_to(&name.value));
    let unknown = names.filter(|name| !answers(name));
    let own = |name: &str| rules.iter().any(|rule| rule.code() == name || rule.id() == name);
    let levels = config.rules.severity.iter().map(|(name, _)| name);
    let unknown = unknown.chain(levels.filter(|name| !own(&name.value)));
    let known = || rules.iter().flat_map(|rule| [rule.code(), rule.id(), rule.pack.as_str()]);
    let problem = |name: &Placed<String>| {
        let group = rules.iter().any(|rule| rule.answers_to(&name.value));
        let message = if group {
            say(
                format!("“{}”是一组规则，这里只能写单条规则", name.value),
                format!("`{}` names several rules; only single rules may stand here", name.value),
            )
        } else {
            say(
                format!("没有名为“{}”的规则", name.value),
                format!("there is no rule named `{}`", name.value),
            )
        };
        let see = || say("可用 hegui rules 查看全部规则", "see `hegui rules` for all rules");
        let help = if group { None } else { did_you_mean(&name.value, known()) };
        Problem {
            path: path.to_owned(),
            source: text.to_owned(),
            span: name.span,
            message,
            help: Some(help.unwrap_or_else(see)),
        }
    };
    let mut problems: Vec<Problem> = unknown.map(problem).collect();
    problems.sort_by_key(|problem| problem.span);
    problems
}
