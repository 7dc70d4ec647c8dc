//! What tells the report year, and whether the report contradicts itself about it.

use super::body::{SELVES, is_body_name};
use super::dates::{DateFlaw, DateMention};
use super::period::Period;
use super::signature::{Place, Signature};
use super::title::Title;
use crate::date::PartialDate;
use crate::document::Document;
use crate::text::{Span, before, cut, from, is_letter};

/// Where a report year was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct YearEvidence {
    /// The year.
    pub year: i32,
    /// What says so.
    pub source: YearSource,
    /// Where.
    pub span: Span,
}

/// What tells a report year, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum YearSource {
    /// The title.
    Title,
    /// The statistical period.
    Period,
    /// What the report calls itself in its text: 现将2017年度…情况报告如下.
    Words,
    /// The date of signature, less one.
    Signature,
}

/// Statements of the report year that contradict each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct YearConflict {
    /// The year that most of them give.
    pub year: i32,
    /// The first that gives another.
    pub odd: YearEvidence,
    /// All others, the best first.
    pub others: Vec<YearEvidence>,
}

/// Most characters from the start of a clause to the year in it, and from there to its end.
const REACH: usize = 40;

/// Words with which a report announces itself.
const OPENERS: [&str; 20] = [
    "现将",
    "现就",
    "现公布",
    "现发布",
    "现向社会公布",
    "现向社会发布",
    "现向社会公开",
    "特向社会公布",
    "特向社会发布",
    "特向社会公开",
    "现编制",
    "现制定",
    "现形成",
    "特编制",
    "特编写",
    "特制定",
    "特制作",
    "特公布",
    "特发布",
    "兹公布",
];

/// Words with which it does so before its first chapter, in a sentence that begins with what it
/// rests on; elsewhere they may tell of the report of the year before (公布2016年度报告).
const MAKERS: [&str; 8] = ["编制了", "编制", "编写", "形成", "制作", "制定", "公布", "发布"];

/// How a sentence begins that says what a report rests on.
const GROUNDS: [&str; 6] = ["根据", "依据", "按照", "依照", "遵照", "按"];

/// The words of these for making, which in the first sentence of a first chapter tell of the report
/// itself.
const WRITERS: [&str; 3] = ["编制", "编写", "撰写"];

/// Words with which a report names itself.
const ITSELF: [&str; 3] = ["本报告是", "本报告为", "本报告系"];

/// All that a report calls itself behind its year, the longer first.
const NAMES: [&str; 12] = [
    "政府信息公开",
    "政务信息公开",
    "政务公开",
    "信息公开",
    "年度报告",
    "工作",
    "情况",
    "报告",
    "公布",
    "发布",
    "公开",
    "汇报",
];

/// Words with which it goes on to tell its parts, and those that then follow.
const PARTED: [&str; 6] = ["由", "共由", "包括", "包含", "共分", "分为"];
const PARTS: [&str; 6] = ["组成", "构成", "部分", "个方面", "总体情况", "概述"];

/// Most characters from the start of a sentence to the year in it.
const SENTENCE: usize = 240;

/// What tells the report year, the best first, and what contradicts itself about it.
///
/// The signature is evidence only where all else is silent: a report may be years late.
pub(super) fn read(
    doc: &Document,
    head: (&[Title], &[Span]),
    dated: (&[Period], &[DateMention]),
    signature: Option<&Signature>,
) -> (Vec<YearEvidence>, Option<YearConflict>) {
    let mut evidence = statements(doc, head, dated, signature);
    let conflict = conflict(&evidence);
    if evidence.iter().any(|it| it.source != YearSource::Signature) {
        evidence.retain(|it| it.source != YearSource::Signature);
    }
    (evidence, conflict)
}

/// Everything that tells the report year, the best first. All places are in the source.
fn statements(
    doc: &Document,
    (titles, quoted): (&[Title], &[Span]),
    (periods, dates): (&[Period], &[DateMention]),
    signature: Option<&Signature>,
) -> Vec<YearEvidence> {
    let read = |year, source, span| YearEvidence { year, source, span };
    let titles = titles.iter().filter_map(|title| title.year);
    let mut found: Vec<YearEvidence> =
        titles.map(|(year, span)| read(year, YearSource::Title, span)).collect();
    let named = periods.iter().filter(|it| it.noun.is_some() && !doc.in_table(it.span));
    found.extend(
        named.filter_map(|period| {
            Some(read(year_of(period, dates)?, YearSource::Period, period.span))
        }),
    );
    found.extend(
        dates
            .iter()
            .filter(|it| announces(doc, quoted, it))
            .filter_map(|date| Some(read(date.date.year?, YearSource::Words, date.span))),
    );
    let signed = signature.filter(|it| it.place != Place::PageLine);
    let date = signed.and_then(|it| it.date.as_ref()).filter(|date| is_sound(date));
    found.extend(
        date.and_then(|date| Some(read(date.date.year? - 1, YearSource::Signature, date.span))),
    );
    found.sort_by_key(|it| (it.source, it.span));
    found
}

/// The contradiction between `statements`, if there is one.
///
/// A date of signature inside or before the period alone is none: that is another defect.
fn conflict(statements: &[YearEvidence]) -> Option<YearConflict> {
    let first = statements.first()?;
    let stated = statements.iter().filter(|it| it.source != YearSource::Signature);
    let agreed = stated.clone().all(|it| it.year == first.year);
    let early = |it: &YearEvidence| it.source == YearSource::Signature && it.year < first.year;
    if agreed && statements.iter().all(|it| it.year == first.year || early(it)) {
        return None;
    }
    let votes = |year: i32| {
        let mut sources: Vec<YearSource> =
            statements.iter().filter(|it| it.year == year).map(|it| it.source).collect();
        sources.dedup();
        sources.len()
    };
    // On a tie the better source is believed, so the first of the greatest counts.
    let year = statements.iter().rev().max_by_key(|it| votes(it.year))?.year;
    let odd = *statements.iter().find(|it| it.year != year)?;
    let others = statements.iter().filter(|it| **it != odd).copied().collect();
    Some(YearConflict { year, odd, others })
}

/// The year of a period whose sound dates agree on one.
fn year_of(period: &Period, dates: &[DateMention]) -> Option<i32> {
    let year = |date: Option<PartialDate>, span: Option<Span>| {
        let index = span.map(|span| dates.partition_point(|it| it.span < span));
        let mention = index.and_then(|index| dates.get(index));
        date.filter(|_| mention.is_none_or(is_sound)).and_then(|date| date.year)
    };
    let first = year(period.from, period.from_span);
    let last = year(period.to, period.to_span);
    match (first, last) {
        (Some(first), Some(last)) => (first == last).then_some(last),
        _ => last.or(first),
    }
}

/// Whether the year of a date can be believed.
fn is_sound(date: &DateMention) -> bool {
    !matches!(date.flaw, Some(DateFlaw::YearDigits | DateFlaw::YearOutOfRange))
}

/// Whether the report calls itself by this year: 现将我镇2017年度政府信息公开情况报告如下.
fn announces(doc: &Document, quoted: &[Span], date: &DateMention) -> bool {
    if date.date.month.is_some() || date.date.day.is_some() || date.flaw.is_some() {
        return false;
    }
    let text = doc.folded.as_str();
    let folded = doc.folded.to_folded(date.span);
    if super::overlapping(quoted, folded).is_some() {
        return false;
    }
    let stops = |char: char| matches!(char, '。' | '，' | '；' | '！' | '？' | '：' | '\n');
    let head = before(text, folded.start());
    let lead: usize =
        head.chars().rev().take(REACH).take_while(|&it| !stops(it)).map(char::len_utf8).sum();
    let lead = cut(text, Span::new(folded.start() - lead, folded.start()));
    let rest = from(text, folded.end());
    let tail: usize =
        rest.chars().take(REACH).take_while(|&it| !stops(it)).map(char::len_utf8).sum();
    let tail = before(rest, tail);
    let itself = tail.contains("如下") || tail.contains("年度报告");
    let begins = |words: &[&str]| words.iter().any(|it| lead.starts_with(it));
    let opens = begins(&OPENERS) || tail.ends_with("年度报告") && is_made(doc, date, (head, lead));
    opens && tail.contains("信息公开") && itself || names_itself(lead, rest)
}

/// Whether a report tells that it was made: 编制我局2017年…年度报告, behind the act on which it rests, or
/// 桃溪镇编制了2017年…年度报告 alone in the preface.
fn is_made(doc: &Document, date: &DateMention, (head, lead): (&str, &str)) -> bool {
    let makes = |words: &[&str]| words.iter().any(|it| lead.starts_with(it));
    if is_grounded(doc, date, head) && makes(&MAKERS) {
        // What was made in the year is the report on the year before.
        let done = ["编制并", "编制完成"].iter().any(|it| lead.starts_with(it));
        return is_preface(doc, date) || makes(&WRITERS) && !done && opens_chapter(doc, head);
    }
    let writes = |it: &str| lead.strip_suffix('了').unwrap_or(lead).strip_suffix(it);
    let own = WRITERS.iter().find_map(|it| writes(it)).is_some_and(is_self);
    let alone = before(head, head.len() - lead.len()).ends_with(['。', '\n']);
    own && !lead.is_empty() && alone && is_preface(doc, date)
}

/// Whether the words round a year are what a report calls itself: 我局2017年度…年度报告如下,
/// 本报告是桃溪镇2017年…年度报告, 2017年…年度报告由六部分组成.
fn names_itself(lead: &str, rest: &str) -> bool {
    let own = ITSELF.iter().find_map(|it| lead.strip_prefix(it));
    if !is_self(own.unwrap_or(lead)) {
        return false;
    }
    let words = rest.strip_prefix('度').unwrap_or(rest);
    let mut behind = words;
    while let Some(shorter) = NAMES.iter().find_map(|it| behind.strip_prefix(it)) {
        behind = shorter;
    }
    let name = before(words, words.len() - behind.len());
    let clause = behind.starts_with("如下") || own.is_some() && behind.starts_with(['。', '，']);
    let parted = || {
        let inside = |char: &char| !matches!(char, '。' | '，' | '\n');
        let first = behind.chars().take(SENTENCE).take_while(inside);
        let first = before(behind, first.map(char::len_utf8).sum());
        PARTED.iter().any(|it| behind.starts_with(it)) && PARTS.iter().any(|it| first.contains(it))
    };
    name.contains("公开")
        && name.contains("报告")
        && (clause || name.contains("年度报告") && parted())
}

/// Whether words are nothing, or a body that speaks of itself or by its name.
fn is_self(words: &str) -> bool {
    let own = words.strip_prefix(['我', '本']);
    words.is_empty() || own.is_some_and(|it| SELVES.contains(&it)) || is_body_name(words)
}

/// Whether a date stands before the first chapter.
fn is_preface(doc: &Document, date: &DateMention) -> bool {
    let first = doc.chapters().next();
    first.is_some_and(|it| date.span.end() <= it.1.heading.start())
}

/// Whether the sentence that `head` ends with is the first one of the first chapter.
fn opens_chapter(doc: &Document, head: &str) -> bool {
    let start = doc.folded.to_source(Span::at(head.len() - sentence_of(head).len())).start();
    let first = doc.chapters().next().map(|it| it.1.heading.end());
    first.is_some_and(|it| it <= start && !doc.words(Span::new(it, start)).contains(is_letter))
}

/// Whether the sentence that `head` ends with begins with the act on which the report rests, in the
/// preface or in a first chapter.
fn is_grounded(doc: &Document, date: &DateMention, head: &str) -> bool {
    let second = doc.chapters().nth(1);
    let sentence = sentence_of(head);
    second.is_none_or(|it| date.span.end() <= it.1.heading.start())
        && doc.chapters().next().is_some()
        && sentence.contains('《')
        && GROUNDS.iter().any(|it| sentence.starts_with(it))
}

/// The sentence that `head` ends with.
fn sentence_of(head: &str) -> &str {
    let inside = |char: char| !matches!(char, '。' | '；' | '！' | '？' | '\n');
    let length: usize =
        head.chars().rev().take(SENTENCE).take_while(|&it| inside(it)).map(char::len_utf8).sum();
    from(head, head.len() - length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conflict_of(years: &[(YearSource, i32)]) -> Option<(i32, YearSource)> {
        let read = |(at, &(source, year)): (usize, &(YearSource, i32))| YearEvidence {
            year,
            source,
            span: Span::at(at),
        };
        let statements: Vec<YearEvidence> = years.iter().enumerate().map(read).collect();
        conflict(&statements).map(|it| (it.year, it.odd.source))
    }

    #[test]
    fn the_odd_one_out_is_named() {
        use YearSource::{Period, Signature, Title, Words};
        let table: [(&[(YearSource, i32)], _); 9] = [
            (&[(Title, 2017), (Period, 2017), (Signature, 2017)], None),
            (&[(Title, 2017), (Period, 2016)], Some((2017, Period))),
            (&[(Title, 2016), (Period, 2017), (Signature, 2017)], Some((2017, Title))),
            (&[(Title, 2017), (Period, 2016), (Signature, 2017)], Some((2017, Period))),
            (&[(Title, 2017), (Period, 2017), (Signature, 2016)], None),
            (&[(Title, 2016), (Period, 2016), (Signature, 2017)], Some((2016, Signature))),
            (&[(Title, 2017), (Period, 2017), (Words, 2016)], Some((2017, Words))),
            (&[(Title, 2017), (Title, 2016), (Period, 2016)], Some((2016, Title))),
            (&[(Signature, 2017)], None),
        ];
        for (years, expected) in table {
            assert_eq!(conflict_of(years), expected, "{years:?}");
        }
    }
}
