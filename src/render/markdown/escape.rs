//! Text of others in Markdown: no markup, no mention, no reference, no command to a CI runner.

use std::fmt::Write;

use crate::render::escape;

/// What Markdown or the sites that show it may take for markup inside a line.
const SIGNS: &str = "\\`*_[]|~$";

/// Text as it stands among words, on one line.
pub(in crate::render) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\n' | '\r' | '\t' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // Sites look for @name, #123 and :sign: once the markup is gone: what stands between
            // keeps the two apart and shows nothing.
            '@' => out.push_str("@&#8203;"),
            '#' => out.push_str("\\#&#8203;"),
            ':' if chars
                .peek()
                .is_some_and(|next| next.is_ascii_alphanumeric() || "+-_".contains(*next)) =>
            {
                out.push_str(":&#8203;");
            }
            _ if escape::is_hidden(char) => out.push_str(&escape::spelled(char)),
            _ => {
                if SIGNS.contains(char) {
                    out.push('\\');
                }
                out.push(char);
            }
        }
    }
    out
}

/// Text as code: every character as it is, save those that hide.
pub(in crate::render) fn code(text: &str) -> String {
    let shown = escape::shown(text);
    let longest = shown.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let outer = |char: Option<char>| char.is_none_or(|char| char == '`' || char == ' ');
    let padded = outer(shown.chars().next()) || outer(shown.chars().next_back());
    let pad = if padded { " " } else { "" };
    format!("{fence}{pad}{shown}{pad}{fence}")
}

/// Code in a cell of a table, where a pipe would end the cell all the same.
pub(in crate::render) fn code_in_cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// One row of a table.
pub(in crate::render) fn row(cells: &[String]) -> String {
    let mut row = String::from("|");
    for cell in cells {
        // Writing to a string cannot fail.
        let _ = write!(row, " {cell} |");
    }
    row.push('\n');
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        let table = [
            ("甲|乙`丙`", "甲\\|乙\\`丙\\`"),
            ("<b>&amp;[x](y)", "&lt;b&gt;&amp;amp;\\[x\\](y)"),
            ("@张三 #12 :+1: 12:30", "@&#8203;张三 \\#&#8203;12 :&#8203;+1: 12:&#8203;30"),
            ("一\n# 二\u{202E}", "一 \\#&#8203; 二‹U+202E›"),
            ("##[error]x", "\\#&#8203;\\#&#8203;\\[error\\]x"),
        ];
        for (given, expected) in table {
            assert_eq!(text(given), expected);
        }
    }

    #[test]
    fn code_ends_where_it_should() {
        let table = [
            ("甲", "`甲`"),
            ("a``b`", "``` a``b` ```"),
            ("", "`  `"),
            (" 甲", "`  甲 `"),
            ("甲\r\n@乙", "`甲  @乙`"),
        ];
        for (given, expected) in table {
            assert_eq!(code(given), expected);
        }
        assert_eq!(code_in_cell("a|b"), "`a\\|b`");
    }
}
