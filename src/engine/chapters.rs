//! Which sections of a report are which chapters of the act.

use std::collections::BTreeSet;

use super::Context;
use crate::document::{Document, Section};
use crate::outline::key;
use crate::rule::Chapter;

/// Index and key of every section that is a chapter: by title, by variant, else by the words its
/// title contains. A title with words of several chapters is each of them. `known` are the keys of
/// each chapter.
pub(super) fn find<'a>(
    doc: &Document,
    (chapters, known): (&'a [Chapter], &[Vec<String>]),
    attachments: &[&str],
) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    for (index, section) in doc.chapters() {
        let title = doc.plain(section.title);
        let own = key(title);
        let titled = chapters.iter().zip(known).filter(|(_, keys)| keys.contains(&own));
        let titled: Vec<&Chapter> = titled.map(|(chapter, _)| chapter).collect();
        let is_attachment = attachments.iter().any(|word| title.contains(word));
        let keyed = || chapters.iter().filter(|it| it.has_keywords_in(title));
        let own = keyed().filter(|it| !it.residual && !is_attachment);
        let matches = [titled, own.collect(), keyed().filter(|it| it.residual).take(1).collect()];
        let best = matches.into_iter().find(|it: &Vec<&Chapter>| !it.is_empty());
        found.extend(best.into_iter().flatten().map(|it| (index, it.key.as_str())));
    }
    found
}

impl Context<'_> {
    /// The sections that are the chapter with this key.
    pub(crate) fn sections_of(&self, key: &str) -> impl Iterator<Item = &Section> {
        self.found
            .iter()
            .filter(move |(_, found)| *found == key)
            .filter_map(|&(index, _)| self.doc.sections.get(index))
    }

    /// How many different chapters were found.
    pub(crate) fn found_chapters(&self) -> usize {
        self.found.iter().map(|&(_, key)| key).collect::<BTreeSet<&str>>().len()
    }

    /// The keys of the chapters that section `index` is.
    pub(crate) fn keys_of(&self, index: usize) -> impl Iterator<Item = &str> {
        let first = self.found.partition_point(|it| it.0 < index);
        self.found.iter().skip(first).take_while(move |it| it.0 == index).map(|&(_, key)| key)
    }

    /// Place of section `index` in the order of the act, where its title leaves no doubt: it is
    /// one chapter only, and a chapter that takes whatever is left must be called by its name.
    pub(crate) fn rank_of(&self, index: usize) -> Option<usize> {
        let mut keys = self.keys_of(index);
        let (key, more) = (keys.next()?, keys.next());
        let rank = self.chapters.iter().position(|it| it.key == key)?;
        let chapter = self.chapters.get(rank)?;
        let title = self.doc.plain(self.doc.sections.get(index)?.title);
        let plain = !chapter.residual || chapter.is_titled(title);
        (more.is_none() && plain).then_some(rank)
    }

    /// Whether words are the title of an attachment and not of a chapter.
    pub(crate) fn is_attachment(&self, title: &str) -> bool {
        self.attachments.iter().any(|word| title.contains(word))
    }
}
