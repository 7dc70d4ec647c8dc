//! A table for spreadsheets: one row a finding, and one for each input that was not read or
//! not wholly checked and each ignore that should go.
//!
//! It begins with a byte order mark, by which Excel tells UTF-8. A cell that a spreadsheet would
//! take for a formula gets an apostrophe in front.

use std::io::{self, Write};

use super::notice::Notice;
use super::told::{Suppression, Told, shown};
use super::{Detail, Entry, Judged, Look, Renderer, Tally, escape, words};
use crate::lang::Lang;

/// The columns in Chinese and English.
const HEADS: [(&str, &str); 15] = [
    ("文件", "path"),
    ("单位", "unit"),
    ("年度", "year"),
    ("代码", "code"),
    ("规则", "rule"),
    ("级别", "severity"),
    ("行", "line"),
    ("列", "column"),
    ("位置", "where"),
    ("原文", "quote"),
    ("问题", "message"),
    ("建议", "help"),
    ("依据", "basis"),
    ("指纹", "fingerprint"),
    ("豁免", "suppressed"),
];

/// The format `csv`.
pub(super) struct Csv<'a> {
    look: Look,
    detail: Detail,
    out: csv::Writer<Box<dyn Write + 'a>>,
    begun: bool,
}

impl<'a> Csv<'a> {
    pub(super) fn new(look: Look, detail: Detail, out: Box<dyn Write + 'a>) -> Self {
        let mut builder = csv::WriterBuilder::new();
        let out = builder.terminator(csv::Terminator::CRLF).from_writer(out);
        Self { look, detail, out, begun: false }
    }

    fn begin(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            let lang = self.look.lang;
            let mut heads = HEADS.map(|(zh, en)| lang.pick(zh, en).to_owned());
            if let Some(first) = heads.first_mut() {
                first.insert(0, '\u{FEFF}');
            }
            self.out.write_record(heads).map_err(own)?;
        }
        Ok(())
    }

    fn row(&mut self, cells: [&str; 15]) -> io::Result<()> {
        self.begin()?;
        self.out.write_record(cells.map(cell)).map_err(own)
    }

    fn finding(&mut self, judged: &Judged<'_>, it: &Told<'_>) -> io::Result<()> {
        let (look, lang, at) = (self.look, self.look.lang, it.primary.start);
        let unit = judged.facts.body.as_ref().map_or("", |body| &body.name);
        let year = judged.verdict.year.map_or_else(String::new, |year| year.to_string());
        let basis: Vec<&str> = it.basis.iter().map(|it| it.words.as_str()).collect();
        self.row([
            &judged.path,
            unit,
            &year,
            it.code,
            it.id,
            words::severity(it.severity, lang),
            &at.line.to_string(),
            &look.unit.of(at).to_string(),
            &it.primary.r#where,
            it.primary.quote,
            &it.message,
            &it.help_against(look),
            &basis.join(lang.pick("；", "; ")),
            it.fingerprint,
            &suppressed(it.suppressed.as_ref(), lang),
        ])
    }

    fn notices(&mut self, notices: &[Notice]) -> io::Result<()> {
        notices.iter().try_for_each(|it| self.notice(it))
    }

    fn notice(&mut self, it: &Notice) -> io::Result<()> {
        let severity = words::severity(it.severity, self.look.lang);
        let unit = self.look.unit;
        let [line, column] = it.place.map_or_else(Default::default, |(at, _)| {
            [at.line, unit.of(at)].map(|number| number.to_string())
        });
        let help = it.help.as_deref().unwrap_or_default();
        self.row([
            &it.path,
            "",
            "",
            "",
            it.code,
            severity,
            &line,
            &column,
            "",
            "",
            &it.message,
            help,
            "",
            "",
            "",
        ])
    }
}

impl Renderer for Csv<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        self.notices(&Notice::of(entry, self.look.lang))?;
        let Some(judged) = entry.judged() else { return Ok(()) };
        let found = shown(judged, self.detail, self.look.lang);
        found.iter().try_for_each(|it| self.finding(judged, it))
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        self.begin()?;
        self.notices(&Notice::stale(tally, self.look.lang))?;
        self.out.flush()
    }
}

/// What the system says, out of the words of the library.
fn own(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn suppressed(it: Option<&Suppression<'_>>, lang: Lang) -> String {
    let Some(it) = it else { return String::new() };
    it.reason.unwrap_or(lang.pick("已列入基线", "in the baseline")).to_owned()
}

/// Text on one line that no spreadsheet takes for a formula.
pub(super) fn cell(text: &str) -> String {
    let shown = escape::shown(text);
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if is_formula || shown.trim_start().starts_with(['=', '+', '-', '@']) {
        return format!("'{shown}");
    }
    shown
}
