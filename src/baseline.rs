//! The baseline: findings that were there when a body began to use the program. They do not count,
//! so that only new ones do. A finding is known by its fingerprint, which outlives moves of lines.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::render::escape;

/// The version of the file's form.
const VERSION: u64 = 1;
/// Bytes of a file.
pub const MAX_BYTES: u64 = 32 << 20;

/// Known findings by file.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Baseline {
    /// Findings of each file; paths count from the folder of the baseline, with `/` between.
    pub files: BTreeMap<String, Vec<Entry>>,
}

/// A known finding.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Code of the rule.
    pub code: String,
    /// Its fingerprint.
    pub fingerprint: String,
    /// The words found, for people.
    #[serde(default)]
    pub quote: String,
    /// Where it was, for people.
    #[serde(default)]
    pub r#where: String,
}

/// What is wrong with a baseline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Not what the program writes: line, column and why.
    Damaged(usize, usize, String),
    /// Written by another version of the program.
    Version(u64),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    baseline: u64,
    files: BTreeMap<String, Vec<Entry>>,
}

impl Baseline {
    /// Reads what [`Baseline::to_text`] wrote.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let damaged = |error: &serde_json::Error| {
            let why = error.to_string();
            // It quotes the file, which may be anyone's.
            let why = escape::shown(why.split(" at line ").next().unwrap_or_default());
            Fault::Damaged(error.line(), error.column(), why)
        };
        // Another version may have other members, so its number is looked for first.
        let value: serde_json::Value =
            serde_json::from_str(text).map_err(|error| damaged(&error))?;
        match value.get("baseline").and_then(serde_json::Value::as_u64) {
            Some(version) if version != VERSION => return Err(Fault::Version(version)),
            _ => {}
        }
        let File { files, .. } = serde_json::from_str(text).map_err(|error| damaged(&error))?;
        Ok(Self { files })
    }

    /// The file: sorted, one member a line, so that two versions of it compare well.
    pub fn to_text(&self) -> String {
        let mut files = self.files.clone();
        files.retain(|_, entries| !entries.is_empty());
        for entries in files.values_mut() {
            entries.sort();
            entries.dedup();
        }
        let file = File { baseline: VERSION, files };
        let text = serde_json::to_string_pretty(&file).unwrap_or_default();
        escape::in_json(&text).into_owned() + "\n"
    }

    /// The known findings of a file.
    pub fn of(&self, path: &str) -> &[Entry] {
        self.files.get(path).map_or(&[], Vec::as_slice)
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.files.values().map(Vec::len).sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Fault {
    /// What is wrong, as a clause.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Damaged(line, column, why) => lang.pick(
                format!("基线文件已损坏（第 {line} 行第 {column} 列：{why}）"),
                format!("the baseline is damaged (line {line}, column {column}: {why})"),
            ),
            Self::Version(version) => lang.pick(
                format!("基线文件的版本为 {version}，本程序只认版本 {VERSION}"),
                format!("the baseline is of version {version}; this program knows {VERSION} only"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let entry = |code: &str| Entry {
            code: code.to_owned(),
            fingerprint: "f".repeat(32),
            quote: "“引”\n\u{202E}".to_owned(),
            r#where: "标题".to_owned(),
        };
        let mut baseline = Baseline::default();
        baseline.files.insert("乙/a.txt".to_owned(), vec![entry("HG0908"), entry("HG0201")]);
        baseline.files.insert("甲.txt".to_owned(), Vec::new());
        let text = baseline.to_text();
        let read = Baseline::parse(&text).unwrap();
        assert_eq!(read.of("乙/a.txt"), [entry("HG0201"), entry("HG0908")]);
        assert_eq!((read.len(), read.to_text()), (2, text));
    }

    #[test]
    fn what_is_not_written_by_us_is_refused() {
        let damaged = ["", "{", "[]", "{\"baseline\": 1}", "{\"files\": {}}"];
        for text in damaged {
            assert!(matches!(Baseline::parse(text), Err(Fault::Damaged(..))), "{text}");
        }
        let newer = "{\"baseline\": 2, \"findings\": []}";
        assert_eq!(Baseline::parse(newer), Err(Fault::Version(2)));
    }
}
