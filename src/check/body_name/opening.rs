//! The body that the overview begins with: 2025年，松柏乡以惠农补贴为重点….

use super::BodyName;
use super::named;
use crate::document::BlockKind;
use crate::engine::Context;
use crate::facts::body::{Body, is_body_name};
use crate::rule::Wording;
use crate::text::{before, from};

/// Characters of the shortest and the longest name; a longer one has its place before it.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=10;
/// Beginnings of words for many bodies, or for one without a name: 全县, 各街道.
const NO_NAMES: [char; 9] = ['全', '我', '本', '各', '该', '上', '下', '原', '一'];

impl BodyName {
    /// The name of a body of the kind of `main` that the first sentence of a chapter in `openings`
    /// has for its subject.
    pub(super) fn opening(&self, cx: &Context<'_>, main: &Body) -> Option<Body> {
        let section = self.openings.iter().find_map(|key| cx.sections_of(key).next())?;
        let mut blocks = cx.doc.blocks.iter().filter(|it| it.kind == BlockKind::Paragraph);
        let block = blocks.find(|it| section.whole.contains(it.span))?;
        let text = cx.doc.folded.slice(block.folded);
        let rest = undated(text);
        let name = self.subject(rest, main)?;
        Some(named(cx, name, block.folded.start() + text.len() - rest.len()))
    }

    /// The shortest name of a body of that kind that `words` begin with, before words that only
    /// follow the body of the report.
    fn subject<'a>(&self, words: &'a str, main: &Body) -> Option<&'a str> {
        let ends = words.char_indices().map(|it| it.0).enumerate();
        let ends = ends.filter(|it| LENGTHS.contains(&it.0)).map(|it| before(words, it.1));
        let of_kind = |name: &&str| {
            is_body_name(name) && Body::named(name, crate::text::Span::at(0)).sub == main.sub
        };
        let name = ends.into_iter().find(of_kind)?;
        let follows = |it: &Wording| from(words, name.len()).starts_with(it.as_str());
        let sound = !name.starts_with(NO_NAMES)
            && !self.no_names.iter().any(|it| name.contains(it.as_str()));
        (sound && self.subject_acts.iter().any(follows)).then_some(name)
    }
}

/// Words without the year that they begin with: 2025年，, 2025年以来，.
fn undated(words: &str) -> &str {
    let rest = words.trim_start_matches(|it: char| it.is_ascii_digit());
    if rest.len() == words.len() {
        return words;
    }
    let rest = ["年度", "年"].iter().find_map(|it| rest.strip_prefix(it)).unwrap_or(rest);
    rest.strip_prefix("以来").unwrap_or(rest).trim_start_matches(['，', ','])
}
