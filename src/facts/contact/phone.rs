//! Telephone numbers: which digits are one, of what sort, and what is wrong.

use super::label::{Tie, value};
use super::number::{Number, read, runs_on};
use super::{Phone, PhoneFault, PhoneFaultKind, PhoneKind};
use crate::facts::glyph::{any_of, char_at, char_before, fold, inner_blanks, is_word};
use crate::facts::landmarks::Landmarks;
use crate::text::{Span, before, from};

pub(super) const LABELS: [&str; 8] = ["电话", "传真", "手机", "热线", "tel", "fax", "座机", "专线"];
/// Words before a label that belong to it.
const LEADS: [&str; 13] = [
    "联系", "咨询", "监督", "投诉", "举报", "办公", "服务", "值班", "受理", "热线", "固定", "公开",
    "政务",
];
/// Digits of a fixed number without area code.
const LOCAL: std::ops::RangeInclusive<usize> = 7..=8;
/// Digits of a mobile number.
const MOBILE: usize = 11;

/// A label, or two joined ones (电话/传真).
#[derive(Clone, Copy)]
struct Label {
    span: Span,
    fax: bool,
    mobile: bool,
}

/// Every telephone number of `text`, in order: after a label, or an area code, a dash and seven or
/// eight digits.
pub(in crate::facts) fn phones(text: &str, landmarks: &Landmarks<'_>) -> Vec<Phone> {
    let (mut found, mut done) = (Vec::new(), 0);
    for (at, char) in landmarks.iter() {
        if at < done {
            continue;
        }
        match char {
            '0' | '０' | '(' | '（' | '+' => found.extend(unlabelled(text, at)),
            _ if begins_label(char) => {
                let Some(label) = label(text, at) else { continue };
                done = label.span.end();
                labelled(text, label, &mut found);
            }
            _ => continue,
        }
        done = done.max(found.last().map_or(0, |phone: &Phone| phone.span.end()));
    }
    found
}

/// Whether one of the labels begins with `char`.
fn begins_label(char: char) -> bool {
    matches!(char, '电' | '传' | '手' | '热' | '座' | '专')
        || matches!(char, 't' | 'T' | 'ｔ' | 'Ｔ' | 'f' | 'F' | 'ｆ' | 'Ｆ')
}

/// The label at `at`, with a second one that a slash or the like joins to it.
fn label(text: &str, at: usize) -> Option<Label> {
    let mut label = single(text, at)?;
    loop {
        let sign = inner_blanks(text, label.span.end());
        let joint = char_at(text, sign).filter(|char| "/／、和及（(".contains(*char));
        let next = joint.map_or(sign, |char| inner_blanks(text, sign + char.len_utf8()));
        let Some(second) = single(text, next) else { break };
        let end = second.span.end();
        let close = char_at(text, end).filter(|char| matches!(char, ')' | '）'));
        let bracketed = joint.is_some_and(|char| fold(char) == '(');
        let close = close.filter(|_| bracketed).map_or(0, char::len_utf8);
        label.span = Span::new(label.span.start(), end + close);
        label.fax &= second.fax;
        label.mobile &= second.mobile;
    }
    let lead = LEADS.iter().find(|lead| before(text, at).ends_with(**lead));
    let start = at - lead.map_or(0, |lead| lead.len());
    label.span = Span::new(start, label.span.end());
    Some(label)
}

fn single(text: &str, at: usize) -> Option<Label> {
    let (mut end, word) = any_of(text, at, &LABELS)?;
    if word.is_ascii() {
        let inside = char_before(text, at).is_some_and(is_word);
        if inside || char_at(text, end).is_some_and(|char| char.is_ascii_alphabetic()) {
            return None;
        }
        end += usize::from(from(text, end).starts_with('.'));
    }
    let fax = matches!(word, "传真" | "fax");
    Some(Label { span: Span::new(at, end), fax, mobile: word == "手机" })
}

/// Adds the numbers that `label` announces; several may stand in a row.
fn labelled(text: &str, label: Label, found: &mut Vec<Phone>) {
    let (mut at, tie) = value(text, label.span.end());
    let mut area = false;
    let mut first = true;
    if char_at(text, at).is_some_and(|char| fold(char) == '(') && read(text, at, true).is_none() {
        at = inner_blanks(text, at + char_at(text, at).map_or(0, char::len_utf8));
    }
    while let Some(number) = read(text, at, true) {
        let Some((kind, faults)) = judge(&number, tie, area) else { return };
        let doubtful =
            tie == Tie::Weak && number.area.is_none() && runs_on(text, number.span.end());
        let odd_one = !first && !matches!(kind, PhoneKind::Mobile) && !is_sized(&number);
        if doubtful || odd_one {
            return;
        }
        area |= has_area(&number);
        let kind = if label.fax && kind == PhoneKind::Landline { PhoneKind::Fax } else { kind };
        let faults =
            if label.mobile && !matches!(kind, PhoneKind::Mobile) { Vec::new() } else { faults };
        found.push(Phone { span: number.span, label_span: Some(label.span), kind, faults });
        first = false;
        let sign = inner_blanks(text, number.span.end());
        at = match char_at(text, sign) {
            Some(char) if "、，,；;/／或和及".contains(char) => {
                inner_blanks(text, sign + char.len_utf8())
            }
            _ => return,
        };
    }
}

/// Whether a number after the first one has the size of a telephone number.
fn is_sized(number: &Number) -> bool {
    LOCAL.contains(&number.body.len()) || has_area(number)
}

fn has_area(number: &Number) -> bool {
    number.area.is_some() || (number.body.starts_with('0') && number.body.len() > 9)
}

/// A number in the shape of area code, dash and seven or eight digits, where no word runs into it.
fn unlabelled(text: &str, at: usize) -> Option<Phone> {
    if !may_be_area(text, at) || char_before(text, at).is_some_and(is_word) {
        return None;
    }
    let number = read(text, at, false)?;
    let proper = number.area.as_deref().is_some_and(is_area);
    let fixed =
        proper && LOCAL.contains(&number.body.len()) && !number.body.starts_with(['0', '1']);
    let faults = number.fault.into_iter().collect();
    fixed.then_some(Phone {
        span: number.span,
        label_span: None,
        kind: PhoneKind::Landline,
        faults,
    })
}

/// Whether an area code may begin at `at`: most zeros and brackets of a text are told at a glance.
fn may_be_area(text: &str, at: usize) -> bool {
    let mut chars = from(text, at).chars().map(fold);
    match (chars.next(), chars.next()) {
        (Some('('), second) => second == Some('0'),
        (Some('0'), second) => second.is_some_and(|char| char.is_ascii_digit()),
        (Some('+'), second) => second == Some('8'),
        _ => false,
    }
}

/// Whether `code` has the form of an area code: 010, 02x, or four digits from 03 to 09.
fn is_area(code: &str) -> bool {
    matches!(
        code.as_bytes(),
        [b'0', b'1', b'0'] | [b'0', b'2', b'0'..=b'9'] | [b'0', b'3'..=b'9', _, _]
    )
}

type Verdict = Option<(PhoneKind, Vec<PhoneFault>)>;

/// The sort and faults of a number after a label; none where it is no telephone number. `area`
/// says that a number before it in the same row had an area code.
fn judge(number: &Number, tie: Tie, area: bool) -> Verdict {
    if number.area.is_some() {
        return Some((PhoneKind::Landline, with_area(number)));
    }
    let body = number.body.as_str();
    let fault = |kind| vec![PhoneFault { kind, span: number.span }];
    let firm = |kind| if tie == Tie::Firm { fault(kind) } else { Vec::new() };
    let mobile = body.starts_with('1') && matches!(body.as_bytes().get(1), Some(b'3'..=b'9'));
    let service = body.starts_with("400") || body.starts_with("800");
    let (kind, faults) = match body.len() {
        10 if service => (PhoneKind::Service, Vec::new()),
        MOBILE if mobile => (PhoneKind::Mobile, Vec::new()),
        10 if mobile => (PhoneKind::Mobile, firm(PhoneFaultKind::TooFewDigits)),
        12 if mobile => (PhoneKind::Mobile, firm(PhoneFaultKind::TooManyDigits)),
        10..=12 if body.starts_with('0') => (PhoneKind::Landline, Vec::new()),
        7..=8 if area => (PhoneKind::Landline, Vec::new()),
        7..=8 if body.starts_with(|first| ('2'..='9').contains(&first)) => {
            (PhoneKind::Landline, fault(PhoneFaultKind::NoAreaCode))
        }
        3 | 5..=6 if body.starts_with(['1', '9']) => (PhoneKind::Service, Vec::new()),
        // 713-6212345: the nought of the area code was lost.
        10..=11 if tie == Tie::Firm && !body.starts_with('1') => {
            (PhoneKind::Landline, fault(PhoneFaultKind::TooFewDigits))
        }
        5..=6 if tie == Tie::Firm => (PhoneKind::Landline, fault(PhoneFaultKind::TooFewDigits)),
        _ => return None,
    };
    Some((kind, faults))
}

/// The faults of a number with area code.
fn with_area(number: &Number) -> Vec<PhoneFault> {
    let mut faults: Vec<PhoneFault> = number.fault.into_iter().collect();
    let area = number.area.as_deref().is_some_and(is_area);
    let mut add = |kind| faults.push(PhoneFault { kind, span: number.span });
    match number.body.len() {
        ..7 => add(PhoneFaultKind::TooFewDigits),
        7..=8 if !area && number.area.as_deref().is_some_and(|code| code.len() < 4) => {
            add(PhoneFaultKind::TooFewDigits);
        }
        9..=10 => add(PhoneFaultKind::TooManyDigits),
        _ => {}
    }
    faults.sort_by_key(|fault| fault.span);
    faults
}
