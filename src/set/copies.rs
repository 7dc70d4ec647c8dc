//! Whether two files are copies of one report. Formats lay out the same words in other lines and
//! put things round them that no one wrote into the report: paths, days and sources of a page,
//! attachments, buttons, footers. So the words are compared without regard to lines, every figure
//! among them, and only whole lines before all sentences or behind the signature may be extra.

use super::Side;
use crate::document::{Block, BlockKind};
use crate::facts::signature::Place;
use crate::text::{Span, is_han};

/// Characters of the longest line of a page round a report.
const LONGEST: usize = 80;
/// Digits of the longest number of a page.
const PAGE_DIGITS: usize = 3;
/// Lines before a report that are looked at.
const MOST: usize = 200;

/// A line of a report.
#[derive(Debug)]
struct Line {
    /// Its letters and figures.
    words: Vec<char>,
    /// Whether it may be none of the report's, where it stands before all else.
    before: bool,
    /// Whether it may be none of the report's, where it stands behind all else.
    behind: bool,
}

/// Whether the words of two reports are the same. Title, signature and official tables are for
/// others to compare.
pub(crate) fn same_words(one: &Side<'_>, two: &Side<'_>) -> bool {
    agree(&lines(one), &lines(two))
}

/// The lines of a report and of what stands round it.
fn lines(side: &Side<'_>) -> Vec<Line> {
    let (doc, facts) = (side.doc, side.facts);
    let signature = facts.signature.as_ref();
    let signed = signature.iter().flat_map(|it| [it.body, it.date.as_ref().map(|it| it.span)]);
    let signed: Vec<Span> = signed.flatten().collect();
    let official = doc.forms.iter().filter(|it| it.form.local.is_none()).map(|it| it.span);
    let left_out = facts.titles.iter().map(|it| it.span).chain(official);
    let left_out: Vec<Span> = left_out.chain(signed.iter().copied()).collect();
    let at_end = signature.is_some_and(|it| it.place == Place::End);
    let end = signed.iter().filter(|_| at_end).map(|it| it.end()).max().unwrap_or_default();
    let labels = labels(side);
    let blocks = doc.blocks.iter();
    let blocks = blocks.filter(|block| !left_out.iter().any(|it| it.overlaps(block.span)));
    let line = |block: &Block| {
        let text = doc.folded.slice(block.folded);
        let words = words(text);
        let before = is_extra(block, text, &words);
        let behind = before && block.span.start() >= end;
        let counts = !is_page_number(block, &words) && !labels.contains(&words);
        counts.then_some(Line { words, before, behind })
    };
    blocks.filter_map(line).collect()
}

/// Headings of parts of official tables, which may stand on lines before what is read as the table.
fn labels(side: &Side<'_>) -> Vec<Vec<char>> {
    let blocks = side.doc.forms.iter().flat_map(|it| &it.form.block);
    blocks.flat_map(|it| &it.label).map(|it| words(it)).collect()
}

/// Letters and figures, without what is written one way here and another there; a point only
/// within a figure.
fn words(text: &str) -> Vec<char> {
    let mut words = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let figure = |it: Option<&char>| it.is_some_and(char::is_ascii_digit);
        let point = char == '.' && figure(words.last()) && figure(chars.peek());
        if is_han(char) || char.is_ascii_alphanumeric() || char == '%' || point {
            words.push(char);
        }
    }
    words
}

/// Whether a line is nothing, or the number of a page and not that of a heading.
fn is_page_number(block: &Block, words: &[char]) -> bool {
    block.kind != BlockKind::Heading
        && words.len() <= PAGE_DIGITS
        && words.iter().all(char::is_ascii_digit)
}

/// Whether a line may stand round a report: short, no heading, no part of a sentence.
fn is_extra(block: &Block, text: &str, words: &[char]) -> bool {
    block.kind != BlockKind::Heading
        && words.len() <= LONGEST
        && !text.contains(['，', '。', '；', '！', '？', ',', ';', '!', '?'])
}

/// Whether lines have the same words but for some at either end that may be none of the report's.
fn agree(one: &[Line], two: &[Line]) -> bool {
    let chars = |lines: &[Line]| lines.iter().flat_map(|it| it.words.clone()).collect::<Vec<_>>();
    let (left, right) = (chars(one), chars(two));
    let (ends, other_ends) = (ends(one), ends(two));
    let alike = |start: usize, other: usize| {
        let pairs = left.iter().skip(start).zip(right.iter().skip(other));
        let last = start + pairs.take_while(|(one, two)| one == two).count();
        let mut ends = ends.iter().filter(|it| (start..=last).contains(it));
        ends.any(|it| other_ends.binary_search(&(it - start + other)).is_ok())
    };
    let others = starts(two);
    starts(one).into_iter().any(|start| others.iter().any(|other| alike(start, *other)))
}

/// Where a report may begin: how many characters stand before it.
fn starts(lines: &[Line]) -> Vec<usize> {
    let before = lines.iter().take_while(|it| it.before).take(MOST);
    std::iter::once(0).chain(sums(before)).collect()
}

/// Where a report may end, in order.
fn ends(lines: &[Line]) -> Vec<usize> {
    let last = lines.iter().rposition(|it| !it.behind).map_or(0, |it| it + 1);
    let all = std::iter::once(0).chain(sums(lines.iter()));
    all.skip(last).collect()
}

/// How many characters there are up to the end of each line.
fn sums<'l>(lines: impl Iterator<Item = &'l Line>) -> impl Iterator<Item = usize> {
    lines.scan(0, |sum, it| {
        *sum += it.words.len();
        Some(*sum)
    })
}

#[cfg(test)]
mod tests {
    use super::{Line, agree, words};

    /// Lines; those with a star before them may be none of the report's.
    fn lines(text: &str) -> Vec<Line> {
        let line = |it: &str| {
            let extra = it.starts_with('*');
            Line { words: words(it), before: extra, behind: extra }
        };
        text.lines().map(line).collect()
    }

    #[test]
    fn lines_are_no_matter_and_what_stands_round_a_report_is_none() {
        let report = "全年发布信息12条，其中网站10.5%。\n没有其他事项。";
        for copy in [
            report,
            "全年发布信\n息12条，其中网\n站10.5%。没有其他事\n项",
            "全年发布信息12条，其中网站10.5%。\n没有其他事项。\n*打印本页\n*主办：某县政府办",
            "全年发布信息1\n2条，其中网站10.5%。\n没有其他事项。\n*附件：某报告",
            "*首页\n*发布日期：2024-01-20\n全年发布信息12条，其中网站10.5%。没有其他事项。\n*打印",
        ] {
            assert!(agree(&lines(report), &lines(copy)), "{copy}");
            assert!(agree(&lines(copy), &lines(report)), "{copy}");
            assert!(agree(&lines(copy), &lines(copy)), "{copy}");
        }
        assert!(agree(&lines("*首页\n*来源\n甲事项。"), &lines("*首页\n*导航\n甲事项。\n*打印")));
        assert!(agree(&lines("甲事项。\n*打印"), &lines("甲事项。\n*附件：乙")));
        assert!(agree(&lines("甲事项。\n*附件：乙"), &lines("甲事项。\n*附注：丙")));
    }

    #[test]
    fn a_word_or_a_figure_makes_another_report() {
        let report = "全年发布信息12条，其中网站10.5%。\n没有其他事项。";
        for draft in [
            "全年发布信息13条，其中网站10.5%。\n没有其他事项。",
            "全年发布信息12条，其中网站105%。\n没有其他事项。",
            "全年发布信息12条，其中网站10.5%。",
            "全年发布信息12条，其中网站10.5%。\n没有其他事项。\n补充一句。",
            "全年公布信息12条，其中网站10.5%。\n没有其他事项。",
            "",
        ] {
            assert!(!agree(&lines(report), &lines(draft)), "{draft}");
            assert!(!agree(&lines(draft), &lines(report)), "{draft}");
        }
    }
}
