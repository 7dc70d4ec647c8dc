//! Why an input could not be read. Such a failure stops the check of one file; it is never a
//! finding, and never silent.

#[cfg(test)]
#[cfg(unix)]
mod tests;

use std::fmt;
use std::io;

use crate::lang::Lang;
use crate::reader::DocxFault;
use crate::source::{Container, Encoding};

/// Why an input gave no text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReadError {
    /// The path is an empty word.
    NoName,
    /// Nothing has this path.
    Missing,
    /// The operating system refuses to open it.
    Denied,
    /// The path names something that is no file.
    Irregular(Irregular),
    /// A link that leads nowhere, met in a folder.
    BrokenLink,
    /// A folder was named that holds nothing to check.
    NothingInside,
    /// Reading failed.
    Io(SystemError),
    /// More bytes than the limit; where reading stopped early, `bytes` is what was seen.
    TooLarge {
        /// Size of the input.
        bytes: u64,
        /// The limit.
        max: u64,
    },
    /// No byte, or blanks only.
    Empty,
    /// A format that is not read as text.
    Unsupported(Container),
    /// A malformed or cut-off character.
    Malformed {
        /// The encoding the rest of the input is in.
        encoding: Encoding,
        /// The first malformed byte.
        place: Place,
    },
    /// Words in UTF-8 stand in a text of another encoding, from this place on.
    Mixed(Place),
    /// No encoding makes Chinese text of the bytes.
    UnknownEncoding,
    /// A Word document that is damaged, or built to do harm.
    Docx(DocxFault),
    /// A page with more tags than any report needs.
    TooManyTags,
    /// A text with more lines or cells than any report has.
    TooManyLines,
    /// It was read before, and is another one now.
    Changed,
}

/// What a path names instead of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Irregular {
    /// A folder.
    Folder,
    /// A pipe, socket or device: to read it could wait for ever or never end.
    Special,
}

/// A place among raw bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Bytes before it, a byte order mark included.
    pub offset: usize,
    /// Its line, from 1.
    pub line: usize,
}

impl ReadError {
    /// The file's `status` in JSON output: `unreadable` or `undecodable`.
    pub fn status(&self) -> &'static str {
        match self {
            Self::Malformed { .. } | Self::Mixed(_) | Self::UnknownEncoding => "undecodable",
            _ => "unreadable",
        }
    }

    /// The exit code it calls for: 2 where the path itself is wrong, 3 where the input is.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoName | Self::Missing | Self::NothingInside => 2,
            _ => 3,
        }
    }

    /// What happened, as a clause without the file's name.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoName => lang.pick("文件名为空", "the file name is empty").to_owned(),
            Self::Missing => lang.pick("文件不存在", "no such file").to_owned(),
            Self::Denied => lang.pick("没有读取权限", "permission denied").to_owned(),
            Self::Irregular(what) => what.message(lang).to_owned(),
            Self::BrokenLink => {
                lang.pick("链接所指的文件不存在", "the link leads nowhere").to_owned()
            }
            Self::NothingInside => lang
                .pick("文件夹中没有可检查的文件", "there is no file to check in this folder")
                .to_owned(),
            Self::Io(why) => {
                format!("{}{}", lang.pick("读取失败：", "reading failed: "), why.message(lang))
            }
            Self::TooLarge { bytes, max } => too_large(*bytes, *max, lang),
            Self::Empty => lang.pick("文件没有内容", "the file is empty").to_owned(),
            Self::Unsupported(container) => container.message(lang).to_owned(),
            Self::Malformed { encoding, place } => malformed(*encoding, *place, lang),
            Self::Mixed(place) => mixed(*place, lang),
            Self::UnknownEncoding => {
                lang.pick("无法判断文字编码", "the text encoding cannot be told").to_owned()
            }
            Self::Docx(fault) => fault.message(lang).to_owned(),
            Self::TooManyTags => {
                lang.pick("网页中的标记过多", "the page has too many tags").to_owned()
            }
            Self::TooManyLines => lang
                .pick("文本的行或者单元格过多", "the text has too many lines or cells")
                .to_owned(),
            Self::Changed => lang
                .pick(
                    "检查期间文件有变动，未与其他报告对照",
                    "the file changed while it was checked, so it was not compared with others",
                )
                .to_owned(),
        }
    }

    /// What to do about it, as a sentence.
    pub fn remedy(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::NoName => ("请写明要检查的文件或文件夹。", "Name the file or folder to check."),
            Self::Missing => (
                "请核对路径；路径中有空格或括号时，请加上引号。",
                "Check the path; put quotes around one that holds blanks or brackets.",
            ),
            Self::Denied => (
                "请取得该文件的读取权限后再检查。",
                "Obtain permission to read the file, then check again.",
            ),
            Self::Irregular(what) => what.remedy(),
            Self::BrokenLink => (
                "请修复或删去这个链接，或者用 --exclude 排除。",
                "Mend or remove the link, or leave it out with --exclude.",
            ),
            Self::NothingInside => (
                "请核对路径；文件夹中读取 .txt、.md、.html、.docx 等文件。允许为空的，请加 --allow-empty。",
                "Check the path; in folders .txt, .md, .html and .docx files are read. Use \
                 --allow-empty if none is fine.",
            ),
            Self::Io(_) => (
                "请确认文件可以正常打开，或将其复制到本机磁盘后再检查。",
                "Make sure the file opens, or copy it to a local disk, then check again.",
            ),
            Self::TooLarge { .. } | Self::TooManyLines => (
                "请确认这是一份年度报告；汇编文件请拆分为单份报告后再检查。",
                "Make sure this is one annual report; split a collection into single reports.",
            ),
            Self::Empty => {
                ("请确认报告正文已保存到该文件。", "Make sure the report was saved to this file.")
            }
            Self::Unsupported(container) => container.remedy(),
            Self::Docx(fault) => fault.remedy(),
            Self::TooManyTags => (
                "请确认文件来源，将报告正文复制到 Word 或 WPS 中，另存为 Word 文档（.docx）后再检查。",
                "Make sure where the file comes from, copy the report to Word or WPS and save it \
                 as a Word document (.docx).",
            ),
            Self::Changed => ("请重新检查。", "Check again."),
            Self::Malformed { .. } => (
                "文件可能不完整，或混用了多种编码。请在 Word 或 WPS 中打开核对，\
                 另存为“纯文本（UTF-8）”后再检查；如编码判断有误，请用 --encoding 指定。",
                "The file may be cut off or mix encodings. Open it in Word or WPS, look it over \
                 and save it as plain text (UTF-8); name the encoding with --encoding if it was \
                 taken for the wrong one.",
            ),
            Self::Mixed(_) => (
                "请把这部分文字重新录入或粘贴，将整个文件另存为“纯文本（UTF-8）”后再检查。",
                "Enter that part again and save the whole file as plain text (UTF-8).",
            ),
            Self::UnknownEncoding => (
                "请在 Word 或 WPS 中另存为“纯文本（UTF-8）”后再检查，或用 --encoding 指定编码。",
                "Save it as plain text (UTF-8) in Word or WPS, or name its encoding with \
                 --encoding.",
            ),
        };
        lang.pick(zh, en).to_owned()
    }
}

impl Irregular {
    fn message(self, lang: Lang) -> &'static str {
        match self {
            Self::Folder => lang.pick("这是文件夹，不是文件", "this is a folder, not a file"),
            Self::Special => lang.pick(
                "这不是普通文件（而是管道、套接字或设备）",
                "this is no regular file but a pipe, socket or device",
            ),
        }
    }

    fn remedy(self) -> (&'static str, &'static str) {
        match self {
            Self::Folder => {
                ("请指定文件夹中的报告文件。", "Name the report files inside the folder.")
            }
            Self::Special => (
                "请先把内容存为文件再检查，或用“-”从标准输入读取。",
                "Save the content to a file first, or read standard input with `-`.",
            ),
        }
    }
}

fn malformed(encoding: Encoding, place: Place, lang: Lang) -> String {
    let Place { offset, line } = place;
    let (byte, title) = (offset + 1, encoding.title());
    match lang {
        Lang::Zh => format!("第 {byte} 字节处（第 {line} 行）不是有效的 {title} 编码"),
        Lang::En => format!("byte {byte} (line {line}) is not valid {title}"),
    }
}

fn mixed(place: Place, lang: Lang) -> String {
    let Place { offset, line } = place;
    let byte = offset + 1;
    match lang {
        Lang::Zh => format!("第 {byte} 字节处（第 {line} 行）混入了 UTF-8 编码的文字"),
        Lang::En => format!("UTF-8 text is mixed in at byte {byte} (line {line})"),
    }
}

fn too_large(bytes: u64, max: u64, lang: Lang) -> String {
    let (mut size, mut limit) = (mebibytes(bytes), mebibytes(max));
    // A size just above the limit must not read like the limit itself.
    if size == limit {
        let unit = lang.pick("字节", "bytes");
        (size, limit) = (format!("{bytes} {unit}"), format!("{max} {unit}"));
    }
    match lang {
        Lang::Zh => format!("文件过大（{size}，上限 {limit}）"),
        Lang::En => format!("the file is too large ({size}; the limit is {limit})"),
    }
}

/// `bytes` in MiB with at most one decimal, rounded down.
fn mebibytes(bytes: u64) -> String {
    const MIB: u64 = 1 << 20;
    let (whole, tenth) = (bytes / MIB, bytes % MIB * 10 / MIB);
    if tenth == 0 { format!("{whole} MiB") } else { format!("{whole}.{tenth} MiB") }
}

/// What the operating system says of a failure. Its own words are English.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SystemError {
    kind: io::ErrorKind,
    number: Option<i32>,
    words: String,
}

/// Kinds of failure in Chinese.
const KINDS: [(io::ErrorKind, &str); 14] = [
    (io::ErrorKind::NotFound, "文件不存在"),
    (io::ErrorKind::PermissionDenied, "没有权限"),
    (io::ErrorKind::AlreadyExists, "已有同名文件"),
    (io::ErrorKind::NotADirectory, "上级路径不是文件夹"),
    (io::ErrorKind::IsADirectory, "这是文件夹"),
    (io::ErrorKind::StorageFull, "磁盘空间不足"),
    (io::ErrorKind::QuotaExceeded, "磁盘配额已满"),
    (io::ErrorKind::ReadOnlyFilesystem, "磁盘只读"),
    (io::ErrorKind::StaleNetworkFileHandle, "网络文件已失效"),
    (io::ErrorKind::ResourceBusy, "文件正被占用"),
    (io::ErrorKind::TimedOut, "超时"),
    (io::ErrorKind::Interrupted, "操作中断"),
    (io::ErrorKind::UnexpectedEof, "文件不完整"),
    (io::ErrorKind::OutOfMemory, "内存不足"),
];

impl SystemError {
    /// Libraries wrap what the system says in words of their own, with the path once more.
    pub(crate) fn of(mut error: &io::Error) -> Self {
        while let Some(inner) = error.get_ref().and_then(|it| it.source()?.downcast_ref()) {
            error = inner;
        }
        Self { kind: error.kind(), number: error.raw_os_error(), words: error.to_string() }
    }

    /// Why it failed, as a clause.
    pub(crate) fn message(&self, lang: Lang) -> String {
        let known = KINDS.iter().find(|it| it.0 == self.kind).map(|it| it.1);
        match (lang, known, self.number) {
            (Lang::Zh, Some(words), _) => words.to_owned(),
            (Lang::Zh, None, Some(number)) => format!("系统错误 {number}"),
            _ => self.words.clone(),
        }
    }
}

impl From<io::ErrorKind> for SystemError {
    fn from(kind: io::ErrorKind) -> Self {
        Self::of(&kind.into())
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Denied,
            io::ErrorKind::IsADirectory => Self::Irregular(Irregular::Folder),
            _ => Self::Io(SystemError::of(&error)),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for ReadError {}
