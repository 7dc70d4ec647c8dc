use super::*;
use crate::reader;
use crate::rule::{Pack, Packs};
use crate::source::Format;

fn parts(text: &str) -> Option<(u32, String, Vec<String>)> {
    let packs = Packs::builtin().unwrap();
    let doc = reader::read(text.to_owned(), Format::Txt, &Pack::vocabulary(&packs.packs));
    let parts = find(&doc)?;
    let words = |span: &Span| doc.words(*span).to_owned();
    Some((parts.count, words(&parts.number), parts.list.iter().map(words).collect()))
}

#[test]
fn templates_of_the_statement() {
    let titles = ["概述", "主动公开情况", "行政复议、行政诉讼情况"];
    let table = [
        "本报告由概述、主动公开情况、行政复议、行政诉讼情况等三个部分组成。",
        "本报告共三个部分，分别是概述、主动公开情况、行政复议、行政诉讼情况。",
        "全文包括概述、主动公开情况和行政复议、行政诉讼情况共三部分。",
        "全文分为三个部分：概述，主动公开情况，以及行政复议、行政诉讼情况。",
        "本年报由概述；主动公开情况；行政复议、行政诉讼情况三大部分构成。",
        "年报由某镇汇编，由概述、主动公开情况、行政复议、行政诉讼情况3个部分组成。",
        "全文分为三个部分：一、概述；二、主动公开情况；三、行政复议、行政诉讼情况。",
        "全文共三个部分，一是概述，二是主动公开情况，三是行政复议、行政诉讼情况。",
    ];
    for line in table {
        let text = format!(
            "{line}\n一、概述\n甲。\n二、主动公开情况\n乙。\n三、行政复议、行政诉讼情况\n丙。"
        );
        let (count, _, list) = parts(&text).unwrap();
        assert_eq!((count, list.as_slice()), (3, titles.map(str::to_owned).as_slice()), "{line}");
    }
}

#[test]
fn a_number_without_a_list() {
    let (count, number, list) = parts("年度报告共分五个部分。\n一、概述\n甲。").unwrap();
    assert_eq!((count, number.as_str(), list.len()), (5, "五", 0));
}

#[test]
fn what_is_no_statement_of_parts() {
    for line in [
        "全年工作分三个部分推进。",
        "本报告由正文和附表两部分组成。",
        "详见本报告第三部分。",
        "部分公开政府信息的报告。",
    ] {
        assert_eq!(parts(&format!("{line}\n一、概述\n甲。")), None, "{line}");
    }
}

#[test]
fn titles_that_no_chapter_bears_stay_whole_at_their_and() {
    let text =
        "本报告由概述、收费及减免情况、工作思路三个部分组成。\n一、概述\n甲。\n二、其他\n乙。";
    assert_eq!(parts(text).unwrap().2, ["概述", "收费及减免情况", "工作思路"]);
}
