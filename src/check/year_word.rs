//! `year-word`: a sentence told of another year than the report's (正文年份与报告年度不符).
//!
//! Only a year that opens its clause is looked at: there it says when all that follows was done,
//! or is planned. Comparisons and looks back carry other words or the report year beside it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::body::SELVES;
use crate::facts::dates::{DateForm, DateMention};
use crate::facts::tense;
use crate::report::{Finding, Findings, Outcome, Why};
use crate::rule::Wording;
use crate::text::{Span, before, cut, from};

/// A sentence told of another year than the report's (正文年份与报告年度不符), or a plan for
/// another year than the next. Only a year that opens its clause is looked at.
///
/// 检查正文年份：所述工作的年份应为报告年度，打算的年份应为下一年度。只看分句开头的年份。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct YearWord {
    /// How the sentence is told: only those told so are judged.
    ///
    /// 句子说的是已做的还是打算做的，只检查所选的一种。
    told: Told,
    /// Words for what a report tells: 共收到. One must stand behind the year in its sentence. Left
    /// out: any sentence is judged.
    ///
    /// 报告所述事项的用语，如 `["共收到"]`；句中年份之后须有其中之一。省略时不限。
    #[serde(default)]
    verbs: Vec<Wording>,
    /// Words in the sentence that give the year another meaning: 同比, 规划. Left out: none.
    ///
    /// 表明年份另有含义的词语，如 `["同比", "规划"]`；句中有其中之一的不检查。省略时没有。
    #[serde(default)]
    unless: Vec<Wording>,
    /// Keys of the chapters whose first sentence is judged whatever it tells, as in `[[chapter]]` of
    /// pack.toml. Left out: none.
    ///
    /// 首句不论所述何事都检查的章节，填 pack.toml 中 `[[chapter]]` 的 `key`；省略时没有。
    #[serde(default)]
    opening: Vec<Wording>,
    /// Other bodies right behind the year, of whose `acts` the clause then tells: 国务院办公厅. Left out:
    /// none.
    ///
    /// 紧接年份的其他机关，如 `["国务院"]`；分句说的是该机关的行为（见 `acts`）的不检查。省略时没有。
    #[serde(default)]
    others: Vec<Wording>,
    /// What other bodies do that a report mentions: 印发. Left out: nothing.
    ///
    /// 其他机关的行为，如 `["印发", "部署"]`。省略时没有。
    #[serde(default)]
    acts: Vec<Wording>,
    /// Keys of the chapters in which plans stand, as in `[[chapter]]` of pack.toml: the text from
    /// the first of them on is looked at. Only for `told = "planned"`. Left out, or not there: the
    /// last two fifths of the text.
    ///
    /// 写打算的章节，填 pack.toml 中 `[[chapter]]` 的 `key`；从其中先出现的一章起往后检查。
    /// 仅用于 `told = "planned"`；省略或者没有这些章节的，检查全文后五分之二。
    #[serde(default)]
    chapters: Vec<Wording>,
    /// How many years before the report year are looked at: 3 for the three years before it.
    ///
    /// 往前检查几年：3 即报告年度之前的三年。
    back: i32,
    /// How many years after the report year are looked at. Leave it out with `told = "planned"`, or
    /// the next year itself would be told. Left out: none.
    ///
    /// 往后检查几年；省略时为 0。`told = "planned"` 时应当省略，否则会把下一年度本身也报告出来。
    #[serde(default)]
    ahead: i32,
    /// Whether years further away are looked at as well where one digit makes them the
    /// report year: 2013 for 2023. Left out: no.
    ///
    /// 更早、更晚的年份与报告年度只差一个数字的（如把2023写成2013），是否也检查；省略时为否。
    #[serde(default)]
    slips: bool,
}

/// How a sentence is told.
///
/// 句子的说法。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Told {
    /// As done; years other than the report year are wrong.
    ///
    /// 已做的工作；年份不是报告年度的属问题。
    Done,
    /// As planned (将, 下一步); years other than the next, the report year among them, are wrong.
    ///
    /// 打算做的工作（“将”“下一步”等）；年份不是下一年度的属问题，包括仍写报告年度的。
    Planned,
}

/// Share of the text (in hundredths) after which plans stand where no chapter is found.
const PLANS_FROM: usize = 60;

impl Kind for YearWord {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found", "year", "next"])];
        MESSAGES
    }

    fn words_searched(&self) -> usize {
        self.verbs.len() + self.unless.len() + self.others.len() + self.acts.len()
    }

    fn chapters(&self) -> Vec<&str> {
        self.chapters.iter().chain(&self.opening).map(Wording::as_str).collect()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let Some(year) = cx.year else { return Outcome::Inapplicable(Why::NoYear) };
        if let Some(conflict) = &cx.facts.year_conflict {
            return Outcome::Undecided(Why::Ambiguous, vec![conflict.odd.span]);
        }
        let plans = self.plans_from(cx);
        let mut findings = Findings::default();
        for (index, date) in cx.facts.dates.iter().enumerate() {
            let Some(written) = date.date.year.filter(|_| date.flaw.is_none()) else { continue };
            let near = (year.saturating_sub(self.back)..=year.saturating_add(self.ahead)).contains(&written)
                || self.slips && is_slip(written, year);
            let bare = date.date.month.is_none() && date.date.day.is_none();
            let other = written != year || self.told == Told::Planned;
            if near && bare && other && date.span.start() >= plans && self.tells(cx, index, year) {
                findings.push(self.finding(cx, date, year));
            }
        }
        Outcome::of(findings)
    }
}

impl YearWord {
    fn plans_from(&self, cx: &Context<'_>) -> usize {
        if self.told == Told::Done {
            return 0;
        }
        let found = self.chapters.iter().flat_map(|key| cx.sections_of(key));
        let first = found.map(|section| section.heading.start()).min();
        first.unwrap_or(cx.doc.text.as_str().len() / 100 * PLANS_FROM)
    }

    /// Whether the sentence after the year is told as asked, of that year alone.
    fn tells(&self, cx: &Context<'_>, index: usize, year: i32) -> bool {
        let Some(date) = cx.facts.dates.get(index) else { return false };
        let folded = cx.doc.folded.to_folded(date.span);
        let text = cx.doc.folded.as_str();
        let ahead = self.told == Told::Planned && is_ahead(text, folded);
        if cx.doc.in_table(date.span)
            || cx.in_quotes(folded)
            || !ahead && !opens_clause(cx, folded)
        {
            return false;
        }
        let sentence = tense::sentence(text, folded);
        let words = cut(text, sentence);
        let told = tense::rest_of(text, folded.end());
        if self.unless.iter().any(|word| words.contains(word.as_str())) || self.is_of_another(cx, told) {
            return false;
        }
        let outlook = before(text, folded.start()).ends_with("展望");
        let planned = ahead || outlook || tense::is_planned(told);
        let right = if self.told == Told::Planned { year.saturating_add(1) } else { year };
        let others = |it: i32| it == right || self.told == Told::Done && is_other_past(date, it, right);
        if planned != (self.told == Told::Planned) || names(cx, index, sentence, others) {
            return false;
        }
        let verb = |words: &str| self.verbs.iter().find(|verb| words.contains(verb.as_str()));
        let Some(verb) = verb(told) else {
            return self.verbs.is_empty() || self.opens_chapter(cx, date.span, sentence, right);
        };
        // 2022年公开信息20条；今年30条
        let rest = cut(text, Span::new(folded.end(), sentence.end()));
        let current = CURRENT.iter().filter_map(|it| rest.find(it)).min();
        let compared = current.map(|at| (before(rest, at), from(rest, at)));
        let again = |now: &str| now.contains(verb.as_str()) || counts(now);
        if compared.is_some_and(|(then, now)| then.contains(verb.as_str()) && again(now)) {
            return false;
        }
        // 2016年收到5件。2017年收到8件。 is a comparison in two sentences, and so is 今年收到8件。 or
        // a row of past years.
        let right = format!("{right}年");
        !tense::neighbours(text, sentence).into_iter().any(|next| {
            let words = cut(text, next);
            let current = CURRENT.iter().filter_map(|it| words.find(it)).min();
            let counted = current.is_some_and(|at| counts(from(words, at)));
            let current = current.is_some() || words.contains(&right);
            counted || words.contains(verb.as_str())
                && (current || names(cx, index, next, |it| is_other_past(date, it, year)))
        })
    }

    /// Whether a year is the first word of such a chapter, and neither its sentence nor the next one comes to
    /// the report year.
    fn opens_chapter(&self, cx: &Context<'_>, place: Span, sentence: Span, right: i32) -> bool {
        let index = cx.doc.section_at(place.start());
        let Some((index, section)) = index.and_then(|it| Some((it, cx.doc.sections.get(it)?))) else {
            return false;
        };
        let own = cx.keys_of(index).any(|key| self.opening.iter().any(|it| it == key));
        let end = section.heading.end();
        let first = own && end <= place.start() && cx.doc.plain(Span::new(end, place.start())).trim().is_empty();
        let behind = from(cx.doc.folded.as_str(), cx.doc.folded.to_folded(place).end());
        let whose = ["，", "度，", "我", "本", "全", "在"].iter().any(|it| behind.starts_with(it));
        let text = cx.doc.folded.as_str();
        let [_, next] = tense::neighbours(text, sentence);
        let named = [sentence, next].iter().any(|it| {
            let words = cut(text, *it);
            words.contains(&format!("{right}年")) || CURRENT.iter().any(|it| words.contains(it))
        });
        first && whose && !named
    }

    /// Whether what stands behind the year tells of what another body did: 2022年，国务院办公厅印发….
    fn is_of_another(&self, cx: &Context<'_>, told: &str) -> bool {
        // 县政府 in the report of a county is the body itself.
        let own = |word: &str| {
            let place = word.chars().find(|it| "省市州县区".contains(*it));
            let body = cx.facts.body.as_ref().map_or("", |it| it.name.as_str());
            place.is_some_and(|it| body.contains(&format!("{it}人民政府")) || body.ends_with(it))
        };
        let clause = told.trim_start_matches(['度', '，']);
        let clause = before(clause, clause.find(['，', '；']).unwrap_or(clause.len()));
        self.others.iter().any(|it| clause.starts_with(it.as_str()) && !own(it.as_str()))
            && self.acts.iter().any(|it| clause.contains(it.as_str()))
    }

    fn finding(&self, cx: &Context<'_>, date: &DateMention, year: i32) -> Finding {
        let finding = Finding::at(date.span)
            .value("found", cx.doc.words(date.span))
            .value("year", year)
            .value("next", year.saturating_add(1));
        if self.told == Told::Planned && date.form == DateForm::Arabic {
            return finding.replace(date.span, format!("{}年", year.saturating_add(1)));
        }
        finding
    }
}

/// Words for the report year.
const CURRENT: [&str; 2] = ["本年", "今年"];

/// Whether words that begin with one for the report year go on to a number: 今年30条.
fn counts(words: &str) -> bool {
    let clause = before(words, words.find(['，', '；', '。']).unwrap_or(words.len()));
    let digit = |it: char| it.is_ascii_digit();
    let mut runs = clause.split(|it: char| !digit(it)).filter(|it| !it.is_empty());
    // Not 今年3月.
    runs.next().is_some_and(|it| !["月", "日", "年", "季"].iter().any(|unit| clause.contains(&format!("{it}{unit}"))))
}

/// What may stand before a year that opens its clause: 在2023年的工作中, 过去的2023年.
const LEADS: [&str; 8] = ["在过去的", "过去的", "过去", "回顾", "回首", "展望", "在刚刚过去的", "在"];

/// Words of intent right before a year: 我镇将在2023年.
const AHEAD: [&str; 7] = ["将在", "将于", "计划在", "计划于", "拟在", "拟于", "力争在"];

/// Whether words of intent lead to a year and what is meant to be done follows it: 我镇将在2023年进一步
/// 改进, but not 将在2023年检查中发现的问题整改到位.
fn is_ahead(text: &str, folded: Span) -> bool {
    let rest = from(text, folded.end()).trim_start_matches('度');
    let rest = ["的工作中", "工作中"].iter().find_map(|it| rest.strip_prefix(it)).unwrap_or(rest);
    let rest = rest.trim_start_matches('，');
    let head = before(text, folded.start());
    AHEAD.iter().any(|it| head.ends_with(it)) && tense::begins_intent(rest)
}

/// Whether a year stands at the beginning of what it dates, and is not the end of a span of years.
fn opens_clause(cx: &Context<'_>, folded: Span) -> bool {
    let text = cx.doc.folded.as_str();
    let head = before(text, folded.start());
    let head = LEADS.iter().find_map(|it| head.strip_suffix(it)).unwrap_or(head);
    let head = without_self(cx, head);
    let open = match head.chars().next_back() {
        None => true,
        Some(char) => matches!(char, '。' | '！' | '？' | '；' | '：' | '，' | '\n'),
    };
    let begins = || {
        let place = cx.doc.folded.to_source(folded).start();
        let title = cx.doc.section_at(place).and_then(|index| cx.doc.sections.get(index));
        let block = cx.doc.block_at(place).and_then(|index| cx.doc.blocks.get(index));
        title.is_some_and(|it| it.title.start() == place)
            || block.is_some_and(|it| it.span.start() == place)
    };
    let tail = from(text, folded.end());
    let tail = tail.strip_prefix('度').unwrap_or(tail);
    let dated = [
        "以来", "以前", "之前", "前", "起", "底", "末", "初", "至", "到", "、", "和", "-", "—",
        "～", "~",
    ];
    (open || begins()) && !dated.iter().any(|word| tail.starts_with(word))
}

/// What stands before the body that a sentence is about: 我镇2022年未收费, 河口镇2022年未收费.
fn without_self<'t>(cx: &Context<'_>, head: &'t str) -> &'t str {
    let own = SELVES.iter().filter_map(|it| head.strip_suffix(it));
    let own = own.filter_map(|it| ["我", "本", "全"].iter().find_map(|word| it.strip_suffix(word)));
    let body = cx.facts.body.as_ref();
    let names = body.into_iter().flat_map(|it| [it.name.as_str(), it.stem.as_str()]);
    own.chain(names.filter_map(|it| head.strip_suffix(it))).next().unwrap_or(head)
}

/// Whether a year is `right` but for one digit.
fn is_slip(written: i32, right: i32) -> bool {
    let (written, right) = (written.to_string(), right.to_string());
    let apart = written.bytes().zip(right.bytes()).filter(|(one, other)| one != other);
    written.len() == right.len() && apart.count() == 1
}

/// Whether a year is past, and another than that of `date`: 2014年收到3件，2015年收到2件 looks back.
fn is_other_past(date: &DateMention, year: i32, right: i32) -> bool {
    year < right && date.date.year != Some(year)
}

/// Whether a date of a year that is meant stands in the sentence, beside the date `index`.
fn names(
    cx: &Context<'_>,
    index: usize,
    sentence: Span,
    is_meant: impl Fn(i32) -> bool,
) -> bool {
    let place = cx.doc.folded.to_source(sentence);
    let (earlier, later) = cx.facts.dates.split_at(index.min(cx.facts.dates.len()));
    let earlier = earlier.iter().rev().take_while(|it| it.span.start() >= place.start());
    let later = later.iter().skip(1).take_while(|it| it.span.end() <= place.end());
    earlier.chain(later).any(|it| it.date.year.is_some_and(&is_meant))
}
