use super::*;
use FaultKind::{Blank, Boundary, DoubledScheme, Fullwidth, IpHost, Port, Scheme, Separator};
use proptest::prelude::*;

fn found_in(text: &str) -> Vec<WebAddress> {
    scan(text, &Landmarks::written(text))
}

/// Takes ⟦ ⟧ out of `marked` and gives the text with the places they stood round.
fn unmark(marked: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), Vec::new());
    for char in marked.chars() {
        match char {
            '⟦' => open.push((text.len(), spans.len())),
            '⟧' => {
                let (start, order) = open.pop().unwrap();
                spans.insert(order, Span::new(start, text.len()));
            }
            _ => text.push(char),
        }
    }
    (text, spans)
}

/// A marked sentence: first the address, then its faults; their kinds; the address repaired.
type Case = (&'static str, &'static [FaultKind], Option<&'static str>);

const FAULTY: &[Case] = &[
    (
        "请登录镇政府网站（⟦http:⟦∥⟧shiqiao.gov.cn⟧）查阅。",
        &[Separator],
        Some("http://shiqiao.gov.cn"),
    ),
    ("网址⟦https:⟦‖⟧www.a.gov.cn/xx/⟧。", &[Separator], Some("https://www.a.gov.cn/xx/")),
    ("网址⟦http:⟦∕∕⟧www.a.gov.cn⟧。", &[Separator], Some("http://www.a.gov.cn")),
    ("网址⟦http:⟦⁄⁄⟧www.a.gov.cn⟧。", &[Separator], Some("http://www.a.gov.cn")),
    (r"网址⟦http:⟦\\⟧www.a.gov.cn⟧。", &[Separator], Some("http://www.a.gov.cn")),
    ("网址⟦http:⟦/⟧www.a.gov.cn⟧。", &[Separator], Some("http://www.a.gov.cn")),
    ("网址⟦http:⟦///⟧www.a.gov.cn⟧。", &[Separator], Some("http://www.a.gov.cn")),
    ("网址⟦http⟦:⟧www.a.gov.cn⟧。", &[Separator], Some("http://www.a.gov.cn")),
    ("网址⟦http⟦；⟧//www.a.gov.cn⟧。", &[Separator], Some("http://www.a.gov.cn")),
    ("网址⟦HTTP:⟦∥⟧WWW.A.GOV.CN⟧。", &[Separator], Some("HTTP://WWW.A.GOV.CN")),
    ("网址⟦http:⟦∥⟧oa.oddname⟧。", &[Separator], None),
    ("网址⟦http⟦：⟧⟦∥⟧www.x.cn⟧。", &[Fullwidth, Separator], Some("http://www.x.cn")),
    ("网址⟦http⟦：／／⟧www.x.cn⟧。", &[Fullwidth], Some("http://www.x.cn")),
    ("网址⟦http⟦：⟧//www⟦．⟧x⟦．⟧cn⟧。", &[Fullwidth; 3], Some("http://www.x.cn")),
    ("见⟦http://www.x⟦。⟧gov⟦。⟧cn/⟧。", &[Fullwidth; 2], Some("http://www.x.gov.cn/")),
    ("见⟦www⟦。⟧x⟦。⟧gov⟦。⟧cn⟧。", &[Fullwidth; 3], Some("www.x.gov.cn")),
    ("见⟦www⟦，⟧x.gov⟦，⟧cn⟧，另附", &[Fullwidth; 2], Some("www.x.gov.cn")),
    ("见⟦caigou⟦。⟧gov⟦。⟧cn⟧。", &[Fullwidth; 2], Some("caigou.gov.cn")),
    ("见⟦http://www.shi⟦－⟧qiao.net⟧。", &[Fullwidth], Some("http://www.shi-qiao.net")),
    ("见⟦⟦ｗｗｗ．⟧a.gov.cn⟧。", &[Fullwidth], Some("www.a.gov.cn")),
    (
        "见⟦http://a.gov.cn⟦／⟧col⟦／⟧index⟦。⟧html⟧。",
        &[Fullwidth; 3],
        Some("http://a.gov.cn/col/index.html"),
    ),
    ("见⟦⟦htp⟧://a.gov.cn⟧。", &[Scheme], Some("http://a.gov.cn")),
    ("见⟦⟦hppt⟧://a.gov.cn⟧。", &[Scheme], Some("http://a.gov.cn")),
    ("见⟦⟦htttps⟧:⟦∥⟧a.gov.cn⟧。", &[Scheme, Separator], Some("https://a.gov.cn")),
    ("见⟦http⟦//⟧a.gov.cn⟧。", &[Scheme], Some("http://a.gov.cn")),
    ("见⟦http⟦//:⟧a.gov.cn⟧。", &[Scheme], Some("http://a.gov.cn")),
    ("见⟦⟦http://⟧http://a.gov.cn⟧。", &[DoubledScheme], Some("http://a.gov.cn")),
    ("见⟦⟦http://⟧https://a.gov.cn⟧。", &[DoubledScheme], None),
    ("见⟦http:⟦ ⟧//⟦ ⟧a.gov.cn⟧。", &[Blank; 2], Some("http://a.gov.cn")),
    ("见⟦www.⟦ ⟧a.gov⟦ ⟧.⟦ ⟧cn⟧ 。", &[Blank; 3], Some("www.a.gov.cn")),
    ("见⟦http://www.shi⟦ ⟧qiao.gov.cn⟧。", &[Blank], None),
    ("见⟦http://a.gov.cn⟦ ⟧/col/index.html⟧。", &[Blank], None),
    ("见⟦http://⟦61.150.0.1⟧:⟦8080⟧/x⟧。", &[IpHost, Port], None),
    ("见⟦http:⟦∥⟧⟦61.150.0.1⟧⟧。", &[Separator, IpHost], Some("http://61.150.0.1")),
    ("见⟦http⟦：⟧www.a.gov.cn⟧。", &[Separator], None),
    ("（一）门户（2017）网⟦http://www.a.gov.cn⟧⟦）⟧。", &[Boundary], None),
    ("市政府门户网⟦http://www.a.gov.cn⟧⟦)⟧。", &[Boundary], None),
    ("见⟦www.a.gov.cn⟧⟦?⟧公布", &[Boundary], None),
    ("见⟦http://a.gov.cn/col⟧⟦(⟧2017及以后。", &[Boundary], None),
];

const CLEAN: &[&str] = &[
    "（⟦http://a.gov.cn/col/col103/⟧），此外",
    "见⟦www.a.gov.cn⟧。见⟦www.b.gov.cn⟧；⟦b.com.cn⟧，⟦c.org⟧",
    "（网站：⟦a.gov.cn⟧），附件1。",
    "见⟦http://a.gov.cn/x?id=3&k=⟧甲乙",
    "(见⟦http://a.gov.cn/x(1).html⟧)",
    "（见⟦http://a.gov.cn⟧.）",
    "见⟦www.a.gov.cn⟧(以下简称本网)。",
    "见⟦http://a.gov.cn/x⟧(见附件)。",
    "见⟦HTTPS://A.gov.cn/⟧。",
    "1.⟦www.a.gov.cn⟧.2.⟦http://b.gov.cn⟧",
    "网站⟦www.a.gov.cn⟧2017年，⟦b.gov.cn⟧：2017年",
    "⟦http://a.gov.cn/⟧２０１７年",
    "（包括1）网上公开⟦www.a.gov.cn⟧）",
    "包括1）网上公开（⟦www.a.gov.cn⟧）",
    "（⟦石桥镇.政务⟧）和⟦http://石桥.政务/⟧",
    "//⟦www.a.gov.cn⟧ [⟦http://b.cn⟧] <⟦http://c.cn/⟧>",
    "⟦http://a.gov.cn/a,b⟧,⟦http://b.gov.cn⟧",
    "⟦www.a.gov.cn⟧／⟦www.b.gov.cn⟧",
    "见⟦http://a.gov.cn⟧。A类见⟦http://b.gov.cn⟧。B类",
];

const NONE: &[&str] = &[
    "直线a∥b，http∥b",
    "采用http/https协议，以http://开头",
    "后缀为.gov.cn，如gov.cn",
    "邮箱xx@163.com、a.gov.cn@qq.com、b ＠ sina。com",
    "第1.2.3节，共1.5。2.cn见IP 10.1.1.1",
    "http：公开，https；见",
    "使用ASP.NET和report.doc",
];

fn marks(text: &str, spans: &[Span]) -> Vec<String> {
    spans.iter().map(|span| format!("{}:{}", span.start(), cut(text, *span))).collect()
}

#[test]
fn a_fault_is_found_at_its_characters() {
    for (marked, kinds, corrected) in FAULTY {
        let (text, spans) = unmark(marked);
        let found = found_in(&text);
        assert_eq!(found.len(), 1, "{marked} {found:?}");
        let mut seen = vec![found[0].span];
        seen.extend(found[0].faults.iter().map(|fault| fault.span));
        assert_eq!(marks(&text, &seen), marks(&text, &spans), "{marked}");
        let found_kinds: Vec<FaultKind> = found[0].faults.iter().map(|fault| fault.kind).collect();
        assert_eq!(&found_kinds, kinds, "{marked}");
        assert_eq!(found[0].corrected.as_deref(), *corrected, "{marked}");
    }
}

#[test]
fn a_good_address_is_found_without_fault() {
    for marked in CLEAN {
        let (text, spans) = unmark(marked);
        let found = found_in(&text);
        let seen: Vec<Span> = found.iter().map(|address| address.span).collect();
        assert_eq!(marks(&text, &seen), marks(&text, &spans), "{marked}");
        assert!(found.iter().all(|address| address.faults.is_empty()), "{marked} {found:?}");
        assert!(found.iter().all(|address| address.corrected.is_none()), "{marked}");
    }
}

#[test]
fn other_text_holds_no_address() {
    for text in NONE {
        assert_eq!(found_in(text), [], "{text}");
    }
}

#[test]
fn an_address_in_doubled_brackets_is_a_boundary_fault() {
    let (text, spans) = unmark("网址(⟦<⟦http://a.gov.cn/⟧>⟧)。");
    let found = found_in(&text);
    assert_eq!((found[0].span, found[0].faults[0].span), (spans[1], spans[0]));
    assert_eq!(found[0].faults[0].kind, Boundary);
}

#[test]
fn the_parts_are_told_apart() {
    let (text, spans) = unmark("见⟦⟦https⟧:∥⟦Www．A。cn⟧:⟦8080⟧⟦/b/c.html?d=e#f⟧⟧；");
    let found = &found_in(&text)[0];
    let parts = [Some(found.span), found.scheme, Some(found.host), found.port, found.path];
    assert_eq!(parts.map(Option::unwrap).as_slice(), spans);
    assert_eq!(found.host_name(&text), "www.a.cn");
}

#[test]
fn hostile_text_is_read_in_linear_time() {
    let pieces = [
        "a。",
        "www.a.q。",
        "http:",
        "a.cn/(",
        "http://a.cn/x /",
        "a. ",
        "www.a ",
        "(",
        "1.",
        "a.www.",
    ];
    for piece in pieces {
        found_in(&piece.repeat(60_000));
    }
}

proptest! {
    #[test]
    fn spans_are_ordered_and_on_boundaries(
        text in "([a-c甲年]|http|https|htp|www|\\.|。|，|:|：|/|／|∥|\\\\| |\u{3000}|@|\\(|（|\\)|）|\\?|cn|com|gov|[0-9０-９]|政务|\n|－|ｗ|😀){0,60}"
    ) {
        let mut end = 0;
        for address in found_in(&text) {
            prop_assert!(address.span.start() >= end && address.span.len() > 3);
            end = address.span.end();
            let parts = [Some(address.host), address.scheme, address.port, address.path];
            for part in parts.into_iter().flatten() {
                prop_assert!(address.span.contains(part) && !part.is_empty());
                prop_assert!(text.get(part.range()).is_some());
            }
            for fault in &address.faults {
                prop_assert!(text.get(fault.span.range()).is_some() && !fault.span.is_empty());
                prop_assert!(address.span.contains(fault.span) || fault.kind == Boundary);
            }
            if let Some(corrected) = &address.corrected {
                let again = found_in(corrected);
                let certain = again.iter().flat_map(|found| &found.faults).any(|fault| fault.certain);
                prop_assert!(!certain, "{:?} -> {:?} {:?}", text, corrected, again);
                prop_assert_eq!(again.len(), 1);
            }
        }
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        found_in(&text);
    }

    #[test]
    fn a_well_formed_address_is_found_exactly(
        address in "(http|https)://[a-z][a-z0-9]{0,8}(\\.[a-z][a-z0-9-]{0,6}[a-z]){0,2}\\.(gov\\.cn|com|cn|org\\.cn)(/[a-z0-9_~-]{1,6}){0,3}/?",
        lead in "[政府网站（：，。“]{0,6}",
        tail in "([，。；、”》][公开年度]{0,4})?",
    ) {
        let text = format!("{lead}{address}{tail}");
        let found = found_in(&text);
        prop_assert_eq!(found.len(), 1, "{}", text);
        prop_assert_eq!(cut(&text, found[0].span), address.as_str());
        prop_assert!(found[0].faults.is_empty() && found[0].corrected.is_none());
    }
}
