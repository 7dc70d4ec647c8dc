//! For which time a claim is made, where another clause says so: 下半年，我局未收到申请.

use crate::text::before;

/// What ends a clause inside a sentence.
const PAUSES: [char; 2] = ['，', '：'];

/// Words with which a clause tells a part of the year.
const PARTS: [&str; 5] = ["季度", "半年", "个月", "旬", "假期"];

/// Words behind the time in a clause that tells nothing else: 7月以来, 上半年期间.
const BEHIND: [&str; 19] = [
    "为止", "以来", "以后", "之后", "以前", "之前", "期间", "份", "间", "内", "中", "里", "起", "止", "底", "末", "初",
    "后", "前",
];

/// Words that lead back to the whole year.
const WHOLE: [&str; 6] = ["全年", "年内", "本年", "今年", "年度内", "一年来"];

/// Words by which a day is the last of a time that began with the year.
const UNTIL: [&str; 4] = ["截至", "截止", "底", "末"];

/// Whether the last time that `sentence` tells by itself, in a clause of its own, is a part of the
/// year: 第四季度，我局, but not 上半年，举办培训，全年.
pub(super) fn ends_in_a_part(sentence: &str) -> bool {
    let part = sentence.rsplit('；').next().unwrap_or_default();
    for clause in part.rsplit(PAUSES) {
        if is_part(clause) {
            return true;
        }
        if WHOLE.iter().any(|it| clause.contains(it)) || names_a_year(clause) {
            return false;
        }
    }
    false
}

/// Whether a clause ends with a part of the year and says nothing behind it.
fn is_part(clause: &str) -> bool {
    let mut time = clause.trim();
    while let Some(rest) = BEHIND.iter().find_map(|it| time.strip_suffix(it)) {
        time = rest;
    }
    let dated = |mark: char| time.strip_suffix(mark).is_some_and(|it| it.ends_with(is_number));
    // 15日内 is a time limit.
    let day = dated('日') && time.contains('月');
    PARTS.iter().any(|it| time.ends_with(it)) || (dated('月') || day) && !is_whole(clause)
}

/// Whether months and days run from the beginning of the year, or from nowhere, to its end:
/// 1月至12月, 截至12月31日.
fn is_whole(clause: &str) -> bool {
    let runs = clause.split(|it: char| !it.is_ascii_digit()).filter(|it| (1..=2).contains(&it.len()));
    let told: Vec<&str> = runs.map(|it| it.trim_start_matches('0')).collect();
    let until = || UNTIL.iter().any(|it| clause.contains(it));
    let ends = ["12", "31"];
    match told.strip_suffix(&ends) {
        Some(first) => first.iter().all(|it| *it == "1"),
        None => told == ["1", "12"] || told == ["12"] && until(),
    }
}

fn is_number(char: char) -> bool {
    char.is_ascii_digit() || "〇一二三四五六七八九十".contains(char)
}

/// Whether a year of four digits is named.
fn names_a_year(clause: &str) -> bool {
    let digits = |at: usize| before(clause, at).chars().rev().take_while(char::is_ascii_digit);
    clause.match_indices('年').any(|(at, _)| digits(at).count() == 4)
}

#[cfg(test)]
mod tests {
    use super::ends_in_a_part;

    #[test]
    fn parts_of_the_year_are_told_from_the_whole() {
        for told in [
            "2024年下半年，我局",
            "第四季度，我局",
            "2024年7月至12月，我局",
            "7—12月，根据安排，我局",
            "自十月起，我局",
            "12月，我局",
            "前三个月，我局",
            "截至2024年10月30日，我局",
            "全年举办培训2次；下半年以来，",
        ] {
            assert!(ends_in_a_part(told), "{told}");
        }
        for told in [
            "2024年，我局",
            "2024年1月1日至12月31日，我局",
            "2024年01月01日至2024年12月31日期间，我局",
            "1月至12月，我局",
            "截至2024年12月底，我局",
            "上半年，举办培训2次，全年",
            "下半年，修订指南；",
            "第一季度修订指南，2024年",
            "12个工作日内，我局",
            "收到后15日内，",
            "报告发布之日，我局",
        ] {
            assert!(!ends_in_a_part(told), "{told}");
        }
    }
}
