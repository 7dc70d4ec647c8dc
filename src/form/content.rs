//! What a cell holds, told from its folded words.

use std::borrow::Cow;

use super::Content;
use crate::numeral::{Amount, begins_number, parse_han};
use crate::text::{before, from, is_han};

/// Strokes that stand in place of a number.
const STROKES: [char; 9] = ['-', '—', '–', '―', '－', '/', '／', '\\', '─'];
/// Characters of the longest unit or note behind a number.
const NOTE_MAX: usize = 12;

impl Content {
    /// Reads the folded words of a cell. Nought, nothing and a stroke stay apart.
    pub fn read(words: &str) -> Self {
        let words = words.trim();
        // What most cells hold.
        if let Ok(number) = words.parse::<u64>() {
            return Self::Number(number.into());
        }
        if words.is_empty() {
            return Self::Blank;
        }
        if words.chars().all(|char| STROKES.contains(&char)) {
            return Self::Dash;
        }
        if matches!(words, "无" | "没有" | "空") {
            return Self::None;
        }
        if words.starts_with(|char| is_han(char) && !begins_number(char)) {
            return Self::Words;
        }
        let plain: Cow<'_, str> = if words.contains(char::is_whitespace) {
            if are_several(words) {
                return Self::Words;
            }
            // Text taken from a PDF has blanks beside signs.
            words.chars().filter(|char| !char.is_whitespace()).collect()
        } else {
            words.into()
        };
        Amount::parse(&plain).map_or_else(|| dressed(&plain), Self::Number)
    }
}

/// Whether a blank parts two numbers: it stands between digits that are not grouped in threes, as
/// those of 1 204 are.
pub(super) fn are_several(words: &str) -> bool {
    let digit = |char: char| char.is_ascii_digit();
    let begins = |char: char| digit(char) || matches!(char, '+' | '-');
    if !words.starts_with(begins) || !words.contains(char::is_whitespace) {
        return false;
    }
    let parts: Vec<&str> = words.split_whitespace().collect();
    let parted = parts.windows(2).any(
        |pair| matches!(pair, [left, right] if left.ends_with(digit) && right.starts_with(digit)),
    );
    let Some((first, rest)) = parts.split_first().filter(|_| parted) else { return false };
    let first = first.trim_start_matches(['+', '-']);
    let begins = (1..=3).contains(&first.len()) && first.chars().all(digit);
    let group = |(index, part): (usize, &&str)| {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        digits == 3 && (part.len() == 3 || index + 1 == rest.len())
    };
    !begins || !rest.iter().enumerate().all(group)
}

/// A number with thousands separators, a unit or a note, or in Chinese numerals.
fn dressed(words: &str) -> Content {
    let end = words
        .char_indices()
        .find(|&(at, char)| {
            !(char.is_ascii_digit()
                || matches!(char, ',' | '.')
                || at == 0 && matches!(char, '+' | '-'))
        })
        .map_or(words.len(), |(at, _)| at);
    let (figure, note) = (before(words, end), from(words, end));
    let is_number = !figure.is_empty() && is_note(note) && separated(figure);
    let number = is_number.then(|| Amount::parse(&figure.replace(',', ""))).flatten();
    let number = number.or_else(|| Amount::new(parse_han(words)?.into(), 0));
    number.map_or(Content::Words, Content::Dressed)
}

/// Whether commas stand where thousands are parted: 1,013.
fn separated(figure: &str) -> bool {
    let whole = figure.split('.').next().unwrap_or_default();
    let mut groups = whole.trim_start_matches(['+', '-']).split(',');
    let first = groups.next().unwrap_or_default();
    !whole.contains(',') || (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// A unit (元、件) or a note in brackets; 万 and 亿 would change the number.
fn is_note(note: &str) -> bool {
    let bracketed = note.starts_with('（') && note.ends_with('）');
    let unit = note.chars().all(is_han) && !note.starts_with(['万', '亿', '千', '百']);
    note.chars().count() <= NOTE_MAX && (bracketed || unit || note == "万元")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nought_nothing_and_a_stroke_stay_apart() {
        let number = |words: &str| Content::Number(Amount::parse(words).unwrap());
        let dressed = |words: &str| Content::Dressed(Amount::parse(words).unwrap());
        let table = [
            ("0", number("0")),
            ("", Content::Blank),
            (" ", Content::Blank),
            ("/", Content::Dash),
            ("——", Content::Dash),
            ("无", Content::None),
            ("-18538", number("-18538")),
            ("+19", number("19")),
            ("24252.311082", number("24252.311082")),
            ("1 204", number("1204")),
            ("-1 204 567.5", number("-1204567.5")),
            ("1 204件", dressed("1204")),
            ("- 5", number("-5")),
            ("1 2", Content::Words),
            ("13 13", Content::Words),
            ("1204 567", Content::Words),
            ("1 204 56", Content::Words),
            ("1 2045", Content::Words),
            ("1,013 204", Content::Words),
            ("1,013", dressed("1013")),
            ("10,13", Content::Words),
            ("251000元", dressed("251000")),
            ("25.1万元", dressed("25.1")),
            ("5（含上年2件）", dressed("5")),
            ("三", dressed("3")),
            ("详见附件", Content::Words),
            ("3万件", Content::Words),
            (&"9".repeat(39), Content::Words),
        ];
        for (words, content) in table {
            assert_eq!(Content::read(words), content, "{words}");
        }
    }
}
