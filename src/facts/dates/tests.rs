use super::*;
use crate::testing::{marked, unmarked};
use proptest::prelude::*;

/// `2018-1-15 Han padded DayOutOfRange`, parts that are not written as `?`.
fn shown(mention: &DateMention) -> String {
    let part = |part: Option<u32>| part.map_or("?".to_owned(), |part| part.to_string());
    let year = mention.date.year.map_or("?".to_owned(), |year| year.to_string());
    let mut words = vec![
        format!("{year}-{}-{}", part(mention.date.month), part(mention.date.day)),
        format!("{:?}", mention.form),
    ];
    for (set, word) in
        [(mention.padded, "padded"), (mention.annual, "annual"), (mention.spoken_day, "spoken")]
    {
        words.extend(set.then(|| word.to_owned()));
    }
    words.extend(mention.flaw.map(|flaw| format!("{flaw:?}")));
    words.join(" ")
}

fn check(table: &[(&str, &str)]) {
    for (marks, expected) in table {
        let text = unmarked(marks);
        let found = scan(&text);
        assert_eq!(&marked(&text, found.iter().map(|it| it.span)), marks);
        let read = found.iter().map(shown).collect::<Vec<_>>();
        assert_eq!(&read.join("; "), expected, "{text}");
    }
}

#[test]
fn every_form_is_read() {
    check(&[
        ("⟦2018年1月15日⟧", "2018-1-15 Arabic"),
        ("于⟦2018年1月15号⟧召开", "2018-1-15 Arabic spoken"),
        ("⟦2018年01月05日⟧", "2018-1-5 Arabic padded"),
        ("⟦2018.1.15⟧", "2018-1-15 Dotted"),
        ("日期：⟦2018-01-15⟧ 10:30", "2018-1-15 Dashed padded"),
        ("⟦2018/1/15⟧", "2018-1-15 Slashed"),
        ("⟦二○一八年一月十五日⟧", "2018-1-15 Han"),
        ("⟦二〇一八年⟧", "2018-?-? Han"),
        ("⟦二0一八年⟧", "2018-?-? Han"),
        ("⟦二零一八年⟧，⟦二〇二0年⟧", "2018-?-? Han; 2020-?-? Han"),
        ("⟦2018年1月⟧", "2018-1-? Arabic"),
        ("⟦1月15日⟧，⟦12月⟧份", "?-1-15 Arabic; ?-12-? Arabic"),
        ("⟦2017年⟧我镇", "2017-?-? Arabic"),
        ("⟦2017年⟧度", "2017-?-? Arabic annual"),
        ("⟦2018年1月十五日⟧", "2018-1-15 Mixed"),
        ("⟦二○一八年1月15日⟧", "2018-1-15 Mixed"),
        ("⟦2011年2月二十日⟧", "2011-2-20 Mixed"),
        ("⟦二〇一八年十二月三十一日⟧", "2018-12-31 Han"),
        ("⟦２０１８年１月１５日⟧", "2018-1-15 Arabic"),
        ("⟦2016年2月29日⟧", "2016-2-29 Arabic"),
        ("请于⟦3月31日⟧前报送", "?-3-31 Arabic"),
        ("1.⟦3月15日⟧召开；2.⟦2017年⟧", "?-3-15 Arabic; 2017-?-? Arabic"),
        ("⟦2016.1.1⟧-⟦2016.12.31⟧", "2016-1-1 Dotted; 2016-12-31 Dotted"),
        ("⟦2016年1月1日⟧-⟦12月31日⟧", "2016-1-1 Arabic; ?-12-31 Arabic"),
        ("2021-⟦2025年⟧", "2025-?-? Arabic"),
        ("⟦2018.1.15⟧.", "2018-1-15 Dotted"),
    ]);
}

#[test]
fn impossible_and_damaged_dates_are_told() {
    check(&[
        ("⟦2018年13月1日⟧", "2018-13-1 Arabic MonthOutOfRange"),
        ("⟦13月1日⟧", "?-13-1 Arabic MonthOutOfRange"),
        ("⟦2018年1月32日⟧", "2018-1-32 Arabic DayOutOfRange"),
        (
            "⟦2018年2月30日⟧，⟦2月30日⟧",
            "2018-2-30 Arabic DayOutOfRange; ?-2-30 Arabic DayOutOfRange",
        ),
        ("⟦2017年2月29日⟧，⟦2月29日⟧", "2017-2-29 Arabic DayOutOfRange; ?-2-29 Arabic"),
        ("⟦2017-02-29⟧", "2017-2-29 Dashed padded DayOutOfRange"),
        ("⟦二〇一七年十一月三十一日⟧", "2017-11-31 Han DayOutOfRange"),
        ("至⟦202020年12月31日⟧止", "202020-12-31 Arabic YearDigits"),
        ("⟦20017年⟧我镇", "20017-?-? Arabic YearDigits"),
        ("⟦207年1月⟧，⟦207年⟧度", "207-1-? Arabic YearDigits; 207-?-? Arabic annual YearDigits"),
        ("⟦二一八年一月十五日⟧", "218-1-15 Han YearDigits"),
        ("⟦17年1月5日⟧", "17-1-5 Arabic YearDigits"),
        ("⟦2918年1月⟧", "2918-1-? Arabic YearOutOfRange"),
        ("⟦2018.13.15⟧印发", "2018-13-15 Dotted MonthOutOfRange"),
        ("⟦2018-01-32⟧印发", "2018-1-32 Dashed padded DayOutOfRange"),
        (
            "⟦2018年4月1日⟧至⟦31日⟧，⟦4月1日⟧—⟦31日⟧",
            "2018-4-1 Arabic; 2018-4-31 Arabic DayOutOfRange; \
             ?-4-1 Arabic; ?-4-31 Arabic DayOutOfRange",
        ),
        ("⟦2018年5月1日⟧至31日，⟦12月28日⟧至3日", "2018-5-1 Arabic; ?-12-28 Arabic"),
        ("⟦2018年11日⟧", "2018-?-11 Arabic MissingMonth"),
        ("⟦2017年1231日⟧", "2017-12-31 Arabic MissingMonth"),
        ("⟦2017年131日⟧", "2017-1-31 Arabic MissingMonth"),
        (
            "自⟦201711日⟧至⟦20171231日⟧止",
            "2017-?-? Arabic MissingYear; 2017-12-31 Arabic MissingYear",
        ),
        ("⟦20171月1日⟧", "2017-1-1 Arabic MissingYear"),
        ("⟦201712月31日⟧", "2017-12-31 Arabic MissingYear"),
        ("自⟦2018年1月1日⟧至⟦12月31⟧止", "2018-1-1 Arabic; ?-12-31 Arabic MissingDay"),
        (
            "⟦2018年4月1⟧印发，⟦2018年4月12⟧，全镇",
            "2018-4-1 Arabic MissingDay; 2018-4-12 Arabic MissingDay",
        ),
        (
            "⟦2018年4月⟧3项，⟦2018年4月⟧1至5日，⟦4月⟧1印发",
            "2018-4-? Arabic; 2018-4-? Arabic; ?-4-? Arabic",
        ),
    ]);
}

#[test]
fn durations_counts_and_numbers_are_no_dates() {
    for text in [
        "3年，100年，5年内，第5年，近三年来，十年，一百二十年，5000年文明，20000年，12345年",
        "15日内，20个工作日，12个月，每月，3个月，一月一次，3月内，15日，十五日，三四月，18月",
        "版本1.2.3，IP地址61.150.1.2，电话0574-8765-4321，第2018.1.15.3版，v2018.1.15",
        "国办发〔2014〕130号，第20号，1号文件，2018号，2018，1.5年，2018-2020，〔2019〕2-116号",
        "http://x.gov.cn/2018/1/15/t.html，/2018-01-15/，t2018-01-15_3，2018-01-15.html，2018.13.5，版本2018.13.15",
        "编号：2018-13-15，2018.13.35，2018.13.15.2",
        "占2018.5平方米，2018/2019，24小时，365日，二十一世纪，有期徒刑3年6月，统一，第3月",
    ] {
        assert_eq!(marked(text, scan(text).iter().map(|it| it.span)), text);
    }
    check(&[
        ("⟦2017年⟧365日，⟦2018年⟧30日内", "2017-?-? Arabic; 2018-?-? Arabic"),
        ("⟦2018年⟧11号文件，⟦2018年1月⟧130号", "2018-?-? Arabic; 2018-1-? Arabic"),
        ("⟦2018年1月⟧180日内", "2018-1-? Arabic"),
    ]);
}

#[test]
fn zeros_that_are_not_ling_are_pointed_at() {
    for marks in [
        "二⟦○⟧一八年",
        "二⟦◯⟧一八年",
        "二⟦O⟧一八年",
        "二⟦o⟧⟦o⟧八年",
        "二⟦0⟧一八年",
        "二⟦零⟧一八年",
        "二⟦Ｏ⟧一八年",
        "二〇一八年",
        "二〇二⟦0⟧年",
        "2018年一月二○日",
    ] {
        let text = unmarked(marks);
        let found = scan(&text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(marked(&text, found[0].zero_glyphs.iter().copied()), marks);
    }
}

fn han(number: u32) -> String {
    let ones = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, one) = (number as usize / 10, ones[number as usize % 10]);
    match tens {
        0 => one.to_owned(),
        1 => format!("十{one}"),
        _ => format!("{}十{one}", ones[tens]),
    }
}

fn han_year(year: i32) -> String {
    let digit =
        |char: char| "〇一二三四五六七八九".chars().nth(char.to_digit(10).unwrap() as usize);
    year.to_string().chars().map(|char| digit(char).unwrap()).collect()
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(y in 1949i32..2100, m in 1u32..13, d in 1u32..29) {
        for (written, form) in [
            (format!("{y}年{m}月{d}日"), DateForm::Arabic),
            (format!("{y}年{m:02}月{d:02}日"), DateForm::Arabic),
            (format!("{y}.{m}.{d}"), DateForm::Dotted),
            (format!("{y}-{m:02}-{d:02}"), DateForm::Dashed),
            (format!("{y}/{m}/{d}"), DateForm::Slashed),
            (format!("{}年{}月{}日", han_year(y), han(m), han(d)), DateForm::Han),
            (format!("{}年{m}月{d}日", han_year(y)), DateForm::Mixed),
        ] {
            let found = scan(&format!("我镇于{written}，"));
            prop_assert_eq!(found.len(), 1, "{}", &written);
            let date = PartialDate { year: Some(y), month: Some(m), day: Some(d) };
            prop_assert_eq!((found[0].date, found[0].form, found[0].flaw), (date, form, None));
            prop_assert_eq!(found[0].span, Span::new(9, 9 + written.len()));
        }
    }

    #[test]
    fn no_text_panics_and_spans_are_in_order(
        text in "[0-9０.．/\\-年月日号度第内止一二三十廿〇○Oo零 \n]{0,60}|([12][0-9]{2,5}年?[0-9]{1,3}月?[0-9]{0,3}日?[止至，]?){0,6}|\\PC{0,30}"
    ) {
        let found = scan(&text);
        prop_assert_eq!(unmarked(&marked(&text, found.iter().map(|it| it.span))), unmarked(&text));
        for mention in found {
            prop_assert!(!mention.span.is_empty());
            prop_assert!(mention.date != PartialDate::default());
            prop_assert!(mention.zero_glyphs.iter().all(|zero| mention.span.contains(*zero)));
        }
    }
}
