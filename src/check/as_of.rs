//! `as-of`: figures counted up to a day that is not the end of the year (数据截止日).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::date::Date;
use crate::engine::Context;
use crate::facts::period;
use crate::facts::tense;
use crate::report::{Finding, Outcome, Why};
use crate::rule::Wording;
use crate::text::{Span, cut};

/// Figures of the whole year counted up to a day (截至某日) other than the end of the report year
/// (数据截止日), be it in one of the three years before.
///
/// 检查数据截止日：全年数据写成“截至”报告年度年底之前的某日（包括此前三年内的），或者截至次年某日。
/// 只检查统计期限中的截止日，和符合下列词语条件的句子。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AsOf {
    /// Words of sentences that give figures of the whole year: 主动公开. A sentence is judged where
    /// it holds one of them and a figure behind the day.
    ///
    /// 表明所说是全年数据的词语，如 `["主动公开"]`。句子含有其中之一，且截止日后面有数据的，
    /// 才检查。
    about: Vec<Wording>,
    /// Words of sentences about a single event or a stock (活动, 粉丝): such a sentence is not
    /// judged.
    ///
    /// 表明所说是单项活动或者存量的词语，如 `["活动", "粉丝"]`；句子含有其中之一的不检查。
    unless: Vec<Wording>,
    /// Words of sentences about cases that rightly went on after the year (结转): such a sentence
    /// is not judged where the day is one after the year. Left out: none.
    ///
    /// 表明所说事项年后仍在办理的词语，如 `["结转"]`；句子含有其中之一，而截止日在年底之后的，不检查。
    /// 省略时没有。
    #[serde(default)]
    unless_after: Vec<Wording>,
    /// Words of sentences that set figures of an earlier year beside those of the report year
    /// (较, 结转): such a sentence is not judged where the day lies in a year before. The same goes
    /// for one that names the report year, or stands next to one. Left out: none.
    ///
    /// 表明以往年数据作比较或者铺垫的词语，如 `["较", "结转"]`；句子含有其中之一，而截止日在此前年份的，不检查；
    /// 本句或者邻句写明报告年度的，也不检查。省略时没有。
    #[serde(default)]
    unless_before: Vec<Wording>,
}

/// Years before the report year in which a day may be left over from an old draft.
const BACK: i32 = 3;

/// Words for the report year.
const CURRENT: [&str; 3] = ["本年", "今年", "本报告年度"];

/// Until this month of the next year reports are issued: a later day is hardly that of the figures.
const LAST_MONTH: u32 = 6;

impl Kind for AsOf {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] =
            &[
                message("", &["found", "year"]),
                message("after", &["found", "year"]),
                message("before", &["found", "year"]),
            ];
        MESSAGES
    }

    fn words_searched(&self) -> usize {
        let lists = [&self.about, &self.unless, &self.unless_after, &self.unless_before];
        lists.iter().map(|it| it.len()).sum()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let Some(year) = cx.year else { return Outcome::Inapplicable(Why::NoYear) };
        if cx.facts.as_of.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        if let Some(conflict) = &cx.facts.year_conflict {
            return Outcome::Undecided(Why::Ambiguous, vec![conflict.odd.span]);
        }
        let judged = cx.facts.as_of.iter().filter_map(|it| self.judge(cx, it, year));
        Outcome::of(judged.collect())
    }
}

impl AsOf {
    fn judge(&self, cx: &Context<'_>, as_of: &period::AsOf, year: i32) -> Option<Finding> {
        let date = as_of.date;
        let written = date.year.unwrap_or(year);
        let day = crate::date::PartialDate { year: Some(written), ..date }.last_day()?;
        let end = Date::new(year, 12, 31)?;
        let signed = cx.facts.signing_date().and_then(|it| it.date.last_day());
        let inside = written == year && date.month.is_some() && day < end;
        // Reports from 2021 on mostly bear no signature.
        let issued = signed.or_else(|| Date::new(year + 1, LAST_MONTH, 30));
        let after = written == year + 1 && date.day.is_some() && Some(day) <= issued;
        let before = (year - BACK..year).contains(&written);
        if !(inside || after || before)
            || cx.doc.in_table(as_of.span)
            || !self.counts_all(cx, as_of.span)
            || after && has(&self.unless_after, sentence(cx, as_of.span))
            || before && self.compares(cx, as_of.span, year)
        {
            return None;
        }
        let finding =
            Finding::at(as_of.span).value("found", cx.doc.words(as_of.span)).value("year", year);
        Some(match (after, before) {
            (true, _) => finding.variant("after"),
            (_, true) => finding.variant("before"),
            _ => finding,
        })
    }

    /// Whether the sentence sets figures of an earlier year beside those of the report year, or a
    /// sentence beside it tells of the report year.
    fn compares(&self, cx: &Context<'_>, span: Span, year: i32) -> bool {
        let text = cx.doc.folded.as_str();
        let here = tense::sentence(text, cx.doc.folded.to_folded(span));
        let year = format!("{year}年");
        let current =
            |words: &str| words.contains(&year) || CURRENT.iter().any(|it| words.contains(it));
        let beside = tense::neighbours(text, here).map(|it| cut(text, it));
        let words = cut(text, here);
        has(&self.unless_before, words) || current(words) || beside.into_iter().any(current)
    }

    /// Whether the day ends the period itself, or the figures of its sentence are the year's.
    fn counts_all(&self, cx: &Context<'_>, span: Span) -> bool {
        let of_period =
            cx.facts.periods.iter().find(|it| it.noun.is_some() && it.span.overlaps(span));
        if let Some(period) = of_period {
            return period.from.is_none();
        }
        let folded = cx.doc.folded.to_folded(span);
        if cx.in_quotes(folded) {
            return false;
        }
        let text = cx.doc.folded.as_str();
        let sentence = tense::sentence(text, folded);
        let words = cut(text, sentence);
        let place = cx.doc.folded.to_source(Span::new(folded.end(), sentence.end()));
        let from = cx.facts.figures.partition_point(|it| it.span.start() < place.start());
        let counted = cx.facts.figures.get(from).is_some_and(|it| place.contains(it.span));
        counted && has(&self.about, words) && !has(&self.unless, words)
    }
}

/// The words of the sentence that holds a place.
fn sentence<'a>(cx: &Context<'a>, span: Span) -> &'a str {
    let text = cx.doc.folded.as_str();
    cut(text, tense::sentence(text, cx.doc.folded.to_folded(span)))
}

fn has(list: &[Wording], words: &str) -> bool {
    list.iter().any(|word| words.contains(word.as_str()))
}
