//! Whether a line is the name of a body, a date, or both.

use super::Found;
use crate::facts::body::is_body_name;
use crate::facts::dates::DateMention;
use crate::text::{Span, before, cut, is_han};

/// Reads lines of the folded text.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// Every date of the text, folded places, in order.
    pub(super) dates: &'a [DateMention],
    /// The name of the body in the title; empty if it names none.
    pub(super) name: &'a str,
}

/// Bytes of a longer line that may hold a signature behind its last sentence.
const LONGEST: usize = 240;
/// Characters of the longest name that is believed.
const NAME_CHARS: usize = 40;

/// What a signature may call its parts.
const LABELS: [&str; 12] = [
    "落款",
    "署名",
    "报告单位",
    "编制单位",
    "编报单位",
    "报告机关",
    "单位名称",
    "单位",
    "成文日期",
    "报告日期",
    "编制日期",
    "日期",
];

/// Words of lines that name a body and sign nothing.
const OTHER_LINES: [&str; 15] = [
    "抄送", "报送", "主送", "联系", "来源", "主办", "承办", "版权", "地址", "电话", "维护", "支持",
    "报告", "附件", "如下",
];

/// Endings of bodies that no place in front of them tells.
const OTHER_BODIES: [&str; 14] =
    ["院", "所", "站", "处", "队", "中心", "校", "公司", "集团", "党组", "小组", "会", "部", "社"];

/// Marks that a seal leaves behind a name.
const SEALS: [&str; 6] = ["（盖章）", "（公章）", "（印章）", "（印）", "（章）", "（代章）"];

/// Whether a line begins something attached: 附件1：…, 附表, 某镇2017年统计表.
pub(super) fn opens_attachment(words: &str) -> bool {
    let words = words.trim_start_matches(['（', '【']);
    let named = ["附件", "附表", "附：", "附:", "附录"].iter().any(|it| words.starts_with(it));
    let table = ["统计表", "情况表", "汇总表", "一览表"].iter().any(|it| words.ends_with(it));
    named || (table && words.chars().count() <= NAME_CHARS)
}

impl Reader<'_> {
    /// A line that is a name, a date, or a name and a date, and nothing else.
    pub(super) fn whole(&self, line: Span) -> Option<Found> {
        if line.len() > LONGEST {
            return None;
        }
        self.read(line).or_else(|| {
            // 二〇一二年二月十四日附件1：…
            let at =
                cut(self.text, line).find("附件").or_else(|| cut(self.text, line).find("附表"));
            let before = Span::new(line.start(), line.start() + at?);
            self.read(before).filter(|found| found.date.is_some())
        })
    }

    /// A date, with or without a name, that stands alone behind the last sentence of a line.
    pub(super) fn tail(&self, line: Span) -> Option<Found> {
        let attached = cut(self.text, line).rfind("附件").map(|at| line.start() + at);
        let ends = [Some(line.end()), attached];
        ends.into_iter().flatten().find_map(|end| {
            let words = cut(self.text, Span::new(line.start(), end));
            let body = words.trim_end_matches(['。', '）', ')', ' ']);
            let (stop, char) = body.char_indices().rev().take(NAME_CHARS * 2).find(is_stop)?;
            let rest = Span::new(line.start() + stop + char.len_utf8(), line.start() + body.len());
            self.read(rest).filter(|found| found.date.is_some())
        })
    }

    /// The date in brackets at the end of a title.
    pub(super) fn date_at_end(&self, title: Span) -> Option<usize> {
        let words = cut(self.text, title).trim_end_matches(['）', ')', '】']);
        let end = title.start() + words.len();
        let dated = |&index: &usize| {
            self.dates.get(index).is_some_and(|it| {
                let bracket = before(self.text, it.span.start()).ends_with(['（', '(', '【']);
                bracket && it.date.month.is_some() && it.date.year.is_some()
            })
        };
        self.ending_at(end).filter(dated)
    }

    /// The name in a line right above a date: there any short name is one.
    pub(super) fn signer(&self, line: Span, heading: bool) -> Option<Span> {
        let name = self.name_place(line);
        let words = cut(self.text, name);
        let known = self.is_name(words)
            || !heading && is_plain(words) && OTHER_BODIES.iter().any(|end| words.ends_with(end));
        known.then_some(name)
    }

    fn read(&self, line: Span) -> Option<Found> {
        let open = self.strip(line);
        let Some(index) = self.ending_at(open.end()) else {
            let name = self.name_place(line);
            return self
                .is_name(cut(self.text, name))
                .then_some(Found { body: Some(name), date: None });
        };
        let date = self.dates.get(index).filter(|it| it.date.year.is_some())?;
        if date.span.start() < open.start() {
            return None;
        }
        let head = Span::new(open.start(), date.span.start());
        let found = Found { body: None, date: Some(index) };
        let name = self.name_place(head);
        if name.is_empty() {
            // A year alone is no date of signature.
            return date.date.month.is_some().then_some(found);
        }
        let words = cut(self.text, name);
        let known = self.is_name(words)
            || is_plain(words) && OTHER_BODIES.iter().any(|end| words.ends_with(end));
        known.then_some(Found { body: Some(name), ..found })
    }

    /// The index of the date that ends at `end`.
    fn ending_at(&self, end: usize) -> Option<usize> {
        let index = self.dates.partition_point(|it| it.span.end() < end);
        self.dates.get(index).filter(|it| it.span.end() == end).map(|_| index)
    }

    /// `line` without brackets and stops at either side.
    fn strip(&self, line: Span) -> Span {
        let words = cut(self.text, line);
        let left = words.trim_start_matches(['（', '【', '(', ' ', '—', '-']);
        let start = line.end() - left.len();
        let body = left.trim_end_matches(['）', '】', ')', '。', '；', ' ', '—', '-']);
        Span::new(start, start + body.len())
    }

    /// The name in `line`, without labels, brackets and the mark of a seal.
    fn name_place(&self, line: Span) -> Span {
        let words = cut(self.text, line);
        let mut name = words.trim_start_matches(['（', '【', ' ']);
        for label in LABELS {
            if let Some(rest) = name.strip_prefix(label)
                && (rest.is_empty() || rest.starts_with('：'))
            {
                name = rest.trim_start_matches('：');
            }
        }
        let start = line.end() - name.len();
        let mut end = name.trim_end_matches(['，', '、', '：', ' ', '。']);
        for label in ["成文日期", "报告日期", "日期"] {
            end = end.strip_suffix(label).unwrap_or(end).trim_end_matches(['，', '：', ' ']);
        }
        for seal in SEALS {
            end = end.strip_suffix(seal).unwrap_or(end);
        }
        let end = end.trim_end_matches(['（', '【']);
        Span::new(start, start + end.len())
    }

    fn is_name(&self, words: &str) -> bool {
        let own = !self.name.is_empty() && words == self.name;
        own || is_plain(words) && is_body_name(words)
    }
}

fn is_stop((_, char): &(usize, char)) -> bool {
    matches!(char, '。' | '！' | '？' | '；' | '”')
}

/// Whether `words` could be a name: Han only, short, and no words of other lines in it.
fn is_plain(words: &str) -> bool {
    let count = words.chars().count();
    let joint = |char: char| is_han(char) || matches!(char, '（' | '）' | '、' | '·');
    (3..=NAME_CHARS).contains(&count)
        && words.chars().all(joint)
        && words.chars().nth(1) != Some('、')
        && !OTHER_LINES.iter().any(|other| words.contains(other))
}
