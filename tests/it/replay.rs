//! Kept inputs, small ones of every kind and all that ever broke a promise, held against every
//! promise again. How they are found: docs/robustness.md.

mod sound;
mod tables;
mod targets;
mod written;

use std::fs;
use std::path::{Path, PathBuf};

use self::targets::{TARGETS, Target};

fn kept(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/fuzz").join(name);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn hold((name, target): Target) {
    let inputs = kept(name);
    assert!(inputs.len() >= 3, "{name} has inputs");
    for (path, bytes) in inputs {
        // The panic tells what is wrong; this says with which input.
        let held = std::panic::catch_unwind(|| target(&bytes));
        assert!(held.is_ok(), "{}", path.display());
    }
}

#[test]
fn every_folder_of_kept_inputs_has_a_target() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/fuzz");
    let mut folders: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort();
    let mut names = TARGETS.map(|it| it.0);
    names.sort_unstable();
    assert_eq!(folders, names);
    let bytes: usize = names.iter().flat_map(|it| kept(it)).map(|it| it.1.len()).sum();
    assert!(bytes < 300_000, "small enough to carry about: {bytes}");
}

/// A test for each target, so that they run side by side.
macro_rules! held {
    ($($name:ident: $index:literal,)*) => {$(
        #[test]
        fn $name() {
            let target = TARGETS[$index];
            assert_eq!(target.0, stringify!($name));
            hold(target);
        }
    )*};
}

held! {
    decode: 0,
    text: 1,
    page: 2,
    archive: 3,
    document: 4,
    grid: 5,
    numbers: 6,
    pack: 7,
    settings: 8,
    fix: 9,
    writers: 10,
}
