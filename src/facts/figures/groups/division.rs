//! Lists with a clause of their own before them that says by what the whole is divided, or that a list
//! follows: 按申请人分, 从申请方式看, 申请方式中, 具体为, 即. Their whole is the last figure before them in the
//! same unit that can be; and lists that divide the whole of the list before them once more.

use super::dimension::Dimension;
use super::list::Telling;
use super::words::{
    ANNOUNCES, BY, DIVIDES, HANDLED, ITEMS, KIND_OF, KINDS, LOOKS, NAMES, NO_DIVISION, OF_ALL,
    PUBLISHED, RECEIVED, TAILS,
};
use super::{Closure, Finder, Group, Known};
use crate::facts::figures::{Figure, Role, When};
use crate::numeral::Amount;
use crate::text::{before, from};

/// Figures before a list among which its whole is looked for.
const REACH: usize = 24;
/// Groups found last among which that of the list before is looked for.
const NEAR: usize = 4;
/// Characters before a label that may hold the clause.
const LONGEST_LEAD: usize = 30;
/// Characters of such a clause at most.
const LONGEST: usize = 16;

impl Finder<'_> {
    /// The list that begins with figure `first`, where a clause announces one.
    pub(super) fn divided(&self, first: usize, known: &Known) -> Option<Group> {
        let start = self.figures.get(first)?;
        let item = start.role == Role::Count && ITEMS.contains(&start.unit);
        if !item || known.total_of.contains_key(&first) {
            return None;
        }
        let closure = self.division(first)?;
        let total = self.divided_whole(first, known)?;
        let head = self.figures.get(total)?;
        let telling = Telling { shared: false, closed: closure == Closure::Section };
        let list = self.list(head, first, start.depth, telling);
        // Without 其他 a list may leave something out, but for who applied.
        let residual = list.parts.last().is_some_and(|it| self.is_residual(*it));
        let own = self.told(head, start).dimension();
        let whole = residual || own == Some(Dimension::Applicant);
        let closure = if whole { closure } else { Closure::Open };
        let apart = own.is_some_and(|it| it != Dimension::Topic && it != Dimension::Aside);
        let mut group = (list.parts.len() >= 2).then(|| self.group(total, list, closure))?;
        group.shared |= !apart;
        (!self.counts_the_carried(&group, head)).then_some(group)
    }

    /// Whether the parts add up only with what was carried in or out beside the total: 新收20件，上年结转
    /// 2件，按申请人分，自然人20件，法人2件.
    fn counts_the_carried(&self, group: &Group, head: &Figure) -> bool {
        let Some(sum) = group.sum.filter(|it| *it != head.value) else { return false };
        let (Some(first), Some(last)) = (group.parts.first(), group.parts.last()) else {
            return false;
        };
        let near = self.figures.iter().enumerate().skip(first.saturating_sub(REACH));
        let near = near.take_while(|it| it.0 <= last + NEAR);
        let mut carried = near
            .map(|it| it.1)
            .filter(|it| it.block == head.block && it.unit == head.unit && self.is_carried(it));
        carried.any(|it| {
            head.value.checked_add(it.value) == Some(sum)
                || sum.checked_add(it.value) == Some(head.value)
                || self.balances(sum, head, it)
        })
    }

    /// Whether parts and what was carried out make up what came in and what was carried in.
    fn balances(&self, sum: Amount, head: &Figure, out: &Figure) -> bool {
        let mut others = self
            .figures
            .iter()
            .filter(|it| it.block == head.block && it.folded != out.folded && self.is_carried(it));
        let left = sum.checked_add(out.value);
        left.is_some() && others.any(|it| head.value.checked_add(it.value) == left)
    }

    /// Whether a clause right before figure `first` announces a list, and how complete it then is.
    pub(super) fn division(&self, first: usize) -> Option<Closure> {
        let start = self.figures.get(first)?;
        let label = self.doc.folded.to_folded(start.label).start();
        let earlier = first.checked_sub(1).and_then(|it| self.figures.get(it));
        let earlier = earlier.filter(|it| it.block == start.block).map(|it| it.folded.end());
        let begin = earlier.or_else(|| Some(self.doc.blocks.get(start.block)?.folded.start()))?;
        let lead = self.between(begin.min(label), label);
        let near: usize = lead.chars().rev().take(LONGEST_LEAD).map(char::len_utf8).sum();
        let lead = from(lead, lead.len() - near).trim_end();
        let stops = ['，', '。', '；', '：', '（', '）', ' '];
        let clause = lead.strip_suffix(['，', '：']).and_then(|it| it.rsplit(stops).next());
        let colon = lead.ends_with('：');
        clause
            .filter(|it| !it.is_empty() && it.chars().count() <= LONGEST)
            .and_then(|it| announces(it, colon))
            .or_else(|| self.is_announced_inside(first, start, lead).then_some(Closure::Open))
    }

    /// Whether the words that announce a list begin the label of its first part: 即动态12条、公告5条.
    fn is_announced_inside(&self, first: usize, start: &Figure, lead: &str) -> bool {
        let label = self.doc.plain(start.label);
        let next = self.figures.get(first + 1);
        let joined = next.is_some_and(|it| self.is_joined_on(it));
        let begins = ANNOUNCES.iter().any(|it| label.starts_with(it))
            || joined && ["即", "有"].iter().any(|it| label.starts_with(it));
        let stop = matches!(lead, "，" | "。" | "；");
        stop && begins && !NO_DIVISION.iter().any(|it| label.starts_with(it))
    }

    /// The whole of a list that begins with figure `first`: the last figure before it in its unit that
    /// counts what such parts divide. Where a greater one stands before that, either may be it.
    fn divided_whole(&self, first: usize, known: &Known) -> Option<usize> {
        let start = self.figures.get(first)?;
        let wholes = self.wholes_before(first, start, known)?;
        let figure = |it: &usize| self.figures.get(*it);
        let last = figure(wholes.first()?)?;
        let said = |it: &usize, words: &[&str]| {
            figure(it).is_some_and(|it| {
                let label = self.doc.plain(it.label);
                words.iter().any(|word| label.contains(word))
            })
        };
        if !self.is_published(last) {
            let outcome = self.told(last, start).dimension() == Some(Dimension::Outcome);
            // 尚在办理中2件 tells of none that were dealt with.
            let handled =
                |it: &&usize| said(it, &HANDLED) && !said(it, &["尚", "正在", "未", "仍"]);
            if outcome {
                return wholes.iter().find(handled).copied();
            }
            let received = wholes.iter().find(|it| said(it, &RECEIVED) && !handled(it));
            if let Some(received) = received {
                return Some(*received);
            }
        }
        let greater = wholes.iter().filter_map(figure).any(|it| it.value > last.value);
        (!greater).then(|| wholes.first().copied()).flatten()
    }

    /// The figures before a list that may be its whole, the last first; none where what was published
    /// is counted in another unit in between.
    fn wholes_before(&self, first: usize, start: &Figure, known: &Known) -> Option<Vec<usize>> {
        let mut wholes: Vec<usize> = Vec::new();
        let published = PUBLISHED.contains(&start.unit);
        for index in (0..first).rev().take(REACH) {
            let Some(figure) = self.figures.get(index).filter(|it| it.block == start.block) else {
                break;
            };
            if figure.role == Role::Count && figure.unit != start.unit {
                let other = published && PUBLISHED.contains(&figure.unit);
                if other && wholes.is_empty() {
                    return None;
                }
                continue;
            }
            let whole = known.total_of.get(&index).copied().unwrap_or(index);
            let may_be = self.figures.get(whole).is_some_and(|it| {
                self.may_be_total(it)
                    && it.unit == start.unit
                    && it.depth == start.depth
                    && matches!(it.when, When::Unsaid | When::Year(_))
                    && !self.is_carried(it)
            });
            if may_be && !wholes.contains(&whole) {
                wholes.push(whole);
            }
        }
        Some(wholes)
    }

    /// Whether the clause of a figure tells what was carried from one year to another: 结转2024年继续办理3件.
    fn is_carried(&self, figure: &Figure) -> bool {
        let head = before(self.doc.folded.as_str(), figure.folded.start());
        let near: usize = head.chars().rev().take(LONGEST_LEAD).map(char::len_utf8).sum();
        let near = from(head, head.len() - near);
        let clause = near.rsplit(['，', '。', '；', '：', '（']).next().unwrap_or(near);
        ["结转", "转入", "转来", "顺延", "继续"].iter().any(|it| clause.contains(it))
    }

    /// The list behind a semicolon or stop that divides the whole of the list before it once more, by
    /// something else: 收到77件，其中网上70件，邮寄7件；自然人申请65件，企业申请12件.
    pub(super) fn divided_again(&self, first: usize, known: &Known) -> Option<Group> {
        let start = self.figures.get(first)?;
        if known.total_of.contains_key(&first) || !self.stop_before(start) {
            return None;
        }
        let earlier = (0..first).rev().take(3).find(|it| known.total_of.contains_key(it))?;
        let group =
            known.list.iter().rev().take(NEAR).find(|it| it.parts.last() == Some(&earlier))?;
        let head = self.figures.get(group.total).filter(|it| it.block == start.block)?;
        let told = |it: usize| self.figures.get(it).and_then(|it| self.told(head, it).dimension());
        let own = told(first).filter(|it| *it != Dimension::Aside && *it != Dimension::Topic)?;
        let handled = HANDLED.iter().any(|it| self.doc.plain(head.label).contains(it));
        let complete = group.doubt.is_none() && group.sum == Some(head.value);
        let other = told(earlier).is_some_and(|it| it != own);
        if !complete || !other || self.is_published(head) || own == Dimension::Outcome && !handled {
            return None;
        }
        let list = self.list(head, first, start.depth, Telling::default());
        let alike = list.parts.iter().all(|&it| told(it) == Some(own) || self.is_residual(it));
        (alike && list.parts.len() >= 2).then(|| self.group(group.total, list, Closure::Open))
    }
}

/// Whether a clause announces a list, and how complete it then is: 按…分 divides the whole, 从…看 may
/// name but the greater parts.
fn announces(clause: &str, colon: bool) -> Option<Closure> {
    let begins = |list: &[&str]| list.iter().any(|it| clause.starts_with(it));
    if let Some(by) = BY.iter().find_map(|it| clause.strip_prefix(it)).filter(|it| !it.is_empty()) {
        let ends = |list: &[&str]| list.iter().any(|it| by.ends_with(it));
        if ends(&LOOKS) || ends(&KINDS) {
            return Some(Closure::Open);
        }
        return (ends(&DIVIDES) && !ends(&NO_DIVISION)).then_some(Closure::Section);
    }
    if begins(&NAMES) || begins(&ANNOUNCES) {
        return Some(Closure::Open);
    }
    let of_all = OF_ALL.iter().any(|it| clause.ends_with(it));
    if of_all && clause.starts_with(['在', '收', '受', '所', '全', '新', '公', '发']) {
        return Some(Closure::Open);
    }
    // 申请方式为, 申请方式中
    let bare = TAILS.iter().find_map(|it| clause.strip_suffix(it));
    let named = bare.unwrap_or(clause);
    let kind = KINDS.iter().any(|it| named.ends_with(it)) && begins(&KIND_OF);
    (kind && (colon || bare.is_some())).then_some(Closure::Open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_that_announce_a_list_are_known() {
        let table = [
            ("按申请人分", Some(Closure::Section)),
            ("按照公开类别划分", Some(Closure::Section)),
            ("从申请方式看", Some(Closure::Open)),
            ("按申请类型", Some(Closure::Open)),
            ("按公开渠道统计", Some(Closure::Open)),
            ("具体如下", Some(Closure::Open)),
            ("分类情况为", Some(Closure::Open)),
            ("申请方式中", Some(Closure::Open)),
            ("在收到的申请中", Some(Closure::Open)),
            ("按要求公开大部分", None),
            ("通过多种方式", None),
            ("从严把关", None),
            ("按时办结", None),
            ("公开方式", None),
        ];
        for (clause, expected) in table {
            assert_eq!(announces(clause, false), expected, "{clause}");
        }
        assert_eq!(announces("申请渠道", true), Some(Closure::Open));
    }
}
