//! What reports call their statistical period, and whether a noun leads to a date.

use crate::facts::landmarks::Landmarks;
use crate::text::{Span, before, cut, from};

/// A noun for the period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Noun {
    pub(super) span: Span,
    /// Whether it means a period by itself; 统计数据 does so only right before the dates.
    pub(super) strong: bool,
}

/// What the period is of, the longest first.
const SUBJECTS: [&str; 8] =
    ["数据统计", "统计数据", "所列数据", "信息统计", "统计", "数据", "报告", "年报"];

/// Words for a period, the longest first; after a subject they make a strong noun.
const TERMS: [&str; 17] = [
    "起止时间",
    "起止日期",
    "截止时间",
    "截止日期",
    "时间范围",
    "时间区间",
    "时间段",
    "期限",
    "时限",
    "日期",
    "时间",
    "期间",
    "区间",
    "周期",
    "时段",
    "年度",
    "期",
];

/// Most bytes between a noun and its dates.
const REACH: usize = 48;

/// Most characters of a sentence to look at on either side of a range.
const SENTENCE: usize = 150;

/// What may stand between a weak noun and its dates.
const TIGHT: &str = "为是系自从由：:均的时间限范围涵盖包括起止截至到了（(“\"， \n";

/// Every noun of `text`, in order.
pub(super) fn scan(text: &str, landmarks: &Landmarks<'_>) -> Vec<Noun> {
    let (mut found, mut done) = (Vec::new(), 0);
    for (at, char) in landmarks.iter() {
        let begins = match char {
            '统' => "统计",
            '数' => "数据",
            '所' => "所列",
            '信' => "信息统计",
            '报' => "报告",
            '年' => "年报",
            _ => continue,
        };
        if at >= done
            && from(text, at).starts_with(begins)
            && let Some(noun) = read(text, at)
        {
            done = noun.span.end();
            found.push(noun);
        }
    }
    found
}

fn read(text: &str, start: usize) -> Option<Noun> {
    let rest = from(text, start);
    let subject = SUBJECTS.iter().find(|subject| rest.starts_with(**subject))?;
    let after = from(rest, subject.len());
    let (of, after) = after.strip_prefix('的').map_or((0, after), |after| ('的'.len_utf8(), after));
    let reports = matches!(*subject, "报告" | "年报");
    let term = TERMS.iter().find(|term| after.starts_with(**term));
    // 报告年度, 年报日期 tell other things.
    let term = term.filter(|term| !reports || matches!(**term, "期限" | "时限" | "期间" | "期"));
    let strong = |end: usize| Noun { span: Span::new(start, start + end), strong: true };
    let bare = matches!(*subject, "数据统计" | "统计数据" | "所列数据").then_some(subject.len());
    let weak = |end: usize| Noun { span: Span::new(start, start + end), strong: false };
    term.map(|term| strong(subject.len() + of + term.len())).or(bare.map(weak))
}

/// The noun that leads to a date at `date`: the last one before it in its sentence, near enough.
pub(super) fn leading_to(text: &str, nouns: &[Noun], date: Span) -> Option<Noun> {
    let count = nouns.partition_point(|noun| noun.span.end() <= date.start());
    let noun = *nouns.get(count.checked_sub(1)?)?;
    let gap = cut(text, Span::new(noun.span.end(), date.start()));
    if gap.len() > REACH || gap.contains(['。', '！', '？', '；', ';']) || gap.contains("\n\n")
    {
        return None;
    }
    // 统计期内 begins a story; 统计时间为…，公示期自: another period has come between.
    let loose = !gap.contains(['期', '年']) && !gap.starts_with(['内', '末', '初']);
    ((noun.strong && loose) || is_tight(text, noun, date)).then_some(noun)
}

/// Whether only words such as 为 and 自 stand between a noun and its date.
pub(super) fn is_tight(text: &str, noun: Noun, date: Span) -> bool {
    let gap = cut(text, Span::new(noun.span.end(), date.start()));
    gap.chars().all(|char| TIGHT.contains(char))
}

/// Whether the sentence round `span` speaks of data, statistics or the report itself.
pub(super) fn speaks_of_data(text: &str, span: Span) -> bool {
    let left = stretch(before(text, span.start()).chars().rev());
    let right = stretch(from(text, span.end()).chars());
    let sentence = cut(text, Span::new(span.start() - left, span.end() + right));
    ["数据", "统计", "本报告", "年报", "年度报告", "工作报告如下"]
        .iter()
        .any(|word| sentence.contains(word))
}

/// Bytes of `chars` up to the end of their sentence.
fn stretch(chars: impl Iterator<Item = char>) -> usize {
    let mut lines = 0;
    let inside = |char: &char| {
        lines += usize::from(*char == '\n');
        // One line end is let through: lines of a PDF, and a range under the title.
        !matches!(*char, '。' | '！' | '？') && lines < 2
    };
    chars.take(SENTENCE).take_while(inside).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_noun_is_found() {
        for subject in SUBJECTS {
            let text = format!("本{subject}期限自");
            let found = scan(&text, &Landmarks::folded(&text));
            let spans: Vec<Span> = found.iter().map(|it| it.span).collect();
            assert_eq!(spans, [Span::new(3, text.len() - 3)], "{subject}");
        }
    }
}
