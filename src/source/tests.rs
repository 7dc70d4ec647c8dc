use std::io;

use encoding_rs::{BIG5, GB18030};
use proptest::prelude::*;

use super::*;
use crate::error::Place;

const REPORT: &str = "掌起镇人民政府2017年政府信息公开工作年度报告\r\n\
    本报告根据《中华人民共和国政府信息公开条例》编制。\n\u{3000}\u{3000}一、概述\n";

fn auto(bytes: &[u8]) -> Result<Source, ReadError> {
    from_bytes("报告.txt", bytes.to_vec(), EncodingChoice::Auto, &Limits::default())
}

fn gb(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

fn malformed(encoding: Encoding, offset: usize, line: usize) -> Result<Source, ReadError> {
    Err(ReadError::Malformed { encoding, place: Place { offset, line } })
}

#[test]
fn a_source_says_how_it_was_read() {
    let name = "镇/年报.MD";
    let bytes = [b"\xEF\xBB\xBF".as_slice(), "年报\r\n".as_bytes()].concat();
    let source = from_bytes(name, bytes, EncodingChoice::Auto, &Limits::default()).unwrap();
    assert_eq!((source.name.as_str(), source.format.name()), (name, "md"));
    assert_eq!((source.encoding.name(), source.bom, source.guessed), ("utf-8", true, false));
    assert_eq!(source.content.text(), "年报\r\n");
    assert_eq!(source.sha256, "f2870ac96e7cfbe1f470171dcf8f1fe798fe5453e564b16f4ca228497db4409f");
}

#[test]
fn a_replacement_character_is_text() {
    assert_eq!(auto("年\u{FFFD}报".as_bytes()).unwrap().content.text(), "年\u{FFFD}报");
}

#[test]
fn a_mark_overrules_the_choice() {
    let bytes = [vec![0xFF, 0xFE], utf16(REPORT, u16::to_le_bytes)].concat();
    let source = from_bytes("", bytes, EncodingChoice::Gb18030, &Limits::default()).unwrap();
    assert_eq!((source.encoding, source.bom, source.guessed), (Encoding::Utf16Le, true, false));
    assert_eq!(source.content.text(), REPORT);
}

#[test]
fn one_heading_of_gbk_amid_ascii_suffices() {
    let source = auto(&gb("# 2017\n\nurl: http://a.gov.cn\n\n政府信息公开年度报告\n")).unwrap();
    assert_eq!((source.encoding, source.guessed), (Encoding::Gb18030, true));
}

#[test]
fn malformed_bytes_are_named_and_never_replaced() {
    let cut = |mut bytes: Vec<u8>, by: usize| {
        bytes.truncate(bytes.len() - by);
        bytes
    };
    // The last character of each is cut off.
    let utf8 = cut(format!("{REPORT}完").into_bytes(), 1);
    assert_eq!(auto(&utf8), malformed(Encoding::Utf8, REPORT.len(), 4));
    let half = cut(gb(&format!("{REPORT}完")), 1);
    assert_eq!(auto(&half), malformed(Encoding::Gb18030, gb(REPORT).len(), 4));
    let odd = cut(utf16(&format!("{REPORT}完"), u16::to_be_bytes), 1);
    let whole = utf16(REPORT, u16::to_be_bytes).len();
    assert_eq!(auto(&odd), malformed(Encoding::Utf16Be, whole, 4));
    // A lone surrogate.
    let lone = [utf16("年报\n", u16::to_le_bytes), vec![0x3D, 0xD8, b'1', 0]].concat();
    assert_eq!(auto(&lone), malformed(Encoding::Utf16Le, 6, 2));
    // A byte too many amid a GBK text, which then is good Big5 in places.
    let torn = [gb(REPORT), vec![0xFF], gb(REPORT)].concat();
    assert_eq!(auto(&torn), malformed(Encoding::Gb18030, gb(REPORT).len(), 4));
    let bad = from_bytes("", b"ok\n\x80".to_vec(), EncodingChoice::Utf8, &Limits::default());
    assert_eq!(bad, malformed(Encoding::Utf8, 3, 2));
}

#[test]
fn mixed_encodings_are_named_at_the_place_they_meet() {
    let first = [REPORT.as_bytes(), &gb(REPORT)].concat();
    assert_eq!(auto(&first), malformed(Encoding::Utf8, REPORT.len(), 4));
    let second = [&gb(REPORT), REPORT.as_bytes()].concat();
    assert_eq!(auto(&second), Err(ReadError::Mixed(Place { offset: gb(REPORT).len(), line: 4 })));
}

#[test]
fn other_formats_are_recognised() {
    use Container::*;
    let cases: [(&[u8], Container); 25] = [
        (b"PK\x03\x04....OFD.xml", Ofd),
        (b"PK\x03\x04....a.txt", Zip),
        (b"PK\x03\x04....xl/workbook.xml", Office),
        (b"PK\x03\x04....ppt/presentation.xml", Office),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Ole2),
        (b"%PDF-1.7", Pdf),
        (b"\xEF\xBB\xBF\n%PDF-1.7", Pdf),
        (b"{\\rtf1", Rtf),
        (b"<?xml version=\"1.0\"?>\r\n<?mso-application progid=\"Word.Document\"?><w:a/>", Xml),
        (b"<?mso-application progid=\"Excel.Sheet\"?><Workbook/>", Office),
        (b"\xEF\xBB\xBF<w:wordDocument xmlns:w=\"w\"/>", Xml),
        (b"<?xml version=\"1.0\"?><pkg:package/>", Xml),
        (b"<?xml version=\"1.0\"?><office:document/>", Xml),
        (b"<uof:UOF/>", Xml),
        (b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>a", Mime),
        (
            b"From: <Saved by a>\nSubject: =?gb2312?B?xOqxqA==?=\n =?b?=\nMime-Version: 1.0\n\n",
            Mime,
        ),
        (b"\xEF\xBB\xBFMIME-Version: 1.0\n\n", Mime),
        (b"\x89PNG\r\n\x1A\n", Image),
        (b"\xFF\xD8\xFF\xE0", Image),
        (b"RIFF\x10\0\0\0WEBP", Image),
        (b"BM\x10\0\0\0\0\0\0\0", Image),
        (b"\x1F\x8B\x08", Archive),
        (b"Rar!\x1A\x07\x01\0", Archive),
        (b"a\0b\0\0c\xFF", Binary),
        (b"\xFF\xFEa\0\0\0b\0\0\0", Binary),
    ];
    for (bytes, container) in cases {
        assert_eq!(auto(bytes), Err(ReadError::Unsupported(container)), "{bytes:?}");
        assert!(container.remedy().0.ends_with('。') && container.remedy().1.ends_with('.'));
        assert!(!container.remedy().0.contains("纯文本"), "plain text loses the tables");
    }
    // Words about mail are none.
    let about = "年报：\nMIME-Version: 1.0\n".as_bytes();
    assert_eq!(auto(about).unwrap().format, Format::Txt);
    let utf16_page = utf16("\u{FEFF}<!DOCTYPE html>年报", u16::to_le_bytes);
    let pages: [&[u8]; 3] = [
        b"\xEF\xBB\xBF \n<!DOCTYPE html>a",
        b"<?xml version=\"1.0\"?>\n<HTML lang=\"zh\">",
        &utf16_page,
    ];
    for page in pages {
        assert_eq!(auto(page).unwrap().format, Format::Html, "{page:?}");
    }
    let page = from_bytes("年报.HTM", b"<p>".to_vec(), EncodingChoice::Auto, &Limits::default());
    assert_eq!(page.unwrap().format, Format::Html);
    assert_eq!(auto(b"PK\x03\x04....word/document.xml").unwrap().format, Format::Docx);
}

#[test]
fn a_word_document_is_told_from_what_only_looks_like_one() {
    let named = |name: &str, bytes: &[u8]| {
        from_bytes(name, bytes.to_vec(), EncodingChoice::Auto, &Limits::default())
    };
    // What is missing in it only its reader can say.
    assert_eq!(named("年报.DOCX", b"PK\x03\x04....").unwrap().format, Format::Docx);
    let table = named("年报.docx", b"PK\x03\x04....xl/workbook.xml");
    assert_eq!(table, Err(ReadError::Unsupported(Container::Office)));
    let entry: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let directory = |at: usize| {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.resize(at, 0);
        [bytes, entry.clone()].concat()
    };
    // An old document may speak of the stream; only a directory holds it.
    for (at, container) in [(1152, Container::Protected), (1150, Container::Ole2)] {
        assert_eq!(named("年报.docx", &directory(at)), Err(ReadError::Unsupported(container)));
    }
}

#[test]
fn a_text_that_only_mentions_a_format_is_text() {
    for text in
        ["PK 赛", "BM 平台数据", "RIFF", "<p>年报</p>", "详见 %PDF-1.7", "GIF", "<!-- 注 -->"]
    {
        assert_eq!(
            auto(text.as_bytes()).map(|source| source.content.text().to_owned()),
            Ok(text.to_owned())
        );
    }
}

#[cfg(unix)]
#[test]
fn pipes_and_sockets_are_refused_and_links_to_files_followed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let open = |name: &str| read(&path(name), EncodingChoice::Auto, &Limits::default());
    let special = Err(ReadError::Irregular(Irregular::Special));
    assert!(std::process::Command::new("mkfifo").arg(path("pipe")).status().unwrap().success());
    assert_eq!(open("pipe"), special);
    let _socket = std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
    assert_eq!(open("socket"), special);
    std::fs::write(path("年报.txt"), REPORT).unwrap();
    std::os::unix::fs::symlink(path("年报.txt"), path("链接")).unwrap();
    assert_eq!(open("链接").unwrap().content.text(), REPORT);
    std::os::unix::fs::symlink(path("无"), path("断链")).unwrap();
    assert_eq!(open("断链"), Err(ReadError::Missing));
    assert_eq!(open("年报.txt/附件"), Err(ReadError::Missing));
}

#[test]
fn reading_stops_at_the_limit() {
    let limits = Limits { max_bytes: 10 };
    assert_eq!(read_capped([1; 10].as_slice(), &limits).unwrap().len(), 10);
    let endless = read_capped(io::repeat(1), &limits);
    assert_eq!(endless, Err(ReadError::TooLarge { bytes: 11, max: 10 }));
}

const SIMPLIFIED: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动\
    同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量\
    都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内\
    数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党\
    程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根\
    论运农指几九区强放决西被干做必战先回则任取据处府信息申请开镇街道办，。、；：（）《》“”";
const TRADITIONAL: &str = "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動\
    同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量\
    都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內\
    數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨\
    程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根\
    論運農指幾九區強放決西被乾做必戰先回則任取據處府信息申請開鎮街道辦，。、；：（）《》「」";

/// Texts of `count` characters out of `alphabet`, broken into lines.
fn typical(alphabet: &str, count: std::ops::Range<usize>) -> impl Strategy<Value = String> + use<> {
    let alphabet: Vec<char> = alphabet.chars().chain("0123456789\n%.".chars()).collect();
    prop::collection::vec(prop::sample::select(alphabet), count)
        .prop_map(|chars| chars.into_iter().collect::<String>() + "年\n")
}

fn read_back(bytes: &[u8]) -> (Encoding, bool, bool, String) {
    let source = auto(bytes).unwrap();
    (source.encoding, source.bom, source.guessed, source.content.text().to_owned())
}

proptest! {
    #[test]
    fn unicode_round_trips(body in "[一-龥0-9a-z，。 \r\n]{0,300}") {
        let text = format!("{body}年\n");
        let marked = format!("\u{FEFF}{text}");
        let (le, be) = (u16::to_le_bytes, u16::to_be_bytes);
        let cases = [
            (text.clone().into_bytes(), Encoding::Utf8, false, false),
            (marked.clone().into_bytes(), Encoding::Utf8, true, false),
            (utf16(&text, le), Encoding::Utf16Le, false, true),
            (utf16(&marked, le), Encoding::Utf16Le, true, false),
            (utf16(&text, be), Encoding::Utf16Be, false, true),
            (utf16(&marked, be), Encoding::Utf16Be, true, false),
            (gb(&marked), Encoding::Gb18030, true, false),
        ];
        for (bytes, encoding, bom, guessed) in cases {
            prop_assert_eq!(read_back(&bytes), (encoding, bom, guessed, text.clone()));
        }
    }

    #[test]
    fn typical_gbk_is_recognised(text in typical(SIMPLIFIED, 100..600)) {
        prop_assert_eq!(read_back(&gb(&text)), (Encoding::Gb18030, false, true, text));
    }

    #[test]
    fn typical_big5_is_recognised(text in typical(TRADITIONAL, 100..600)) {
        let (bytes, _, lossy) = BIG5.encode(&text);
        prop_assert!(!lossy);
        prop_assert_eq!(read_back(&bytes), (Encoding::Big5, false, true, text.clone()));
    }

    #[test]
    fn a_named_encoding_round_trips(text in "[年一-龥ａ-ｚ㐀-㑿𠀀-𠀿€0-9a-z，。\r\n]{0,300}") {
        let text = format!("{text}年\n");
        let read = |bytes, choice| from_bytes("", bytes, choice, &Limits::default());
        let source = read(gb(&text), EncodingChoice::Gb18030).unwrap();
        prop_assert_eq!((source.guessed, source.content.text()), (false, text.as_str()));
        let source = read(utf16(&text, u16::to_le_bytes), EncodingChoice::Utf16).unwrap();
        prop_assert_eq!((source.guessed, source.content.text()), (false, text.as_str()));
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), pick in 0..5usize) {
        use EncodingChoice::*;
        let choice = [Auto, Utf8, Gb18030, Utf16, Big5][pick];
        let _ = from_bytes("a.txt", bytes, choice, &Limits::default());
    }

    #[test]
    fn bytes_like_chinese_never_panic(bytes in prop::collection::vec(0x80..=0xFFu8, 0..400)) {
        let _ = auto(&bytes);
    }
}

#[test]
fn a_page_says_its_encoding_and_is_believed_if_it_may_be() {
    let words = "青川镇公告";
    for (head, guessed) in [
        ("<html><meta charset=gb2312>", false),
        ("<html><META http-equiv=Content-Type content='text/html; charset = gbk'>", false),
        ("<?xml version=\"1.0\" encoding=\"GB18030\"?><html>", false),
        ("<html><!-- charset=gb2312 -->", true),
        ("<html><meta charset=utf-8>", true),
    ] {
        let page = format!("{head}<p>{words}政府信息公开工作年度报告</p>");
        let (bytes, ..) = encoding_rs::GB18030.encode(&page);
        let source = auto(&bytes).unwrap();
        assert_eq!((source.encoding, source.guessed), (Encoding::Gb18030, guessed), "{head}");
        assert_eq!(source.content.text(), page);
        // What is valid UTF-8 is UTF-8, whatever a template claims.
        assert_eq!(auto(page.as_bytes()).unwrap().encoding, Encoding::Utf8, "{head}");
    }
    let (mut broken, ..) = encoding_rs::GB18030.encode("<html><meta charset=gb2312>\n政府信息公开");
    broken.to_mut().extend(b"\xFF\n");
    let error = auto(&broken).unwrap_err();
    assert!(matches!(error, ReadError::Malformed { place, .. } if place.line == 2), "{error:?}");
}
