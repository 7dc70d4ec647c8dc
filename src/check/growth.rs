//! `growth`: a stated growth is that between the figures stated with it (增幅错误).

use schemars::JsonSchema;
use serde::Deserialize;

use super::share::percent;
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::figures::{Figure, Role, When};
use crate::facts::tense;
use crate::numeral::Amount;
use crate::report::{Finding, Findings, Label, Outcome};
use crate::rule::Wording;
use crate::text::{Span, before, cut};

/// A stated growth or difference is that between the figures of the two years stated with it in its
/// sentence (增减幅度错误).
///
/// 检查增减幅度：同一句中所写的增减百分比、增减数量应与所列本年、上年数据算得的一致。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Growth {
    /// Words in the label of a rate or a difference that say it went up: 增长. Of all words of both
    /// lists the last before the figure counts.
    ///
    /// 表示增加的词语，如 `["增长", "增加"]`；与 `down` 合在一起，以离数字最近的为准。
    up: Vec<Wording>,
    /// Words that say it went down: 下降.
    ///
    /// 表示减少的词语，如 `["下降", "减少"]`。
    down: Vec<Wording>,
    /// Words in the sentence that tell of another way to count, so that the figures beside a change
    /// are not those compared: 同口径. Left out: none.
    ///
    /// 表明统计口径不同、相邻数据不是比较对象的词语，如 `["同口径"]`；句中有其中之一的不检查。
    /// 省略时没有。
    #[serde(default)]
    unless: Vec<Wording>,
    /// What is let pass beyond rounding to the last digit written, in hundredths of a percentage
    /// point: 1 is 0.01 of a percentage point. For rates only.
    ///
    /// 百分比在末位四舍五入之外还允许的误差，单位为百分之一个百分点：1 即 0.01 个百分点。
    /// 只用于百分比。
    tolerance: u32,
}

const VALUES: &[&str] = &["stated", "now", "before", "computed"];

/// The unit of a difference between two shares.
const POINTS: &str = "个百分点";

/// Figures before a change that are looked at.
const REACH: usize = 6;

/// Two figures and where they stand: the count now and the one of the year before.
struct Pair<'a> {
    now: Amount,
    before: Amount,
    places: Vec<&'a Figure>,
}

impl Kind for Growth {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", VALUES),
            message("reversed", VALUES),
            message("difference", VALUES),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let mut judged = false;
        let mut findings = Findings::default();
        for (index, stated) in cx.facts.figures.iter().enumerate() {
            let rate = stated.unit.starts_with('%');
            if !rate && !self.is_difference(cx, stated) && stated.unit != POINTS {
                continue;
            }
            let Some(up) = self.direction(cx, stated) else { continue };
            if rate && self.is_of_a_share(cx, stated) {
                continue;
            }
            // 分别减少4件和1件 is about several, and so is what follows an average.
            let average = near(cx, index, stated).iter().any(|it| {
                it.role == Role::Average || cx.doc.plain(it.label).contains('均')
            });
            if average || cx.doc.plain(stated.label).contains("分别") || self.is_counted_otherwise(cx, stated) {
                continue;
            }
            let pairs = if rate {
                let mut pairs = self.pairs(cx, &near(cx, index, stated));
                if pairs.is_empty() {
                    let behind = self.change_behind(cx, index, stated);
                    let near = [near(cx, index, stated), behind.into_iter().collect()].concat();
                    pairs = self.pairs(cx, &near);
                }
                pairs
            } else {
                self.both_years(cx, &near(cx, index, stated), stated.unit)
            };
            judged |= !pairs.is_empty();
            // Of 信访类3件，与2022年（5件）相比 only the reader knows which is meant.
            let unclear = is_of_one_of_many(cx, index, stated);
            let fits = |it: &Pair<'_>| {
                let fits = if rate {
                    self.fits(stated, it, up)
                } else {
                    it.difference(up).map(|it| stated.range.holds(it))
                };
                fits != Some(false)
            };
            if let Some(first) = pairs.first().filter(|_| !unclear && !pairs.iter().any(fits)) {
                findings.extend(if rate {
                    finding(cx, stated, first, up)
                } else {
                    difference(cx, stated, first)
                });
            }
        }
        Outcome::judged(findings, judged)
    }
}

impl Growth {
    /// Whether a figure is said to have gone up, or down.
    fn direction(&self, cx: &Context<'_>, figure: &Figure) -> Option<bool> {
        let label = cx.doc.plain(figure.label);
        let last = |words: &[Wording]| words.iter().filter_map(|it| label.rfind(it.as_str())).max();
        match (last(&self.up), last(&self.down)) {
            (Some(up), Some(down)) => Some(up > down),
            (Some(_), None) => Some(true),
            (None, Some(_)) => Some(false),
            (None, None) if figure.role == Role::Change && label.starts_with('多') => Some(true),
            (None, None) if figure.role == Role::Change && label.starts_with('少') => Some(false),
            (None, None) => None,
        }
    }

    /// The counts in the sentence that a rate may be about: of both years, or of this year with
    /// the difference.
    fn pairs<'f>(&self, cx: &Context<'f>, near: &[&'f Figure]) -> Vec<Pair<'f>> {
        let counts = || near.iter().filter(|it| it.role == Role::Count && !it.unit.is_empty());
        let changes = near.iter().filter(|it| self.is_difference(cx, it) && !it.unit.is_empty());
        let mut units: Vec<&str> = counts().map(|it| it.unit).collect();
        units.sort_unstable();
        units.dedup();
        let mut pairs: Vec<Pair<'_>> =
            units.into_iter().flat_map(|unit| self.both_years(cx, near, unit)).collect();
        for change in changes {
            let Some(up) = self.direction(cx, change) else { continue };
            for count in counts().filter(|it| it.unit == change.unit && it.span < change.span) {
                let places = vec![*count, *change];
                pairs.extend(pair_with(cx, count, change, up, places));
            }
        }
        pairs
    }

    /// The difference that a rate is told before: 同比增长7.7%，较上年增加40条. It names nothing else, and
    /// no rate of its own follows it.
    fn change_behind<'f>(
        &self,
        cx: &Context<'f>,
        index: usize,
        rate: &Figure,
    ) -> Option<&'f Figure> {
        let figures = &cx.facts.figures;
        let same = |it: &&Figure| {
            it.block == rate.block && it.sentence_end == rate.sentence_end && it.depth == rate.depth
        };
        let next = figures.get(index + 1).filter(same)?;
        let label = cx.doc.plain(next.label);
        let bare = ["较", "比", "同比"].iter().any(|it| label.starts_with(it));
        let words = self.up.iter().chain(&self.down);
        let alone = words.map(Wording::as_str).any(|it| label == it) || bare;
        let own = figures.get(index + 2).filter(same).is_some_and(|it| {
            it.unit.starts_with('%') && self.direction(cx, it).is_some()
        });
        let way = self.direction(cx, next).is_some() && self.direction(cx, next) == self.direction(cx, rate);
        (alone && way && !own && self.is_difference(cx, next)).then_some(next)
    }

    /// The counts in one unit of which it is said which was the earlier.
    fn both_years<'f>(
        &self,
        cx: &Context<'f>,
        near: &[&'f Figure],
        unit: &str,
    ) -> Vec<Pair<'f>> {
        // 62.4%，比上年的58.9%提高3.5个百分点 compares two shares, but not 下降16.7%.
        let role = if unit == POINTS { Role::Share } else { Role::Count };
        let unit = if unit == POINTS { "%" } else { unit };
        let is_change = |it: &Figure| {
            if role == Role::Share { self.direction(cx, it).is_some() } else { self.is_difference(cx, it) }
        };
        let counts = near.iter().filter(|it| it.role == role && it.unit == unit && !is_change(it));
        let counts: Vec<&Figure> = counts.copied().collect();
        let pairs = counts.iter().enumerate().flat_map(|(at, left)| {
            counts.iter().skip(at + 1).filter_map(|right| ordered(cx, left, right))
        });
        pairs.collect()
    }

    /// Whether a figure is a difference: 增加210条, or 多公开210条 behind 比上年.
    fn is_difference(&self, cx: &Context<'_>, figure: &Figure) -> bool {
        let label = cx.doc.plain(figure.label);
        figure.role == Role::Change
            || figure.role == Role::Count && self.up.iter().chain(&self.down).any(|it| label == it.as_str())
    }

    /// Whether a share itself went up, which no counts beside it tell: 公开率提高5%.
    fn is_of_a_share(&self, cx: &Context<'_>, rate: &Figure) -> bool {
        let label = cx.doc.plain(rate.label);
        let words = || self.up.iter().chain(&self.down).filter_map(|it| label.rfind(it.as_str()));
        let subject = words().max().map_or("", |at| before(label, at));
        ["率", "满意度", "比例", "比重", "占比"].iter().any(|it| subject.contains(it))
    }

    fn is_counted_otherwise(&self, cx: &Context<'_>, figure: &Figure) -> bool {
        let text = cx.doc.folded.as_str();
        let sentence = cut(text, tense::sentence(text, figure.folded));
        self.unless.iter().any(|it| sentence.contains(it.as_str()))
    }

    /// Whether the rate may be written for a pair; none where it cannot be computed.
    fn fits(&self, rate: &Figure, pair: &Pair<'_>, up: bool) -> Option<bool> {
        let part = pair.difference(up)?.checked_mul(100_u32.into())?;
        let slack = Amount::new(self.tolerance.into(), 2)?;
        let low = rate.range.low.and_then(|it| it.checked_sub(slack));
        let high = rate.range.high.and_then(|it| it.checked_add(slack));
        let above = low.map_or(Some(true), |it| Some(it.checked_mul(pair.before)? <= part))?;
        let below = high.map_or(Some(true), |it| Some(part <= it.checked_mul(pair.before)?))?;
        Some(above && below)
    }
}

impl Pair<'_> {
    /// How much more it is now, or with `up` false how much less.
    fn difference(&self, up: bool) -> Option<Amount> {
        let (more, less) = if up { (self.now, self.before) } else { (self.before, self.now) };
        more.checked_sub(less)
    }
}

/// Whether the earlier count stands alone in a bracket before a change, and several others before it.
fn is_of_one_of_many(cx: &Context<'_>, index: usize, change: &Figure) -> bool {
    let before = near(cx, index, change);
    let year = cx.year.unwrap_or(i32::MIN);
    let told = |it: &&&Figure| {
        it.depth > change.depth && matches!(it.when, When::Year(told) if told < year)
    };
    let Some(earlier) = before.iter().find(told) else { return false };
    let others = before.iter().filter(|it| {
        it.depth <= change.depth && it.unit == earlier.unit && it.folded.end() < earlier.folded.start()
    });
    others.count() > 1
}

/// The figures of the sentence that a change may be about; what lies behind another rate belongs to
/// that one.
fn near<'f>(cx: &Context<'f>, index: usize, change: &Figure) -> Vec<&'f Figure> {
    let figures = &cx.facts.figures;
    let same = |it: &&Figure| {
        it.sentence_end == change.sentence_end && it.block == change.block && !it.vague
    };
    // 下降57.1%（由7件降至3件）
    if let Some([from, to]) = figures.get(index + 1..index + 3) {
        let start = change.folded.end();
        let gap = cut(cx.doc.folded.as_str(), Span::new(start, from.folded.start().max(start)));
        let own = gap.starts_with('（') && from.depth > change.depth && to.depth == from.depth;
        if own && cx.doc.plain(from.label).starts_with(['由', '从']) && same(&to) {
            return vec![from, to];
        }
    }
    let before = figures.get(index.saturating_sub(REACH)..index).unwrap_or_default();
    let before: Vec<&Figure> = before.iter().filter(same).collect();
    let rate = |it: &&Figure| it.unit.starts_with('%') && change.unit != POINTS;
    let from = before.iter().rposition(rate).map_or(0, |it| it + 1);
    let mut near: Vec<&Figure> = before.get(from..).unwrap_or_default().to_vec();
    // …同比增长8%，上年为50件 and 较上年的50件增长8%，达到54件.
    let reached = |it: &&Figure| cx.doc.plain(it.label).starts_with('达');
    let next = figures.get(index + 1).filter(same);
    // 提高15个百分点，较上年的65%提高20个百分点: what follows belongs to another change.
    let compared = |it: &Figure| cx.doc.plain(it.label).starts_with(['较', '比', '与']);
    // …增长8%（2022年为50件）
    let year = cx.year.unwrap_or(i32::MIN);
    let in_brackets = |it: &Figure| {
        it.depth > change.depth && matches!(it.when, When::Year(told) if told.checked_add(1) == Some(year))
    };
    let earlier = |it: &Figure| {
        it.role != Role::Change && (it.when == When::Before || in_brackets(it))
    };
    near.extend(next.filter(|it| earlier(it) && !compared(it) || reached(it)));
    // The whole of a list may stand further off.
    let start = index.saturating_sub(REACH);
    let totals = (start..index).flat_map(|it| cx.facts.groups.with_part(it)).map(|it| it.total);
    let totals = totals.filter(|it| *it < start).filter_map(|it| figures.get(it)).filter(same);
    let totals: Vec<&Figure> = totals.collect();
    near.extend(totals.first());
    near
}

/// A count and a difference tell both years.
fn pair_with<'f>(
    cx: &Context<'_>,
    count: &Figure,
    change: &Figure,
    up: bool,
    places: Vec<&'f Figure>,
) -> Option<Pair<'f>> {
    let more = count.value.checked_add(change.value);
    let less = count.value.checked_sub(change.value);
    // 与2022年（5件）相比增加3件
    let earlier = match count.when {
        When::Before => true,
        When::Year(told) => cx.year.is_some_and(|year| told < year),
        _ => false,
    };
    let (now, before) = match (earlier, up) {
        (true, true) => (more?, count.value),
        (true, false) => (less?, count.value),
        (false, true) => (count.value, less?),
        (false, false) => (count.value, more?),
    };
    (before > Amount::ZERO).then_some(Pair { now, before, places })
}

/// Which of two counts is the earlier: the one said to be, or the first in 由…增加到….
fn ordered<'f>(cx: &Context<'_>, left: &'f Figure, right: &'f Figure) -> Option<Pair<'f>> {
    let label = |it: &Figure| cx.doc.plain(it.label).to_owned();
    let year = cx.year.unwrap_or(i32::MAX);
    let earlier = |it: &Figure| match it.when {
        When::Before => true,
        When::Year(named) => named < year,
        _ => false,
    };
    let between = cut(cx.doc.folded.as_str(), Span::new(left.folded.end(), right.folded.start()));
    let rises = ["到", "至"].iter().any(|it| between.contains(it)) && {
        let words = label(left);
        words.contains('由') || words.contains('从')
    };
    let (before, now) = match (earlier(left), earlier(right)) {
        (true, false) => (left, right),
        (false, true) => (right, left),
        _ if rises => (left, right),
        _ => return None,
    };
    let places = vec![now, before];
    if !rises && !are_alike(&label(now), &label(before)) {
        return None;
    }
    (before.value > Amount::ZERO).then_some(Pair { now: now.value, before: before.value, places })
}

/// Whether two labels may be about one count: the earlier says nothing else (上年为), or both share
/// a word. What was carried over is a matter of its own.
fn are_alike(now: &str, before: &str) -> bool {
    const TIMES: [&str; 14] = [
        "上一年度", "上一年", "上年度", "上年", "去年", "前一年", "同期", "较", "比", "由", "从", "为",
        "的", "有",
    ];
    if now.contains("结转") || before.contains("结转") {
        return false;
    }
    let bare = TIMES.iter().fold(before.to_owned(), |it, word| it.replace(word, ""));
    let chars: Vec<char> = bare.chars().filter(|it| crate::text::is_han(*it)).collect();
    let shares = chars.windows(2).any(|pair| now.contains(&pair.iter().collect::<String>()));
    chars.len() < 2 || shares
}

fn finding(cx: &Context<'_>, rate: &Figure, pair: &Pair<'_>, up: bool) -> Option<Finding> {
    let difference = pair.now.checked_sub(pair.before)?.abs();
    let computed = percent(difference, pair.before, rate.decimals.max(1) + 1)?;
    Some(
        Finding::at(rate.span)
            .variant(if (pair.now < pair.before) == up { "reversed" } else { "" })
            .all_related(pair.places.iter().map(|it| it.span), Label::Other)
            .value("stated", cx.doc.words(rate.span))
            .value("now", pair.now.to_string())
            .value("before", pair.before.to_string())
            .value("computed", computed.to_string()),
    )
}

fn difference(cx: &Context<'_>, change: &Figure, pair: &Pair<'_>) -> Option<Finding> {
    let computed = pair.now.checked_sub(pair.before)?.abs();
    Some(
        Finding::at(change.span)
            .variant("difference")
            .all_related(pair.places.iter().map(|it| it.span), Label::Other)
            .value("stated", cx.doc.words(change.span))
            .value("now", pair.now.to_string())
            .value("before", pair.before.to_string())
            .value("computed", format!("{computed}{}", change.unit)),
    )
}
