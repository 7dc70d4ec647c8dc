//! Chapter titles as data, and how they are recognised in their many real spellings.

use std::cmp::Ordering;

use crate::form::Forms;
use crate::text::{Span, before};

/// Words that a reader needs to find headings and tables; packs provide them.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Chapter titles and their variants, reduced by [`key`].
    titles: Titles,
    /// Titles usual inside chapters, reduced by [`key`].
    section_titles: Titles,
    /// Table rows that look like chapter headings (一、本年新收…), reduced by [`key`].
    rows: Titles,
    /// What tells the title of a chapter in words of its own, chapter by chapter.
    chapters: Vec<Keywords>,
    /// Words with which a table in text form begins.
    pub table_openers: Vec<String>,
    /// The official tables.
    forms: Forms,
}

/// Words that tell a title as that of one chapter.
#[derive(Clone, Debug, Default)]
pub struct Keywords {
    /// All words of one of these lists stand in it.
    pub any_of: Vec<Vec<String>>,
    /// None of these does.
    pub unless: Vec<String>,
}

impl Keywords {
    /// Whether folded `title` holds all words of one of the lists.
    pub fn hold_in(&self, title: &str) -> bool {
        let holds = |word: &String| title.contains(word.as_str());
        !self.unless.iter().any(holds) && self.any_of.iter().any(|all| all.iter().all(holds))
    }
}

impl Vocabulary {
    /// Collects titles and row labels; the longest title wins where several fit.
    pub fn new(
        titles: impl IntoIterator<Item = String>,
        rows: impl IntoIterator<Item = String>,
        table_openers: Vec<String>,
    ) -> Self {
        let (titles, rows) = (Titles::new(titles), Titles::new(rows));
        Self { titles, rows, table_openers, ..Self::default() }
    }

    /// Adds the words that tell a chapter whose title is worded in another way.
    #[must_use]
    pub fn with_keywords(mut self, chapters: impl IntoIterator<Item = Keywords>) -> Self {
        self.chapters = chapters.into_iter().collect();
        self
    }

    /// Adds the official tables.
    #[must_use]
    pub fn with_forms(mut self, forms: Forms) -> Self {
        self.forms = forms;
        self
    }

    /// The official tables.
    pub fn forms(&self) -> &Forms {
        &self.forms
    }

    /// Whether folded `words` are the title of a chapter that none of the `known` titles is.
    pub fn is_new_chapter(&self, words: &str, known: &[&str]) -> bool {
        let mut fitting = self.chapters.iter().filter(|it| it.hold_in(words)).peekable();
        let fits = fitting.peek().is_some();
        fits && fitting.all(|chapter| !known.iter().any(|title| chapter.hold_in(title)))
    }

    /// Adds titles that are usual inside chapters (主动公开政府信息的数量).
    #[must_use]
    pub fn with_section_titles(mut self, titles: impl IntoIterator<Item = String>) -> Self {
        self.section_titles = Titles::new(titles);
        self
    }

    /// Length in bytes of the known title that folded `rest` begins with.
    pub fn title_at(&self, rest: &str) -> Option<usize> {
        self.titles.end_in(rest)
    }

    /// Length in bytes of the title usual inside chapters that folded `rest` begins with.
    pub fn section_title_at(&self, rest: &str) -> Option<usize> {
        self.section_titles.end_in(rest)
    }

    /// Whether `words`, without blanks, are the first column head of a table.
    pub fn opens_table(&self, words: &str) -> bool {
        let head = |opener: &String| opener.split([' ', '\u{3000}']).next() == Some(words);
        words.chars().count() > 1 && self.table_openers.iter().any(head)
    }

    /// Whether folded `words` are a known title, whole.
    pub fn is_title(&self, words: &str) -> bool {
        self.titles.contain(words)
    }

    /// Whether folded `rest` begins with the label of a table row.
    pub fn is_row(&self, rest: &str) -> bool {
        self.rows.end_in(rest).is_some()
    }
}

/// Titles reduced by [`key`], none empty, with their first characters: those that begin alike stand
/// together, the longest first. Most words of a text begin like none of them.
#[derive(Clone, Debug, Default)]
struct Titles(Vec<(char, String)>);

impl Titles {
    fn new(titles: impl IntoIterator<Item = String>) -> Self {
        let keys = titles.into_iter().map(|it| key(&it));
        let mut titles: Vec<_> = keys.filter_map(|it| Some((it.chars().next()?, it))).collect();
        titles.sort_by(|(first, left), (second, right)| {
            let length = || right.len().cmp(&left.len());
            first.cmp(second).then_with(length).then_with(|| left.cmp(right))
        });
        titles.dedup();
        Self(titles)
    }

    /// Those that begin like `words`, of which `most` characters count; the longest first.
    fn like(&self, words: &str, most: usize) -> impl Iterator<Item = &str> {
        let begin = letters(words, most).next().map(|it| it.0);
        let from = self.0.partition_point(|it| Some(it.0) < begin);
        let rest = self.0.get(from..).unwrap_or_default().iter();
        rest.take_while(move |it| Some(it.0) == begin).map(|it| it.1.as_str())
    }

    /// Length in bytes of the longest of them that `words` begin with.
    fn end_in(&self, words: &str) -> Option<usize> {
        self.like(words, LONGEST_TITLE).find_map(|title| end_of(title, words))
    }

    fn contain(&self, words: &str) -> bool {
        self.like(words, ALL).any(|title| letters(words, ALL).map(|it| it.0).eq(title.chars()))
    }
}

/// Where `title`, reduced by [`key`], ends in `words`, if they begin with it.
fn end_of(title: &str, words: &str) -> Option<usize> {
    let mut own = letters(words, LONGEST_TITLE);
    let mut end = 0;
    for char in title.chars() {
        let (letter, after) = own.next()?;
        if letter != char {
            return None;
        }
        end = after;
    }
    Some(end)
}

/// Characters of a title looked at; the longest official one has 26.
const LONGEST_TITLE: usize = 48;

/// Characters that change nothing about which title is meant; 工作 does not, either.
fn is_idle(char: char) -> bool {
    matches!(char, '的' | '和' | '及' | '与' | '、' | '，' | ' ')
}

/// No limit to the characters looked at.
const ALL: usize = usize::MAX;

/// The title reduced to what tells it apart: without 的, 和, 及, 工作 and separators.
pub fn key(title: &str) -> String {
    let mut key = String::with_capacity(title.len());
    key.extend(letters(title, ALL).map(|it| it.0));
    key
}

/// Whether two titles have the same [`key`].
pub(super) fn same_key(one: &str, other: &str) -> bool {
    let letters = |title| letters(title, ALL).map(|it| it.0);
    letters(one).eq(letters(other))
}

/// The characters of a title that tell it apart, each with the byte offset where it ends; no more
/// than `most` of all its characters are looked at, and 工作 counts as one.
fn letters(title: &str, most: usize) -> impl Iterator<Item = (char, usize)> + '_ {
    let (mut rest, mut left) = (title.chars(), most);
    std::iter::from_fn(move || {
        loop {
            left = left.checked_sub(1)?;
            let char = rest.next()?;
            if char == '工' && rest.as_str().starts_with('作') {
                rest.next();
            } else if !is_idle(char) {
                return Some((char, title.len() - rest.as_str().len()));
            }
        }
    })
}

/// The characters of a text that tell titles apart: read once for all the titles it may hold.
pub struct Letters(Vec<(u32, usize)>);

impl Letters {
    /// Those of a text.
    pub fn of(text: &str) -> Self {
        let mut found = Vec::with_capacity(text.len() / '字'.len_utf8());
        for (char, end) in letters(text, ALL) {
            found.push((u32::from(char), end));
        }
        Self(found)
    }

    /// The pairs of the title that stands at `span`, which parts no 工作.
    pub fn pairs(&self, span: Span) -> Pairs {
        let first = self.0.partition_point(|it| it.1 <= span.start());
        let last = self.0.partition_point(|it| it.1 <= span.end());
        let title = self.0.get(first..last).unwrap_or_default();
        Pairs::of_letters(title.iter().map(|it| it.0), title.len())
    }
}

/// The pairs of neighbouring characters in the reduced form of a title, in order: what tells how
/// alike two titles are.
#[derive(Debug)]
pub struct Pairs(Vec<u64>);

impl Pairs {
    /// The pairs of a title.
    pub fn of(title: &str) -> Self {
        let letters = letters(title, ALL).map(|it| u32::from(it.0));
        Self::of_letters(letters, title.len() / '字'.len_utf8())
    }

    fn of_letters(mut letters: impl Iterator<Item = u32>, count: usize) -> Self {
        let mut pairs = Vec::with_capacity(count);
        if let Some(mut last) = letters.next() {
            for letter in letters {
                pairs.push(u64::from(last) << 32 | u64::from(letter));
                last = letter;
            }
        }
        pairs.sort_unstable();
        Self(pairs)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// How alike two titles are, from 0 to 1: shared pairs (Dice coefficient).
    pub fn similarity(&self, other: &Self) -> f64 {
        let (mut own, mut others) = (self.0.as_slice(), other.0.as_slice());
        let mut shared = 0_usize;
        while let ([one, own_rest @ ..], [two, others_rest @ ..]) = (own, others) {
            match one.cmp(two) {
                Ordering::Less => own = own_rest,
                Ordering::Greater => others = others_rest,
                Ordering::Equal => {
                    shared += 1;
                    (own, others) = (own_rest, others_rest);
                }
            }
        }
        self.share(other, shared)
    }

    /// The greatest likeness that titles of so many pairs may have: if each pair of the shorter one
    /// is shared.
    pub fn similarity_at_most(&self, other: &Self) -> f64 {
        self.share(other, self.count().min(other.count()))
    }

    fn share(&self, other: &Self, shared: usize) -> f64 {
        let total = self.count() + other.count();
        if total == 0 {
            return 0.0;
        }
        #[allow(clippy::cast_precision_loss, reason = "titles have a few dozen characters")]
        {
            2.0 * shared as f64 / total as f64
        }
    }
}

/// How alike two titles are, from 0 to 1: shared pairs of characters of their reduced forms.
pub fn similarity(left: &str, right: &str) -> f64 {
    Pairs::of(left).similarity(&Pairs::of(right))
}

/// The words of `rest` up to the first of `stops`, at most `most` characters; none if there is no
/// stop within them.
pub(super) fn until<'a>(rest: &'a str, stops: &[char], most: usize) -> Option<&'a str> {
    let mut window = rest.char_indices().take(most + 1);
    window.find(|(_, char)| stops.contains(char)).map(|(at, _)| before(rest, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_by_what_matters() {
        let words = Vocabulary::new(
            ["主动公开政府信息的情况".to_owned(), "概述".to_owned(), "概述与说明".to_owned()],
            ["本年新收政府信息公开申请数量".to_owned()],
            Vec::new(),
        );
        let at = words.title_at("主动公开政府信息情况2017年").unwrap();
        assert_eq!(before("主动公开政府信息情况2017年", at), "主动公开政府信息情况");
        assert_eq!(words.title_at("概述2015年，"), Some("概述".len()));
        assert_eq!(words.title_at("小结"), None);
        assert!(words.is_row("本年新收政府信息公开申请数量 71"));
    }

    #[test]
    fn similar_titles_are_the_same_chapter() {
        let close = similarity(
            "因政府信息公开申请行政复议、提起行政诉讼的情况",
            "政府信息公开行政复议、行政诉讼情况",
        );
        assert!(close >= 0.6, "{close}");
        assert!(similarity("概述", "工作思路") < 0.1);
    }
}
