//! What there is to say beside the findings: inputs that were not read or not wholly checked, and
//! ignores of a configuration that should go. Every format shows these as it shows findings.

use super::{Entry, Judged, Status, Tally, Unread};
use crate::lang::Lang;
use crate::report::Severity;
use crate::text::Position;

/// Where programs are led that cannot be shown a file as a whole.
const START: Position = Position { line: 1, column: 1, utf16: 1, byte: 1, display: 1, offset: 0 };

/// One of these.
#[derive(Clone, Debug)]
pub(super) struct Notice {
    /// The file it is about.
    pub path: String,
    /// Where in the file, if not all of it.
    pub place: Option<(Position, Position)>,
    /// How grave it is.
    pub severity: Severity,
    /// The word that stands where findings have their code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Notice {
    /// What keeps an input from being wholly checked and is told by no finding.
    pub(super) fn of(entry: Entry<'_>, lang: Lang) -> Vec<Self> {
        match entry {
            Entry::Judged(judged) => Self::lacks(judged, lang),
            Entry::Unread(unread) => vec![Self::unread(unread)],
            Entry::Compared(judged) if judged.is_list => Self::lacks(judged, lang),
            // It was told when the report was judged by itself.
            Entry::Compared(_) => Vec::new(),
        }
    }

    /// An input that gave no text.
    pub(super) fn unread(it: &Unread<'_>) -> Self {
        Self::whole(it.path, Severity::Error, it.status.name(), it.message.to_owned())
    }

    /// What was not checked of a text; all of it, where it is no report.
    pub(super) fn lacks(judged: &Judged<'_>, lang: Lang) -> Vec<Self> {
        let (severity, code) = match judged.status {
            Status::Checked => (Severity::Warning, "incomplete"),
            other => (Severity::Error, other.name()),
        };
        let lacks = judged.lacks(lang).into_iter();
        lacks.map(|it| Self::whole(&judged.path, severity, code, it)).collect()
    }

    fn whole(path: &str, severity: Severity, code: &'static str, message: String) -> Self {
        Self { path: path.to_owned(), place: None, severity, code, message, help: None }
    }

    /// The ignores that should go.
    pub(super) fn stale(tally: &Tally, lang: Lang) -> Vec<Self> {
        let stale = tally.stale.iter().map(|it| {
            let (message, rule) = (it.problem.message.get(lang), &it.rule);
            Self {
                path: it.problem.path.clone(),
                place: Some(it.place),
                severity: Severity::Warning,
                code: "ignore",
                message: lang.pick(format!("{message}（{rule}）"), format!("{message} ({rule})")),
                help: it.problem.help.as_ref().map(|it| it.get(lang).to_owned()),
            }
        });
        stale.collect()
    }

    /// Where it begins and ends, for programs that must be given a place.
    pub(super) fn range(&self) -> (Position, Position) {
        self.place.unwrap_or((START, START))
    }

    /// What is wrong, and what to do.
    pub(super) fn advised(&self, lang: Lang) -> String {
        let help =
            self.help.as_ref().map_or_else(String::new, |it| lang.pick("。", ". ").to_owned() + it);
        self.message.clone() + &help
    }
}
