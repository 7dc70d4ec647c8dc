//! Where the characters of a TOML string stand in its file.

use std::str::Chars;

use toml::de::DeTable;

use crate::text::{Span, cut, from};

/// The characters that a string in quotes stands for, each with its place in the file.
#[derive(Clone, Debug)]
pub(crate) struct Literal {
    chars: Vec<(char, Span)>,
    end: usize,
}

impl Literal {
    /// Reads the string that stands in quotes at `span` of a file, which the parser has accepted.
    pub(crate) fn read(file: &str, span: Span) -> Self {
        let raw = cut(file, span);
        let quote = raw.chars().next().unwrap_or('"');
        let triple = format!("{quote}{quote}{quote}");
        let long = raw.len() >= 6 && raw.starts_with(&triple);
        let fence = if long { 3 } else { 1 };
        let body = Span::new(span.start() + fence, span.end().saturating_sub(fence));
        let mut reader = Reader { file, at: body.start(), rest: cut(file, body).chars() };
        if long {
            // A line end right behind the quotes is no part of the string.
            let _ = reader.skip("\r\n") || reader.skip("\n");
        }
        let mut chars = Vec::new();
        while let Some(it) = reader.next(quote == '"') {
            chars.push(it);
        }
        Self { chars, end: body.end() }
    }

    /// The string that `key` has in the table at `index` of the array of tables `list`.
    pub(crate) fn of(file: &str, (list, index): (&str, usize), key: &str) -> Option<Self> {
        let (table, _) = DeTable::parse_recoverable(file);
        let tables = table.get_ref().get(list)?.get_ref().as_array()?;
        let span = tables.get(index)?.get_ref().as_table()?.get(key)?.span();
        Some(Self::read(file, Span::new(span.start, span.end)))
    }

    /// What it says.
    pub(crate) fn value(&self) -> String {
        self.chars.iter().map(|(char, _)| *char).collect()
    }

    /// The same string without the marks ⟦ ⟧.
    pub(crate) fn unmarked(mut self) -> Self {
        self.chars.retain(|(char, _)| !matches!(char, '⟦' | '⟧'));
        self
    }

    /// Where in the file `span` of what it says stands.
    pub(crate) fn place(&self, span: Span) -> Span {
        let mut at = 0;
        let starts = self.chars.iter().map(|(char, place)| {
            let start = at;
            at += char.len_utf8();
            (start, *place)
        });
        let mut inside = starts.skip_while(|(start, _)| *start < span.start());
        let Some((_, first)) = inside.next() else { return Span::at(self.end) };
        if span.is_empty() {
            return Span::at(first.start());
        }
        inside.take_while(|(start, _)| *start < span.end()).fold(first, |all, it| all.cover(it.1))
    }
}

/// Walks over the spelling of a string.
struct Reader<'t> {
    file: &'t str,
    at: usize,
    rest: Chars<'t>,
}

impl Reader<'_> {
    /// The next character that is meant, and where it is spelled.
    fn next(&mut self, escapes: bool) -> Option<(char, Span)> {
        loop {
            let start = self.at;
            let char = self.take()?;
            if char != '\\' || !escapes {
                return Some((char, Span::new(start, self.at)));
            }
            if let Some(char) = self.escaped() {
                return Some((char, Span::new(start, self.at)));
            }
        }
    }

    /// What stands for a character behind a backslash; nothing where the line goes on below.
    fn escaped(&mut self) -> Option<char> {
        let digits = match self.take()? {
            'b' => return Some('\u{8}'),
            't' => return Some('\t'),
            'n' => return Some('\n'),
            'f' => return Some('\u{C}'),
            'r' => return Some('\r'),
            'e' => return Some('\u{1B}'),
            'x' => 2,
            'u' => 4,
            'U' => 8,
            char if char.is_whitespace() => {
                while self.rest.clone().next().is_some_and(char::is_whitespace) {
                    self.take();
                }
                return None;
            }
            char => return Some(char),
        };
        let start = self.at;
        for _ in 0..digits {
            self.take();
        }
        let code = u32::from_str_radix(cut(self.file, Span::new(start, self.at)), 16).ok()?;
        char::from_u32(code)
    }

    fn take(&mut self) -> Option<char> {
        let char = self.rest.next()?;
        self.at += char.len_utf8();
        Some(char)
    }

    fn skip(&mut self, words: &str) -> bool {
        let here = self.rest.as_str().starts_with(words);
        if here {
            self.rest = from(self.rest.as_str(), words.len()).chars();
            self.at += words.len();
        }
        here
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_read_as_the_parser_does_and_leads_back() {
        let spellings = [
            r#"a = "甲⟦乙⟧\n丙\t\u4E01\U0001F600\x41\"\\""#,
            r"a = '甲\n⟦乙⟧'",
            "a = \"\"\"\n甲⟦乙⟧\\\n   丙\n丁\"\"\"",
            "a = '''\r\n甲⟦乙⟧\r\n丙'''",
            "a = \"\"\"甲⟦乙⟧\"\"\"",
            "a = \"\"",
        ];
        for file in spellings {
            let table = DeTable::parse(file).unwrap();
            let value = table.get_ref().get("a").unwrap();
            let range = value.span();
            let literal = Literal::read(file, Span::new(range.start, range.end));
            let wanted = value.get_ref().as_str().unwrap();
            assert_eq!(literal.value(), wanted, "{file}");
            let bare = literal.unmarked();
            let words = bare.value();
            let start = words.find('乙').unwrap_or_default();
            let span = Span::new(start, (start + 3).min(words.len()));
            assert_eq!(cut(file, bare.place(span)), if words.is_empty() { "" } else { "乙" });
        }
        let file = r#"a = "甲\u4E01\n丙""#;
        let literal = Literal::read(file, Span::new(4, file.len()));
        assert_eq!(cut(file, literal.place(Span::new(3, 7))), r"\u4E01\n");
        assert_eq!(literal.place(Span::at(10)), Span::at(file.len() - 1));
    }
}
