//! Which packs a command of `pack` works on.

use std::path::{Path, PathBuf};

use crate::cli::failure::{Failure, Kind};
use crate::cli::session::Session;
use crate::cli::{packs, plan};
use crate::rule::{Pack, Packs};

/// All packs at hand, and the names of those that the command is about.
pub(super) struct Named {
    pub packs: Packs,
    pub names: Vec<String>,
    /// The folders of those that have one, by name.
    pub folders: Vec<(String, PathBuf)>,
}

impl Named {
    /// The packs that `wanted` names, by folder or as built-in; those of --pack and of the nearest
    /// hegui.toml, else the current folder, where it names none.
    pub(super) fn of(wanted: &[PathBuf], session: &Session) -> Result<Self, Failure> {
        let mut folders = plan::folders_at_hand(session)?;
        let (own, builtin): (Vec<&PathBuf>, Vec<&PathBuf>) =
            wanted.iter().partition(|it| it.is_dir());
        let mut names: Vec<String> = own.iter().map(|it| packs::name_of(it)).collect();
        if wanted.is_empty() {
            if folders.is_empty() {
                folders.push(PathBuf::from("."));
            }
            names = folders.iter().map(|it| packs::name_of(it)).collect();
        }
        folders.retain(|it| !own.iter().any(|other| packs::name_of(other) == packs::name_of(it)));
        folders.extend(own.into_iter().cloned());
        let at_hand = packs::at_hand(&folders)?;
        for path in builtin {
            names.push(known(path, &at_hand)?);
        }
        let folders = folders.into_iter().map(|it| (packs::name_of(&it), it));
        let folders = folders.filter(|(name, _)| names.contains(name)).collect();
        Ok(Self { packs: at_hand, names, folders })
    }
}

/// The name of a pack that is at hand.
fn known(path: &Path, packs: &Packs) -> Result<String, Failure> {
    let name = path.to_string_lossy().into_owned();
    if packs.pack(&name).is_some() {
        return Ok(name);
    }
    let like = packs::closest(&name, packs.packs.iter().map(Pack::id));
    Err(Failure::Unknown(Kind::Pack, name, like))
}
