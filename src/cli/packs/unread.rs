//! Files in the folder of a pack that look like rules and are not read.

use std::fs;
use std::path::Path;

/// Names of a folder that are looked at, and those that are told.
const MAX_NAMES: usize = 10_000;
const MAX_TOLD: usize = 10;
/// Folders of a pack with files of other kinds.
const OTHERS: [&str; 2] = ["mutations", ".schema"];

/// The names, in order: `rule.toml.txt` and `rule.TOML` in the folder, and `*.toml` in folders in
/// it.
pub(in crate::cli) fn unread_of(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for (name, is_folder) in entries(folder) {
        if !is_folder {
            found.extend(looks_like_one(&name).then_some(name));
        } else if !OTHERS.contains(&name.as_str()) {
            let below = entries(&folder.join(&name)).into_iter();
            let below = below.filter(|(it, is_folder)| !is_folder && is_toml(it));
            found.extend(below.map(|(it, _)| format!("{name}/{it}")));
        }
    }
    found.sort();
    found.truncate(MAX_TOLD);
    found
}

/// Names in a folder, and whether each is a folder itself; hidden ones are nobody's rules.
fn entries(folder: &Path) -> Vec<(String, bool)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let entries = entries.take(MAX_NAMES).filter_map(Result::ok);
    let named = entries.filter_map(|it| {
        let name = it.file_name().into_string().ok()?;
        (!name.starts_with('.')).then_some((name, it.file_type().ok()?.is_dir()))
    });
    named.collect()
}

/// Whether a file that is not read was meant to be.
fn looks_like_one(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.ends_with(".toml.txt") || is_toml(&lower) && !is_toml(name)
}

fn is_toml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|it| it == "toml")
}
