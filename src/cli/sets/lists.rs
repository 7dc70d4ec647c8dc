//! The texts in which bodies are listed: configurations, and the files that these name.

use std::collections::BTreeSet;

use crate::cli::body_list::ListFile;
use crate::cli::configs::Loaded;
use crate::cli::plan::Plan;
use crate::error::ReadError;
use crate::lang::Lang;
use crate::rule::{Problem, say};
use crate::set::{AtHand, Listed, Roster};
use crate::source::{self, EncodingChoice, Limits, Source};

/// A text in which bodies are listed.
pub(in crate::cli) struct List<'p> {
    /// The configuration that it is, or that names it.
    pub config: &'p Loaded,
    file: Option<&'p ListFile>,
}

/// The lists of the configurations of a run, and the bodies in them.
pub(super) fn of(plan: &Plan) -> (Vec<List<'_>>, Roster) {
    let (mut lists, mut roster) = (Vec::new(), Roster::default());
    for (group, config) in plan.configs_in_use() {
        let first = lists.len();
        lists.extend(add(&mut roster, config, (first, group), plan.at_hand(&config.folder)));
    }
    (lists, roster)
}

/// The lists of one configuration, and the bodies in them.
pub(in crate::cli) fn of_config(config: &Loaded) -> (Vec<List<'_>>, Roster) {
    let mut roster = Roster::default();
    let lists = add(&mut roster, config, (0, 0), AtHand::Files);
    (lists, roster)
}

/// Adds the bodies that a configuration lists.
fn add<'p>(
    roster: &mut Roster,
    config: &'p Loaded,
    (first, scope): (usize, usize),
    at_hand: AtHand,
) -> Vec<List<'p>> {
    let mut lists = vec![List { config, file: None }];
    roster.add(&config.config.body, (first, scope), at_hand);
    if let Some(file) = &config.list {
        roster.add(&config.config.listed.bodies, (first + 1, scope), at_hand);
        lists.push(List { config, file: Some(file) });
    }
    lists
}

/// The mistakes of lists that show only when all their bodies are known.
pub(in crate::cli) fn problems(config: &Loaded) -> Vec<Problem> {
    if config.config.body.len() + config.config.listed.bodies.len() < 2 {
        return circle(config).into_iter().collect();
    }
    let (lists, roster) = of_config(config);
    let twin = |(first, other): (&Listed, &Listed)| {
        let list = lists.get(other.list)?;
        let (one, two) = (&first.name, &other.name);
        Some(Problem {
            path: list.name().to_owned(),
            source: list.text().into(),
            span: other.span,
            message: say(
                format!("“{two}”与“{one}”按名称是同一机关，机关名称重复"),
                format!("`{two}` and `{one}` are one body by their names, which is given twice"),
            ),
            help: Some(say(
                "只保留一项，另一名称写入该项的别名；确为两个机关的，写明各自所在的县（市、区）",
                "keep one, with the other name as its alias; if they are two, name the county of each",
            )),
        })
    };
    circle(config).into_iter().chain(roster.twins().into_iter().filter_map(twin)).collect()
}

/// The mistake that bodies report to each other in turn, whichever of the names and lists of a
/// configuration say so.
fn circle(config: &Loaded) -> Option<Problem> {
    let mut bodies = config.config.body.iter().chain(&config.config.listed.bodies);
    // Most lists say nothing of parents.
    bodies.find(|it| it.parent.is_some())?;
    let (lists, roster) = of_config(config);
    let body = roster.circle()?;
    let (name, list) = (&body.name, lists.get(body.list)?);
    Some(Problem {
        path: list.name().to_owned(),
        source: list.text().into(),
        span: body.parent.as_ref().map_or(body.span, |it| it.span),
        message: say(
            format!("“{name}”逐级上溯又回到自身，上级关系有误"),
            format!("`{name}` reports, from one to the next, to itself"),
        ),
        help: Some(say("核对各机关所填的上级", "check the parent of each")),
    })
}

/// Names that are said; the others are counted.
const SAID: usize = 5;

/// What to say of a list where bodies report to one that is in none: a slip would leave sums
/// unchecked without a word.
pub(in crate::cli) fn unlisted(all: &BTreeSet<&str>, lang: Lang) -> String {
    let some = |quoted: fn(&str) -> String, between| {
        all.iter().take(SAID).map(|it| quoted(it)).collect::<Vec<_>>().join(between)
    };
    let count = all.len();
    match lang {
        Lang::Zh => {
            let names = some(|it| format!("“{it}”"), "");
            let more = if count > SAID { format!("等 {count} 个机关") } else { String::new() };
            format!(
                "上级机关{names}{more}未列入名单，未核对其汇总数与所属各单位之和；请核对名称，或将其列入名单"
            )
        }
        Lang::En => {
            let names = some(|it| format!("`{it}`"), ", ");
            let more =
                if count > SAID { format!(" and {} more", count - SAID) } else { String::new() };
            format!(
                "not listed, though named as parent: {names}{more}; sums of the bodies below were \
                 not held against them; check the names, or list them"
            )
        }
    }
}

impl List<'_> {
    /// Its path as it is shown.
    pub(in crate::cli) fn name(&self) -> &str {
        self.file.map_or(&self.config.name, |it| &it.name)
    }

    fn text(&self) -> &str {
        self.file.map_or(self.config.text.as_str(), |it| it.source.content.text())
    }

    /// Its text, to point into.
    pub(super) fn source(&self) -> Result<Source, ReadError> {
        if let Some(file) = self.file {
            return Ok(file.source.clone());
        }
        let bytes = self.config.text.as_str().as_bytes().to_vec();
        source::from_bytes(self.name(), bytes, EncodingChoice::default(), &Limits::default())
    }
}
