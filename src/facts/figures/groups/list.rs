//! The run of figures that forms a list, and where it ends.

use super::super::{Figure, Role};
use super::Finder;
use super::dimension::turns;
use super::words::{
    ANEW, DENIED, DONE, NEW_CLAUSE, NEW_MATTER, NEW_TIME, RESIDUES, RESULTS, WORDS_WITH_TOTAL,
};
use crate::numeral::Amount;
use crate::text::{before, from, is_han};

/// The parts that were found, and whether it is doubtful where the list ends.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct List {
    pub parts: Vec<usize>,
    pub doubtful: bool,
    /// Whether some of them have another unit than the whole.
    pub mixed: bool,
    /// What the whole run adds up to, where it was cut at a semicolon.
    pub run: Option<Amount>,
}

impl List {
    pub(super) fn of(parts: Vec<usize>, doubtful: bool) -> Self {
        Self { parts, doubtful, mixed: false, run: None }
    }
}

/// Figures that may be the parts of a total.
struct Run {
    parts: Vec<usize>,
    /// After how many of them a semicolon stands.
    stops: Vec<usize>,
    /// After how many of them parts of another dimension begin.
    turn: Option<usize>,
    /// The members with which it goes on in another unit: 解读87条、图解31篇.
    others: Vec<usize>,
}

/// Parts of a part that are looked at.
const LONGEST_INNER: usize = 12;

/// How the parts of a list are told.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Telling {
    /// The names of the parts stand before them all: 网站、微信分别公开8条和5条.
    pub shared: bool,
    /// The list claims to be complete (分别为), so that members that are alike belong to it even where
    /// those before them add up to the total.
    pub closed: bool,
}

impl Finder<'_> {
    /// The list that begins with figure `first` and whose whole is `head`.
    ///
    /// A list may go on behind a semicolon, or another matter may begin there: whichever reading
    /// adds up is right, and where none does the doubt is recorded.
    pub(super) fn list(&self, head: &Figure, first: usize, depth: usize, telling: Telling) -> List {
        let Run { parts, stops, turn, others } = self.run(head, first, depth, telling);
        let sums = self.sums(&parts);
        let sum = |count: usize| count.checked_sub(1).and_then(|it| *sums.get(it)?);
        let fits = |count: &usize| sum(*count) == Some(head.value);
        let whole = parts.len();
        // 求助类206封，其中供水83封；建议类77封: a member of a list ends where the next begins.
        let member =
            before(self.doc.folded.as_str(), self.doc.folded.to_folded(head.label).start())
                .ends_with(['；', '：']);
        if let Some(&count) = stops.first().filter(|_| member) {
            return List::of(parts.into_iter().take(count).collect(), false);
        }
        if let Some(&count) = stops.iter().find(|it| self.is_a_head(head, &parts, **it)) {
            return List::of(parts.into_iter().take(count).collect(), false);
        }
        // 46份，其中县政府29份、办公室21份，配套解读58份: what alone is more may be another matter, and those
        // before it are judged without it where they are too many already.
        let beyond = parts.iter().skip(1).position(|it| {
            self.figures.get(*it).is_some_and(|it| it.value > head.value && !self.is_joined_on(it))
        });
        let cut = beyond.map(|it| it + 1).filter(|it| sum(*it).is_none_or(|sum| sum > head.value));
        if let Some(count) = cut {
            return List::of(parts.into_iter().take(count).collect(), false);
        }
        // 其他 closes the list, whatever the members before it add up to.
        let residual = parts.last().is_some_and(|it| self.is_residual(*it));
        let ends = std::iter::once(whole).chain(stops.iter().copied().filter(|_| !residual));
        let ends = ends.chain(turn);
        if let Some(count) = ends.into_iter().find(fits) {
            return List::of(parts.into_iter().take(count).collect(), false);
        }
        let above = |count: usize| sum(count).is_none_or(|sum| sum > head.value);
        if !others.is_empty() && !above(whole) {
            return self.mixed(head, [parts, others].concat(), telling.closed);
        }
        if let Some(count) = turn {
            return self.turned(parts, count, above(count));
        }
        if residual && self.lacks_the_next(head, &parts, sum(whole)) {
            return List::of(parts, true);
        }
        if residual && whole > 2 && !self.begins_anew_at(&parts, &stops) {
            return List::of(parts, false);
        }
        // 一是…35条；二是…40条；三是…46条: a semicolon parts nothing but the members.
        if whole > 2 && stops.len() + 1 == whole {
            return List::of(parts, false);
        }
        match stops.first() {
            Some(&count) if above(count) || above(whole) => {
                let run = sum(whole);
                let doubtful = !above(count);
                List { run, ..List::of(parts.into_iter().take(count).collect(), doubtful) }
            }
            _ => List::of(parts, false),
        }
    }

    /// A list in several units. What it adds up to is compared where it claims to be complete.
    fn mixed(&self, head: &Figure, parts: Vec<usize>, closed: bool) -> List {
        let fits = self.sum(&parts) == Some(head.value);
        List { mixed: true, ..List::of(parts, !fits && !closed) }
    }

    /// A list that after so many parts tells them by something else. Those before are a list of their own
    /// where they are too many, more than two, or closed by 其他; else nothing is certain.
    fn turned(&self, parts: Vec<usize>, count: usize, above: bool) -> List {
        let last = count.checked_sub(1).and_then(|it| parts.get(it));
        if above || count > 2 || last.is_some_and(|it| self.is_residual(*it)) {
            List::of(parts.into_iter().take(count).collect(), false)
        } else {
            List::of(parts, true)
        }
    }

    /// Whether behind the semicolon after so many `parts` another whole begins and no member: it is
    /// more than the total, and has parts of its own or is told in the words of the total. 办公室公开30条，
    /// 其中文件5条；救助科公开60条，其中名单40条.
    fn is_a_head(&self, head: &Figure, parts: &[usize], count: usize) -> bool {
        let behind = parts.get(count).and_then(|it| Some((*it, self.figures.get(*it)?)));
        let Some((index, figure)) = behind.filter(|it| it.1.value > head.value) else {
            return false;
        };
        let own = self.figures.get(index + 1).is_some_and(|next| {
            !self.stop_before(next) && self.doc.plain(next.label).starts_with("其中")
        });
        let ending = |it: &Figure| {
            let label = self.doc.plain(it.label);
            let start = label.char_indices().rev().nth(1).map(|(at, _)| at);
            start.map(|at| from(label, at)).unwrap_or_default()
        };
        let first = parts.first().and_then(|it| self.figures.get(*it)).map(&ending);
        let alike = !ending(head).is_empty() && ending(head) == ending(figure);
        let semicolon = self.stop_before(figure);
        semicolon || own || alike && first != Some(ending(head))
    }

    /// Whether a colon right behind a figure opens a list of its own, which adds up to it.
    fn leads_into_a_list(&self, index: usize) -> bool {
        let Some(figure) = self.figures.get(index) else { return false };
        if !from(self.doc.folded.as_str(), figure.folded.end()).starts_with('：') {
            return false;
        }
        let behind = self.figures.iter().skip(index + 1).take(LONGEST_INNER);
        let own = behind.take_while(|it| it.sentence_end == figure.sentence_end);
        let mut sum = Some(Amount::ZERO);
        own.enumerate().any(|(count, it)| {
            sum = sum.and_then(|sum| sum.checked_add(it.value));
            count > 0 && sum == Some(figure.value)
        })
    }

    /// Whether two labels end alike: 财政信息, 民生信息; 动态类, 公告类.
    fn is_alike(&self, one: usize, other: usize) -> bool {
        let ends = [one, other].map(|it| {
            let label = self.figures.get(it).map_or("", |it| self.doc.plain(it.label));
            let mut back = label.chars().rev();
            (back.next(), back.next())
        });
        let [one, other] = ends;
        one == other && one.1.is_some() || one.0 == Some('类') && other.0 == Some('类')
    }

    /// What the first part, the first two, and so on add up to; none where it is too large.
    fn sums(&self, parts: &[usize]) -> Vec<Option<Amount>> {
        let values = parts.iter().filter_map(|it| self.figures.get(*it)).map(|it| it.value);
        let mut sum = Some(Amount::ZERO);
        values
            .map(|value| {
                sum = sum.and_then(|it| it.checked_add(value));
                sum
            })
            .collect()
    }

    /// The figures that share the unit of `head`.
    fn run(&self, head: &Figure, first: usize, depth: usize, telling: Telling) -> Run {
        let (mut parts, mut stops): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        let start = self.figures.get(first);
        let opening = start.map(|it| self.told(head, it));
        let (mut known, mut turn, mut others) = (None, None, Vec::new());
        let (block, mut sentence) = start.map_or((0, 0), |it| (it.block, it.sentence_end));
        let (mut nested, mut sum) = (false, Some(Amount::ZERO));
        for (index, figure) in self.figures.iter().enumerate().skip(first) {
            if figure.block != block
                || figure.depth < depth
                || index > first && self.begins_another_bracket(index, depth)
            {
                break;
            }
            if figure.depth > depth || figure.role == Role::Share {
                continue;
            }
            // 不予公开10件，其中过程性信息6件；无法提供20件: the next member comes behind the semicolon.
            let label = self.doc.plain(figure.label);
            // 重点领域信息120条：财政信息20条: a part with a list of its own behind the colon.
            let listed = parts.last().is_some_and(|it| self.leads_into_a_list(*it));
            nested = !self.stop_before(figure)
                && (nested || listed || !stops.is_empty() && label.starts_with("其中"));
            if nested || self.leads_on(head, index) {
                continue;
            }
            // Behind such a clause the whole is divided once more.
            if !parts.is_empty() && self.division(index).is_some() {
                break;
            }
            let over = figure.sentence_end > sentence && !self.goes_on(head, &parts, sum, index);
            // What adds up is complete, but noughts may follow.
            let complete = head.value != Amount::ZERO
                && figure.value != Amount::ZERO
                && sum == Some(head.value)
                && !self.is_joined_on(figure)
                && !self.is_residual(index)
                && !parts.last().is_some_and(|it| self.excludes(*it, index))
                && !(telling.closed && parts.last().is_some_and(|it| self.is_alike(*it, index)));
            if over || complete {
                break;
            }
            if !self.is_part(head, parts.last().copied(), figure, telling.shared) {
                others = self.in_other_units(head, index, depth);
                break;
            }
            if !parts.is_empty() && self.stop_before(figure) {
                stops.push(parts.len());
            }
            if let Some(opening) = &opening {
                let told = self.told(head, figure);
                let joined = self.is_joined_on(figure);
                if !parts.is_empty() && told.is_of_the_whole(opening) {
                    break;
                }
                if turn.is_none()
                    && !parts.is_empty()
                    && !telling.closed
                    && turns(opening, known, &told, joined)
                {
                    turn = Some(parts.len());
                }
                known = known.or(told.dimension());
            }
            sentence = figure.sentence_end;
            sum = sum.and_then(|it| it.checked_add(figure.value));
            parts.push(index);
        }
        Run { parts, stops, turn, others }
    }

    /// The members from one in another unit on, as far as 、 joins them.
    fn in_other_units(&self, head: &Figure, first: usize, depth: usize) -> Vec<usize> {
        let other = |it: &Figure| it.unit != head.unit;
        if !self.figures.get(first).is_some_and(other) {
            return Vec::new();
        }
        let behind = self.figures.iter().enumerate().skip(first).take(LONGEST_INNER);
        let members = behind.take_while(|it| {
            it.1.role == Role::Count && it.1.depth == depth && self.is_joined_on(it.1)
        });
        members.map(|it| it.0).collect()
    }

    /// Whether a bracket of this depth ended between the figure before and this one.
    fn begins_another_bracket(&self, index: usize, depth: usize) -> bool {
        let last = index.checked_sub(1).and_then(|it| self.figures.get(it));
        let (Some(last), Some(figure)) = (last, self.figures.get(index)) else { return false };
        let end = figure.folded.start().max(last.folded.end());
        depth > 0 && last.depth < depth + super::brackets_left(self.between(last.folded.end(), end))
    }

    /// Whether `figure` goes on the list after the part `last`.
    fn is_part(&self, head: &Figure, last: Option<usize>, figure: &Figure, shared: bool) -> bool {
        let label = self.doc.plain(figure.label);
        let later = last.is_some();
        let unit =
            figure.unit == head.unit || figure.unit.is_empty() && later && self.ends_clause(figure);
        let begins = |words: &[&str]| words.iter().any(|word| label.starts_with(word));
        let other = later
            && (begins_anew(label)
                || begins(&RESULTS)
                || begins(&NEW_TIME)
                || is_done(label)
                || last.is_some_and(|it| self.is_about(label, it))
                || label.contains("其中")
                || self.stop_before(figure) && begins(&NEW_CLAUSE));
        let named = shared || !label.is_empty() || !self.ends_clause(figure);
        unit && figure.role == Role::Count && named && !other
    }

    /// Whether a figure only says who has the next one: 其余31家单位公开3635条.
    fn leads_on(&self, head: &Figure, index: usize) -> bool {
        let (Some(figure), Some(next)) = (self.figures.get(index), self.figures.get(index + 1))
        else {
            return false;
        };
        figure.block == next.block
            && figure.unit != head.unit
            && next.unit == head.unit
            && self.between(figure.folded.end(), next.folded.start()).chars().all(is_han)
    }

    /// Whether a label tells of the last part alone: 网上申请60件，网上申请中由公民提出48件.
    fn is_about(&self, label: &str, last: usize) -> bool {
        let last = self.figures.get(last).map_or("", |it| self.doc.plain(it.label));
        let whole = label.split_once('中').map_or("", |(words, _)| words);
        let begins = last.char_indices().rev().nth(1).map(|(at, _)| from(last, at));
        begins.is_some_and(|it| whole.starts_with(it))
    }

    /// Whether behind one of these stops another matter begins: 另发布微信30条.
    fn begins_anew_at(&self, parts: &[usize], stops: &[usize]) -> bool {
        stops.iter().filter_map(|it| self.figures.get(*parts.get(*it)?)).any(|it| {
            let label = self.doc.plain(it.label);
            ANEW.iter().any(|word| label.contains(word))
        })
    }

    /// Whether the figure behind a list is what it lacks: 其他处理3件，结转下年2件.
    fn lacks_the_next(&self, head: &Figure, parts: &[usize], sum: Option<Amount>) -> bool {
        let last = parts.last().and_then(|it| self.figures.get(*it).zip(self.figures.get(it + 1)));
        last.is_some_and(|(last, next)| {
            let near = next.sentence_end == last.sentence_end && next.unit == head.unit;
            near && sum.and_then(|it| it.checked_add(next.value)) == Some(head.value)
        })
    }

    /// Whether a figure is what the members before it leave over: 其他10条, 其他信息10条.
    pub(super) fn is_residual(&self, figure: usize) -> bool {
        let label = self.figures.get(figure).map_or("", |it| self.doc.plain(it.label));
        let rest = label.strip_prefix("其他").or_else(|| label.strip_prefix("其它"));
        rest.is_some_and(|it| RESIDUES.contains(&it))
    }

    /// Whether a semicolon or stop stands before the label of `figure`, or before the date ahead of it.
    pub(super) fn stop_before(&self, figure: &Figure) -> bool {
        let label = self.doc.folded.to_folded(figure.label).start();
        let ahead = before(self.doc.folded.as_str(), label);
        let of_date = |it: char| it.is_ascii_digit() || "年月日度至—－-～".contains(it);
        ahead.trim_end_matches(of_date).ends_with(['；', '。'])
    }

    /// Whether 、 joins the label of `figure` to the member before it.
    pub(super) fn is_joined_on(&self, figure: &Figure) -> bool {
        let label = self.doc.folded.to_folded(figure.label).start();
        before(self.doc.folded.as_str(), label).ends_with('、')
    }

    fn ends_clause(&self, figure: &Figure) -> bool {
        let rest = from(self.doc.folded.as_str(), figure.folded.end());
        rest.is_empty() || rest.starts_with(['，', '。', '；', '、', '）', '\n'])
    }

    /// Parts with shares may go on in the next sentence: A…条，占66%。B…条，占34%。
    fn goes_on(&self, head: &Figure, parts: &[usize], sum: Option<Amount>, next: usize) -> bool {
        let shared =
            |index: usize| self.figures.get(index + 1).is_some_and(|it| it.role == Role::Share);
        let Some(&last) = parts.last() else { return false };
        let below = sum.is_some_and(|sum| sum < head.value);
        shared(last) && shared(next) && below
    }
}

/// Whether a label tells what became of the items.
fn is_done(label: &str) -> bool {
    DONE.iter().any(|it| label.contains(it)) && !DENIED.iter().any(|it| label.starts_with(it))
}

/// Whether a label begins another matter; the 共 of 公共 and 共同 does not.
fn begins_anew(label: &str) -> bool {
    let words = WORDS_WITH_TOTAL.iter().fold(label.to_owned(), |it, word| it.replace(word, ""));
    NEW_MATTER.iter().any(|word| words.contains(word))
}
