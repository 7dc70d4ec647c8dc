//! Where a path leads, and how it is told.

use std::path::{Component, Path, PathBuf};

use same_file::Handle;

/// The place of a path on the disk: links to folders are followed, the last name stays. What does
/// not exist counts from the nearest folder that does.
pub(super) fn physical(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut missing = Vec::new();
    let mut folder = whole.as_path();
    while let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) {
        missing.push(name);
        folder = parent;
        if let Ok(mut real) = folder.canonicalize() {
            real.extend(missing.iter().rev());
            return real;
        }
    }
    whole
}

/// The place of the file that a path leads to: links are followed, the last name's too. What does
/// not exist counts from the nearest folder that does.
pub(super) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| physical(path))
}

/// Whether `path` is one of these files, by whatever name or link.
pub(super) fn is_one_of<'a>(path: &Path, files: impl IntoIterator<Item = &'a Path>) -> bool {
    // A pipe must not be opened: that waits for someone to write.
    if !path.metadata().is_ok_and(|there| there.is_file()) {
        return false;
    }
    let Ok(own) = Handle::from_path(path) else { return false };
    files.into_iter().any(|file| Handle::from_path(file).is_ok_and(|file| file == own))
}

/// Whether two paths lead to one file, there or not.
pub(super) fn are_same(one: &Path, other: &Path) -> bool {
    physical(one) == physical(other) || is_one_of(one, [other])
}

/// The physical folder in which `path` lies, or `path` itself where it is a folder.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    if path.is_dir() {
        return real(path);
    }
    let place = physical(path);
    place.parent().map_or_else(|| place.clone(), Path::to_owned)
}

/// The way from a physical folder to a physical path, with `/` between.
pub(super) fn relative(folder: &Path, path: &Path) -> String {
    let (from, to): (Vec<_>, Vec<_>) = (folder.components().collect(), path.components().collect());
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let is_root = |part: &&Component<'_>| matches!(part, Component::Prefix(_) | Component::RootDir);
    let up = from.iter().skip(shared).filter(|part| !is_root(part)).map(|_| "..".to_owned());
    let down = to.iter().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<String>>().join("/")
}

/// A physical path as a person sees it from the current folder: shortened where it lies below.
pub(super) fn shown(path: &Path) -> PathBuf {
    let here = Path::new(".").canonicalize();
    let below = here.ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    below.filter(|it| !it.as_os_str().is_empty()).unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn ways_lead_up_and_down() {
        let table = [
            ("/甲/乙", "/甲/乙/丙.txt", "丙.txt"),
            ("/甲/乙", "/甲/丁/丙.txt", "../丁/丙.txt"),
            ("/", "/丙.txt", "丙.txt"),
            ("/甲", "/丙.txt", "../丙.txt"),
        ];
        for (folder, path, expected) in table {
            assert_eq!(relative(Path::new(folder), Path::new(path)), expected);
        }
    }
}
