//! Writing files whole or not at all: text goes to a draft beside the file and takes its place in
//! one step.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file that is being written.
#[derive(Debug)]
pub(super) enum Draft {
    /// Beside the file whose place it will take; dropped unfinished, it vanishes.
    Beside(BufWriter<NamedTempFile>, PathBuf),
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
            // Who may not write the file may not put another in its place.
            Ok(there) => {
                OpenOptions::new().write(true).open(&path)?;
                Self::beside(path, Some(there.permissions()))
            }
            Err(_) => Self::beside(path, None),
        }
    }

    fn beside(path: PathBuf, permissions: Option<fs::Permissions>) -> io::Result<Self> {
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let draft = builder.prefix(".hegui-").tempfile_in(folder.unwrap_or(Path::new(".")))?;
        if let Some(permissions) = permissions {
            draft.as_file().set_permissions(permissions)?;
        }
        Ok(Self::Beside(BufWriter::new(draft), path))
    }

    /// Ends the file.
    pub(super) fn put_in_place(self) -> io::Result<()> {
        match self {
            Self::Beside(draft, path) => {
                let draft = draft.into_inner().map_err(io::IntoInnerError::into_error)?;
                draft.as_file().sync_all()?;
                draft.persist(path)?;
                Ok(())
            }
            Self::Direct(mut file) => file.flush(),
        }
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Beside(draft, _) => draft.write(bytes),
            Self::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Beside(draft, _) => draft.flush(),
            Self::Direct(file) => file.flush(),
        }
    }
}
