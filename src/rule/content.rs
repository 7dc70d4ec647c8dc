//! What a file of a pack holds, by its name.

use std::panic;
use std::thread::{self, Builder};

use super::authority::AuthorityFile;
use super::load::{file_name, parse};
use super::schema::FileKind;
use super::{PackFile, Problem, Rule, SourceFile};

/// What a file holds.
pub(super) enum Content {
    Authorities(AuthorityFile),
    Pack(Box<PackFile>),
    Rule(Box<Rule>),
}

/// What became of reading a file: what it holds, or every mistake in it.
pub(super) type Reading = Result<Content, Vec<Problem>>;

/// Whether a file holds acts, a pack or a rule.
pub(super) fn kind_of(path: &str) -> FileKind {
    match file_name(path) {
        "authorities.toml" => FileKind::Authorities,
        "pack.toml" => FileKind::Pack,
        _ => FileKind::Rule,
    }
}

/// Reads a file.
pub(super) fn read((path, text): SourceFile<'_>) -> Reading {
    match kind_of(path) {
        FileKind::Authorities => parse(path, text, FileKind::Authorities).map(Content::Authorities),
        FileKind::Pack => parse(path, text, FileKind::Pack).map(Box::new).map(Content::Pack),
        kind => parse(path, text, kind).map(Box::new).map(Content::Rule),
    }
}

/// Reads many files, half of them on another thread: every run begins with those that the program
/// carries, and does nothing else meanwhile.
pub(super) fn read_all(files: &[SourceFile<'_>]) -> Vec<Reading> {
    let read = |files: &[SourceFile<'_>]| -> Vec<_> { files.iter().copied().map(read).collect() };
    if files.len() < 2 {
        return read(files);
    }
    let (one, other) = files.split_at(middle(files));
    thread::scope(|scope| {
        let started = Builder::new().spawn_scoped(scope, || read(other));
        let mut all = read(one);
        all.extend(match started {
            Ok(thread) => thread.join().unwrap_or_else(|cause| panic::resume_unwind(cause)),
            // What the system refuses is done without.
            Err(_) => read(other),
        });
        all
    })
}

/// Where files are parted so that either side has about as much to read.
fn middle(files: &[SourceFile<'_>]) -> usize {
    let half = files.iter().map(|it| it.1.len()).sum::<usize>() / 2;
    let mut read = 0;
    let before = files.iter().take_while(|it| {
        read += it.1.len();
        read <= half
    });
    before.count()
}
