//! What is wrong with a rule pack: one problem, one place, one remedy.

use std::sync::Arc;

use crate::lang::Lang;
use crate::text::Span;

/// A mistake in a pack file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The file, as the user named it.
    pub path: String,
    /// Its whole text, for the excerpt; mistakes of one file share it.
    pub source: Arc<str>,
    /// The place of the mistake.
    pub span: Span,
    /// What is wrong.
    pub message: Bilingual,
    /// What to do.
    pub help: Option<Bilingual>,
}

/// A sentence in both languages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// The sentence in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// A sentence in both languages.
pub(crate) fn say(zh: impl Into<String>, en: impl Into<String>) -> Bilingual {
    Bilingual { zh: zh.into(), en: en.into() }
}
