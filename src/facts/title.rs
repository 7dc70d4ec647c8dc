//! The title of the report (标题): a short line of its own near the top.

use crate::document::{Block, BlockKind, Document};
use crate::facts::body::is_body_name;
use crate::text::{Span, before, cut, from};

/// A title as found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Title {
    /// Its place, from the first to the last line that makes it.
    pub span: Span,
    /// Its words, folded and joined where it stands on several lines.
    pub text: String,
    /// The name of the body in it, folded; empty if it names none.
    pub name: String,
    /// Where that name stands.
    pub name_span: Span,
    /// The year in it and where that stands.
    pub year: Option<(i32, Span)>,
    /// What kind of text the title says it is.
    pub genre: Genre,
}

/// What a title says its text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Genre {
    /// 年度报告, 年报
    AnnualReport,
    /// 工作总结, 工作报告, 自查报告 and the like
    Other,
}

/// Blocks of the head that are looked at.
const HEAD_BLOCKS: usize = 14;
/// Characters of the longest title; two bodies may share one.
const LONGEST: usize = 70;
/// What the titles of this kind of report contain.
const SUBJECTS: [&str; 3] = ["信息公开", "政务公开", "政府公开"];
const REPORT_WORDS: [&str; 3] = ["年度报告", "年报", "年度工作报告"];
const OTHER_GENRES: [&str; 8] = [
    "工作总结",
    "工作报告",
    "自查报告",
    "工作汇报",
    "总结报告",
    "情况报告",
    "情况汇报",
    "工作情况的报告",
];

/// Every title in the head of the document, in order.
pub fn find(doc: &Document) -> Vec<Title> {
    let head: Vec<&Block> = doc
        .blocks
        .iter()
        .take_while(|block| block.kind != BlockKind::Row)
        .take(HEAD_BLOCKS)
        .collect();
    let mut titles = Vec::new();
    for index in 0..head.len() {
        // A title may stand on up to three lines: 甲县人民政府 / 2013 / 年政府信息公开…
        let found = (0..3).find_map(|extra| {
            let first = index.checked_sub(extra)?;
            let lines = head.get(first..=index)?;
            title_of(doc, lines, extra)
        });
        titles.extend(found);
    }
    titles
}

fn title_of(doc: &Document, lines: &[&Block], extra: usize) -> Option<Title> {
    let (first, last) = (lines.first()?, lines.last()?);
    if lines.iter().any(|block| block.kind == BlockKind::Heading) {
        return None;
    }
    let text: String =
        lines.iter().map(|block| title_words(doc.folded.slice(block.folded))).collect();
    let genre = genre(&text)?;
    if !is_title_line(&text) {
        return None;
    }
    // Lines before the last are taken in only where the last one lacks the body or the year.
    let alone = doc.folded.slice(last.folded);
    let complete = year_in(alone).is_some() && !name_in(alone).is_empty();
    let wanted = extra == 0 && (complete || !joins(doc, first))
        || extra > 0 && !complete && joinable(doc, lines);
    if !wanted {
        return None;
    }
    let span = first.span.cover(last.span);
    let name = name_in(&text).to_owned();
    let year = year_in(&text).map(|year| (year, year_span(doc, span, year)));
    let name_span = place_of(doc, span, &name).unwrap_or(span);
    Some(Title { span, text, name, name_span, year, genre })
}

/// Markup and labels that stand before a title on its line.
fn title_words(line: &str) -> &str {
    line.trim_start_matches(['#', ' ']).trim_end()
}

fn is_title_line(text: &str) -> bool {
    let quoted = text.contains('《');
    let sentence = text.contains(['。', '；', '，', '！']);
    let labelled = text.starts_with(['（', '附']) || text.contains("：");
    text.chars().count() <= LONGEST && !quoted && !sentence && !labelled
}

fn genre(text: &str) -> Option<Genre> {
    if !SUBJECTS.iter().any(|subject| text.contains(subject)) {
        return None;
    }
    // Marks of a draft and a bracket may follow; other words may not.
    let body = text.split(['（', '【', '〔']).next().unwrap_or(text);
    if REPORT_WORDS.iter().any(|word| body.ends_with(word)) {
        return Some(Genre::AnnualReport);
    }
    OTHER_GENRES.iter().any(|word| body.ends_with(word)).then_some(Genre::Other)
}

/// Whether the line before `block` could be the beginning of its title.
fn joins(doc: &Document, block: &Block) -> bool {
    let Some(before) = doc.block_at(block.span.start()).and_then(|at| at.checked_sub(1)) else {
        return false;
    };
    doc.blocks.get(before).is_some_and(|it| joinable(doc, &[it]))
}

fn joinable(doc: &Document, lines: &[&Block]) -> bool {
    let beginning = lines.iter().take(lines.len().max(2) - 1);
    beginning.copied().all(|block| {
        let words = doc.folded.slice(block.folded);
        let year = year_in(words).is_some() || words.chars().all(|it| it.is_ascii_digit());
        let short = words.chars().count() <= 30 && !words.contains(['。', '，', '：', '>', '_']);
        block.kind == BlockKind::Paragraph && short && (is_body_name(words) || year)
    })
}

/// The name of the body in a title: what stands before the year, or between year and subject.
fn name_in(text: &str) -> &str {
    let text = text.strip_prefix("关于").unwrap_or(text);
    let (head, tail) = match year_bounds(text) {
        Some((start, end)) => (before(text, start), from(text, end)),
        None => (text, text),
    };
    if !head.is_empty() && year_bounds(text).is_some() {
        return head.trim_end_matches(['关', '于', '的']);
    }
    let tail = tail.trim_start_matches("年度").trim_start_matches(['年', '度']);
    let end = ["政府信息公开", "信息公开", "政务公开", "政府公开"]
        .iter()
        .filter_map(|subject| tail.find(subject))
        .min()
        .unwrap_or(0);
    // 人民政府信息公开 is 人民政府 + (政府)信息公开 where 政府 was left out.
    let name = before(tail, end);
    let grown = before(tail, end + "政府".len());
    if name.ends_with("人民") && is_body_name(grown) { grown } else { name }
}

fn year_in(text: &str) -> Option<i32> {
    let (start, end) = year_bounds(text)?;
    let digits: String = cut(text, Span::new(start, end)).chars().filter_map(digit).collect();
    digits.parse().ok()
}

/// The four digits of a year, in Arabic or Han, that 年 follows.
fn year_bounds(text: &str) -> Option<(usize, usize)> {
    text.match_indices('年').find_map(|(at, _)| {
        let head = before(text, at);
        let digits = head.chars().rev().take_while(|&char| digit(char).is_some());
        let (count, bytes) = digits.fold((0, 0), |(n, len), char| (n + 1, len + char.len_utf8()));
        (count == 4).then_some((at - bytes, at))
    })
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

fn year_span(doc: &Document, title: Span, year: i32) -> Span {
    let folded = doc.folded.to_folded(title);
    let words = doc.folded.slice(folded);
    match year_bounds(words) {
        Some((start, end)) => doc.folded.to_source(Span::new(start, end).shift(folded.start())),
        None => place_of(doc, title, &year.to_string()).unwrap_or(title),
    }
}

fn place_of(doc: &Document, within: Span, words: &str) -> Option<Span> {
    let folded = doc.folded.to_folded(within);
    let at = doc.folded.slice(folded).find(words).filter(|_| !words.is_empty())?;
    Some(doc.folded.to_source(Span::new(at, at + words.len()).shift(folded.start())))
}
