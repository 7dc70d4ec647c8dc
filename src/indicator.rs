//! Indicators (指标): what the figures of a report count, as data in packs, and which figure in
//! prose states which of them.
//!
//! An [`Indicator`] is known by words beside a figure; a form says which of its cells hold the same
//! count. A [`Statement`] is a figure in prose that states one for the
//! report year.

mod cells;
mod residue;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::Document;
use crate::facts::Facts;
use crate::facts::figures::{Figure, Role, Scope};
use crate::rule::Words;
use crate::text::{Span, before, cut, from};

pub(crate) use cells::Tabled;
pub(crate) use residue::residue;

/// A matter (事项): what several indicators have in common.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Matter {
    /// Name that indicators use.
    pub key: String,
    /// The units they are counted in; any if empty.
    #[serde(default)]
    pub units: Vec<String>,
    /// Words that make a figure something else.
    #[serde(default)]
    pub unless: Vec<String>,
    /// One of these is the last of all matters named before the figure, or where its sentence
    /// names none, in the headings above it.
    #[serde(default)]
    pub under: Vec<String>,
    /// Other matters whose figures bear the same words: 维持 of reviews and of suits.
    #[serde(default)]
    pub apart: Vec<String>,
    /// Its indicators may be counted together: 予以公开及部分公开8件.
    #[serde(default)]
    pub joint: bool,
    /// Its words are used of nothing else, so that it need not be named.
    #[serde(default)]
    pub unnamed: bool,
}

/// What a figure counts.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Indicator {
    /// Name that rules and forms use.
    pub key: String,
    /// Key of its matter.
    #[serde(default)]
    pub matter: Option<String>,
    /// What messages call it: 本年新收申请.
    pub title: Words,
    /// It is known by all words of one of these lists, beside the figure.
    pub says: Vec<Vec<String>>,
    /// Words that make the figure something else, besides those of its matter.
    #[serde(default)]
    pub unless: Vec<String>,
    /// The units it is counted in, where they are not those of its matter.
    #[serde(default)]
    pub units: Vec<String>,
    /// Words beside the figure that change nothing.
    #[serde(default)]
    pub idle: Vec<String>,
    /// Words in the heading above that limit it: under 网站公开 not all is counted.
    #[serde(default)]
    pub unless_heading: Vec<String>,
    /// Its words may mean something a little different, so that a conflict is only a doubt.
    #[serde(default)]
    pub loose: bool,
    /// It may be counted in more than one way: 受理 with those carried in or without.
    #[serde(default)]
    pub ambiguous: bool,
    /// Its own words speak of the year before: 上年结转.
    #[serde(default)]
    pub of_last_year: bool,
    /// How many units of prose a unit of the table has: 10000 where the table counts in 万元.
    #[serde(default = "one")]
    pub factor: u32,
}

fn one() -> u32 {
    1
}

/// The indicators of the packs in force, each with its matter.
#[derive(Clone, Debug, Default)]
pub(crate) struct Indicators<'a> {
    known: Vec<(&'a Indicator, Option<&'a Matter>)>,
}

impl<'a> Indicators<'a> {
    /// Joins indicators and their matters.
    pub(crate) fn new(
        indicators: impl Iterator<Item = &'a Indicator>,
        matters: &[&'a Matter],
    ) -> Self {
        let matter = |it: &Indicator| {
            let key = it.matter.as_ref()?;
            matters.iter().find(|matter| matter.key == *key).copied()
        };
        Self { known: indicators.map(|it| (it, matter(it))).collect() }
    }

    /// The matter of an indicator.
    fn matter(&self, indicator: &Indicator) -> Option<&'a Matter> {
        self.known.iter().find(|it| it.0.key == indicator.key).and_then(|it| it.1)
    }

    /// The indicator with this key.
    pub(crate) fn get(&self, key: &str) -> Option<&'a Indicator> {
        self.known.iter().map(|it| it.0).find(|it| it.key == key)
    }
}

/// A figure in prose that states an indicator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement<'a> {
    /// Index into the figures.
    pub figure: usize,
    /// What it states: one indicator, or several of one matter counted together.
    pub of: Vec<&'a Indicator>,
    /// Whether its clause says nothing else, so that no part or special case is meant.
    pub plain: bool,
}

/// Characters after a figure that may name what it counts: 12件政府信息公开申请, but not what became
/// of it: 45件均已答复.
const OBJECT: usize = 24;
/// Characters before a figure in which its matter is named.
const REACH: usize = 120;
/// Words that join indicators counted together.
const JOINS: [char; 6] = ['和', '及', '与', '或', '、', '并'];

/// Finds the figures that state an indicator for the report year, in the order of the text.
pub(crate) fn find<'a>(
    doc: &Document,
    facts: &Facts,
    year: Option<i32>,
    indicators: &Indicators<'a>,
) -> Vec<Statement<'a>> {
    let Some(year) = year else { return Vec::new() };
    let mut found = Vec::new();
    for (index, figure) in facts.figures.iter().enumerate() {
        if figure.role == Role::Count && !doc.in_table(figure.span) {
            let clause = Clause::of(doc, figure);
            found.extend(clause.statements(index, year, indicators, facts));
        }
    }
    found
}

/// Whether the report gives figures of the body itself and of all its bodies for one indicator.
pub(crate) fn tells_scopes_apart(statements: &[Statement<'_>], facts: &Facts) -> bool {
    let of = |scope: Scope| -> BTreeSet<String> {
        let own =
            statements.iter().filter(|it| it.figure(facts).is_some_and(|it| it.scope == scope));
        own.map(Statement::key).collect()
    };
    !of(Scope::Own).is_disjoint(&of(Scope::Whole))
}

/// A figure with the words round it.
struct Clause<'a> {
    figure: &'a Figure,
    /// The words before it.
    label: &'a str,
    /// Label and what follows the unit, as far as the clause goes.
    words: String,
    /// The sentence before the figure, as far as is looked at.
    head: &'a str,
    doc: &'a Document,
}

impl<'a> Clause<'a> {
    fn of(doc: &'a Document, figure: &'a Figure) -> Self {
        let text = doc.folded.as_str();
        let label = doc.plain(figure.label);
        let stops = |char: char| "，。；：（）、\n均已并将".contains(char);
        let object = from(text, figure.folded.end());
        let length: usize = object
            .chars()
            .take(OBJECT)
            .take_while(|it| !stops(*it) && !it.is_ascii_digit())
            .map(char::len_utf8)
            .sum();
        let head = before(text, figure.folded.start());
        let ends = |char: char| matches!(char, '。' | '！' | '？' | '\n');
        let reach: usize =
            head.chars().rev().take(REACH).take_while(|it| !ends(*it)).map(char::len_utf8).sum();
        let start = figure.folded.start();
        Self {
            figure,
            label,
            words: format!("{label}{}", before(object, length)),
            head: cut(text, Span::new(start - reach, start)),
            doc,
        }
    }

    /// Each indicator it states for itself, those of one joint matter together.
    fn statements<'i>(
        &self,
        figure: usize,
        year: i32,
        indicators: &Indicators<'i>,
        facts: &Facts,
    ) -> Vec<Statement<'i>> {
        let mut groups: Vec<(Vec<&'i Indicator>, Vec<&str>)> = Vec::new();
        let in_time = |it: &Indicator| it.of_last_year || self.figure.when.is(year);
        for &(indicator, matter) in indicators.known.iter().filter(|it| in_time(it.0)) {
            let Some(said) = self.says(indicator, matter) else { continue };
            let joint = matter.is_some_and(|it| it.joint);
            let together = |it: &&mut (Vec<&Indicator>, Vec<&str>)| {
                joint && it.0.iter().any(|it| it.matter == indicator.matter)
            };
            match groups.iter_mut().find(together) {
                Some(group) => {
                    group.0.push(indicator);
                    group.1.extend(said);
                }
                None => groups.push((vec![indicator], said)),
            }
        }
        let joined =
            |it: &(Vec<&Indicator>, Vec<&str>)| it.0.len() == 1 || self.label.contains(JOINS);
        let groups = groups.into_iter().filter(joined);
        groups
            .map(|(of, said)| {
                let plain = residue(&self.words, &said, facts).is_empty()
                    && !of.iter().any(|it| self.is_limited(it, indicators));
                Statement { figure, of, plain }
            })
            .collect()
    }

    /// Whether the heading above limits it, or it may be about two matters at once: 复议7件、诉讼3件，
    /// 其中维持5件.
    fn is_limited(&self, indicator: &Indicator, indicators: &Indicators<'_>) -> bool {
        let heading = self.doc.headings_over(self.figure.span).next();
        let heading = heading.map_or("", |it| self.doc.plain(it));
        let under = indicator.unless_heading.iter().any(|word| heading.contains(word.as_str()));
        let both = indicators.matter(indicator).is_some_and(|matter| {
            let named = |words: &[String]| words.iter().any(|it| self.head.contains(it.as_str()));
            named(&matter.under) && named(&matter.apart)
        });
        under || both && self.label.starts_with("其中")
    }

    /// The words by which it states an indicator, and those that change nothing.
    fn says<'i>(
        &self,
        indicator: &'i Indicator,
        matter: Option<&'i Matter>,
    ) -> Option<Vec<&'i str>> {
        let units = match matter {
            Some(matter) if indicator.units.is_empty() => &matter.units,
            _ => &indicator.units,
        };
        let unit = units.is_empty() || units.iter().any(|unit| unit == self.figure.unit);
        let mut unless = matter.into_iter().flat_map(|it| &it.unless).chain(&indicator.unless);
        if !unit || unless.any(|word| self.words.contains(word.as_str())) {
            return None;
        }
        let said = indicator
            .says
            .iter()
            .find(|all| all.iter().all(|word| self.words.contains(word.as_str())))?;
        let named = matter.into_iter().flat_map(|it| &it.under);
        let said = said.iter().chain(&indicator.idle).chain(named).map(String::as_str).collect();
        matter.is_none_or(|it| self.is_under(it)).then_some(said)
    }

    /// Whether the last matter named up to the figure is this one.
    fn is_under(&self, matter: &Matter) -> bool {
        if matter.under.is_empty() {
            return true;
        }
        let whole = format!("{}{}", self.head, self.words.strip_prefix(self.label).unwrap_or(""));
        let own = is_last(&whole, &matter.under, &matter.apart);
        own.or_else(|| {
            let mut headings = self.doc.headings_over(self.figure.span);
            headings.find_map(|it| is_last(self.doc.plain(it), &matter.under, &matter.apart))
        })
        .unwrap_or(matter.unnamed)
    }
}

/// Whether of all words one of `own` stands last; none where there is none of either.
pub(crate) fn is_last(text: &str, own: &[String], others: &[String]) -> Option<bool> {
    let last = |words: &[String]| words.iter().filter_map(|it| text.rfind(it.as_str())).max();
    match (last(own), last(others)) {
        (None, None) => None,
        (own, other) => Some(own > other),
    }
}

impl Statement<'_> {
    /// The figure.
    pub(crate) fn figure<'f>(&self, facts: &'f Facts) -> Option<&'f Figure> {
        facts.figures.get(self.figure)
    }

    /// Whether it states this indicator, and no other with it.
    pub(crate) fn is(&self, key: &str) -> bool {
        matches!(self.of.as_slice(), [only] if only.key == key)
    }

    /// What it states, in words.
    pub(crate) fn title(&self) -> Words {
        let titles = |text: fn(&Words) -> &str| self.of.iter().map(move |it| text(&it.title));
        Words {
            zh: titles(|it| &it.zh).collect::<Vec<_>>().join("、"),
            en: titles(|it| &it.en).collect::<Vec<_>>().join(" and "),
        }
    }

    /// The keys of what it states, as one name.
    pub(crate) fn key(&self) -> String {
        self.of.iter().map(|it| it.key.as_str()).collect::<Vec<_>>().join("+")
    }
}
