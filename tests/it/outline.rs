//! Headings wherever they stand, and what only looks like one.

use hegui::reader;
use hegui::rule::{Pack, Packs};
use hegui::source::Format;

/// The sections of a text as `level marker|title`, run-in ones with `+`.
fn sections(text: &str) -> Vec<String> {
    let packs = Packs::builtin().unwrap();
    let doc = reader::read(text.to_owned(), Format::Txt, &Pack::vocabulary(&packs.packs));
    let of = |section: &hegui::document::Section| {
        let marker = section.marker.as_ref().map_or("", |it| doc.words(it.span));
        let run_in = if section.run_in { "+" } else { "" };
        format!("{} {marker}|{}{run_in}", section.level, doc.words(section.title))
    };
    doc.sections.iter().map(of).collect()
}

/// A text long enough, and on so few lines, that it counts as flattened.
fn flattened(text: &str) -> String {
    let filler =
        "全镇各村轮流组织村民议事，乡亲们反映的道路、饮水和灌溉问题逐件得到回音。".repeat(16);
    format!("某镇人民政府2012年政府信息公开工作年度报告 {filler}{text}")
}

#[test]
fn one_heading_a_line() {
    let table: [(&str, &str); 18] = [
        ("一、概述", "1 一、|概述"),
        ("一、 概　述", "1 一、|概　述"),
        ("一.概述", "1 一.|概述"),
        ("　　二、主动公开政府信息情况：", "1 二、|主动公开政府信息情况"),
        ("一、概述。2017年，全镇扎实推进。", "1 一、|概述+"),
        ("一、概述2017年，全镇扎实推进。", "1 一、|概述+"),
        ("（一）加强领导。成立领导小组，专人负责。", "2 （一）|加强领导+"),
        ("(一)加强领导。成立领导小组，专人负责。", "2 (一)|加强领导+"),
        ("㈠加强领导。成立领导小组，专人负责。", "2 ㈠|加强领导+"),
        ("一）加强领导", "2 一）|加强领导"),
        ("（二）改进措施落实不到位。个别村没有专人负责。", "2 （二）|改进措施落实不到位+"),
        (
            "（二）主动公开政府信息的类别 2014年，我镇公开以下信息：文件3条。",
            "2 （二）|主动公开政府信息的类别+",
        ),
        ("1．专人负责", "3 1．|专人负责"),
        ("（1）专人负责", "4 （1）|专人负责"),
        ("①专人负责", "5 ①|专人负责"),
        ("概述", "1 |概述"),
        ("第一部分 概述", "1 第一部分|概述"),
        ("l六、存在的主要问题及改进措施", "1 六、|存在的主要问题及改进措施"),
    ];
    for (line, expected) in table {
        assert_eq!(sections(&format!("{line}\n全镇扎实推进。")), [expected], "{line}");
    }
}

#[test]
fn chapter_titles_in_their_many_words() {
    let titles = [
        "概  述",
        "引  言",
        "基本工作情况",
        "政府信息公开工作的基本概况",
        "政府信息主动公开情况",
        "政府信息依申请公开工作情况",
        "政府信息公开支出与收费",
        "复议、诉讼和申诉情况",
        "工作存在的主要问题及下步打算",
        "需要说明的事项与附表",
    ];
    for title in titles {
        assert_eq!(sections(&format!("{title}\n全镇扎实推进。")), [format!("1 |{title}")]);
    }
}

#[test]
fn unnumbered_chapters_in_words_of_their_own() {
    let before = "主动公开政府信息的情况\n甲。\n依申请公开政府信息的情况\n乙。\n";
    let own = [
        "行政复议、行政诉讼和申诉情况",
        "因政府信息公开发生行政复议、行政诉讼的情况",
        "政府信息公开申请行政复议和提起行政诉讼情况",
        "复议、诉讼和举报投诉情况",
        "申诉、复议、诉讼情况",
    ];
    for title in own {
        let found = sections(&format!("{before}{title}\n丙。"));
        assert_eq!(found.last(), Some(&format!("1 |{title}")), "{title}");
        // Without other unnumbered chapters a line is no heading on its words alone.
        let numbered = format!("一、主动公开政府信息的情况\n甲。\n二、概述\n{title}\n丙。");
        assert_eq!(sections(&numbered).len(), 2, "{title}");
    }
    let none = [
        "全年没有发生行政复议、行政诉讼的情况。",
        "我镇没有发生行政复议，也没有行政诉讼情况",
        "行政复议情况",
        "依申请公开的办理情况",
    ];
    for line in none {
        assert_eq!(sections(&format!("{before}{line}\n丙。")).len(), 2, "{line}");
    }
}

#[test]
fn lines_that_only_look_like_headings() {
    let none = [
        "一、二、三季度各通报一次。",
        "一、概述……………1",
        "1.5万件",
        "2017.1.1",
        "一、本年新收政府信息公开申请数量 71",
        "二、上年结转政府信息公开申请数量 0",
        "三、本年度办理结果",
        "四、结转下年度继续办理 0",
        "第三方不同意公开。",
        "政府信息公开情况良好，群众满意。",
    ];
    for line in none {
        assert_eq!(sections(line), [] as [&str; 0], "{line}");
    }
}

#[test]
fn headings_of_a_flattened_text() {
    let text = flattened(
        "联系电话见网站。一、概述2012年，全镇扎实推进。二、主动公开政府信息情况（一）主动公开政府信息的数量\
         各村、各站所共公开信息12条，比上年多。（二）主动公开政府信息的主要类别 2012年，公开的信息有：文件3条。\
         （三）主动公开政府信息的主要形式 1.门户网站 在网站首页开设专栏，每天更新。2.公开栏 各村设有公开栏，每月更换。\
         三、依申请公开政府信息情况 2012年没有收到申请。四、存在的主要问题及改进措施更新不够及时，今后专人负责。",
    );
    let expected = [
        "1 一、|概述+",
        "1 二、|主动公开政府信息情况+",
        "2 （一）|主动公开政府信息的数量+",
        "2 （二）|主动公开政府信息的主要类别",
        "2 （三）|主动公开政府信息的主要形式",
        "3 1.|门户网站",
        "3 2.|公开栏",
        "1 三、|依申请公开政府信息情况",
        "1 四、|存在的主要问题及改进措施+",
    ];
    assert_eq!(sections(&text), expected);
}

#[test]
fn table_rows_are_never_chapters() {
    let text = flattened(
        "一、概述2012年，全镇扎实推进。二、依申请公开政府信息情况具体数据如下：一、本年新收政府信息公开申请数量3。\
         二、上年结转政府信息公开申请数量0。三、本年度办理结果：3。四、结转下年度继续办理0。三、存在的主要问题及改进措施更新不够及时。",
    );
    let expected =
        ["1 一、|概述+", "1 二、|依申请公开政府信息情况+", "1 三、|存在的主要问题及改进措施+"];
    assert_eq!(sections(&text), expected);
}

#[test]
fn rows_of_a_table_with_empty_cells_are_no_headings() {
    let rows = [
        ["统计指标", "单位", "统计数"],
        ["一、主动公开情况", "", ""],
        ["（一）主动公开政府信息数", "条", "12"],
        ["1.主动公开规范性文件数", "条", "0"],
        ["二、回应解读情况", "", ""],
        ["（一）回应公众关注热点数", "次", "3"],
        ["三、依申请公开情况", "", ""],
        ["（一）收到申请数", "件", "0"],
        ["1.当面申请数", "件", "0"],
    ];
    let grid = |divider: &str| rows.map(|row| row.join(divider)).join("\n");
    let named = rows.map(|row| row.join("\t").trim_end().to_owned()).join("\n");
    let framed = rows.map(|row| format!("|{}|", row.join("|"))).join("\n");
    let cells = rows.concat().into_iter().filter(|cell| !cell.is_empty());
    let cells = cells.collect::<Vec<_>>().join("\n");
    for table in [grid("\t"), grid(" | "), named, framed, cells] {
        let text = format!("一、概述\n甲。\n二、主动公开情况\n乙。\n附表\n{table}\n审核人：丙。");
        assert_eq!(sections(&text), ["1 一、|概述", "1 二、|主动公开情况"], "{table}");
    }
}

#[test]
fn stray_tabs_make_no_table() {
    let text = "一、概述\t\n甲。\n二、主动公开情况\t\n（一）网站\t\n乙。\t\n丙。\t";
    let expected = ["1 一、|概述", "1 二、|主动公开情况", "2 （一）|网站"];
    assert_eq!(sections(text), expected);
}

#[test]
fn a_table_of_contents_is_no_outline() {
    let body = "一、概述\n甲。\n二、主动公开情况\n乙。\n三、收费及减免情况\n丙。";
    let expected = ["1 一、|概述", "1 二、|主动公开情况", "1 三、|收费及减免情况"];
    let contents = [
        "目录\n一、概述\n二、主动公开情况\n三、收费及减免情况",
        "目录\n一、概述 1\n二、主动公开情况 2\n三、收费及减免情况 5",
        "目录\n一、概述\n（一）组织领导\n二、主动公开情况\n三、收费及减免情况",
        "目录\n概述\n主动公开情况\n收费及减免情况\n某镇人民政府编",
        "全文分为三个部分：一、概述；二、主动公开情况；三、收费及减免情况。",
    ];
    for contents in contents {
        assert_eq!(sections(&format!("{contents}\n{body}")), expected, "{contents}");
    }
}

#[test]
fn chapters_numbered_in_another_style() {
    let text = "（一）概述\n甲。\n（二）主动公开情况\n1.网站\n乙。\n（三）收费及减免情况\n丙。";
    let expected =
        ["1 （一）|概述", "1 （二）|主动公开情况", "3 1.|网站", "1 （三）|收费及减免情况"];
    assert_eq!(sections(text), expected);
    // The mark behind the number tells chapters from items.
    let text =
        "1、概述\n甲。\n2、主动公开情况\n1.网站\n乙。\n2.橱窗\n丙。\n3、收费及减免情况\n丁。";
    let expected =
        ["1 1、|概述", "1 2、|主动公开情况", "3 1.|网站", "3 2.|橱窗", "1 3、|收费及减免情况"];
    assert_eq!(sections(text), expected);
    let text = "第一部分 概述\n一、组织领导\n甲。\n第二部分 主动公开情况\n乙。";
    let expected = ["1 第一部分|概述", "2 一、|组织领导", "1 第二部分|主动公开情况"];
    assert_eq!(sections(text), expected);
}

#[test]
fn a_chapter_numbered_like_a_subsection_is_one() {
    let text = "一、概述\n甲。\n二、主动公开情况\n（一）网站\n乙。\n（三）收费及减免情况\n丙。";
    let expected =
        ["1 一、|概述", "1 二、|主动公开情况", "2 （一）|网站", "1 （三）|收费及减免情况"];
    assert_eq!(sections(text), expected);
    // But not where it goes on with the subsections, or is a chapter elsewhere.
    let text = "一、概述\n（一）网站\n甲。\n（二）主动公开情况\n乙。\n二、收费及减免情况\n丙。";
    let expected =
        ["1 一、|概述", "2 （一）|网站", "2 （二）|主动公开情况", "1 二、|收费及减免情况"];
    assert_eq!(sections(text), expected);
    let text = "一、概述\n（二）主动公开情况\n甲。\n二、主动公开情况\n乙。";
    let expected = ["1 一、|概述", "2 （二）|主动公开情况", "1 二、|主动公开情况"];
    assert_eq!(sections(text), expected);
}

#[test]
fn a_table_of_one_cell_a_line_takes_no_heading_with_it() {
    let text = "一、概述\n甲。\n二、其他需要报告的事项\n无\n三、附表\n某镇人民政府\n2016年2月1日\n\
        统 计 指 标\n单位\n统计数\n一、主动公开情况\n——\n——\n（一）主动公开政府信息数\n条\n12\n\
        二、回应解读情况\n——\n——\n政策解读稿件发布数\n篇\n0\n填报人：李某";
    assert_eq!(sections(text), ["1 一、|概述", "1 二、|其他需要报告的事项", "1 三、|附表"]);
}
