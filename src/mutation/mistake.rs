//! A mistake in a file of mutations.

use toml::Spanned;

use crate::rule::{Bilingual, Problem, SourceFile, say};
use crate::text::Span;

/// Mistakes of a file that are told one by one.
const MOST_TOLD: usize = 20;
/// Bytes of the texts that they hold together: each has the whole one.
const MOST_BYTES: usize = 8 << 20;

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

    fn of(self, (path, source): SourceFile<'_>) -> Problem {
        let Self { span, message, help } = self;
        Problem { path: path.to_owned(), source: source.into(), span, message, help }
    }
}

/// The first mistakes of a file, and how many more there are.
pub(super) fn told(mut mistakes: Vec<Mistake>, file: SourceFile<'_>) -> Vec<Problem> {
    let most = (MOST_BYTES / file.1.len().max(1)).clamp(1, MOST_TOLD);
    let rest = mistakes.split_off(most.min(mistakes.len()));
    mistakes.extend(rest.first().map(|next| {
        let more = rest.len();
        let message = say(
            format!("从这里起还有 {more} 处错误，未逐一列出"),
            format!("{more} more mistakes from here on are not told"),
        );
        Mistake::new(next.span, message)
    }));
    mistakes.into_iter().map(|it| it.of(file)).collect()
}

pub(super) fn span_of<T>(it: &Spanned<T>) -> Span {
    Span::new(it.span().start, it.span().end)
}
