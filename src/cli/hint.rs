//! What a path that leads nowhere may have been meant to be.

use std::fs;
use std::path::{Path, PathBuf};

/// Names of a folder that are looked at; who has more will not be helped by a guess.
const MAX_NAMES: usize = 10_000;

/// The path that is there and is most like `path`, which is not; none if nothing is like it.
pub(super) fn like(path: &Path) -> Option<PathBuf> {
    let mut found = PathBuf::new();
    for part in path.components() {
        let next = found.join(part);
        found = if next.exists() { next } else { found.join(nearest(&found, part.as_os_str())?) };
    }
    (found.exists() && found != path).then_some(found)
}

/// The command of `names` that a path which is not there may have been meant to be: a mistyped
/// command is taken for a file to check.
pub(super) fn command<'n>(
    path: &Path,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let word = path.to_str().filter(|it| !it.contains(['.', '/', '\\']))?;
    let near =
        names.into_iter().map(|name| (strsim::damerau_levenshtein(word, name), name)).min()?;
    // Of a short command two letters are half of it.
    (near.0 <= 2 && near.0 * 2 < near.1.len()).then_some(near.1)
}

/// The name in a folder that is most like `name`.
fn nearest(folder: &Path, name: &std::ffi::OsStr) -> Option<PathBuf> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let wanted = name.to_str()?;
    let names = fs::read_dir(here).ok()?.take(MAX_NAMES).filter_map(Result::ok);
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let near = names.filter_map(|it| Some((distance(wanted, &it)?, it)));
    near.min().map(|(_, name)| PathBuf::from(name))
}

/// How far two names are apart; none if too far for a slip.
fn distance(wanted: &str, there: &str) -> Option<(usize, usize)> {
    let ((wanted_stem, wanted_end), (stem, end)) = (parts(wanted), parts(there));
    let apart = strsim::damerau_levenshtein(&wanted_stem, &stem);
    let letters = wanted_stem.chars().count();
    // Of a name of one or two letters a wrong one is half of it.
    let allowed = if letters < 3 { 0 } else { 1 + letters / 6 };
    (apart <= allowed).then(|| (apart, strsim::damerau_levenshtein(&wanted_end, &end)))
}

/// Stem and extension in one spelling: full-width forms as half-width ones, without blanks, in
/// small letters.
fn parts(name: &str) -> (String, String) {
    let folded: String = name.chars().filter(|char| !char.is_whitespace()).map(half).collect();
    let folded = folded.to_lowercase();
    match folded.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && !end.is_empty() => {
            (stem.to_owned(), end.to_owned())
        }
        _ => (folded, String::new()),
    }
}

/// A full-width form as the half-width one; kinds of brackets and dashes as one.
fn half(char: char) -> char {
    match char {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(char) - 0xFEE0).map_or(char, half),
        '〔' | '【' | '[' => '(',
        '〕' | '】' | ']' => ')',
        '—' | '–' | '_' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_command_is_no_file() {
        let names = ["check", "fix", "rules", "baseline"];
        let table = [
            ("chek", Some("check")),
            ("ruels", Some("rules")),
            ("fxi", Some("fix")),
            ("abc", None),
            ("年报", None),
            ("chek.txt", None),
            ("./chek", None),
        ];
        for (word, meant) in table {
            assert_eq!(command(Path::new(word), names), meant, "{word}");
        }
    }

    #[test]
    fn slips_lead_to_the_file_that_was_meant() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("年报 （2017）")).unwrap();
        for name in ["年报 （2017）/掌起镇.txt", "年报 （2017）/慈溪市.docx", "报告.md", "a"]
        {
            fs::write(at(name), "").unwrap();
        }
        let table = [
            ("年报(2017)/掌起镇.txt", Some("年报 （2017）/掌起镇.txt")),
            ("年报 [2017]/掌起镇", Some("年报 （2017）/掌起镇.txt")),
            ("年报 （2017）/慈溪市.doc", Some("年报 （2017）/慈溪市.docx")),
            ("年报 （2017）/掌启镇.txt", Some("年报 （2017）/掌起镇.txt")),
            ("报告.txt", Some("报告.md")),
            ("通知.txt", None),
            ("报告.md/x", None),
            ("b", None),
            ("无/报告.md", None),
        ];
        for (wrong, right) in table {
            assert_eq!(like(&at(wrong)), right.map(at), "{wrong}");
        }
    }
}
