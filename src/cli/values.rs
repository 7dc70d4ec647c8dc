//! Values of flags that clap does not know by itself.

use std::path::PathBuf;

use super::paths;
use crate::date::{Date, DateError};
use crate::facts::body::BodyKind;
use crate::render::{FactsFormat, Style};
use crate::report::Severity;
use crate::source::{EncodingChoice, Limits};

/// A format and the file it goes to; standard output without one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Formats<S = Style> {
    pub style: S,
    pub path: Option<PathBuf>,
}

impl<S> Formats<S> {
    /// Whether both go to one place.
    pub(super) fn meets(&self, other: &Self) -> bool {
        match (&self.path, &other.path) {
            (Some(one), Some(other)) => paths::are_same(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

/// Reads `json` or `json=report.json`.
pub(super) fn format(value: &str) -> Result<Formats, String> {
    format_of(value, &Style::ALL)
}

/// Reads `csv` or `csv=facts.csv`.
pub(super) fn facts_format(value: &str) -> Result<Formats<FactsFormat>, String> {
    format_of(value, &FactsFormat::ALL)
}

fn format_of<S: Copy>(value: &str, known: &[(&str, S)]) -> Result<Formats<S>, String> {
    let (name, path) = match value.split_once('=') {
        Some((name, path)) => (name, Some(path)),
        None => (value, None),
    };
    if path == Some("") {
        return Err("no file name after =".to_owned());
    }
    let style = one_of(name, known)?;
    // The usual name of standard output.
    let path = path.filter(|it| *it != "-");
    Ok(Formats { style, path: path.map(PathBuf::from) })
}

/// Reads the name of an encoding.
pub(super) fn encoding(value: &str) -> Result<EncodingChoice, String> {
    let choices = [
        ("auto", EncodingChoice::Auto),
        ("utf-8", EncodingChoice::Utf8),
        ("gb18030", EncodingChoice::Gb18030),
        ("utf-16", EncodingChoice::Utf16),
        ("big5", EncodingChoice::Big5),
        ("utf8", EncodingChoice::Utf8),
        ("gbk", EncodingChoice::Gb18030),
        ("gb2312", EncodingChoice::Gb18030),
        ("utf16", EncodingChoice::Utf16),
    ];
    one_of(&value.to_ascii_lowercase(), &choices)
}

/// Reads a number of bytes, at most [`Limits::MOST`]: 1024, 500k, 32MiB.
pub(super) fn size(value: &str) -> Result<u64, String> {
    let digits = value.trim_end_matches(|char: char| !char.is_ascii_digit());
    let unit = value.strip_prefix(digits).unwrap_or_default().trim().to_ascii_lowercase();
    let units = [
        ("", 1),
        ("b", 1),
        ("k", 1 << 10),
        ("kb", 1 << 10),
        ("kib", 1 << 10),
        ("m", 1 << 20),
        ("mb", 1 << 20),
        ("mib", 1 << 20),
        ("g", 1 << 30),
        ("gb", 1 << 30),
        ("gib", 1 << 30),
    ];
    let expected = || "expected a size such as 32MiB, at most 1GiB".to_owned();
    let unit: u64 = one_of(&unit, &units).map_err(|_| expected())?;
    let number = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
    number.filter(|bytes| (1..=Limits::MOST).contains(bytes)).ok_or_else(expected)
}

/// Reads a severity.
pub(super) fn severity(value: &str) -> Result<Severity, String> {
    let all = [Severity::Error, Severity::Warning, Severity::Info];
    one_of(value, &all.map(|severity| (severity.name(), severity)))
}

/// Reads a kind of body, in small letters.
pub(super) fn body(value: &str) -> Result<BodyKind, String> {
    let kinds = [("gb", BodyKind::Gb), ("dep", BodyKind::Dep), ("twn", BodyKind::Twn)];
    one_of(&value.to_ascii_lowercase(), &kinds)
}

/// Reads a day such as 2027-03-31.
pub(super) fn date(value: &str) -> Result<Date, String> {
    value.parse().map_err(|error: DateError| error.to_string())
}

/// Reads a reason, which must say something.
pub(super) fn reason(value: &str) -> Result<String, String> {
    if value.trim().is_empty() { Err("expected a reason".to_owned()) } else { Ok(value.to_owned()) }
}

fn one_of<T: Copy>(value: &str, known: &[(&str, T)]) -> Result<T, String> {
    let found = known.iter().find(|(name, _)| *name == value);
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    found.map(|(_, it)| *it).ok_or_else(|| {
        let like = names.iter().map(|name| (strsim::damerau_levenshtein(value, name), *name)).min();
        let like = like.filter(|(apart, name)| *apart * 3 < name.len());
        let like = like.map_or_else(String::new, |(_, name)| format!("; did you mean {name}?"));
        format!("expected one of: {}{like}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        let table = [
            ("1024", Some(1024)),
            ("500k", Some(500 << 10)),
            ("32MiB", Some(32 << 20)),
            ("1 GB", Some(1 << 30)),
            ("1025 MiB", None),
            ("0", None),
            ("MiB", None),
            ("-1", None),
            ("1.5M", None),
            ("99999999999GiB", None),
        ];
        for (text, expected) in table {
            assert_eq!(size(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn a_format_may_name_a_file() {
        assert_eq!(format("json").unwrap(), Formats { style: Style::Json, path: None });
        let path = Some(PathBuf::from("出 =.json"));
        assert_eq!(format("json=出 =.json").unwrap(), Formats { style: Style::Json, path });
        assert!(format("json=").is_err() && format("xml").is_err());
        assert!(format("sarrif=x").unwrap_err().ends_with("; did you mean sarif?"));
        assert!(!format("图表").unwrap_err().contains("did you mean"));
    }
}
