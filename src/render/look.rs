//! How text for people looks: language, width, colours.

use schemars::JsonSchema;
use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_width::UnicodeWidthChar;

use super::escape;
use crate::lang::Lang;
use crate::text::{Position, cells};

/// How text for people looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// The language of everything the program says.
    pub lang: Lang,
    /// Cells of a line; nothing is wider.
    pub width: usize,
    /// Characters of ambiguous width (“ ” … — ○) take two cells, as in Chinese terminals.
    pub wide: bool,
    /// Whether to use colours.
    pub color: bool,
    /// What the column in a one-line message counts.
    pub unit: ColumnUnit,
    /// The folder that paths start from, where places may be links that a terminal opens.
    pub links: Option<&'static str>,
}

/// What a column counts, always from 1.
///
/// 列号以什么计数，均从 1 起。
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum ColumnUnit {
    /// Characters.
    ///
    /// 字符。
    #[default]
    Char,
    /// UTF-16 code units.
    ///
    /// UTF-16 编码单元。
    Utf16,
    /// UTF-8 bytes.
    ///
    /// UTF-8 字节。
    Byte,
    /// Display cells: a Chinese character takes two.
    ///
    /// 显示宽度：一个汉字占两格。
    Display,
}

impl ColumnUnit {
    /// The column of a position in this unit.
    pub fn of(self, position: Position) -> usize {
        match self {
            Self::Char => position.column,
            Self::Utf16 => position.utf16,
            Self::Byte => position.byte,
            Self::Display => position.display,
        }
    }
}

/// Widths that miette and other crates give to the characters of plane 3 are always two cells, so
/// they stand in for ambiguous characters while a picture is drawn for a wide terminal.
const STAND_IN: u32 = 0x3_0000;

impl Look {
    /// Cells of a character on this screen.
    pub(crate) fn cells(self, char: char) -> usize {
        if self.wide { char.width_cjk().unwrap_or(0) } else { cells(char) }
    }

    /// Cells of a text on this screen.
    pub(crate) fn width_of(self, text: &str) -> usize {
        text.chars().map(|char| self.cells(char)).sum()
    }

    /// `text` made safe to show on this screen.
    pub(crate) fn shown(self, text: &str) -> String {
        let shown = escape::shown(text);
        if !self.wide {
            return shown;
        }
        let mut out = String::with_capacity(shown.len());
        for char in shown.chars() {
            if self.has_no_stand_in(char) {
                out.push_str(&escape::spelled(char));
            } else {
                out.push(char);
            }
        }
        out
    }

    /// Cells of a character once it is made safe to show.
    pub(crate) fn shown_cells(self, char: char) -> usize {
        match char {
            '\t' | '\n' | '\r' => 1,
            _ if escape::is_hidden(char) || self.has_no_stand_in(char) => {
                escape::spelled(char).chars().count()
            }
            _ => self.cells(char),
        }
    }

    /// What is spelled out for a wide terminal: the stand-ins themselves, and what they cannot
    /// stand for.
    fn has_no_stand_in(self, char: char) -> bool {
        let code = u32::from(char);
        let taken = (STAND_IN..0x4_0000).contains(&code);
        self.wide && (taken || code >= 0x1_0000 && cells(char) != self.cells(char))
    }

    /// `shown` text for a picture: every character is as wide as crates take it to be.
    pub(crate) fn drawable(self, shown: &str) -> String {
        let stand_in = |char: char| {
            let ambiguous = cells(char) != self.cells(char);
            ambiguous.then(|| char::from_u32(STAND_IN + u32::from(char))).flatten().unwrap_or(char)
        };
        shown.chars().map(stand_in).collect()
    }

    /// A finished picture with the real characters in place of their stand-ins.
    pub(crate) fn finished(self, picture: &str) -> String {
        let real = |char: char| match u32::from(char) {
            code @ STAND_IN..0x4_0000 if self.wide => {
                char::from_u32(code - STAND_IN).unwrap_or(char)
            }
            _ => char,
        };
        picture.chars().map(real).collect()
    }

    /// The start of `text`, with … if it is cut, in at most `most` cells.
    pub(crate) fn head(self, text: &str, most: usize) -> String {
        if self.width_of(text) <= most {
            return text.to_owned();
        }
        let mut room = most.saturating_sub(self.cells('…'));
        let fits = |char: &char| {
            let width = self.cells(*char);
            let fits = width <= room;
            room = if fits { room - width } else { 0 };
            fits
        };
        let mut head: String = text.chars().take_while(fits).collect();
        head.push('…');
        head
    }

    /// The end of `text`, after … if it is cut, in at most `most` cells.
    pub(crate) fn tail(self, text: &str, most: usize) -> String {
        let turned = |text: &str| text.chars().rev().collect::<String>();
        turned(&self.head(&turned(text), most))
    }

    /// `text` filled up with blanks to `width` cells.
    pub(crate) fn padded(self, text: &str, width: usize) -> String {
        format!("{text}{}", " ".repeat(width.saturating_sub(self.width_of(text))))
    }

    /// Breaks shown `text` by the rules of Chinese and English line breaking; the first line has
    /// `first` cells, every other `rest`.
    pub(crate) fn wrap(self, text: &str, first: usize, rest: usize) -> Vec<String> {
        let least = first.min(rest).max(2);
        let mut pieces = Vec::new();
        for word in WordSeparator::UnicodeBreakProperties.find_words(text) {
            self.break_apart(word.word, word.whitespace, least, &mut pieces);
        }
        #[allow(clippy::cast_precision_loss, reason = "a screen has few columns")]
        let widths = [first as f64, rest as f64];
        let lines = wrap_first_fit(&pieces, &widths);
        lines.into_iter().map(join).collect()
    }

    /// `lead` and wrapped `text`, all later lines indented as far as the lead reaches.
    pub(crate) fn hang(self, lead: &str, text: &str) -> Vec<String> {
        let indent = self.width_of(lead);
        let room = self.width.saturating_sub(indent);
        let lines = self.wrap(text, room, room).into_iter().enumerate();
        let lead_of = |index| if index == 0 { lead.to_owned() } else { " ".repeat(indent) };
        lines.map(|(index, line)| format!("{}{line}", lead_of(index))).collect()
    }

    /// Cuts a word that is wider than a line.
    fn break_apart(self, word: &str, blanks: &str, most: usize, pieces: &mut Vec<Piece>) {
        let mut piece = Piece::default();
        for char in word.chars() {
            let width = self.cells(char);
            if piece.width + width > most {
                pieces.push(std::mem::take(&mut piece));
            }
            piece.words.push(char);
            piece.width += width;
        }
        blanks.clone_into(&mut piece.blanks);
        pieces.push(piece);
    }
}

/// What may not be broken, and the blanks after it.
#[derive(Default, Debug)]
struct Piece {
    words: String,
    width: usize,
    blanks: String,
}

#[allow(clippy::cast_precision_loss, reason = "a screen has few columns")]
impl Fragment for Piece {
    fn width(&self) -> f64 {
        self.width as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.blanks.len() as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

fn join(pieces: &[Piece]) -> String {
    let line: String = pieces.iter().flat_map(|it| [it.words.as_str(), &it.blanks]).collect();
    let line = line.trim_end();
    // GitHub's runner takes two colons at the start of a line for a command.
    let start = line.trim_start();
    match start.strip_prefix("::") {
        Some(rest) => format!("{}∷{rest}", " ".repeat(line.len() - start.len())),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NARROW: Look = Look {
        lang: Lang::Zh,
        width: 40,
        wide: false,
        color: false,
        unit: ColumnUnit::Char,
        links: None,
    };

    #[test]
    fn lines_break_by_the_rules_of_chinese() {
        let lines =
            NARROW.wrap("应当写明“主动公开”的条数，网址为http://a.gov.cn/x，不得遗漏。", 22, 22);
        assert_eq!(
            lines,
            ["应当写明“主动公开”的条", "数，网址为http://", "a.gov.cn/x，不得遗漏。"]
        );
    }

    #[test]
    fn no_line_begins_as_a_command() {
        // Where a line is too narrow for a word, the cut may fall before the colons.
        let lines = NARROW.wrap("abcdefghijklmnop::error::x", 16, 16);
        assert_eq!(lines, ["abcdefghijklmnop", "∷error::x"]);
        for text in
            ["::error::x ::set-env y", "  ::error::x", "引用了以下内容 ::error::x ::set-env y"]
        {
            for width in 2..40 {
                let lines = NARROW.wrap(text, width, width);
                assert!(!lines.iter().any(|it| it.trim_start().starts_with("::")), "{lines:?}");
            }
        }
    }

    #[test]
    fn cut_text_says_so() {
        assert_eq!(NARROW.head("一二三四", 8), "一二三四");
        assert_eq!(NARROW.head("一二三四", 7), "一二三…");
        assert_eq!(NARROW.tail("一二三四", 6), "…三四");
    }
}
