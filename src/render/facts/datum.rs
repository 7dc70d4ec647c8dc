//! One row of the table of facts.

use std::borrow::Cow;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::columns::{COLUMNS, COUNT};
use crate::date::PartialDate;
use crate::numeral::Amount;

/// What stands in a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Value<'a> {
    /// Nothing.
    Empty,
    /// A whole number.
    Whole(i64),
    /// A number with its decimals, which no reader must round: in JSON it stays words.
    Exact(Amount),
    /// Yes or no.
    Flag(bool),
    /// Words.
    Words(Cow<'a, str>),
}

/// A datum and the report it is of: a row of the table.
#[derive(Clone, Default, Debug)]
pub(super) struct Datum<'a> {
    pub path: &'a str,
    pub status: &'static str,
    pub body: Option<&'a str>,
    pub body_kind: Option<&'static str>,
    pub year: Option<i32>,
    pub era: Option<&'a str>,
    pub kind: &'static str,
    pub table_id: Option<&'a str>,
    pub table_no: Option<usize>,
    pub row_key: Option<&'a str>,
    pub column_key: Option<&'a str>,
    pub indicator: Option<String>,
    pub state: Option<&'static str>,
    pub value: Option<Amount>,
    pub least: Option<Amount>,
    pub most: Option<Amount>,
    pub unit: Option<&'a str>,
    pub role: Option<String>,
    pub scope: Option<String>,
    pub time: Option<String>,
    pub plain: Option<bool>,
    pub date: Option<PartialDate>,
    pub text: Option<&'a str>,
    pub label: Option<Cow<'a, str>>,
    pub column_label: Option<&'a str>,
    pub section: Option<Cow<'a, str>>,
    pub line: Option<usize>,
    pub line_char: Option<usize>,
    pub sha256: Option<&'a str>,
}

impl Datum<'_> {
    /// What stands in each of [`COLUMNS`].
    pub(super) fn values(&self) -> [Value<'_>; COUNT] {
        let name = |it: &'static str| Value::Words(Cow::Borrowed(it));
        [
            Value::Words(Cow::Borrowed(self.path)),
            name(self.status),
            words(self.body),
            words(self.body_kind),
            self.year.map_or(Value::Empty, |it| Value::Whole(it.into())),
            words(self.era),
            name(self.kind),
            words(self.table_id),
            count(self.table_no),
            words(self.row_key),
            words(self.column_key),
            words(self.indicator.as_deref()),
            words(self.state),
            exact(self.value),
            exact(self.least),
            exact(self.most),
            words(self.unit),
            words(self.role.as_deref()),
            words(self.scope.as_deref()),
            words(self.time.as_deref()),
            self.plain.map_or(Value::Empty, Value::Flag),
            self.date.map_or(Value::Empty, |it| Value::Words(day(it).into())),
            words(self.text),
            words(self.label.as_deref()),
            words(self.column_label),
            words(self.section.as_deref()),
            count(self.line),
            count(self.line_char),
            words(self.sha256),
        ]
    }
}

fn words(it: Option<&str>) -> Value<'_> {
    it.filter(|it| !it.is_empty()).map_or(Value::Empty, |it| Value::Words(it.into()))
}

fn count(it: Option<usize>) -> Value<'static> {
    it.and_then(|it| i64::try_from(it).ok()).map_or(Value::Empty, Value::Whole)
}

fn exact(it: Option<Amount>) -> Value<'static> {
    it.map_or(Value::Empty, Value::Exact)
}

/// 2024-01-12, as far as it is written: a part that is not has question marks.
fn day(date: PartialDate) -> String {
    let part = |it: Option<u32>| it.map_or_else(|| "??".to_owned(), |it| format!("{it:02}"));
    let year = date.year.map_or_else(|| "????".to_owned(), |it| format!("{it:04}"));
    match (date.month, date.day) {
        (None, None) => year,
        (month, None) => format!("{year}-{}", part(month)),
        (month, day) => format!("{year}-{}-{}", part(month), part(day)),
    }
}

impl Serialize for Datum<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(COUNT))?;
        for (column, value) in COLUMNS.iter().zip(self.values()) {
            map.serialize_entry(column.name, &value)?;
        }
        map.end()
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_none(),
            Self::Whole(number) => serializer.serialize_i64(*number),
            Self::Exact(number) => serializer.collect_str(number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Words(words) => serializer.serialize_str(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_shows_what_is_written() {
        let table = [
            ((Some(2024), Some(1), Some(12)), "2024-01-12"),
            ((Some(2024), Some(1), None), "2024-01"),
            ((Some(2024), None, None), "2024"),
            ((None, Some(1), Some(2)), "????-01-02"),
            ((Some(2024), None, Some(2)), "2024-??-02"),
        ];
        for ((year, month, date), shown) in table {
            assert_eq!(day(PartialDate { year, month, day: date }), shown);
        }
    }
}
