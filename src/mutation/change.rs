//! What a mutation does to the text of its report, and where it must be told.

use toml::Spanned;

use super::mistake::{Mistake, span_of};
use super::{CellChange, CellName, Kind, Mutation};
use crate::document::Document;
use crate::examples::unmark;
use crate::form::{CellAddress, Content};
use crate::rule::say;
use crate::text::{Span, before, from};

/// A change that can be made.
#[derive(Debug)]
pub(super) struct Change {
    /// The place in the report.
    span: Span,
    /// What stands there instead.
    words: String,
    /// The places of the changed report that must be reported; any if there are none.
    pub places: Vec<Span>,
    /// The cell that must be reported.
    pub cell: Option<(usize, CellAddress)>,
}

impl Change {
    /// The change to `report`, read as `doc`, that a mutation asks for.
    pub(super) fn of(it: &Mutation, report: &str, doc: &Document) -> Result<Self, Mistake> {
        let mut change = match it.kind()? {
            Kind::Replace(words, with) => {
                let (span, (new, places)) = (once(report, words)?, marked(with)?);
                let places = places.into_iter().map(|it| it.shift(span.start())).collect();
                Self { span, words: new, places, cell: None }
            }
            Kind::Drop(words) => {
                let span = once(report, words)?;
                Self { span, words: String::new(), places: Vec::new(), cell: None }
            }
            Kind::Text(text) => {
                let (words, places) = marked(text)?;
                Self { span: Span::new(0, report.len()), words, places, cell: None }
            }
            Kind::Blank(name) => blank(name, doc)?,
            Kind::Cell(change) => add(change, doc)?,
        };
        let text = change.made(report);
        if text == report {
            let message = say("改动前后完全相同", "this changes nothing");
            return Err(Mistake::new(it.change(), message));
        }
        if let Some(place) = &it.place {
            if change.cell.take().is_some() {
                change.places.clear();
            }
            change.places.extend(places(&text, place)?);
            change.places.sort_unstable();
        }
        Ok(change)
    }

    /// The report with the change.
    pub(super) fn made(&self, report: &str) -> String {
        [before(report, self.span.start()), &self.words, from(report, self.span.end())].concat()
    }
}

fn blank(name: &CellName, doc: &Document) -> Result<Change, Mistake> {
    let found = name.named().find(doc)?;
    if found.cell.content == Content::Blank {
        let message = say("这一单元格本来就是空白", "this cell is blank already");
        return Err(Mistake::new(span_of(&name.column), message));
    }
    let places = vec![Span::at(found.source.start())];
    Ok(Change { span: found.source, words: String::new(), places, cell: Some(found.at) })
}

fn add(change: &CellChange, doc: &Document) -> Result<Change, Mistake> {
    let found = change.named().find(doc)?;
    let number = match found.cell.content {
        Content::Number(number) => number.whole(),
        _ => None,
    };
    let Some(number) = number else {
        let words = doc.words(found.cell.span);
        let message = say(
            format!("这一单元格不是整数（“{words}”），不能加减"),
            format!("this cell holds no whole number (“{words}”) to add to"),
        );
        return Err(Mistake::new(span_of(&change.column), message)
            .help("改用 blank，或者 replace 和 with", "use `blank`, or `replace` and `with`"));
    };
    let added = i128::from(*change.add.get_ref());
    if added == 0 {
        let message = say("加 0 等于没有改动", "adding 0 changes nothing");
        return Err(
            Mistake::new(span_of(&change.add), message).help("如 add = 1", "such as add = 1")
        );
    }
    let words = number.saturating_add(added).to_string();
    let start = found.source.start();
    let places = vec![Span::new(start, start + words.len())];
    Ok(Change { span: found.source, words, places, cell: Some(found.at) })
}

/// Words without their marks, and the marked places.
fn marked(words: &Spanned<String>) -> Result<(String, Vec<Span>), Mistake> {
    let (text, marks) = unmark(words.get_ref());
    let signs = words.get_ref().chars().filter(|it| matches!(it, '⟦' | '⟧')).count();
    if signs != 2 * marks.len() {
        let message = say("⟦ ⟧ 没有成对", "a ⟦ or ⟧ has no partner");
        return Err(Mistake::new(span_of(words), message));
    }
    Ok((text, marks))
}

/// The places that the words of `place` mark in a changed report.
fn places(text: &str, place: &Spanned<String>) -> Result<Vec<Span>, Mistake> {
    let (words, marks) = marked(place)?;
    let start = only(text, &words)
        .map_err(|count| times(place, count, ("改动后的报告", "the changed report")))?;
    let whole = marks.is_empty().then(|| Span::new(0, words.len()));
    Ok(marks.into_iter().chain(whole).map(|mark| mark.shift(start)).collect())
}

/// Where words stand that must stand exactly once in a report.
fn once(report: &str, words: &Spanned<String>) -> Result<Span, Mistake> {
    let start = only(report, words.get_ref())
        .map_err(|count| times(words, count, ("报告", "the report")))?;
    Ok(Span::new(start, start + words.get_ref().len()))
}

/// Where words stand, or how often they do if that is not once; places may overlap.
fn only(text: &str, words: &str) -> Result<usize, usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    while let Some(found) = from(text, at).find(words).filter(|_| !words.is_empty()) {
        starts.push(at + found);
        let step = from(text, at + found).chars().next().map_or(1, char::len_utf8);
        at += found + step;
    }
    match starts.as_slice() {
        [start] => Ok(*start),
        _ => Err(starts.len()),
    }
}

fn times(words: &Spanned<String>, count: usize, (zh, en): (&str, &str)) -> Mistake {
    let (message, help) = match count {
        0 => (
            say(format!("{zh}中没有这些文字"), format!("{en} does not hold these words")),
            ("核对文字、空格和换行", "look over words, blanks and line ends"),
        ),
        _ => (
            say(
                format!("{zh}中这些文字有 {count} 处，应当只有一处"),
                format!("{en} holds these words {count} times instead of once"),
            ),
            ("把前后的文字一并写上", "write the words around them as well"),
        ),
    };
    Mistake::new(span_of(words), message).help(help.0, help.1)
}
