//! What is known of findings before they are shown: the ignores of the configuration, the
//! baseline, and ignores that the run is to add.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::CheckArgs;
use super::configs::{self, Loaded};
use super::draft::Draft;
use super::failure::Failure;
use super::paths;
use super::recorded::Recorded;
use crate::config::{FILE_NAME, Ignoring, NewIgnore, append, names_all};
use crate::date::Date;
use crate::document::Document;
use crate::lang::Lang;
use crate::render::words::message;
use crate::render::{Judged, StaleIgnore};
use crate::report::{Severity, Suppressed};
use crate::rule::Rule;
use crate::text::{Span, before, from, is_blank, trim};

/// Characters that tell a finding from others of its rule in a file.
const TELLING: usize = 4;
/// Characters to take in on each side of fewer.
const AROUND: usize = 10;

/// What is known to one judge.
#[derive(Debug, Default)]
pub(super) struct Known<'p> {
    config: Option<&'p Loaded>,
    ignoring: Option<Ignoring<'p>>,
    baseline: Option<&'p Recorded>,
    adding: Option<Adding>,
    /// All files are checked for which the configuration holds.
    whole: bool,
    /// Fingerprints of recorded findings that came of comparing.
    pub met: BTreeSet<String>,
    /// Recorded findings that are there no more, by file: one that is repaired is judged several times.
    gone_of: BTreeMap<PathBuf, usize>,
    /// How many of them there are.
    pub gone: usize,
}

/// Ignores to add, by the configuration they go to.
#[derive(Clone, Debug)]
pub(super) struct Adding {
    reason: String,
    until: Option<Date>,
    least: Severity,
    lang: Lang,
    entries: BTreeMap<PathBuf, Vec<NewIgnore>>,
    /// The same, to tell which are there.
    met: BTreeSet<NewIgnore>,
}

impl<'p> Known<'p> {
    pub(super) fn new(
        config: Option<&'p Loaded>,
        today: Date,
        baseline: Option<&'p Recorded>,
        adding: Option<Adding>,
    ) -> Self {
        let ignoring = config.map(|it| Ignoring::new(&it.config, today));
        let (met, gone_of) = (BTreeSet::new(), BTreeMap::new());
        Self { config, ignoring, baseline, adding, whole: false, met, gone_of, gone: 0 }
    }

    /// Says which files there are where all of them are checked.
    pub(super) fn expect(&mut self, files: &[PathBuf]) {
        self.whole = true;
        if let Some((config, ignoring)) = self.config.zip(self.ignoring.as_mut()) {
            let paths = files.iter().map(|path| paths::relative(&config.folder, path));
            ignoring.expect(&paths.collect::<Vec<String>>());
        }
    }

    /// Marks the findings that are known.
    pub(super) fn apply(&mut self, judged: &mut Judged<'_>) {
        if self.config.is_none() && self.baseline.is_none() && self.adding.is_none() {
            return;
        }
        let path = paths::physical(Path::new(&judged.path));
        if let Some((config, ignoring)) = self.config.zip(self.ignoring.as_mut()) {
            let path = paths::relative(&config.folder, &path);
            ignoring.apply(&path, &judged.doc, &mut judged.verdict);
        }
        self.recount(judged);
        if let Some(adding) = &mut self.adding {
            adding.add(&path, self.config, judged);
        }
    }

    /// Marks the findings that are known among those that came of comparing a report with others.
    pub(super) fn apply_compared(&mut self, judged: &mut Judged<'_>) {
        let path = paths::physical(Path::new(&judged.path));
        if let Some((config, ignoring)) = self.config.zip(self.ignoring.as_mut()) {
            let path = paths::relative(&config.folder, &path);
            ignoring.apply_compared(&path, &judged.doc, &mut judged.verdict);
        }
        // What is gone of them shows when all was compared.
        if let Some(baseline) = self.baseline {
            self.met.extend(baseline.mark(&path, judged));
        }
        if let Some(adding) = &mut self.adding {
            adding.add(&path, self.config, judged);
        }
    }

    /// Says that something of what the configuration holds for was not read.
    pub(super) fn lacks(&mut self) {
        self.whole = false;
    }

    /// Says which rules compared the reports of the run. Where some are not at hand, what they did
    /// not find may still be there.
    pub(super) fn compared(&mut self, rules: &[&Rule]) {
        if let Some(ignoring) = self.ignoring.as_mut().filter(|_| self.whole) {
            ignoring.compared(rules);
        }
    }

    /// Counts anew what is gone of a report that was judged in several forms.
    pub(super) fn recount(&mut self, judged: &mut Judged<'_>) {
        if let Some(baseline) = self.baseline {
            let path = paths::physical(Path::new(&judged.path));
            let gone = baseline.apply(&path, judged);
            let before =
                if gone > 0 { self.gone_of.insert(path, gone) } else { self.gone_of.remove(&path) };
            self.gone = (self.gone + gone).saturating_sub(before.unwrap_or_default());
        }
    }

    /// The entries of the configuration that should go.
    pub(super) fn stale(&self) -> Vec<StaleIgnore> {
        let Some((config, ignoring)) = self.config.zip(self.ignoring.as_ref()) else {
            return Vec::new();
        };
        let (text, source) = (&config.text, Arc::from(config.text.as_str()));
        let stale = |(ignore, why)| StaleIgnore::of(ignore, why, &config.name, (text, &source));
        ignoring.stale(self.whole).map(stale).collect()
    }

    /// The ignores to add, by the configuration they go to.
    pub(super) fn added(&self) -> BTreeMap<PathBuf, Vec<NewIgnore>> {
        self.adding.as_ref().map(|it| it.entries.clone()).unwrap_or_default()
    }
}

impl Adding {
    /// What the command line asks for, if it does.
    pub(super) fn of(
        args: &CheckArgs,
        least: Option<Severity>,
        lang: Lang,
        today: Date,
    ) -> Result<Option<Self>, Failure> {
        let Some(reason) = args.adding.add_ignore.clone() else { return Ok(None) };
        if args.repair.fix || args.repair.diff {
            return Err(Failure::FixingIgnores);
        }
        let until = args.adding.until;
        if let Some(until) = until.filter(|until| *until < today) {
            return Err(Failure::UntilPast(until));
        }
        let least = least.unwrap_or(Severity::Warning);
        Ok(Some(Self {
            reason,
            until,
            least,
            lang,
            entries: BTreeMap::new(),
            met: BTreeSet::new(),
        }))
    }

    fn add(&mut self, path: &Path, config: Option<&Loaded>, judged: &mut Judged<'_>) {
        let home = config.map_or_else(|| home_of(path), |config| config.path.clone());
        let folder = home.parent().unwrap_or(&home);
        let path = paths::relative(folder, path);
        let entries = self.entries.entry(home.clone()).or_default();
        let doc = &judged.doc;
        for it in &mut judged.verdict.findings {
            if it.suppressed.is_some() || it.severity < self.least {
                continue;
            }
            let (reason, until) = (self.reason.clone(), self.until);
            let rule = it.rule.code().to_owned();
            // Where the places of a finding share no words, its message has to tell it.
            let quote = Some(telling_words(doc, it.finding.primary.span));
            let quote = quote.filter(|quote| names_all(doc, it, quote)).unwrap_or_default();
            let quote = quote.to_owned();
            let (path, message) = (path.clone(), message(it, self.lang));
            let entry = NewIgnore { rule, path, quote, message, reason: reason.clone(), until };
            if self.met.insert(entry.clone()) {
                entries.push(entry);
            }
            it.suppressed = Some(Suppressed::Ignored { reason, until });
        }
    }
}

/// The words of a finding; where they are too few to tell it from others, with some around them.
fn telling_words(doc: &Document, span: Span) -> &str {
    let words = doc.words(span);
    let count = |words: &str| words.chars().filter(|char| !is_blank(*char)).count();
    if count(words) >= TELLING {
        return words;
    }
    let (text, line) = (doc.text.as_str(), doc.text.line(doc.text.line_at(span.start())));
    let (head, tail) = (before(text, span.start()), from(text, span.end()));
    let head = from(head, line.start().min(head.len()));
    let tail = before(tail, line.end().saturating_sub(span.end()));
    let width = |char: char| char.len_utf8();
    let left: usize = head.chars().rev().take(AROUND).map(width).sum();
    let right: usize = tail.chars().take(AROUND).map(width).sum();
    doc.words(trim(text, Span::new(span.start() - left, span.end() + right)))
}

/// The configuration to begin for a file that has none: in the current folder if that is above
/// the file, else beside it.
fn home_of(path: &Path) -> PathBuf {
    let here = Path::new(".").canonicalize().ok();
    let here = here.filter(|here| path.starts_with(here));
    here.unwrap_or_else(|| path.parent().unwrap_or(path).to_owned()).join(FILE_NAME)
}

/// A configuration with ignores added, which is begun if it is not there: its text, to be put in
/// place.
pub(super) fn with_added(path: &Path, entries: &[NewIgnore]) -> Result<String, Failure> {
    let name = paths::shown(path);
    let there = path.symlink_metadata().is_ok();
    let text = if there { configs::read(path) } else { Ok(String::new()) };
    let text = text.map_err(|fault| Failure::File(name.clone(), fault))?;
    let (mark, text) = match text.strip_prefix('\u{FEFF}') {
        Some(rest) => ("\u{FEFF}", rest),
        None => ("", text.as_str()),
    };
    let whole = append(&name.to_string_lossy(), text, entries).map_err(Failure::Config)?;
    let whole = format!("{mark}{whole}");
    // What is larger than that would be refused by the next run.
    let fits = u64::try_from(whole.len()).is_ok_and(|it| it <= configs::MAX_BYTES);
    if fits { Ok(whole) } else { Err(Failure::TooManyIgnores(name, entries.len())) }
}

/// Writes a file whole.
pub(super) fn put(path: &Path, text: &str) -> Result<(), Failure> {
    let written = Draft::of(path).and_then(|mut draft| {
        draft.write_all(text.as_bytes())?;
        draft.put_in_place()
    });
    let name = paths::shown(path);
    written.map_err(|error| Failure::Write(name, error))
}
