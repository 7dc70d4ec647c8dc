//! One input in the few figures that tables of inputs show: whose report, for which year, what
//! came of it.

use super::summary::{Found, Rules};
use super::{Entry, Judged, Status};
use crate::lang::Lang;

/// What a table of inputs says of one.
#[derive(Debug)]
pub(super) struct Digest {
    /// Its path as the user gave it.
    pub path: String,
    /// The name of the body.
    pub body: Option<String>,
    /// The report year.
    pub year: Option<i32>,
    /// Whether it was read and is a report.
    pub status: Status,
    /// Findings that count.
    pub found: Found,
    /// Findings that do not.
    pub suppressed: usize,
    /// Outcomes of rules.
    pub rules: Rules,
    /// Cells of official tables: read, and expected.
    pub cells: (usize, usize),
    /// What was not checked, and why.
    pub lacks: Vec<String>,
    /// Whether all of it was checked.
    pub whole: bool,
}

/// The gravest thing to say of an input.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Grade {
    /// Nothing was found.
    Clean,
    /// Only what is below warnings.
    Hints,
    /// Warnings.
    Doubtful,
    /// Errors.
    Wrong,
    /// It was not checked at all.
    Unchecked,
}

impl Digest {
    /// What there is to say of an input.
    pub(super) fn of(entry: Entry<'_>, lang: Lang) -> Self {
        match entry {
            Entry::Judged(judged) | Entry::Compared(judged) => Self::judged(judged, lang),
            Entry::Unread(unread) => Self {
                path: unread.path.to_owned(),
                body: None,
                year: None,
                status: unread.status,
                found: Found::default(),
                suppressed: 0,
                rules: Rules::default(),
                cells: (0, 0),
                lacks: vec![unread.message.to_owned()],
                whole: false,
            },
        }
    }

    fn judged(judged: &Judged<'_>, lang: Lang) -> Self {
        // A list of bodies has no tables, nor has a notice, and nothing of it was to be checked.
        let is_other = judged.status == Status::Unrecognised;
        let tables = if judged.is_list || is_other { Vec::new() } else { judged.tables() };
        let (mut read, mut expected) = (0, 0);
        for table in tables {
            read += table.read;
            expected += table.expected;
        }
        let findings = judged.verdict.findings.iter();
        Self {
            path: judged.path.clone(),
            body: judged.facts.body.as_ref().map(|body| body.name.clone()),
            year: judged.verdict.year.filter(|_| !is_other),
            status: judged.status,
            found: Found::of(&judged.verdict),
            suppressed: findings.filter(|it| it.suppressed.is_some()).count(),
            rules: Rules::of(&judged.verdict),
            cells: (read, expected),
            lacks: judged.lacks(lang),
            whole: judged.is_whole(),
        }
    }

    /// Adds what came of comparing it with others.
    pub(super) fn join(&mut self, compared: &Self) {
        self.found.add(compared.found);
        self.suppressed += compared.suppressed;
        self.rules.fail += compared.rules.fail;
    }

    /// How it stands with the input.
    pub(super) fn grade(&self) -> Grade {
        let Found { errors, warnings, infos } = self.found;
        match (self.status, errors, warnings, infos) {
            (Status::Unreadable | Status::Undecodable | Status::Unrecognised, ..) => {
                Grade::Unchecked
            }
            (_, 0, 0, 0) => Grade::Clean,
            (_, 0, 0, _) => Grade::Hints,
            (_, 0, ..) => Grade::Doubtful,
            _ => Grade::Wrong,
        }
    }

    /// How it stands with the input, in a few words.
    pub(super) fn state(&self, lang: Lang) -> String {
        let (zh, en) = match (self.status, self.grade()) {
            (Status::Unreadable, _) => ("未能读取", "Not read"),
            (Status::Undecodable, _) => ("未能解码", "Not decoded"),
            (Status::Unrecognised, _) => ("不是年度报告", "Not a report"),
            (_, Grade::Wrong) => ("有错误", "Errors found"),
            (_, Grade::Doubtful) => ("有疑问", "Doubts found"),
            (_, Grade::Hints) => ("仅有提示", "Hints only"),
            (_, Grade::Clean | Grade::Unchecked) => ("未发现问题", "No problems found"),
        };
        let state = lang.pick(zh, en).to_owned();
        if self.status == Status::Checked && !self.whole {
            return state + lang.pick("，检查不完整", ", not wholly checked");
        }
        state
    }

    /// Whose report it is: a dash where nothing tells.
    pub(super) fn unit(&self) -> &str {
        self.body.as_deref().unwrap_or("—")
    }

    /// The year it is for: a dash where nothing tells.
    pub(super) fn year_in_words(&self) -> String {
        self.year.map_or_else(|| "—".to_owned(), |year| year.to_string())
    }

    /// How many cells of the official tables were read: a dash where there are none.
    pub(super) fn cells_in_words(&self) -> String {
        let (read, expected) = self.cells;
        if expected == 0 { "—".to_owned() } else { format!("{read}/{expected}") }
    }
}
