//! `name-variants`: one body spelled in several ways.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::report::{Finding, Findings, Label, Mark};
use crate::set::{Across, Comparison, Main, Set, Suspicion, Unit};

/// The reports of one body give its name in several ways. The name of the list counts, else the one
/// that most reports use; aliases of the list are let be.
///
/// 同一机关各份报告中的名称写法不一。以名单中的名称为准，没有名单的以多数报告的写法为准；名单中的
/// 别名不作问题。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct NameVariants {}

const VALUES: &[&str] = &["name", "usual"];

impl Kind for NameVariants {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES)];
        MESSAGES
    }

    fn across(&self) -> Option<&dyn Across> {
        Some(self)
    }
}

impl Across for NameVariants {
    fn suspects(&self, set: &Set<'_>) -> Vec<Suspicion> {
        let mut found = Vec::new();
        for unit in &set.units {
            let names = names(set, unit);
            let Some(usual) = usual(set, unit, &names) else { continue };
            let kept = |name: &str| {
                let listed = unit.listed.and_then(|it| set.roster.bodies.get(it));
                name == usual || listed.is_some_and(|it| it.aliases.iter().any(|it| it == name))
            };
            let model = names.get(usual).and_then(|it| it.first());
            for (_, members) in names.iter().filter(|it| !kept(it.0)) {
                let Some(&first) = members.first() else { continue };
                let (main, others) = (Main::Report(first), model.copied().into_iter().collect());
                let year = set.member(first).and_then(|it| it.year);
                found.push(Suspicion { main, others, year });
            }
        }
        found
    }

    fn look(&self, cx: &Comparison<'_>) -> Findings {
        let found = || {
            let body = cx.main.facts.body.as_ref()?;
            let unit = cx.set.unit_of(cx.main.member?)?;
            let names = names(cx.set, unit);
            let finding = Finding::at(body.span)
                .value("name", body.name.as_str())
                .value("usual", usual(cx.set, unit, &names)?);
            let there = cx.only().and_then(|(index, it)| Some((index, it.facts.body.as_ref()?.span)));
            let label = Label::Other;
            Some(match there {
                Some((index, span)) => finding.held_against(index, Mark::new(span, Some(label))),
                None => finding,
            })
        };
        found().into_iter().collect()
    }
}

/// The members of a body by the name they give it.
fn names<'m>(set: &'m Set<'_>, unit: &Unit) -> BTreeMap<&'m str, Vec<usize>> {
    let mut names: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for index in unit.members() {
        if let Some(body) = set.member(index).and_then(|it| it.body.as_ref()) {
            names.entry(&body.name).or_default().push(index);
        }
    }
    names
}

/// The name that counts.
fn usual<'m>(
    set: &'m Set<'_>,
    unit: &'m Unit,
    names: &BTreeMap<&'m str, Vec<usize>>,
) -> Option<&'m str> {
    if unit.listed.and_then(|it| set.roster.bodies.get(it)).is_some() {
        return Some(&unit.name);
    }
    let most = names.values().map(Vec::len).max()?;
    let mut usual = names.iter().filter(|it| it.1.len() == most);
    // Of several the one that was met first.
    usual.clone().find(|it| *it.0 == unit.name).or_else(|| usual.next()).map(|it| *it.0)
}
