//! What the names of files say: whose report for which year, for those that could not be read, that
//! are passed over, or that hold the report of another body.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::facts::body::{Body, BodyKind};
use crate::set::{Set, Unit};
use crate::text::{Span, before, from};

/// The name of a file and that of its folder.
#[derive(Clone, Debug)]
pub(super) struct FileName {
    /// The configuration that holds for it.
    pub scope: Option<usize>,
    pub file: String,
    folder: String,
    /// The number of its folder.
    pub place: Option<u32>,
}

impl FileName {
    pub(super) fn of(path: &Path, scope: Option<usize>, place: Option<u32>) -> Option<Self> {
        let part = |it: &std::ffi::OsStr| it.to_string_lossy().into_owned();
        let folder = path.parent().and_then(Path::file_name).map_or_else(String::new, part);
        Some(Self { scope, file: part(path.file_name()?), folder, place })
    }

    /// Whether it lies in the folder that a browser saves beside a page.
    pub(super) fn belongs_to_a_page(&self) -> bool {
        let folder = self.folder.strip_suffix("files").unwrap_or_default();
        folder.ends_with(['_', '.'])
    }

    /// Whether it says that it is about reports and is none.
    pub(super) fn is_notice(&self) -> bool {
        is_notice(&self.file)
    }
}

/// What the bodies of a scope are called in names of files, in order, each with its index; and whose
/// reports a folder holds: none where they are of several.
#[derive(Default)]
pub(super) struct Called(Vec<(String, usize)>, BTreeMap<u32, Option<usize>>);

impl Called {
    /// Those of all scopes; bodies that stand in no list belong to that of their first report.
    pub(super) fn all(set: &Set<'_>) -> BTreeMap<Option<usize>, Self> {
        let mut all: BTreeMap<Option<usize>, Self> = BTreeMap::new();
        for (index, unit) in set.units.iter().enumerate() {
            let listed = unit.listed.and_then(|it| set.roster.bodies.get(it));
            let first = || unit.members().next().and_then(|it| set.members.get(it)?.scope);
            let scope = listed.map_or_else(first, |it| Some(it.scope));
            let aliases = listed.into_iter().flat_map(|it| it.aliases.iter());
            let names = aliases.chain([&unit.name]).flat_map(|it| set.called(it));
            let names = names.filter(|it| !it.is_empty()).map(|it| (it, index));
            all.entry(scope).or_default().0.extend(names);
        }
        // What several are called is the one with the shortest name: a government before its office.
        let length = |unit: usize| set.units.get(unit).map_or(0, |it| it.name.len());
        for called in all.values_mut() {
            called.0.sort_by_key(|it| (it.0.clone(), length(it.1), it.1));
            called.0.dedup_by(|one, first| one.0 == first.0);
        }
        for (index, member) in set.members.iter().enumerate() {
            let Some(called) = member.scope.and_then(|it| all.get_mut(&Some(it))) else { continue };
            let unit = set.unit_index(index);
            let own = called.1.entry(member.folder).or_insert(unit);
            *own = own.filter(|it| Some(*it) == unit);
        }
        all
    }

    /// Whether a name of this body stands in the name of a file.
    pub(super) fn names(&self, unit: usize, file: &str) -> bool {
        self.0.iter().any(|it| it.1 == unit && file.contains(it.0.as_str()))
    }

    /// The body of which the longest name stands in a name.
    fn longest(&self, name: &str) -> Option<usize> {
        let starts = name.char_indices().map(|it| from(name, it.0));
        starts.filter_map(|it| self.beginning(it)).max().map(|it| it.1)
    }

    /// The length of the longest name with which words begin, and whose it is. What comes last before
    /// the words in order is that name, or shares with them all that a shorter one could be.
    fn beginning(&self, mut words: &str) -> Option<(usize, usize)> {
        loop {
            let next = self.0.partition_point(|it| it.0.as_str() <= words);
            let (name, unit) = self.0.get(next.checked_sub(1)?)?;
            if words.starts_with(name.as_str()) {
                return Some((name.len(), *unit));
            }
            let pairs = words.chars().zip(name.chars()).take_while(|(one, two)| one == two);
            words = before(words, pairs.map(|it| it.0.len_utf8()).sum());
        }
    }

    /// The body by whose name a file goes, else its folder, where that holds reports of no other.
    pub(super) fn body_of(&self, set: &Set<'_>, name: &FileName) -> Option<usize> {
        self.longest(&name.file).or_else(|| {
            let unit = self.longest(&name.folder)?;
            let others =
                name.place.and_then(|it| self.1.get(&it)).is_some_and(|it| *it != Some(unit));
            // 某县2023年年报 holds those of all its bodies.
            let name = &set.units.get(unit)?.name;
            let government = Body::named(name, Span::at(0)).kind == Some(BodyKind::Gb);
            (!others && !government).then_some(unit)
        })
    }

    /// The body by whose name a file itself goes, and the year that it tells.
    pub(super) fn told_in(&self, file: &str) -> Option<(usize, Option<i32>)> {
        Some((self.longest(file)?, year_in(file)))
    }
}

/// The body and, if anything tells it, the year of a file that could not be read as a report. Where its
/// name has no year, most reports beside it tell it. Nothing where that body has a report for the
/// year: then it is another file.
pub(super) fn told_by(
    set: &Set<'_>,
    called: &Called,
    name: &FileName,
) -> Option<(usize, Option<i32>)> {
    let index = called.body_of(set, name)?;
    let year = year_in(&name.file).or_else(|| name.place.and_then(|it| set.usual_year(it)));
    let reports = set.units.get(index).map(|it: &Unit| &it.reports);
    let known = year.zip(reports).is_some_and(|(year, reports)| reports.contains_key(&year));
    (!known).then_some((index, year))
}

/// Whether the name of a file, or the beginning of a text, says that it is about reports and is none.
pub(super) fn is_notice(file: &str) -> bool {
    const NOTICES: [&str; 8] = ["通知", "通报", "的函", "名单", "解读", "模板", "目录", "样表"];
    NOTICES.iter().any(|it| file.contains(it))
}

/// The year in the name of a file: that of a report (2023年度, 2023年政府信息公开), else the only one.
fn year_in(file: &str) -> Option<i32> {
    const OF_REPORTS: [&str; 4] = ["年度", "年年", "年政府信息公开", "年信息公开"];
    let digits = file.split(|char: char| !char.is_ascii_digit()).filter(|it| it.len() == 4);
    let years = digits.filter_map(|it| it.parse().ok()).filter(|it| (2008..2100).contains(it));
    let years: BTreeSet<i32> = years.collect();
    let of_report = |year: &&i32| OF_REPORTS.iter().any(|it| file.contains(&format!("{year}{it}")));
    let only = years.first().filter(|_| years.len() == 1);
    years.iter().find(of_report).or(only).copied()
}

#[cfg(test)]
mod tests {
    use super::{BTreeMap, Called, year_in};

    #[test]
    fn the_year_of_a_report_stands_before_that_of_its_publication() {
        for (file, year) in [
            ("云溪镇2023年年报.docx", Some(2023)),
            ("云溪镇2023年度报告（2024年1月）.docx", Some(2023)),
            ("云溪镇2023年政府信息公开工作年度报告（2024年1月发布）.docx", Some(2023)),
            ("2022—2023云溪镇.docx", None),
            ("云溪镇20230131.docx", None),
            ("云溪镇.docx", None),
        ] {
            assert_eq!(year_in(file), year, "{file}");
        }
    }

    #[test]
    fn the_longest_name_tells_whose_a_file_is() {
        let names = ["河口镇", "桃溪县", "桃溪县教育局", "桃溪县教育督导局", "桃溪"];
        let mut all: Vec<_> = (0..).zip(names).map(|it| (it.1.to_owned(), it.0)).collect();
        all.sort_unstable();
        let called = Called(all, BTreeMap::new());
        for (file, body) in [
            ("2023桃溪县教育局.docx", Some(2)),
            ("桃溪县教育督导.docx", Some(1)),
            ("桃溪县教育督导局.docx", Some(3)),
            ("桃溪水利站.docx", Some(4)),
            ("桃花镇.docx", None),
            ("桃溪县河口镇.docx", Some(1)),
        ] {
            let all = called.0.iter().filter(|it| file.contains(it.0.as_str()));
            let longest = all.map(|it| (it.0.len(), it.1)).max().map(|it| it.1);
            assert_eq!(called.longest(file), longest, "{file}");
            assert!(body.is_none() == longest.is_none() || file.contains("河口"), "{file}");
        }
    }
}
