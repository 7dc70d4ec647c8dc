//! What the files of a pack may ask for. A pack may come from anybody: whatever it holds, loading and
//! judging end soon, in little memory, and words that stand everywhere never count as found.
//!
//! Built-in packs take the same way; none comes near a limit.

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::load::{SourceFile, problem, span_of};
use super::problem::{Bilingual, say};
use super::{Problem, forms};
use crate::text::Span;

/// Rules of all packs that are not built in.
pub(crate) const MOST_RULES: usize = 10_000;
/// Problems told of one file: more help nobody, and each holds the text of its file.
const MOST_PROBLEMS: usize = 20;
/// Problems after which no further file is read.
const MOST_IN_ALL: usize = 500;
/// Bytes of text that the problems of one file may hold.
const MOST_BYTES: usize = 16 << 20;

/// Characters of a text.
const MOST_CHARACTERS: usize = 4_000;
/// Characters of words to look for, labels and names.
const MOST_WORD: usize = 400;
/// Characters of a name in front of `=`.
const MOST_NAME: usize = 100;
/// Names of one table.
const MOST_NAMES: usize = 500;
/// Items of a list, where [`LISTS`] has no other number.
const MOST_ITEMS: usize = 2_000;
/// The largest number, where [`NUMBERS`] has no other.
const MOST_NUMBER: i64 = 1_000_000_000;

/// Lists that may be longer, or not as long.
const LISTS: [(&str, usize); 13] = [
    ("entry", 10_000),
    ("cite", 100),
    ("example", 500),
    ("yields-to", 50),
    ("extends", 50),
    ("chapter", 100),
    ("form", 100),
    ("block", 10),
    ("row", 200),
    ("column", 40),
    ("group", 10),
    ("variants", 50),
    ("identity", 100),
];

/// Numbers by their names, the least and the largest.
const NUMBERS: [(&str, i64, i64); 17] = [
    ("year", 1900, 2999),
    ("from", 1900, 2999),
    ("to", 1900, 2999),
    ("example-year", 1900, 2999),
    ("month", 1, 12),
    ("day", 1, 31),
    ("back", 0, 100),
    ("ahead", 0, 100),
    ("reach", 0, 10_000),
    ("digits", 0, 38),
    ("distance", 0, 100),
    ("tolerance", 0, 10_000),
    ("step", 1, MOST_NUMBER),
    ("factor", 1, MOST_NUMBER),
    ("least", 0, 100),
    ("share", 0, 100),
    ("same", 0, 1),
];

/// Texts for people; all others are words to look for, labels and names.
const TEXTS: [&str; 12] = [
    "message",
    "help",
    "variant",
    "title",
    "why",
    "guard",
    "note",
    "authority",
    "since",
    "family",
    "clause",
    "planned",
];
/// Entries that are such a text wherever they stand.
const LANGUAGES: [&str; 2] = ["zh", "en"];
/// Where nothing is meant by empty words: to put nothing in place, a row without a label, a figure
/// without a unit, no characters.
const EMPTY: [&str; 6] = ["replace", "put", "label", "units", "idle", "lenient"];
/// Where a blank or line end is meant, for it stands right beside other words.
const BLANK: [&str; 5] = ["replace", "unless-before", "unless-after", "only-after", "with-before"];

/// Lists without which there is nothing to look at.
const NEEDED: [&str; 4] = ["block", "row", "column", "entry"];

/// More rules than a run takes, told at the first too many. `own` are those not built in.
pub(super) fn too_many(own: &[SourceFile<'_>]) -> Option<Problem> {
    let is_rule =
        |path: &str| !path.ends_with("/pack.toml") && !path.ends_with("/authorities.toml");
    let &(path, text) = own.iter().filter(|it| is_rule(it.0)).nth(MOST_RULES)?;
    let message = say(
        format!("规则超过 {MOST_RULES} 条，从这一条起不再读取"),
        format!("more than {MOST_RULES} rules; this one and those behind it are not read"),
    );
    let help = say("减少规则，或分几次检查", "use fewer rules, or check in several runs");
    Some(problem(path, text, Span::at(0), message, Some(help)))
}

/// Problems told of a file with this text. Each holds it whole.
fn most_of(text: &str) -> usize {
    (MOST_BYTES / text.len().max(1)).clamp(1, MOST_PROBLEMS)
}

/// Whether so many problems are told of a file that no more need be looked for.
pub(super) fn is_enough(problems: &[Problem], path: &str) -> bool {
    let Some(last) = problems.last().filter(|it| it.path == path) else { return false };
    let most = most_of(&last.source);
    problems.iter().rev().take(most).filter(|it| it.path == path).count() == most
}

/// Whether so many problems are told that further files need not be read.
pub(super) fn are_plenty(problems: &[Problem]) -> bool {
    let bytes: usize = problems.iter().map(|it| it.source.len()).sum();
    problems.len() >= MOST_IN_ALL || bytes > 2 * MOST_BYTES
}

/// What in a file is too long, too large, empty or no number of its kind.
pub(super) fn problems(path: &str, text: &str, table: &Spanned<DeTable<'_>>) -> Vec<Problem> {
    let mut found: Vec<(Span, Bilingual)> = Vec::new();
    let mut open: Vec<Place<'_>> = Vec::new();
    let top = Place {
        section: "",
        name: "",
        listed: false,
        value: Value::Table(table.get_ref()),
        span: span_of(table),
    };
    open.push(top);
    while let Some(place) = open.pop() {
        found.extend(place.problem().map(|it| (place.span, it)));
        found.extend(place.names());
        place.enter(&mut open);
        if found.len() >= most_of(text) {
            break;
        }
    }
    found.extend(forms::problems(table.get_ref()));
    found.sort_by_key(|it| it.0);
    found.truncate(most_of(text));
    found.into_iter().map(|(span, message)| problem(path, text, span, message, None)).collect()
}

/// A value of a file and where it stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// The entry of the whole file that it is part of.
    section: &'a str,
    /// The name nearest to it.
    name: &'a str,
    /// Whether it is an item of a list.
    listed: bool,
    value: Value<'a>,
    span: Span,
}

#[derive(Clone, Copy)]
enum Value<'a> {
    Table(&'a DeTable<'a>),
    Other(&'a DeValue<'a>),
}

impl<'a> Place<'a> {
    /// Puts what it holds on the list of what is looked at next.
    fn enter(self, open: &mut Vec<Self>) {
        match self.value {
            Value::Table(table) => {
                for (name, value) in table {
                    let name = name.get_ref().as_ref();
                    let section = if self.section.is_empty() { name } else { self.section };
                    open.push(Self::of(section, name, false, value));
                }
            }
            Value::Other(DeValue::Array(items)) => {
                for value in items.iter().take(self.most_items()) {
                    open.push(Self::of(self.section, self.name, true, value));
                }
            }
            Value::Other(_) => {}
        }
    }

    fn of(section: &'a str, name: &'a str, listed: bool, value: &'a Spanned<DeValue<'a>>) -> Self {
        let span = span_of(value);
        let value = match value.get_ref() {
            DeValue::Table(table) => Value::Table(table),
            other => Value::Other(other),
        };
        Self { section, name, listed, value, span }
    }

    fn most_items(self) -> usize {
        LISTS.iter().find(|it| it.0 == self.name).map_or(MOST_ITEMS, |it| it.1)
    }

    fn problem(self) -> Option<Bilingual> {
        match self.value {
            Value::Table(table) => years(table),
            Value::Other(DeValue::String(words)) => self.words(words),
            Value::Other(DeValue::Integer(number)) => self.integer(number),
            Value::Other(DeValue::Float(number)) => {
                let number: Option<f64> = number.as_str().replace('_', "").parse().ok();
                let (least, most) = self.bounds();
                #[allow(clippy::cast_precision_loss, reason = "bounds are small whole numbers")]
                let fits = number.is_some_and(|it| it >= least as f64 && it <= most as f64);
                (!fits).then(|| between(least, most))
            }
            Value::Other(DeValue::Datetime(date)) => date.date.is_none().then(|| {
                say("此处应为日期，如 2027-03-31", "a date belongs here, such as 2027-03-31")
            }),
            Value::Other(DeValue::Array(items)) => self.list(items.len()),
            Value::Other(_) => None,
        }
    }

    /// Names that are too many, too long or cannot be shown.
    fn names(self) -> Option<(Span, Bilingual)> {
        let Value::Table(table) = self.value else { return None };
        if table.len() > MOST_NAMES {
            let words = say(
                format!("此处的项目超过 {MOST_NAMES} 项"),
                format!("more than {MOST_NAMES} entries here"),
            );
            return Some((self.span, words));
        }
        let odd = |name: &str| {
            name.is_empty() || name.chars().count() > MOST_NAME || name.chars().any(hides)
        };
        let name = table.keys().find(|it| odd(it.get_ref()))?;
        let words = say(
            format!("名称应为 1 至 {MOST_NAME} 个字，不含控制字符"),
            format!("a name has 1 to {MOST_NAME} characters, none of which hides or steers"),
        );
        Some((span_of(name), words))
    }

    fn words(self, words: &str) -> Option<Bilingual> {
        // The text of an example is a report, and judged as one.
        if self.section == "example" {
            return None;
        }
        let is_text = TEXTS.contains(&self.section) || LANGUAGES.contains(&self.name);
        let most = if is_text { MOST_CHARACTERS } else { MOST_WORD };
        if words.len() > most && words.chars().count() > most {
            return Some(say(
                format!("文字超过 {most} 个字"),
                format!("more than {most} characters"),
            ));
        }
        if words.chars().any(hides) {
            return Some(say(
                "含有控制字符，不能使用",
                "there are characters that hide or steer; they cannot be used",
            ));
        }
        if is_text || EMPTY.contains(&self.name) {
            return None;
        }
        if words.is_empty() || !BLANK.contains(&self.name) && words.trim().is_empty() {
            return Some(say(
                "词语不能为空：空白处处都有，无从查找",
                "words must not be empty: nothing but blanks stands everywhere",
            ));
        }
        None
    }

    fn bounds(self) -> (i64, i64) {
        let own = NUMBERS.iter().find(|it| it.0 == self.name);
        own.map_or((0, MOST_NUMBER), |it| (it.1, it.2))
    }

    fn integer(self, number: &DeInteger<'_>) -> Option<Bilingual> {
        let (least, most) = self.bounds();
        let value = value_of(number);
        (!value.is_some_and(|it| (least..=most).contains(&it))).then(|| between(least, most))
    }

    fn list(self, items: usize) -> Option<Bilingual> {
        let most = self.most_items();
        if items > most {
            return Some(say(
                format!("列表共 {items} 项，超过 {most} 项"),
                format!("a list of {items} items; there may be {most}"),
            ));
        }
        // All words of an empty list stand everywhere.
        (items == 0 && (self.listed || NEEDED.contains(&self.name)))
            .then(|| say("此处的列表不能为空", "this list must not be empty"))
    }
}

fn between(least: i64, most: i64) -> Bilingual {
    say(
        format!("数值应在 {least} 至 {most} 之间"),
        format!("a number from {least} to {most} belongs here"),
    )
}

/// Years that end before they begin.
fn years(table: &DeTable<'_>) -> Option<Bilingual> {
    let year = |name: &str| match table.get(name)?.get_ref() {
        DeValue::Integer(number) => value_of(number),
        _ => None,
    };
    let (from, to) = (year("from")?, year("to")?);
    (from > to).then(|| {
        say(
            format!("年度的起止颠倒：{from} 在 {to} 之后"),
            format!("these years end before they begin: {from} is after {to}"),
        )
    })
}

fn value_of(number: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// Whether a character shows nothing or steers how others are shown; line ends and tabs do not.
fn hides(char: char) -> bool {
    let steers = matches!(char,
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{061C}');
    steers || char.is_control() && !matches!(char, '\n' | '\r' | '\t')
}

#[cfg(test)]
mod tests;
