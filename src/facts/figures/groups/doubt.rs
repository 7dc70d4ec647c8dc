//! What makes it doubtful that a list is complete, or whose parts it holds.

use super::Finder;
use super::words::{ASPECTS, CHANGES, HANDLED, LOOKED_AT, LOOSE, LOOSE_OPENINGS, RECEIVED};
use crate::facts::figures::{Figure, Role};
use crate::numeral::Amount;
use crate::text::{before, from, start_of};

/// Figures on either side of a group that its parts may belong to instead.
const NEAR: usize = 10;
/// Characters behind a group in which the sentence tells of the rest.
const REST: usize = 200;

impl Finder<'_> {
    /// Whether a figure stands for several (各9条), was not filled in (×条) or got lost before its
    /// unit, or a channel that carried everything makes the sum of channels meaningless.
    pub(super) fn is_unreadable(&self, total: usize, parts: &[usize], overlapping: bool) -> bool {
        let figures = || parts.iter().chain([&total]).filter_map(|&it| self.figures.get(it));
        let whole = self.figures.get(total).map(|it| it.value);
        let (start, end) = figures().fold((usize::MAX, 0), |(start, end), it| {
            (start.min(it.folded.start()), end.max(it.folded.end()))
        });
        let blank = self.between(start, end).contains(['×', '□', '＿', '_', '?', '？']);
        let aspects = self.figures.get(total).is_some_and(|it| ASPECTS.contains(&it.unit));
        let all = (overlapping || aspects && self.sum(parts) > whole)
            && parts.iter().any(|&it| self.figures.get(it).map(|it| it.value) == whole);
        let lost = |it: &Figure| {
            let label = self.doc.plain(it.label);
            !it.unit.is_empty()
                && ['、', '，', '；'].iter().any(|stop| {
                    label.match_indices(*stop).any(|(at, _)| before(label, at).ends_with(it.unit))
                })
        };
        let each = |it: &Figure| self.doc.plain(it.label).ends_with('各');
        let mut parts = parts.iter().filter_map(|&it| self.figures.get(it));
        blank || all || figures().any(each) || parts.any(lost)
    }

    /// Whether it is doubtful that the parts are those of this total: the first of them add up to
    /// another figure near by, or the very first is more than the total and another figure is not.
    /// 收到5件，办结4件，结转1件，其中予以公开3件、不予公开2件.
    pub(super) fn is_of_another(&self, total: usize, parts: &[usize], run: Option<Amount>) -> bool {
        let Some(head) = self.figures.get(total) else { return false };
        let first = total.saturating_sub(NEAR);
        let last = parts.iter().max().copied().unwrap_or(total).max(total) + NEAR;
        let others: Vec<&Figure> = self
            .figures
            .iter()
            .enumerate()
            .take(last + 1)
            .skip(first)
            .filter(|(index, it)| {
                it.block == head.block
                    && it.role == Role::Count
                    && it.unit == head.unit
                    && *index != total
                    && parts.binary_search(index).is_err()
            })
            .map(|it| it.1)
            .collect();
        let is_there = |sum: Amount| others.iter().any(|it| it.value == sum);
        if self.sum(parts).is_some_and(|sum| self.is_of_several(total, parts, sum)) {
            return true;
        }
        let is_near = |it: &Figure| it.folded < head.folded && it.sentence_end == head.sentence_end;
        let mut sum = Amount::ZERO;
        for (count, part) in parts.iter().filter_map(|it| self.figures.get(*it)).enumerate() {
            let Some(more) = sum.checked_add(part.value) else { return false };
            sum = more;
            let exceeds = count == 0 && sum > head.value;
            if exceeds && others.iter().any(|it| is_near(it) && it.value >= sum)
                || count > 0 && sum != head.value && is_there(sum)
            {
                return true;
            }
        }
        sum != head.value && run.is_some_and(is_there)
    }

    /// Whether the sentence goes on about the rest, adds some of the parts up or says that they
    /// overlap: 其余…, 三项合计…, 有重复.
    pub(super) fn leaves_a_rest(&self, total: usize, parts: &[usize]) -> bool {
        let last = parts.last().filter(|it| **it > total).and_then(|it| self.figures.get(*it));
        let behind = last.map_or("", |it| self.between(it.folded.end(), it.sentence_end));
        let behind = start_of(behind, REST);
        let words = [
            "其他各类",
            "多平台",
            "多个平台",
            "其他信息均",
            "其余",
            "剩余",
            "若干",
            "涉及多",
            "多个事项",
            "同时通过",
            "同时提交",
            "并发",
            "小计",
            "合计",
            "上述",
            "以上",
            "重复",
            "交叉",
            "重合",
            "多种形式",
            "兼",
            "同时涉及",
            "同时属于",
            "分别统计",
            "分别计",
        ];
        words.iter().any(|word| behind.contains(word)) || self.is_made_up_behind(total, parts)
    }

    /// Whether the figure behind a list is what it lacks, in words that are no part: 个人125件，单位8件，另有
    /// 3件身份不明.
    fn is_made_up_behind(&self, total: usize, parts: &[usize]) -> bool {
        let head = self.figures.get(total);
        let last = parts.last().and_then(|it| self.figures.get(*it).zip(self.figures.get(it + 1)));
        let Some((head, (last, next))) = head.zip(last) else { return false };
        let near = next.sentence_end == last.sentence_end
            && next.block == last.block
            && next.unit == head.unit
            && next.depth == last.depth;
        let sum = self.sum(parts).and_then(|it| it.checked_add(next.value));
        // 136件中，除4件撤回外，其余132件全部办结
        let ahead = self.figures.iter().take(*parts.first().unwrap_or(&0)).rev().take(NEAR);
        let mut wholes = ahead.filter(|it| it.block == head.block && it.unit == head.unit);
        near && (sum == Some(head.value) || wholes.any(|it| Some(it.value) == sum))
    }

    /// Whether the parts are only what was changed, or what was found wrong with some.
    pub(super) fn counts_changes(&self, total: usize, labels: &[&str]) -> bool {
        let changes = labels.iter().all(|label| {
            let label = label.trim_start_matches("其中");
            CHANGES.iter().any(|it| label.starts_with(it))
        });
        let label = self.figures.get(total).map_or("", |it| self.doc.plain(it.label));
        // Kinds of checks are parts of the checks.
        let kinds = LOOKED_AT.iter().any(|word| labels.iter().any(|it| it.contains(word)));
        let faults = !kinds && LOOKED_AT.iter().any(|it| label.ends_with(it));
        changes && labels.len() > 1 || faults
    }

    pub(super) fn is_loose(&self, total: usize, parts: &[usize], labels: &[&str]) -> bool {
        let after = parts
            .last()
            .and_then(|&it| self.figures.get(it))
            .map_or("", |last| self.between(last.folded.end(), last.sentence_end));
        let opening =
            match (self.figures.get(total), parts.first().and_then(|&it| self.figures.get(it))) {
                (Some(head), Some(first)) if head.block == first.block => {
                    self.between(head.folded.end(), self.doc.folded.to_folded(first.label).start())
                }
                _ => "",
            };
        let word = |text: &&str| LOOSE.iter().any(|word| text.contains(word));
        // 其中主要是
        let first = labels.first().map_or("", |it| it.strip_prefix("其中").unwrap_or(it));
        let vague = LOOSE_OPENINGS.iter().any(|it| first.starts_with(it));
        let subtotal = labels.iter().any(|it| it.contains("小计") || it.ends_with("合计"));
        after.starts_with('等')
            || subtotal
            || vague
            || word(&opening)
            || labels.iter().any(|label| label.ends_with('等'))
    }

    /// Whether parts that add up to `sum` divide the total together with the figures before it: 建议12件，
    /// 提案8件，其中主办15件，会办5件. A single part of several wholes may be less than these, unless one
    /// counts what came of the other, or it is named after one of them: 网站863条，微信449条，其中原创972条,
    /// but not 预算10条，决算20条，其中部门预算25条.
    fn is_of_several(&self, total: usize, parts: &[usize], sum: Amount) -> bool {
        let Some(head) = self.figures.get(total) else { return false };
        let course = |it: &Figure| {
            let label = self.doc.plain(it.label);
            RECEIVED.iter().chain(&HANDLED).any(|word| label.contains(word))
        };
        let own = parts
            .first()
            .and_then(|it| self.figures.get(*it))
            .map_or("", |it| self.doc.plain(it.label));
        let named = |it: &Figure| {
            let label = self.doc.plain(it.label);
            let start = label.char_indices().rev().nth(1).map(|(at, _)| at);
            start.is_some_and(|at| own.contains(from(label, at)))
        };
        let before = (0..total).rev().take(NEAR).map_while(|it| self.figures.get(it));
        let alike = before.take_while(|it| {
            it.sentence_end == head.sentence_end
                && it.block == head.block
                && it.unit == head.unit
                && it.role == Role::Count
        });
        let alike: Vec<&Figure> = alike.collect();
        // 网站发布信息863条，微信发布信息449条，其中原创信息972条 is named after neither.
        let both = named(head) && alike.iter().all(|it| named(it));
        let apart = |it: &Figure| !course(it) && (both || !named(it));
        let (mut whole, mut beside) = (Some(head.value), apart(head));
        let mut next = head;
        for it in alike {
            whole = whole.and_then(|whole| whole.checked_add(it.value));
            beside &= apart(it) && it.depth == head.depth && !self.stop_before(next);
            next = it;
            let less = parts.len() == 1 && beside && sum > head.value;
            if whole == Some(sum) || less && whole.is_some_and(|it| it > sum) {
                return true;
            }
        }
        false
    }
}
