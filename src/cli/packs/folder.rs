//! Reads the folder of a pack. A pack may come from anybody, so nothing outside its folder is
//! opened, nothing that could wait for ever, and no more than a pack needs.

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::fault::{FileFault, PackFault, Refusal};
use crate::rule::MOST_RULES;

/// Bytes of a file; the longest built-in one has a fiftieth of it.
pub(super) const MAX_BYTES: usize = 4 << 20;
/// Bytes of all files of a folder.
pub(super) const MAX_TOTAL: usize = 64 << 20;
/// Files of a folder: its rules, pack.toml, authorities.toml and a few that are one too many, so
/// that the loader can say where the rules are.
const MAX_FILES: usize = MOST_RULES + 16;

/// The TOML files of a folder with their texts, by name. Hidden files are those of editors and
/// systems; folders in it are no part of the pack.
pub(in crate::cli) fn files_of(folder: &Path) -> Result<Vec<(String, String)>, PackFault> {
    let folder = with_name(folder)?;
    let shown = forward(&folder.to_string_lossy());
    let (mut files, mut total) = (Vec::new(), 0_usize);
    for name in names(&folder)? {
        let text = read(&folder.join(&name), &name)?;
        total = total.saturating_add(text.len());
        if total > MAX_TOTAL {
            return Err(PackFault::TooMuch);
        }
        files.push((format!("{shown}/{name}"), text));
    }
    if files.iter().any(|(name, _)| name.ends_with("/pack.toml")) {
        Ok(files)
    } else {
        Err(PackFault::NoPack)
    }
}

/// A folder by a path that ends in its name, which is the name of its pack: `.` and `x/.` will not
/// do. A link has the name that the user gave it.
pub(super) fn with_name(folder: &Path) -> io::Result<PathBuf> {
    match folder.file_name() {
        Some(_) => Ok(folder.components().collect()),
        None => folder.canonicalize(),
    }
}

/// The text of one of its files.
pub(in crate::cli) fn text_of(path: &Path) -> Result<String, PackFault> {
    read(path, &path.file_name().unwrap_or_default().to_string_lossy())
}

/// The names of the rule files in a folder, in order.
fn names(folder: &Path) -> Result<Vec<String>, PackFault> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let shown = name.to_string_lossy().into_owned();
        let is_toml = Path::new(&shown).extension().is_some_and(|it| it == "toml");
        if shown.starts_with('.') || !is_toml {
            continue;
        }
        let fault = |fault| PackFault::File(shown.clone(), fault);
        if name.to_str().is_none() || shown.contains(['/', '\\']) {
            return Err(fault(FileFault::Name));
        }
        let refused =
            |error: io::Error| PackFault::Unread(Some(shown.clone()), Refusal::of(&error));
        if let Some(odd) = irregular(entry.file_type().map_err(refused)?) {
            return Err(fault(odd));
        }
        names.push(shown);
        if names.len() > MAX_FILES {
            return Err(PackFault::TooMany);
        }
    }
    names.sort();
    Ok(names)
}

/// What a directory entry is, where it is no regular file. A link is not followed.
fn irregular(kind: FileType) -> Option<FileFault> {
    match (kind.is_file(), kind.is_symlink(), kind.is_dir()) {
        (true, ..) => None,
        (_, true, _) => Some(FileFault::Link),
        (_, _, true) => Some(FileFault::Folder),
        _ => Some(FileFault::Special),
    }
}

/// The text of a file, counted while it is read: its size may change, or not be told.
fn read(path: &Path, name: &str) -> Result<String, PackFault> {
    let fault = |fault| PackFault::File(name.to_owned(), fault);
    let refused = |error: io::Error| PackFault::Unread(Some(name.to_owned()), Refusal::of(&error));
    let file = File::open(path).map_err(refused)?;
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).map_err(refused)?;
    if bytes.len() > MAX_BYTES {
        return Err(fault(FileFault::TooLarge));
    }
    text(bytes).map_err(fault)
}

/// The text that bytes in UTF-8 spell, without a byte order mark.
fn text(bytes: Vec<u8>) -> Result<String, FileFault> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(FileFault::Utf16);
    }
    if memchr::memchr(0, &bytes).is_some() {
        return Err(FileFault::Nul);
    }
    let line = |error: &std::string::FromUtf8Error| {
        let sound = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        1 + sound.filter(|it| **it == b'\n').count()
    };
    let text = String::from_utf8(bytes).map_err(|error| FileFault::NotUtf8(line(&error)))?;
    Ok(text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned))
}

/// A path with forward slashes, as names in packs are.
fn forward(path: &str) -> String {
    // Elsewhere a backslash is a letter like any other.
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    path.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_utf_8_with_or_without_a_mark() {
        assert_eq!(text(b"\xEF\xBB\xBFid = 1".to_vec()), Ok("id = 1".to_owned()));
        assert_eq!(text("名 = 1".as_bytes().to_vec()), Ok("名 = 1".to_owned()));
        assert_eq!(text(b"\xFF\xFEi\0".to_vec()), Err(FileFault::Utf16));
        assert_eq!(text(b"i\0d\0".to_vec()), Err(FileFault::Nul));
        // 规则 in GB18030, on the second line.
        assert_eq!(text(b"id = 1\n\xB9\xE6\xD4\xF2".to_vec()), Err(FileFault::NotUtf8(2)));
    }
}
