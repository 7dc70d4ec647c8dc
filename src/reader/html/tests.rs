use std::fmt::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::document::TableCell;

fn view(page: &str) -> String {
    read(page.to_owned()).0
}

#[test]
fn the_view_is_what_a_browser_shows() {
    for (page, shown) in [
        ("<p>甲镇<p>乙镇", "甲镇\n乙镇"),
        ("<p><span>2024</span><span>年</span>\n<span>度</span></p>", "2024年度"),
        ("<p>甲\n  乙</p>", "甲乙"),
        ("<p>共 80\n条 a\n b</p>", "共 80 条 a b"),
        ("<p>一<b> 二</b> <i> 三</i></p>", "一 二 三"),
        ("<p>题目<br>第二行</p>", "题目\n第二行"),
        ("甲<div>乙<div>丙</div>丁</div>戊", "甲\n乙\n丙\n丁\n戊"),
        (
            "<p>甲&nbsp;&lt;&#8741;&#x4E59;&copy2018&amp;nbsp;&hellip;</p>",
            "甲\u{A0}<∥乙©2018&nbsp;…",
        ),
        ("<p>甲 & 乙 &unknown; &</p>", "甲 & 乙 &unknown; &"),
        ("<p>甲<!-- 乙 --><script>'<p>丙'</script><style>丁</style>戊</p>", "甲戊"),
        ("<p>甲</p><p style='display: none'>乙</p><p hidden>丙</p>", "甲"),
        ("<p><![if !supportLists]>（一）<![endif]>甲<o:p></o:p></p>", "（一）甲"),
        ("<form><p>甲</p><select><option>乙</select><button>丙</button></form>", "甲"),
        ("<ol><li>甲</li><li>2. 乙<li>丙</ol>", "1. 甲\n2. 乙\n3. 丙"),
        ("<ol start=4><li>甲</ol><ul><li>乙</ul>", "4. 甲\n乙"),
        ("<pre>甲\n乙</pre>", "甲\n乙"),
        ("<table><tr><td>甲<br>乙<td><p>丙</p><p>丁</p></table>", "甲 乙\t丙 丁"),
        ("<table><tr><td>甲<td>1<tr>\n散\n<td>乙<td>2</table>尾", "甲\t1\n乙\t2\n散\n尾"),
        ("<table><caption>表</caption><tr><td>甲<td>1</table>", "表\n甲\t1"),
        ("<table><tr><td><p>前</p><table><tr><td>甲<td>1</table><td>后</table>", "前\n甲\t1\n后"),
        ("<title>窗</title><p>甲</p>", "窗\n甲"),
        (
            "<p>甲<del>31</del><ins>25</ins>件<s>乙</s></p><p><strike>丙</strike>丁</p>",
            "甲25件\n丁",
        ),
    ] {
        assert_eq!(view(page), shown, "{page}");
    }
}

#[test]
fn a_tag_with_any_number_of_attributes_is_read() {
    let [many, fewer] = [100_000, 10_000];
    for (value, count) in [
        ("=\"甲 > 乙\"", many),
        ("='甲 > 乙'", fewer),
        ("=1", fewer),
        (" = \"1\"", fewer),
        ("", fewer),
    ] {
        let mut attributes = String::new();
        (0..count).for_each(|at| write!(attributes, " a{at}{value}").unwrap());
        for page in [
            format!("<p>前</p><p hidden{attributes}>隐</p><p{attributes} class=x>甲</p>后"),
            format!("<p>前</p{attributes}><p>甲</p{attributes}>后"),
        ] {
            assert_eq!(view(&page), "前\n甲\n后", "{value}");
        }
    }
}

#[test]
fn a_number_in_a_menu_is_no_chapter() {
    let report = "<div><p>一、总体情况</p><p>全年有序推进。</p><p>二、主动公开</p></div>";
    for menu in ["div", "header", "section"] {
        let page = format!("<{menu}><ul><li><a>一、新闻中心</a></li></ul></{menu}>{report}");
        assert_eq!(view(&page), "一、总体情况\n全年有序推进。\n二、主动公开", "{menu}");
    }
}

#[test]
fn another_file_shown_in_the_page_is_remarked() {
    for (page, shown, count) in [
        ("<p>甲</p><iframe src=a.html><p>乙</p></iframe><p>丙</p>", "甲\n丙", 1),
        ("<p>甲<object data=a.pdf>乙<b>丙</b></object></p><p>丁</p>", "甲\n丁", 1),
        ("<p>甲</p><embed src=a.pdf><p>乙</p>", "甲\n乙", 1),
        ("<p>甲</p><iframe width=1 height=1></iframe>", "甲", 0),
        ("<p>甲</p><div style='display:none'><iframe src=a></iframe></div>", "甲", 0),
    ] {
        let (view, _, layout) = read(page.to_owned());
        let embedded = layout.remarks.iter().filter(|it| it.kind == RemarkKind::Embedded);
        assert_eq!((view.as_str(), embedded.count()), (shown, count), "{page}");
    }
}

#[test]
fn words_lead_back_to_their_source() {
    for (page, words, source) in [
        ("<p>甲<b>乙</b>丙</p>", "乙", "乙"),
        ("<p>共<b>8</b>0条</p>", "80", "8</b>0"),
        ("<p>甲&#20057;丙</p>", "乙", "&#20057;"),
        ("<p>&copy2018年</p>", "2018", "2018"),
        ("<p>甲\t a</p>", " ", "\t "),
        ("<table><tr><td>甲<td>12</table>", "12", "12"),
        ("<ol><li>甲</ol>", "甲", "甲"),
    ] {
        let (view, map, _) = read(page.to_owned());
        let start = view.find(words).unwrap();
        let place = map.to_source(Span::new(start, start + words.len()));
        assert_eq!(map.source().slice(place), source, "{page}");
    }
}

fn cells(page: &str) -> Vec<Vec<(String, usize, usize, usize)>> {
    let (view, _, layout) = read(page.to_owned());
    let show =
        |cell: &TableCell| (cut(&view, cell.span).to_owned(), cell.column, cell.columns, cell.rows);
    let [table] = layout.tables.as_slice() else { panic!("one table in {page}") };
    table.rows.iter().map(|row| row.iter().map(show).collect()).collect()
}

#[test]
fn cells_stand_where_a_browser_puts_them() {
    let cell = |words: &str, column, columns, rows| (words.to_owned(), column, columns, rows);
    let page =
        "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1<td>2<tr><td>丙<td><td>&nbsp;</table>";
    assert_eq!(
        cells(page),
        [
            vec![cell("甲", 0, 1, 2), cell("乙", 1, 2, 1)],
            vec![cell("1", 1, 1, 1), cell("2", 2, 1, 1)],
            vec![cell("丙", 0, 1, 1), cell("", 1, 1, 1), cell("\u{A0}", 2, 1, 1)],
        ]
    );
    let page = "<table><tr><td rowspan=0>甲<td rowspan=99999 colspan=5000>1<tr><td>2</table>";
    let rows = [vec![cell("甲", 0, 1, 2), cell("1", 1, 1000, 2)], vec![cell("2", 1001, 1, 1)]];
    assert_eq!(cells(page), rows);
}

#[test]
fn a_table_too_large_is_remarked_on() {
    let row = "<tr><td colspan=1000>1<td>2</tr>";
    let page = format!("<table>{}</table>", row.repeat(1200));
    let (view, _, layout) = read(page);
    assert!(layout.tables.is_empty());
    assert_eq!(layout.remarks.first().map(|it| it.kind), Some(RemarkKind::Oversized));
    assert_eq!(view.matches('2').count(), 1200);
}

const REPORT: &str = "<p>青川镇2024年政府信息公开工作年度报告</p><p>一、总体情况</p>\
    <p>本镇全年主动公开信息八十条，办结申请三件，没有因此发生复议和诉讼案件，群众普遍满意。</p>\
    <p>六、其他</p><p>无。</p>";

#[test]
fn the_report_is_found_inside_its_page() {
    let bare = view(REPORT);
    for page in [
        "<div class=top><a href=/>首页</a><ul><li><a href=/a>机构</a></ul></div><div>{}</div>\
         <div class=foot>主办：青川镇</div>",
        "<nav>甲</nav><header>网站</header><main><article>{}</article></main><footer>备案号</footer>",
        "<form><table><tr><td><a href=/>首页</a></td><td><div id=zoom>{}</div></td></tr></table></form>",
        "<table><tr><td>索引号<td>A1<tr><td>发布机构<td>镇<tr><td>发布日期<td>今</table>{}",
    ] {
        assert_eq!(view(&page.replace("{}", REPORT)), bare, "{page}");
    }
}

#[test]
fn no_part_of_the_report_is_left_out() {
    let (first, rest) = REPORT.split_once("<p>六").unwrap();
    let page = format!("<div><div>{first}</div><div><p>六{rest}</div></div>");
    assert_eq!(view(&page), view(REPORT));
    let table = "<table><tr><td>受理<td>3<tr><td>办结<td>3</table>";
    let page = format!("<div>{REPORT}</div><div>{table}</div>");
    assert!(view(&page).ends_with("受理\t3\n办结\t3"));
    let page = REPORT.replace("<p>青川", "<h1>青川").replacen("</p>", "</h1><div>", 1);
    assert_eq!(view(&format!("<div><a href=/>首页</a></div>{page}</div>")), view(REPORT));
}

#[test]
fn links_and_pictures_are_noted() {
    let page =
        "<p>见 <a href='http://a.gov.cn'>网 站</a>。</p><p><img src=a.png></p><img width=16>";
    let (view, _, layout) = read(page.to_owned());
    let [link] = layout.links.as_slice() else { panic!("one link") };
    assert_eq!((cut(&view, link.span), link.target.as_str()), ("网 站", "http://a.gov.cn"));
    assert_eq!(layout.remarks.len(), 1);
}

#[test]
fn hostile_pages_take_linear_time() {
    for unit in [
        "<div>",
        "<p>",
        "<table><tr><td>",
        "<b><p>",
        "<ol><li>",
        "</p>",
        "<a href=x>",
        "&amp",
        "<td>",
        "<div hidden>",
    ] {
        let start = Instant::now();
        let (view, ..) = read(unit.repeat(50_000) + "甲");
        assert!(start.elapsed() < Duration::from_secs(20), "{unit}");
        assert!(unit == "<div hidden>" || view.contains('甲'), "{unit}");
    }
}

fn page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<p>".to_owned()),
        Just("</p>".to_owned()),
        Just("<table>".to_owned()),
        Just("</table>".to_owned()),
        Just("<tr>".to_owned()),
        Just("<td rowspan=2>".to_owned()),
        Just("</td>".to_owned()),
        Just("<ol><li>".to_owned()),
        Just("<a href=x>".to_owned()),
        Just("</a>".to_owned()),
        Just("<br>".to_owned()),
        Just("<caption>".to_owned()),
        Just("<img>".to_owned()),
        Just("<pre>".to_owned()),
        Just("&nbsp;".to_owned()),
        Just("&copy2".to_owned()),
        "[甲a \n\r<&;>/!\u{3000}]{0,6}",
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_place_holds_and_leads_back(page in page()) {
        let (view, map, layout) = read(page.clone());
        let mut last = 0;
        for part in &layout.parts {
            prop_assert!(part.span.start() >= last, "in order and apart");
            last = part.span.end();
            prop_assert_eq!(trim(&view, part.span), part.span);
            prop_assert!(!part.span.is_empty());
        }
        let spans = layout.tables.iter().flat_map(|table| table.rows.iter().flatten());
        for span in spans.map(|cell| cell.span).chain(layout.links.iter().map(|it| it.span)) {
            prop_assert!(view.get(span.range()).is_some());
        }
        for (at, char) in view.char_indices() {
            let place = map.to_source(Span::new(at, at + char.len_utf8()));
            let source = map.source().as_str().get(place.range());
            prop_assert!(source.is_some(), "{place:?}");
            let source = source.unwrap_or_default();
            let made = char.is_whitespace() || char.is_ascii_digit() || char == '.';
            prop_assert!(made || source.starts_with('&') || source.contains(char), "{char:?} {source:?}");
        }
    }

    #[test]
    fn a_paragraph_shows_all_its_words(words in "[甲乙a1，。]{1,20}", cut_at in 0usize..20) {
        let mut page = String::from("<p>");
        for (index, char) in words.chars().enumerate() {
            let _ = if index == cut_at { write!(page, "<span>{char}</span>") } else { write!(page, "{char}") };
        }
        prop_assert_eq!(view(&page), words);
    }
}

#[test]
fn of_two_declarations_the_last_one_or_the_important_one_counts() {
    let cases = [
        ("display:none;display:block", true),
        ("display:block;display:none", false),
        ("display:none!important;display:block", false),
        ("display:none;display:inline ! important", true),
        ("display:none;display:bogus", false),
        ("DISPLAY : NONE ; color:red", false),
    ];
    for (style, shown) in cases {
        let (view, ..) = read(format!("<p style=\"{style}\">甲</p><p>乙</p>"));
        assert_eq!(view.contains('甲'), shown, "{style}");
    }
}

#[test]
fn a_line_that_ends_between_digits_of_a_cell_is_told() {
    let torn = |inner: &str| {
        let page = format!("<table><tr><td>甲<td>{inner}<td>乙</table>");
        let (_, _, layout) = read(page);
        let cells: Vec<bool> = layout.tables[0].rows[0].iter().map(|it| it.torn).collect();
        assert!(!cells[0] && !cells[2]);
        cells[1]
    };
    assert!(torn("524<br>524"));
    assert!(torn("<p>1</p> <p>204</p>"));
    assert!(!torn("1 204"));
    assert!(!torn("<p>13</p><p></p>"));
    assert!(!torn("13<br>（含上年2件）"));
}

#[test]
fn words_struck_out_are_noted_and_icons_are_not() {
    for (page, notes) in [
        ("<p>收到<del>31</del>25件</p>", 1),
        ("<p><s class=icon></s>收到25件<s>&nbsp;</s>，字号<s>大</s></p>", 0),
    ] {
        let (_, _, layout) = super::read(page.to_owned());
        assert_eq!(layout.remarks.len(), notes, "{page}");
    }
}

/// Chapters in the rows of a table, or beside their titles, are text.
#[test]
fn a_table_of_short_chapters_is_layout() {
    let chapters = [
        ("一、概述", "我镇按照要求做好各项公开工作。"),
        ("二、收费", "全年没有收取费用。"),
        ("三、不足", "更新还不够及时，下一步加强检查。"),
    ];
    let rows = |between: &str| -> String {
        let row = |it: &(&str, &str)| format!("<tr><td><p>{}</p>{between}<p>{}</p>", it.0, it.1);
        chapters.iter().map(row).collect()
    };
    for between in ["", "<td>", "<tr><td>"] {
        let (_, _, layout) = super::read(format!("<table>{}</table>", rows(between)));
        assert!(layout.tables.is_empty(), "{between}");
    }
}
