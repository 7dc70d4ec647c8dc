//! Patterns for file names, as .gitignore has them: `*.txt` in any folder, `/a.txt` and `2017/**`
//! from the folder of the configuration on.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::rule::{Bilingual, say};

/// Patterns of which one must match.
#[derive(Debug)]
pub struct Globs(Gitignore);

impl Globs {
    /// Reads patterns; where one is none, says why.
    pub fn new<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Result<Self, Bilingual> {
        let mut globs = GitignoreBuilder::new("");
        for pattern in patterns {
            if pattern.starts_with('!') {
                return Err(say("不能以 ! 开头", "! at the start is not allowed"));
            }
            is_closed(pattern)?;
            // At the start of a line # would begin a comment.
            let escape = if pattern.starts_with('#') { "\\" } else { "" };
            globs.add_line(None, &format!("{escape}{pattern}")).map_err(|it| inner(&it))?;
        }
        globs.build().map(Self).map_err(|it| inner(&it))
    }

    /// Whether one of them matches a file, or a folder above it, by its path from the folder they
    /// count from, with `/` between.
    pub fn matches(&self, path: &str) -> bool {
        let path = Path::new(path.trim_start_matches('/'));
        !path.has_root() && self.0.matched_path_or_any_parents(path, false).is_ignore()
    }
}

/// What is wrong, without the pattern, which a picture shows.
fn inner(error: &ignore::Error) -> Bilingual {
    let words = match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        other => other.to_string(),
    };
    say(words.clone(), words)
}

/// Refuses a bracket without an end, which git takes for itself: whoever forgot it means no file
/// that is called so.
pub(crate) fn is_closed(pattern: &str) -> Result<(), Bilingual> {
    let mut chars = pattern.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\\' => _ = chars.next(),
            '[' => {
                chars.next_if(|it| matches!(it, '!' | '^'));
                // The first of the characters may be the bracket itself.
                chars.next();
                if !chars.any(|it| it == ']') {
                    let (zh, en) = (
                        "方括号“[”没有配对的“]”；文件名中的“[”写作“[[]”",
                        "`[` is never closed; write [[] for one in a name",
                    );
                    return Err(say(zh, en));
                }
            }
            _ => {}
        }
    }
    Ok(())
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
        for pattern in ["!a", "[a", "[", "甲[", "[]", "[]a", "[!]", "a/[b/*.txt", "[a]["] {
            assert!(Globs::new([pattern]).is_err(), "{pattern}");
        }
        for (pattern, path) in [
            ("[ab].txt", "b.txt"),
            ("[[]a.txt", "[a.txt"),
            ("[]a].txt", "].txt"),
            ("[!]].txt", "a.txt"),
            ("\\[a.txt", "[a.txt"),
            ("a].txt", "a].txt"),
        ] {
            assert!(Globs::new([pattern]).unwrap().matches(path), "{pattern}");
        }
    }
}
