//! `title`: the report has a title, with a year, that calls it what it is, and is no draft (标题).

use serde::Deserialize;

use super::title_form::Tail;
use super::{Kind, Message, message};
use crate::document::BlockKind;
use crate::engine::Context;
use crate::facts::title::{Genre, Title as Found};
use crate::report::{Finding, Label, Outcome, Severity, Why};
use crate::text::{Span, before, from};

/// Parameters of `[check.title]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Title {
    /// What to look for.
    aspect: Aspect,
    /// What the title must end with.
    #[serde(default)]
    tail: Tail,
    /// Words that mark a draft.
    #[serde(default)]
    marks: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Aspect {
    /// There is no title.
    Missing,
    /// No title names a year.
    Year,
    /// The title calls the report something else.
    Genre,
    /// The title, or a line beside it, says that the text is a draft.
    Draft,
}

/// Characters of a line beside the title that a mark of a draft may stand on.
const LINE_MAX: usize = 12;

impl Kind for Title {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found", "year", "tail"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let titles = &cx.facts.titles;
        match (self.aspect, titles.first()) {
            (Aspect::Missing, None) => Outcome::Fail(vec![missing(cx)]),
            (Aspect::Missing, Some(_)) => Outcome::Pass,
            (Aspect::Draft, _) => Outcome::of(self.drafts(cx)),
            (_, None) => Outcome::Inapplicable(Why::NothingToCheck),
            (Aspect::Year, Some(_)) => self.year(cx),
            (Aspect::Genre, Some(first)) => self.genre(cx, first),
        }
    }
}

/// On a flattened page the title may have been cut off with the frame; a line of the head that
/// speaks of a report and a year may be a title in words of its own.
fn missing(cx: &Context<'_>) -> Finding {
    let finding = Finding::at(cx.title_or_start());
    let head = cx.head();
    let mut lines = cx.doc.blocks.iter().take_while(|it| head.contains(it.span));
    let likely = lines.any(|it| {
        let words = cx.doc.folded.slice(it.folded);
        words.contains("年度报告")
            && !words.contains(['《', '。'])
            && cx.facts.dates.iter().any(|date| date.date.year.is_some() && it.span.contains(date.span))
    });
    if cx.doc.flattened || likely { finding.severity(Severity::Warning) } else { finding }
}

impl Title {
    fn year(&self, cx: &Context<'_>) -> Outcome {
        let titles = &cx.facts.titles;
        let Some(title) = titles.iter().find(|it| it.genre == Genre::AnnualReport) else {
            return Outcome::Inapplicable(Why::NothingToCheck);
        };
        if titles.iter().any(|it| it.year.is_some()) {
            return Outcome::Pass;
        }
        let finding = Finding::at(title.span).value("found", title.text.as_str());
        let Some(year) = cx.year else { return Outcome::Fail(vec![finding]) };
        let at = title.tail_span.start();
        // In 甲镇年政府信息公开… only the digits are lost.
        let gap = Span::new(title.name_span.end(), at);
        let (place, words) = if cx.doc.words(gap).starts_with('年') {
            (gap.start(), year.to_string())
        } else {
            (at, format!("{year}年{}", self.tail.drawn_together(cx, title)))
        };
        Outcome::Fail(vec![finding.value("year", year).replace(Span::at(place), words)])
    }

    fn genre(&self, cx: &Context<'_>, title: &Found) -> Outcome {
        if cx.facts.titles.iter().any(|it| it.genre == Genre::AnnualReport) {
            return Outcome::Pass;
        }
        let others = cx.facts.titles.iter().skip(1).map(|it| it.span);
        let finding = Finding::at(title.span)
            .value("found", title.tail.as_str())
            .value("tail", self.tail.words())
            .all_related(others, Label::Title);
        Outcome::Fail(vec![match self.tail.instead(cx, title) {
            Some(words) => finding.replace(title.tail_span, words),
            None => finding,
        }])
    }

    fn drafts(&self, cx: &Context<'_>) -> Vec<Finding> {
        let titles = cx.facts.titles.iter().map(|it| it.span);
        let head = cx.head();
        let lines = cx.doc.blocks.iter().take_while(|it| head.contains(it.span)).filter(|it| {
            let words = cx.doc.folded.slice(it.folded);
            it.kind != BlockKind::Row && words.chars().count() <= LINE_MAX
        });
        let mut places: Vec<Span> = titles.chain(lines.map(|it| it.span)).collect();
        places.sort_unstable();
        places.dedup_by(|next, kept| kept.overlaps(*next));
        let marks = places.into_iter().filter_map(|place| self.mark_in(cx, place));
        marks.map(|span| Finding::at(span).value("found", cx.doc.words(span))).collect()
    }

    /// The mark of a draft in `place`, with the brackets round it.
    fn mark_in(&self, cx: &Context<'_>, place: Span) -> Option<Span> {
        let folded = cx.doc.folded.to_folded(place);
        let words = cx.doc.folded.slice(folded);
        let (start, mark) = self.marks.iter().find_map(|mark| Some((words.find(mark)?, mark)))?;
        let end = start + mark.len();
        let open = before(words, start).chars().next_back().filter(|it| "（【〔[".contains(*it));
        let close = from(words, end).chars().next().filter(|it| "）】〕]".contains(*it));
        let span = match (open, close) {
            (Some(open), Some(close)) => Span::new(start - open.len_utf8(), end + close.len_utf8()),
            _ => Span::new(start, end),
        };
        Some(cx.doc.folded.to_source(span.shift(folded.start())))
    }
}
