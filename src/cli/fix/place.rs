//! Where a repaired input goes.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use crate::cli::args::{CheckArgs, InputArgs};
use crate::cli::draft::Draft;
use crate::cli::failure::Failure;
use crate::cli::inputs::Input;
use crate::cli::paths;
use crate::source::Format;

/// Names that Word gives its documents.
const DOCUMENTS: [&str; 2] = ["docx", "docm"];

/// Where a repaired input goes.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// Where it came from.
    Own,
    /// Nowhere: what would change is printed.
    Patch,
    /// Another file.
    File(PathBuf),
    /// A folder, under its own name; where it comes from one of `roots`, in the same folders inside.
    Folder { folder: PathBuf, roots: Vec<PathBuf> },
}

impl Place {
    /// What the flags ask for, if no two files meet there.
    pub(super) fn of(
        args: &CheckArgs,
        inputs: &[Input],
        reads: &[Cow<'_, Path>],
    ) -> Result<Self, Failure> {
        let Some(path) = args.repair.output.as_ref().filter(|_| !args.repair.diff) else {
            return Ok(if args.repair.diff { Self::Patch } else { Self::Own });
        };
        if path.as_os_str() == "-" {
            // What comes from standard input goes to standard output as it is.
            let piped = inputs.iter().all(|input| matches!(input, Input::Stdin));
            return if piped { Ok(Self::Own) } else { Err(Failure::NotPiped) };
        }
        // A folder is copied into a folder, though it holds one report.
        let folder = path.extension().is_none() && !roots(&args.input).is_empty();
        let into = path.is_dir() || inputs.len() > 1 || folder || ends_in_separator(path);
        let place = if into {
            Self::Folder { folder: path.clone(), roots: roots(&args.input) }
        } else {
            Self::File(path.clone())
        };
        if into && path.exists() && !path.is_dir() {
            return Err(Failure::NoFolder(path.clone()));
        }
        if into {
            fs::create_dir_all(path).map_err(|error| Failure::Write(path.clone(), error))?;
        }
        let mut seen = BTreeSet::new();
        for input in inputs {
            let Some(path) = place.path(input, &input.name(&args.input.reading)) else { continue };
            if paths::is_one_of(&path, reads.iter().map(AsRef::as_ref)) {
                return Err(Failure::Overwrite(path));
            }
            let meets = |it: &PathBuf| paths::are_same(it, &path);
            if args.output.format.iter().filter_map(|it| it.path.as_ref()).any(meets) {
                return Err(Failure::OneOutput);
            }
            if !seen.insert(path.clone()) {
                return Err(Failure::SameName(path));
            }
        }
        Ok(place)
    }

    /// The file for an input, which is called `name`, if it is another one.
    pub(super) fn path(&self, input: &Input, name: &str) -> Option<PathBuf> {
        match self {
            Self::Own | Self::Patch => None,
            Self::File(path) => Some(path.clone()),
            Self::Folder { folder, roots } => {
                // The current folder seems to be above any path.
                let is_inside =
                    |it: &Path| it.components().all(|it| matches!(it, Component::Normal(_)));
                let below = |root: &PathBuf| input.path()?.strip_prefix(root).ok();
                let below = |root| below(root).filter(|it| is_inside(it));
                let inside =
                    roots.iter().filter_map(below).min_by_key(|it| it.components().count());
                let name = Path::new(name).file_name().filter(|it| *it != "-").map(Path::new);
                Some(folder.join(inside.or(name).unwrap_or("stdin.txt".as_ref())))
            }
        }
    }

    /// Writes a repaired copy.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let (Self::Folder { .. }, Some(folder)) = (self, path.parent()) {
            fs::create_dir_all(folder)?;
            // It may be a copy that someone has gone on with.
            if holds_else(path, bytes)? {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
        }
        let mut draft = Draft::of(path)?;
        draft.write_all(bytes)?;
        draft.put_in_place()
    }
}

/// Whether a file is there that holds something else.
fn holds_else(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let Ok(file) = fs::metadata(path) else { return Ok(false) };
    let same = file.len() == u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Ok(!file.is_file() || !same || fs::read(path)? != bytes)
}

/// The folders whose files are repaired, as their files are called after them.
fn roots(args: &InputArgs) -> Vec<PathBuf> {
    let here = [PathBuf::from(".")];
    let named =
        if args.paths.is_empty() && args.files_from.is_none() { &here } else { &args.paths[..] };
    let folders = named.iter().filter(|it| it.is_dir());
    folders.map(|it| it.strip_prefix(".").unwrap_or(it).to_owned()).collect()
}

/// Whether a copy of what was read in this format may be named so: like a Word document if it is one
/// and only then, or as the file itself is, whatever its name says.
pub(super) fn suits(path: &Path, input: &Input, format: Format) -> bool {
    let Some(extension) = path.extension() else { return true };
    let is_named = |own: &OsStr| extension.eq_ignore_ascii_case(own);
    let is_own = input.path().and_then(Path::extension).is_some_and(is_named);
    is_own || DOCUMENTS.map(OsStr::new).into_iter().any(is_named) == (format == Format::Docx)
}

fn ends_in_separator(path: &Path) -> bool {
    path.to_string_lossy().ends_with(std::path::is_separator)
}
