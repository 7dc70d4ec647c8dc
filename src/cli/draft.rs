//! Writing files whole or not at all: text goes to a draft beside the file and takes its place in
//! one step, with the permissions and the owner of the file.
//!
//! A file that goes by several names (hard links), or whose owner cannot be given to another file,
//! is written over where it lies, so that all its names lead to the new text. The draft is then
//! complete on disk before the first byte is written and vanishes after the last; what fails on
//! the way is undone.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file that is being written.
#[derive(Debug)]
pub(super) enum Draft {
    /// Beside the file whose place it will take; dropped unfinished, it vanishes.
    Beside(BufWriter<NamedTempFile>, PathBuf),
    /// Beside the file that it will be copied over.
    Over(BufWriter<NamedTempFile>, PathBuf),
    /// A pipe or device, which has no place to take.
    Direct(BufWriter<File>),
}

impl Draft {
    /// Begins the file at `path`. A link is followed, so that it still leads to the file.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match path.metadata() {
            Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(there) if !there.is_file() => {
                Ok(Self::Direct(BufWriter::new(OpenOptions::new().write(true).open(&path)?)))
            }
            // Who may not write the file may not put another in its place; and who may do
            // everything should still mind that it is marked as read-only.
            Ok(there) if there.permissions().readonly() => {
                Err(io::ErrorKind::PermissionDenied.into())
            }
            Ok(there) => {
                OpenOptions::new().write(true).open(&path)?;
                let draft = beside(&path)?;
                let alike = names(&there) == 1 && give_owner(draft.as_file(), &there);
                draft.as_file().set_permissions(there.permissions())?;
                let draft = BufWriter::new(draft);
                Ok(if alike { Self::Beside(draft, path) } else { Self::Over(draft, path) })
            }
            Err(_) => Ok(Self::Beside(BufWriter::new(beside(&path)?), path)),
        }
    }

    /// Ends the file.
    pub(super) fn put_in_place(self) -> io::Result<()> {
        match self {
            Self::Beside(draft, path) => {
                let draft = whole(draft)?;
                draft.persist(&path)?;
                // The new name is on disk, too; a file system that cannot say so is forgiven.
                let _ = File::open(folder_of(&path)).and_then(|folder| folder.sync_all());
                Ok(())
            }
            Self::Over(draft, path) => copy_over(whole(draft)?, &path),
            Self::Direct(mut file) => file.flush(),
        }
    }
}

/// An empty draft beside `path`.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = folder_of(path);
    if folder.metadata()?.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.prefix(".hegui-").tempfile_in(folder)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The draft once all of it is on disk.
fn whole(draft: BufWriter<NamedTempFile>) -> io::Result<NamedTempFile> {
    let draft = draft.into_inner().map_err(io::IntoInnerError::into_error)?;
    draft.as_file().sync_all()?;
    Ok(draft)
}

fn copy_over(mut draft: NamedTempFile, path: &Path) -> io::Result<()> {
    let old = fs::read(path)?;
    let mut file = OpenOptions::new().write(true).open(path)?;
    draft.as_file_mut().rewind()?;
    let copied = io::copy(draft.as_file_mut(), &mut file)
        .and_then(|length| file.set_len(length))
        .and_then(|()| file.sync_all());
    let Err(error) = copied else { return Ok(()) };
    let undone = file
        .rewind()
        .and_then(|()| file.write_all(&old))
        .and_then(|()| file.set_len(old.len() as u64))
        .and_then(|()| file.sync_all());
    if undone.is_err() {
        // The whole new text is better than two halves.
        let (_, kept) = draft.keep()?;
        return Err(io::Error::other(format!("{error} ({})", kept.display())));
    }
    Err(error)
}

/// How many names a file has.
#[cfg(unix)]
fn names(there: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(there)
}

#[cfg(not(unix))]
fn names(_: &Metadata) -> u64 {
    1
}

/// Gives a draft the owner of the file; whether it has it then.
#[cfg(unix)]
fn give_owner(draft: &File, there: &Metadata) -> bool {
    use std::os::unix::fs::{MetadataExt, fchown};
    let same = draft.metadata().is_ok_and(|it| (it.uid(), it.gid()) == (there.uid(), there.gid()));
    same || fchown(draft, Some(there.uid()), Some(there.gid())).is_ok()
}

#[cfg(not(unix))]
fn give_owner(_: &File, _: &Metadata) -> bool {
    true
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Beside(draft, _) | Self::Over(draft, _) => draft.write(bytes),
            Self::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Beside(draft, _) | Self::Over(draft, _) => draft.flush(),
            Self::Direct(file) => file.flush(),
        }
    }
}
