//! What joins two labels of a host.

use super::super::{Edit, FaultKind};
use crate::facts::glyph::{char_at, inner_blanks, is_word, run};
use crate::text::{Span, cut, is_blank, is_han};

/// How two labels are joined.
#[derive(Clone, Copy)]
pub(super) struct Joint {
    span: Span,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `.` or its full-width twin.
    Dot,
    /// A Chinese stop or comma.
    Stop,
    /// Two dots.
    Doubled,
    /// A comma.
    Comma,
    /// A dot with blanks beside it.
    Spaced,
    /// Blanks alone.
    Gap,
}

impl Joint {
    /// Whether the sentence may end here instead.
    pub(super) fn is_doubtful(self) -> bool {
        !matches!(self.kind, Kind::Dot | Kind::Doubled)
    }

    /// Whether it is something other than a dot, as a web address may have it by mistake.
    pub(super) fn is_broken(self) -> bool {
        matches!(self.kind, Kind::Doubled | Kind::Comma)
    }

    /// Where the next label begins.
    pub(super) fn end(self) -> usize {
        self.span.end()
    }

    /// The joint at `at`; whether a label follows is not asked.
    pub(super) fn read(text: &str, at: usize) -> Option<Self> {
        let dot = inner_blanks(text, at);
        let char = char_at(text, dot)?;
        let after = dot + char.len_utf8();
        let doubled = run(text, dot, |char| char == '.');
        let (kind, end) = match char {
            '.' if dot == at && doubled > after && char_at(text, doubled).is_some_and(is_word) => {
                (Kind::Doubled, doubled)
            }
            '.' | '．' if dot == at && inner_blanks(text, after) == after => (Kind::Dot, after),
            '.' | '．' => (Kind::Spaced, inner_blanks(text, after)),
            '。' | '｡' | '，' if dot == at => (Kind::Stop, after),
            ',' if dot == at => (Kind::Comma, after),
            _ if dot > at => (Kind::Gap, dot),
            _ => return None,
        };
        Some(Self { span: Span::new(at, end), kind })
    }

    /// The faults of this joint.
    pub(super) fn edits(self, text: &str, edits: &mut Vec<Edit>) {
        if self.is_broken() {
            edits.push(Edit::new(FaultKind::Joint, self.span, "."));
            return;
        }
        let mut at = self.span.start();
        while at < self.span.end() {
            let blanks = run(text, at, is_blank).min(self.span.end());
            if blanks > at {
                edits.push(blank(Span::new(at, blanks), self.kind != Kind::Gap));
                at = blanks;
                continue;
            }
            let end = at + char_at(text, at).map_or(1, char::len_utf8);
            wide(text, Span::new(at, end), edits);
            at = end;
        }
    }
}

/// A blank in a host: certain beside a dot, doubtful between letters.
fn blank(span: Span, certain: bool) -> Edit {
    let edit = Edit::new(FaultKind::Blank, span, "");
    if certain { edit } else { edit.doubtful() }
}

/// Adds a fault for every full-width character in `span`.
pub(in crate::facts::address) fn wide(text: &str, span: Span, edits: &mut Vec<Edit>) {
    for (at, char) in cut(text, span).char_indices() {
        let start = span.start() + at;
        if !char.is_ascii() && !is_han(char) {
            edits.push(Edit::narrow(text, Span::new(start, start + char.len_utf8())));
        }
    }
}
