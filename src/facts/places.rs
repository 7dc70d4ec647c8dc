//! Names of provinces, cities and counties with the codes that tell which lies in which.
//!
//! The list gives the published division codes: two digits a province, four a city, six a county.

use crate::text::{before, from};

/// One place a line, in order: name and code. Published codes, as of 2020.
const LIST: &str = include_str!("../../rules/places.txt");
/// Bytes of the longest name.
const LONGEST: usize = 45;
/// Endings that everyday speech leaves out. 区 is not among them: 光明, 新华 and 解放 are words.
const LEFT_OUT: [char; 3] = ['省', '市', '县'];
/// Digits of a code that two places of one city share.
const CITY: usize = 4;

/// Codes of the places that have one name; many names are shared.
pub type Codes = Vec<&'static str>;

/// The longest place that `words` begin with, by its full or, where `spoken`, its short name.
pub fn at_start(words: &str, spoken: bool) -> Option<(&str, Codes)> {
    let ends = words.char_indices().map(|(at, char)| at + char.len_utf8());
    let names = ends.take_while(|&end| end <= LONGEST).map(|end| before(words, end));
    names.filter_map(|name| Some((name, codes(name, spoken)?))).last()
}

/// The longest place that `words` end with.
pub fn at_end(words: &str, spoken: bool) -> Option<(&str, Codes)> {
    let starts = words.char_indices().rev().map(|(at, _)| at);
    let near = starts.take_while(|&at| words.len() - at <= LONGEST);
    let names = near.map(|at| from(words, at));
    names.filter_map(|name| Some((name, codes(name, spoken)?))).last()
}

/// The codes of every place that the name of a body begins with: 福建省平潭县水利局.
pub fn of_body(name: &str) -> Codes {
    let mut codes = Codes::new();
    let mut rest = name;
    while let Some((place, found)) = at_start(rest, true) {
        codes.extend(found);
        rest = from(rest, place.len());
    }
    codes
}

/// The name of the place with this code.
pub fn name_of(code: &str) -> Option<&'static str> {
    LIST.lines().filter_map(|it| it.split_once(' ')).find(|it| it.1 == code).map(|it| it.0)
}

/// The codes of the places called `name`, or of those whose short name it is: 平潭 for 平潭县.
fn codes(name: &str, spoken: bool) -> Option<Codes> {
    let rest = from(LIST, first_of(name));
    let lines = || rest.lines().take_while(|it| it.starts_with(name));
    let like = || lines().filter_map(|it| it.split_once(' '));
    let is_short = |known: &str| {
        let stem = known.trim_end_matches(LEFT_OUT);
        spoken && stem == name && stem.chars().count() >= 2
    };
    let full: Codes = like().filter(|it| it.0 == name).map(|it| it.1).collect();
    let found = if full.is_empty() {
        like().filter(|it| is_short(it.0)).map(|it| it.1).collect()
    } else {
        full
    };
    (!found.is_empty()).then_some(found)
}

/// Where the first line of the list begins that does not come before `name`. It is looked up in the
/// text: to take that apart takes longer than to check a report. A blank comes before all letters,
/// so that lines are in the order of their names.
fn first_of(name: &str) -> usize {
    let list = LIST.as_bytes();
    let (mut start, mut end) = (0, list.len());
    while start < end {
        let middle = start + (end - start) / 2;
        let (head, tail) = list.split_at_checked(middle).unwrap_or_default();
        let line = head.iter().rposition(|it| *it == b'\n').map_or(0, |at| at + 1);
        if list.get(line..).is_some_and(|it| it < name.as_bytes()) {
            start = tail.iter().position(|it| *it == b'\n').map_or(end, |at| middle + at + 1);
        } else {
            end = line;
        }
    }
    start
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
        let list: Vec<_> = LIST.lines().filter_map(|line| line.split_once(' ')).collect();
        assert!(list.is_sorted());
        assert_eq!(list.iter().map(|it| it.0.len()).max(), Some(LONGEST));
        assert_eq!(list.len(), LIST.lines().count());
        let mut start = 0;
        for line in LIST.lines() {
            let (name, _) = line.split_once(' ').unwrap();
            let first = first_of(name);
            assert!(
                first == start
                    || first < start && from(LIST, first).starts_with(&format!("{name} "))
            );
            start += line.len() + 1;
        }
        assert_eq!((first_of(""), first_of("\u{10FFFF}")), (0, LIST.len()));
    }

    #[test]
    fn places_are_found_by_full_and_short_names() {
        assert_eq!(at_end("转发自平潭", true), Some(("平潭", vec!["350128"])));
        assert_eq!(at_end("转发自平潭", false), None);
        assert_eq!(at_start("福州市平潭县水利局", false), Some(("福州市", vec!["3501"])));
        assert_eq!(of_body("福建省平潭县水利局"), ["35", "350128"]);
        assert!(of_body("甲县人民政府").is_empty());
        assert!(at_end("光明", true).is_none());
    }

    #[test]
    fn a_place_is_found_by_its_code() {
        assert_eq!(name_of("350128"), Some("平潭县"));
        assert_eq!(name_of("64"), Some("宁夏回族自治区"));
        assert_eq!(name_of("00"), None);
    }

    #[test]
    fn what_lies_in_one_city_is_near() {
        assert!(are_near("350128", "35") && are_near("3501", "350128"));
        assert!(!are_near("35", "36"));
        assert!(are_near("350128", "350102") && !are_near("350128", "469021"));
    }
}
