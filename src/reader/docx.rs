//! Word documents (.docx): the text Word shows, one paragraph a line, one table row a line.
//!
//! The archive is never unpacked and no tree is built: the parts that hold text are inflated under
//! a cap and their XML is read as a stream. What a list number says (一、) is not in the text but
//! follows from the numbering part, so it is counted here as Word counts it.

mod body;
mod format;
mod numbering;
mod package;
mod spelling;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod view;
mod xml;

use std::fmt;

use self::numbering::Numbering;
use self::package::Package;
pub use self::spelling::{Place, Spelling};
use self::view::{Piece, View};
use super::Layout;
use crate::error::ReadError;
use crate::lang::Lang;

/// Why a Word document could not be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DocxFault {
    /// The archive is cut off or damaged.
    Archive,
    /// It has no part with a text.
    NoBody,
    /// The XML is damaged or cut off.
    Xml,
    /// The XML declares entities of its own, which no word processor writes.
    Doctype,
    /// Elements are nested deeper than any document needs.
    TooDeep,
    /// An element bears more attributes than any document needs.
    TooManyAttributes,
    /// The archive or one of its parts is larger than any report.
    TooLarge,
    /// A list number is longer than any document needs.
    LongNumber,
    /// A hyperlink leads to an address longer than any document needs.
    LongLink,
    /// There are more paragraphs, cells and pieces of text than in any document.
    TooMany,
    /// Text stands in another file that Word takes in when it opens this one.
    Imported,
}

/// Reads a Word document: the view and what stands where in it.
pub(super) fn read(bytes: &[u8]) -> Result<(String, Layout), ReadError> {
    let read = document(bytes).map_err(ReadError::Docx)?;
    Ok((read.text, read.layout))
}

/// A Word document, read.
struct Read {
    text: String,
    layout: Layout,
    /// The parts with text: their names and their XML.
    parts: Vec<(String, String)>,
    pieces: Vec<Piece>,
}

fn document(bytes: &[u8]) -> Result<Read, DocxFault> {
    let mut package = Package::open(bytes)?;
    let (name, text) = package.document()?.ok_or(DocxFault::NoBody)?;
    let numbering = Numbering::read(
        &package.part("word/numbering.xml")?.unwrap_or_default(),
        &package.part("word/styles.xml")?.unwrap_or_default(),
    )?;
    let links = package.links()?;
    let mut view = View::default();
    body::read(&text, numbering, &links, &mut view)?;
    let mut parts = vec![(name, text)];
    // Notes stand where nothing else does: after the text.
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(part) = package.part(notes)? {
            view.next_part();
            body::read(&part, Numbering::default(), &links, &mut view)?;
            parts.push((notes.to_owned(), part));
        }
    }
    let (text, layout, pieces) = view.finish();
    Ok(Read { text, layout, parts, pieces })
}

impl DocxFault {
    pub(crate) fn message(self, lang: Lang) -> &'static str {
        match self {
            Self::Archive => {
                lang.pick("Word 文档已损坏或不完整", "the Word document is damaged or cut off")
            }
            Self::NoBody => lang.pick("Word 文档中没有正文", "the Word document has no text part"),
            Self::Xml => lang.pick(
                "Word 文档的正文部分已损坏或不完整",
                "the text part of the Word document is damaged or cut off",
            ),
            Self::Doctype => lang.pick(
                "Word 文档中含有不应有的文档类型声明，出于安全考虑未予读取",
                "the Word document declares a document type, which is not read for safety",
            ),
            Self::TooDeep => {
                lang.pick("Word 文档的结构嵌套过深", "the Word document is nested too deeply")
            }
            Self::TooManyAttributes => lang.pick(
                "Word 文档中有标记的属性过多",
                "an element of the Word document has too many attributes",
            ),
            Self::LongNumber => lang.pick(
                "Word 文档中有自动编号过长",
                "an automatic number of the Word document is too long",
            ),
            Self::LongLink => lang.pick(
                "Word 文档中有超链接的地址过长",
                "the address of a hyperlink of the Word document is too long",
            ),
            Self::TooMany => lang.pick(
                "Word 文档的段落、单元格或者文字片段过多",
                "the Word document has too many paragraphs, cells or pieces of text",
            ),
            Self::Imported => lang.pick(
                "Word 文档的部分正文存放在嵌入的其他文件中，无法读取",
                "part of the text is in another file embedded in the Word document",
            ),
            Self::TooLarge => {
                lang.pick("Word 文档解压后过大", "the Word document is too large once inflated")
            }
        }
    }

    pub(crate) fn remedy(self) -> (&'static str, &'static str) {
        match self {
            Self::Archive | Self::NoBody | Self::Xml | Self::Imported => (
                "请在 Word 或 WPS 中打开核对，另存为新的 .docx 文件后再检查。",
                "Open it in Word or WPS, look it over and save it as a new .docx file.",
            ),
            Self::Doctype
            | Self::TooDeep
            | Self::TooManyAttributes
            | Self::LongNumber
            | Self::LongLink
            | Self::TooMany
            | Self::TooLarge => (
                "请确认文件来源，在 Word 或 WPS 中将正文复制到新文档后再检查。",
                "Make sure where the file comes from and copy its text to a new document.",
            ),
        }
    }
}

impl fmt::Display for DocxFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message(Lang::En))
    }
}
