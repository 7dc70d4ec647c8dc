//! What tells the report year, and whether the report contradicts itself about it.

use super::dates::{DateFlaw, DateMention};
use super::period::Period;
use super::signature::{Place, Signature};
use super::title::Title;
use crate::date::PartialDate;
use crate::document::Document;
use crate::text::{Span, before, cut, from};

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
const OPENERS: [&str; 14] = [
    "现将",
    "现就",
    "现公布",
    "现发布",
    "现向社会公布",
    "现编制",
    "现制定",
    "现形成",
    "特编制",
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
    let made = begins(&MAKERS) && tail.ends_with("年度报告");
    let opens = begins(&OPENERS) || made && is_grounded(doc, date, head);
    opens && tail.contains("信息公开") && itself
}

/// Whether the sentence that `head` ends with stands before the first chapter and begins with the
/// act on which the report rests.
fn is_grounded(doc: &Document, date: &DateMention, head: &str) -> bool {
    let first = doc.chapters().next();
    let preface = first.is_some_and(|it| date.span.end() <= it.1.heading.start());
    let inside = |char: char| !matches!(char, '。' | '；' | '！' | '？' | '\n');
    let length: usize =
        head.chars().rev().take(SENTENCE).take_while(|&it| inside(it)).map(char::len_utf8).sum();
    let sentence = from(head, head.len() - length);
    preface && sentence.contains('《') && GROUNDS.iter().any(|it| sentence.starts_with(it))
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
