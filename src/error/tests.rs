use std::path::Path;

use encoding_rs::{EUC_KR, GB18030};

use super::*;
use crate::source::{EncodingChoice, Limits, from_bytes, read};

const REPORT: &str = "掌起镇人民政府\n政府信息公开工作年度报告\n";

fn auto(bytes: &[u8]) -> ReadError {
    from_bytes("", bytes.to_vec(), EncodingChoice::Auto, &Limits::default()).unwrap_err()
}

/// Every way to fail, brought about.
fn failures() -> Vec<ReadError> {
    let folder = tempfile::tempdir().unwrap();
    let small = Limits { max_bytes: 10 };
    let at = |path: &Path, limits: &Limits| read(path, EncodingChoice::Auto, limits).unwrap_err();
    let file = folder.path().join("年报.txt");
    std::fs::write(&file, "年度报告").unwrap();
    let huge = folder.path().join("大.txt");
    std::fs::File::create(&huge).unwrap().set_len((38 << 20) + (210 << 10)).unwrap();
    vec![
        at(Path::new(""), &small),
        at(&folder.path().join("无"), &small),
        io::Error::from(io::ErrorKind::PermissionDenied).into(),
        at(folder.path(), &small),
        at(Path::new("/dev/null"), &small),
        io::Error::other("device gone").into(),
        at(&file, &small),
        at(&huge, &Limits::default()),
        auto("\u{FEFF} \r\n\u{3000}".as_bytes()),
        auto(b"%PDF-"),
        auto(&[REPORT.as_bytes(), b"\xFF"].concat()),
        auto(&[&GB18030.encode(REPORT).0, REPORT.as_bytes()].concat()),
        auto(&EUC_KR.encode("정보공개 연차보고서").0),
        ReadError::Unsupported(Container::Protected),
        ReadError::Unsupported(Container::Office),
        ReadError::Docx(DocxFault::Archive),
        ReadError::Docx(DocxFault::NoBody),
        ReadError::Docx(DocxFault::Xml),
        ReadError::Docx(DocxFault::Doctype),
        ReadError::Docx(DocxFault::TooDeep),
        ReadError::Docx(DocxFault::TooManyAttributes),
        ReadError::Docx(DocxFault::LongNumber),
        ReadError::Docx(DocxFault::LongLink),
        ReadError::Docx(DocxFault::TooMany),
        ReadError::Docx(DocxFault::TooLarge),
        ReadError::Docx(DocxFault::Imported),
        ReadError::TooManyTags,
        ReadError::TooManyLines,
    ]
}

#[test]
fn every_failure_says_what_happened() {
    let lines: Vec<String> = failures()
        .iter()
        .map(|error| {
            let (zh, en) = (error.message(Lang::Zh), error.message(Lang::En));
            format!("{} {}: {zh} | {en}", error.exit_code(), error.status())
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    2 unreadable: 文件名为空 | the file name is empty
    2 unreadable: 文件不存在 | no such file
    3 unreadable: 没有读取权限 | permission denied
    3 unreadable: 这是文件夹，不是文件 | this is a folder, not a file
    3 unreadable: 这不是普通文件（而是管道、套接字或设备） | this is no regular file but a pipe, socket or device
    3 unreadable: 读取失败：device gone | reading failed: device gone
    3 unreadable: 文件过大（12 字节，上限 10 字节） | the file is too large (12 bytes; the limit is 10 bytes)
    3 unreadable: 文件过大（38.2 MiB，上限 32 MiB） | the file is too large (38.2 MiB; the limit is 32 MiB)
    3 unreadable: 文件没有内容 | the file is empty
    3 unreadable: 本版本尚不能读取 PDF 文件 | PDF is not read yet
    3 undecodable: 第 60 字节处（第 3 行）不是有效的 UTF-8 编码 | byte 60 (line 3) is not valid UTF-8
    3 undecodable: 第 41 字节处（第 3 行）混入了 UTF-8 编码的文字 | UTF-8 text is mixed in at byte 41 (line 3)
    3 undecodable: 无法判断文字编码 | the text encoding cannot be told
    3 unreadable: 文件设有打开密码 | the file is protected by a password
    3 unreadable: 这是 Excel 或 PowerPoint 文件，不是 Word 文档 | this is an Excel or PowerPoint file, no Word document
    3 unreadable: Word 文档已损坏或不完整 | the Word document is damaged or cut off
    3 unreadable: Word 文档中没有正文 | the Word document has no text part
    3 unreadable: Word 文档的正文部分已损坏或不完整 | the text part of the Word document is damaged or cut off
    3 unreadable: Word 文档中含有不应有的文档类型声明，出于安全考虑未予读取 | the Word document declares a document type, which is not read for safety
    3 unreadable: Word 文档的结构嵌套过深 | the Word document is nested too deeply
    3 unreadable: Word 文档中有标记的属性过多 | an element of the Word document has too many attributes
    3 unreadable: Word 文档中有自动编号过长 | an automatic number of the Word document is too long
    3 unreadable: Word 文档中有超链接的地址过长 | the address of a hyperlink of the Word document is too long
    3 unreadable: Word 文档的段落、单元格或者文字片段过多 | the Word document has too many paragraphs, cells or pieces of text
    3 unreadable: Word 文档解压后过大 | the Word document is too large once inflated
    3 unreadable: Word 文档的部分正文存放在嵌入的其他文件中，无法读取 | part of the text is in another file embedded in the Word document
    3 unreadable: 网页中的标记过多 | the page has too many tags
    3 unreadable: 文本的行或者单元格过多 | the text has too many lines or cells
    ");
}

#[test]
fn every_failure_has_a_remedy_in_both_languages() {
    for error in failures() {
        assert!(error.remedy(Lang::Zh).ends_with('。'), "{error:?}");
        assert!(error.remedy(Lang::En).ends_with('.'), "{error:?}");
        assert!(!error.remedy(Lang::Zh).contains("  ") && !error.remedy(Lang::En).contains("  "));
    }
}
