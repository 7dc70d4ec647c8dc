//! Which sections of a report are which chapters of the act.

use std::collections::BTreeSet;

use super::Context;
use crate::document::{Document, Section};
use crate::form::Filled;
use crate::outline::{NumberStyle, key, similarity};
use crate::rule::Chapter;

/// From this likeness on, two titles that no chapter is known by are the same: with 情况 and 政府信息
/// in all of them, less is chance.
const ALIKE: f64 = 0.6;
/// How much a title is like that of a chapter, from 0 to 1; what tells more is above.
type Likeness = f64;
/// The table of the chapter stands in the section.
const TABLE: Likeness = 3.0;
/// One character was lost, added or mistaken.
const SLIP: Likeness = 2.0;
/// Characters of the shortest title that may have a slip.
const SLIP_FROM: usize = 4;

/// Index and key of every section that is a chapter: by title, by variant, else by the words its
/// title contains. A title with words of several chapters is each of them. A required chapter that
/// is none of them is looked for among the sections left. `known` are the keys of each chapter.
pub(super) fn find<'a>(
    doc: &Document,
    (chapters, known): (&'a [Chapter], &[Vec<String>]),
    attachments: &[&str],
) -> Vec<(usize, &'a str)> {
    let mut found = by_title(doc, (chapters, known), attachments);
    let is_missing = |it: &Chapter| it.required && !found.iter().any(|&(_, key)| it.key == key);
    let missing: Vec<_> = chapters.iter().zip(known).filter(|it| is_missing(it.0)).collect();
    if missing.is_empty() {
        return found;
    }
    let left = doc.chapters().filter(|&(index, section)| {
        let title = doc.plain(section.title);
        !found.iter().any(|it| it.0 == index) && !attachments.iter().any(|it| title.contains(it))
    });
    let left: Vec<_> = left.collect();
    let mut pairs: Vec<(Likeness, usize, &str)> = Vec::new();
    for &(chapter, keys) in &missing {
        pairs.extend(left.iter().filter_map(|&(index, section)| {
            let likeness = likeness(doc, section, (chapter, keys))?;
            Some((likeness, index, chapter.key.as_str()))
        }));
    }
    // The surest first, so that a section is taken for the chapter it is most like.
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut taken: Vec<(usize, &str)> = Vec::new();
    for (likeness, index, key) in pairs {
        let again = taken.iter().any(|it| it.0 == index) && likeness < TABLE;
        if !again && !taken.iter().any(|it| it.1 == key) {
            taken.push((index, key));
        }
    }
    found.extend(taken);
    found.sort_by_key(|it| it.0);
    found
}

/// How much a section looks like a chapter whose title it does not bear: it holds the table of the
/// chapter, its title has one slip, or the titles have much in common; none where it does not.
fn likeness(
    doc: &Document,
    section: &Section,
    (chapter, keys): (&Chapter, &[String]),
) -> Option<Likeness> {
    let own = |it: &Filled| it.form.chapter.as_deref() == Some(chapter.key.as_str());
    if doc.forms.iter().any(|it| own(it) && section.whole.contains(it.span)) {
        return Some(TABLE);
    }
    let title = key(doc.plain(section.title));
    let slip = |known: &String| {
        known.chars().count() >= SLIP_FROM && strsim::levenshtein(known, &title) == 1
    };
    if keys.iter().any(slip) {
        return Some(SLIP);
    }
    let alike = keys.iter().filter(|known| shares_its_matter(known, &title));
    let likeness = alike.map(|known| similarity(known, &title)).fold(0.0, f64::max);
    (likeness >= ALIKE).then_some(likeness)
}

/// Words of the titles of all chapters, which tell none.
const COMMON: [&str; 7] = ["政府信息公开", "政府信息", "信息公开", "公开", "处理", "工作", "情况"];

/// Whether a title has some of the words that tell a chapter from the others: 申请, 主动, 复议.
fn shares_its_matter(known: &str, title: &str) -> bool {
    let own = COMMON.iter().fold(known.to_owned(), |it, word| it.replace(word, ""));
    let letters: Vec<char> = own.chars().collect();
    letters.windows(2).any(|pair| title.contains(&pair.iter().collect::<String>()))
}

/// The sections that are chapters by their titles.
fn by_title<'a>(
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
    // Where 二、主动公开政府信息情况 is there, a line 主动公开情况 is a heading within a chapter.
    let is_numbered = |index: usize| {
        let marker = doc.sections.get(index).and_then(|it| it.marker.as_ref());
        marker.is_some_and(|it| it.style == NumberStyle::Han)
    };
    let numbered: BTreeSet<&str> =
        found.iter().filter(|it| is_numbered(it.0)).map(|it| it.1).collect();
    found.retain(|it| is_numbered(it.0) || !numbered.contains(it.1));
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
