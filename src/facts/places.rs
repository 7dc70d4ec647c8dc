//! Names of provinces, cities and counties with the codes that tell which lies in which.
//!
//! The list gives the published division codes: two digits a province, four a city, six a county.

use std::sync::OnceLock;

use crate::text::{before, from};

/// One place a line, by name: name and code. Published codes, as of 2020.
const LIST: &str = include_str!("../../rules/places.txt");
/// Endings that everyday speech leaves out. 区 is not among them: 光明, 新华 and 解放 are words.
const LEFT_OUT: [char; 3] = ['省', '市', '县'];
/// Digits of a code that two places of one city share.
const CITY: usize = 4;

/// Codes of the places that have one name; many names are shared.
pub type Codes = Vec<&'static str>;

/// Places by their names.
#[derive(Debug)]
pub struct Places {
    /// Name and code, by name.
    list: Vec<(&'static str, &'static str)>,
    /// Bytes of the longest name.
    longest: usize,
}

/// The list, read once.
pub fn places() -> &'static Places {
    static PLACES: OnceLock<Places> = OnceLock::new();
    PLACES.get_or_init(|| {
        let list: Vec<_> = LIST.lines().filter_map(|line| line.split_once(' ')).collect();
        let longest = list.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        Places { list, longest }
    })
}

impl Places {
    /// The longest place that `words` begin with, by its full or, where `spoken`, its short name.
    pub fn at_start<'a>(&self, words: &'a str, spoken: bool) -> Option<(&'a str, Codes)> {
        let ends = words.char_indices().map(|(at, char)| at + char.len_utf8());
        let names = ends.take_while(|&end| end <= self.longest).map(|end| before(words, end));
        names.filter_map(|name| Some((name, self.get(name, spoken)?))).last()
    }

    /// The longest place that `words` end with.
    pub fn at_end<'a>(&self, words: &'a str, spoken: bool) -> Option<(&'a str, Codes)> {
        let starts = words.char_indices().rev().map(|(at, _)| at);
        let near = starts.take_while(|&at| words.len() - at <= self.longest);
        let names = near.map(|at| from(words, at));
        names.filter_map(|name| Some((name, self.get(name, spoken)?))).last()
    }

    /// The codes of the places called `name`, or of those whose short name it is: 平潭 for 平潭县.
    fn get(&self, name: &str, spoken: bool) -> Option<Codes> {
        let start = self.list.partition_point(|&(known, _)| known < name);
        let like = from_index(&self.list, start).iter().take_while(|it| it.0.starts_with(name));
        let is_short = |known: &str| {
            let stem = known.trim_end_matches(LEFT_OUT);
            spoken && stem == name && stem.chars().count() >= 2
        };
        let full: Codes = like.clone().filter(|it| it.0 == name).map(|it| it.1).collect();
        let found = if full.is_empty() {
            like.filter(|it| is_short(it.0)).map(|it| it.1).collect()
        } else {
            full
        };
        (!found.is_empty()).then_some(found)
    }

    /// The codes of every place that the name of a body begins with: 福建省平潭县水利局.
    pub fn of_body(&self, name: &str) -> Codes {
        let mut codes = Codes::new();
        let mut rest = name;
        while let Some((place, found)) = self.at_start(rest, true) {
            codes.extend(found);
            rest = from(rest, place.len());
        }
        codes
    }
}

fn from_index<T>(list: &[T], start: usize) -> &[T] {
    list.get(start..).unwrap_or_default()
}

/// Whether one place lies in the other, or both lie in one city.
pub fn are_near(left: &str, right: &str) -> bool {
    let city = |code| (before(code, CITY), code.len() >= CITY);
    left.starts_with(right) || right.starts_with(left) || city(left).1 && city(left) == city(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order() {
        assert!(places().list.is_sorted());
    }

    #[test]
    fn places_are_found_by_full_and_short_names() {
        let list = places();
        assert_eq!(list.at_end("转发自平潭", true), Some(("平潭", vec!["350128"])));
        assert_eq!(list.at_end("转发自平潭", false), None);
        assert_eq!(list.at_start("福州市平潭县水利局", false), Some(("福州市", vec!["3501"])));
        assert_eq!(list.of_body("福建省平潭县水利局"), ["35", "350128"]);
        assert!(list.of_body("甲县人民政府").is_empty());
        assert!(list.at_end("光明", true).is_none());
    }

    #[test]
    fn what_lies_in_one_city_is_near() {
        assert!(are_near("350128", "35") && are_near("3501", "350128"));
        assert!(!are_near("35", "36"));
        assert!(are_near("350128", "350102") && !are_near("350128", "469021"));
    }
}
