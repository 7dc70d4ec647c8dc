//! Numbers written in Han characters, by place (一百零五) or digit by digit (二〇一八).

use crate::text::{from, is_han};

const WAN: u64 = 10_000;
const YI: u64 = 100_000_000;

/// `零`, and everything typed for `〇` inside Han years: circles, letters, a plain zero.
pub(crate) fn is_zero(char: char) -> bool {
    matches!(char, '零' | '〇') || is_stand_in(char)
}

/// A zero of another script or shape; by itself it says nothing about a Han number.
pub(super) fn is_stand_in(char: char) -> bool {
    matches!(char, '○' | '◯' | '⭕' | 'O' | 'o' | 'Ｏ' | 'ｏ' | '0' | '０' | 'Ο' | 'О')
}

fn ones(char: char) -> Option<u64> {
    let value = match char {
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    };
    Some(value)
}

fn tens(char: char) -> Option<u64> {
    match char {
        '廿' => Some(20),
        '卅' => Some(30),
        _ => None,
    }
}

fn place(char: char) -> Option<u64> {
    match char {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1000),
        _ => None,
    }
}

/// The capital forms of bookkeeping (大写); several are parts of ordinary words: 队伍, 大陆.
#[inline]
fn is_capital(char: char) -> bool {
    matches!(
        char,
        '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾' | '佰' | '仟'
    )
}

#[inline]
fn is_shared(char: char) -> bool {
    matches!(char, '零' | '〇' | '万' | '亿')
}

fn is_plain(char: char) -> bool {
    !is_capital(char) && (ones(char).is_some() || tens(char).is_some() || place(char).is_some())
}

/// Whether a Han number may begin with `char`.
#[inline]
pub(super) fn starts(char: char) -> bool {
    match char {
        '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '廿' | '卅' => {
            true
        }
        _ => matches!(char, '十' | '百' | '千') || is_capital(char) || is_shared(char),
    }
}

/// Byte offset after the Han number signs that begin at `start`.
///
/// Stand-ins for zero belong to the run where a Han digit or 年 follows; capitals and common
/// forms make separate runs, or 队伍一百人 would lose its number.
pub(crate) fn run_end(text: &str, start: usize) -> usize {
    let capital = from(text, start).chars().next().is_some_and(is_capital);
    let (mut sure, mut end) = (start, start);
    for char in from(text, start).chars() {
        let own = if capital { is_capital(char) } else { is_plain(char) };
        let stand_in = !capital && is_stand_in(char);
        if own || is_shared(char) {
            sure = end + char.len_utf8();
        } else if !stand_in {
            return if char == '年' { end } else { sure };
        }
        end += char.len_utf8();
    }
    sure
}

/// Whether `run` is worth reading as a number: not a single capital, not 〇 as a bullet.
pub(super) fn is_numeral(run: &str) -> bool {
    !(run.chars().count() == 1 && run.chars().all(is_capital))
}

/// The digits of a number written digit by digit, of any length; `None` where it is not.
pub(crate) fn digit_wise(run: &str) -> Option<u64> {
    if run.contains('两') {
        return None;
    }
    run.chars().try_fold(0_u64, |value, char| {
        let digit = if is_zero(char) { 0 } else { ones(char)? };
        value.checked_mul(10)?.checked_add(digit)
    })
}

/// The value of a Han number, by place or digit by digit.
///
/// Two or three digits in a row without a zero are no number (三四件, 一二三产业), nor is what has
/// a place left open (一百二): its value would be a guess.
///
/// ```
/// use hegui::numeral::parse_han;
/// assert_eq!(parse_han("一百零五"), Some(105));
/// assert_eq!(parse_han("二〇一八"), Some(2018));
/// assert_eq!(parse_han("三四"), None);
/// ```
pub fn parse_han(written: &str) -> Option<u64> {
    let is_sign = |char| starts(char) || is_stand_in(char);
    if !written.chars().all(is_sign) || !written.chars().any(is_han) {
        return None;
    }
    let count = written.chars().count();
    let by_digit = count >= 4 || (count > 1 && written.chars().any(is_zero));
    match digit_wise(written) {
        Some(value) if by_digit => Some(value),
        _ => by_place(written),
    }
}

/// What has been read of a number written by place.
struct Places {
    total: u64,
    section: u64,
    digit: Option<u64>,
    zero: bool,
    /// The last place of the section; places must become smaller.
    place: u64,
    /// The last of 万 and 亿.
    group: u64,
}

fn by_place(written: &str) -> Option<u64> {
    let mut places =
        Places { total: 0, section: 0, digit: None, zero: false, place: WAN, group: u64::MAX };
    let mut chars = 0;
    for char in written.chars() {
        places.take(char)?;
        chars += 1;
    }
    let alone = chars == 1;
    if places.zero && places.digit.is_none() {
        return alone.then_some(0);
    }
    let digit = places.digit.unwrap_or(0);
    let settled = places.digit.is_none() || places.place == 10 || places.zero || alone;
    settled.then_some(places.total + places.section + digit)
}

impl Places {
    fn take(&mut self, char: char) -> Option<()> {
        if let Some(value) = ones(char) {
            return self.digit.replace(value).is_none().then_some(());
        }
        if let Some(value) = tens(char) {
            return self.place_at(10, value);
        }
        match (char, place(char)) {
            ('零' | '〇' | '○', _) => {
                let lone = self.digit.is_none() && !self.zero;
                self.zero = true;
                lone.then_some(())
            }
            (_, Some(place)) => {
                let digit = match self.digit.take() {
                    None if place == 10 => 1,
                    digit => digit?,
                };
                self.place_at(place, digit * place)
            }
            ('万', _) => self.close(WAN),
            ('亿', _) => self.close(YI),
            _ => None,
        }
    }

    fn place_at(&mut self, place: u64, value: u64) -> Option<()> {
        if place >= self.place || self.digit.is_some() {
            return None;
        }
        self.section += value;
        self.place = place;
        self.zero = false;
        Some(())
    }

    fn close(&mut self, group: u64) -> Option<()> {
        let section = self.section + self.digit.take().unwrap_or(0);
        // 亿 may follow 万 directly (一万亿) and then counts what 万 has closed; once only.
        let counts_wan = group == YI && self.group == WAN && self.total < YI;
        let counted = if group == YI { self.total + section } else { section };
        if counted == 0 || (group >= self.group && !counts_wan) {
            return None;
        }
        self.total = if group == YI { counted * YI } else { self.total + counted * WAN };
        (self.section, self.place, self.group, self.zero) = (0, WAN, group, false);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_numbers_have_their_values() {
        for (written, value) in [
            ("一", 1),
            ("两", 2),
            ("十", 10),
            ("十五", 15),
            ("二十三", 23),
            ("廿", 20),
            ("廿五", 25),
            ("卅一", 31),
            ("一百零五", 105),
            ("一百一十", 110),
            ("两千零八", 2008),
            ("一万三千", 13_000),
            ("十万", 100_000),
            ("一亿二千万", 120_000_000),
            ("一万亿", 1_000_000_000_000),
            ("二〇一八", 2018),
            ("二○一八", 2018),
            ("二0一七", 2017),
            ("二OO八", 2008),
            ("二零二零", 2020),
            ("一九九八", 1998),
            ("二〇", 20),
            ("一〇五", 105),
            ("零", 0),
            ("伍拾贰", 52),
        ] {
            assert_eq!(parse_han(written), Some(value), "{written}");
        }
    }

    #[test]
    fn what_is_no_certain_number_has_no_value() {
        for written in [
            "",
            "百",
            "万",
            "千万",
            "三四",
            "一二三",
            "十四五",
            "一百二",
            "一百零",
            "二三十",
            "万一",
            "十百",
            "O",
            "0",
            "○",
            "件",
            "一万万",
            "一亿亿",
        ] {
            assert_eq!(parse_han(written), None, "{written}");
        }
        assert_eq!(parse_han(&"九".repeat(40)), None);
    }
}
