//! A mistake in a file of mutations.

use toml::Spanned;

use crate::rule::{Bilingual, Problem, say};
use crate::text::Span;

/// A mistake, before it is known in which file.
#[derive(Debug)]
pub(super) struct Mistake {
    span: Span,
    message: Bilingual,
    help: Option<Bilingual>,
}

impl Mistake {
    pub(super) fn new(span: Span, message: Bilingual) -> Self {
        Self { span, message, help: None }
    }

    pub(super) fn help(self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.helped(Some(say(zh, en)))
    }

    pub(super) fn helped(self, help: Option<Bilingual>) -> Self {
        Self { help: help.or(self.help), ..self }
    }

    pub(super) fn of(self, path: &str, source: &str) -> Problem {
        let Self { span, message, help } = self;
        Problem { path: path.to_owned(), source: source.to_owned(), span, message, help }
    }
}

pub(super) fn span_of<T>(it: &Spanned<T>) -> Span {
    Span::new(it.span().start, it.span().end)
}
