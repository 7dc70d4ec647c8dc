//! Whether two files are copies of one report. Formats lay out the same words in other lines and
//! put things round them that no one wrote into the report: paths, days and sources of a page,
//! attachments, buttons, footers. So the words are compared without regard to lines, every figure
//! among them with its signs, and only whole lines before the text or behind the signature may be
//! extra.

use super::Side;
use crate::document::{Block, BlockKind};
use crate::facts::signature::Place;
use crate::text::Span;

/// Characters of the longest line of a page round a report.
const LONGEST: usize = 80;
/// Characters of the longest line that is a signature and nothing else.
const SIGNATURE: usize = 40;
/// Lines before a report that are looked at.
const MOST: usize = 20;

/// A line of a report.
#[derive(Debug)]
struct Line {
    /// All its characters but blanks.
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
    let left_out: Vec<Span> = facts.titles.iter().map(|it| it.span).chain(official).collect();
    let at_end = signature.is_some_and(|it| it.place == Place::End);
    // Where nobody signed, nothing tells where the report ends and the page goes on.
    let end = signed.iter().filter(|_| at_end).map(|it| it.end()).max().unwrap_or(usize::MAX);
    let title = facts.titles.first().map_or(0, |it| it.span.start());
    let labels = labels(side);
    let blocks = doc.blocks.iter();
    let blocks = blocks.filter(|block| !left_out.iter().any(|it| it.overlaps(block.span)));
    let line = |block: &Block| {
        let text = doc.folded.slice(block.folded);
        let words = words(text);
        let alone = words.len() <= SIGNATURE && !text.contains('。');
        let signs = alone && signed.iter().any(|it| it.overlaps(block.span));
        let extra = is_extra(block, text, &words);
        // Between title and text a page tells its day and source.
        let before = extra && (block.span.start() < title || text.contains(['：', '【', '|']));
        let behind = extra && block.span.start() >= end;
        let counts = !signs && !is_page_number(text) && !labels.contains(&words);
        counts.then_some(Line { words, before, behind })
    };
    blocks.filter_map(line).collect()
}

/// Headings of parts of official tables, which may stand on lines before what is read as the table.
fn labels(side: &Side<'_>) -> Vec<Vec<char>> {
    let blocks = side.doc.forms.iter().flat_map(|it| &it.form.block);
    blocks.flat_map(|it| &it.label).map(|it| words(it)).collect()
}

/// All characters but blanks, which lines and cells are parted by.
fn words(text: &str) -> Vec<char> {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}

/// Whether a line is the number of a page, with a dash on either side: a figure alone may be one of
/// the report's.
fn is_page_number(text: &str) -> bool {
    let dash = |it: char| matches!(it, '-' | '—' | '–');
    let number = text.trim().strip_prefix(dash).and_then(|it| it.strip_suffix(dash));
    number.is_some_and(|it| it.trim().parse::<u16>().is_ok())
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
            "全年发布信\n息12条，其中网\n站10.5%。没有其他事\n项。",
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
