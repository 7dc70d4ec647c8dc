//! Formats that are not text, told by how their bytes begin.

use std::borrow::Cow;

use memchr::{memchr, memmem};

use super::has_extension;
use crate::lang::Lang;

/// A format that is not read as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Container {
    /// Word since 2007 (.docx).
    Docx,
    /// Excel or PowerPoint since 2007, whatever the name of the file.
    Office,
    /// A document since Word 2007 that only its password opens: an OLE2 file round the encrypted
    /// archive.
    Protected,
    /// China's fixed layout document (.ofd, GB/T 33190).
    Ofd,
    /// Another ZIP file, such as a packed folder.
    Zip,
    /// Word or WPS of the OLE2 kind (.doc, .wps).
    Ole2,
    /// PDF.
    Pdf,
    /// Rich text (.rtf).
    Rtf,
    /// A text document in XML: Word 2003 XML, the flat forms of Word, OpenDocument and UOF (标文通).
    Xml,
    /// A web page or mail with all its parts in one file (.mht, .eml).
    Mime,
    /// A web page.
    Html,
    /// A picture.
    Image,
    /// A compressed file other than ZIP.
    Archive,
    /// Bytes that are no text in any encoding.
    Binary,
}

/// What the bytes begin with.
const MAGIC: [(&[u8], Container); 25] = [
    (b"PK\x03\x04", Container::Zip),
    (b"PK\x05\x06", Container::Zip),
    (b"PK\x07\x08", Container::Zip),
    (b"\xD0\xCF\x11\xE0", Container::Ole2),
    (b"\x1F\x8B\x08", Container::Archive),
    (b"BZh91AY&SY", Container::Archive),
    (b"\xFD7zXZ\x00", Container::Archive),
    (b"7z\xBC\xAF\x27\x1C", Container::Archive),
    (b"Rar!\x1A\x07", Container::Archive),
    (b"\x89PNG\r\n\x1A\n", Container::Image),
    (b"\xFF\xD8\xFF", Container::Image),
    (b"GIF87a", Container::Image),
    (b"GIF89a", Container::Image),
    (b"II*\x00", Container::Image),
    (b"MM\x00*", Container::Image),
    (b"%PDF-", Container::Pdf),
    (b"{\\rtf", Container::Rtf),
    (b"<?mso-application progid=\"Excel", Container::Office),
    (b"<?mso-application", Container::Xml),
    (b"<w:wordDocument", Container::Xml),
    (b"<pkg:package", Container::Xml),
    (b"<office:document", Container::Xml),
    (b"<uof:UOF", Container::Xml),
    (b"<!doctype html", Container::Html),
    (b"<html", Container::Html),
];

/// File names inside a ZIP file that tell what it is.
const MEMBERS: [(&[u8], Container); 4] = [
    (b"word/document", Container::Docx),
    (b"OFD.xml", Container::Ofd),
    (b"xl/workbook", Container::Office),
    (b"ppt/presentation", Container::Office),
];

/// The stream that holds a document with a password, as OLE2 directories spell names.
const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
/// Bytes of an entry in an OLE2 directory; each begins with its name.
const ENTRY: usize = 128;

/// Bytes that tell a format by its first word.
const WORD: usize = 48;
/// Bytes from the start in which a format shows itself.
const HEAD: usize = 4096;

/// The format of `bytes` where it is none that is decoded as text.
pub(super) fn recognise(name: &str, bytes: &[u8]) -> Option<Container> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let found = by_magic(head).or_else(|| by_magic(&words(head))).or_else(|| riff_or_bmp(head));
    let found = found.or_else(|| is_mime(head).then_some(Container::Mime));
    match found {
        Some(Container::Zip) => match inside_zip(bytes) {
            // What is wrong with it only its reader can say.
            Container::Zip if has_extension(name, &["docx", "docm"]) => Some(Container::Docx),
            inside => Some(inside),
        },
        Some(Container::Ole2) if is_protected(bytes) => Some(Container::Protected),
        None if has_extension(name, &["html", "htm", "xhtml", "shtml"]) => Some(Container::Html),
        _ => found,
    }
}

fn by_magic(head: &[u8]) -> Option<Container> {
    let starts = |magic: &[u8]| {
        head.get(..magic.len()).is_some_and(|start| start.eq_ignore_ascii_case(magic))
    };
    MAGIC.iter().find(|(magic, _)| starts(magic)).map(|&(_, container)| container)
}

/// The first bytes of the first word in `head`: without byte order mark, blanks and XML declaration,
/// and without NUL, so that ASCII in UTF-16 shows too.
fn words(head: &[u8]) -> Vec<u8> {
    let plain: Cow<'_, [u8]> = match memchr(0, head) {
        None => Cow::Borrowed(head),
        Some(_) => head.iter().copied().filter(|&byte| byte != 0).collect(),
    };
    let start = plain.iter().position(|byte| {
        !byte.is_ascii_whitespace() && !matches!(byte, 0xEF | 0xBB | 0xBF | 0xFE | 0xFF)
    });
    let words = plain.get(start.unwrap_or(plain.len())..).unwrap_or_default();
    let declared = words.starts_with(b"<?xml").then(|| memmem::find(words, b"?>")).flatten();
    let body = declared.and_then(|end| words.get(end + 2..)).unwrap_or(words);
    body.trim_ascii_start().iter().copied().take(WORD).collect()
}

/// Whether a file begins with headers as mails have them, and one of them tells its MIME version.
fn is_mime(head: &[u8]) -> bool {
    let bare = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let lines = bare.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end);
    let name = |line: &[u8]| {
        let end = memchr(b':', line)?;
        let name = line.get(..end)?.to_ascii_lowercase();
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
        (end > 0 && name.iter().all(is_name)).then_some(name)
    };
    // A line that begins with a blank goes on the one before it.
    let headers = lines.filter(|line| !line.starts_with(b" ") && !line.starts_with(b"\t"));
    headers.map_while(name).any(|it| it == b"mime-version")
}

/// Pictures whose first bytes alone could also begin a text.
fn riff_or_bmp(head: &[u8]) -> Option<Container> {
    let webp = head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP");
    let bmp = head.starts_with(b"BM") && head.get(6..10) == Some(&[0; 4]);
    (webp || bmp).then_some(Container::Image)
}

fn inside_zip(bytes: &[u8]) -> Container {
    let member = MEMBERS.iter().find(|(member, _)| memmem::find(bytes, member).is_some());
    member.map_or(Container::Zip, |&(_, container)| container)
}

fn is_protected(bytes: &[u8]) -> bool {
    memmem::find_iter(bytes, ENCRYPTED).any(|at| at % ENTRY == 0)
}

impl Container {
    pub(crate) fn message(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Docx => {
                ("本版本尚不能读取 Word 文档（.docx）", "Word documents (.docx) are not read yet")
            }
            Self::Office => (
                "这是 Excel 或 PowerPoint 文件，不是 Word 文档",
                "this is an Excel or PowerPoint file, no Word document",
            ),
            Self::Protected => ("文件设有打开密码", "the file is protected by a password"),
            Self::Ofd => ("本版本尚不能读取 OFD 版式文件", "OFD documents are not read yet"),
            Self::Zip => ("这是 ZIP 压缩文件", "this is a ZIP archive"),
            Self::Ole2 => (
                "本版本尚不能读取 Word 97-2003 或 WPS 文档（.doc、.wps）",
                "Word 97-2003 and WPS documents (.doc, .wps) are not read yet",
            ),
            Self::Pdf => ("本版本尚不能读取 PDF 文件", "PDF is not read yet"),
            Self::Rtf => ("本版本尚不能读取 RTF 文档", "RTF is not read yet"),
            Self::Xml => (
                "本版本尚不能读取 XML 格式的文字文档（Word 2003 XML 等）",
                "text documents in XML (Word 2003 XML and the like) are not read yet",
            ),
            Self::Mime => (
                "本版本尚不能读取单个文件网页（.mht）或者邮件",
                "single-file web pages (.mht) and mails are not read yet",
            ),
            Self::Html => ("这是网页（HTML）", "this is a web page (HTML)"),
            Self::Image => ("这是图片，无法读取其中的文字", "this is a picture, not text"),
            Self::Archive => ("这是压缩文件", "this is a compressed file"),
            Self::Binary => {
                ("文件含有二进制内容，不是文本", "the file holds binary data, not text")
            }
        };
        lang.pick(zh, en)
    }

    pub(crate) fn remedy(self) -> (&'static str, &'static str) {
        match self {
            Self::Zip | Self::Archive => {
                ("请先解压，再检查其中的报告。", "Unpack it and check the report inside.")
            }
            Self::Protected => (
                "请在 Word 或 WPS 中输入密码打开，取消打开密码并保存后再检查。",
                "Open it in Word or WPS, remove the password, save it and check again.",
            ),
            Self::Office => (
                "请指定报告的 Word 文档；报告只有这一份文件的，请将全文复制到 Word 或 WPS 中保存后再检查。",
                "Name the report's Word document, or copy the whole report to Word or WPS and \
                 save it.",
            ),
            // Plain text would lose the tables.
            Self::Pdf | Self::Ofd | Self::Image => (
                "请找到报告的 Word 或 WPS 原稿，另存为 Word 文档（.docx）后再检查。",
                "Open the report's original in Word or WPS and save it as a Word document (.docx).",
            ),
            Self::Docx
            | Self::Html
            | Self::Xml
            | Self::Mime
            | Self::Ole2
            | Self::Rtf
            | Self::Binary => (
                "请在 Word 或 WPS 中打开，另存为 Word 文档（.docx）后再检查。",
                "Open it in Word or WPS and save it as a Word document (.docx).",
            ),
        }
    }
}
