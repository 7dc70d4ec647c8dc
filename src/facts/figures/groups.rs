//! Which figures are the parts of which total.
//!
//! A group is recorded whether or not it adds up, so that a person can see what was compared.
//! Nothing is guessed: where a total cannot be singled out there is no group.

use std::collections::{BTreeMap, BTreeSet};

mod before;
mod category;
mod dimension;
mod division;
mod doubt;
mod list;
mod opener;
mod words;

use self::list::{List, Telling};
use self::opener::Lead;
use self::words::{
    ASPECTS, CHANNELS, FORMATS, NO_TOTAL, OPENERS, PUBLISHED, QUALITIES, TAKING_PART,
};
use super::{Figure, Range, Role, When};
use crate::document::Document;
use crate::numeral::Amount;
use crate::text::{Span, before, cut, from, is_han, start_of};

/// A total and its parts: indices into the figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// The stated total.
    pub total: usize,
    /// The parts, in order.
    pub parts: Vec<usize>,
    /// Whether the list claims to be complete.
    pub closure: Closure,
    /// A part may count an item that another part counts too: channels of publication.
    pub overlapping: bool,
    /// The parts may be qualities that one and the same has, and none is more than the whole:
    /// 党员4人、本科以上学历3人.
    pub shared: bool,
    /// Some parts have another unit than the whole, so that a difference is only a doubt: 信息489条，分别为
    /// 动态302条、图解187个.
    pub mixed: bool,
    /// Why nothing is said of it even where it does not add up.
    pub doubt: Option<Doubt>,
    /// Sum of the parts; none where it is too large for a real count.
    pub sum: Option<Amount>,
    /// What the sum may be, where parts are rounded.
    pub range: Option<Range>,
}

/// Why it is not certain what a list holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// Words such as 等 and 主要 leave it open, or some parts are added up on the way.
    Open,
    /// Where it ends: behind a semicolon another matter may begin.
    End,
    /// A figure stands for several (各9条), was not filled in (×条) or got lost.
    Unreadable,
    /// The parts may be those of another figure near by.
    Another,
    /// The sentence goes on about the rest.
    Rest,
}

/// What makes a list complete, or leaves it open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Closure {
    /// 分别为, 由…组成, 分为
    Stated,
    /// The last part is 其他.
    Residual,
    /// A section of its own on the categories.
    Section,
    /// 其中, 包括, a bracket: perhaps not all parts.
    Open,
}

/// All groups of a report, by total.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Groups {
    list: Vec<Group>,
    /// Each part with the group it belongs to, in order.
    parts: Vec<(usize, usize)>,
}

impl Groups {
    fn new(mut list: Vec<Group>) -> Self {
        list.sort_by_key(|group| group.total);
        let each = list.iter().enumerate();
        let mut parts: Vec<(usize, usize)> =
            each.flat_map(|(index, it)| it.parts.iter().map(move |&part| (part, index))).collect();
        parts.sort_unstable();
        Self { list, parts }
    }

    /// Every group, by total.
    pub fn all(&self) -> &[Group] {
        &self.list
    }

    /// The groups a figure is a part of.
    pub fn with_part(&self, figure: usize) -> impl Iterator<Item = &Group> + '_ {
        let first = self.parts.partition_point(|it| it.0 < figure);
        let own = self.parts.iter().skip(first).take_while(move |it| it.0 == figure);
        own.filter_map(|it| self.list.get(it.1))
    }

    /// The groups a figure is the total of.
    pub fn with_total(&self, figure: usize) -> impl Iterator<Item = &Group> + '_ {
        let first = self.list.partition_point(|it| it.total < figure);
        self.list.iter().skip(first).take_while(move |it| it.total == figure)
    }
}

/// Finds the groups among `figures`.
pub fn groups(doc: &Document, figures: &[Figure]) -> Groups {
    let finder = Finder { doc, figures };
    let mut known = Known::default();
    for total in 0..figures.len() {
        let (inside, outside) = (finder.next(total), finder.next_outside(total));
        let next = inside.into_iter().chain(outside.filter(|_| inside != outside));
        let found = next.filter_map(|first| finder.after_total(total, first, &known));
        let found: Vec<Group> = found.collect();
        for group in found {
            known.add(group);
        }
        let divided = finder.divided(total + 1, &known);
        if let Some(group) = divided.or_else(|| finder.divided_again(total + 1, &known)) {
            known.add(group);
        }
    }
    for group in finder.category_sections(&known) {
        known.add(group);
    }
    let behind: Vec<Group> =
        (0..figures.len()).filter_map(|total| finder.before_total(total, &known)).collect();
    known.list.extend(behind);
    Groups::new(known.list)
}

/// The groups found so far.
#[derive(Default)]
struct Known {
    list: Vec<Group>,
    totals: BTreeSet<usize>,
    /// The total of the first group that a part was found in.
    total_of: BTreeMap<usize, usize>,
}

impl Known {
    fn add(&mut self, group: Group) {
        self.totals.insert(group.total);
        for &part in &group.parts {
            self.total_of.entry(part).or_insert(group.total);
        }
        self.list.push(group);
    }

    /// Whether one of these figures, which follow each other, has its own parts.
    fn has_total_in(&self, figures: &[usize]) -> bool {
        let ends = figures.first().zip(figures.last());
        ends.is_some_and(|(&first, &last)| self.totals.range(first..=last).next().is_some())
    }
}

/// Whether a label names what is left over: 其他信息, but not 法人或其他组织.
fn is_rest(label: &str) -> bool {
    let bodies = ["或其他", "和其他", "及其他", "或者其他", "与其他", "其他组织", "其他机关"];
    (label.contains("其他") || label.contains("其它"))
        && !bodies.iter().any(|it| label.contains(it))
}

/// What the names of bodies and places end with, each of which has its own: 甲镇20户、乙镇15户.
const OWNERS: [char; 12] = ['镇', '乡', '局', '委', '办', '府', '道', '门', '位', '村', '县', '区'];

/// How many brackets `gap` closes that it does not open.
fn brackets_left(gap: &str) -> usize {
    let (mut open, mut left) = (0_usize, 0_usize);
    for char in gap.chars() {
        match char {
            '（' => open += 1,
            '）' if open == 0 => left += 1,
            '）' => open -= 1,
            _ => {}
        }
    }
    left
}

/// Characters of the sentence behind a first part that are looked at.
const TAIL: usize = 300;

/// Figures between a total and its list at most: 较2022年的172条增加14条，增长8.1%.
const ASIDES: usize = 5;

struct Finder<'a> {
    doc: &'a Document,
    figures: &'a [Figure],
}

impl Finder<'_> {
    /// The figure after `total`, over those that tell of a change, of another year or of how many
    /// kinds there are: 142条，比上年增加12条，其中…; 216条，分为4类：….
    fn next(&self, total: usize) -> Option<usize> {
        let head = self.figures.get(total)?;
        let rest = self.figures.iter().enumerate().skip(total + 1);
        let mut rest = rest.take_while(|(_, it)| it.block == head.block).take(ASIDES);
        let (index, _) =
            rest.find(|(_, it)| !self.is_aside(it) || it.sentence_end != head.sentence_end)?;
        Some(index).filter(|it| !self.figures.get(*it).is_some_and(|it| self.is_aside(it)))
    }

    /// Whether a figure can have parts; 只计1条 and those of another year have none.
    fn may_be_total(&self, figure: &Figure) -> bool {
        let label = self.doc.plain(figure.label);
        figure.role == Role::Count
            && !figure.unit.is_empty()
            && figure.when != When::Before
            && !NO_TOTAL.iter().any(|word| label.ends_with(word))
    }

    /// What is counted, as far as it stands right behind the unit: 小类 in 42个小类.
    fn object(&self, figure: &Figure) -> &str {
        let rest = from(self.doc.folded.as_str(), figure.folded.end());
        let length: usize =
            rest.chars().take(4).take_while(|it| is_han(*it)).map(char::len_utf8).sum();
        before(rest, length)
    }

    /// Whether a figure between a total and its parts says something about the total alone.
    fn is_aside(&self, figure: &Figure) -> bool {
        matches!(figure.role, Role::Change | Role::Share | Role::Average)
            || figure.when == When::Before
            || self.is_number_of_kinds(figure)
    }

    /// 4类：, 3个方面：
    fn is_number_of_kinds(&self, figure: &Figure) -> bool {
        let rest = from(self.doc.folded.as_str(), figure.folded.end());
        let kinds = matches!(figure.unit, "类" | "种" | "个") || figure.unit.is_empty();
        kinds && rest.starts_with(['：', '类', '方'])
    }

    /// The figure behind a bracket that follows `total`: 79件（含上年结转8件）。其中，…
    fn next_outside(&self, total: usize) -> Option<usize> {
        let head = self.figures.get(total)?;
        self.figures.get(total + 1).filter(|it| it.depth > head.depth)?;
        let rest = self.figures.iter().enumerate().skip(total + 1);
        let mut rest = rest.take_while(|(_, it)| it.block == head.block);
        rest.find(|(_, it)| it.depth <= head.depth).map(|(index, _)| index)
    }

    /// The parts, from figure `first` on, that an opener announces after a total.
    fn after_total(&self, total: usize, first: usize, known: &Known) -> Option<Group> {
        let head = self.figures.get(total).filter(|it| self.may_be_total(it))?;
        let start = self.figures.get(first).filter(|it| it.depth >= head.depth)?;
        // 甲（应公开44件，公开38件），乙（应公开60件，公开54件）
        if head.depth > 0
            && brackets_left(self.between(head.folded.end(), start.folded.start())) > 0
        {
            return None;
        }
        // Behind what stands in between, and behind the bracket it may stand in.
        let asides = self.figures.get(total + 1..first).unwrap_or_default();
        // （由37件增加到47件）
        let from = self.doc.plain(start.label).starts_with(['由', '从']);
        let to = self.figures.get(first + 1).map_or("", |it| self.doc.plain(it.label));
        if from && to.ends_with(['到', '至', '为']) {
            return None;
        }
        let last = asides.iter().rfind(|it| !self.is_number_of_kinds(it)).unwrap_or(head);
        let gap = self.between(last.folded.end(), start.folded.start());
        let outside = last.depth > start.depth;
        let gap = if outside { gap.rsplit('）').next().unwrap_or(gap) } else { gap };
        let opener = opener::read(
            gap,
            self.doc.plain(head.label),
            start_of(self.between(start.folded.end(), start.sentence_end), TAIL),
        )?;
        // 网络申请4件，全部按时答复，其中…: the second 其中 is about the whole, not the last part.
        let listed = known.total_of.get(&total).copied().filter(|_| opener.lead == Lead::Apart);
        // 不予处理1件。全部申请均按期答复，其中…: a new sentence speaks of something else.
        let anew =
            gap.rsplit_once('。').is_some_and(|(_, it)| !it.trim_start().starts_with("其中"));
        if listed.is_none() && opener.lead == Lead::Apart && anew {
            return None;
        }
        let same = |it: &Figure| self.object(it) == self.object(start);
        let alike = !self.object(start).is_empty() && same(head);
        if listed.is_none() && opener.lead != Lead::Again && !alike && self.is_joined(head) {
            return None;
        }
        let total = listed.unwrap_or(total);
        let head = self.figures.get(total)?;
        let closed = matches!(opener.closure, Closure::Stated | Closure::Section);
        let telling = Telling { shared: opener.shared, closed };
        let mut members = self.list(head, first, start.depth, telling);
        // 办结65件，结转4件。其中行政查询4件、第三方权益2件: of which is not said.
        let several =
            gap.contains('。') && opener.lead != Lead::Again && self.is_one_of_several(total);
        members.doubtful |= several && self.sum(&members.parts) > Some(head.value);
        let parts = &members.parts;
        let enough = parts.len() >= 2 || !parts.is_empty() && gap.contains("其中");
        let row = !opener.bracket && self.repeats_opener(total, parts);
        (enough && !row).then(|| self.group(total, members, opener.closure))
    }

    /// Whether the sentence of a figure counts more in its unit.
    fn is_one_of_several(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|it| self.figures.get(it));
        let head = self.figures.get(index);
        before.zip(head).is_some_and(|(before, head)| {
            before.block == head.block
                && before.sentence_end == head.sentence_end
                && before.unit == head.unit
                && before.role == Role::Count
        })
    }

    /// 23个村和4个社区: what follows is about both, and neither is the whole.
    fn is_joined(&self, head: &Figure) -> bool {
        let text = before(self.doc.folded.as_str(), head.folded.start());
        let near: String = text.chars().rev().take(8).collect();
        let label = self.doc.plain(head.label);
        let joining = |char: char| matches!(char, '和' | '与' | '及' | '、');
        // The first of the eight characters before the number that is not part of its label.
        let outside = near.chars().nth(label.chars().count());
        let begins = outside.is_some_and(joining) && near.contains(|it: char| it.is_ascii_digit());
        begins || label.ends_with(joining) && !label.ends_with("涉及")
    }

    /// 涉及甲1件，涉及乙3件 is a row of equals, not a total with its parts.
    fn repeats_opener(&self, total: usize, parts: &[usize]) -> bool {
        let label = |it: usize| self.figures.get(it).map_or("", |it| self.doc.plain(it.label));
        let first = parts.first().map_or("", |&it| label(it));
        OPENERS.iter().filter(|(word, _)| first.starts_with(word)).any(|(word, _)| {
            let second = parts.get(1).is_some_and(|&it| label(it).starts_with(word));
            label(total).starts_with(word) || second
        })
    }

    fn inside(&self, span: Span) -> Vec<usize> {
        let first = self.figures.partition_point(|it| it.span.start() < span.start());
        let last = self.figures.partition_point(|it| it.span.start() < span.end());
        (first..last).collect()
    }

    fn group(&self, total: usize, list: List, closure: Closure) -> Group {
        let List { parts, doubtful, mixed, run } = list;
        let labels: Vec<&str> = parts
            .iter()
            .filter_map(|&it| self.figures.get(it))
            .map(|it| self.doc.plain(it.label))
            .collect();
        let residual = labels.last().is_some_and(|it| is_rest(it));
        // 网站、微信分别为8条和5条: the names stand in the first label.
        let names: Vec<&str> = match labels.as_slice() {
            [first, rest @ ..] if rest.iter().all(|it| it.is_empty()) => {
                first.split('、').collect()
            }
            all => all.to_vec(),
        };
        let channels =
            names.iter().filter(|label| CHANNELS.iter().any(|it| label.contains(it))).count();
        let pieces = self.figures.get(total).is_some_and(|it| PUBLISHED.contains(&it.unit));
        let overlapping = pieces && channels >= 1 && channels * 2 >= parts.len();
        let open = !residual && self.is_loose(total, &parts, &labels);
        let whole = self.figures.get(total).map(|it| it.value);
        let differs = self.sum(&parts) != whole;
        let short = closure == Closure::Open && self.sum(&parts) < whole;
        let open = open || short && self.counts_changes(total, &labels);
        let doubt = if open {
            Some(Doubt::Open)
        } else if doubtful {
            Some(Doubt::End)
        } else if self.is_unreadable(total, &parts, overlapping) {
            Some(Doubt::Unreadable)
        } else if differs && self.is_of_another(total, &parts, run) {
            Some(Doubt::Another)
        } else if differs && self.leaves_a_rest(total, &parts) {
            Some(Doubt::Rest)
        } else {
            None
        };
        Group {
            total,
            closure: if residual { Closure::Residual } else { closure },
            overlapping,
            shared: self.may_share(total, &parts, &labels),
            mixed,
            doubt,
            sum: self.sum(&parts),
            range: self.range(&parts),
            parts,
        }
    }

    /// Whether the parts may be told of the same people, places, meetings or items, and what is left
    /// without these is no more than the whole.
    fn may_share(&self, total: usize, parts: &[usize], labels: &[&str]) -> bool {
        let Some(whole) = self.figures.get(total) else { return false };
        let names = |words: &[&str], label: &str| words.iter().any(|it| label.contains(it));
        let formats = labels.iter().all(|it| names(&FORMATS, it));
        let noun = self.object(whole).chars().next();
        let apart = parts.iter().zip(labels).filter(|(part, label)| {
            // 20个村，其中12个村设公开栏、15个村建微信群
            let again = self.figures.get(**part).map(|it| self.object(it).chars().next());
            let same = noun.is_some() && again == Some(noun) && whole.unit == "个";
            !(formats || same || names(&QUALITIES, label) || names(&TAKING_PART, label))
        });
        let apart: Vec<usize> = apart.map(|it| *it.0).collect();
        let within = |sum: Option<Amount>| sum.is_some_and(|it| it <= whole.value);
        let mut each = parts.iter().filter_map(|&it| self.figures.get(it));
        let none_above = each.all(|it| it.value <= whole.value);
        // 检查单位52家，其中更新问题31家、栏目问题22家
        let exclusive = labels
            .iter()
            .any(|it| it.ends_with(OWNERS) || CHANNELS.iter().any(|word| it.contains(word)));
        let several = none_above && !exclusive && ASPECTS.contains(&whole.unit);
        // 发布会6次，其中县长出席2次，回应热点18次: behind a comma it may be another matter.
        let beyond = |part: &usize| {
            self.figures
                .get(*part)
                .is_some_and(|it| it.value > whole.value && !self.is_joined_on(it))
        };
        let another = parts.iter().skip(1).any(beyond);
        another || several || none_above && within(self.sum(&apart)) && apart.len() < parts.len()
    }

    fn sum(&self, parts: &[usize]) -> Option<Amount> {
        parts
            .iter()
            .filter_map(|&it| self.figures.get(it))
            .try_fold(Amount::from(0_u64), |sum, it| sum.checked_add(it.value))
    }

    fn range(&self, parts: &[usize]) -> Option<Range> {
        let figures = parts.iter().filter_map(|&it| self.figures.get(it));
        let none = Range::exactly(Amount::ZERO);
        figures.map(|it| it.range).try_fold(none, |sum, it| sum.checked_add(&it))
    }

    fn between(&self, start: usize, end: usize) -> &str {
        cut(self.doc.folded.as_str(), Span::new(start, end))
    }
}
