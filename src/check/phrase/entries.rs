//! Mistakes in the entries of a rule: what can never be found, or changes nothing.

use std::collections::BTreeSet;

use super::Entry;
use crate::check::pattern;
use crate::fold::Folded;
use crate::rule::{Bilingual, say};
use crate::text::Span;

/// What may stand beside words: nothing, Chinese or a digit; colons, commas and blanks depend on it.
const NEIGHBOURS: [&str; 3] = ["", "甲", "1"];

/// All mistakes, in the order of the entries.
pub(super) fn problems(entries: &[Entry]) -> Vec<(Span, Bilingual)> {
    let mut known = BTreeSet::new();
    let mut problems = Vec::new();
    for entry in entries {
        let (find, span) = (entry.find.get_ref().as_str(), entry.find.span());
        let again = entry.is_bare() && !known.insert(find);
        let told = unfindable(find).or_else(|| again.then(twice)).or_else(|| idle(entry));
        problems.extend(told.map(|it| (Span::new(span.start, span.end), it)));
        problems.extend(entry.pattern.as_ref().and_then(pattern::problem));
    }
    problems
}

impl Entry {
    /// Whether it is meant wherever its words stand, and they are all that is meant.
    fn is_bare(&self) -> bool {
        let guards = [
            &self.unless_before,
            &self.unless_after,
            &self.only_after,
            &self.with_before,
            &self.only_near,
            &self.unless_near,
            &self.unless_anywhere,
        ];
        guards.into_iter().all(Vec::is_empty) && self.years.is_none() && self.pattern.is_none()
    }
}

/// Words that no text has in the spelling in which it is looked through.
fn unfindable(find: &str) -> Option<Bilingual> {
    if find.is_empty() {
        return Some(say("要查找的词语不能为空", "the words to find must not be empty"));
    }
    let beside = |before: &str, after: &str| {
        let whole = [before, find, after].concat();
        let folded = Folded::new(&whole, &[]);
        let rest = folded.as_str().strip_prefix(before)?;
        rest.strip_suffix(after).map(str::to_owned)
    };
    let ways = NEIGHBOURS.iter().flat_map(|&it| NEIGHBOURS.iter().map(move |&after| (it, after)));
    if ways.into_iter().any(|(it, after)| beside(it, after).as_deref() == Some(find)) {
        return None;
    }
    let right = beside("", "")?;
    Some(say(
        format!("“{find}”永远查不到：查找时文字已统一写法，应写作“{right}”"),
        format!("“{find}” is never found, for texts are looked through in one spelling: write “{right}”"),
    ))
}

fn twice() -> Bilingual {
    say("前面已有相同的词语，这一条不起作用", "an entry before has the same words; this one does nothing")
}

/// A correction that leaves all as it was.
fn idle(entry: &Entry) -> Option<Bilingual> {
    // With words before that belong to the place, it takes these out.
    let whole = entry.pattern.is_none() && entry.with_before.is_empty();
    (whole && entry.replace.as_ref() == Some(entry.find.get_ref())).then(|| {
        say("replace 与 find 相同，改了等于没改", "replace is the same as find, so nothing would change")
    })
}
