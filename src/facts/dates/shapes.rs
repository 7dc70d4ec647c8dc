//! The shapes of dates: which words together are one.

use super::atoms::{Atom, Mark};
use super::lost::run_together;
use super::{DateFlaw, DateForm, DateMention};
use crate::date::PartialDate;
use crate::numeral::is_zero;
use crate::text::{Span, before, cut, from};

/// Reads dates from the words of a text.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) atoms: &'a [Atom],
}

/// A date, if there is one, and how many words were used up.
type Reading = (Option<DateMention>, usize);

/// What a number before 年 is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum YearKind {
    Sound,
    Flawed(DateFlaw),
    /// A duration, or years counted.
    Count,
}

/// The words of a date.
#[derive(Default)]
pub(super) struct Parts<'a> {
    pub(super) year: Option<&'a Atom>,
    pub(super) month: Option<&'a Atom>,
    pub(super) day: Option<&'a Atom>,
}

/// Years that 年 alone makes a date; other four-digit numbers may count years (5000年文明).
const YEARS: std::ops::RangeInclusive<u32> = 1600..=2100;

/// Years that are believed without 年.
pub(super) const NEAR_YEARS: std::ops::RangeInclusive<u32> = 1949..=2099;

impl<'a> Reader<'a> {
    /// The date that begins with word `at`.
    pub(super) fn read(&self, at: usize) -> Reading {
        let Some(first) = self.atoms.get(at) else { return (None, 1) };
        match first.mark {
            Mark::Year => self.year_first(at, first),
            Mark::Month => self.month_first(at, first),
            Mark::Day => (run_together(first, None, Mark::Day).or_else(|| self.range_end(at)), 1),
            Mark::Dot | Mark::Dash | Mark::Slash => self.separated(at, first),
            Mark::Number | Mark::None => (None, 1),
        }
    }

    /// The word that follows word `at` without a gap.
    fn next(&self, at: usize) -> Option<&'a Atom> {
        let end = self.atoms.get(at)?.end;
        self.atoms.get(at + 1).filter(|next| next.span.start() == end)
    }

    fn year_first(&self, at: usize, year: &'a Atom) -> Reading {
        let month = self.next(at).filter(|it| it.mark == Mark::Month && it.value.is_some());
        let day = month.and_then(|_| self.day(at + 1));
        let parts = Parts { year: Some(year), month, day };
        let kind = self.judge_year(&parts);
        if kind == YearKind::Count {
            // 有期徒刑3年6月: neither part is a date.
            return (None, if month.is_some() && day.is_none() { 2 } else { 1 });
        }
        if month.is_none()
            && let Some(day) = self.next(at).filter(|next| next.mark == Mark::Day)
            && let Some(mention) = self.without_month(year, day)
        {
            return (Some(mention), 2);
        }
        let mut mention = self.mention(&parts);
        if let YearKind::Flawed(flaw) = kind {
            mention.flaw = Some(flaw);
        }
        (Some(mention), 1 + usize::from(month.is_some()) + usize::from(day.is_some()))
    }

    /// Whether the year is one.
    fn judge_year(&self, parts: &Parts<'_>) -> YearKind {
        let Some(year) = parts.year else { return YearKind::Count };
        if before(self.text, year.span.start()).ends_with('第') {
            return YearKind::Count;
        }
        let dated = parts.month.is_some();
        let value = year.value.unwrap_or(0);
        let wrong = match year.digits {
            4 if YEARS.contains(&value) => return YearKind::Sound,
            4 => (dated || self.dates_all(year)).then_some(DateFlaw::YearOutOfRange),
            2 => (dated && parts.day.is_some()).then_some(DateFlaw::YearDigits),
            3 => (dated || self.is_annual(year) || self.dates_all(year))
                .then_some(DateFlaw::YearDigits),
            5..=8 => (dated || self.begins_as_year(year)).then_some(DateFlaw::YearDigits),
            _ => None,
        };
        wrong.map_or(YearKind::Count, YearKind::Flawed)
    }

    /// 202020年 was meant for a year, 20000年 and 12345年 hardly.
    fn begins_as_year(&self, year: &Atom) -> bool {
        let written = cut(self.text, year.span);
        let round = year.value.is_some_and(|value| value % 1000 == 0);
        !round
            && ["19", "20", "一九", "二〇", "二○", "二零"].iter().any(|it| written.starts_with(it))
    }

    /// 201年，我镇…: a year before a comma that opens its sentence; 300年，… is none.
    fn dates_all(&self, year: &Atom) -> bool {
        let opens = before(self.text, year.span.start()).trim_end_matches([' ', '\u{3000}']);
        let opens = opens.is_empty() || opens.ends_with(['\n', '。', '；', '：']);
        let written = cut(self.text, year.span);
        let begins = ["19", "20", "21", "22"].iter().any(|it| written.starts_with(it));
        let comma = from(self.text, year.end).starts_with('，');
        year.mark == Mark::Year && opens && begins && comma
    }

    fn is_annual(&self, year: &Atom) -> bool {
        year.mark == Mark::Year && from(self.text, year.end).starts_with('度')
    }

    fn month_first(&self, at: usize, month: &'a Atom) -> Reading {
        let day = self.day(at);
        let taken = 1 + usize::from(day.is_some());
        if month.digits > 2 {
            return (run_together(month, day, Mark::Month), taken);
        }
        let mention = self.mention(&Parts { month: Some(month), day, ..Parts::default() });
        let fits = mention.date.month_fits();
        let known = month.value.is_some() && !before(self.text, month.span.start()).ends_with('第');
        let alone = day.is_none();
        // 3月内 is a time limit, 一月一次 a rhythm.
        let rhythm = self.next(at).is_some_and(|next| next.han && month.han);
        let limit = from(self.text, month.end).starts_with('内');
        let none = !known || (alone && (!fits || limit || rhythm));
        (Some(mention).filter(|_| !none), taken)
    }

    /// The day after the month that is word `at`.
    fn day(&self, at: usize) -> Option<&'a Atom> {
        let day = self.next(at)?;
        let value = day.value?;
        let in_range = (1..=31).contains(&value) && day.digits <= 2;
        let fits = match day.mark {
            Mark::Day => in_range || !from(self.text, day.end).starts_with('内'),
            Mark::Number => in_range,
            Mark::None => {
                in_range
                    && (self.lost_day(day)
                        || self.lost_before(at, day)
                        || self.lost_at_end(at, day)
                        || self.lost_in_signature(at, day))
            }
            _ => false,
        };
        fits.then_some(day)
    }

    /// 2018.1.15, 2018-01-15, 2018/1/15.
    fn separated(&self, at: usize, year: &'a Atom) -> Reading {
        let near =
            !year.han && year.digits == 4 && year.value.is_some_and(|it| NEAR_YEARS.contains(&it));
        let month = self.next(at).filter(|month| month.mark == year.mark);
        let day = month.and_then(|_| self.next(at + 1));
        let (true, Some(month), Some(day)) = (near, month, day) else { return (None, 1) };
        let small = |atom: &Atom, most: u32| {
            !atom.han && atom.digits <= 2 && atom.value.is_some_and(|it| (1..=most).contains(&it))
        };
        let longer = day.mark == year.mark && self.next(at + 2).is_some();
        let other = matches!(day.mark, Mark::Year | Mark::Month);
        let fits = small(month, 12) && small(day, 31) || self.is_impossible(year, month, day);
        if !fits || longer || other || !self.stands_free(year, day) {
            return (None, 1);
        }
        let mut mention =
            self.mention(&Parts { year: Some(year), month: Some(month), day: Some(day) });
        mention.form = match year.mark {
            Mark::Dot => DateForm::Dotted,
            Mark::Dash => DateForm::Dashed,
            _ => DateForm::Slashed,
        };
        (Some(mention), 3)
    }

    /// 2023.13.01 and 2023.01.32: written like a date, with two digits each, of which one is none.
    fn is_impossible(&self, year: &Atom, month: &Atom, day: &Atom) -> bool {
        let two = |atom: &Atom| !atom.han && atom.digits == 2;
        let value = |atom: &Atom| atom.value.unwrap_or(0);
        let (month, day, full) = (value(month), value(day), two(month) && two(day));
        let one = (month > 12) != (day > 31) && month > 0 && day > 0;
        full && one && !self.is_numbered(year)
    }

    /// Whether words before a number tell that it is a code: 版本2023.13.01, 编号：2023-13-01.
    fn is_numbered(&self, number: &Atom) -> bool {
        let head = before(self.text, number.span.start()).chars().rev().take(4);
        head.take_while(|it| !matches!(it, '，' | '。' | '；' | '\n'))
            .any(|it| matches!(it, '版' | '号' | '第' | '码' | 'v' | 'V'))
    }

    /// 31日 in 4月1日至31日: a last day that its month does not have.
    fn range_end(&self, at: usize) -> Option<DateMention> {
        const JOINS: [&str; 9] = ["至", "到", "-", "－", "–", "—", "——", "~", "～"];
        let atom = |back: usize| self.atoms.get(at.checked_sub(back)?);
        let (day, first, month) = (atom(0)?, atom(1)?, atom(2)?);
        let gap = cut(self.text, Span::new(first.end, day.span.start().max(first.end)));
        let dated = first.mark == Mark::Day
            && month.mark == Mark::Month
            && month.end == first.span.start()
            && JOINS.contains(&gap)
            && day.value.is_some_and(|it| (1..=31).contains(&it))
            && !from(self.text, day.end).starts_with(['内', '以', '均']);
        let year = atom(3).filter(|it| it.mark == Mark::Year && it.end == month.span.start());
        let mention = self.mention(&Parts { year, month: Some(month), day: Some(day) });
        let span = Span::new(day.span.start(), day.end);
        (dated && mention.flaw == Some(DateFlaw::DayOutOfRange)).then(|| DateMention {
            span,
            padded: day.padded,
            zero_glyphs: Vec::new(),
            ..mention
        })
    }

    /// Whether a date with separators is not part of an address, path, version or file name.
    fn stands_free(&self, year: &Atom, day: &Atom) -> bool {
        let mut left = before(self.text, year.span.start()).chars().rev();
        let mut right = from(self.text, day.span.end()).chars();
        let word = |char: char| char.is_ascii_alphanumeric() || char == '_';
        let open_left = match left.next() {
            Some('-') => {
                year.mark != Mark::Dash && left.next().is_some_and(|it| it.is_ascii_digit())
            }
            Some('.') => year.mark != Mark::Dot,
            Some(char) => !word(char) && !matches!(char, '/' | '='),
            None => true,
        };
        let open_right = match right.next() {
            Some('/') => !right.next().is_some_and(word),
            Some('.' | '-') => !right.next().is_some_and(|it| it.is_ascii_alphabetic()),
            Some(char) => !word(char) || (char == 'T' && right.next().is_some_and(word)),
            None => true,
        };
        open_left && open_right
    }

    /// The date of `parts`, with what is wrong with its month or day.
    pub(super) fn mention(&self, parts: &Parts<'_>) -> DateMention {
        let atoms = || [parts.year, parts.month, parts.day].into_iter().flatten();
        let date = parts.date();
        let end = |atom: &Atom| match atom.mark {
            Mark::Dot | Mark::Dash | Mark::Slash => atom.span.end(),
            _ => atom.end,
        };
        let span = atoms().map(|atom| Span::new(atom.span.start(), end(atom))).reduce(Span::cover);
        let last = atoms().last();
        DateMention {
            span: span.unwrap_or(Span::at(0)),
            date,
            form: parts.form(),
            padded: [parts.month, parts.day].into_iter().flatten().any(|atom| atom.padded),
            annual: last.is_some_and(|atom| self.is_annual(atom)),
            spoken_day: last.is_some_and(|atom| atom.mark == Mark::Number),
            zero_glyphs: parts
                .year
                .filter(|year| year.han)
                .map_or_else(Vec::new, |year| zero_glyphs(self.text, year.span)),
            flaw: flaw(date, parts),
        }
    }
}

impl Parts<'_> {
    fn date(&self) -> PartialDate {
        let value = |atom: Option<&Atom>| atom.and_then(|atom| atom.value);
        PartialDate {
            year: value(self.year).and_then(|year| i32::try_from(year).ok()),
            month: value(self.month),
            day: value(self.day),
        }
    }

    fn form(&self) -> DateForm {
        let atoms = || [self.year, self.month, self.day].into_iter().flatten();
        match (atoms().any(|atom| atom.han), atoms().all(|atom| atom.han)) {
            (false, _) => DateForm::Arabic,
            (_, true) => DateForm::Han,
            _ => DateForm::Mixed,
        }
    }
}

fn flaw(date: PartialDate, parts: &Parts<'_>) -> Option<DateFlaw> {
    if !date.month_fits() {
        Some(DateFlaw::MonthOutOfRange)
    } else if !date.day_fits() {
        Some(DateFlaw::DayOutOfRange)
    } else {
        let spelled = parts.year.is_none_or(|year| year.mark == Mark::Year);
        let lost = spelled && parts.day.is_some_and(|day| day.mark == Mark::None);
        lost.then_some(DateFlaw::MissingDay)
    }
}

fn zero_glyphs(text: &str, year: Span) -> Vec<Span> {
    let zeros = cut(text, year).char_indices().filter(|(_, char)| is_zero(*char) && *char != '〇');
    zeros.map(|(at, char)| Span::new(at, at + char.len_utf8()).shift(year.start())).collect()
}
