//! Text made safe to show: what would steer a terminal or show nothing is spelled out.

use std::borrow::Cow;

use super::Look;
use super::told::Told;
use crate::text::cells;

/// Words at which CI runners take a line of a log for a command, and what is written instead.
const COMMANDS: [(&str, &str); 2] = [("##[", "##‹U+005B›"), ("##vso[", "##vso‹U+005B›")];

/// `text` on one line, with every character that hides or steers as `‹U+202E›`.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\t' | '\n' | '\r' => out.push(' '),
            _ if is_hidden(char) => out.push_str(&spelled(char)),
            _ => out.push(char),
        }
    }
    without_commands(out)
}

fn without_commands(text: String) -> String {
    COMMANDS.iter().fold(text, |text, (command, harmless)| {
        if text.contains(command) { text.replace(command, harmless) } else { text }
    })
}

/// Words that were made safe to show, to be written right behind others: no command comes together
/// from the two.
pub(super) fn behind(written: &str, shown: &str) -> String {
    let longest = COMMANDS.iter().map(|it| it.0.len()).max().unwrap_or(0);
    let mut tail: Vec<char> = written.chars().rev().take(longest).collect();
    tail.reverse();
    let tail: String = tail.into_iter().collect();
    let both = without_commands(format!("{tail}{shown}"));
    both.strip_prefix(&tail).unwrap_or(shown).to_owned()
}

/// A path at the start of a line: GitHub's runner takes `::` there for a command, and editors
/// leave out blanks.
pub(crate) fn path(path: &str) -> String {
    let shown = shown(path);
    let steers = shown.trim_start().starts_with("::") || shown.starts_with(char::is_whitespace);
    if steers { format!("./{shown}") } else { shown }
}

/// A finding as a plain line of a CI log, which no runner takes for a command.
pub(super) fn log_line(look: Look, path: &str, it: &Told<'_>) -> String {
    let at = it.primary.start;
    let (path, line, column) = (shown(path), at.line, look.unit.of(at));
    let (severity, code, message) = (it.severity.name(), it.code, shown(&it.whole_message(look)));
    format!("{severity}[{code}] {path}:{line}:{column}: {message}")
}

/// JSON `text` with such characters as `\u202e`: they can stand inside its strings only. So can two
/// number signs, with which commands to CI runners begin (`##[error]`, `##vso[…]`, `##teamcity[…]`).
pub(crate) fn in_json(text: &str) -> Cow<'_, str> {
    if text.contains("##") {
        return Cow::Owned(in_json(&text.replace("##", "#\\u0023")).into_owned());
    }
    let steers = |char: char| char != '\n' && (char.is_control() || is_hidden(char));
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 64);
    for char in text.chars() {
        if steers(char) {
            let mut units = [0; 2];
            out.extend(char.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(char);
        }
    }
    Cow::Owned(out)
}

/// A page that may stand in the log of a CI runner, too: a browser reads the same words.
pub(super) fn in_page(page: &str) -> Cow<'_, str> {
    COMMANDS.iter().fold(Cow::Borrowed(page), |page, (command, _)| {
        if page.contains(command) {
            Cow::Owned(page.replace(command, &command.replace('[', "&#91;")))
        } else {
            page
        }
    })
}

/// The number of a character in words.
pub(crate) fn spelled(char: char) -> String {
    format!("‹U+{:04X}›", u32::from(char))
}

/// Control characters, direction marks, and whatever has no width of its own.
pub(crate) fn is_hidden(char: char) -> bool {
    cells(char) == 0
        || matches!(
            char,
            '\u{AD}' | '\u{2028}' | '\u{2029}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_or_hides_is_spelled_out() {
        let table = [
            ("掌起镇，“A”", "掌起镇，“A”"),
            ("甲\u{1B}[31m", "甲‹U+001B›[31m"),
            ("a\u{202E}b\u{2066}c\u{200F}\u{9B}", "a‹U+202E›b‹U+2066›c‹U+200F›‹U+009B›"),
            ("甲\u{200B}乙\u{FEFF}\u{7F}", "甲‹U+200B›乙‹U+FEFF›‹U+007F›"),
            ("甲\t乙\n", "甲 乙 "),
            ("##[error]x", "##‹U+005B›error]x"),
        ];
        for (text, expected) in table {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn no_command_comes_together_from_pieces() {
        for (written, text, expected) in [
            ("甲##", "[error]乙", "‹U+005B›error]乙"),
            ("甲##vs", "o[x]##[y]", "o‹U+005B›x]##[y]"),
            ("##vso", "[", "‹U+005B›"),
            ("", "甲[乙]", "甲[乙]"),
            ("甲#", "[乙]", "[乙]"),
        ] {
            assert_eq!(behind(written, text), expected.replace("##[", "##‹U+005B›"));
        }
    }

    #[test]
    fn json_holds_no_command_and_loses_nothing() {
        for text in ["##[error]甲", "###vso[x]", "a####teamcity[b", "#[c]", "\u{1B}##\u{202E}"] {
            let json = serde_json::to_string(text).unwrap();
            let written = in_json(&json);
            assert!(!written.contains("##"), "{written}");
            assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }

    #[test]
    fn a_path_is_no_command() {
        assert_eq!(path("::error::a.txt"), "./::error::a.txt");
        assert_eq!(path(" ::error::a.txt"), "./ ::error::a.txt");
        assert_eq!(path("年报/a::b.txt"), "年报/a::b.txt");
    }

    #[test]
    fn a_page_is_no_command_either() {
        assert_eq!(in_page("<p>a##[error]##vso[x]</p>"), "<p>a##&#91;error]##vso&#91;x]</p>");
        assert!(matches!(in_page("<p>a#[b]</p>"), Cow::Borrowed(_)));
    }

    #[test]
    fn json_keeps_its_meaning() {
        let text = "a\u{202E}\u{7F}\u{9B}𝅘甲\u{E0001}";
        let json = serde_json::to_string(text).unwrap();
        let escaped = in_json(&json);
        assert!(!escaped.contains(['\u{202E}', '\u{7F}', '\u{9B}', '\u{E0001}']));
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
    }
}
