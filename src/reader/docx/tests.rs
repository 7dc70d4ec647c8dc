//! What Word shows of a document, and what it is made of.

#![allow(clippy::format_collect, reason = "clearer than a fold, and short")]

use proptest::prelude::*;

use std::collections::BTreeMap;

use super::*;
use crate::document::RemarkKind;
use crate::reader::PartKind;
use crate::text::cut;

const HEAD: &str = "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:r=\"r\"><w:body>";
const TAIL: &str = "</w:body></w:document>";

/// A document with this body, read by parts without an archive.
fn view(body: &str) -> (String, Layout) {
    with(body, "", "")
}

fn with(body: &str, numbering: &str, styles: &str) -> (String, Layout) {
    let mut view = View::default();
    let numbering = Numbering::read(numbering, styles).unwrap();
    let links = [("r1".to_owned(), "http://www.yanze.gov.cn/".into())].into();
    let document = format!("{HEAD}{body}{TAIL}");
    body::read(&document, numbering, &links, &mut view).unwrap();
    let (text, layout, _) = view.finish();
    (text, layout)
}

#[test]
fn the_view_is_what_word_shows() {
    let table = [
        (
            "<w:p><w:r><w:t>20</w:t></w:r><w:r><w:t>23</w:t></w:r><w:r><w:t>年</w:t></w:r></w:p>",
            "2023年\n",
        ),
        ("<w:p><w:r><w:t>A&amp;B&#x4E00;</w:t></w:r></w:p>", "A&B一\n"),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>", "甲\n乙\n"),
        (
            "<w:p><w:del><w:r><w:delText>8</w:delText></w:r></w:del><w:ins><w:r><w:t>7</w:t></w:r></w:ins></w:p>",
            "7\n",
        ),
        (
            "<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p>",
            "新\n",
        ),
        (
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>",
            "显\n",
        ),
        ("<w:p><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>显</w:t></w:r></w:p>", "显\n"),
        // Hidden from the web layout alone.
        ("<w:p><w:r><w:rPr><w:webHidden/></w:rPr><w:t>显</w:t></w:r></w:p>", "显\n"),
        (
            "<w:p><w:sdt><w:sdtContent><w:smartTag><w:r><w:t>内</w:t></w:r></w:smartTag></w:sdtContent></w:sdt></w:p>",
            "内\n",
        ),
        (
            "<w:p><w:r><w:t>0590</w:t><w:noBreakHyphen/><w:t>5550126</w:t></w:r></w:p>",
            "0590-5550126\n",
        ),
        (
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>页</w:t></w:r></w:p>",
            "3页\n",
        ),
        (
            "<w:p><w:r><w:AlternateContent><w:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:Choice><w:Fallback><w:p><w:r><w:t>框</w:t></w:r></w:p></w:Fallback></w:AlternateContent></w:r><w:r><w:t>外</w:t></w:r></w:p>",
            "框\n外\n",
        ),
        (
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>只是边框</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            "只是边框\n",
        ),
    ];
    for (body, wanted) in table {
        assert_eq!(view(body).0, wanted, "{body}");
    }
}

#[test]
fn cells_stand_where_they_begin_and_know_how_far_they_go() {
    let cell = |marks: &str, words: &str| {
        format!("<w:tc><w:tcPr>{marks}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>")
    };
    let rows = [
        [
            cell("<w:vMerge w:val=\"restart\"/>", "三"),
            cell("<w:gridSpan w:val=\"2\"/>", "予以公开"),
            cell("", "1"),
        ],
        [cell("<w:vMerge/>", ""), cell("<w:gridSpan w:val=\"2\"/>", "部分公开"), cell("", "")],
    ];
    let rows: String = rows.iter().map(|row| format!("<w:tr>{}</w:tr>", row.concat())).collect();
    let (text, layout) = view(&format!("<w:tbl>{rows}</w:tbl>"));
    assert_eq!(text, "三\t予以公开\t1\n部分公开\t\n");
    let cells: Vec<Vec<(&str, usize, usize, usize)>> = layout.tables[0]
        .rows
        .iter()
        .map(|row| {
            row.iter().map(|it| (cut(&text, it.span), it.column, it.columns, it.rows)).collect()
        })
        .collect();
    assert_eq!(
        cells,
        [
            vec![("三", 0, 1, 2), ("予以公开", 1, 2, 1), ("1", 3, 1, 1)],
            vec![("部分公开", 1, 2, 1), ("", 3, 1, 1)],
        ]
    );
}

#[test]
fn a_line_that_ends_between_digits_of_a_cell_is_told() {
    let text = |words: &str| format!("<w:r><w:t>{words}</w:t></w:r>");
    let paragraph = |words: &str| format!("<w:p>{}</w:p>", text(words));
    let torn = |inner: &str| {
        let cell = format!("<w:tc>{inner}</w:tc>").repeat(2);
        let (_, layout) = view(&format!("<w:tbl><w:tr>{cell}</w:tr></w:tbl>"));
        layout.tables[0].rows[0][1].torn
    };
    assert!(torn(&[paragraph("524"), paragraph("524")].concat()));
    assert!(torn(&format!("<w:p>{}<w:br/>{}</w:p>", text("13"), text("13"))));
    assert!(torn(&format!("<w:p>{}<w:tab/>{}</w:p>", text("１"), text("204"))));
    assert!(!torn(&[paragraph("13"), paragraph("")].concat()));
    assert!(!torn(&[paragraph("13"), paragraph("（含上年2件）")].concat()));
    assert!(!torn(&format!("<w:p>{}<w:br/></w:p>", text("1 204"))));
}

const NUMBERING: &str = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"0\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/><w:pStyle w:val=\"章\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"taiwaneseCountingThousand\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%3.\"/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
    <w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num></w:numbering>";

const STYLES: &str = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"底\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
    <w:style w:styleId=\"章\"><w:basedOn w:val=\"底\"/></w:style><w:style w:styleId=\"环\"><w:basedOn w:val=\"环\"/></w:style></w:styles>";

#[test]
fn numbers_are_counted_as_word_counts_them() {
    let numbered = |id: usize, level: usize, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{id}\"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let styled = |style: &str, words: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let body = [
        styled("章", "总体情况"),
        numbered(1, 1, "主动公开"),
        numbered(1, 2, "网站"),
        numbered(1, 1, "依申请公开"),
        numbered(1, 2, "窗口"),
        numbered(0, 0, "没有编号"),
        styled("环", "也没有"),
        styled("章", "主动公开政府信息情况"),
        numbered(2, 0, "另起"),
        numbered(2, 0, "再续"),
    ];
    let (text, _) = with(&body.concat(), NUMBERING, STYLES);
    let wanted = "一、总体情况\n（一）主动公开\n1.网站\n（二）依申请公开\n1.窗口\n没有编号\n也没有\n\
                  二、主动公开政府信息情况\n五、另起\n六、再续\n";
    assert_eq!(text, wanted);
}

#[test]
fn numbers_come_in_many_formats() {
    let table = [
        ("chineseCounting", 12, "十二"),
        ("chineseLegalSimplified", 3, "叁"),
        ("ideographTraditional", 2, "乙"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalFullWidth", 10, "１０"),
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 9, "IX"),
        ("somethingNew", 4, "4"),
    ];
    for (name, number, wanted) in table {
        assert_eq!(format::number(name, number).as_deref(), Some(wanted), "{name}");
    }
    assert_eq!(format::number("bullet", 1), None);
}

#[test]
fn links_and_traces_of_drafting_keep_their_places() {
    let body = "<w:p><w:r><w:t>见</w:t></w:r><w:hyperlink r:id=\"r1\"><w:r><w:t>www.yanze.gov.cn</w:t></w:r></w:hyperlink></w:p>\
                <w:p><w:r><w:t>共</w:t></w:r><w:ins><w:r><w:t>7</w:t></w:r></w:ins><w:del><w:r><w:delText>8</w:delText></w:r></w:del><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>";
    let (text, layout) = view(body);
    let links: Vec<_> =
        layout.links.iter().map(|it| (cut(&text, it.span), it.target.as_str())).collect();
    assert_eq!(links, [("www.yanze.gov.cn", "http://www.yanze.gov.cn/")]);
    let remarks: Vec<_> = layout.remarks.iter().map(|it| (it.kind, cut(&text, it.span))).collect();
    assert_eq!(
        remarks,
        [(RemarkKind::Inserted, "7"), (RemarkKind::Deleted, "共7"), (RemarkKind::Comment, "共7"),]
    );
    assert!(layout.parts.iter().all(|it| it.kind == PartKind::Prose));
}

/// A paragraph, a cell of one, a row of cells, a table of rows.
fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn tc(inside: &str) -> String {
    format!("<w:tc>{inside}</w:tc>")
}

fn tr(cells: &[&str]) -> String {
    format!("<w:tr>{}</w:tr>", cells.iter().map(|it| tc(&p(it))).collect::<String>())
}

fn tbl(rows: &[String]) -> String {
    format!("<w:tbl>{}</w:tbl>", rows.concat())
}

#[test]
fn a_frame_round_the_whole_report_changes_nothing() {
    let inner = tbl(&[tr(&["规章", "0"]), tr(&["规范性文件", "2"])]);
    let report = [p("二、主动公开"), inner.clone(), p("三、依申请公开")].concat();
    let (bare, _) = view(&report);
    let mut framed = report;
    for _ in 0..9 {
        framed = tbl(&[format!("<w:tr>{}</w:tr>", tc(&framed))]);
    }
    let (text, layout) = view(&framed);
    assert_eq!(text, bare);
    assert_eq!(layout.tables.len(), 1);
    // Beside other cells a table has no place of its own on the line of its row.
    let row = format!("<w:tr>{}{}</w:tr>", tc(&(p("甲") + &inner)), tc(&p("乙")));
    let (text, layout) = view(&(tbl(&[row]) + &p("丙")));
    assert_eq!(text, "甲\t乙\n规章\t0\n规范性文件\t2\n丙\n");
    assert_eq!(layout.tables.len(), 2);
}

#[test]
fn a_deleted_row_is_not_read_and_its_deletion_is_told() {
    let marked = |mark: &str| {
        tr(&["甲", "1"]).replacen("<w:tc>", &format!("<w:trPr><w:{mark}/></w:trPr><w:tc>"), 1)
    };
    for (mark, wanted, kind) in [
        ("del", "乙\t2\n后\n", RemarkKind::Deleted),
        ("ins", "甲\t1\n乙\t2\n后\n", RemarkKind::Inserted),
    ] {
        let (text, layout) = view(&(tbl(&[marked(mark), tr(&["乙", "2"])]) + &p("后")));
        assert_eq!(text, wanted, "{mark}");
        assert_eq!(layout.remarks.iter().map(|it| it.kind).collect::<Vec<_>>(), [kind]);
    }
    let (text, layout) = view(&(p("前") + &tbl(&[marked("del")])));
    assert_eq!(text.trim_end(), "前");
    assert_eq!(layout.remarks.len(), 1, "nothing follows the row");
}

#[test]
fn an_inserted_row_is_told_though_its_first_cell_goes_on_the_one_above() {
    let above = tr(&["甲", "1"]).replacen(
        "<w:tc>",
        "<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>",
        1,
    );
    let inserted = tr(&["", "2"]).replacen(
        "<w:tc>",
        "<w:trPr><w:ins/></w:trPr><w:tc><w:tcPr><w:vMerge/></w:tcPr>",
        1,
    );
    let (text, layout) = view(&tbl(&[above, inserted]));
    let remarks: Vec<_> = layout.remarks.iter().map(|it| (it.kind, cut(&text, it.span))).collect();
    assert_eq!(remarks, [(RemarkKind::Inserted, "2")]);
}

#[test]
fn what_a_cell_was_before_a_change_does_not_count() {
    let now = "<w:tcPr><w:tcPrChange><w:tcPr><w:gridSpan w:val=\"3\"/><w:vMerge/></w:tcPr></w:tcPrChange></w:tcPr>";
    let row = tr(&["甲", "1"]).replacen("<w:tc>", &format!("<w:tc>{now}"), 1);
    let (text, layout) = view(&tbl(&[row]));
    assert_eq!(text, "甲\t1\n");
    let columns: Vec<_> =
        layout.tables[0].rows[0].iter().map(|it| (it.column, it.columns)).collect();
    assert_eq!(columns, [(0, 1), (1, 1)]);
}

#[test]
fn empty_paragraphs_are_numbered_and_deleted_ones_are_not() {
    let numbered =
        |words: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"章\"/></w:pPr>{words}</w:p>");
    let words = "<w:r><w:t>文</w:t></w:r>";
    let deleted = format!("<w:del>{}</w:del>", words.replace("w:t>", "w:delText>"));
    let body = [numbered(words), numbered(""), numbered(&deleted), numbered(words)].concat();
    let (text, _) = with(&body, NUMBERING, STYLES);
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["一、文", "二、", "三、文"]);
}

fn fault(part: &str) -> DocxFault {
    body::read(part, Numbering::default(), &BTreeMap::new(), &mut View::default()).unwrap_err()
}

#[test]
fn what_is_damaged_or_harmful_is_named() {
    assert_eq!(fault("<w:document><w:body><w:p>"), DocxFault::Xml);
    assert_eq!(fault("<a/>"), DocxFault::NoBody);
    assert_eq!(fault(&format!("{HEAD}<w:altChunk r:id=\"r1\"/>{TAIL}")), DocxFault::Imported);
    assert_eq!(fault("<!DOCTYPE a [<!ENTITY b \"c\">]><w:document/>"), DocxFault::Doctype);
    assert_eq!(fault(&format!("{HEAD}{}", "<w:tbl>".repeat(100_000))), DocxFault::TooDeep);
    let bearing = |attribute: &str, count: usize| {
        let all: String = (0..count).map(|it| format!(" {attribute}{it}=\"\"")).collect();
        format!("{HEAD}<w:p{all}/>{TAIL}")
    };
    for (attribute, most) in [("a", 1_000), ("xmlns:a", 256)] {
        let refused = fault(&bearing(attribute, most + 1));
        assert_eq!(refused, DocxFault::TooManyAttributes, "{attribute}");
        let most = bearing(attribute, most);
        let links = BTreeMap::new();
        body::read(&most, Numbering::default(), &links, &mut View::default()).unwrap();
    }
    assert_eq!(read(b"PK\x03\x04").unwrap_err(), ReadError::Docx(DocxFault::Archive));
    for it in [
        DocxFault::Archive,
        DocxFault::NoBody,
        DocxFault::Xml,
        DocxFault::Doctype,
        DocxFault::TooDeep,
        DocxFault::TooManyAttributes,
        DocxFault::TooLarge,
        DocxFault::Imported,
    ] {
        assert!(!it.message(Lang::Zh).ends_with('。') && it.remedy().0.ends_with('。'), "{it}");
    }
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/readers");
    std::fs::read(folder.join(name)).unwrap()
}

#[test]
fn programs_write_one_report_in_their_own_ways() {
    let (text, layout) = read(&fixture("python-docx.docx")).unwrap();
    for line in ["一、总体情况", "（二）依申请公开", "行政许可\t17", "六、其他需要报告的事项"]
    {
        assert!(text.lines().any(|it| it == line), "{line}");
    }
    assert!(layout.remarks.is_empty());
    let cells =
        |layout: &Layout| layout.tables.iter().map(|it| it.rows.clone()).collect::<Vec<_>>();
    assert_eq!(layout.tables.len(), 3);
    let (other, again) = read(&fixture("libreoffice.docx")).unwrap();
    assert_eq!(other, text);
    assert_eq!(cells(&again), cells(&layout));
    let (draft, again) = read(&fixture("draft.docx")).unwrap();
    assert_eq!(draft, text);
    let kinds: Vec<_> = again.remarks.iter().map(|it| it.kind).collect();
    assert_eq!(kinds.len(), 3);
    for kind in [RemarkKind::Inserted, RemarkKind::Deleted, RemarkKind::Comment] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
}

#[test]
fn a_document_that_was_cut_off_is_refused() {
    let whole = fixture("libreoffice.docx");
    for left in (0..whole.len()).step_by(97) {
        assert!(read(&whole[..left]).is_err(), "{left} of {} bytes", whole.len());
    }
}

proptest! {
    #[test]
    fn a_damaged_document_is_read_or_refused(at in 0..10_000_usize, byte: u8) {
        let mut bytes = fixture("libreoffice.docx");
        bytes[at] = byte;
        let _ = read(&bytes);
    }

    #[test]
    fn any_body_is_read_or_refused(body in "(<w:(p|r|t|tbl|tr|tc|trPr|del|ins|fldChar w:fldCharType=\"(begin|separate|end)\")>|</w:(p|r|t|tbl|tr|tc|trPr|del|ins|fldChar)>|<w:(vMerge|gridSpan w:val=\"9\"|br|tab)/>|年|7| ){0,60}") {
        let mut view = View::default();
        let document = format!("{HEAD}{body}{TAIL}");
        let _ = body::read(&document, Numbering::default(), &BTreeMap::new(), &mut view);
        let (text, layout, _) = view.finish();
        for span in layout.parts.iter().map(|it| it.span).chain(layout.remarks.iter().map(|it| it.span)) {
            prop_assert!(text.get(span.range()).is_some());
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }
}

#[test]
fn styles_say_what_those_they_are_based_on_say() {
    let style = |name: &str, base: &str, level: &str| {
        format!(
            "<w:style w:styleId=\"{name}\"><w:basedOn w:val=\"{base}\"/><w:pPr>{level}</w:pPr></w:style>"
        )
    };
    let outline = |level: usize| format!("<w:outlineLvl w:val=\"{level}\"/>");
    // 甲 on 乙 on 丙; a ring of three; one that leads into the ring; one on nothing.
    let styles = [
        style("甲", "乙", ""),
        style("乙", "丙", &outline(1)),
        style("丙", "", &outline(2)),
        style("环一", "环二", ""),
        style("环二", "环三", ""),
        style("环三", "环一", &outline(3)),
        style("旁", "环一", ""),
        style("空", "无", ""),
    ];
    let numbering =
        Numbering::read("", &format!("<w:styles>{}</w:styles>", styles.concat())).unwrap();
    let level = |name: &str| {
        numbering
            .outline(&numbering::Numbered { style: Some(name.to_owned()), ..Default::default() })
    };
    let all = ["甲", "乙", "丙", "环一", "环二", "环三", "旁", "空", "别的"].map(level);
    let wanted = [Some(1), Some(1), Some(2), Some(3), Some(3), Some(3), Some(3), None, None];
    assert_eq!(all, wanted);
}
