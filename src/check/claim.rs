//! `claim`: words that leave no exception, and a figure or table that shows one (定性与数据矛盾).

mod part;
mod time;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::table_sum::place;
use super::{Kind, Message, message};
use crate::document::Document;
use crate::engine::Context;
use crate::facts::figures::{Figure, Scope, scope};
use crate::facts::tense;
use crate::indicator::{is_last, residue};
use crate::numeral::Amount;
use crate::report::{Finding, Label, Outcome, Severity, Why};
use crate::rule::{Wording, Words};
use crate::text::{Span, before, cut, from};

/// Words that leave no exception (未收到申请, 全部办结), while a table or a figure in the text
/// shows one (定性与数据矛盾). Sentences about plans or other years, and clauses with a figure, are
/// no such claims.
///
/// 检查定性表述与数据是否矛盾：正文说“未收到申请”“全部办结”等，表格或正文数据却表明有。谈打算、
/// 说其他年份的句子和带数字的分句不算这类表述。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Claim {
    /// The claims that are looked for, each with the indicators that must then be nought.
    ///
    /// 要查找的表述，每种写明相应为零的指标。
    claim: Vec<Claimed>,
}

/// A claim that leaves no exception.
///
/// 一种不留例外的表述。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Claimed {
    /// How the claim begins: 未收到, 均获维持. It is looked for outside tables and quotations.
    ///
    /// 表述的开头，如 `["未收到"]`、`["均获维持"]`；表格、引号和书名号中的不算。
    says: Vec<Wording>,
    /// What it is about, behind its beginning in the same clause: 申请. Left out: nothing need
    /// follow.
    ///
    /// 同一分句中在后的对象，如 `["申请"]`，出现其中之一才算；省略时后面不要求有对象。
    #[serde(default)]
    about: Vec<Wording>,
    /// What it is about where that stands before it in the clause: 行政复议 in 行政复议、行政诉讼均为零.
    /// Nothing else may then stand in the clause but whose and when it is. Left out: nothing need
    /// stand before it.
    ///
    /// 同一分句中在前的对象，如“行政复议、行政诉讼均为零”中的 `["行政复议"]`，出现其中之一才算；
    /// 这时分句中除主体和时间外不能另有他语。省略时前面不要求有对象。
    #[serde(default)]
    of: Vec<Wording>,
    /// Whether nothing may stand before it in its clause but whose and when it is: 8个部门 before
    /// 没有 tells of those alone. Left out: no.
    ///
    /// 分句中在前的文字是否只能是主体和时间：“8个部门没有……”说的只是这些部门。省略时为否。
    #[serde(default)]
    alone: bool,
    /// What the clause may be about as well, without being limited by it: 行政诉讼 in
    /// 未发生行政复议、行政诉讼. Left out: nothing.
    ///
    /// 分句中可以并列而不影响含义的其他对象，如“未发生行政复议、行政诉讼”中的“行政诉讼”；
    /// 省略时没有。
    #[serde(default)]
    beside: Vec<Wording>,
    /// Words for its matter: of all matters named up to the claim in its sentence, or else in the
    /// headings above, one of these must be the last. Left out: any matter will do.
    ///
    /// 所属事项的用语：本句中在前（句中没有的，看上面的标题）最后提到的事项须是其中之一。
    /// 省略时不论事项。
    #[serde(default)]
    under: Vec<Wording>,
    /// Words for other matters, which must not be the last named: 诉讼 for a claim on 复议. Left
    /// out: none.
    ///
    /// 其他事项的用语；最后提到的是其中之一的，不算。如谈复议的表述填 `["诉讼"]`。省略时没有。
    #[serde(default)]
    apart: Vec<Wording>,
    /// Whether other matters may be named behind its own in one list, of which the claim is then made as
    /// well: 诉讼 in 复议7件，诉讼9件，均获维持. Left out: no.
    ///
    /// 其他事项能否与所属事项并列在后而一并算在内，如“复议7件，诉讼9件，均获维持”中的“诉讼”；
    /// 省略时为否。
    #[serde(default)]
    joint: bool,
    /// Words between its matter and the claim after which it is about something else. Left out:
    /// none.
    ///
    /// 出现在事项与表述之间、表明已另说他事的词语；省略时没有。
    #[serde(default)]
    broken_by: Vec<Wording>,
    /// Words before it in its clause that limit or deny it: 上年结转 in 上年结转的申请均已办结,
    /// 未能 in 未能全部办结. Left out: none.
    ///
    /// 同一分句中在前、限制或否定该表述的词语，如 `["上年结转", "未能"]`（“未能全部办结”）；
    /// 有其中之一的不算。省略时没有。
    #[serde(default)]
    unless_before: Vec<Wording>,
    /// Words before it in its sentence, in whichever clause, that limit it: 目前 in
    /// 截至目前，申请已全部办结. Left out: none.
    ///
    /// 同一句中在前（不限分句）、限制该表述的词语，如“截至目前，申请已全部办结”中的“目前”；
    /// 有其中之一的不算。省略时没有。
    #[serde(default)]
    unless_earlier: Vec<Wording>,
    /// What its subject may hold beside whose and when it is: 收到 and 申请 in 收到的申请均予公开. A
    /// subject with 的 or a number that holds anything else is only a part: 低保 in
    /// 涉及低保的4件均予公开. Left out: the subject is not looked at.
    ///
    /// 主语中除主体、时间外可以有的词语，如“收到的申请均予公开”中的“收到”“申请”。带“的”字或者数字的
    /// 主语还有他语的（“涉及低保的4件均予公开”），说的只是一部分，不算。省略时不看主语。
    #[serde(default)]
    subject: Vec<Wording>,
    /// Whether it may mean a little less, so that a conflict is only a doubt: 均已答复. Left out: no.
    ///
    /// 用语含义是否可能略窄（如“均已答复”），因而矛盾只提请核对；省略时为否。
    #[serde(default)]
    loose: bool,
    /// Words between its beginning and what it is about that limit it: 企业 in
    /// 未收到企业提出的申请. Left out: none.
    ///
    /// 开头与对象之间限制含义的词语，如“未收到企业提出的申请”中的“企业”；有其中之一的不算。
    /// 省略时没有。
    #[serde(default)]
    unless_between: Vec<Wording>,
    /// Words behind its beginning that are passed over, because they limit nothing:
    /// 公民、法人和其他组织, 任何. Left out: none.
    ///
    /// 开头之后不构成限制、先行略去的固定说法，如 `["公民、法人和其他组织", "任何"]`。省略时没有。
    #[serde(default)]
    whole: Vec<Wording>,
    /// Keys of the indicators (`[[indicator]]` of pack.toml) that are nought where the claim is
    /// true. The first that is not is told; the tables come before the text.
    ///
    /// 表述属实时应当为零的指标，填 pack.toml 中 `[[indicator]]` 的 `key`。报告其中第一个不为零的；
    /// 先看表格，再看正文。
    nought: Vec<Wording>,
}

const VALUES: &[&str] = &["claim", "indicator", "value"];

/// Characters that end a clause.
const STOPS: [char; 6] = ['，', '。', '；', '！', '：', '\n'];

/// Characters that end the name of an office.
const OFFICES: [char; 10] = ['办', '关', '局', '所', '站', '科', '室', '村', '心', '位'];

/// Words for units below the body: 局属各单位, 下属事业单位.
const SUBORDINATE: [&str; 7] = ["局属", "委属", "下属", "所属", "直属", "下级", "下辖"];

/// Characters before a claim in which its matter is named.
const REACH: usize = 60;

impl Kind for Claim {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES), message("please-confirm", VALUES)];
        MESSAGES
    }

    fn literals(&self) -> Vec<&str> {
        self.claim.iter().flat_map(|it| &it.says).map(Wording::as_str).collect()
    }

    fn words_searched(&self) -> usize {
        let lists = |it: &Claimed| {
            let before = it.unless_before.len() + it.unless_earlier.len() + it.subject.len();
            before + it.unless_between.len() + it.whole.len() + it.of.len()
        };
        self.claim.iter().map(lists).sum()
    }

    fn indicators(&self) -> Vec<&str> {
        self.claim.iter().flat_map(|it| &it.nought).map(Wording::as_str).collect()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let owners: Vec<&Claimed> =
            self.claim.iter().flat_map(|it| it.says.iter().map(move |_| it)).collect();
        let words = self.literals();
        let mut made: Vec<(Span, &Claimed)> = cx
            .literal_hits()
            .filter_map(|(index, at)| {
                let (claim, word) = (owners.get(index)?, words.get(index)?);
                claim.place(cx, Span::new(at, at + word.len())).map(|span| (span, *claim))
            })
            .collect();
        made.sort_by_key(|it| it.0);
        // 未收到 within 均未收到 is the same claim, 复议 and 诉讼 behind one 未发生 are two.
        made.dedup_by(|later, first| {
            first.1.nought == later.1.nought && first.0.overlaps(later.0)
        });
        if made.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let shown = shown(cx);
        let judged = made.into_iter().filter_map(|(span, claim)| claim.judge(cx, &shown, span));
        Outcome::of(judged.collect())
    }
}

impl Claimed {
    /// The words of the claim, folded, where the clause makes it without limits.
    fn place(&self, cx: &Context<'_>, says: Span) -> Option<Span> {
        let text = cx.doc.folded.as_str();
        let source = cx.doc.folded.to_source(says);
        if cx.doc.in_table(source) || cx.in_quotes(says) || !self.is_under(cx.doc, says) {
            return None;
        }
        let rest = from(text, says.end());
        let short: usize = rest.chars().take(REACH).map(char::len_utf8).sum();
        let clause = before(rest, short);
        let clause = before(clause, clause.find(STOPS).unwrap_or(clause.len()));
        // 为0件 is a figure, which is held against others as such.
        let counted = cut(text, says).ends_with('0') && rest.starts_with(['件', '起', '例', '宗', '次']);
        if counted || self.alone && is_of_an_office(text, says) {
            return None;
        }
        let sentence = tense::sentence(text, says);
        let (lead, earlier) = (lead(text, says), head(text, says));
        let stands = |all: &[Wording], place: Span| {
            all.iter().any(|it| cut(text, place).contains(it.as_str()))
        };
        if tense::is_planned(cut(text, sentence))
            || stands(&self.unless_before, lead)
            || stands(&self.unless_earlier, earlier)
            || clause.contains(|it: char| it.is_ascii_digit())
            || is_of_other_year(cx, sentence)
            || time::ends_in_a_part(cut(text, earlier))
            || self.is_of_a_part(cx, lead)
        {
            return None;
        }
        if self.alone && (!self.is_free(cx, &undated(cx, lead)) || self.is_under_a_topic(cx, lead)) {
            return None;
        }
        if !self.of.is_empty() {
            let free = self.is_free(cx, &undated(cx, lead)) && self.is_free(cx, clause);
            let of = self.of.iter().filter_map(|it| cut(text, lead).find(it.as_str())).min()?;
            return free.then(|| Span::new(lead.start() + of, says.end()));
        }
        if self.about.is_empty() {
            return Some(says);
        }
        let about = self.about.iter().filter_map(|it| Some((clause.find(it.as_str())?, it)));
        let (at, about) = about.min_by_key(|it| (it.0, std::cmp::Reverse(it.1.len())))?;
        let (between, behind) = (before(clause, at), from(clause, at + about.len()));
        let told = self.without_whole(between);
        let limited = self.unless_between.iter().any(|it| told.contains(it.as_str()));
        (!limited && self.is_free(cx, between) && self.is_free(cx, behind))
            .then(|| Span::new(says.start(), says.end() + at + about.len()))
    }

    /// Whether the subject of the claim is only some of what it is about: 涉及低保的4件 before 均予公开.
    /// Where nothing stands before it in its clause, the subject is the clause before, which must
    /// then count those with 的.
    fn is_of_a_part(&self, cx: &Context<'_>, lead: Span) -> bool {
        if self.subject.is_empty() {
            return false;
        }
        let counts = |words: &str| words.contains(|it: char| it.is_ascii_digit());
        let (own, text) = (undated(cx, lead), cx.doc.folded.as_str());
        // 1—10月收到的申请
        let whole = self.subject.iter().fold(cut(text, lead).to_owned(), |it, all| it.replace(all.as_str(), ""));
        if whole.contains('月') {
            return true;
        }
        if own.contains('的') || counts(&own) {
            return self.is_more_than_subject(cx, &own);
        }
        if !self.is_free(cx, &own) || !before(text, lead.start()).ends_with('，') {
            return false;
        }
        let comma = Span::at(lead.start() - '，'.len_utf8());
        let last = self::lead(text, comma);
        // 1—11月收到申请26件，均已办结.
        let months = cut(text, last).split('月').skip(1).map(|it| it.trim_start_matches('份'));
        if months.map(|it| it.trim_start_matches('共')).any(|it| COMING_IN.iter().any(|verb| it.starts_with(verb))) {
            return true;
        }
        let last = undated(cx, last);
        counts(&last)
            && (last.contains('的') && self.is_more_than_subject(cx, &last)
                || part::is_of_another(cx, &last)
                || part::is_sole(&undated(cx, head(text, comma)))
                    && self.unless_before.iter().any(|it| self.without_whole(&last).contains(it.as_str())))
    }

    /// Whether the clause before says of which applications the claim is made: 在收到的信函申请中，没有不予公开的.
    fn is_under_a_topic(&self, cx: &Context<'_>, own: Span) -> bool {
        let text = cx.doc.folded.as_str();
        let Some(at) = own.start().checked_sub('，'.len_utf8()) else { return false };
        let last = cut(text, self::lead(text, Span::at(at)));
        let told = last.strip_suffix('中').filter(|_| before(text, own.start()).ends_with('，'));
        told.is_some_and(|it| self.unless_before.iter().any(|word| it.contains(word.as_str())))
    }

    fn is_more_than_subject(&self, cx: &Context<'_>, words: &str) -> bool {
        let named: Vec<&str> = self.subject.iter().map(Wording::as_str).collect();
        let left = residue(&self.without_whole(words), &named, cx.facts);
        left.contains(|it: char| !it.is_ascii_digit())
    }

    /// Whether what stands before the claim in its clause ends with the name of another office,
    /// or of those below the body: 救助站未收到申请, 下属事业单位未收到申请.
    fn is_of_a_unit(&self, cx: &Context<'_>, claim: Span) -> bool {
        let words = undated(cx, lead(cx.doc.folded.as_str(), claim));
        let left = residue(&self.without_whole(&words), &["层面", "办事处"], cx.facts);
        let own = !left.is_empty() && cx.facts.body.iter().any(|it| it.name.contains(&left));
        // 我局及下属单位: the body as well.
        let below = SUBORDINATE.iter().any(|it| {
            let ahead = words.split(it).next().unwrap_or_default();
            ahead.len() < words.len() && !ahead.ends_with(['及', '和', '与', '、', '并'])
        });
        let self_named = words.contains(['我', '本']);
        let others = words.replace("街道办事处", "");
        let kinds = ["乡镇", "街道", "部门"].iter().any(|it| others.contains(it)) && !self_named;
        let named = left.chars().nth(1).is_some() || below;
        !self.about.is_empty() && (named && !own || kinds)
    }

    /// Whether `words` hold nothing but what the claim is about and what limits nothing.
    fn is_free(&self, cx: &Context<'_>, words: &str) -> bool {
        let named = self.about.iter().chain(&self.of).chain(&self.beside);
        let named: Vec<&str> = named.map(Wording::as_str).collect();
        residue(&self.without_whole(words), &named, cx.facts).is_empty()
    }

    fn without_whole(&self, words: &str) -> String {
        self.whole.iter().fold(words.to_owned(), |it, all| it.replace(all.as_str(), ""))
    }

    /// Whether the last matter named up to the claim is its own.
    fn is_under(&self, doc: &Document, says: Span) -> bool {
        if self.under.is_empty() {
            return true;
        }
        let head = before(doc.folded.as_str(), says.start());
        let reach: usize = head
            .chars()
            .rev()
            .take(REACH)
            .take_while(|it| !matches!(it, '。' | '\n'))
            .map(char::len_utf8)
            .sum();
        let head = from(head, head.len() - reach);
        let others: Vec<Wording> = self.apart.iter().chain(&self.broken_by).cloned().collect();
        // （二）依申请公开。全年新收5件，全部办结: the heading names the matter.
        let heading = || {
            let mut over = doc.headings_over(doc.folded.to_source(says));
            over.find_map(|it| self.is_named(doc.plain(it)))
        };
        if self.joint {
            let own = is_last(head, &self.under, &self.broken_by);
            return own.or_else(|| self.is_named(head)).or_else(heading).unwrap_or(false);
        }
        is_last(head, &self.under, &others).or_else(heading).unwrap_or(false)
    }

    /// Whether words name its matter and not only another; none where they name neither.
    fn is_named(&self, words: &str) -> Option<bool> {
        let apart = if self.joint && self.under.iter().any(|it| words.contains(it.as_str())) {
            &[]
        } else {
            self.apart.as_slice()
        };
        is_last(words, &self.under, apart)
    }

    fn judge(&self, cx: &Context<'_>, shown: &Shown<'_>, claim: Span) -> Option<Finding> {
        let place = cx.doc.folded.to_source(claim);
        let (title, value, evidence) =
            self.nought.iter().find_map(|key| counterexample(cx, shown, key, place))?;
        let finding = Finding::at(place)
            .all_related(evidence, Label::Other)
            .value("claim", cx.doc.words(place))
            .value("indicator", &title)
            .value("value", value.to_string());
        let sentence = tense::sentence(cx.doc.folded.as_str(), claim);
        let words = cut(cx.doc.folded.as_str(), sentence);
        let scope = if part::names_both(words) { Scope::Unsaid } else { scope(words, cx.facts.rank()) };
        // 各乡镇收到申请12件，均已办结: those are meant.
        let counted = || undated(cx, sentence).contains(|it: char| it.is_ascii_digit());
        if scope == Scope::Wider || scope == Scope::Members && !self.subject.is_empty() && counted() {
            return None;
        }
        let doubtful = self.loose || cx.is_of_others(scope) || self.is_of_a_unit(cx, claim);
        Some(if doubtful {
            finding.variant("please-confirm").severity(Severity::Warning)
        } else {
            finding
        })
    }
}

/// What is told of some months: 1—11月收到.
const COMING_IN: [&str; 5] = ["收到", "新收", "受理", "接到", "接收"];
/// Characters of a sentence before a claim that are looked at.
const SENTENCE: usize = 300;

/// The sentence up to a place.
fn head(text: &str, place: Span) -> Span {
    let start = tense::sentence(text, place).start().min(place.start());
    let near = cut(text, Span::new(start, place.start())).chars().rev().take(SENTENCE);
    Span::new(place.start() - near.map(char::len_utf8).sum::<usize>(), place.start())
}

/// The clause up to a place.
fn lead(text: &str, place: Span) -> Span {
    let head = cut(text, head(text, place));
    let clause = head.rsplit(STOPS).next().unwrap_or_default();
    Span::new(place.start() - clause.len(), place.start())
}

/// The words at a folded place without their dates: 全镇 of 2023年全镇. A number left tells of more
/// than when it was.
fn undated(cx: &Context<'_>, place: Span) -> String {
    let text = cx.doc.folded.as_str();
    let (mut words, mut at) = (String::new(), place.start());
    for date in cx.facts.dates_in(cx.doc.folded.to_source(place)) {
        let date = cx.doc.folded.to_folded(date.span);
        words.push_str(cut(text, Span::new(at, date.start().max(at))));
        let behind = from(text, date.end());
        at = (date.end() + behind.len() - behind.trim_start_matches('度').len()).max(at);
    }
    words.push_str(cut(text, Span::new(at, place.end().max(at))));
    words
}

/// Whether a colon before the claim ends the name of one of several offices: 党政办：无.
fn is_of_an_office(text: &str, says: Span) -> bool {
    let name = before(text, says.start()).strip_suffix('：');
    name.is_some_and(|it| it.ends_with(OFFICES))
}

/// Whether a sentence names a year that is not the report year.
fn is_of_other_year(cx: &Context<'_>, sentence: Span) -> bool {
    let mut dates = cx.facts.dates_in(cx.doc.folded.to_source(sentence));
    dates.any(|it| it.date.year.is_some_and(|it| Some(it) != cx.year))
}

/// By the key of an indicator, the first figures in prose that show it not to be nought.
type Shown<'a> = BTreeMap<&'a str, Vec<&'a Figure>>;

fn shown<'a>(cx: &Context<'a>) -> Shown<'a> {
    let mut shown = Shown::new();
    for statement in cx.statements.iter().filter(|it| it.plain) {
        let ([only], Some(figure)) = (statement.of.as_slice(), statement.figure(cx.facts)) else {
            continue;
        };
        let known = shown.entry(only.key.as_str()).or_default();
        let counts = figure.value > Amount::ZERO && !figure.vague;
        // A claim may hold one of them itself.
        if counts && figure.scope == Scope::Unsaid && known.len() < 2 {
            known.push(figure);
        }
    }
    shown
}

/// An indicator that is not nought: what it is called, its value and where it stands. The tables
/// come before the text.
fn counterexample(
    cx: &Context<'_>,
    shown: &Shown<'_>,
    key: &str,
    claim: Span,
) -> Option<(Words, Amount, Vec<Span>)> {
    let indicator = cx.indicators.get(key)?;
    let title = || indicator.title.clone();
    let tabled = cx.in_tables.indicator(&indicator.key);
    if let Some(first) = tabled.first() {
        // Where the table can be read as nought there is no contradiction.
        if tabled.iter().any(|it| it.range().holds(Amount::ZERO)) {
            return None;
        }
        let filled = cx.doc.forms.get(first.table)?;
        let cells = first.cells.iter().filter_map(|at| place(filled, *at));
        return Some((title(), first.value, cells.collect()));
    }
    let figure = *shown.get(key)?.iter().find(|it| !it.span.overlaps(claim))?;
    Some((title(), figure.value, vec![figure.span]))
}
