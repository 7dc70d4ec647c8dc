//! Days of the calendar, and dates as written, which may lack parts or be impossible.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

/// A day that exists, of the years 1 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, where the calendar has it.
    ///
    /// ```
    /// use hegui::date::Date;
    /// assert!(Date::new(2016, 2, 29).is_some());
    /// assert!(Date::new(2017, 2, 29).is_none());
    /// ```
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let valid = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(Some(year), month)).contains(&day);
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        valid.then_some(Self { year, month, day })
    }

    /// The day that comes so many days after 1 January 1970; the last of the calendar where it has
    /// no such day.
    pub fn after_1970(days: u64) -> Self {
        let (mut year, mut month, mut left) = (1970, 1, days);
        while year < 9999 && left >= 365 + u64::from(is_leap(year)) {
            left -= 365 + u64::from(is_leap(year));
            year += 1;
        }
        while month < 12 && left >= days_in_month(Some(year), month).into() {
            left -= u64::from(days_in_month(Some(year), month));
            month += 1;
        }
        let day = u32::try_from(left + 1).unwrap_or(31);
        let last = Self { year: 9999, month: 12, day: 31 };
        Self::new(year, month, day).unwrap_or(last)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }
}

/// Whether `year` has a 29 February.
pub fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days of `month`; February of an unknown year has 29, a month that does not exist none.
pub fn days_in_month(year: Option<i32>, month: u32) -> u32 {
    match month {
        2 if year.is_none_or(is_leap) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Why a word is no day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateError {
    /// It does not look like `YYYY-MM-DD`.
    Form,
    /// The calendar has no such day.
    NoSuchDay,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "expected a date as YYYY-MM-DD",
            Self::NoSuchDay => "the calendar has no such day",
        })
    }
}

impl Error for DateError {}

impl FromStr for Date {
    type Err = DateError;

    /// Reads `YYYY-MM-DD` and nothing else.
    fn from_str(written: &str) -> Result<Self, DateError> {
        let mut parts = written.split('-');
        let mut part = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits)?;
            // `parse` alone would take a sign.
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok())?
        };
        let read = part(4).zip(part(2)).zip(part(2));
        let ((year, month), day) = read.ok_or(DateError::Form)?;
        if parts.next().is_some() {
            return Err(DateError::Form);
        }
        let year = i32::try_from(year).map_err(|_| DateError::NoSuchDay)?;
        Self::new(year, month, day).ok_or(DateError::NoSuchDay)
    }
}

/// A date as written: parts may be missing, and the calendar need not have it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct PartialDate {
    /// The year, where written and short enough for a number.
    pub year: Option<i32>,
    /// The month, as written.
    pub month: Option<u32>,
    /// The day of the month, as written.
    pub day: Option<u32>,
}

impl PartialDate {
    /// The day, where all parts are there and the calendar has it.
    pub fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month?, self.day?)
    }

    /// The first day it can mean, where it has a year and no part is impossible.
    pub fn first_day(self) -> Option<Date> {
        Date::new(self.year?, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day it can mean, where it has a year and no part is impossible.
    pub fn last_day(self) -> Option<Date> {
        let month = self.month.unwrap_or(12);
        Date::new(self.year?, month, self.day.unwrap_or_else(|| days_in_month(self.year, month)))
    }

    /// Whether the month, where there is one, is a month.
    pub fn month_fits(self) -> bool {
        self.month.is_none_or(|month| (1..=12).contains(&month))
    }

    /// Whether the day, where there is one, can be a day of its month; of any month where none
    /// is written.
    pub fn day_fits(self) -> bool {
        let most = self.month.map_or(31, |month| days_in_month(self.year, month));
        self.day.is_none_or(|day| (1..=most).contains(&day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_are_read_from_the_command_line() {
        assert_eq!("2018-01-15".parse(), Ok(Date { year: 2018, month: 1, day: 15 }));
        for (written, error) in [
            ("2018-1-15", DateError::Form),
            ("2018-01-15-", DateError::Form),
            ("20180115", DateError::Form),
            ("+018-01-15", DateError::Form),
            ("2018-01-1五", DateError::Form),
            ("", DateError::Form),
            ("2018-13-15", DateError::NoSuchDay),
            ("2017-02-29", DateError::NoSuchDay),
            ("0000-01-01", DateError::NoSuchDay),
        ] {
            assert_eq!(written.parse::<Date>(), Err(error), "{written}");
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        let first = jiff::civil::date(1970, 1, 1);
        for days in (0..60_000_u32).step_by(7).chain([30, 31, 58, 59, 364, 365, 11_016, 11_017]) {
            let day = first.checked_add(jiff::Span::new().days(days)).unwrap();
            assert_eq!(Date::after_1970(days.into()).to_string(), day.to_string());
        }
        assert_eq!(Date::after_1970(u64::MAX / 2).to_string(), "9999-12-31");
    }

    #[test]
    fn a_partial_date_knows_what_cannot_be() {
        let date = |year, month, day| PartialDate { year, month, day };
        assert!(date(None, Some(2), Some(29)).day_fits());
        assert!(!date(Some(2017), Some(2), Some(29)).day_fits());
        assert!(!date(None, Some(2), Some(30)).day_fits());
        assert!(!date(Some(2017), Some(13), None).month_fits());
        assert_eq!(date(Some(2017), Some(1), None).date(), None);
        let february = date(Some(2016), Some(2), None);
        let days = (february.first_day(), february.last_day());
        assert_eq!(days, (Date::new(2016, 2, 1), Date::new(2016, 2, 29)));
        assert_eq!(date(Some(2017), None, None).last_day(), Date::new(2017, 12, 31));
        assert_eq!(date(Some(2017), Some(13), None).last_day(), None);
    }

    proptest! {
        #[test]
        fn the_calendar_is_the_one_jiff_knows(year in -1i16..10000, month in -1i8..15, day in -1i8..33) {
            let theirs = jiff::civil::Date::new(year, month, day).ok().filter(|_| year > 0);
            let part = |part: i8| u32::try_from(part).unwrap_or(0);
            let ours = Date::new(i32::from(year), part(month), part(day));
            prop_assert_eq!(
                ours.map(|it| (it.year, it.month, it.day)),
                theirs.map(|it| {
                    (it.year().into(), it.month().cast_unsigned(), it.day().cast_unsigned())
                })
            );
            if let Some(date) = ours {
                prop_assert_eq!(date.to_string().parse(), Ok(date));
            }
        }

        #[test]
        fn order_is_the_order_of_time(a in 0i64..3_000_000, b in 0i64..3_000_000) {
            let day = |days: i64| {
                let date = jiff::civil::date(1, 1, 1).saturating_add(jiff::Span::new().days(days));
                let (month, day) = (date.month().cast_unsigned(), date.day().cast_unsigned());
                Date::new(date.year().into(), month.into(), day.into()).unwrap()
            };
            prop_assert_eq!(day(a).cmp(&day(b)), a.cmp(&b));
        }
    }
}
