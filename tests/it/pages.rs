//! The formats for people, read back: the page as a browser takes it, the ledger as a spreadsheet
//! program does, and the list as Markdown.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use calamine::{Data, Reader, Xlsx};
use hegui::render::{Entry, Status, Style, Unread};
use hegui::report::{Finding, Label, Severity};
use hegui::text::Span;
use html5gum::{Token, Tokenizer};
use proptest::prelude::*;

use crate::cli::Desk;
use crate::render::{LOOK, at, finding, finished, render};

/// A report with an error, a warning, a wrong cell and a fix.
const SAMPLE: &str = include_str!("../../fixtures/page/report.txt");

/// A page as a browser takes it.
#[derive(Default)]
struct Page {
    ids: Vec<String>,
    /// Names that links and descriptions refer to.
    refers: Vec<String>,
    /// Every element and attribute met.
    names: BTreeSet<String>,
    /// The words of the report's part, without the numbers of findings.
    text: String,
    /// The words inside the marks of a finding, by its number.
    marked: BTreeMap<usize, String>,
    /// The words inside the marks that are held against a finding.
    related: BTreeMap<usize, Vec<String>>,
    /// How many characters, blanks aside, stand before the first mark of a finding.
    begins: BTreeMap<usize, usize>,
    /// Everything a reader sees.
    seen: String,
    headings: Vec<u32>,
}

/// An element that is open.
struct Open {
    name: String,
    class: String,
    primary: Vec<usize>,
    related: Vec<usize>,
}

impl Page {
    fn read(html: &str) -> Self {
        let mut page = Self::default();
        let mut open: Vec<Open> = Vec::new();
        for Ok(token) in Tokenizer::new(html) {
            match token {
                Token::StartTag(tag) => {
                    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
                    let attributes: BTreeMap<String, String> = tag
                        .attributes
                        .iter()
                        .map(|(key, value)| (text(key), text(value)))
                        .collect();
                    let element = page.element(text(&tag.name), &attributes);
                    let void =
                        ["meta", "br", "use", "path", "circle"].contains(&element.name.as_str());
                    if !void && !tag.self_closing {
                        page.begin(&element, open.iter().any(|it| it.class == "sheets"));
                        open.push(element);
                    }
                }
                Token::EndTag(tag) => {
                    let last = open.pop().unwrap();
                    assert_eq!(last.name.as_bytes(), &tag.name[..], "elements are well nested");
                }
                Token::String(words) => {
                    let words = String::from_utf8(words.to_vec()).unwrap();
                    page.words(&words, &open);
                }
                Token::Comment(_) => panic!("a comment"),
                Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        assert!(open.iter().all(|it| it.name == "html"), "elements are closed");
        page
    }

    fn element(&mut self, name: String, attributes: &BTreeMap<String, String>) -> Open {
        self.names.insert(name.clone());
        self.names.extend(attributes.keys().cloned());
        let get = |name: &str| attributes.get(name).cloned().unwrap_or_default();
        let numbers =
            |name: &str| get(name).split_whitespace().map(|it| it.parse().unwrap()).collect();
        self.ids.extend(attributes.get("id").cloned());
        self.refers
            .extend(attributes.get("href").map(|it| it.strip_prefix('#').unwrap().to_owned()));
        for name in ["aria-describedby", "aria-labelledby"] {
            self.refers.extend(get(name).split_whitespace().map(str::to_owned));
        }
        if let Some(level) = name.strip_prefix('h').and_then(|it| it.parse().ok()) {
            self.headings.push(level);
        }
        Open {
            class: get("class"),
            primary: numbers("data-findings"),
            related: numbers("data-related"),
            name,
        }
    }

    fn begin(&mut self, element: &Open, in_text: bool) {
        if element.name != "mark" {
            return;
        }
        assert!(in_text);
        let here = bare(&self.text).chars().count();
        for number in &element.primary {
            self.begins.entry(*number).or_insert(here);
            self.marked.entry(*number).or_default();
        }
    }

    fn words(&mut self, words: &str, open: &[Open]) {
        let has = |class: &str| open.iter().any(|it| it.class.split(' ').any(|it| it == class));
        let words = if has("hidden") { unspelled(words) } else { words.to_owned() };
        self.seen.push_str(&words);
        if !has("sheets")
            || has("ref")
            || open.last().is_some_and(|it| ["table", "div", "tr"].contains(&it.name.as_str()))
        {
            return;
        }
        self.text.push_str(&words);
        let marks = || open.iter().filter(|it| it.name == "mark");
        let primary: BTreeSet<usize> = marks().flat_map(|it| it.primary.iter().copied()).collect();
        let related: BTreeSet<usize> = marks().flat_map(|it| it.related.iter().copied()).collect();
        for number in primary {
            self.marked.entry(number).or_default().push_str(&words);
        }
        for number in related {
            self.related.entry(number).or_default().push(words.clone());
        }
    }

    /// What holds for every page.
    fn is_sound(&self) {
        let ids: BTreeSet<&String> = self.ids.iter().collect();
        assert_eq!(ids.len(), self.ids.len(), "every name is given once");
        let astray: Vec<&String> = self.refers.iter().filter(|it| !ids.contains(it)).collect();
        assert!(astray.is_empty(), "lead nowhere: {astray:?}");
        let banned = |name: &&String| {
            ["script", "img", "link", "iframe", "object", "form", "src", "base"]
                .contains(&name.as_str())
                || name.starts_with("on")
        };
        assert_eq!(
            self.names.iter().filter(|it| banned(it)).collect::<Vec<_>>(),
            [] as [&String; 0]
        );
        let mut last = 0;
        for level in &self.headings {
            assert!(*level <= last + 1, "a heading is skipped: {:?}", self.headings);
            last = *level;
        }
    }
}

/// The character that ‹U+202E› stands for.
fn unspelled(words: &str) -> String {
    let code = words.trim_start_matches("‹U+").trim_end_matches('›');
    char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap().to_string()
}

fn bare(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace()).collect()
}

/// The words of a place without line ends, as lines of the page hold them.
fn joined(text: &str) -> String {
    text.replace(['\n', '\r'], "")
}

/// The page for `text`, read back and found sound.
fn page(text: &str, findings: &[Finding]) -> (String, Page) {
    let html = render(Style::Html, LOOK, "年报 （2017）/a,b:c.txt", text, findings);
    let page = Page::read(&html);
    page.is_sound();
    assert_eq!(bare(&page.text), bare(text), "the page holds the report's words");
    (html, page)
}

/// Each finding's marks hold its words and begin where it does.
fn marks_fit(text: &str, findings: &[Finding]) {
    let (html, page) = page(text, findings);
    for (index, finding) in findings.iter().enumerate() {
        let span = finding.primary.span;
        let number = index + 1;
        let words = page.marked.get(&number).unwrap_or_else(|| panic!("no mark for {number}"));
        // A place of line ends alone is shown as the empty place before them.
        assert_eq!(*words, joined(&text[span.range()]), "{number} {span:?}\n{html}");
        let lead =
            text[span.range()].len() - text[span.range()].trim_start_matches(['\n', '\r']).len();
        let start = if lead == span.len() { span.start() } else { span.start() + lead };
        assert_eq!(page.begins[&number], bare(&text[..start]).chars().count(), "{number} {span:?}");
        for mark in &finding.related {
            let quote = joined(&text[mark.span.range()]);
            let held = page.related.get(&number).map(|it| it.concat()).unwrap_or_default();
            // What lies in two places of one finding is marked once.
            assert!(
                held.contains(&quote) || finding.primary.span.overlaps(mark.span),
                "{quote:?} in {held:?}"
            );
        }
    }
}

#[test]
fn marks_hold_the_words_of_their_findings() {
    let text = "某镇人民政府2017年政府信息公开工作年度报告\n一、主动公开政府信息的情况\n\
        \u{3000}全年共80条，内容涉及民计民生。\n其中政务25条，\r\n\r\n社会4条。\n";
    let at = |words: &str| at(text, words);
    let end = text.len();
    let findings = [
        at("某镇人民政府2017年政府信息公开工作年度报告"),
        at("2017年").severity(Severity::Error),
        at("共80条，内容").related(at("80").primary.span, Label::Total),
        at("80条，内容涉及").severity(Severity::Info),
        at("民计民生。\n其中政务25条，\r\n\r\n社会4条")
            .related(at("25条").primary.span, Label::Part),
        finding(Span::at(text.find("其中").unwrap()), ""),
        finding(Span::at(end), ""),
        finding(Span::new(text.find("\r\n\r\n").unwrap(), text.find("社会").unwrap()), ""),
    ];
    marks_fit(text, &findings);
    let (html, page) = page(text, &findings);
    assert_eq!(page.related[&3].concat(), "80");
    assert!(html.contains("<mark class=\"error\" id=\"r1-m2\" data-findings=\"2\""), "{html}");
    assert!(
        html.contains("<a class=\"ref error\" href=\"#r1-f2\" aria-label=\"问题2（错误）\">2</a>")
    );
    assert!(html.contains("class=\"warning caret\""));
    assert!(
        html.contains("<h4 class=\"line\" id=\"r1-l2\" data-line=\"2\">一、主动公开"),
        "{html}"
    );
}

#[test]
fn tables_are_tables_with_their_cells_marked() {
    let start = SAMPLE.find("（七）总计").unwrap();
    let cell = start + "（七）总计\t".len();
    let row = SAMPLE[start..].find('\n').unwrap();
    let whole = Span::new(SAMPLE.find("情形\t").unwrap(), start + row);
    let findings = [
        finding(Span::new(cell, cell + 1), ""),
        finding(Span::new(start, start + row), ""),
        finding(whole, ""),
    ];
    marks_fit(SAMPLE, &findings);
    let (html, page) = page(SAMPLE, &findings);
    let marked = html.contains("data-findings=\"1\" aria-describedby=\"r1-f1-m\">1</mark>");
    assert!(marked && html.contains("<td class=\"figure\">"), "{html}");
    assert!(["table", "tr", "td"].iter().all(|it| page.names.contains(*it)));
    let markdown = "某镇年度报告\n\n| 类别 | 条数 | 备注 |\n|---|---|---|\n| 政务 | 25 | 无 |\n| 社会 | 4 | |\n";
    let start = markdown.find("25 |").unwrap();
    marks_fit(
        markdown,
        &[finding(Span::new(start, start + "25 | 无".len()), ""), at(markdown, "|---|")],
    );
}

#[test]
fn hostile_text_is_shown_and_harmless() {
    let text = "报告<script>alert(1)</script>\u{1B}[2J\u{202E}甲\0]]>--><b>&amp;\u{2028}乙\"'\n丙##[error]\n";
    let mut findings = vec![at(text, "<script>alert(1)</script>"), at(text, "\u{202E}甲\0]]>")];
    findings[0] = findings[0].clone().replace(findings[0].primary.span, "</style><script>");
    marks_fit(text, &findings);
    let name = "<script>\u{202E}\"'.txt";
    let html = render(Style::Html, LOOK, name, text, &findings);
    let page = Page::read(&html);
    page.is_sound();
    assert!(!html.contains("<script") && !html.contains("<b>") && !html.contains("style="));
    assert!(!html.contains(
        |char: char| char != '\n' && char.is_control() || "\u{202E}\u{2028}".contains(char)
    ));
    assert!(page.seen.contains("<script>alert(1)</script>"), "it is shown as text");
}

#[test]
fn very_many_marks_neither_nest_too_deeply_nor_fill_the_page() {
    let text = "甲".repeat(3_000);
    let nested: Vec<Finding> =
        (0..1_400).map(|it| finding(Span::new(it * 3, text.len() - it * 3), "")).collect();
    let (html, _) = page(&text, &nested);
    let deepest = html.split("</mark>").map(|it| it.matches("<mark").count()).max();
    assert!(deepest <= Some(26), "{deepest:?}");
    let many: Vec<Finding> =
        (0..2_600).map(|it| finding(Span::new(it * 3, it * 3 + 3), "")).collect();
    let (_, page) = page(&text, &many);
    assert!(page.seen.contains("另有 600 处未在本页列出") && page.marked.len() == 2_000);
}

#[test]
fn a_page_of_several_reports_names_them_all() {
    let desk =
        Desk::new(&[("甲/报告.txt", SAMPLE), ("乙.txt", "会议通知\n"), ("坏.pdf", "%PDF-1.4")]);
    for lang in ["zh", "en"] {
        let args = [
            "甲",
            "乙.txt",
            "坏.pdf",
            "--format",
            "html=页.html",
            "--min-severity",
            "info",
            "--lang",
            lang,
        ];
        desk.run(&args).ends(3);
        let html = fs::read_to_string(desk.path("页.html")).unwrap();
        let page = Page::read(&html);
        page.is_sound();
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang="), "{html}");
        assert!(html.contains("Content-Security-Policy") && html.contains("default-src 'none'"));
        let heads = ["霁溪镇人民政府", "HG0801", "HG0508", "甲/报告.txt", "200/200", "SHA-256"];
        for words in heads {
            assert!(page.seen.contains(words), "{words}");
        }
        assert!(page.refers.iter().filter(|it| *it == "r3").count() == 1);
        let unread = ["不是年度报告", "未能读取", "PDF"];
        assert!(lang == "en" || unread.iter().all(|it| page.seen.contains(it)));
    }
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let desk = Desk::new(&[("报告.txt", SAMPLE)]);
    let args =
        |name: &str| [format!("--format=xlsx={name}.xlsx"), format!("--format=html={name}.html")];
    for name in ["一", "二"] {
        let [xlsx, html] = args(name);
        desk.run(&["报告.txt", &xlsx, &html]).ends(1);
    }
    for kind in ["xlsx", "html"] {
        let read = |name: &str| fs::read(desk.path(&format!("{name}.{kind}"))).unwrap();
        assert!(read("一") == read("二"), "{kind}");
    }
}

pub(crate) fn sheets(path: &std::path::Path) -> Vec<Vec<Vec<Data>>> {
    let mut book: Xlsx<_> = calamine::open_workbook(path).unwrap();
    let sheets = book.worksheets().into_iter();
    sheets.map(|(_, range)| range.rows().map(<[Data]>::to_vec).collect()).collect()
}

#[test]
fn the_ledger_says_what_the_findings_say() {
    let hostile = SAMPLE.replace("民计民生", "=1+1\u{B}民计民生_x0041_<&\"");
    let desk = Desk::new(&[("a,b/报告.txt", &hostile), ("坏.pdf", "%PDF-1.4")]);
    let report =
        desk.run(&["a,b", "坏.pdf", "--format", "json", "--min-severity", "warning"]).json();
    desk.run(&["a,b", "坏.pdf", "--format", "xlsx=账.xlsx"]).ends(3);
    let sheets = sheets(&desk.path("账.xlsx"));
    let [ledger, summary, notes] = sheets.as_slice() else { panic!("three sheets") };
    let words = |data: &Data| data.to_string();
    let file = &report["files"][0];
    let found = file["findings"].as_array().unwrap();
    assert_eq!(ledger.len(), found.len() + 3, "title, heads, a row a finding and the unread file");
    let unread = ledger.last().unwrap();
    assert_eq!([3, 5, 11].map(|at| words(&unread[at])), ["坏.pdf", "未能检查", "待整改"]);
    assert!(words(&unread[7]).contains("PDF"), "{unread:?}");
    assert_eq!(words(&ledger[1][7]), "问题");
    for (index, (row, it)) in ledger.iter().skip(2).zip(found).enumerate() {
        let text = |name: &str| it[name].as_str().unwrap_or_default().to_owned();
        let severity = match it["severity"].as_str() {
            Some("error") => "错误",
            _ => "警告",
        };
        let place = format!(
            "{}（第{}行）",
            it["primary"]["where"].as_str().unwrap(),
            it["primary"]["start"]["line"]
        );
        let shown = |text: String| text.replace('\u{B}', "‹U+000B›");
        let expected = [
            (index + 1).to_string(),
            "霁溪镇人民政府".to_owned(),
            "2023".to_owned(),
            "a,b/报告.txt".to_owned(),
            place,
            severity.to_owned(),
            text("code"),
            shown(text("message")),
            shown(it["primary"]["quote"].as_str().unwrap().to_owned()),
        ];
        assert_eq!(row.iter().take(9).map(words).collect::<Vec<_>>(), expected);
        assert!(it["basis"].as_array().unwrap().is_empty() != words(&row[9]).contains(|_| true));
        assert_eq!(words(&row[10]), shown(text("help")));
        assert_eq!(words(&row[11]), "待整改");
    }
    assert_eq!(words(&summary[2][4]), "有错误");
    assert_eq!(words(&summary[2][5]), "3");
    assert_eq!([words(&summary[3][4]), words(&summary[3][5])], ["未能读取", "—"]);
    assert!(words(&summary[3][12]).contains("PDF"));
    assert!(notes.iter().flatten().any(|it| words(it).starts_with("hegui ")));
    assert!(!notes.iter().flatten().any(|it| words(it).contains("hegui fix")));
}

#[test]
fn a_ledger_holds_no_formula_and_goes_through_a_pipe() {
    let desk = Desk::new(&[("报告.txt", &SAMPLE.replace("民计民生", "@SUM(A1)民计民生"))]);
    desk.run(&["报告.txt", "--format", "xlsx=账.xlsx"]).ends(1);
    let mut book: Xlsx<_> = calamine::open_workbook(desk.path("账.xlsx")).unwrap();
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name}");
    }
    let piped = desk.printed(&["报告.txt", "--format", "xlsx", "-q"]);
    assert_eq!(piped, fs::read(desk.path("账.xlsx")).unwrap());
}

#[test]
fn the_list_cannot_be_steered_by_a_text() {
    let text = "甲|乙`<b>[x](http://a)@张三 #12\n民计民生|`\u{202E}";
    let shown = render(
        Style::Markdown,
        LOOK,
        "a|b`c.txt",
        text,
        &[at(text, "甲|乙`<b>[x](http://a)@张三 #12\n民计民生|`\u{202E}")],
    );
    let line = |start: &str| {
        shown.lines().find(|it| it.starts_with(start)).unwrap_or_else(|| panic!("{shown}"))
    };
    assert!(
        line("- **警告**").contains(
            "甲\\|乙\\`&lt;b&gt;\\[x\\](http://a)@&#8203;张三 \\#&#8203;12 民计民生\\|\\`‹U+202E›"
        ),
        "{shown}"
    );
    assert_eq!(
        line("  - 原文"),
        "  - 原文：``甲|乙`<b>[x](http://a)@张三 #12 民计民生|`‹U+202E›``"
    );
    assert!(line("| ``a\\|b`c.txt`` |").ends_with('|'), "{shown}");
    assert_eq!(line("### "), "### ``a|b`c.txt``");
    let unread = Unread { path: "坏@x.pdf", status: Status::Unreadable, message: "不能读取" };
    let shown = finished(Style::Markdown, LOOK, &[Entry::Unread(&unread)]);
    assert!(shown.contains("> - `坏@x.pdf`：不能读取") && shown.contains("⛔ 未能读取"), "{shown}");
}

#[test]
fn a_long_list_ends_in_time_and_says_so() {
    let text = "甲".repeat(9_000);
    let many: Vec<Finding> = (0..9_000)
        .map(|it| finding(Span::new(it * 3, it * 3 + 3), "很长的词".repeat(10).as_str()))
        .collect();
    let shown = render(Style::Markdown, LOOK, "a.txt", &text, &many);
    assert!(shown.len() < 1 << 20, "{}", shown.len());
    let listed = shown.matches("- **警告**").count();
    assert!(
        listed > 500 && shown.contains(&format!("另有 {} 处问题，限于篇幅未列出", 9_000 - listed)),
        "{listed}"
    );
}

#[test]
fn a_list_of_very_many_files_ends_in_time_too() {
    let names: Vec<String> =
        (0..9_000).map(|it| format!("{}{it}.txt", "很长的名".repeat(9))).collect();
    let message = "不能读取".repeat(50);
    let unread: Vec<Unread<'_>> = names
        .iter()
        .map(|path| Unread { path, status: Status::Unreadable, message: &message })
        .collect();
    let entries: Vec<Entry<'_>> = unread.iter().map(Entry::Unread).collect();
    let shown = finished(Style::Markdown, LOOK, &entries);
    assert!(shown.len() < 1 << 20, "{}", shown.len());
    let listed = shown.matches("⛔ 未能读取").count();
    let told = shown.matches("> - ").count();
    assert!(listed > 500 && told > 100, "{listed} {told}");
    assert!(shown.contains(&format!("另有 {} 份，限于篇幅未列出", 9_000 - listed)));
    assert!(shown.contains(&format!("另有 {} 项，限于篇幅未列出", 9_000 - told)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_places_of_any_text_are_marked_rightly(
        text in "([甲乙。，：“”a1|/<&\" \t\n\r\u{A0}\u{3000}😀\u{202E}\u{301}\u{0}\u{2028}]|[一-龥]|甲\t乙\t1\n){0,120}",
        picks in prop::collection::vec((0.0..=1.0f64, 0.0..=1.0f64, 0..3u8), 1..9),
    ) {
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss,
                reason = "picks any offset")]
        let pick = |share: f64| offsets[((offsets.len() - 1) as f64 * share) as usize];
        let severities = [Severity::Info, Severity::Warning, Severity::Error];
        let findings: Vec<Finding> = picks
            .iter()
            .map(|&(a, b, severity)| {
                let span = Span::new(pick(a.min(b)), pick(a.max(b)));
                finding(span, "").severity(severities[usize::from(severity)])
            })
            .collect();
        marks_fit(&text, &findings);
    }
}
