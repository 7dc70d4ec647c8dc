//! The packs of a run: those the program carries and those the user names.

mod fault;
mod folder;
mod unread;

use std::path::{Path, PathBuf};

pub(super) use self::fault::PackFault;
pub(super) use self::folder::{files_of, text_of};
pub(super) use self::unread::unread_of;

use super::failure::{Failure, Kind};
use crate::rule::{Packs, Rule, SourceFile};

/// The built-in packs and those in `folders`, with their examples where a command shows them.
pub(super) fn load(folders: &[PathBuf], examples: bool) -> Result<Packs, Failure> {
    let files = files(folders)?;
    let load = if examples { Packs::builtin_and } else { Packs::for_checking };
    load(&sources(&files)).map_err(Failure::Packs)
}

/// The packs in `folders` with their examples, and the built-in ones that are not among them: whoever
/// works on a pack works on the files at hand.
pub(super) fn at_hand(folders: &[PathBuf]) -> Result<Packs, Failure> {
    Packs::builtin_but(&sources(&files(folders)?)).map_err(Failure::Packs)
}

fn files(folders: &[PathBuf]) -> Result<Vec<(String, String)>, Failure> {
    let mut files = Vec::new();
    for folder in folders {
        let read = files_of(folder).map_err(|fault| Failure::PackFolder(folder.clone(), fault));
        files.extend(read?);
    }
    Ok(files)
}

fn sources(files: &[(String, String)]) -> Vec<SourceFile<'_>> {
    files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

/// The name of the pack in a folder, which is the folder's own.
pub(super) fn name_of(folder: &Path) -> String {
    let named = folder::with_name(folder).unwrap_or_else(|_| folder.to_owned());
    named.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Refuses names of rules that no rule of these packs answers to: a slip there would silently check
/// nothing.
pub(super) fn known_in(packs: &[&Packs], names: &[String]) -> Result<(), Failure> {
    if names.is_empty() {
        return Ok(());
    }
    let rules: Vec<&Rule> = packs.iter().flat_map(|packs| packs.rules()).collect();
    let unknown = names.iter().find(|name| !rules.iter().any(|rule| rule.answers_to(name)));
    let Some(name) = unknown else { return Ok(()) };
    let ids = rules.iter().flat_map(|rule| [rule.code(), rule.id(), rule.pack.as_str()]);
    Err(Failure::Unknown(Kind::Rule, name.clone(), closest(name, ids)))
}

/// Whether a name has the shape of a code: most are like many others, so only a slip of one digit
/// hints at what was meant.
fn is_code(name: &str) -> bool {
    let digits = name.strip_prefix("HG").unwrap_or_default();
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The known name that is nearest to a mistyped one.
pub(super) fn closest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    if is_code(name) {
        let same_but = |it: &&str| is_code(it) && strsim::damerau_levenshtein(name, it) == 1;
        return known.filter(same_but).min().map(str::to_owned);
    }
    let folded = name.to_lowercase();
    let distance = |it: &str| strsim::damerau_levenshtein(&folded, &it.to_lowercase());
    let best = known.map(|it| (distance(it), it)).min()?;
    (best.0 <= 1 + name.len() / 5).then(|| best.1.to_owned())
}
