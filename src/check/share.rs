//! `share`: a stated share is that of its figure in its total (占比计算错误).
//!
//! The base of a share is the total of the list it stands in, or what stands before it; a share that
//! fits any total in reach is right.

mod beside;

use schemars::JsonSchema;
use serde::Deserialize;

use self::beside::{is_bracketed, outside, paired, row_of};
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::figures::{Figure, Range, Role};
use crate::facts::tense;
use crate::numeral::Amount;
use crate::report::{Finding, Label, Outcome, Severity, Why};
use crate::rule::Wording;
use crate::text::{Span, cut, from, without_brackets};

/// A stated share (占34.8%) or rate is that of its figure in its total (占比计算错误). A share that
/// fits any total in reach is right.
///
/// 检查占比、比率的计算：应与所列数据在合计中所占的比例一致。与附近任何一个合计数相符的都算正确。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Share {
    /// Words that stand right before a share and say that it is one: 占. Shares in a row with 分别
    /// are understood, too.
    ///
    /// 占比前面的词语，如 `["占"]`；“分别占”后面的一组占比也能识别。
    words: Vec<Wording>,
    /// The word that ends the name of a rate: 率. What stands before it says what was done
    /// (整改率), and the figure before it in the sentence must say the same (已整改49处).
    ///
    /// 比率名称的结尾，如 `["率"]`；其前的词（“整改率”的“整改”）须与同一句中前一个数据所说的（“已整
    /// 改49处”）相同。
    rates: Vec<Wording>,
    /// Words behind a figure by which it is what was to be done, and no part: 任务 in 完成150条任务，完成率
    /// 120%. Left out: none.
    ///
    /// 数据之后表明它是应完成数、而不是所占部分的词语，如“完成150条任务，完成率120%”中的“任务”；
    /// 省略时没有。
    #[serde(default)]
    aims: Vec<Wording>,
    /// What is let pass beyond rounding to the last digit written, in hundredths of a percentage
    /// point: 1 is 0.01 of a percentage point.
    ///
    /// 末位四舍五入之外还允许的误差，单位为百分之一个百分点：1 即 0.01 个百分点。
    tolerance: u32,
}

/// Figures before a share among which its base is looked for.
const REACH: usize = 24;

/// Figures before a rate that are looked at.
const NEAR: usize = 5;

/// Words for those dealt with, behind 占.
const DEALT_WITH: [&str; 3] = ["办结", "办理", "答复"];

/// Characters between 占 and a share at most.
const LONGEST_BASE: usize = 16;

const VALUES: &[&str] = &["stated", "part", "base", "computed"];

impl Kind for Share {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES), message("truncated", VALUES)];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let figures = cx.facts.figures.iter().enumerate();
        let shares: Vec<Stated<'_>> =
            figures.filter_map(|(index, share)| self.operands(cx, index, share)).collect();
        if shares.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let paragraphs = shares.chunk_by(|left, right| left.share.block == right.share.block);
        let judged = paragraphs.flat_map(|all| all.iter().filter_map(|it| self.judge(cx, it, all)));
        Outcome::of(judged.collect())
    }
}

/// A share, the figure it is of, and the totals it may be a share in, the likeliest first.
struct Stated<'f> {
    share: &'f Figure,
    part: &'f Figure,
    bases: Vec<&'f Figure>,
    /// Whether the first base is the total of the list the part stands in.
    listed: bool,
}

impl Share {
    fn operands<'f>(
        &self,
        cx: &Context<'f>,
        index: usize,
        share: &'f Figure,
    ) -> Option<Stated<'f>> {
        let label = cx.doc.plain(share.label);
        let said = self.words.iter().any(|word| label.contains(word.as_str()));
        if share.role != Role::Share || !share.unit.starts_with('%') {
            return None;
        }
        let figures = &cx.facts.figures;
        if let Some(stated) = self.inline(cx, index, share).or_else(|| self.rate(cx, index, share)) {
            return Some(stated);
        }
        let at = match paired(cx, index) {
            Some(at) => at,
            // 图解12篇（48%）
            None => outside(cx, index, share).filter(|_| said || label.is_empty())?,
        };
        let bracketed = paired(cx, index).is_none() && !said && is_bracketed(cx, figures.get(at), share);
        let part = figures.get(at).filter(|it| {
            it.role == Role::Count
                && it.block == share.block
                && it.sentence_end == share.sentence_end
                && !it.unit.is_empty()
        })?;
        if paired(cx, index).is_none() && !bracketed && !self.is_of(cx, part, share) {
            return None;
        }
        let totals = cx.facts.groups.with_part(at).filter_map(|it| figures.get(it.total));
        // Those in one row are parts, and none the total of another.
        let row = row_of(cx, index).map_or(at, |it| it.start);
        let near = figures.get(row.saturating_sub(REACH)..row).unwrap_or_default();
        let near = near
            .iter()
            .rev()
            .filter(|it| it.block == share.block && it.role == Role::Count && it.unit == part.unit);
        // A part above its total shows that it is none of its parts.
        let mut bases: Vec<&Figure> = totals.filter(|it| it.value >= part.value).collect();
        let listed = !bases.is_empty();
        if bracketed && !listed {
            return None;
        }
        bases.extend(near.filter(|it| it.value >= part.value));
        // 文件8条，占40%；动态12条，占60%。两类共20条.
        let behind = figures.get(index..).unwrap_or_default().iter().take(REACH);
        let behind = behind.take_while(|it| it.block == share.block);
        let adds_up = |it: &&Figure| {
            let label = cx.doc.plain(it.label);
            ["共", "共计", "合计", "总计"].iter().any(|word| label.ends_with(word))
        };
        bases.extend(behind.filter(|it| it.unit == part.unit && it.value >= part.value).filter(adds_up));
        bases.retain(|it| it.value > Amount::ZERO && it.value >= part.value);
        // 占办结数的33.8%, and not of what was received.
        let sentence = tense::sentence(cx.doc.folded.as_str(), share.folded);
        let ahead = Span::new(sentence.start(), share.folded.start().max(sentence.start()));
        let ahead = cut(cx.doc.folded.as_str(), ahead);
        if let Some(named) = DEALT_WITH.iter().find(|it| ahead.contains(&format!("占{it}"))) {
            bases.retain(|it| cx.doc.plain(it.label).contains(named));
        }
        (!bases.is_empty()).then_some(Stated { share, part, bases, listed })
    }

    /// A share whose base stands before it: 公开258条，占总数805条的33.9%.
    fn inline<'f>(
        &self,
        cx: &Context<'f>,
        index: usize,
        share: &'f Figure,
    ) -> Option<Stated<'f>> {
        let (part, base) = (index.checked_sub(2)?, index.checked_sub(1)?);
        let (part, base) = cx.facts.figures.get(part).zip(cx.facts.figures.get(base))?;
        let text = cx.doc.folded.as_str();
        let gap = |from: usize, to: usize| cut(text, Span::new(from, to.max(from)));
        let behind = gap(base.folded.end(), share.folded.start());
        let between = gap(part.folded.end(), base.folded.start());
        let (own, named) = self.words.iter().find_map(|it| between.split_once(it.as_str()))?;
        let whole = ["总", "全", "共", "合计"].iter().any(|it| named.contains(it)) || named.is_empty();
        let counts = [part, base].iter().all(|it| {
            it.role == Role::Count && it.unit == part.unit && it.sentence_end == share.sentence_end
        });
        let meant = counts && !part.unit.is_empty() && matches!(behind, "的" | "）的");
        let clear = own.trim_start_matches('，').is_empty() && whole && part.value <= base.value;
        // 占总量（30件）的80%、20%
        let row = cx.facts.figures.get(index + 1).is_some_and(|it| {
            it.role == Role::Share && gap(share.folded.end(), it.folded.start()) == "、"
        });
        let sound = meant && clear && !row && base.value > Amount::ZERO;
        sound.then(|| Stated { share, part, bases: vec![base], listed: true })
    }

    /// A rate whose word says what its part did: 发现问题50处，已整改49处，整改率98%. Its base is a
    /// figure before it in the same sentence.
    fn rate<'f>(
        &self,
        cx: &Context<'f>,
        index: usize,
        share: &'f Figure,
    ) -> Option<Stated<'f>> {
        let label = cx.doc.plain(share.label);
        let named = self.rates.iter().find_map(|it| Some((it, label.rsplit_once(it.as_str())?)));
        let (rate, (name, _)) = named?;
        let figures = &cx.facts.figures;
        let before = figures.get(index.saturating_sub(NEAR)..index)?;
        let mut sentence = before.iter().rev().take_while(|it| {
            it.block == share.block && it.sentence_end == share.sentence_end
        });
        // 采纳42条（含部分采纳13条），采纳率50%
        let count = |it: &&Figure| {
            it.role == Role::Count && !it.unit.is_empty() && it.depth <= share.depth
        };
        // 已整改 but not 未整改; and 按时办结率 is not the share of those 办结.
        let did = |it: &&Figure| {
            let words = cx.doc.plain(it.label);
            let less = ["不", "未", "无", "基本", "较", "比较"];
            let denied = less.iter().any(|no| words.contains(&format!("{no}{name}")));
            let behind = from(cx.doc.folded.as_str(), it.folded.end());
            let aim = self.aims.iter().any(|aim| behind.starts_with(aim.as_str()));
            words.contains(name) && !denied && !aim
        };
        let part = sentence.find(count).filter(did).filter(|_| name.chars().count() >= 2)?;
        // 予以公开26件、部分公开10件，公开率46.8%: both may be meant.
        if sentence.clone().any(|it| {
            let due = cx.doc.plain(it.label).contains(['应', '需', '拟']);
            count(&it) && did(&it) && !due
        }) {
            return None;
        }
        // 公开率（含部分公开）50%
        let gap = cut(cx.doc.folded.as_str(), Span::new(part.folded.end(), share.folded.start()));
        if gap.rsplit(rate.as_str()).next().is_some_and(|it| it.contains("（含")) {
            return None;
        }
        let bases: Vec<&Figure> = sentence
            .filter(|it| count(it) && it.unit == part.unit && it.value >= part.value)
            .filter(|it| it.value > Amount::ZERO)
            .collect();
        (!bases.is_empty()).then_some(Stated { share, part, bases, listed: true })
    }

    /// Whether nothing but 占 and words such as 总数的 stand between a figure and a share; another
    /// name before 占, or 两者 behind it, makes it the share of something else.
    fn is_of(&self, cx: &Context<'_>, part: &Figure, share: &Figure) -> bool {
        let span = Span::new(part.folded.end(), share.folded.start());
        let between = without_brackets(cut(cx.doc.folded.as_str(), span));
        let idle = |char: char| "，、（约均各也大都 ".contains(char);
        let Some((head, tail)) = self.words.iter().find_map(|it| between.split_once(it.as_str()))
        else {
            return false;
        };
        let others = ["两者", "二者", "三者", "合计", "之和", "其中"];
        let named = head.trim_matches(idle).chars().count();
        // 动态46条信息，占20%: what is counted may stand behind its unit.
        let counted = head.split('，').next().unwrap_or_default().chars().count();
        let far = tail.chars().count() > LONGEST_BASE || between.contains(['；', '。']);
        (named == 0 || named == counted) && !far && !others.iter().any(|it| tail.contains(it))
    }

    fn judge(&self, cx: &Context<'_>, it: &Stated<'_>, all: &[Stated<'_>]) -> Option<Finding> {
        let Stated { share, part, bases, .. } = it;
        if bases.iter().any(|base| self.fits(share, part, base) != Some(false)) {
            return None;
        }
        let base = self.base(cx, it, all)?;
        let computed = percent(part.value, base.value, share.decimals.max(1) + 1)?;
        let finding = Finding::at(share.span)
            .related(part.span, Label::Part)
            .related(base.span, Label::Total)
            .value("stated", cx.doc.words(share.span))
            .value("part", cx.doc.words(part.span))
            .value("base", cx.doc.words(base.span))
            .value("computed", computed.to_string());
        Some(if is_truncated(share, part, base) {
            finding.variant("truncated").severity(Severity::Info)
        } else {
            finding
        })
    }

    /// The total a share is certainly meant of: that of its list, the one by which other shares of
    /// the paragraph are right, or the only one there is.
    fn base<'f>(
        &self,
        cx: &Context<'_>,
        it: &Stated<'f>,
        all: &[Stated<'f>],
    ) -> Option<&'f Figure> {
        if it.listed {
            return it.bases.first().copied();
        }
        let totals = it.bases.iter().copied().filter(|base| !self.has_a_share(cx, base));
        let totals: Vec<&Figure> = totals.collect();
        let first = *totals.first()?;
        if totals.iter().all(|base| base.value == first.value) {
            return Some(first);
        }
        // The base of another share of the paragraph that leaves no choice.
        let sole = all.iter().find_map(|other| match other.bases.as_slice() {
            [only] => totals.iter().find(|base| base.span == only.span),
            _ => None,
        });
        if let Some(base) = sole {
            return Some(*base);
        }
        let voted = |base: &&&Figure| {
            let others = all.iter().filter(|other| other.share.span != it.share.span);
            let fit = others.filter(|other| self.fits(other.share, other.part, base) == Some(true));
            fit.count() > 0
        };
        totals.iter().find(voted).copied()
    }

    /// Whether a figure has a share of its own behind it, so that it is a part, and hardly the whole of the
    /// parts told beside it: 自然人16件，占88.9%；企业2件，占11.1%.
    fn has_a_share(&self, cx: &Context<'_>, figure: &Figure) -> bool {
        let figures = &cx.facts.figures;
        let next = figures.partition_point(|it| it.folded.start() <= figure.folded.start());
        let mut behind = figures.get(next..).unwrap_or_default().iter().take(REACH);
        // 47件（其中行政查询3件），占11.49%
        behind.find(|it| it.role == Role::Share || it.depth <= figure.depth).is_some_and(|share| {
            let label = cx.doc.plain(share.label);
            share.role == Role::Share
                && share.sentence_end == figure.sentence_end
                && (self.words.iter().any(|it| label.contains(it.as_str()))
                    || is_bracketed(cx, Some(figure), share))
        })
    }

    /// Whether part / base may be written as the share; none where it cannot be computed.
    fn fits(&self, share: &Figure, part: &Figure, base: &Figure) -> Option<bool> {
        let slack = Amount::new(self.tolerance.into(), 2)?;
        let low = share
            .range
            .low
            .map(|it| it.checked_sub(slack))
            .map_or(Some(None), |it| it.map(Some))?;
        let high = share
            .range
            .high
            .map(|it| it.checked_add(slack))
            .map_or(Some(None), |it| it.map(Some))?;
        // The least and the greatest share that the figures allow.
        let least = times_hundred(part.range.low).zip(base.range.high);
        let most = times_hundred(part.range.high).zip(base.range.low);
        let above = match (most, low) {
            (Some((part, base)), Some(low)) => low.checked_mul(base)? <= part,
            _ => true,
        };
        let below = match (least, high) {
            (Some((part, base)), Some(high)) => part <= high.checked_mul(base)?,
            _ => true,
        };
        Some(above && below)
    }
}

fn times_hundred(value: Option<Amount>) -> Option<Amount> {
    value?.checked_mul(100_u32.into())
}

/// part / base in per cent, rounded to so many decimals.
pub(super) fn percent(part: Amount, base: Amount, decimals: u8) -> Option<Amount> {
    let half = Amount::new(5, decimals.checked_add(1)?)?;
    let exact = cut_off(part, base, decimals.checked_add(2)?)?;
    let raised = exact.checked_add(half)?;
    cut_off(raised, 100_u32.into(), decimals)
}

/// part / base in per cent, cut off after so many decimals.
fn cut_off(part: Amount, base: Amount, decimals: u8) -> Option<Amount> {
    let scale = part.scale().max(base.scale());
    let lift = |it: Amount| -> Option<i128> {
        it.mantissa().checked_mul(10_i128.checked_pow(u32::from(scale - it.scale()))?)
    };
    let factor = 100_i128.checked_mul(10_i128.checked_pow(u32::from(decimals))?)?;
    Amount::new(lift(part)?.checked_mul(factor)?.checked_div(lift(base)?)?, decimals)
}

/// Whether the share was cut off instead of rounded: 2.96 written as 2.9.
fn is_truncated(share: &Figure, part: &Figure, base: &Figure) -> bool {
    let exact = part.range == Range::exactly(part.value) && !share.vague;
    exact && cut_off(part.value, base.value, share.decimals) == Some(share.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_and_never_floating() {
        let share = |part: u32, base: u32, decimals| {
            percent(part.into(), base.into(), decimals).map(|it| it.to_string())
        };
        assert_eq!(share(258, 805, 2).as_deref(), Some("32.05"));
        assert_eq!(share(1, 3, 2).as_deref(), Some("33.33"));
        assert_eq!(share(2, 3, 1).as_deref(), Some("66.7"));
        assert_eq!(share(1, 8, 2).as_deref(), Some("12.5"));
        assert_eq!(share(0, 5, 2).as_deref(), Some("0"));
    }
}
