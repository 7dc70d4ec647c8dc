//! Titles as they stand in real pages.

use super::*;
use crate::outline::Vocabulary;
use crate::reader;
use crate::source::Format;

fn titles_of(text: &str, format: Format) -> Vec<(String, Option<i32>, String)> {
    let words = Vocabulary::new(["概述".to_owned()], [], Vec::new());
    let doc = reader::read(text.to_owned(), format, &words);
    let short = |it: Title| (it.name, it.year.map(|(year, _)| year), it.tail);
    find(&doc).into_iter().map(short).collect()
}

#[track_caller]
fn one(text: &str, name: &str, year: Option<i32>, tail: &str) {
    let wanted = vec![(name.to_owned(), year, tail.to_owned())];
    assert_eq!(titles_of(text, Format::Txt), wanted, "{text}");
}

const TAIL: &str = "政府信息公开工作年度报告";

#[test]
fn a_title_on_one_line() {
    one("甲镇人民政府2017年政府信息公开工作年度报告\n正文。", "甲镇人民政府", Some(2017), TAIL);
    one("2017年甲镇人民政府政府信息公开工作年度报告\n正文。", "甲镇人民政府", Some(2017), TAIL);
    one("关于甲县水利局2012年度政府信息公开工作年度报告", "甲县水利局", Some(2012), TAIL);
    one("甲镇政府信息公开工作年度报告（2017年度）", "甲镇", Some(2017), TAIL);
    one("甲镇二○一二年政府信息公开工作年度报告", "甲镇", Some(2012), TAIL);
    one("甲镇年政府信息公开工作年度报告", "甲镇", None, TAIL);
    one("甲镇2017政府信息公开工作年度报告", "甲镇", Some(2017), TAIL);
    one("甲镇2017年政府信息公开工作年度报告（送审稿）", "甲镇", Some(2017), TAIL);
    one("甲镇2017年政府信息公开工作年度报告初稿", "甲镇", Some(2017), TAIL);
    one("标题：甲镇2017年政府信息公开工作年度报告", "甲镇", Some(2017), TAIL);
    one("甲县2016年政府信息公开工作年度报告-甲县人民政府", "甲县", Some(2016), TAIL);
    one("《甲县2016年政府信息公开工作年度报告》\n正文。", "甲县", Some(2016), TAIL);
    one("甲县2016年政府信息公开工作情况", "甲县", Some(2016), "政府信息公开工作情况");
    one("甲县政府及部门2009年政府信息公开年报", "甲县政府及部门", Some(2009), "政府信息公开年报");
    let tail = "信息公开工作年度报告";
    one("2017年甲镇人民政府信息公开工作年度报告", "甲镇人民政府", Some(2017), tail);
}

#[test]
fn the_name_of_the_body_may_hold_brackets() {
    let line = |name: &str| format!("{name}2014年{TAIL}\n正文。");
    for name in ["清河县教育局（科学技术局）", "滨海新区管理委员会（筹）"]
    {
        one(&line(name), name, Some(2014), TAIL);
        one(&format!("{name}\n2014年{TAIL}\n正文。"), name, Some(2014), TAIL);
    }
    one(&line("甲市经济和信息化局(商务局)"), "甲市经济和信息化局（商务局）", Some(2014), TAIL);
    one(&format!("清河县财政局\n（2014年度）{TAIL}"), "清河县财政局", Some(2014), TAIL);
    one(&format!("清河县财政局（2014年度）{TAIL}"), "清河县财政局", Some(2014), TAIL);
}

#[test]
fn a_title_called_an_attachment_or_announced() {
    one(&format!("附件：清河县财政局2014年{TAIL}\n正文。"), "清河县财政局", Some(2014), TAIL);
    one(&format!("附件1：清河县财政局2014年{TAIL}\n正文。"), "清河县财政局", Some(2014), TAIL);
    one(&format!("清河县财政局2014年{TAIL}发布\n正文。"), "清河县财政局", Some(2014), TAIL);
    let both = format!("附件：甲镇2014年{TAIL}\n清河县财政局2014年{TAIL}\n正文。");
    one(&both, "清河县财政局", Some(2014), TAIL);
}

#[test]
fn the_year_may_stand_alone_below_the_title() {
    let years = [
        "（2014年度）",
        "2014年度",
        "2014年",
        "（2014年1月1日—2014年12月31日）",
        "（2014年1月-12月）",
    ];
    for year in years {
        one(&format!("清河县财政局{TAIL}\n{year}\n正文。"), "清河县财政局", Some(2014), TAIL);
    }
    for other in ["（2015年1月20日）", "2014年1月1日—2015年2月1日", "2014年清河县"]
    {
        one(&format!("清河县财政局{TAIL}\n{other}\n正文。"), "清河县财政局", None, TAIL);
    }
}

#[test]
fn a_title_on_several_lines() {
    one("甲区人民政府\n2013 年政府信息公开工作年度报告", "甲区人民政府", Some(2013), TAIL);
    one("甲县人民政府\n2013\n年政府信息公开工作年度报告", "甲县人民政府", Some(2013), TAIL);
    one("甲县水利局2013年\n政府信息公开工作\n年度报告", "甲县水利局", Some(2013), TAIL);
    one("（2013年1月30日）\n2012年政府信息公开工作年度报告", "", Some(2012), TAIL);
}

#[test]
fn what_stands_around_a_title_is_not_one() {
    let page = "当前位置： 首页 > 政府信息公开年报\n政府信息公开年报\n来源：甲县人民政府\n\
                甲县人民政府2014年政府信息公开工作年度报告\n正文。";
    one(page, "甲县人民政府", Some(2014), TAIL);
    let cited = "依照《甲镇2017年政府信息公开工作年度报告》\n现公布2011年度政府信息公开年度报告。";
    assert_eq!(titles_of(cited, Format::Txt), []);
    let chapter = "一、概述\n甲镇2017年政府信息公开工作年度报告";
    assert_eq!(titles_of(chapter, Format::Txt), []);
    assert_eq!(titles_of("甲镇2017年政府信息公开工作年度报告解读", Format::Txt), []);
}

#[test]
fn markdown_marks_are_no_part_of_a_title() {
    for mark in ["# ", "## ", ""] {
        let text = format!("{mark}甲镇2017年政府信息公开工作年度报告\n\n正文。");
        let wanted = vec![("甲镇".to_owned(), Some(2017), TAIL.to_owned())];
        assert_eq!(titles_of(&text, Format::Markdown), wanted, "{mark}");
    }
}

#[test]
fn a_flattened_page_may_run_its_title_into_the_text() {
    let text = format!("甲县2011年政府信息公开工作年度报告根据条例编制。{}", "正文。".repeat(200));
    one(&text, "甲县", Some(2011), TAIL);
}

#[test]
fn the_places_of_a_title_are_in_the_view() {
    let text = "甲县人民政府\n2013 年政府信息公开工作年度报告\n";
    let words = Vocabulary::new([], [], Vec::new());
    let doc = reader::read(text.to_owned(), Format::Txt, &words);
    let title = find(&doc).pop().unwrap();
    assert_eq!(doc.words(title.name_span), "甲县人民政府");
    assert_eq!(title.year.map(|(_, span)| doc.words(span)), Some("2013"));
    assert_eq!(doc.words(title.year_mark), "年");
    assert_eq!(doc.words(title.tail_span), TAIL);
}
