//! Web addresses as they are written, faults included.
//!
//! The characters are judged, not a URL parser's verdict: parsers accept `http:∥a.cn` by taking
//! the sign into the host, and so hide the very fault. Nothing here knows which host is allowed.

mod assemble;
mod brackets;
mod han;
mod host;
mod path;
mod scheme;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::facts::glyph::{char_at, char_before, fold, is_word};
use crate::facts::landmarks::Landmarks;
use crate::text::{Span, cut, is_blank};
use brackets::Brackets;
pub(super) use host::{Anchor, read as read_host};

/// A web address in running text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WebAddress {
    /// The whole address as written, faults inside it included; never the stop or bracket that
    /// belongs to the sentence.
    pub span: Span,
    /// The word before the separator; the last one where the scheme is doubled.
    pub scheme: Option<Span>,
    /// The host as written.
    pub host: Span,
    /// The digits of the port.
    pub port: Option<Span>,
    /// Path, query and fragment.
    pub path: Option<Span>,
    /// What is wrong, in order of place. Of these only [`FaultKind::Boundary`] may lie outside
    /// `span`, beside it or around it.
    pub faults: Vec<Fault>,
    /// `span` with every certain repair applied; none where there is no certain repair.
    pub corrected: Option<String>,
}

/// One thing wrong with an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// The offending characters.
    pub span: Span,
    /// Whether only one repair makes sense.
    pub certain: bool,
}

/// Ways in which a web address is wrong.
///
/// 网址问题的种类。
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// The scheme is not followed by `://`: ∥, ‖, a backslash, too few or too many slashes, ；.
    ///
    /// 协议名后不是“://”：写成了∥、‖、反斜杠、分号，或斜杠多了、少了。
    Separator,
    /// The scheme is misspelt, or its colon is lost or misplaced (`http//`, `http//:`).
    ///
    /// 协议名拼错，或者冒号遗漏、错位，如 `http//`、`http//:`。
    Scheme,
    /// Two schemes in a row, such as `http://http://`.
    ///
    /// 协议名重复，如 `http://http://`。
    DoubledScheme,
    /// Two dots in a row, or a comma, between the names of the host.
    ///
    /// 域名各段之间有两个连续的点，或者把点写成了逗号。
    Joint,
    /// The host begins with `www` and no dot, such as `wwwa.gov.cn`.
    ///
    /// 域名开头的“www”之后缺少“.”，如 `wwwa.gov.cn`。
    Www,
    /// The host lacks the end of its ending, such as `a.gov.c`.
    ///
    /// 域名末尾缺字，如 `a.gov.c`。
    Ending,
    /// Blanks inside the address.
    ///
    /// 网址中间有空格。
    Blank,
    /// Full-width or Chinese characters in place of ASCII ones, such as ／ or 。.
    ///
    /// 应当用半角字符的地方用了全角或中文字符，如“／”“。”。
    Fullwidth,
    /// A bracket beside or inside the address has no partner, or the address runs into the text.
    ///
    /// 网址旁边或中间的括号不成对，或者网址与正文连在一起，分不清到哪里为止。
    Boundary,
    /// The host is a number such as `10.1.2.3`, not a name.
    ///
    /// 主机是数字地址（IP 地址），如 `10.1.2.3`，不是域名。
    IpHost,
    /// A port is given, such as `:8080`.
    ///
    /// 网址带端口号，如 `:8080`。
    Port,
}

/// A fault with the characters that repair it.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    pub(super) fault: Fault,
    with: String,
}

impl Edit {
    fn new(kind: FaultKind, span: Span, with: impl Into<String>) -> Self {
        Self { fault: Fault { kind, span, certain: true }, with: with.into() }
    }

    fn doubtful(mut self) -> Self {
        self.fault.certain = false;
        self
    }

    /// Full-width characters, to be replaced by their ASCII twins.
    fn narrow(text: &str, span: Span) -> Self {
        Self::new(
            FaultKind::Fullwidth,
            span,
            cut(text, span).chars().map(ascii).collect::<String>(),
        )
    }
}

impl WebAddress {
    /// The host as it should be typed: lower case, narrow, without blanks.
    pub fn host_name(&self, text: &str) -> String {
        let written = cut(text, self.host).chars().filter(|&char| !is_blank(char));
        let dot = |char| if char == ',' { '.' } else { ascii(char).to_ascii_lowercase() };
        let name: String = written.map(dot).collect();
        let names: Vec<&str> = name.split('.').filter(|name| !name.is_empty()).collect();
        names.join(".")
    }
}

/// `edits` with full-width characters that stand in a row made one.
fn join(edits: Vec<Edit>) -> Vec<Edit> {
    let mut joined: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        let next = edit.fault;
        let row = joined.last_mut().filter(|last| {
            let fault = last.fault;
            fault.kind == FaultKind::Fullwidth
                && (fault.kind, fault.certain) == (next.kind, next.certain)
                && fault.span.end() == next.span.start()
        });
        match row {
            Some(last) => {
                last.fault.span = last.fault.span.cover(next.span);
                last.with.push_str(&edit.with);
            }
            None => joined.push(edit),
        }
    }
    joined
}

/// `char` as an address should have it.
pub(crate) fn ascii(char: char) -> char {
    match char {
        '。' | '｡' | '，' => '.',
        _ => fold(char),
    }
}

/// Every web address of `text`, in order, none overlapping. Mail addresses are none.
///
/// Each has a letter in its first names, or a dot and a Chinese ending: what lies between these, as
/// the figures of a table, is passed over.
pub(super) fn scan(text: &str, landmarks: &Landmarks<'_>) -> Vec<WebAddress> {
    let (mut found, mut brackets, mut done) = (Vec::new(), Brackets::default(), 0);
    for (at, char) in landmarks.iter() {
        if at < done {
            continue;
        }
        let attempt = match fold(char) {
            '(' | ')' => {
                brackets.see(text, at, char);
                continue;
            }
            '.' => han::before_dot(text, Span::new(done, at), &brackets).ok_or(done),
            letter if letter.is_ascii_alphabetic() => {
                around_letter(text, Span::new(done, at), &brackets)
            }
            _ => continue,
        };
        done = attempt.as_ref().map_or_else(|resume| *resume, |address| address.span.end());
        found.extend(attempt.ok());
    }
    found
}

/// The address whose first letter stands at the end of `stretch`, or the first one that begins
/// with numbers before it; else the place up to which none begins.
fn around_letter(text: &str, stretch: Span, brackets: &Brackets) -> Result<WebAddress, usize> {
    let joins = |char: char| is_word(char) || "-_－.．。｡，".contains(char);
    let mut at = stretch.start() + cut(text, stretch).trim_end_matches(joins).len();
    while let Some(char) = char_at(text, at).filter(|_| at <= stretch.end()) {
        let next = at + char.len_utf8();
        let begins = is_word(char) && !char_before(text, at).is_some_and(is_word);
        let attempt = if begins { assemble::at(text, at, brackets) } else { Err(next) };
        match attempt {
            Ok(address) => return Ok(address),
            Err(resume) => at = resume.max(next),
        }
    }
    Err(at)
}
