//! Holds `[[ignore]]` entries against findings, and tells which entries have outlived their use.

use super::append::escaped_path;
use super::{Config, Globs, Ignore};
use crate::date::Date;
use crate::document::Document;
use crate::engine::{Reported, Verdict};
use crate::fold::Folded;
use crate::lang::Lang;
use crate::render::words::message;
use crate::report::{Label, Suppressed};
use crate::rule::Rule;
use crate::text::Span;

/// The entries of a configuration at work.
#[derive(Debug)]
pub struct Ignoring<'c> {
    entries: Vec<Entry<'c>>,
}

#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is met by itself, in any order")]
struct Entry<'c> {
    ignore: &'c Ignore,
    globs: Option<Globs>,
    /// The quoted words, folded.
    quote: Option<String>,
    /// The words of the message, folded.
    message: Option<String>,
    expired: bool,
    /// A rule it names ran on some file.
    ran: bool,
    /// A rule it names ran on the one file it names.
    tried: bool,
    /// A rule it names ran on a file that it may mean, perhaps among others.
    tried_some: bool,
    /// It names none of the files that there are.
    lost: bool,
    used: bool,
}

/// Why an entry should go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stale {
    /// Its last day is over.
    Expired,
    /// It matched nothing although its rule ran on a file it names, or it names no file at all.
    Unmatched,
}

impl<'c> Ignoring<'c> {
    /// The entries of `config` on the day `today`.
    pub fn new(config: &'c Config, today: Date) -> Self {
        let entry = |ignore: &'c Ignore| Entry {
            ignore,
            globs: ignore.path.as_ref().and_then(|it| Globs::new([it.value.as_str()]).ok()),
            quote: ignore.quote.as_ref().map(|it| folded(&it.value)),
            message: ignore.message.as_ref().map(|it| folded(&it.value)),
            expired: ignore.until.is_some_and(|until| until.value < today),
            ran: false,
            tried: false,
            tried_some: false,
            lost: false,
            used: false,
        };
        Self { entries: config.ignore.iter().map(entry).collect() }
    }

    /// Says which files there are where all are known, so that an entry for none of them is told.
    pub fn expect(&mut self, paths: &[String]) {
        for entry in &mut self.entries {
            let globs = entry.globs.as_ref();
            entry.lost = globs.is_some_and(|globs| !paths.iter().any(|path| globs.matches(path)));
        }
    }

    /// Marks the findings in a file that entries name. `path` counts from the configuration's folder.
    pub fn apply(&mut self, path: &str, doc: &Document, verdict: &mut Verdict<'_>) {
        for entry in &mut self.entries {
            let ran =
                verdict.outcomes.iter().any(|(it, _)| it.answers_to(&entry.ignore.rule.value));
            // Of a rule with too many findings some are left out, perhaps those that are meant.
            if ran && verdict.untold == 0 && entry.covers(path) {
                entry.tried |= entry.is_for(path);
                entry.tried_some = true;
            }
        }
        self.apply_compared(path, doc, verdict);
    }

    /// Marks the findings that entries name among those of a comparison; what it does not find other
    /// comparisons may.
    pub fn apply_compared(&mut self, path: &str, doc: &Document, verdict: &mut Verdict<'_>) {
        for entry in &mut self.entries {
            let rule = &entry.ignore.rule.value;
            entry.ran |= verdict.outcomes.iter().any(|(it, _)| it.answers_to(rule));
            if !entry.covers(path) {
                continue;
            }
            let meant = |it: &&mut Reported<'_>| it.rule.answers_to(rule);
            for it in verdict.findings.iter_mut().filter(meant) {
                if entry.names(doc, it) {
                    entry.used = true;
                    if !entry.expired && it.suppressed.is_none() {
                        it.suppressed = Some(suppressed(entry.ignore));
                    }
                }
            }
        }
    }

    /// Says which rules compared reports, so that an entry for one of them is told if it was of no
    /// use.
    pub fn compared(&mut self, rules: &[&Rule]) {
        for entry in &mut self.entries {
            let named = rules.iter().any(|it| it.answers_to(&entry.ignore.rule.value));
            // Of a family there may be others that did not run.
            let single = rules
                .iter()
                .any(|it| [it.code(), it.id()].contains(&entry.ignore.rule.value.as_str()));
            entry.ran |= named;
            entry.tried_some |= single;
        }
    }

    /// The entries that should go; `whole` says whether all files were read for which they may be.
    pub fn stale(&self, whole: bool) -> impl Iterator<Item = (&'c Ignore, Stale)> + '_ {
        self.entries.iter().filter_map(move |entry| {
            let tried = entry.tried || entry.tried_some && whole;
            let in_vain = (tried || entry.lost && entry.ran) && !entry.used;
            let unmatched = || in_vain.then_some(Stale::Unmatched);
            let why = if entry.expired { Some(Stale::Expired) } else { unmatched() };
            why.map(|why| (entry.ignore, why))
        })
    }
}

impl Entry<'_> {
    /// Whether it may be meant for findings in this file.
    fn covers(&self, path: &str) -> bool {
        self.ignore.path.is_none() || self.globs.as_ref().is_some_and(|it| it.matches(path))
    }

    /// Whether it is meant for this file alone. Without a slash it is for those in other folders, too.
    fn is_for(&self, path: &str) -> bool {
        let own = self.ignore.path.as_ref().map(|it| it.value.as_str());
        own.is_some_and(|own| {
            let is_plain = own.contains('/') && !own.contains(['*', '?', '[', '{', '\\']);
            own == escaped_path(path) || is_plain && own.strip_prefix('/').unwrap_or(own) == path
        })
    }

    /// Whether a finding of its rule has the words it quotes, at all places with the same defect,
    /// and its message.
    fn names(&self, doc: &Document, it: &Reported<'_>) -> bool {
        let says = |words: &String| {
            [Lang::Zh, Lang::En].iter().any(|lang| folded(&message(it, *lang)).contains(words))
        };
        self.message.as_ref().is_none_or(says)
            && self.quote.as_ref().is_none_or(|quote| lies_in_all(doc, it, quote))
    }
}

/// Whether `quote` names the finding with all places that have the same defect.
pub(crate) fn names_all(doc: &Document, it: &Reported<'_>, quote: &str) -> bool {
    lies_in_all(doc, it, &folded(quote))
}

fn lies_in_all(doc: &Document, it: &Reported<'_>, quote: &str) -> bool {
    let again = it.finding.related.iter().filter(|it| it.label == Some(Label::Again));
    std::iter::once(&it.finding.primary).chain(again).all(|it| lies_in(doc, it.span, quote))
}

fn suppressed(ignore: &Ignore) -> Suppressed {
    let (reason, until) = (ignore.reason.value.clone(), ignore.until.map(|it| it.value));
    Suppressed::Ignored { reason, until }
}

fn folded(words: &str) -> String {
    Folded::new(words, &[]).as_str().replace('\n', "")
}

/// Whether the words at `span` hold the folded `quote`, or lie in it.
fn lies_in(doc: &Document, span: Span, quote: &str) -> bool {
    if quote.is_empty() {
        return false;
    }
    let place = doc.folded.to_folded(span);
    let text = doc.folded.as_str();
    let around = || {
        let starts = text.match_indices(quote).map(|(at, _)| at);
        let mut places = starts.map(|at| Span::new(at, at + quote.len()));
        places.any(|it| it.contains(place))
    };
    doc.folded.slice(place).contains(quote) || folded(doc.words(span)).contains(quote) || around()
}
