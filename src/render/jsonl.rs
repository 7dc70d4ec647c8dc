//! The JSON contract one line a file, so that nothing waits for the end: a line that names schema
//! and tool, the `file` objects, and a last line with the summary.

use std::io::{self, Write};

use serde::Serialize;

use super::json::{Comparisons, Configuration, Head, Summary, file};
use super::{Detail, Entry, Renderer, Tally, escape};
use crate::lang::Lang;

/// The format `jsonl`.
pub(super) struct Jsonl<'a> {
    lang: Lang,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    begun: bool,
}

#[derive(Serialize)]
struct End<'a> {
    summary: Summary,
    config: Configuration<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<Comparisons<'a>>,
}

impl<'a> Jsonl<'a> {
    pub(super) fn new(lang: Lang, detail: Detail, out: Box<dyn Write + 'a>) -> Self {
        Self { lang, detail, out, begun: false }
    }

    fn begin(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            self.line(&serde_json::to_string(&Head::BARE)?)?;
        }
        Ok(())
    }

    fn line(&mut self, json: &str) -> io::Result<()> {
        writeln!(self.out, "{}", escape::in_json(json))
    }
}

impl Renderer for Jsonl<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        self.begin()?;
        self.line(&file(entry, self.detail, self.lang)?)?;
        self.out.flush()
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        self.begin()?;
        let summary = Summary::of(tally, self.detail);
        let config = Configuration::of(tally, self.lang);
        let compared = tally.compared.as_ref().map(Comparisons::of);
        self.line(&serde_json::to_string(&End { summary, config, compared })?)?;
        self.out.flush()
    }
}
