//! Patterns for file names, as .gitignore has them: `*.txt` in any folder, `/a.txt` and `2017/**`
//! from the folder of the configuration on.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns of which one must match.
#[derive(Debug)]
pub struct Globs(Gitignore);

impl Globs {
    /// Reads patterns; where one is none, says why.
    pub fn new<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let mut globs = GitignoreBuilder::new("");
        for pattern in patterns {
            if pattern.starts_with('!') {
                return Err("! at the start is not allowed".to_owned());
            }
            // At the start of a line # would begin a comment.
            let escape = if pattern.starts_with('#') { "\\" } else { "" };
            globs.add_line(None, &format!("{escape}{pattern}")).map_err(|error| inner(&error))?;
        }
        globs.build().map(Self).map_err(|error| inner(&error))
    }

    /// Whether one of them matches a file, or a folder above it, by its path from the folder they
    /// count from, with `/` between.
    pub fn matches(&self, path: &str) -> bool {
        let path = Path::new(path.trim_start_matches('/'));
        !path.has_root() && self.0.matched_path_or_any_parents(path, false).is_ignore()
    }
}

/// What is wrong, without the pattern, which a picture shows.
fn inner(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_in_gitignore() {
        let table = [
            ("*.txt", "甲/乙/报告.txt", true),
            ("/报告.txt", "报告.txt", true),
            ("/报告.txt", "甲/报告.txt", false),
            ("2017/**", "2017/甲/报告.txt", true),
            ("2017/**", "甲/2017/报告.txt", false),
            ("2017", "2017/甲/报告.txt", true),
            ("2017/", "2017/报告.txt", true),
            ("**/*.{txt,md}", "甲/报告.md", true),
            ("#报告.txt", "#报告.txt", true),
            ("甲/**", "../甲/报告.txt", false),
            ("*.txt", "", false),
        ];
        for (pattern, path, expected) in table {
            let globs = Globs::new([pattern]).unwrap();
            assert_eq!(globs.matches(path), expected, "{pattern} {path}");
        }
        assert!(Globs::new(["a{"]).is_err() && Globs::new(["[b-a]"]).is_err());
        assert!(Globs::new(["!a"]).is_err());
    }
}
