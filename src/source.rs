//! Bytes in, decoded text out: the only module that opens what is to be checked.
//!
//! Decoding is strict. A byte that fits no character stops it, because text that was guessed at
//! would make findings, or their absence, worth nothing.

mod container;
mod detect;
mod encoding;
mod spelling;
#[cfg(test)]
mod tests;

use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

pub use self::container::Container;
pub use self::encoding::{Encoding, EncodingChoice};
use crate::error::{Irregular, ReadError};
use crate::text::is_blank;

/// How the words of a text are marked up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Plain text.
    Txt,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// Word since 2007 (.docx).
    Docx,
}

impl Format {
    /// The format of a text that a file name's extension stands for; plain text unless it says
    /// otherwise.
    pub fn of(name: &str) -> Self {
        if has_extension(name, &["md", "markdown"]) {
            Self::Markdown
        } else if has_extension(name, &["html", "htm", "xhtml", "shtml"]) {
            Self::Html
        } else {
            Self::Txt
        }
    }

    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Txt => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Docx => "docx",
        }
    }
}

impl Content {
    /// The text, where it is one.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Docx(_) => "",
        }
    }
}

/// How much is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Bytes of one input; more than [`Limits::MOST`] count as that.
    pub max_bytes: u64,
}

impl Limits {
    /// The most that can be allowed: a text may become three times as long when it is folded, and
    /// must still be within [`Span::MAX`](crate::text::Span::MAX).
    pub const MOST: u64 = 1 << 30;
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_bytes: 32 << 20 }
    }
}

/// One input, decoded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// Its path as the user gave it.
    pub name: String,
    /// How it is marked up.
    pub format: Format,
    /// What it was decoded from.
    pub encoding: Encoding,
    /// Whether it began with a byte order mark, which `text` leaves out.
    pub bom: bool,
    /// Whether the encoding was inferred from how the text looks.
    pub guessed: bool,
    /// SHA-256 of the raw bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// What it holds.
    pub content: Content,
}

/// What an input holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    /// The decoded text, line ends untouched.
    Text(String),
    /// The bytes of a Word document.
    Docx(Vec<u8>),
}

/// Reads and decodes the regular file at `path`.
pub fn read(path: &Path, choice: EncodingChoice, limits: &Limits) -> Result<Source, ReadError> {
    from_bytes(&path.to_string_lossy(), load(path, limits)?, choice, limits)
}

/// The bytes of the regular file at `path`.
pub fn load(path: &Path, limits: &Limits) -> Result<Vec<u8>, ReadError> {
    if path.as_os_str().is_empty() {
        return Err(ReadError::NoName);
    }
    // Looked at before it is opened, for opening a pipe waits until someone writes to it; and
    // again afterwards, for the path may by then name something else.
    regular(&path.metadata()?, *limits)?;
    let file = File::open(path)?;
    let found = file.metadata()?;
    regular(&found, *limits)?;
    // Room for all of it, so that it is read at once.
    let size = found.len().min(limits.max_bytes);
    read_into(Vec::with_capacity(usize::try_from(size).unwrap_or_default()), file, *limits)
}

/// All bytes that `reader` gives, or an error as soon as they exceed the limit.
pub fn read_capped(reader: impl Read, limits: &Limits) -> Result<Vec<u8>, ReadError> {
    read_into(Vec::new(), reader, *limits)
}

fn read_into(mut bytes: Vec<u8>, reader: impl Read, limits: Limits) -> Result<Vec<u8>, ReadError> {
    reader.take(limits.max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    within(bytes.len() as u64, limits)?;
    Ok(bytes)
}

/// Decodes `bytes`; `name` tells the format and stands for the path.
pub fn from_bytes(
    name: &str,
    bytes: Vec<u8>,
    choice: EncodingChoice,
    limits: &Limits,
) -> Result<Source, ReadError> {
    within(bytes.len() as u64, *limits)?;
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let sha256 = format!("{:x}", Sha256::digest(&bytes));
    let format = match container::recognise(name, &bytes) {
        None => Format::of(name),
        Some(Container::Html) => Format::Html,
        Some(Container::Docx) => {
            let name = name.to_owned();
            let (format, encoding) = (Format::Docx, Encoding::Utf8);
            let content = Content::Docx(bytes);
            return Ok(Source {
                name,
                format,
                encoding,
                bom: false,
                guessed: false,
                sha256,
                content,
            });
        }
        Some(container) => return Err(ReadError::Unsupported(container)),
    };
    let decoded = detect::decode(bytes, choice)?;
    if decoded.text.contains('\0') {
        return Err(ReadError::Unsupported(Container::Binary));
    }
    if decoded.text.chars().all(|char| is_blank(char) || char.is_whitespace()) {
        return Err(ReadError::Empty);
    }
    Ok(Source {
        name: name.to_owned(),
        format,
        encoding: decoded.encoding,
        bom: decoded.bom,
        guessed: decoded.guessed,
        sha256,
        content: Content::Text(decoded.text),
    })
}

fn regular(metadata: &Metadata, limits: Limits) -> Result<(), ReadError> {
    if metadata.is_file() {
        return within(metadata.len(), limits);
    }
    let what = if metadata.is_dir() { Irregular::Folder } else { Irregular::Special };
    Err(ReadError::Irregular(what))
}

fn within(bytes: u64, limits: Limits) -> Result<(), ReadError> {
    let max = limits.max_bytes.min(Limits::MOST);
    if bytes > max { Err(ReadError::TooLarge { bytes, max }) } else { Ok(()) }
}

/// Whether the extension of `name` is one of `extensions`, in capitals or not.
fn has_extension(name: &str, extensions: &[&str]) -> bool {
    let extension = Path::new(name).extension().unwrap_or_default();
    extensions.iter().any(|wanted| extension.eq_ignore_ascii_case(wanted))
}
