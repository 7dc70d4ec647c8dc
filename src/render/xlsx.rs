//! The format `xlsx`: the ledger of problems (问题台账) that an office sends round, with a sheet of
//! counts and a sheet of what was and was not checked.

mod ledger;
mod look;
mod matrix;
mod notes;
mod sheet;
mod summary;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use self::ledger::Ledger;
use self::notes::Notes;
use self::summary::Summary;
use super::digests::Digests;
use super::notice::Notice;
use super::{Detail, Entry, Look, Renderer, Tally};
use crate::lang::Lang;

/// The ledger, sheet by sheet.
pub(super) struct Xlsx<'a> {
    lang: Lang,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    ledger: Ledger,
    digests: Digests,
    notes: Notes,
}

impl<'a> Xlsx<'a> {
    pub(super) fn new(look: Look, detail: Detail, out: Box<dyn Write + 'a>) -> Self {
        let lang = look.lang;
        let (ledger, digests) = (Ledger::new(look), Digests::default());
        Self { lang, detail, out, ledger, digests, notes: Notes::new(lang) }
    }

    fn add(&mut self, entry: Entry<'_>) -> Result<(), XlsxError> {
        let index = self.digests.add(entry, self.lang);
        let Some(digest) = self.digests.all().get(index) else { return Ok(()) };
        if let Entry::Compared(judged) = entry {
            return self.ledger.add(judged, digest, self.detail);
        }
        self.ledger.add_lacks(digest)?;
        if let Entry::Judged(judged) = entry {
            self.ledger.add(judged, digest, self.detail)?;
            self.notes.add(judged);
        }
        Ok(())
    }

    fn workbook(&mut self, tally: &Tally) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let title = self.lang.pick("政府信息公开工作年度报告问题台账", "Ledger of problems");
        // The same findings make the same bytes, whenever they are written.
        let properties = DocProperties::new()
            .set_title(title)
            .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
        workbook.set_properties(&properties);
        workbook.push_worksheet(self.ledger.finish()?);
        let mut summary = Summary::new(self.lang);
        self.digests.all().iter().try_for_each(|it| summary.add(it))?;
        workbook.push_worksheet(summary.finish()?);
        let matrix = tally.matrix().map(|it| matrix::matrix(it, self.lang));
        if let Some(sheet) = matrix.transpose()?.flatten() {
            workbook.push_worksheet(sheet);
        }
        let stale = Notice::stale(tally, self.lang);
        let sentence = tally.sentence_for_readers(self.detail, self.lang);
        workbook.push_worksheet(self.notes.finish(&sentence, self.ledger.left_out(), &stale)?);
        workbook.save_to_buffer()
    }
}

impl Renderer for Xlsx<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        self.add(entry).map_err(io::Error::other)
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        let bytes = self.workbook(tally).map_err(io::Error::other)?;
        self.out.write_all(&bytes)?;
        self.out.flush()
    }
}
