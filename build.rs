//! Lists the files of `rules/` so that the program carries them; nothing is registered by hand.
//!
//! Each is carried twice: as text, and without its examples as a tree of numbers and words, which a
//! run takes as it is. To parse the texts takes longer than to check a report.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
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
    let name = |file: &PathBuf| {
        let name = file.strip_prefix(&rules).map_err(io::Error::other)?;
        Ok((name.to_string_lossy().replace('\\', "/"), file.clone()))
    };
    let mut files = files.iter().map(name).collect::<io::Result<Vec<_>>>()?;
    files.sort();
    let mut trees = Trees::default();
    let (mut texts, mut roots) = (String::from("&[\n"), String::from("&[\n"));
    for (name, file) in &files {
        writeln!(texts, "    ({name:?}, include_str!({:?})),", file.to_string_lossy())
            .map_err(io::Error::other)?;
        let text = fs::read_to_string(file)?;
        let head = text.split("\n[[example]]").next().unwrap_or(&text);
        // A file with mistakes has no tree, so that they are told where all others are.
        let root = DeTable::parse(head).ok().map(|table| trees.put(head, &table));
        writeln!(roots, "    ({}, {root:?}),", head.len()).map_err(io::Error::other)?;
    }
    println!("cargo::rerun-if-changed=rules");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    fs::write(out.join("builtin.rs"), texts + "]\n")?;
    fs::write(out.join("roots.rs"), roots + "]\n")?;
    fs::write(out.join("nodes.rs"), format!("&{:?}\n", trees.nodes))?;
    fs::write(out.join("words.txt"), trees.words)
}

/// The trees of all files as `rule::tree` reads them: numbers and one text hold no addresses, which
/// the loader of programs would have to set right at every start.
#[derive(Default)]
struct Trees {
    nodes: Vec<u32>,
    words: String,
    /// Where words stand, so that each are kept once.
    known: BTreeMap<String, u32>,
}

impl Trees {
    /// Adds a table and says where its node begins.
    fn put(&mut self, text: &str, table: &Spanned<DeTable<'_>>) -> usize {
        let root = self.nodes.len();
        self.node(&table.span(), 4, |own| own.entries(text, table.get_ref()));
        root
    }

    /// A node: where it begins and ends in its file, its kind, and what it holds behind its length.
    fn node(&mut self, span: &Range<usize>, kind: u32, content: impl FnOnce(&mut Self)) {
        self.number(span.start);
        self.number(span.end);
        self.nodes.push(kind);
        let head = self.nodes.len();
        content(self);
        self.nodes.insert(head, small(self.nodes.len() - head));
    }

    fn number(&mut self, number: usize) {
        self.nodes.push(small(number));
    }

    fn words(&mut self, words: &str) {
        let end = small(self.words.len());
        let start = *self.known.entry(words.to_owned()).or_insert(end);
        if start == end {
            self.words.push_str(words);
        }
        self.nodes.push(start);
        self.number(words.len());
    }

    fn entries(&mut self, text: &str, table: &DeTable<'_>) {
        self.number(table.len());
        for (name, value) in table {
            self.words(name.get_ref());
            self.item(text, value);
        }
    }

    fn item(&mut self, text: &str, value: &Spanned<DeValue<'_>>) {
        let span = value.span();
        match value.get_ref() {
            DeValue::String(words) => self.node(&span, 0, |own| own.words(words)),
            DeValue::Boolean(truth) => {
                self.node(&span, 1, |own| own.nodes.push(u32::from(*truth)));
            }
            DeValue::Array(items) => self.node(&span, 3, |own| {
                own.number(items.len());
                for it in items {
                    own.item(text, it);
                }
            }),
            DeValue::Table(table) => self.node(&span, 4, |own| own.entries(text, table)),
            _ => {
                let words = text.get(span.clone()).unwrap_or_default();
                self.node(&span, 2, |own| own.words(words));
            }
        }
    }
}

#[allow(clippy::panic, reason = "a program with half of its rules must not be built")]
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or_else(|_| panic!("the rules hold more than 4 GiB"))
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
