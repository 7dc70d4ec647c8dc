//! Text of others on the page: every character visible and none of it markup.

use std::fmt::Write;

use maud::Render;

use crate::render::escape;

/// Text made safe for the page. Characters that hide or steer are spelled out, line ends are
/// blanks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a>(pub &'a str);

impl Render for Shown<'_> {
    fn render_to(&self, out: &mut String) {
        for char in self.0.chars() {
            match char {
                '\n' | '\r' => out.push(' '),
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\t' => out.push('\t'),
                _ if escape::is_hidden(char) => {
                    // Writing to a string cannot fail.
                    let _ = write!(out, "<span class=\"hidden\">{}</span>", escape::spelled(char));
                }
                _ => out.push(char),
            }
        }
    }
}

/// The same for an attribute or a title, where no element can stand.
pub(super) fn plain(text: &str) -> String {
    let spell = |char: char| match char {
        '\n' | '\r' | '\t' => " ".to_owned(),
        _ if escape::is_hidden(char) => escape::spelled(char),
        _ => char.to_string(),
    };
    text.chars().map(spell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_and_nothing_is_markup() {
        let shown = Shown("<b>&\"'\u{202E}甲\0\n\u{2028}").render().into_string();
        assert_eq!(
            shown,
            "&lt;b&gt;&amp;&quot;'<span class=\"hidden\">‹U+202E›</span>甲<span class=\"hidden\">\
             ‹U+0000›</span> <span class=\"hidden\">‹U+2028›</span>"
        );
        assert_eq!(plain("甲\u{1B}\t乙"), "甲‹U+001B› 乙");
    }
}
