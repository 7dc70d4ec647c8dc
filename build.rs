//! Lists the files of `rules/` so that the program carries them; nothing is registered by hand.
//!
//! Each is carried twice: as text, and without its examples as a tree of constants, which a run takes
//! as it is. To parse the texts takes longer than to check a report.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

#[allow(clippy::disallowed_methods, reason = "Cargo tells a build script its folders this way")]
fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let rules = root.join("rules");
    let mut files = Vec::new();
    collect(&rules, &mut files)?;
    files.sort();
    let (mut table, mut trees) = (String::from("&[\n"), String::from("&[\n"));
    for file in &files {
        let name = file.strip_prefix(&rules).map_err(io::Error::other)?;
        let name = name.to_string_lossy().replace('\\', "/");
        writeln!(table, "    ({name:?}, include_str!({:?})),", file.to_string_lossy())
            .map_err(io::Error::other)?;
        // A file with mistakes has no tree, so that they are told where all others are.
        if let Some(tree) = tree(&fs::read_to_string(file)?) {
            writeln!(trees, "    ({name:?}, {tree}),").map_err(io::Error::other)?;
        }
    }
    table.push_str("]\n");
    trees.push_str("]\n");
    println!("cargo::rerun-if-changed=rules");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    fs::write(out.join("builtin.rs"), table)?;
    fs::write(out.join("trees.rs"), trees)
}

/// The head of a rule file, up to its examples, as Rust spells a `rule::tree::Item`.
fn tree(text: &str) -> Option<String> {
    let head = text.split("\n[[example]]").next()?;
    let table = DeTable::parse(head).ok()?;
    let range = table.span();
    Some(format!("Item({}, {}, {})", range.start, range.end, entries(head, table.get_ref())?))
}

fn entries(text: &str, table: &DeTable<'_>) -> Option<String> {
    let entries = table.iter().map(|(name, value)| {
        Some(format!("({:?}, {})", name.get_ref().as_ref(), item(text, value)?))
    });
    Some(format!("Table(&[{}])", entries.collect::<Option<Vec<_>>>()?.join(", ")))
}

fn item(text: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
    let range = value.span();
    let what = match value.get_ref() {
        DeValue::String(words) => format!("Text({:?})", words.as_ref()),
        DeValue::Boolean(truth) => format!("Truth({truth})"),
        DeValue::Array(items) => {
            let items = items.iter().map(|it| item(text, it)).collect::<Option<Vec<_>>>()?;
            format!("List(&[{}])", items.join(", "))
        }
        DeValue::Table(table) => entries(text, table)?,
        _ => format!("Other({:?})", text.get(range.clone())?),
    };
    Some(format!("Item({}, {}, {what})", range.start, range.end))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|it| it == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
