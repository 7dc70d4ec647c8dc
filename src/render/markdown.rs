//! The format `markdown`: a list for a comment on a change or the summary of a CI run.

pub(super) mod escape;

use std::cmp::Reverse;
use std::io::{self, Write};

use self::escape::{code, code_in_cell, row, text};
use super::digest::{Digest, Grade};
use super::digests::Digests;
use super::notice::Notice;
use super::told::{self, Told};
use super::{Detail, Entry, Look, Renderer, Tally, own, words};
use crate::lang::Lang;

/// Bytes of the whole: summaries of CI runs may have 1 MiB, and the head needs some of it.
const MAX: usize = 1_000_000;
/// Bytes of the table of reports, and of the list of those that were not checked.
const MAX_TABLE: usize = 200_000;
/// Characters of a quotation.
const QUOTE_MAX: usize = 200;

/// The list. The counts stand first, so the findings wait for the end.
pub(super) struct Markdown<'a> {
    look: Look,
    lang: Lang,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    digests: Digests,
    findings: Part,
}

/// Lines that end before they are too many.
struct Part {
    lines: String,
    most: usize,
    left_out: usize,
}

impl Part {
    fn new(most: usize) -> Self {
        Self { lines: String::new(), most, left_out: 0 }
    }

    /// Adds an item whole, or counts it as left out; nothing follows what was left out.
    fn add(&mut self, item: &str) {
        if self.left_out == 0 && self.lines.len() + item.len() <= self.most {
            self.lines.push_str(item);
        } else {
            self.left_out += 1;
        }
    }
}

impl<'a> Markdown<'a> {
    pub(super) fn new(look: Look, detail: Detail, out: Box<dyn Write + 'a>) -> Self {
        let findings = Part::new(MAX - 3 * MAX_TABLE);
        Self { look, lang: look.lang, detail, out, digests: Digests::default(), findings }
    }

    /// The table of reports, and the list of those that were not checked.
    fn summaries(&self) -> (Part, Part) {
        let (mut table, mut unread) = (Part::new(MAX_TABLE), Part::new(MAX_TABLE));
        self.digests.all().iter().for_each(|it| self.summarise(it, &mut table, &mut unread));
        (table, unread)
    }

    fn summarise(&self, digest: &Digest, table: &mut Part, unread: &mut Part) {
        let count = |count: usize| {
            if digest.rules.sum() == 0 { "—".to_owned() } else { count.to_string() }
        };
        table.add(&row(&[
            code_in_cell(&digest.path),
            text(digest.unit()),
            digest.year_in_words(),
            format!("{} {}", sign(digest.grade()), digest.state(self.lang)),
            count(digest.found.errors),
            count(digest.found.warnings),
            count(digest.found.infos),
            count(digest.rules.undecided),
            digest.cells_in_words(),
        ]));
        for lack in &digest.lacks {
            let colon = self.lang.pick("：", ": ");
            unread.add(&format!("> - {}{colon}{}\n", code(&digest.path), text(lack)));
        }
    }

    fn heads(&self) -> String {
        let heads = self.lang.pick(
            ["文件", "单位", "年度", "结果", "错误", "警告", "提示", "未能判断", "表格读取"],
            [
                "File",
                "Body",
                "Year",
                "Result",
                "Errors",
                "Warnings",
                "Hints",
                "Undecided",
                "Cells read",
            ],
        );
        let rule = ["---", "---", "---", "---", "--:", "--:", "--:", "--:", "--:"];
        row(&heads.map(str::to_owned)) + &row(&rule.map(str::to_owned))
    }

    /// What was left out of a part, in a sentence.
    fn left_out(&mut self, count: usize, what: (&str, &str)) -> io::Result<()> {
        if count == 0 {
            return Ok(());
        }
        let words = self.lang.pick(
            format!("另有 {count} {}，限于篇幅未列出。", what.0),
            format!("{count} more {} are left out for want of room.", what.1),
        );
        writeln!(self.out, "\n_{words}_")
    }
}

impl Renderer for Markdown<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        self.digests.add(entry, self.lang);
        let Some(judged) = entry.judged() else { return Ok(()) };
        let mut told = told::shown(judged, self.detail, self.lang);
        // The gravest first, since the last may be left out.
        told.sort_by_key(|it| (it.suppressed.is_some(), Reverse(it.severity)));
        for (index, it) in told.iter().enumerate() {
            let head = if index == 0 {
                let compared = matches!(entry, Entry::Compared(_)) && !judged.is_list;
                let words = self.lang.pick(" 与其他报告对照", " compared with others");
                let words = if compared { words } else { "" };
                format!("\n### {}{words}\n\n", code(&judged.path))
            } else {
                String::new()
            };
            self.findings.add(&(head + &item(&judged.path, it, self.look)));
        }
        Ok(())
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        let lang = self.lang;
        let (table, unread) = self.summaries();
        let title = lang.pick("政府信息公开工作年度报告检查结果", "Check of annual reports");
        writeln!(
            self.out,
            "{}\n## {title}\n\n{}",
            own::comment(),
            text(&tally.sentence_for_readers(self.detail, lang))
        )?;
        if !unread.lines.is_empty() {
            let head = lang.pick("未能检查的内容", "Not checked");
            write!(self.out, "\n> [!CAUTION]\n> **{head}**\n>\n{}", unread.lines)?;
            self.left_out(unread.left_out, ("项", "of these"))?;
        }
        let mut stale = Part::new(MAX_TABLE);
        for it in Notice::stale(tally, lang) {
            let (path, line) = (&it.path, it.range().0.line);
            let place = code(&format!("{path}:{line}"));
            let words = text(&it.advised(lang));
            stale.add(&format!("> - {place}{}{words}\n", lang.pick("：", ": ")));
        }
        if !stale.lines.is_empty() {
            let head = lang.pick("失效的豁免", "Stale ignores");
            write!(self.out, "\n> [!WARNING]\n> **{head}**\n>\n{}", stale.lines)?;
            self.left_out(stale.left_out, ("项", "of these"))?;
        }
        if !table.lines.is_empty() {
            write!(self.out, "\n{}{}", self.heads(), table.lines)?;
            self.left_out(table.left_out, ("份", "reports"))?;
        }
        self.out.write_all(self.findings.lines.as_bytes())?;
        self.left_out(self.findings.left_out, ("处问题", "findings"))?;
        self.out.flush()
    }
}

/// One finding as an item of a list.
fn item(path: &str, it: &Told<'_>, look: Look) -> String {
    let lang = look.lang;
    let colon = lang.pick("：", ": ");
    let severity = words::severity(it.severity, lang);
    let place = code(&format!("{path}:{}", it.primary.start.line));
    let mut item = format!("- **{severity}** {} {place} {}\n", code(it.code), text(&it.message));
    let mut add = |name: &str, words: String| {
        item.extend([
            "  - ", name, colon, &words, "
",
        ]);
    };
    add(lang.pick("位置", "Where"), text(&it.primary.r#where));
    if !it.primary.quote.trim().is_empty() {
        add(lang.pick("原文", "Text"), code(&clipped(it.primary.quote)));
    }
    if let Some((place, more)) = it.elsewhere(look) {
        let more = match more {
            0 => String::new(),
            _ => lang.pick(format!("，另有 {more} 处"), format!(" and {more} more")),
        };
        add(lang.pick("对照", "Against"), code(&place) + &more);
    }
    if let Some(help) = &it.help {
        add(lang.pick("建议", "Advice"), text(help));
    }
    let basis: Vec<String> = it.basis.iter().map(|it| text(&it.words)).collect();
    if !basis.is_empty() {
        add(lang.pick("依据", "Basis"), basis.join(lang.pick("；", "; ")));
    }
    if let Some(why) = &it.suppressed {
        let kind = match why.kind {
            "baseline" => lang.pick("已列入基线", "in the baseline"),
            _ => lang.pick("已豁免", "ignored"),
        };
        let reason = why.reason.map_or_else(String::new, |it| colon.to_owned() + &text(it));
        add(lang.pick("不计入", "Suppressed"), kind.to_owned() + &reason);
    }
    item
}

fn clipped(words: &str) -> String {
    if words.chars().count() <= QUOTE_MAX {
        return words.to_owned();
    }
    words.chars().take(QUOTE_MAX).collect::<String>() + "…"
}

/// A sign that a glance down the table takes in.
fn sign(grade: Grade) -> &'static str {
    match grade {
        Grade::Unchecked => "⛔",
        Grade::Wrong => "❌",
        Grade::Doubtful => "⚠️",
        Grade::Hints | Grade::Clean => "✅",
    }
}
