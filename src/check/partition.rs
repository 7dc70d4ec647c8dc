//! `partition`: what came in must have gone somewhere (办理去向不平衡).
//!
//! Applications received, with those carried in or without, are those handled and those carried
//! out; those handled are the sum of their outcomes. Only figures of one paragraph are compared.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message, net};
use crate::engine::Context;
use crate::facts::figures::{Figure, Range, Role, When};
use crate::indicator::Statement;
use crate::numeral::Amount;
use crate::report::{Finding, Findings, Label, Outcome, Severity};
use crate::rule::Wording;
use crate::text::{Span, before, cut, from, start_of};

/// What came in must have gone somewhere (办理去向不平衡): applications received, with those
/// carried in or without, are those handled and those carried out, and those handled are the sum of
/// their outcomes. Only figures of one paragraph are compared; all parameters are keys of
/// `[[indicator]]` in pack.toml.
///
/// 检查申请的办理去向是否平衡：新收数（或加上年结转数）等于办结数加结转下年度数，
/// 办结数等于各项办理结果之和。只比较同一段内的数据；
/// 各参数均填 pack.toml 中 `[[indicator]]` 的 `key`。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Partition {
    /// The indicators of what came in this year; any of them will do.
    ///
    /// 本年收到数的指标，有其中之一即可。
    received: Vec<Wording>,
    /// The indicator of what was carried in from the year before.
    ///
    /// 上年结转数的指标。
    carried_in: Wording,
    /// The indicators of what was dealt with; any of them will do.
    ///
    /// 本年办结（答复）数的指标，有其中之一即可。
    handled: Vec<Wording>,
    /// The indicators of what was carried out into the next year; any of them will do. One that is
    /// `ambiguous` counts only behind what was dealt with.
    ///
    /// 结转下年度数的指标，有其中之一即可；其中 `ambiguous` 的，在办结数之后的才算。
    carried_out: Vec<Wording>,
    /// The indicators of what went another way (撤回) and may be counted with what was dealt with,
    /// or beside it.
    ///
    /// 另有去向（如撤回）、既可计入办结数也可另计的指标。
    beside: Vec<Wording>,
    /// The indicators of what became of those dealt with.
    ///
    /// 各项办理结果的指标。
    outcomes: Vec<Wording>,
    /// Those of `outcomes` that close a list of outcomes; the sum is judged only where one of them
    /// is there.
    ///
    /// `outcomes` 中作为列举末项的指标；列举中有其中之一的，才检查各项之和。
    last_outcome: Vec<Wording>,
    /// Those of `outcomes` that tell of what was disclosed; where none of them is there the others only are too
    /// many. Left out: any outcomes will do.
    ///
    /// `outcomes` 中表示公开的指标；列举中一个也没有的，只检查其余各项之和是否超过总数。省略时不论。
    #[serde(default)]
    granted: Vec<Wording>,
}

const VALUES: &[&str] = &["worked", "stated", "sum", "difference"];

/// What stands in one paragraph: a statement with its figure.
type Said<'a> = (&'a Statement<'a>, &'a Figure);

impl Kind for Partition {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] =
            &[message("", VALUES), message("outcomes", VALUES), message("please-confirm", VALUES)];
        MESSAGES
    }

    fn indicators(&self) -> Vec<&str> {
        let lists = [
            &self.received,
            &self.handled,
            &self.carried_out,
            &self.beside,
            &self.outcomes,
            &self.last_outcome,
            &self.granted,
        ];
        let listed = lists.into_iter().flatten();
        listed.chain([&self.carried_in]).map(Wording::as_str).collect()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let mut said: Vec<Said<'_>> =
            cx.statements.iter().filter_map(|it| Some((it, it.figure(cx.facts)?))).collect();
        said.retain(|it| !it.1.vague);
        let mut judged = false;
        let mut findings = Findings::default();
        for paragraph in said.chunk_by(|left, right| left.1.block == right.1.block) {
            for outcome in [self.flow(cx, paragraph), self.sum(cx, paragraph)].into_iter().flatten() {
                judged = true;
                findings.extend(outcome.err());
            }
        }
        Outcome::judged(findings, judged)
    }
}

/// One of these indicators where the paragraph states it once; what is stated without limits goes
/// first.
fn only<'a>(paragraph: &[Said<'a>], keys: &[Wording]) -> Option<Said<'a>> {
    let found = || paragraph.iter().filter(|it| keys.iter().any(|key| it.0.is(key)));
    let plain = found().any(|it| it.0.plain);
    let mut found = found().filter(|it| it.0.plain || !plain);
    let first = found.next()?;
    found.all(|it| it.1.value == first.1.value).then_some(*first)
}

/// What a paragraph states without what was to be done: 应办理45件 is what there was, not what was dealt
/// with.
fn done<'a>(cx: &Context<'_>, paragraph: &[Said<'a>]) -> Vec<Said<'a>> {
    let due = |it: &&Said<'_>| !is_due(cx.doc.plain(it.1.label));
    paragraph.iter().filter(due).copied().collect()
}

/// Whether a label says that something is to be done: 应办理, 共需答复, but not 回应答复.
fn is_due(label: &str) -> bool {
    label.match_indices(['应', '需', '须', '待']).any(|(at, word)| {
        let rest = from(label, at + word.len());
        let word = before(label, at).ends_with(['回', '响', '对', '适', '相', '接']);
        !word && ["办", "答", "处理", "回复", "当办", "当答"].iter().any(|it| rest.starts_with(it))
    })
}

/// Whether the paragraph has a figure from before the year that is as much as what is lacking, in words
/// that are not known: 新收110件，去年剩下2件.
fn is_told_otherwise(
    cx: &Context<'_>,
    paragraph: &[Said<'_>],
    received: &Figure,
    lacking: Amount,
) -> bool {
    let figures = &cx.facts.figures;
    let first = figures.partition_point(|it| it.block < received.block);
    let own = figures.iter().enumerate().skip(first).take_while(|it| it.1.block == received.block);
    let mut alike = own.filter(|it| {
        let said = |words: &[&str]| words.iter().any(|word| cx.doc.plain(it.1.label).contains(word));
        let rest = it.1.value == lacking && (is_from_before(cx, it.1) || is_carried_behind(cx, it.1) || said(&ASIDE));
        let whole = received.value.checked_add(lacking) == Some(it.1.value) && said(&ALL);
        it.1.role == Role::Count && it.1.unit == received.unit && (rest || whole)
    });
    alike.any(|(index, it)| {
        let known = paragraph.binary_search_by_key(&index, |it| it.0.figure).is_ok();
        !known && (is_carried_behind(cx, it) || cx.facts.groups.with_part(index).next().is_none())
    })
}

/// Whether the words behind a figure say that it was carried in: 办结21件（其中2件为2022年结转）.
fn is_carried_behind(cx: &Context<'_>, figure: &Figure) -> bool {
    let behind = start_of(from(cx.doc.folded.as_str(), figure.folded.end()), 10);
    behind.split(['，', '。', '；']).next().is_some_and(|it| it.contains("年结转"))
}

/// What else becomes of an application than that it is answered, and what counts all of them.
const ASIDE: [&str; 6] = ["转办", "合并", "撤销", "撤回", "补正", "重复"];
const ALL: [&str; 6] = ["合计", "总", "共办理", "共受理", "应办", "受理"];

fn is_from_before(cx: &Context<'_>, figure: &Figure) -> bool {
    let label = cx.doc.plain(figure.label);
    let words = ["转来", "遗留", "剩余", "结余", "往年", "以前"];
    let earlier = match figure.when {
        When::Before => true,
        When::Year(told) => cx.year.is_some_and(|year| told < year),
        _ => false,
    };
    earlier || words.iter().any(|it| label.contains(it))
}

/// Whether a statement may count in more than one way.
fn is_ambiguous(said: &Said<'_>) -> bool {
    said.0.of.iter().any(|it| it.ambiguous)
}

impl Partition {
    /// Received = handled + carried out; with those carried in, or without: either may be meant.
    fn flow(&self, cx: &Context<'_>, paragraph: &[Said<'_>]) -> Option<Result<(), Finding>> {
        let one = |key: &Wording| only(paragraph, std::slice::from_ref(key));
        let received = only(paragraph, &self.received)?;
        let handled = only(&done(cx, paragraph), &self.handled)?;
        let out = only(paragraph, &self.carried_out)
            .filter(|it| !is_ambiguous(it) || goes_on_behind(cx, &received, &handled, it))?;
        let carried = one(&self.carried_in);
        let gone = handled.1.range.checked_add(&out.1.range)?;
        let beside = self.beside.iter().filter_map(one);
        // Each may be counted with those dealt with, or beside them.
        let mut with_beside = vec![gone];
        for it in beside {
            let more = with_beside.iter().filter_map(|gone| gone.checked_add(&it.1.range));
            with_beside.extend(more.collect::<Vec<_>>());
        }
        let all = carried.and_then(|it| it.1.range.checked_add(&received.1.range));
        let came = [Some(received.1.range), all];
        let balances = |gone: Range| came.iter().flatten().any(|came| gone.meets(came));
        // 共办理24件 may be all that there was to do.
        let all_on_hand = Some(handled.1.range).filter(|_| is_ambiguous(&handled));
        if with_beside.into_iter().chain(all_on_hand).any(balances) {
            return Some(Ok(()));
        }
        let all_same = [received, handled, out].iter().all(|it| it.1.scope == received.1.scope);
        let certain = [received, handled, out].iter().all(|it| it.0.plain) && all_same;
        let carried_value = carried.map_or(Amount::ZERO, |it| it.1.value);
        let came = received.1.value.checked_add(carried_value)?;
        let sum = handled.1.value.checked_add(out.1.value)?;
        let lacking = came.checked_sub(sum)?;
        let net = received.1.value.checked_sub(lacking)?;
        if net::is_accounted_for(cx, received.0.figure, net) {
            return Some(Ok(()));
        }
        if is_told_otherwise(cx, paragraph, received.1, lacking.abs()) {
            return None;
        }
        // Those carried in stand in the table alone.
        let mut tabled = cx.in_tables.indicator(&self.carried_in).iter();
        if carried.is_none() && tabled.any(|it| came.checked_add(it.value) == Some(sum)) {
            return Some(Ok(()));
        }
        let certain = certain && !net::may_be_accounted_for(cx, received.0.figure, net);
        let left = match carried {
            Some(it) => format!("{}＋{}", it.1.value, received.1.value),
            None => received.1.value.to_string(),
        };
        let worked = format!("{left}≠{}＋{}", handled.1.value, out.1.value);
        let others = [Some(handled), Some(out), carried].into_iter().flatten().map(|it| it.1.span);
        Some(Err(finding(received.1.span, others.collect(), came, sum, worked)
            .variant(if certain { "" } else { "please-confirm" })
            .severity(if certain { Severity::Error } else { Severity::Warning })))
    }

    /// Those handled = the sum of their outcomes, where the list of outcomes is closed.
    fn sum(&self, cx: &Context<'_>, paragraph: &[Said<'_>]) -> Option<Result<(), Finding>> {
        let is_outcome =
            |it: &&Said<'_>| it.0.of.iter().all(|one| self.outcomes.contains(&one.key));
        let outcomes: Vec<Said<'_>> = paragraph.iter().filter(is_outcome).copied().collect();
        let closed = outcomes.iter().any(|it| self.last_outcome.iter().any(|key| it.0.is(key)));
        let mut keys: Vec<&str> =
            outcomes.iter().flat_map(|it| it.0.of.iter().map(|it| it.key.as_str())).collect();
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        if !closed || outcomes.len() < 3 || keys.len() < all || self.goes_on(cx, &outcomes) {
            return None;
        }
        let handled = only(&done(cx, paragraph), &self.handled)?;
        // 办理24件，其中新收23件，上年结转1件: not all of them need be dealt with.
        let course = |it: &Said<'_>| it.0.is_carried_in() || it.0.is_carried_out();
        if is_ambiguous(&handled) && paragraph.iter().any(course) {
            return None;
        }
        let none = Range::exactly(Amount::ZERO);
        let range = outcomes.iter().try_fold(none, |sum, it| sum.checked_add(&it.1.range))?;
        let carried = self.carried_and_handled(cx, paragraph, &handled);
        let with_carried = carried.and_then(|it| it.1.range.checked_add(&handled.1.range));
        if [Some(handled.1.range), with_carried].iter().flatten().any(|it| range.meets(it)) {
            return Some(Ok(()));
        }
        let sum = outcomes.iter().try_fold(Amount::ZERO, |sum, it| sum.checked_add(it.1.value))?;
        let short = sum < handled.1.value;
        if short && self.leaves_out_granted(cx, &outcomes)
            || is_one_more(cx, &handled, &outcomes, handled.1.value.checked_sub(sum)?)
        {
            return None;
        }
        let told: Vec<String> = outcomes.iter().map(|it| it.1.value.to_string()).collect();
        let worked = format!("{}＝{sum}", told.join("＋"));
        let spans = outcomes.iter().map(|it| it.1.span).collect();
        Some(Err(finding(handled.1.span, spans, handled.1.value, sum, worked).variant("outcomes")))
    }
}

impl Partition {
    /// Those carried in that are told to be dealt with behind those of this year: 办结22件；上年结转1件
    /// 已办结.
    fn carried_and_handled<'a>(
        &self,
        cx: &Context<'_>,
        paragraph: &[Said<'a>],
        handled: &Said<'_>,
    ) -> Option<Said<'a>> {
        let carried = only(paragraph, std::slice::from_ref(&self.carried_in))?;
        (carried.0.figure > handled.0.figure && is_dealt_with(cx, carried.1)).then_some(carried)
    }

    /// Whether those granted are told in none of the outcomes, or with the rest: 其余均已公开.
    fn leaves_out_granted(&self, cx: &Context<'_>, outcomes: &[Said<'_>]) -> bool {
        let told = outcomes.iter().any(|it| it.0.of.iter().any(|it| self.granted.contains(&it.key)));
        let Some((_, last)) = outcomes.last() else { return false };
        let rest = cut(cx.doc.folded.as_str(), Span::new(last.folded.end(), last.sentence_end.max(last.folded.end())));
        !self.granted.is_empty() && !told || ["其余均", "其余都", "其余全部", "其余已", "其余予以", "其余申请均"].iter().any(|it| rest.contains(it))
    }

    /// Whether more members follow the last outcome: 不予处理4件、撤回1件、其他2件.
    fn goes_on(&self, cx: &Context<'_>, outcomes: &[Said<'_>]) -> bool {
        let Some((last, figure)) = outcomes.last() else { return false };
        // 不予处理3件，占7.5%；其他1件，占2.5%
        let behind = cx.facts.figures.iter().enumerate().skip(last.figure + 1);
        let next = behind.take(2).find(|it| it.1.role != Role::Share);
        let more = next.filter(|(_, it)| {
            it.block == figure.block
                && it.sentence_end == figure.sentence_end
                && it.unit == figure.unit
                && it.depth == figure.depth
        });
        more.is_some_and(|(index, _)| {
            let first = cx.statements.partition_point(|it| it.figure < index);
            let mut told = cx.statements.iter().skip(first).take_while(|it| it.figure == index);
            !told.any(|it| self.carried_out.iter().any(|key| it.is(key)))
        })
    }
}

/// Whether a figure among the outcomes, in words that are not known, is what they lack: 公开10件，部分
/// 公开3件.
fn is_one_more(
    cx: &Context<'_>,
    handled: &Said<'_>,
    outcomes: &[Said<'_>],
    lacking: Amount,
) -> bool {
    let last = outcomes.last().map_or(0, |it| it.0.figure);
    let among = cx.facts.figures.iter().enumerate().take(last).skip(handled.0.figure + 1);
    let mut others = among.filter(|(index, it)| {
        let known = cx.statements.binary_search_by_key(index, |it| it.figure).is_ok();
        !known && it.role == Role::Count && it.unit == handled.1.unit
    });
    others.any(|it| it.1.value == lacking)
}

/// Whether those left over, of which it is not said whereto they go, are told behind those dealt with
/// and are none of these: not 答复12件（其中结转2件）, 结转的2件均已办结.
fn goes_on_behind(
    cx: &Context<'_>,
    received: &Said<'_>,
    handled: &Said<'_>,
    out: &Said<'_>,
) -> bool {
    let (start, end) = (handled.1.folded.end(), out.1.folded.start());
    let gap = if start < end { cut(cx.doc.folded.as_str(), Span::new(start, end)) } else { return false };
    let inside = ["其中", "含", "包括", "的"].iter().any(|it| gap.contains(it));
    let told = inside || out.1.depth > handled.1.depth || is_dealt_with(cx, out.1);
    let all = received.1.range.checked_add(&out.1.range);
    !told && !all.is_some_and(|it| it.meets(&handled.1.range))
}

/// Whether the clause goes on to say that these were dealt with: 上年结转1件已办结.
pub(super) fn is_dealt_with(cx: &Context<'_>, figure: &Figure) -> bool {
    let behind = from(cx.doc.folded.as_str(), figure.folded.end());
    let clause = behind.split(['，', '。', '；', '\n']).next().unwrap_or_default();
    ["办结", "办理完毕", "答复", "办复"].iter().any(|it| clause.contains(it))
}

fn finding(at: Span, others: Vec<Span>, stated: Amount, sum: Amount, worked: String) -> Finding {
    let difference = stated.checked_sub(sum).map_or_else(String::new, |it| it.abs().to_string());
    Finding::at(at)
        .labelled(Label::Total)
        .all_related(others, Label::Part)
        .value("stated", stated.to_string())
        .value("sum", sum.to_string())
        .value("difference", difference)
        .value("worked", worked)
}
