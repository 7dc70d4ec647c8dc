//! Whether two files are copies of one report. Formats lay out the same words in other lines and
//! put things round them that no one wrote into the report: paths, days and sources of a page,
//! attachments, buttons, footers. So the words are compared without regard to lines, every figure
//! among them, and only whole lines before the first chapter or behind the signature may be extra.

use super::Side;
use crate::document::{Block, BlockKind};
use crate::facts::signature::Place;
use crate::text::{Span, is_han};

/// Characters of the longest line of a page round a report.
const LONGEST: usize = 80;
/// Digits of the longest number of a page.
const PAGE_DIGITS: usize = 3;

/// A line of a report.
#[derive(Debug)]
struct Line {
    /// Its letters and figures.
    words: Vec<char>,
    /// Whether it may be none of the report's.
    extra: bool,
}

/// The lines of a report before its first chapter, and from there on.
#[derive(Debug, Default)]
struct Lines {
    head: Vec<Line>,
    body: Vec<Line>,
}

/// Whether the words of two reports are the same. Title, signature and official tables are for
/// others to compare.
pub(crate) fn same_words(one: &Side<'_>, two: &Side<'_>) -> bool {
    let (mut one, mut two) = (Lines::of(one), Lines::of(two));
    for head in [&mut one.head, &mut two.head] {
        head.reverse();
        head.iter_mut().for_each(|it| it.words.reverse());
    }
    agree(&one.head, &two.head) && agree(&one.body, &two.body)
}

impl Lines {
    fn of(side: &Side<'_>) -> Self {
        let (doc, facts) = (side.doc, side.facts);
        let signature = facts.signature.as_ref();
        let signed = signature.iter().flat_map(|it| [it.body, it.date.as_ref().map(|it| it.span)]);
        let signed: Vec<Span> = signed.flatten().collect();
        let titles = facts.titles.iter().map(|it| it.span);
        let official = doc.forms.iter().filter(|it| it.form.local.is_none()).map(|it| it.span);
        let left_out: Vec<Span> = titles.chain(official).chain(signed.iter().copied()).collect();
        let first = side.verdict.chapters.first().and_then(|it| doc.sections.get(it.0));
        let first = first.map_or(0, |it| it.heading.start());
        let at_end = signature
            .filter(|it| it.place == Place::End)
            .and(signed.iter().max_by_key(|it| it.end()));
        let end = at_end.map_or(first, |it| it.end());
        let labels = labels(side);
        let mut lines = Self::default();
        for block in &doc.blocks {
            if left_out.iter().any(|it| it.overlaps(block.span)) {
                continue;
            }
            let text = doc.folded.slice(block.folded);
            let words = words(text);
            if is_page_number(&words) || labels.contains(&words) {
                continue;
            }
            let in_head = block.span.start() < first;
            let extra = (in_head || block.span.start() >= end) && is_extra(block, text, &words);
            let into = if in_head { &mut lines.head } else { &mut lines.body };
            into.push(Line { words, extra });
        }
        lines
    }
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

/// Whether a line is nothing, or the number of a page.
fn is_page_number(words: &[char]) -> bool {
    words.len() <= PAGE_DIGITS && words.iter().all(char::is_ascii_digit)
}

/// Whether a line may stand round a report: short, no heading, no sentence.
fn is_extra(block: &Block, text: &str, words: &[char]) -> bool {
    block.kind != BlockKind::Heading
        && words.len() <= LONGEST
        && !text.contains(['。', '；', '！', '？', ';', '!', '?'])
}

/// Whether lines have the same words, up to a place from which on all that is left of either may
/// be none of the report's.
fn agree(one: &[Line], two: &[Line]) -> bool {
    let chars = |lines: &[Line]| lines.iter().flat_map(|it| it.words.clone()).collect::<Vec<_>>();
    let (left, right) = (chars(one), chars(two));
    let common = left.iter().zip(&right).take_while(|(one, two)| one == two).count();
    let may_end = |lines: &[Line]| {
        let mut ends = vec![0];
        let mut end = 0_usize;
        ends.extend(lines.iter().map(|it| {
            end += it.words.len();
            end
        }));
        let last = lines.iter().rposition(|it| !it.extra).map_or(0, |it| it + 1);
        ends.split_off(last)
    };
    let ends = may_end(two);
    may_end(one).iter().any(|it| *it <= common && ends.contains(it))
}

#[cfg(test)]
mod tests {
    use super::{Line, agree, words};

    /// Lines; those with a star before them may be extra.
    fn lines(text: &str) -> Vec<Line> {
        let line = |it: &str| Line { words: words(it), extra: it.starts_with('*') };
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
        ] {
            assert!(agree(&lines(report), &lines(copy)), "{copy}");
            assert!(agree(&lines(copy), &lines(report)), "{copy}");
            assert!(agree(&lines(copy), &lines(copy)), "{copy}");
        }
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
