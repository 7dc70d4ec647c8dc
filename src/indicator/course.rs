//! The year beside a figure from which applications were carried, or into which they are: 2022年度结转的2件,
//! 结转至2024年办理1件, 1件结转至2024年.

use crate::document::Document;
use crate::facts::Facts;
use crate::facts::figures::{Figure, is_carried_from, is_carried_to};
use crate::text::{Span, before, from};

/// What such a year means, in the words of the indicators.
const INTO_THE_NEXT: &str = "结转下年度";
const FROM_THE_LAST: &str = "上年";
const CARRIED_IN: &str = "上年结转";
/// Words for the year before.
const LAST: [&str; 5] = ["上年", "去年", "上一年", "前一年", "年初"];
/// Characters of a clause before a year that are looked at.
const REACH: usize = 30;
/// Bytes between a figure and the year behind it at most.
const NEAR: usize = 30;

/// What the year right before the label of `figure`, or behind the figure, says of applications carried
/// over, in the report of `year`.
pub(super) fn read(
    doc: &Document,
    facts: &Facts,
    figure: &Figure,
    year: i32,
) -> Option<&'static str> {
    let (last, next) = (year.checked_sub(1), year.checked_add(1));
    let dates = &facts.dates;
    let behind = dates.partition_point(|it| it.span.end() <= figure.label.start());
    let earlier = behind.checked_sub(1).and_then(|it| dates.get(it)).filter(|it| {
        matches!(doc.plain(Span::new(it.span.end(), figure.label.start())), "" | "度")
    });
    if let Some(date) = earlier {
        let start = doc.folded.to_folded(date.span).start();
        if is_carried_to(before(doc.folded.as_str(), start)) {
            if date.date.year == next {
                return Some(INTO_THE_NEXT);
            }
            // 由2022年结转至2023年办理2件; without the year before it is a slip for the next.
            let came = last.is_some_and(|it| comes_from(before(doc.folded.as_str(), start), it));
            if date.date.year == Some(year) && came {
                return Some(CARRIED_IN);
            }
        }
        if date.date.year == last && is_carried_from(doc.plain(figure.label)) {
            return Some(FROM_THE_LAST);
        }
    }
    let first = dates.partition_point(|it| it.span.start() < figure.span.end());
    let date = dates.get(first).filter(|it| it.date.year == next)?;
    let gap = Span::new(figure.span.end(), date.span.start());
    let near = gap.len() <= NEAR && !doc.plain(gap).contains(['，', '。', '；', '、']);
    (near && is_carried_to(doc.plain(gap))).then_some(INTO_THE_NEXT)
}

/// Whether the clause that ends with `head` names the year `last`.
fn comes_from(head: &str, last: i32) -> bool {
    let clause: usize = head
        .chars()
        .rev()
        .take(REACH)
        .take_while(|it| !matches!(it, '，' | '。' | '；' | '：' | '\n'))
        .map(char::len_utf8)
        .sum();
    let clause = from(head, head.len() - clause);
    clause.contains(&format!("{last}年")) || LAST.iter().any(|it| clause.contains(it))
}
