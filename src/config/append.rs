//! Adds `[[ignore]]` entries to a configuration without touching what stands there.

use std::fmt::Write;

use super::{Config, parse};
use crate::date::Date;
use crate::render::escape::is_hidden;
use crate::rule::{Problem, say};
use crate::text::Span;

/// An entry to write.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct NewIgnore {
    /// The code of the rule.
    pub rule: String,
    /// The path of the file from the configuration's folder.
    pub path: String,
    /// The words found; empty where there are none.
    pub quote: String,
    /// The message of the finding.
    pub message: String,
    /// Why it is accepted.
    pub reason: String,
    /// The last day it holds.
    pub until: Option<Date>,
}

/// `text` with `entries` at its end, in its own line ends; the result reads as a configuration that
/// has these entries besides.
pub fn append(path: &str, text: &str, entries: &[NewIgnore]) -> Result<String, Vec<Problem>> {
    let before = parse(path, text)?;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut whole = text.to_owned();
    if !whole.is_empty() && !whole.ends_with('\n') {
        whole.push_str(end);
    }
    for entry in entries {
        if !whole.is_empty() {
            whole.push_str(end);
        }
        whole.push_str(&written(entry).replace('\n', end));
    }
    match parse(path, &whole) {
        Ok(after) if holds(&before, &after, entries) => Ok(whole),
        // A list in brackets cannot be lengthened by sections below it.
        _ => {
            let at = text.find("ignore").unwrap_or_default();
            let message = say(
                "无法在此文件末尾添加 [[ignore]]，文件未改动",
                "no [[ignore]] can be added at the end of this file; it was left as it is",
            );
            let help = say(
                "把已有的 ignore = [ … ] 改写为 [[ignore]] 的形式",
                "write the list ignore = [ … ] as sections [[ignore]]",
            );
            let (path, source) = (path.to_owned(), text.into());
            let span = Span::new(at, at + if text.contains("ignore") { 6 } else { 0 });
            Err(vec![Problem { path, source, span, message, help: Some(help) }])
        }
    }
}

/// A pattern that matches this path and no other.
pub fn escaped_path(path: &str) -> String {
    let mut pattern = String::new();
    if !path.contains('/') {
        pattern.push('/');
    }
    for char in path.chars() {
        if matches!(char, '*' | '?' | '[' | ']' | '{' | '}' | '\\' | '!') {
            pattern.push('\\');
        }
        pattern.push(char);
    }
    // A blank at the end would not count.
    if let Some(rest) = pattern.strip_suffix(' ') { format!("{rest}\\ ") } else { pattern }
}

fn written(entry: &NewIgnore) -> String {
    let quote = quote_of(entry);
    let lines = [
        Some("[[ignore]]".to_owned()),
        Some(format!("rule = {}", quoted(&entry.rule))),
        Some(format!("path = {}", quoted(&escaped_path(&entry.path)))),
        (!quote.is_empty()).then(|| format!("quote = {}", quoted(quote))),
        Some(format!("message = {}", quoted(&entry.message))),
        Some(format!("reason = {}", quoted(&entry.reason))),
        entry.until.map(|day| format!("until = {day}")),
    ];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    lines.join("\n") + "\n"
}

/// The words to write; blanks alone name nothing.
fn quote_of(entry: &NewIgnore) -> &str {
    if entry.quote.trim().is_empty() { "" } else { &entry.quote }
}

/// Text as TOML writes it; what hides or steers is spelled out.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => out.extend(['\\', char]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if char.is_control() || is_hidden(char) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\U{:08X}", u32::from(char));
            }
            _ => out.push(char),
        }
    }
    out.push('"');
    out
}

fn holds(before: &Config, after: &Config, entries: &[NewIgnore]) -> bool {
    let added = after.ignore.get(before.ignore.len()..).unwrap_or_default();
    let same = added.len() == entries.len()
        && added.iter().zip(entries).all(|(read, meant)| {
            let path = read.path.as_ref().map(|it| it.value.as_str());
            read.rule.value == meant.rule
                && path == Some(escaped_path(&meant.path).as_str())
                && read.quote.as_ref().map_or("", |it| &it.value) == quote_of(meant)
                && read.message.as_ref().is_some_and(|it| it.value == meant.message)
                && read.reason.value == meant.reason
                && read.until.map(|it| it.value) == meant.until
        });
    let rest = Config { ignore: before.ignore.clone(), ..after.clone() };
    same && rest == *before
}
