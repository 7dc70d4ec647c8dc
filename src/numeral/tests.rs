use super::*;
use crate::testing::{marked, unmarked};
use proptest::prelude::*;

fn values(text: &str) -> Vec<String> {
    scan(text).iter().map(|it| it.value.map_or("?".to_owned(), |value| value.to_string())).collect()
}

#[test]
fn numbers_are_found_with_their_values() {
    for (marks, expected) in [
        ("共⟦80⟧条，其中⟦23⟧条", "80 23"),
        ("发布⟦1,013⟧条", "1013"),
        ("发布⟦1，013⟧条", "1013"),
        ("⟦12,345,678.50⟧元", "12345678.5"),
        ("各⟦80⟧，⟦1205⟧件", "80 1205"),
        ("⟦120⟧，⟦80⟧，⟦5.5万⟧", "120 80 55000"),
        ("⟦0⟧,⟦123⟧", "0 123"),
        ("⟦1,013⟧，⟦245⟧条", "1013 245"),
        ("共⟦1.3万⟧余条", "13000"),
        ("⟦24252.311082万⟧元的⟦3.5⟧倍", "242523110.82 3.5"),
        ("⟦3千万⟧元，⟦1亿2000万⟧元，⟦3万5千⟧人", "30000000 120000000 35000"),
        ("提高⟦5⟧百分点", "5"),
        ("⟦2018⟧.⟦1⟧.⟦15⟧", "2018 1 15"),
        ("第⟦二十三⟧条，⟦一百零五⟧件，⟦两⟧次，⟦廿五⟧日，⟦卅⟧日", "23 105 2 25 30"),
        ("⟦二〇一八⟧年⟦十⟧月，⟦二0一七⟧年，⟦二○一二⟧年，⟦二〇二0⟧年", "2018 10 2017 2012 2020"),
        ("⟦五⟧是⟦十⟧几件，几十件，数百件，三四件，十四五规划", "5 10"),
        ("干部队伍⟦一百⟧人，合计⟦伍拾贰⟧元", "100 52"),
        ("百分之⟦五十⟧，⟦一⟧是○空白", "50 1"),
        ("电话⟦0574⟧-⟦8765⟧，⟦5⟧G，A⟦4⟧", "574 8765 5 4"),
        ("末尾⟦3⟧.", "3"),
    ] {
        let text = unmarked(marks);
        assert_eq!(marked(&text, scan(&text).iter().map(|it| it.span)), marks);
        assert_eq!(values(&text).join(" "), expected, "{text}");
    }
}

#[test]
fn the_kind_says_how_it_is_written() {
    let kinds =
        |text: &str| scan(text).iter().map(|it| (it.kind, it.thousands)).collect::<Vec<_>>();
    assert_eq!(kinds("1,013"), [(NumeralKind::Digits, true)]);
    assert_eq!(kinds("1.3万"), [(NumeralKind::Mixed, false)]);
    assert_eq!(kinds("二○一八年"), [(NumeralKind::Han, false)]);
    assert_eq!(kinds("二O一八年"), [(NumeralKind::Mixed, false)]);
}

#[test]
fn a_number_beyond_all_counts_is_kept_without_a_value() {
    let long = "7".repeat(60);
    assert_eq!(values(&format!("第{long}号，3件")), ["?", "3"]);
    assert_eq!(values(&format!("{}亿", "9".repeat(38))), ["?"]);
}

#[test]
fn list_marks_have_their_numbers() {
    for (mark, number) in [
        ("一", 1),
        ("十", 10),
        ("二十", 20),
        ("二〇", 20),
        ("九十九", 99),
        ("㈠", 1),
        ("㈩", 10),
        ("①", 1),
        ("⑳", 20),
        ("㉑", 21),
        ("㊿", 50),
        ("⑴", 1),
        ("⒈", 1),
        ("12", 12),
        ("3", 3),
    ] {
        assert_eq!(ordinal(mark), Some(number), "{mark}");
    }
    for mark in ["", "0", "〇", "零一", "一百", "两", "1234", "1.", "（一）", "甲", "二〇一八"]
    {
        assert_eq!(ordinal(mark), None, "{mark}");
    }
}

/// Writes a number by place, as a clerk would.
fn by_place(number: u64) -> String {
    if number >= 10_000 {
        let (high, low) = (number / 10_000, number % 10_000);
        let gap = if low > 0 && low < 1000 { "零" } else { "" };
        let tail = if low == 0 { String::new() } else { by_place(low) };
        // 零一十五: after a gap the ten is counted.
        let tail = if tail.starts_with('十') { format!("一{tail}") } else { tail };
        return format!("{}万{gap}{tail}", by_place(high));
    }
    let mut out = String::new();
    let mut gap = false;
    for (unit, sign) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        if !(out.is_empty() && unit == 10 && digit == 1) {
            out.push("零一二三四五六七八九".chars().nth(usize::try_from(digit).unwrap()).unwrap());
        }
        out.push_str(sign);
    }
    out
}

fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let lead = digits.len() % 3;
    let mut out = String::new();
    for (at, char) in digits.chars().enumerate() {
        if at > 0 && at % 3 == lead {
            out.push(',');
        }
        out.push(char);
    }
    out
}

/// Signs that matter to the scanner, so that arbitrary text meets its branches.
const SIGNS: &str =
    "[0-9０-９,，.．一二两三四九十百千万亿廿零〇○Oo壹伍拾年月日几数件 \n]{0,60}|\\PC{0,30}";

proptest! {
    #[test]
    fn what_is_written_is_read_back(number in 1u64..100_000_000, places in 0u8..7) {
        let amount = Amount::from(number);
        let decimal = Amount::new(number.into(), places).unwrap();
        for (written, value) in [
            (number.to_string(), amount),
            (with_commas(number), amount),
            (by_place(number), amount),
            (decimal.to_string(), decimal),
            (format!("{decimal}万"), decimal.checked_mul(Amount::from(10_000)).unwrap()),
        ] {
            let found = scan(&format!("共{written}件"));
            prop_assert_eq!(found.len(), 1, "{}", &written);
            prop_assert_eq!(found[0].value, Some(value), "{}", &written);
            prop_assert_eq!(found[0].span, Span::new(3, 3 + written.len()));
        }
    }

    #[test]
    fn no_text_panics_and_spans_are_in_order(text in SIGNS) {
        let found = scan(&text);
        let shown = marked(&text, found.iter().map(|it| it.span));
        prop_assert_eq!(unmarked(&shown), unmarked(&text));
        prop_assert!(found.iter().all(|it| !it.span.is_empty()));
        let _ = (ordinal(&text), parse_han(&text), Amount::parse(&text));
    }
}
