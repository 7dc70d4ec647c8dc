use super::*;
use crate::facts::dates;
use crate::testing::{marked, unmarked};
use proptest::prelude::*;

fn shown(text: &str, period: &Period) -> String {
    let day = |date: Option<PartialDate>| {
        let part = |part: Option<u32>| part.map_or(String::new(), |part| format!("-{part}"));
        date.map_or("none".to_owned(), |date| {
            let year = date.year.map_or("?".to_owned(), |year| year.to_string());
            format!("{year}{}{}", part(date.month), part(date.day))
        })
    };
    let noun = period.noun.map_or("-", |noun| cut(text, noun));
    let empty = if period.empty { " empty" } else { "" };
    format!("{noun} {}..{}{empty}", day(period.from), day(period.to))
}

fn read(text: &str) -> Vec<Period> {
    scan(text, &Landmarks::folded(text), &dates::scan(text))
}

fn check(table: &[(&str, &str)]) {
    for (marks, expected) in table {
        let text = unmarked(marks);
        let found = read(&text);
        assert_eq!(&marked(&text, found.iter().map(|it| it.span)), marks);
        let periods = found.iter().map(|period| shown(&text, period)).collect::<Vec<_>>();
        assert_eq!(&periods.join("; "), expected, "{text}");
    }
}

#[test]
fn every_template_of_a_whole_period_is_read() {
    let year = "2017-1-1..2017-12-31";
    for (marks, noun) in [
        ("本报告所列数据的统计期限自⟦2017年1月1日起至2017年12月31日⟧止。", "统计期限"),
        ("统计时限自⟦2017年1月1日起至2017年12月31日⟧。", "统计时限"),
        ("统计期限自⟦2017年1月1日起至12月31日⟧止。", "统计期限"),
        ("统计日期为⟦2017年1月1日至2017年12月31日⟧。", "统计日期"),
        ("统计时间为⟦2017年1月1日至12月31日⟧，下同", "统计时间"),
        ("统计起止时间：⟦2017年1月1日至2017年12月31日⟧止", "统计起止时间"),
        ("统计数据时限为：⟦2017年1月1日至2017年12月31日⟧", "统计数据时限"),
        ("统计数据从⟦2017年1月1日到12月31日⟧止", "统计数据"),
        ("本报告中所列数据从⟦2017年1月1日起至2017年12月31日⟧止", "所列数据"),
        ("统计期限为“⟦2017年1月1日——2017年12月31日⟧”", "统计期限"),
        ("统计期限：⟦2017年1月1日----2017年12月31日⟧", "统计期限"),
        ("统计期限⟦2017年1月1日-2017年12月31日⟧", "统计期限"),
        ("统计期限⟦2017年1月1日～12月31日⟧", "统计期限"),
        ("数据统计期限涵盖⟦2017年1月1日至2017年12月31日⟧期间。", "数据统计期限"),
        ("统计期限（除特别注明外）为⟦2017年1月1日至2017年12月31日⟧", "统计期限"),
        ("统计期限自⟦2017年1月1日起，至2017年12月31日⟧止", "统计期限"),
        ("统计期限自⟦2017.1.1-2017.12.31⟧", "统计期限"),
        ("统计期限为⟦二○一七年一月一日至十二月三十一日⟧", "统计期限"),
        ("统计期限\n自⟦2017年1月1日起\n至2017年12月31日⟧止", "统计期限"),
        ("统计期限自⟦1月1日至2017年12月31日⟧", "统计期限"),
        ("数据的时间范围是⟦2017年1月1日到2017年12月31日⟧", "数据的时间范围"),
        ("报告期为⟦2017年1月1日至12月31日⟧", "报告期"),
        ("本报告反映⟦2017年1月1日至12月31日⟧的工作。", "-"),
        ("⟦2017年1月1日至12月31日⟧各项数据如下", "-"),
        ("X镇2017年年度报告\n（⟦2017年1月1日至2017年12月31日⟧）", "-"),
    ] {
        check(&[(marks, &format!("{noun} {year}"))]);
    }
}

#[test]
fn what_is_wrong_with_a_period_is_kept() {
    check(&[
        ("统计期限自⟦2017年1月1日起至2017年11月30日⟧止", "统计期限 2017-1-1..2017-11-30"),
        ("统计期限自⟦2017年1月1日起至2017年12月⟧止", "统计期限 2017-1-1..2017-12"),
        ("统计期限自⟦2017年1月1日起至12月31⟧止", "统计期限 2017-1-1..2017-12-31"),
        ("统计期限自⟦201711日至20171231日⟧止", "统计期限 2017..2017-12-31"),
        ("统计期限自⟦2017年1月1日⟧起至止。", "统计期限 2017-1-1..none"),
        ("统计数据截止⟦2017年12月31日⟧。", "统计数据 none..2017-12-31"),
        ("统计截止日期为⟦2017年12月31日⟧。", "统计截止日期 none..2017-12-31"),
        ("统计期限为⟦2017年⟧度", "统计期限 2017..2017"),
        ("统计期限自⟦1月1日至12月31日⟧", "统计期限 ?-1-1..?-12-31"),
        ("统计期限⟦自至⟧。", "统计期限 none..none empty"),
        ("统计期限为⟦自年月日起至年月日止⟧。", "统计期限 none..none empty"),
        ("统计期限：⟦自____年__月__日至____年__月__日⟧\n", "统计期限 none..none empty"),
        ("统计期限自至⟦2017年12月31日⟧。", "统计期限 none..2017-12-31"),
        ("统计期限⟦自年1月1日起至年12月31日止⟧。", "统计期限 none..none empty"),
        ("统计期限⟦自2017年月日起至2017年月日止⟧。", "统计期限 none..none empty"),
        ("统计期限⟦自2017年1月1日起至年月日止⟧。", "统计期限 none..none empty"),
        ("统计期限为⟦2017年下半年⟧。", "统计期限 2017-7..2017-12"),
        ("统计期限为⟦2017年第一季度⟧。", "统计期限 2017-1..2017-3"),
        ("统计期限为⟦2017年度前三个季度⟧。", "统计期限 2017-1..2017-9"),
        ("统计期限为⟦2017年四个季度⟧。", "统计期限 2017-1..2017-12"),
        ("统计期限为⟦2017年1至11月⟧份。", "统计期限 2017-1..2017-11"),
        ("统计期限为⟦2017年1月1日至12月31日⟧年末", "统计期限 2017-1-1..2017-12-31"),
        (
            "统计期限⟦自至⟧。数据统计时限为⟦2017年1月1日至12月31日⟧",
            "统计期限 none..none empty; 数据统计时限 2017-1-1..2017-12-31",
        ),
    ]);
}

#[test]
fn other_ranges_are_no_periods() {
    for text in [
        "公示期自2017年3月1日至3月7日。",
        "统计数据显示，公示期自2017年3月1日至3月7日。",
        "统计期限见附表。2017年3月1日至3月7日开展培训。",
        "统计时间另行通知，公示期为2017年3月1日至3月7日。",
        "统计期内，2017年3月1日至3月7日开展宣传。",
        "活动自2017年1月1日至12月31日开展。",
        "统计工作，2017年完成。统计日期2018年1月5日。",
        "统计期限内办结",
        "自至。",
    ] {
        check(&[(text, "")]);
    }
}

#[test]
fn days_counted_up_to_are_found() {
    for marks in [
        "⟦截至2017年12月31日⟧，共发布80条",
        "⟦截止到12月14日⟧，⟦截止2017年⟧底",
        "⟦截止日期为：2018年1月5日⟧",
        "截至目前，2017年共80条；拦截2017年",
        "截图：2017年1月1日至2017年12月31日",
    ] {
        let text = unmarked(marks);
        let found = as_of(&text, &dates::scan(&text));
        assert_eq!(marked(&text, found.iter().map(|it| it.span)), marks);
    }
}

proptest! {
    #[test]
    fn no_text_panics_and_spans_are_in_order(
        text in "(统计|期限|数据|时间|报告|自|从|起|至|止|为|截至|。|，|\n|——|2017年|1月1日|12月31日|201711日|年|月|[0-9一二〇]|公示期){0,30}|\\PC{0,30}"
    ) {
        let dates = dates::scan(&text);
        let found = scan(&text, &Landmarks::folded(&text), &dates);
        prop_assert_eq!(unmarked(&marked(&text, found.iter().map(|it| it.span))), unmarked(&text));
        for period in found {
            prop_assert_eq!(period.from.is_some(), period.from_span.is_some());
            prop_assert_eq!(period.to.is_some(), period.to_span.is_some());
            prop_assert_eq!(period.empty, period.from.is_none() && period.to.is_none());
            let spans = [period.from_span, period.to_span];
            prop_assert!(spans.into_iter().flatten().all(|span| period.span.contains(span)));
            prop_assert!(period.noun.is_none_or(|noun| noun.end() <= period.span.start()));
        }
        for day in as_of(&text, &dates) {
            prop_assert!(cut(&text, day.span).starts_with('截'));
        }
    }
}
