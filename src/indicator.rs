//! Indicators (指标): what the figures of a report count, as data in packs, and which figure in
//! prose states which of them.
//!
//! An [`Indicator`] is known by words beside a figure; a form says which of its cells hold the same
//! count. A [`Statement`] is a figure in prose that states one for the
//! report year.

mod cells;
mod course;
mod limits;
mod residue;
mod subject;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::Document;
use crate::facts::Facts;
use crate::facts::figures::{Figure, Role, Scope, When};
use crate::rule::{Wording, Words};
use crate::text::{Span, before, cut, from, without_brackets};

pub(crate) use cells::{InTables, Tabled};
pub(crate) use residue::residue;

/// A matter (事项): what several indicators have in common.
///
/// 一个事项：几个指标共有的条件。
#[allow(clippy::struct_excessive_bools, reason = "answers that a pack gives one by one")]
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Matter {
    /// Name that indicators use.
    ///
    /// 供指标引用的名称。
    pub key: Wording,
    /// The units they are counted in, such as 件; "" for a figure without one. Left out: any.
    ///
    /// 计数的量词，如 `["件"]`；没有量词的写 ""。省略时不限。
    #[serde(default)]
    pub units: Vec<Wording>,
    /// Words beside a figure that make it something else. Left out: none.
    ///
    /// 数据旁有其中之一的，不是该事项的数据；省略时没有。
    #[serde(default)]
    pub unless: Vec<Wording>,
    /// Words for the matter: of all matters named before the figure in its sentence, or where none
    /// is, in the headings above it, one of these must be the last. Left out: it need not be named.
    ///
    /// 事项的用语：数据所在句子中在前（没有的，看上面的标题）最后提到的事项须是其中之一。
    /// 省略时不必提到。
    #[serde(default)]
    pub under: Vec<Wording>,
    /// Words for other matters whose figures bear the same words: 维持 of reviews and of suits.
    /// Left out: none.
    ///
    /// 数据用语相同的其他事项的用语（如复议与诉讼都有“维持”）；最后提到的是其中之一的，
    /// 不属于该事项。省略时没有。
    #[serde(default)]
    pub apart: Vec<Wording>,
    /// Whether its indicators may be counted together in one figure: 予以公开及部分公开8件. Left
    /// out: no.
    ///
    /// 其下指标是否可以合并为一个数，如“予以公开及部分公开8件”；省略时为否。
    #[serde(default)]
    pub joint: bool,
    /// By what its figures divide those of a `whole` matter, in a word of one's own; matters that divide
    /// them alike have the same word. Where the sentence tells before such a figure only of wholes
    /// that no table has, or of a part by something else, it is a part of these. Left out: they are no
    /// parts.
    ///
    /// 其下指标按什么划分 `whole` 事项的数据，用自定的词表示，划分方式相同的事项用同一个词，如 `"result"`。同句
    /// 在前只写了表格所没有的总数，或者写了按其他方式划分的部分的，视为该数的分项。省略时不是分项。
    #[serde(default)]
    pub part: Option<Wording>,
    /// Whether its words are used of nothing else, so that neither `under` nor `apart` need be
    /// named. Left out: no.
    ///
    /// 用语是否专用于该事项，因而句子和标题不必提到 `under` 的词语；省略时为否，即须提到。
    #[serde(default)]
    pub unnamed: bool,
    /// Whether figures of other matters are parts of its own, and its own parts of no other: what came
    /// in, of which so much was granted. Left out: no.
    ///
    /// 其他事项的数据是否都是该事项数据的分项，而该事项的数据不是其他事项的分项
    /// （如收到的申请，其中予以公开若干）；省略时为否。
    #[serde(default)]
    pub whole: bool,
}

/// What a figure counts (指标), and the words by which it is known in prose.
///
/// 一个指标，即数据统计的是什么，以及凭哪些词句在正文中认出。
#[allow(clippy::struct_excessive_bools, reason = "answers that a pack gives one by one")]
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Indicator {
    /// Name that rules and forms use.
    ///
    /// 供规则和表格引用的名称。
    pub key: Wording,
    /// Key of its matter, as in `[[matter]]`. Left out: it has none.
    ///
    /// 所属事项，填 `[[matter]]` 的 `key`；省略时不属于任何事项。
    #[serde(default)]
    pub matter: Option<Wording>,
    /// What messages call it: 本年新收申请.
    ///
    /// 消息中的名称，如“本年新收申请”。
    pub title: Words,
    /// Lists of words: it is known where all words of one list stand beside the figure.
    ///
    /// 若干组词语：数据旁有某一组的全部词语，即认出该指标。
    pub says: Vec<Vec<Wording>>,
    /// Words beside the figure that make it something else, besides those of its matter. Left out:
    /// none.
    ///
    /// 数据旁有其中之一的，不是该指标（事项所列的另计）；省略时没有。
    #[serde(default)]
    pub unless: Vec<Wording>,
    /// The units it is counted in. Left out: those of its matter.
    ///
    /// 计数的量词；省略时与所属事项相同。
    #[serde(default)]
    pub units: Vec<Wording>,
    /// Words beside the figure that change nothing of what is counted. Left out: none.
    ///
    /// 数据旁不改变含义的词语；省略时没有。
    #[serde(default)]
    pub idle: Vec<Wording>,
    /// Words in the heading above that limit it, so that a figure below is not held against others:
    /// 网站公开. Left out: none.
    ///
    /// 上面的标题含有其中之一（如“网站公开”）的，所说只是一部分，不与其他数据核对；省略时没有。
    #[serde(default)]
    pub unless_heading: Vec<Wording>,
    /// Whether its words may mean something a little different, so that a conflict is only a doubt.
    /// Left out: no.
    ///
    /// 用语含义是否可能略有不同，因而不一致只提请核对；省略时为否。
    #[serde(default)]
    pub loose: bool,
    /// Whether it may be counted in more than one way, so that two figures in prose are not held
    /// against each other: 受理 with those carried in or without. Left out: no.
    ///
    /// 是否有不止一种统计口径（如“受理”含或不含上年结转），因而正文前后不互相核对；省略时为否。
    #[serde(default)]
    pub ambiguous: bool,
    /// Whether its own words speak of the year before (上年结转), so that a figure for that year
    /// states it. Left out: no.
    ///
    /// 用语本身是否就指上一年（如“上年结转”），写明上年的数据也算；省略时为否。
    #[serde(default)]
    pub of_last_year: bool,
    /// Whether its own words speak of the year after (结转下年), so that a figure for that year states
    /// it. Left out: no.
    ///
    /// 用语本身是否就指下一年（如“结转下年”），写明下一年的数据也算；省略时为否。
    #[serde(default)]
    pub of_next_year: bool,
    /// How many units of prose a unit of the table has: 10000 where the table counts in 万元 and
    /// prose in 元. Left out: 1.
    ///
    /// 表格的一个单位等于正文的几个单位：表格用万元、正文用元的填 10000；省略时为 1。
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
/// Characters of its paragraph before a figure in which its matter is named.
const PARAGRAPH: usize = 300;
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
        let own = figure.scope != Scope::Wider;
        if own && figure.role == Role::Count && !doc.in_table(figure.span) {
            let mut clause = Clause::of(doc, figure);
            clause.words.push_str(course::read(doc, facts, figure, year).unwrap_or_default());
            let in_time = |it: &Indicator| {
                let next = it.of_next_year && figure.when == When::Year(year.saturating_add(1));
                it.of_last_year || next || figure.when.is(year)
            };
            found.extend(clause.statements(index, indicators, facts, &in_time));
        }
    }
    found
}

/// Finds the figures that tell how much an indicator has come to over the years (历年累计).
pub(crate) fn running<'a>(
    doc: &Document,
    facts: &Facts,
    indicators: &Indicators<'a>,
) -> Vec<Statement<'a>> {
    let figures = facts.figures.iter().enumerate();
    let running = figures.filter(|(_, it)| {
        it.when == When::Running && it.role == Role::Count && !doc.in_table(it.span)
    });
    running
        .flat_map(|(index, figure)| {
            let clause = Clause::of(doc, figure);
            clause.statements(index, indicators, facts, &|it: &Indicator| !it.of_last_year)
        })
        .collect()
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
        indicators: &Indicators<'i>,
        facts: &Facts,
        in_time: &dyn Fn(&Indicator) -> bool,
    ) -> Vec<Statement<'i>> {
        let mut groups: Vec<(Vec<&'i Indicator>, Vec<&str>)> = Vec::new();
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
                    && !of.iter().any(|it| self.is_limited(figure, it, indicators, facts));
                Statement { figure, of, plain }
            })
            .collect()
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
        if !unit {
            return None;
        }
        let stands = |word: &Wording| self.words.contains(word.as_str());
        let said = indicator.says.iter().find(|all| all.iter().all(stands))?;
        let mut unless = matter.into_iter().flat_map(|it| &it.unless).chain(&indicator.unless);
        if unless.any(stands) {
            return None;
        }
        let named = matter.into_iter().flat_map(|it| &it.under);
        let said = said.iter().chain(&indicator.idle).chain(named).map(Wording::as_str).collect();
        matter.is_none_or(|it| self.is_under(it)).then_some(said)
    }

    /// Whether the last matter named up to the figure is this one.
    fn is_under(&self, matter: &Matter) -> bool {
        if matter.under.is_empty() {
            return true;
        }
        let object = self.words.strip_prefix(self.label).unwrap_or("");
        // 维持3件（未经复议1件）、尚未审结1件: what is told in brackets ends there.
        let sentence = if self.figure.depth == 0 {
            without_brackets(self.head) + object
        } else {
            format!("{}{object}", self.head)
        };
        let last = |words: &str| is_last(words, &matter.under, &matter.apart);
        last(&sentence).or_else(|| self.headed(matter)).unwrap_or(matter.unnamed)
    }

    /// Whether the headings above name this matter last; of 复议、诉讼 the paragraph says which is meant.
    fn headed(&self, matter: &Matter) -> Option<bool> {
        let last = |words: &str| is_last(words, &matter.under, &matter.apart);
        let named =
            |words: &str, list: &[Wording]| list.iter().any(|it| words.contains(it.as_str()));
        let mut headings = self.doc.headings_over(self.figure.span).map(|it| self.doc.plain(it));
        let heading = headings.find(|it| last(it).is_some())?;
        let both = named(heading, &matter.under) && named(heading, &matter.apart);
        let paragraph = || {
            let block = self.doc.blocks.get(self.figure.block)?;
            let end = self.figure.folded.start().max(block.folded.start());
            let ahead = cut(self.doc.folded.as_str(), Span::new(block.folded.start(), end));
            let near: usize = ahead.chars().rev().take(PARAGRAPH).map(char::len_utf8).sum();
            last(from(ahead, ahead.len() - near))
        };
        both.then(paragraph).flatten().or_else(|| last(heading))
    }
}

/// Whether of all words one of `own` stands last; none where there is none of either. Of words that
/// end together the longer one counts: 低保申请 is no 申请.
pub(crate) fn is_last(text: &str, own: &[Wording], others: &[Wording]) -> Option<bool> {
    let end = |word: &Wording| Some((text.rfind(word.as_str())? + word.len(), word.len()));
    let last = |words: &[Wording]| words.iter().filter_map(end).max();
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

    /// Whether it tells of what came in from the year before (上年结转).
    pub(crate) fn is_carried_in(&self) -> bool {
        self.of.iter().all(|it| it.of_last_year)
    }

    /// Whether it tells of what goes on into the year after (结转下年).
    pub(crate) fn is_carried_out(&self) -> bool {
        self.of.iter().all(|it| it.of_next_year)
    }

    /// Whether it states this indicator, and no other with it.
    pub(crate) fn is(&self, key: &str) -> bool {
        matches!(self.of.as_slice(), [only] if only.key == key)
    }

    /// What it states, in words.
    pub(crate) fn title(&self) -> Words {
        let titles = |text: fn(&Words) -> &str| self.of.iter().map(move |it| text(&it.title));
        Words {
            zh: titles(|it| &it.zh).collect::<Vec<_>>().join("、").into(),
            en: titles(|it| &it.en).collect::<Vec<_>>().join(" and ").into(),
        }
    }

    /// The keys of what it states, as one name.
    pub(crate) fn key(&self) -> String {
        self.of.iter().map(|it| it.key.as_str()).collect::<Vec<_>>().join("+")
    }
}
