//! The formats of `facts`: each input is a piece of text by itself, and the pieces follow each
//! other as they come, so that nothing is kept however many there are.

use std::io::{self, Write};

use super::columns::{COLUMNS, COUNT};
use super::datum::{Datum, Value};
use super::{facts, rows};
use crate::lang::Lang;
use crate::render::csv::cell;
use crate::render::{Entry, Renderer, Tally, escape};

/// The formats of `facts`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FactsFormat {
    /// One JSON array, an object a report.
    Json,
    /// One report a line.
    Jsonl,
    /// One JSON array, an object a row of the table.
    JsonRows,
    /// One row of the table a line.
    JsonlRows,
    /// The table for spreadsheets.
    Csv,
}

impl FactsFormat {
    /// Every format by its name on the command line.
    pub const ALL: [(&str, Self); 3] =
        [("json", Self::Json), ("jsonl", Self::Jsonl), ("csv", Self::Csv)];

    /// The same format with the rows of the table.
    #[must_use]
    pub fn in_rows(self) -> Self {
        match self {
            Self::Json | Self::JsonRows => Self::JsonRows,
            Self::Jsonl | Self::JsonlRows => Self::JsonlRows,
            Self::Csv => Self::Csv,
        }
    }

    /// What stands before the first input.
    fn head(self) -> String {
        match self {
            Self::Json | Self::JsonRows => "[\n".to_owned(),
            Self::Jsonl | Self::JsonlRows => String::new(),
            Self::Csv => format!("\u{FEFF}{}\r\n", COLUMNS.map(|it| it.name).join(",")),
        }
    }

    /// What stands between two inputs.
    fn between(self) -> &'static str {
        match self {
            Self::Json | Self::JsonRows => ",\n",
            Self::Jsonl | Self::JsonlRows => "\n",
            Self::Csv => "",
        }
    }

    /// What stands behind the last of `count` inputs.
    fn tail(self, count: usize) -> &'static str {
        match self {
            Self::Json | Self::JsonRows => "\n]\n",
            Self::Jsonl | Self::JsonlRows if count > 0 => "\n",
            Self::Jsonl | Self::JsonlRows | Self::Csv => "",
        }
    }

    /// One input.
    fn entry(self, entry: Entry<'_>, lang: Lang) -> io::Result<Vec<u8>> {
        match self {
            Self::Json | Self::Jsonl => Ok(facts(entry, lang).into_bytes()),
            Self::JsonRows | Self::JsonlRows => {
                let mut all = Vec::new();
                rows::each(entry, lang, &mut |row| all.push(json(row)));
                Ok(all.join(self.between()).into_bytes())
            }
            Self::Csv => table(entry, lang),
        }
    }
}

/// Words, numbers and flags under named members cannot fail to serialise.
fn json(row: &Datum<'_>) -> String {
    escape::in_json(&serde_json::to_string(row).unwrap_or_default()).into_owned()
}

/// The rows of one input as RFC 4180 has them. Words that a spreadsheet would take for a formula
/// get an apostrophe in front; numbers stay numbers, negative ones too.
fn table(entry: Entry<'_>, lang: Lang) -> io::Result<Vec<u8>> {
    let mut builder = csv::WriterBuilder::new();
    let mut out = builder.terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut done = Ok(());
    rows::each(entry, lang, &mut |row| {
        if done.is_ok() {
            done = out.write_record(fields(row));
        }
    });
    done?;
    out.into_inner().map_err(|it| io::Error::other(it.to_string()))
}

fn fields(row: &Datum<'_>) -> [String; COUNT] {
    row.values().map(|value| match value {
        Value::Empty => String::new(),
        Value::Whole(number) => number.to_string(),
        Value::Exact(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Words(words) => cell(&words),
    })
}

/// Writes one input after another.
pub struct FactsWriter<'a> {
    format: FactsFormat,
    lang: Lang,
    out: Box<dyn Write + 'a>,
    count: usize,
}

impl<'a> FactsWriter<'a> {
    /// Writes to `out`.
    pub fn new(format: FactsFormat, lang: Lang, out: Box<dyn Write + 'a>) -> Self {
        Self { format, lang, out, count: 0 }
    }

    fn lead(&mut self) -> io::Result<()> {
        let lead = if self.count == 0 { self.format.head() } else { self.format.between().into() };
        self.out.write_all(lead.as_bytes())
    }
}

impl Renderer for FactsWriter<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        // Whole before a byte of it is written, so that nothing is left in halves.
        let piece = self.format.entry(entry, self.lang)?;
        self.lead()?;
        self.count += 1;
        self.out.write_all(&piece)
    }

    fn finish(&mut self, _: &Tally) -> io::Result<()> {
        if self.count == 0 {
            self.lead()?;
        }
        self.out.write_all(self.format.tail(self.count).as_bytes())?;
        self.out.flush()
    }
}
