//! Repairs: the edits that findings offer, made in the bytes of the input.
//!
//! A round makes all edits that do not touch one another, reads the result and judges it anew;
//! rounds follow until nothing is left to do. An edit after which some rule would report more, or
//! less of the report could be read, is not made. All other bytes stay as they are.

mod archive;
mod change;
mod copies;
mod harm;
mod markdown;
pub mod patch;
mod plain;
mod word;

use std::collections::{BTreeMap, VecDeque};

use self::change::{Change, Ready};
pub use self::change::{Count, Level, count};
pub use self::harm::Harm;
use self::harm::Score;
use crate::error::ReadError;
use crate::render::{Judged, Status};
use crate::rule::Rule;
use crate::source::Format;
use crate::text::Span;

/// Rounds of one input. What needs more goes round in a circle.
const ROUNDS: usize = 10;
/// Judgements of one round, where its edits must be tried apart.
const TRIALS: usize = 500;

/// Reads and judges bytes.
pub type Judging<'a, 'p> = dyn FnMut(&[u8]) -> Result<Judged<'p>, ReadError> + 'a;

/// An input after its repair.
#[derive(Debug)]
pub struct Fixed<'p> {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The verdict on them.
    pub judged: Judged<'p>,
    /// What was done.
    pub log: Log,
}

/// What was repaired and what was not.
#[derive(Clone, Default, Debug)]
pub struct Log {
    /// Places repaired, by the code of the rule.
    pub done: BTreeMap<String, Done>,
    /// Places left as they are though an edit was offered, by the code of the rule and the reason.
    pub left: BTreeMap<(String, Left), usize>,
}

/// Repairs of one rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Done {
    /// The id of the rule.
    pub rule: String,
    /// How many places were repaired.
    pub places: usize,
}

/// Why an edit was not made.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Left {
    /// Tags, attributes or other markup stand inside the place.
    Markup,
    /// The document holds them once more for other programs, laid out otherwise.
    Copies,
    /// Word shows the words there, but they are not in the document (list numbers).
    MadeUp,
    /// A line end would go.
    LineEnd,
    /// The new characters would be read as markup.
    BecomesMarkup,
    /// The encoding of the file has no such character.
    Encoding,
    /// More harm than good.
    Harm(Harm),
}

impl Log {
    /// How many places were repaired.
    pub fn places(&self) -> usize {
        self.done.values().map(|it| it.places).sum()
    }

    /// Whether no repair was tried, or nothing came of it.
    pub fn is_empty(&self) -> bool {
        self.done.is_empty() && self.left.is_empty()
    }

    fn add(&mut self, rule: &Rule) {
        let new = || Done { rule: rule.id().to_owned(), places: 0 };
        self.done.entry(rule.code().to_owned()).or_insert_with(new).places += 1;
    }

    fn leave(&mut self, rule: &Rule, why: Left) {
        *self.left.entry((rule.code().to_owned(), why)).or_default() += 1;
    }
}

/// Bytes and the verdict on them.
struct State<'p> {
    bytes: Vec<u8>,
    judged: Judged<'p>,
    score: Score,
}

impl<'p> State<'p> {
    fn of(bytes: Vec<u8>, judge: &mut Judging<'_, 'p>) -> Result<Self, ReadError> {
        let judged = judge(&bytes)?;
        let score = Score::of(&judged);
        Ok(Self { bytes, judged, score })
    }
}

/// Repairs an input. What is no report is left alone.
pub fn fix<'p>(
    bytes: &[u8],
    level: Level,
    judge: &mut Judging<'_, 'p>,
) -> Result<Fixed<'p>, ReadError> {
    let mut now = State::of(bytes.to_vec(), judge)?;
    let mut log = Log::default();
    for _ in 0..ROUNDS {
        if now.judged.status != Status::Checked {
            break;
        }
        log.left.clear();
        let Some(next) = round(&now, level, judge, &mut log)? else { break };
        now = next;
    }
    Ok(Fixed { bytes: now.bytes, judged: now.judged, log })
}

/// One round; none where there was nothing to do.
fn round<'p>(
    now: &State<'p>,
    level: Level,
    judge: &mut Judging<'_, 'p>,
    log: &mut Log,
) -> Result<Option<State<'p>>, ReadError> {
    let target = Target::of(now)?;
    let mut ready = Vec::new();
    for change in change::of(&now.judged.verdict, level) {
        match target.ready(change) {
            Ok(it) => ready.push(it),
            Err((rule, why)) => log.leave(rule, why),
        }
    }
    let chosen = change::apart(ready);
    let (next, kept) = Trial { now, target: &target, chosen: &chosen, judge }.run(log);
    kept.iter().filter_map(|&it| chosen.get(it)).for_each(|it| log.add(it.rule));
    Ok(next)
}

/// Finds which of the chosen changes do no harm: all of them at once, else in halves, down to
/// single ones.
struct Trial<'t, 'p, 'j> {
    now: &'t State<'p>,
    target: &'t Target<'t>,
    chosen: &'t [Ready<'p>],
    judge: &'t mut Judging<'j, 'p>,
}

impl<'p> Trial<'_, 'p, '_> {
    fn run(mut self, log: &mut Log) -> (Option<State<'p>>, Vec<usize>) {
        let (mut best, mut kept) = (None::<State<'p>>, Vec::new());
        let mut waiting = VecDeque::from([(0..self.chosen.len()).collect::<Vec<usize>>()]);
        let mut trials = 0;
        while let Some(some) = waiting.pop_front() {
            if some.is_empty() {
                continue;
            }
            let all: Vec<usize> = kept.iter().chain(&some).copied().collect();
            trials += 1;
            let so_far = best.as_ref().map_or(&self.now.score, |it| &it.score);
            let tried =
                if trials > TRIALS { Err(Harm::Untried) } else { self.attempt(&all, so_far) };
            match tried {
                Ok(state) => (best, kept) = (Some(state), all),
                Err(harm) if some.len() == 1 => {
                    let rules = some.iter().filter_map(|&it| self.chosen.get(it));
                    rules.for_each(|it| log.leave(it.rule, Left::Harm(harm.clone())));
                }
                Err(_) => {
                    let (first, second) = some.split_at(some.len() / 2);
                    waiting.push_front(second.to_vec());
                    waiting.push_front(first.to_vec());
                }
            }
        }
        (best, kept)
    }

    fn attempt(&mut self, some: &[usize], so_far: &Score) -> Result<State<'p>, Harm> {
        let edits = some.iter().filter_map(|&it| self.chosen.get(it)).flat_map(|it| &it.edits);
        let mut edits: Vec<PartEdit> = edits.cloned().collect();
        edits.sort();
        edits.dedup();
        let (bytes, expected) = self.target.apply(&edits).ok_or(Harm::Unreadable)?;
        let state = State::of(bytes, self.judge).map_err(|_| Harm::Unreadable)?;
        let source = || state.judged.doc.origin.locate(&state.judged.doc.text, Span::at(0)).0;
        if expected.is_some_and(|expected| expected != source().as_str()) {
            return Err(Harm::Unreadable);
        }
        match state.score.harm(&self.now.score, so_far) {
            Some(harm) => Err(harm),
            None => Ok(state),
        }
    }
}

/// New words at a place of a part of the input; texts have one part.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct PartEdit {
    part: usize,
    span: Span,
    text: String,
}

/// What edits are made in.
enum Target<'a> {
    Plain(plain::Plain<'a>),
    Word(word::Word<'a>),
}

impl<'a> Target<'a> {
    fn of(state: &'a State<'_>) -> Result<Self, ReadError> {
        Ok(match state.judged.format {
            Format::Docx => Self::Word(word::Word::of(&state.bytes, &state.judged)?),
            _ => Self::Plain(plain::Plain::of(&state.bytes, &state.judged)),
        })
    }

    /// A change with its edits in the parts, or why it cannot be made.
    fn ready<'p>(&self, change: Change<'p>) -> Result<Ready<'p>, (&'p Rule, Left)> {
        let mut edits = Vec::new();
        for it in &change.edits {
            let translated = match self {
                Self::Plain(plain) => plain.translate(it).map(|it| vec![it]),
                Self::Word(word) => word.translate(it),
            };
            edits.extend(translated.map_err(|why| (change.rule, why))?);
        }
        Ok(Ready { rule: change.rule, view: change.edits, edits })
    }

    /// The bytes after `edits`, which are in order and apart, and the text they must decode to,
    /// where that is known.
    fn apply(&self, edits: &[PartEdit]) -> Option<(Vec<u8>, Option<String>)> {
        match self {
            Self::Plain(plain) => plain.apply(edits).map(|(bytes, text)| (bytes, Some(text))),
            Self::Word(word) => word.apply(edits).map(|bytes| (bytes, None)),
        }
    }
}

/// `text` with the edits in it, which are in order and apart.
fn spliced<'e>(text: &str, edits: impl Iterator<Item = (Span, &'e str)>) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (span, new) in edits {
        out.push_str(crate::text::cut(text, Span::new(at, span.start())));
        out.push_str(new);
        at = span.end();
    }
    out.push_str(crate::text::from(text, at));
    out
}
