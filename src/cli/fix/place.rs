//! Where a repaired input goes.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::args::CheckArgs;
use crate::cli::failure::Failure;
use crate::cli::inputs::Input;
use crate::cli::paths;

/// Where a repaired input goes.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// Where it came from.
    Own,
    /// Nowhere: what would change is printed.
    Patch,
    /// Another file.
    File(PathBuf),
    /// A folder, under its own name.
    Folder(PathBuf),
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
        let into = path.is_dir() || inputs.len() > 1 || ends_in_separator(path);
        let place = if into { Self::Folder(path.clone()) } else { Self::File(path.clone()) };
        if into && path.exists() && !path.is_dir() {
            return Err(Failure::NoFolder(path.clone()));
        }
        if into {
            fs::create_dir_all(path).map_err(|error| Failure::Write(path.clone(), error))?;
        }
        let mut seen = BTreeSet::new();
        for input in inputs {
            let name = input.name(&args.input.reading);
            let Some(path) = place.path(&name) else { continue };
            if is_document(&path) != is_document(Path::new(&name)) && path.extension().is_some() {
                return Err(Failure::OtherKind(path));
            }
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

    /// The file for the input called `name`, if it is another one.
    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        match self {
            Self::Own | Self::Patch => None,
            Self::File(path) => Some(path.clone()),
            Self::Folder(folder) => {
                let name = Path::new(name).file_name().filter(|it| *it != "-");
                Some(folder.join(name.unwrap_or("stdin.txt".as_ref())))
            }
        }
    }
}

/// Whether a path is named like a Word document, which a repaired copy of one must be.
fn is_document(path: &Path) -> bool {
    path.extension()
        .is_some_and(|it| ["docx", "docm"].iter().any(|own| it.eq_ignore_ascii_case(own)))
}

fn ends_in_separator(path: &Path) -> bool {
    path.to_string_lossy().ends_with(std::path::is_separator)
}
