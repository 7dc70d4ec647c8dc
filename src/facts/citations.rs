//! What a report cites: acts, their abbreviations, articles, and numbers of documents.
//!
//! An article counts for the act it is bound to: the last name in 《》 before it in its sentence, or
//! the law named right before it. What is bound to nothing is kept without a name, so that no rule
//! accuses an article of an act it was never said to belong to.

mod acts;
mod articles;
mod numbers;

pub use acts::{Abbreviation, Act};
pub use articles::ArticleRef;
pub use numbers::{DocFlaw, DocFlawKind, DocNumber};

use crate::facts::landmarks::Landmarks;
use crate::fold::Folded;
use crate::text::{Span, before};

/// After these a new sentence begins.
const SENTENCE_ENDS: [char; 5] = ['。', '！', '？', '；', '\n'];

/// Characters looked back and ahead for the ends of a sentence.
const SENTENCE_MAX: usize = 600;

/// Everything a report cites. Spans are places in the view.
#[derive(Debug, Default)]
pub struct Citations {
    /// Names in 《》, in order.
    pub acts: Vec<Act>,
    /// Abbreviations declared by 以下简称 and the like, in order.
    pub abbreviations: Vec<Abbreviation>,
    /// Articles (第N条), in order.
    pub articles: Vec<ArticleRef>,
    /// Numbers of documents and orders, in order.
    pub numbers: Vec<DocNumber>,
}

/// Reads the citations of a text.
pub(super) fn scan(folded: &Folded, landmarks: &Landmarks<'_>) -> Citations {
    let text = folded.as_str();
    let mut acts = acts::names(text, landmarks);
    let abbreviations = acts::abbreviations(text, &mut acts);
    let articles = articles::scan(text, landmarks, &acts, &abbreviations);
    let place = |span| folded.to_source(span);
    Citations {
        acts: acts.into_iter().map(|it| it.map(&place)).collect(),
        abbreviations: abbreviations.into_iter().map(|it| it.map(&place)).collect(),
        articles: articles.into_iter().map(|it| it.map(&place)).collect(),
        numbers: numbers::scan(text, landmarks).into_iter().map(|it| it.map(&place)).collect(),
    }
}

impl Citations {
    /// The name that `name` is short for, or `name` itself.
    pub fn full_name<'a>(&'a self, name: &'a str) -> &'a str {
        full_name(&self.abbreviations, name)
    }
}

fn full_name<'a>(abbreviations: &'a [Abbreviation], name: &'a str) -> &'a str {
    let declared = abbreviations.iter().find(|it| it.short == name);
    let full = declared.and_then(|it| it.full.as_ref()).map(|(full, _)| full.as_str());
    full.unwrap_or(name)
}

/// Where the sentence that holds `at` begins.
fn sentence_start(text: &str, at: usize) -> usize {
    let back = before(text, at).chars().rev().take(SENTENCE_MAX);
    at - back.take_while(|char| !SENTENCE_ENDS.contains(char)).map(char::len_utf8).sum::<usize>()
}

/// The sentence that holds folded `at`, as a folded place.
pub(crate) fn sentence(text: &str, at: usize) -> Span {
    let ahead = crate::text::from(text, at).chars().take(SENTENCE_MAX);
    let length: usize =
        ahead.take_while(|char| !SENTENCE_ENDS.contains(char)).map(char::len_utf8).sum();
    Span::new(sentence_start(text, at), at + length)
}
