//! What the report says of its own parts (自述目录): 本报告由概述、…等六个部分组成.

mod list;
#[cfg(test)]
mod tests;

use crate::document::Document;
use crate::outline::NumberStyle;
use crate::text::{Span, before, from};

/// The parts that a report says it has. All spans are places in the view.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclaredParts {
    /// How many parts it says there are.
    pub count: u32,
    /// Where the number stands: 六.
    pub number: Span,
    /// The titles it lists, in order; empty where it gives the number alone.
    pub list: Vec<Span>,
    /// The whole statement, from its first title to 组成.
    pub whole: Span,
}

/// Fewer parts are those of a report with an annex, not its chapters.
const FEWEST: u32 = 3;
/// Bytes of the longest sentence that is looked at.
const SENTENCE: usize = 2400;
/// Words of a sentence that speaks of the report and not of the work.
const SUBJECTS: [&str; 6] = ["报告", "年报", "全文", "本文", "正文", "组成"];
/// What stands before a list of parts that the number follows.
const LIST_OPENERS: [&str; 8] = ["由", "包括了", "包括", "包含", "涵盖", "分为", "含", "有"];
/// What stands between the list and the number.
const BEFORE_NUMBER: [&str; 8] = ["等", "共计", "总共", "一共", "共", "这", "以下", "的"];
/// What stands between the number and a list that follows.
const AFTER_NUMBER: [&str; 16] = [
    "组成", "构成", "内容", "，", "：", "（", "主要", "具体", "分别", "依次", "包括", "包含", "是",
    "为", "即", "有",
];

/// The first statement of the report's parts, in the preface or the first chapter.
pub fn find(doc: &Document) -> Option<DeclaredParts> {
    let text = doc.folded.as_str();
    let end = doc.chapters().nth(1).map_or(text.len(), |(_, chapter)| {
        doc.folded.to_folded(Span::at(chapter.heading.start())).start()
    });
    let head = before(text, end);
    head.match_indices("部分").find_map(|(at, _)| declared_at(doc, text, at))
}

/// The statement whose 部分 stands at folded offset `at`.
fn declared_at(doc: &Document, text: &str, at: usize) -> Option<DeclaredParts> {
    let (number, count) = number_before(before(text, at))?;
    let sentence = sentence_around(text, at)?;
    let words = doc.folded.slice(sentence);
    let speaks = SUBJECTS.iter().any(|subject| words.contains(subject));
    if count < FEWEST || !speaks {
        return None;
    }
    let behind = at + "部分".len();
    let region = list_before(text, Span::new(sentence.start(), number.start()))
        .or_else(|| list_after(text, Span::new(behind, sentence.end())));
    let titles: Vec<&str> = doc.chapters().map(|(_, it)| doc.plain(it.title)).collect();
    let list = region.map_or_else(Vec::new, |region| list::split(text, region, &titles));
    let tail = ["组成", "构成"].iter().find(|it| from(text, behind).starts_with(**it));
    let closed = Span::new(number.start(), behind + tail.map_or(0, |it| it.len()));
    let whole = list.iter().fold(closed, |whole, title| whole.cover(*title));
    Some(DeclaredParts {
        count,
        number: doc.folded.to_source(number),
        list: list.into_iter().map(|title| doc.folded.to_source(title)).collect(),
        whole: doc.folded.to_source(whole),
    })
}

/// The number that ends right before 部分 or 个部分: its folded place and value.
fn number_before(head: &str) -> Option<(Span, u32)> {
    let bare = ["大", "个"].iter().fold(head, |head, unit| head.strip_suffix(unit).unwrap_or(head));
    let numeral = |char: &char| char.is_ascii_digit() || "一二三四五六七八九十".contains(*char);
    let length: usize = bare.chars().rev().take_while(numeral).map(char::len_utf8).sum();
    let number = Span::new(bare.len() - length, bare.len());
    let value = crate::outline::numeral(from(bare, number.start()))?;
    // 第六部分 is one part of the report, not six.
    (!before(bare, number.start()).ends_with('第')).then_some((number, value))
}

/// The sentence that holds `at`, without its stop.
fn sentence_around(text: &str, at: usize) -> Option<Span> {
    let stops = ['。', '！', '？', '\n'];
    let mut window = at.saturating_sub(SENTENCE);
    while !text.is_char_boundary(window) {
        window += 1;
    }
    let head = before(from(text, window), at - window);
    let start = head
        .char_indices()
        .rev()
        .find(|(_, char)| stops.contains(char))
        .map_or(window, |(stop, char)| window + stop + char.len_utf8());
    let tail: usize = from(text, at)
        .chars()
        .take(SENTENCE / 3)
        .take_while(|it| !stops.contains(it))
        .map(char::len_utf8)
        .sum();
    (start <= at).then(|| Span::new(start, at + tail))
}

/// Where the titles stand in the words before the number: behind the last 由 or 包括.
fn list_before(text: &str, head: Span) -> Option<Span> {
    let mut words = before(from(text, head.start()), head.len());
    while let Some(less) = BEFORE_NUMBER.iter().find_map(|it| words.strip_suffix(it)) {
        words = less;
    }
    let opened = |opener: &str| words.rfind(opener).map(|at| at + opener.len());
    // 有 and 含 are parts of other words: they open a list only if nothing better does.
    let (strong, weak) = LIST_OPENERS.split_at(LIST_OPENERS.len() - 2);
    let start = strong.iter().filter_map(|it| opened(it)).max();
    let start = start.or_else(|| weak.iter().filter_map(|it| opened(it)).max())?;
    let region = Span::new(start, words.len()).shift(head.start());
    list::is_list(from(words, start)).then_some(region)
}

/// Where the titles stand in the words after 部分.
fn list_after(text: &str, tail: Span) -> Option<Span> {
    let words = before(from(text, tail.start()), tail.len());
    let mut list = words;
    while let Some(less) = AFTER_NUMBER.iter().find_map(|it| list.strip_prefix(it)) {
        list = less;
    }
    let list = list.trim_end_matches(['；', '）', '，', '：']);
    let start = tail.start() + words.find(list)?;
    list::is_list(list).then(|| Span::new(start, start + list.len()))
}

/// Length of a list number at the beginning of a title inside a list: 一、 or 一是.
pub(super) fn number_length(words: &str) -> usize {
    if let Some(marker) = crate::outline::number_at(words)
        && (marker.style != NumberStyle::Han
            || marker.separator == Some('、')
            || marker.separator.is_none())
    {
        return marker.span.end();
    }
    let numeral = |char: &char| "一二三四五六七八九十".contains(*char);
    let length: usize = words.chars().take_while(numeral).map(char::len_utf8).sum();
    if length > 0 && from(words, length).starts_with('是') { length + "是".len() } else { 0 }
}
