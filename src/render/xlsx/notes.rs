//! The third sheet: what was checked and by what, and what could not be decided.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Cell, Column, Table};
use crate::lang::Lang;
use crate::render::notice::Notice;
use crate::render::{Judged, words};
use crate::report::Outcome;

/// What there is to say of the run.
pub(super) struct Notes {
    lang: Lang,
    /// Packs that ran: name and title.
    packs: BTreeSet<(String, String)>,
    /// Tables: title, and cells read and expected in all reports.
    tables: BTreeMap<String, (usize, usize)>,
    /// Rules that could not be decided: code and title, reason, and the files.
    undecided: BTreeMap<(String, String, String), Vec<String>>,
}

impl Notes {
    pub(super) fn new(lang: Lang) -> Self {
        let (packs, tables, undecided) = Default::default();
        Self { lang, packs, tables, undecided }
    }

    /// Takes note of one report.
    pub(super) fn add(&mut self, judged: &Judged<'_>) {
        let lang = self.lang;
        for pack in judged.packs.packs.iter().filter(|it| judged.verdict.packs.contains(&it.id())) {
            self.packs.insert((pack.id().to_owned(), pack.file.title.get(lang).to_owned()));
        }
        for table in judged.tables() {
            let counts = self.tables.entry(table.form.title.get(lang).to_owned()).or_default();
            *counts = (counts.0 + table.read, counts.1 + table.expected);
        }
        for (rule, outcome) in &judged.verdict.outcomes {
            if let Outcome::Undecided(why, _) = outcome {
                let title = rule.title.get(lang).to_owned();
                let key = (rule.code().to_owned(), title, words::why(*why, lang).to_owned());
                self.undecided.entry(key).or_default().push(judged.path.clone());
            }
        }
    }

    /// The sheet.
    pub(super) fn finish(
        &self,
        sentence: &str,
        left_out: usize,
        stale: &[Notice],
    ) -> Result<Worksheet, XlsxError> {
        let lang = self.lang;
        let column = |zh, en, width| Column { head: lang.pick(zh, en), width, centred: false };
        let columns = vec![
            column("项目", "Item", 22.0),
            column("内容", "What", 60.0),
            column("说明", "Remarks", 60.0),
        ];
        let mut table = Table::new(columns);
        let mut add = |item: &str, what: &str, remarks: &str| {
            table.add(&[item, what, remarks].map(|it| Cell::Words(it.to_owned())))
        };
        let tool = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
        add(lang.pick("检查工具", "Tool"), tool, "")?;
        add(lang.pick("检查结果", "Result"), sentence, "")?;
        if left_out > 0 {
            let words = lang.pick(
                format!("台账已满，另有 {left_out} 处问题未列入"),
                format!("the ledger is full: {left_out} findings are not in it"),
            );
            add(lang.pick("未列入", "Left out"), &words, "")?;
        }
        for it in stale {
            let place = format!("{}:{}", it.path, it.range().0.line);
            add(lang.pick("失效的豁免", "Stale ignore"), &it.advised(lang), &place)?;
        }
        for (id, title) in &self.packs {
            add(lang.pick("规则包", "Rule pack"), title, id)?;
        }
        for (title, (read, expected)) in &self.tables {
            let cells = lang.pick(
                format!("应有 {expected} 格，读取 {read} 格"),
                format!("{read} of {expected} cells read"),
            );
            let unread = lang.pick("未读取的数据未作检查", "figures not read were not checked");
            add(&table_item(lang, title), &cells, if read < expected { unread } else { "" })?;
        }
        for ((code, title, why), files) in &self.undecided {
            let files = files.join(lang.pick("、", ", "));
            let item = lang.pick("未能判断", "Undecided");
            add(
                item,
                &format!("{code} {title}"),
                &format!("{why}{}{files}", lang.pick("：", ": ")),
            )?;
        }
        table.dress(lang.pick("说明", "Notes"), lang.pick("检查范围说明", "What was checked"))?;
        Ok(table.sheet)
    }
}

fn table_item(lang: Lang, title: &str) -> String {
    lang.pick(format!("表格：{title}"), format!("table: {title}"))
}
