//! The run of figures that forms a list, and where it ends.

use super::super::{Figure, Role};
use super::Finder;
use super::words::{NEW_CLAUSE, NEW_MATTER, RESULTS};
use crate::numeral::Amount;
use crate::text::{before, from};

/// The parts that were found, and whether it is doubtful where the list ends.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct List {
    pub parts: Vec<usize>,
    pub doubtful: bool,
}

impl Finder<'_> {
    /// The list that begins with figure `first` and whose whole is `head`.
    ///
    /// A list may go on behind a semicolon, or another matter may begin there: whichever reading
    /// adds up is right, and where none does the doubt is recorded.
    pub(super) fn list(&self, head: &Figure, first: usize, depth: usize) -> List {
        let (parts, stops) = self.run(head, first, depth);
        let sum = |count: usize| self.sum(parts.get(..count).unwrap_or(&parts));
        let fits = |count: &usize| sum(*count) == Some(head.value);
        let whole = parts.len();
        if let Some(count) = std::iter::once(whole).chain(stops.iter().copied()).find(fits) {
            return List { parts: parts.into_iter().take(count).collect(), doubtful: false };
        }
        let above = |count: usize| sum(count).is_none_or(|sum| sum > head.value);
        match stops.first() {
            Some(&count) if above(count) => {
                List { parts: parts.into_iter().take(count).collect(), doubtful: false }
            }
            Some(&count) if above(whole) => {
                List { parts: parts.into_iter().take(count).collect(), doubtful: true }
            }
            _ => List { parts, doubtful: false },
        }
    }

    /// The figures that share the unit of `head`, and after how many of them a semicolon stands.
    fn run(&self, head: &Figure, first: usize, depth: usize) -> (Vec<usize>, Vec<usize>) {
        let (mut parts, mut stops): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        let start = self.figures.get(first);
        let (block, mut sentence) = start.map_or((0, 0), |it| (it.block, it.sentence_end));
        for (index, figure) in self.figures.iter().enumerate().skip(first) {
            if figure.block != block || figure.depth < depth {
                break;
            }
            if figure.depth > depth || figure.role == Role::Share {
                continue;
            }
            let over = figure.sentence_end > sentence && !self.goes_on(head, &parts, index);
            // What adds up is complete, but noughts may follow.
            let complete = head.value != Amount::ZERO
                && figure.value != Amount::ZERO
                && self.sum(&parts) == Some(head.value);
            if over || complete || !self.is_part(head, parts.last().copied(), figure) {
                break;
            }
            if !parts.is_empty() && self.stop_before(figure) {
                stops.push(parts.len());
            }
            sentence = figure.sentence_end;
            parts.push(index);
        }
        (parts, stops)
    }

    /// Whether `figure` goes on the list after the part `last`.
    fn is_part(&self, head: &Figure, last: Option<usize>, figure: &Figure) -> bool {
        let label = self.doc.plain(figure.label);
        let later = last.is_some();
        let unit =
            figure.unit == head.unit || figure.unit.is_empty() && later && self.ends_clause(figure);
        let holds = |words: &[&str]| words.iter().any(|word| label.contains(word));
        let begins = |words: &[&str]| words.iter().any(|word| label.starts_with(word));
        let other = later
            && (holds(&NEW_MATTER)
                || begins(&RESULTS)
                || label.contains("其中")
                || self.stop_before(figure) && begins(&NEW_CLAUSE));
        unit && figure.role == Role::Count && !label.is_empty() && !other
    }

    /// Whether a semicolon or stop stands before the label of `figure`.
    fn stop_before(&self, figure: &Figure) -> bool {
        let label = self.doc.folded.to_folded(figure.label).start();
        before(self.doc.folded.as_str(), label).ends_with(['；', '。'])
    }

    fn ends_clause(&self, figure: &Figure) -> bool {
        let rest = from(self.doc.folded.as_str(), figure.folded.end());
        rest.is_empty() || rest.starts_with(['，', '。', '；', '、', '）', '\n'])
    }

    /// Parts with shares may go on in the next sentence: A…条，占66%。B…条，占34%。
    fn goes_on(&self, head: &Figure, parts: &[usize], next: usize) -> bool {
        let shared =
            |index: usize| self.figures.get(index + 1).is_some_and(|it| it.role == Role::Share);
        let Some(&last) = parts.last() else { return false };
        let below = self.sum(parts).is_some_and(|sum| sum < head.value);
        shared(last) && shared(next) && below
    }
}
