//! The first sheet: a problem a row, with what became of it to be filled in.

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Worksheet, XlsxError,
};

use super::look;
use super::sheet::{Cell, Column, Table, column_number};
use crate::lang::Lang;
use crate::render::digest::Digest;
use crate::render::told::{self, Told};
use crate::render::{Detail, Judged, Look, words};
use crate::report::Severity;

/// Where the severity stands, and where the state of repair.
const SEVERITY: usize = 5;
const STATE: usize = 11;

/// The ledger of problems.
pub(super) struct Ledger {
    lang: Lang,
    look: Look,
    table: Table,
    count: usize,
}

impl Ledger {
    pub(super) fn new(look: Look) -> Self {
        let lang = look.lang;
        let column = |zh, en, width, centred| Column { head: lang.pick(zh, en), width, centred };
        let columns = vec![
            column("序号", "No.", 5.5, true),
            column("单位", "Body", 16.0, false),
            column("年度", "Year", 6.5, true),
            column("文件", "File", 18.0, false),
            column("位置", "Where", 22.0, false),
            column("级别", "Severity", 8.0, true),
            column("代码", "Code", 9.0, true),
            column("问题", "Problem", 34.0, false),
            column("原文", "Text", 28.0, false),
            column("依据", "Basis", 28.0, false),
            column("建议", "Advice", 26.0, false),
            column("整改状态", "State", 10.0, true),
            column("整改说明", "Remarks", 20.0, false),
        ];
        Self { lang, look, table: Table::new(columns), count: 0 }
    }

    /// Adds what kept an input from being checked: silence must not be taken for approval.
    pub(super) fn add_lacks(&mut self, digest: &Digest) -> Result<(), XlsxError> {
        digest.lacks.iter().try_for_each(|it| self.lack(it, digest))
    }

    /// Adds the findings on a report.
    pub(super) fn add(
        &mut self,
        judged: &Judged<'_>,
        digest: &Digest,
        detail: Detail,
    ) -> Result<(), XlsxError> {
        let told = told::shown(judged, detail, self.lang);
        told.iter().try_for_each(|it| self.row(it, digest, judged.is_list))
    }

    fn lack(&mut self, message: &str, digest: &Digest) -> Result<(), XlsxError> {
        self.count += 1;
        let [open, ..] = self.states();
        let empty = || Cell::Words(String::new());
        let words = |words: &str| Cell::Words(words.to_owned());
        self.table.add(&[
            Cell::Number(self.count),
            words(digest.unit()),
            year(digest),
            words(&digest.path),
            empty(),
            words(unchecked(self.lang)),
            empty(),
            words(message),
            empty(),
            empty(),
            empty(),
            words(open),
            empty(),
        ])
    }

    fn row(&mut self, it: &Told<'_>, digest: &Digest, is_list: bool) -> Result<(), XlsxError> {
        let lang = self.lang;
        self.count += 1;
        let line = it.primary.start.line;
        let place = &it.primary.r#where;
        // Places in a list are lines anyway.
        let place = match lang {
            _ if is_list => place.clone(),
            Lang::Zh => format!("{place}（第{line}行）"),
            Lang::En => format!("{place} (line {line})"),
        };
        let basis: Vec<&str> = it.basis.iter().map(|it| it.words.as_str()).collect();
        let words = Cell::Words;
        self.table.add(&[
            Cell::Number(self.count),
            words(digest.unit().to_owned()),
            year(digest),
            words(digest.path.clone()),
            words(place),
            words(words::severity(it.severity, lang).to_owned()),
            words(it.code.to_owned()),
            words(it.message.clone()),
            words(it.primary.quote.to_owned()),
            words(basis.join(lang.pick("；", "; "))),
            words(it.help_against(self.look)),
            words(self.state(it).to_owned()),
            words(remark(it, lang)),
        ])
    }

    /// The states that can be chosen.
    fn states(&self) -> [&'static str; 4] {
        self.lang.pick(
            ["待整改", "已整改", "无需整改", "说明"],
            ["open", "corrected", "no need", "explained"],
        )
    }

    /// Open, unless it was settled before that it does not count.
    fn state(&self, it: &Told<'_>) -> &'static str {
        let [open, _, no_need, _] = self.states();
        if it.suppressed.is_some() { no_need } else { open }
    }

    /// The sheet, and how it looks.
    pub(super) fn finish(&mut self) -> Result<Worksheet, XlsxError> {
        let lang = self.lang;
        let title = lang.pick("政府信息公开工作年度报告问题台账", "Ledger of problems");
        self.table.dress(lang.pick("问题台账", "Ledger"), title)?;
        let (first, last) = self.table.rows();
        let state = column_number(STATE);
        let choice = DataValidation::new()
            .allow_list_strings(&self.states())?
            .set_error_message(lang.pick("请从列表中选择整改状态", "choose one of the list"))?;
        self.table.sheet.add_data_validation(first, state, last, state, &choice)?;
        let severity = column_number(SEVERITY);
        for (it, format) in [
            (words::severity(Severity::Error, lang), look::grave()),
            (unchecked(lang), look::grave()),
            (words::severity(Severity::Warning, lang), look::doubtful()),
        ] {
            let equal = ConditionalFormatCellRule::EqualTo(it.to_owned());
            let rule = ConditionalFormatCell::new().set_rule(equal).set_format(format);
            self.table.sheet.add_conditional_format(first, severity, last, severity, &rule)?;
        }
        Ok(std::mem::take(&mut self.table.sheet))
    }

    /// Findings for which the sheet had no room.
    pub(super) fn left_out(&self) -> usize {
        self.table.left_out
    }
}

/// What stands for the severity of what was not checked.
fn unchecked(lang: Lang) -> &'static str {
    lang.pick("未能检查", "not checked")
}

fn year(digest: &Digest) -> Cell {
    let year = digest.year.and_then(|year| usize::try_from(year).ok());
    year.map_or_else(|| Cell::Words(digest.year_in_words()), Cell::Number)
}

/// Why a finding does not count.
fn remark(it: &Told<'_>, lang: Lang) -> String {
    let Some(why) = &it.suppressed else { return String::new() };
    match (why.kind, why.reason) {
        ("baseline", _) => lang.pick("存量问题，已列入基线", "in the baseline").to_owned(),
        (_, Some(reason)) => lang.pick(format!("已豁免：{reason}"), format!("ignored: {reason}")),
        (_, None) => lang.pick("已豁免", "ignored").to_owned(),
    }
}
