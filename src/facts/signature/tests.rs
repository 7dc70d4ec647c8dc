use proptest::prelude::*;

use crate::document::Document;
use crate::facts::Facts;
use crate::facts::extract;
use crate::outline::Vocabulary;
use crate::reader::read;
use crate::source::Format;

fn facts(text: &str) -> (Document, Facts) {
    let titles = ["概述", "存在的主要问题及改进情况"].map(str::to_owned);
    let openers = vec!["指标名称计量单位".to_owned()];
    let doc = read(text.to_owned(), Format::Txt, &Vocabulary::new(titles, [], openers));
    let facts = extract(&doc);
    (doc, facts)
}

/// `body | date | place` as found, `-` for what is missing.
fn shown(text: &str) -> String {
    let (doc, facts) = facts(text);
    let Some(signature) = facts.signature else { return "none".to_owned() };
    let body = signature.body.map_or("-", |it| doc.words(it));
    let date = signature.date.map_or("-".to_owned(), |it| doc.words(it.span).to_owned());
    format!("{body} | {date} | {:?}", signature.place)
}

const TITLE: &str = "槐树镇人民政府2017年政府信息公开工作年度报告";

#[test]
fn signatures_after_the_text_are_found() {
    for (end, expected) in [
        ("　　槐树镇人民政府\n　　2018年1月15日", "槐树镇人民政府 | 2018年1月15日 | End"),
        ("槐树镇人民政府　　2018年1月15日", "槐树镇人民政府 | 2018年1月15日 | End"),
        ("槐树镇人民政府（盖章）\n二○一八年一月", "槐树镇人民政府 | 二○一八年一月 | End"),
        ("2018年1月15日", "- | 2018年1月15日 | End"),
        ("槐树镇人民政府", "槐树镇人民政府 | - | End"),
        ("（2018年1月15日）", "- | 2018年1月15日 | End"),
        ("2018年1月15日)", "- | 2018年1月15日 | End"),
        ("三门县卫生院\n2018年1月15日", "三门县卫生院 | 2018年1月15日 | End"),
        ("单位：槐树镇人民政府\n报告日期：2018年1月15日", "槐树镇人民政府 | 2018年1月15日 | End"),
        (
            "槐树镇人民政府\n2018年1月15日\n附件：1.统计表\n指标名称|单位|数量\n公开数|条|5\n申请数|件|1",
            "槐树镇人民政府 | 2018年1月15日 | End",
        ),
        (
            "附件：槐树镇2017年统计表\n槐树镇人民政府\n2018年1月15日",
            "槐树镇人民政府 | 2018年1月15日 | End",
        ),
        ("全镇工作有序开展。 2018年1月15日", "- | 2018年1月15日 | End"),
        ("特此报告\n2018年1月15日", "- | 2018年1月15日 | End"),
        ("发布日期：2018-01-15", "- | 2018-01-15 | PageLine"),
        ("2018-01-15", "- | 2018-01-15 | PageLine"),
        ("槐树镇人民政府\n2018-01-15", "槐树镇人民政府 | 2018-01-15 | End"),
        ("会议于2018年1月15日召开。", "none"),
        ("2018年，我镇将继续努力。", "none"),
        ("抄送：某县人民政府", "none"),
    ] {
        let text = format!("{TITLE}\n一、概述\n全镇扎实推进公开。\n{end}\n");
        assert_eq!(shown(&text), expected, "{end}");
    }
}

#[test]
fn signatures_under_the_title_and_page_lines_are_found() {
    for (head, expected) in [
        ("（2018年1月30日）", "- | 2018年1月30日 | UnderTitle"),
        ("2018年2月23日)", "- | 2018年2月23日 | UnderTitle"),
        ("槐树镇人民政府\n（2018年1月30日）", "槐树镇人民政府 | 2018年1月30日 | UnderTitle"),
        ("来源：某县人民政府 时间：2018-01-02 00:00", "- | 2018-01-02 | PageLine"),
        ("2018-01-02", "- | 2018-01-02 | PageLine"),
        ("（2017年1月1日至2017年12月31日）", "none"),
        ("统计时间：2018-01-02", "none"),
    ] {
        let text = format!("{TITLE}\n{head}\n一、概述\n全镇扎实推进公开，工作有序。\n");
        assert_eq!(shown(&text), expected, "{head}");
    }
    let text = format!("{TITLE}（2018年1月30日）\n一、概述\n全镇扎实推进公开。\n");
    assert_eq!(shown(&text), "- | 2018年1月30日 | UnderTitle");
}

#[test]
fn in_a_flattened_text_a_date_stands_behind_a_sentence() {
    let body = "全镇扎实推进政务公开，公开工作有序开展。".repeat(30);
    for (end, expected) in [
        (
            " 二○一八年二月二十日 附件1：统计表 指标名称计量单位公开数条5",
            "- | 二○一八年二月二十日 | End",
        ),
        (" 槐树镇人民政府 二〇一八年二月二十日", "槐树镇人民政府 | 二〇一八年二月二十日 | End"),
        ("槐树镇人民政府2018年2月20日", "槐树镇人民政府 | 2018年2月20日 | End"),
        (" 六、统计表 指标名称计量单位公开数条5 附件下载", "none"),
    ] {
        assert_eq!(shown(&format!("{TITLE} 一、概述 {body}{end}")), expected, "{end}");
    }
}

#[test]
fn a_signature_tells_year_and_body_where_the_title_does_not() {
    let (_, facts) = facts("政府信息公开工作年度报告\n工作有序。\n槐树镇人民政府\n2018年1月15日\n");
    assert_eq!(facts.year, Some(2017));
    assert_eq!(facts.body.map(|it| it.name), Some("槐树镇人民政府".to_owned()));
}

proptest! {
    #[test]
    fn no_text_panics(
        text in "(槐树镇人民政府|年度报告|政府信息公开|2018年1月|15日|（|）|。|\n| |附件|：|时间|日期|统计表|\\|){0,30}|\\PC{0,40}"
    ) {
        let (doc, facts) = facts(&text);
        if let Some(signature) = facts.signature {
            for span in [signature.body, signature.date.map(|it| it.span)].into_iter().flatten() {
                prop_assert!(doc.text.as_str().get(span.range()).is_some_and(|it| !it.is_empty()));
            }
        }
    }
}
