//! Whether an edit leaves the markup of a Markdown text as it is.

use crate::text::{Span, before, cut, from};

/// Characters that may be markup wherever they stand.
const MARKS: [char; 12] = ['*', '_', '`', '|', '<', '>', '[', ']', '\\', '~', '&', '#'];

/// What the beginning and end of a line make of it.
#[derive(PartialEq, Eq, Debug)]
struct Shape<'a> {
    /// Blanks before the first word count from four on.
    is_indented: bool,
    /// `#`, `>`, `-`, `1.` and the like.
    opening: &'a str,
    /// A rule or an underline: nothing but these characters.
    is_rule: bool,
    /// Two blanks at the end break the line.
    is_broken: bool,
}

/// Whether markup stays markup and words stay words when `span` of `text` becomes `new`.
pub(super) fn is_kept(text: &str, span: Span, new: &str) -> bool {
    let old = cut(text, span);
    if new.contains(['\n', '\r']) || MARKS.iter().any(|&it| count(old, it) != count(new, it)) {
        return false;
    }
    let line_ends = ['\n', '\r'];
    let start = before(text, span.start()).rfind(line_ends).map_or(0, |at| at + 1);
    let end = from(text, span.end()).find(line_ends).map_or(text.len(), |at| span.end() + at);
    let line = cut(text, Span::new(start, end));
    let head = cut(text, Span::new(start, span.start()));
    let edited = [head, new, cut(text, Span::new(span.end(), end))].concat();
    shape(line) == shape(&edited)
}

fn count(text: &str, char: char) -> usize {
    text.matches(char).count()
}

fn shape(line: &str) -> Shape<'_> {
    let words = line.trim_start_matches([' ', '\t']);
    let indent = line.len() - words.len();
    Shape {
        is_indented: indent >= 4 || before(line, indent).contains('\t'),
        opening: opening(words),
        is_rule: !words.is_empty()
            && words.chars().all(|it| matches!(it, '-' | '=' | '*' | '_' | ' ' | '\t')),
        is_broken: line.ends_with("  "),
    }
}

/// The mark that makes a line a heading, an item of a list or a quotation.
fn opening(words: &str) -> &str {
    let run = |wanted: fn(char) -> bool| words.len() - words.trim_start_matches(wanted).len();
    let digits = run(|it| it.is_ascii_digit());
    let length = match words.chars().next() {
        Some('#') => run(|it| it == '#'),
        Some('>') => return before(words, 1),
        Some('-' | '+' | '*') => 1,
        Some('`') => return before(words, run(|it| it == '`')),
        Some('~') => return before(words, run(|it| it == '~')),
        Some(first) if first.is_ascii_digit() && digits <= 9 => {
            digits + usize::from(from(words, digits).starts_with(['.', ')']))
        }
        _ => 0,
    };
    let counts = length > digits
        && from(words, length).chars().next().is_none_or(|it| it == ' ' || it == '\t');
    if counts { before(words, length) } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str, old: &str, new: &str) -> bool {
        let start = text.find(old).unwrap();
        is_kept(text, Span::new(start, start + old.len()), new)
    }

    #[test]
    fn markup_stays_and_words_do_not_become_it() {
        let table = [
            ("公开信息80条,已办", ",", "，", true),
            ("1、更新不及时", "1、", "1.", true),
            // A list number in Markdown.
            ("1、 更新不及时", "1、", "1.", false),
            ("（一)、办理", "（一)、", "（一）", true),
            ("民计**民生**", "民计**民生", "国计民生", false),
            ("共计", "共计", "*计*", false),
            ("一\n\u{200B}- 公开", "\u{200B}", "", false),
            ("一\n\u{200B}公开", "\u{200B}", "", true),
            ("概述，  \n全年", "，  ", "，", false),
            ("概述。  \n全年", "。", "。。", true),
            ("\u{200B}# 概述", "\u{200B}", "", false),
            ("## 概述：", "：", "", true),
            ("　全年", "　", "    ", false),
            ("—全年\n", "—全年", "---", false),
        ];
        for (text, old, new, expected) in table {
            assert_eq!(kept(text, old, new), expected, "{text}: {old} → {new}");
        }
    }
}
