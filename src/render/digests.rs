//! The inputs of a run in the order in which they came, a digest each: what came of comparing a
//! report with others is added to what was said of it before.

use std::collections::BTreeMap;

use super::Entry;
use super::digest::Digest;
use crate::lang::Lang;

/// The inputs of a run.
#[derive(Default, Debug)]
pub(super) struct Digests {
    all: Vec<Digest>,
    by_path: BTreeMap<String, usize>,
}

impl Digests {
    /// Takes in an entry; gives the place of its input, counted from 0.
    pub(super) fn add(&mut self, entry: Entry<'_>, lang: Lang) -> usize {
        let digest = Digest::of(entry, lang);
        // What a list lacks is a row for each body that it is about.
        let compared = matches!(entry, Entry::Compared(judged) if !judged.is_list);
        let known = self.at(&digest.path).filter(|_| compared);
        if let Some((index, known)) =
            known.and_then(|index| Some((index, self.all.get_mut(index)?)))
        {
            known.join(&digest);
            return index;
        }
        let index = self.all.len();
        self.by_path.entry(digest.path.clone()).or_insert(index);
        self.all.push(digest);
        index
    }

    /// The place of the input with this path.
    pub(super) fn at(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// All of them.
    pub(super) fn all(&self) -> &[Digest] {
        &self.all
    }

    /// The places of reports by unit and year; of several for one year the first.
    pub(super) fn by_unit(&self) -> BTreeMap<(&str, i32), usize> {
        let mut places = BTreeMap::new();
        for (index, it) in self.all.iter().enumerate() {
            if let (Some(body), Some(year)) = (it.body.as_deref(), it.year) {
                places.entry((body, year)).or_insert(index);
            }
        }
        places
    }
}
