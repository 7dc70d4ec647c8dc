//! The list of paths that `--files-from` names, one a line.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::STDIN;
use crate::cli::failure::Failure;
use crate::cli::interrupt;
use crate::error::{Irregular, ReadError};
use crate::source::{self, Container, Encoding, EncodingChoice, Limits, Source};

/// Bytes of a list.
const LIMITS: Limits = Limits { max_bytes: 64 << 20 };

/// The paths in a list.
pub(super) fn read(list: &Path) -> Result<Vec<PathBuf>, Failure> {
    let path = list.to_owned();
    let bytes = move || {
        if path.as_os_str() == STDIN {
            return source::read_capped(io::stdin().lock(), &LIMITS);
        }
        source::read_capped(opened(&path)?, &LIMITS)
    };
    // Whoever writes into a pipe may take long.
    let bytes = interrupt::wait_for(bytes).ok_or(Failure::Interrupted)?;
    let text = bytes.and_then(decoded);
    let text = text.map_err(|error| Failure::List(list.to_owned(), error))?;
    let text = text.trim_start_matches('\u{FEFF}');
    Ok(text.lines().filter(|line| !line.trim().is_empty()).map(PathBuf::from).collect())
}

/// A list to read from: a file, or a pipe as shells make of `<(find …)`. A device may never end.
fn opened(path: &Path) -> Result<File, ReadError> {
    let there = path.metadata()?;
    match there.is_file() || is_pipe(&there) {
        true => Ok(File::open(path)?),
        false if there.is_dir() => Err(ReadError::Irregular(Irregular::Folder)),
        false => Err(ReadError::Irregular(Irregular::Special)),
    }
}

#[cfg(unix)]
fn is_pipe(there: &Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&there.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_: &Metadata) -> bool {
    false
}

/// The text of a list, in UTF-8 or as programs for Windows write it.
fn decoded(bytes: Vec<u8>) -> Result<String, ReadError> {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => return Ok(text),
        // Paths parted by NUL, or no text.
        Ok(_) => return Err(ReadError::Unsupported(Container::Binary)),
        Err(error) => error.into_bytes(),
    };
    let decode = |bytes, choice| source::from_bytes("", bytes, choice, &LIMITS);
    let told = match decode(bytes.clone(), EncodingChoice::Auto) {
        // A few names are too little to tell by; what is not Unicode is GBK here.
        Ok(Source { encoding: Encoding::Big5, .. })
        | Err(ReadError::UnknownEncoding | ReadError::Malformed { .. }) => {
            decode(bytes, EncodingChoice::Gb18030)
        }
        told => told,
    };
    Ok(told?.content.text().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_may_come_from_windows() {
        let names = "年报/桃溪镇.txt\r\n报告.docx\r\n";
        let utf16: Vec<u8> = names.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let gbk = encoding_rs::GB18030.encode(names).0.into_owned();
        let cases = [names.into(), [&b"\xFF\xFE"[..], &utf16].concat(), gbk];
        for bytes in cases {
            assert_eq!(decoded(bytes).unwrap(), names);
        }
        let short = encoding_rs::GB18030.encode("报告").0.into_owned();
        assert_eq!(decoded(short).unwrap(), "报告");
        assert!(decoded(b"a.txt\0b.txt\0".to_vec()).is_err());
    }
}
