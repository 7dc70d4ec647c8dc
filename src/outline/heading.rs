//! Where a heading begins and how far its title goes.

use super::marker::{self, Marker, NumberStyle};
use super::{Outliner, title};
use crate::text::{Span, before, cut, from, is_han};

/// These end the title of a run-in heading.
pub(super) const TITLE_STOPS: [char; 6] = ['。', '：', '；', '！', '？', '\n'];
/// Stops that may stand behind a title without being part of it.
const TAILS: [char; 5] = ['。', '：', '，', '、', '；'];
/// Characters in the longest title of a run-in heading that is not a known chapter.
const TITLE_MAX: usize = 40;
/// What an unknown title inside a line must end with to be believed.
const TITLE_ENDINGS: [&str; 14] = [
    "情况",
    "问题",
    "措施",
    "事项",
    "打算",
    "数量",
    "类别",
    "形式",
    "方面",
    "附件",
    "附表",
    "概述",
    "说明",
    "统计表",
];
/// Unnumbered chapters before one whose title is in words of its own.
const OWN_FROM: usize = 2;
/// Characters of the longest such title.
const OWN_MAX: usize = 30;
/// What such a title ends with.
const OWN_ENDINGS: [&str; 3] = ["情况", "问题", "措施"];
/// After a known title these lead on to more words of the same title.
const CONNECTIVES: [&str; 5] = ["和", "及", "与", "、", "的"];
/// How a sentence about the year begins right behind a title without a stop.
const OPENERS: [&str; 4] = ["本年", "本报告期", "我", "全年"];

const YEAR_DIGITS: usize = 4;

/// A heading found in a paragraph; offsets are relative to its beginning.
pub(super) struct Heading {
    pub marker: Option<Marker>,
    pub title: Span,
    pub level: Option<u8>,
}

impl Heading {
    pub(super) fn end(&self) -> usize {
        self.title.end().max(self.marker.as_ref().map_or(0, |marker| marker.span.end()))
    }
}

/// A place where a heading could begin.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Its folded offset.
    pub at: usize,
    /// Whether a line starts with it.
    pub first: bool,
    /// It lies in a flattened text, where a blank stands for a lost line end.
    pub loose: bool,
}

impl Outliner<'_> {
    /// The heading that `rest` begins with.
    pub(super) fn heading(&self, rest: &str, place: Place) -> Option<Heading> {
        let noise = if place.first { self.noise(rest) } else { 0 };
        let read = marker::read(from(rest, noise)).or_else(|| self.bare_number(rest, place));
        let Some(mut marker) = read else {
            return place.first.then(|| self.unnumbered(rest)).flatten();
        };
        marker.span = marker.span.shift(noise);
        let start = marker.span.end();
        let words = from(rest, start);
        if words.is_empty() || self.vocabulary.is_row(words) || is_no_title(&marker, words) {
            return None;
        }
        let chapter = self.vocabulary.title_at(words);
        let known = (chapter, self.vocabulary.section_title_at(words));
        let title = self.title(words, known, Place { at: place.at + start, ..place }).shift(start);
        // 1.政策法规类23条 is a member of a list, even on a line of its own.
        if marker.style != NumberStyle::Han && is_count(cut(rest, title)) {
            return None;
        }
        let accepted = place.first
            || self.fits_inside_line(&marker, words, (cut(rest, title), chapter.is_some()));
        accepted.then_some(Heading { marker: Some(marker), title, level: None })
    }

    /// The number of a chapter that lost its mark (一总体情况): its line is the title of a chapter
    /// and nothing else, or, behind a blank, words that tell one.
    fn bare_number(&self, rest: &str, place: Place) -> Option<Marker> {
        let marker = marker::bare(rest).filter(|_| place.first)?;
        let line = from(rest, marker.span.end()).trim_end().trim_end_matches(TAILS);
        let gap = self.gap(place, marker.span.end());
        let told = || {
            gap && line.chars().count() <= OWN_MAX
                && !line.contains(TITLE_STOPS)
                && !line.contains('，')
                && self.vocabulary.is_new_chapter(line, &[])
        };
        (is_short(line) && (self.vocabulary.is_title(line) || told())).then_some(marker)
    }

    /// A chapter title alone on its line, without a number; the mark behind that may be left (、).
    fn unnumbered(&self, rest: &str) -> Option<Heading> {
        let words = rest.trim_start_matches('、');
        let line = words.trim_end().trim_end_matches('：');
        let known =
            is_short(line) && (self.vocabulary.is_title(line) || self.is_chapter_of_own(line));
        let title = Span::new(0, line.len()).shift(rest.len() - words.len());
        known.then_some(Heading { marker: None, title, level: Some(1) })
    }

    /// Whether a line is the title of a chapter in words of its own, in a report whose chapters
    /// have no numbers: at least two came before, and the matter is new.
    fn is_chapter_of_own(&self, line: &str) -> bool {
        let like_a_title = line.chars().count() <= OWN_MAX
            && !line.contains(TITLE_STOPS)
            && !line.contains('，')
            && OWN_ENDINGS.iter().any(|ending| line.ends_with(ending))
            && !self.vocabulary.is_row(line)
            && self.vocabulary.section_title_at(line) != Some(line.len());
        let chapters = || self.sections.iter().filter(|it| it.level == 1);
        // Few lines come so far that all chapters are looked at.
        like_a_title && chapters().all(|it| it.marker.is_none()) && {
            let titles: Vec<&str> = chapters().map(|it| self.folded.of(it.title)).collect();
            titles.len() >= OWN_FROM && self.vocabulary.is_new_chapter(line, &titles)
        }
    }

    /// Bytes of stray signs before the number of a known chapter: `l六、存在的主要问题…`.
    fn noise(&self, rest: &str) -> usize {
        let stray = |char: &char| char.is_ascii_alphabetic() || matches!(char, '.' | '·' | '|');
        let length: usize = rest.chars().take(2).take_while(stray).map(char::len_utf8).sum();
        let chapter = marker::read(from(rest, length)).is_some_and(|marker| {
            let words = from(from(rest, length), marker.span.end());
            marker.style == NumberStyle::Han && self.vocabulary.title_at(words).is_some()
        });
        if chapter { length } else { 0 }
    }

    /// Extent of the title that `words` begin with; empty where it cannot be told. `known` are the
    /// ends of the title of a chapter and of the one usual inside chapters that they begin with.
    fn title(
        &self,
        words: &str,
        (chapter, section): (Option<usize>, Option<usize>),
        place: Place,
    ) -> Span {
        let line = words.trim_end_matches(TAILS);
        let known = chapter.max(section);
        let leads_on = |end: usize| CONNECTIVES.iter().any(|it| from(words, end).starts_with(it));
        if is_short(line) && !line.contains(TITLE_STOPS) {
            // Where line ends were lost the text of a chapter stands right behind its title.
            let sentence = place.loose && known == chapter && line.len() < words.len();
            let ends = |end: usize| {
                runs_on(from(line, end)) || self.gap(place, end) || sentence && !leads_on(end)
            };
            let inner = known.filter(|&end| end < line.len() && ends(end));
            return Span::new(0, inner.unwrap_or(line.len()));
        }
        let stop = title::until(words, &TITLE_STOPS, TITLE_MAX).map(str::len);
        if let Some(end) = known
            && !leads_on(end)
            && (known == chapter || self.section_title_ends(words, place, end, stop))
        {
            return Span::new(0, end);
        }
        let gap = self.title_gap(words, place);
        let end = stop.into_iter().chain(gap).min();
        Span::new(0, end.unwrap_or(0))
    }

    /// Whether the known section title that ends at `end` is the whole title: a sentence follows,
    /// not more words of a longer title (改进措施落实不到位。).
    fn section_title_ends(
        &self,
        words: &str,
        place: Place,
        end: usize,
        stop: Option<usize>,
    ) -> bool {
        let rest = from(words, end);
        let sentence = stop.is_none_or(|stop| before(words, stop).contains('，'));
        let directly = rest.starts_with(TITLE_STOPS) || marker::read(rest).is_some();
        directly || sentence || runs_on(rest) || self.gap(place, end)
    }

    /// Where the title ends because a blank stood in the source before a new sentence. Blanks
    /// round every number come from a PDF and divide nothing; a blank between Han divides only
    /// where line ends were lost.
    fn title_gap(&self, words: &str, place: Place) -> Option<usize> {
        let window = words.char_indices().take(TITLE_MAX);
        let mut ends = window.filter(|&(at, char)| {
            let year = begins_year(from(words, at));
            let sentence = place.loose && (is_han(char) || matches!(char, '“' | '《'));
            at > 0
                && (year || sentence)
                && self.gap(place, at)
                && (sentence || !self.gap(place, at + YEAR_DIGITS))
        });
        let (end, _) = ends.next()?;
        let head = before(words, end);
        let enough = head.chars().filter(|&char| is_han(char)).count() >= 2;
        (enough && !head.contains(['，', '。'])).then_some(end)
    }

    fn gap(&self, place: Place, at: usize) -> bool {
        self.folded.gap_before(place.at + at)
    }

    /// Whether a number inside a line opens a section: it goes on where the last one of its kind
    /// stopped, and a chapter also has the words of one.
    fn fits_inside_line(
        &self,
        marker: &Marker,
        words: &str,
        (title, chapter): (&str, bool),
    ) -> bool {
        let last = self.last.get(marker.style as usize).copied().unwrap_or(0);
        let next = marker.value == last + 1;
        match marker.style {
            NumberStyle::Han => {
                chapter || next && TITLE_ENDINGS.iter().any(|ending| title.ends_with(ending))
            }
            _ => next && words.starts_with(is_han) && !marker.half_open,
        }
    }
}

fn begins_year(words: &str) -> bool {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    digits == YEAR_DIGITS && from(words, digits).starts_with('年')
}

/// A heading of Markdown: the first level is the title of the whole and no section.
pub(super) fn of_markup(text: &str, level: u8) -> Heading {
    let marker = marker::read(text);
    let start = marker.as_ref().map_or(0, |marker| marker.span.end());
    let end = text.trim_end_matches(['。', '：', '，', '、', '；', '\n']).len();
    let title = Span::new(start, end);
    let level = if marker.is_some() { None } else { Some(level.saturating_sub(1).max(1)) };
    Heading { marker, title, level }
}

/// Whether words end in a count.
fn is_count(title: &str) -> bool {
    let head = title.trim_end_matches(['条', '件', '篇', '份', '项', '次', '个', '期', '人']);
    head.len() < title.len() && head.ends_with(|char: char| char.is_ascii_digit())
}

fn is_short(line: &str) -> bool {
    line.len() <= TITLE_MAX * 4 && line.chars().count() <= TITLE_MAX
}

/// What follows a number without being a title: a line of a table of contents (dots or dashes and
/// a page number at its end), or the next number of an enumeration (一、二、三季度).
fn is_no_title(marker: &Marker, words: &str) -> bool {
    let body = words.trim_end_matches(|char: char| char.is_ascii_digit());
    let contents = body.len() < words.len() && body.ends_with(['.', '…', '·', '-', '—']);
    contents || marker::read(words).is_some_and(|next| next.style == marker.style)
}

/// Whether text goes on after a known title on its line, so that the line is not the title alone.
fn runs_on(rest: &str) -> bool {
    let sentence = OPENERS.iter().any(|opener| rest.starts_with(opener));
    rest.starts_with(|char: char| char.is_ascii_digit())
        || sentence && rest.chars().nth(6).is_some()
}
