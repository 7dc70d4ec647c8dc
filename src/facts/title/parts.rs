//! The parts of a title: body, year, and what the text says it is.

use super::Genre;
use crate::facts::body::is_body_name;
use crate::text::{Span, before, cut, from, is_han};

/// Places in the joined words of a title.
pub(super) struct Parts {
    pub name: Span,
    pub year: Option<(i32, Span)>,
    pub year_mark: Span,
    pub tail: Span,
    pub genre: Genre,
}

/// What the titles of this kind of report speak of; the first in the title counts.
const SUBJECTS: [&str; 6] =
    ["政府信息公开", "政务信息公开", "信息公开", "政务公开", "政府公开", "政府信息"];
const REPORT_WORDS: [&str; 4] = ["年度报告", "年报", "年度工作报告", "年度报告书"];
/// The same with a slip: a character lost, or the end written twice.
const SLIPS: [&str; 7] =
    ["年报告", "年度报", "工作度报告", "公开度报告", "年度告", "年度报告告", "年度报告报告"];
const OTHER_GENRES: [&str; 11] = [
    "工作总结",
    "年度总结",
    "工作报告",
    "自查报告",
    "工作汇报",
    "总结报告",
    "情况报告",
    "情况汇报",
    "工作情况的报告",
    "工作的报告",
    "工作情况",
];
/// Other kinds of text whose title may go on: 工作总结及下年计划.
const OTHER_WITHIN: [&str; 2] = ["工作总结", "自查报告"];
/// Brackets that open a remark behind the title, and marks that divide it from the name of a site.
const REMARKS: [char; 8] = ['（', '【', '〔', '[', '-', '—', '_', '|'];
/// Marks of a draft without brackets.
const DRAFTS: [&str; 8] =
    ["征求意见稿", "送审稿", "讨论稿", "修改稿", "审议稿", "初稿", "草稿", "草案"];
/// Stops that some authors put behind a title.
pub(super) const STRAY_STOPS: [char; 4] = ['：', '，', '、', '；'];
/// Years that reports of this kind can be about.
const YEARS: std::ops::RangeInclusive<i32> = 2007..=2099;

/// Reads the words of a title; none where they are no title.
pub(super) fn read(text: &str) -> Option<Parts> {
    let (mut start, _) = subject(text)?;
    let end = body_end(text, start);
    // 人民政府信息公开 is 人民政府 and 信息公开: the words were drawn together.
    let head = before(text, start);
    let office = head.len() + "政府".len();
    let owner = before(text, office).rsplit(|char| !is_han(char)).next().unwrap_or_default();
    if head.ends_with("人民") && is_body_name(owner) {
        start = office;
    }
    let tail = Span::new(start, end);
    let genre = genre(cut(text, tail))?;
    let bounds = year_bounds(text);
    let year = bounds.and_then(|span| Some((number(cut(text, span))?, span)));
    let year_mark = year.map_or(Span::at(0), |(_, span)| mark_after(text, span.end()));
    let name = name(text, start, year.map(|(_, span)| span.cover(year_mark)));
    Some(Parts { name, year, year_mark, tail, genre })
}

/// Whether a title can end with these words.
pub(super) fn may_end_title(line: &str) -> bool {
    // Brackets before the subject belong to the name or the year: 教育局（科学技术局）….
    let start = subject(line).map_or_else(|| after_bracket(line), |(start, _)| start);
    genre(before(line, body_end(line, start))).is_some()
}

/// Where the title in `text` ends; the end of `text` where it is none.
pub(super) fn end(text: &str) -> usize {
    subject(text).map_or(text.len(), |(at, _)| body_end(text, at))
}

/// Where the words behind a bracket at the beginning of a line start.
fn after_bracket(line: &str) -> usize {
    let close = if line.starts_with('（') { line.find('）') } else { None };
    close.map_or(0, |at| at + '）'.len_utf8())
}

/// Whether a text begins with nothing but a year in brackets: （2014年度）.
pub(super) fn opens_with_year(text: &str) -> bool {
    let bracket = before(text, after_bracket(text));
    alone_year(bracket.trim_start_matches('（').trim_end_matches('）')).is_some()
}

/// The year of a line that says nothing else, and where it stands: （2014年度）, 2014年,
/// （2014年1月1日—2014年12月31日）.
pub(super) fn year_line(line: &str) -> Option<(i32, Span)> {
    let inner = line.trim().trim_start_matches(['（', '〔', '[']);
    let words = inner.trim_end_matches(['）', '〕', ']']);
    let bounds = year_bounds(line).filter(|it| number(cut(line, *it)).is_some())?;
    let year = number(cut(line, bounds)).filter(|year| YEARS.contains(year))?;
    (alone_year(words).is_some() || is_stretch(words, year)).then_some((year, bounds))
}

/// The year of words that are one year and no more.
fn alone_year(words: &str) -> Option<i32> {
    let digits = ["年度", "年"].iter().find_map(|mark| words.strip_suffix(mark))?;
    let year = number(digits).filter(|year| YEARS.contains(year));
    year.filter(|_| digits.chars().count() == 4)
}

/// Whether words are two dates of one year, the bounds of a period.
fn is_stretch(words: &str, year: i32) -> bool {
    let is_bound = |it: &str| {
        let rest = ["年", "月", "日"].iter().fold(it.to_owned(), |it, mark| it.replace(mark, ""));
        !rest.is_empty() && rest.chars().all(|char| digit(char).is_some() || "十 ".contains(char))
    };
    let mut bounds = words.split(['—', '-', '－', '–', '~', '～', '至', '到']);
    let mut bounds = bounds.by_ref().filter(|it| !it.is_empty());
    let (Some(first), Some(last), None) = (bounds.next(), bounds.next(), bounds.next()) else {
        return false;
    };
    let month = |it: &str| it.contains('月');
    let same = year_bounds(last).is_none_or(|it| number(cut(last, it)) == Some(year));
    is_bound(first) && is_bound(last) && month(first) && month(last) && same
}

/// Whether a line says what it is about.
pub(super) fn has_subject(line: &str) -> bool {
    subject(line).is_some()
}

/// The year that a line names.
pub(super) fn year(line: &str) -> Option<i32> {
    number(cut(line, year_bounds(line)?))
}

/// Where the first title ends in a text that goes on behind it.
pub(super) fn first_end(text: &str) -> Option<usize> {
    let (start, _) = subject(text)?;
    let word = "年度报告";
    from(text, start).find(word).map(|at| start + at + word.len())
}

fn subject(text: &str) -> Option<(usize, &'static str)> {
    SUBJECTS.iter().filter_map(|word| text.find(word).map(|at| (at, *word))).min()
}

/// Where the words of the title end: before a remark in brackets, a mark of a draft, a stop.
fn body_end(text: &str, start: usize) -> usize {
    let remark = from(text, start).find(REMARKS).map_or(text.len(), |at| start + at);
    let mut body = before(text, remark).trim_end().trim_end_matches(STRAY_STOPS);
    for draft in DRAFTS {
        body = body.strip_suffix(draft).unwrap_or(body);
    }
    body.len()
}

fn genre(tail: &str) -> Option<Genre> {
    if REPORT_WORDS.iter().chain(&SLIPS).any(|word| tail.ends_with(word)) {
        return Some(Genre::AnnualReport);
    }
    let other = OTHER_GENRES.iter().any(|word| tail.ends_with(word))
        || OTHER_WITHIN.iter().any(|word| tail.contains(word));
    other.then_some(Genre::Other)
}

/// The name of the body: what stands before the year, or between year and subject.
fn name(text: &str, subject: usize, year: Option<Span>) -> Span {
    let start = if text.starts_with("关于") { "关于".len() } else { 0 };
    let whole = Span::new(start, subject);
    let (first, second) = match year {
        Some(year) if year.end() <= subject => {
            (Span::new(start, year.start()), Span::new(year.end(), subject))
        }
        _ => (whole, whole),
    };
    let tidy = |span: Span| {
        let words = cut(text, span);
        let body = words.trim_start_matches(['年', '度', ' ', '）']);
        let left = words.len() - body.len();
        let body = body.trim_end_matches("关于").trim_end_matches(['的', '度', '年', ' ', '（']);
        Span::new(span.start() + left, span.start() + left + body.len())
    };
    let first = tidy(first);
    if first.is_empty() { tidy(second) } else { first }
}

/// 年, 年度 or both at `at`; empty where neither stands there. 年 that 年度 or 报 needs is not taken.
fn mark_after(text: &str, at: usize) -> Span {
    let rest = from(text, at);
    let mark = ["年年度", "年度", "年"]
        .iter()
        .find(|mark| rest.starts_with(**mark))
        .copied()
        .unwrap_or("");
    let taken = from(rest, mark.len());
    // In 2017年度报告 and 2017年报 the mark belongs to the word after it.
    let own = !(taken.starts_with("报告") || mark == "年" && taken.starts_with("报"));
    Span::new(at, at + if own { mark.len() } else { 0 })
}

/// Four digits, in Arabic or Han, that 年 follows; else four digits that are a likely year.
fn year_bounds(text: &str) -> Option<Span> {
    let with_mark = text.match_indices('年').find_map(|(at, _)| {
        let digits = before(text, at).chars().rev().take_while(|&char| digit(char).is_some());
        let (count, bytes) = digits.fold((0, 0), |(n, len), char| (n + 1, len + char.len_utf8()));
        (count == 4).then(|| Span::new(at - bytes, at))
    });
    with_mark.or_else(|| {
        let start = text.find(|char: char| char.is_ascii_digit())?;
        let digits = from(text, start).bytes().take_while(u8::is_ascii_digit).count();
        let span = Span::new(start, start + digits);
        let likely = number(cut(text, span)).is_some_and(|year| YEARS.contains(&year));
        (digits == 4 && likely).then_some(span)
    })
}

fn number(digits: &str) -> Option<i32> {
    digits.chars().map(digit).collect::<Option<String>>()?.parse().ok()
}

/// A digit of a year, whatever glyph was used for it.
fn digit(char: char) -> Option<char> {
    match char {
        '0'..='9' => Some(char),
        '○' | '◯' | '〇' | '零' | 'O' | 'o' | 'Ｏ' => Some('0'),
        _ => "一二三四五六七八九"
            .chars()
            .zip('1'..='9')
            .find(|&(han, _)| han == char)
            .map(|(_, it)| it),
    }
}
