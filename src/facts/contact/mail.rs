//! Mail addresses.

mod damaged;

use super::label::{Tie, value};
use super::{MailAddress, MailFault, MailFaultKind};
use crate::facts::address::{Anchor, FaultKind, read_host};
use crate::facts::glyph::{any_of, char_at, char_before, fold, inner_blanks, is_word, run};
use crate::facts::landmarks::Landmarks;
use crate::text::{Span, before, cut, from, is_blank};

pub(super) const LABELS: [&str; 5] = ["邮箱", "邮件", "e-mail", "email", "信箱"];

/// Mail providers whose names are no ordinary words. With their endings they tell where a missing
/// `@` belongs.
const PROVIDERS: [(&str, &[&str]); 14] = [
    ("163", &["com", "net"]),
    ("126", &["com"]),
    ("qq", &["com"]),
    ("vip.qq", &["com"]),
    ("sina", &["com", "cn"]),
    ("139", &["com"]),
    ("189", &["cn"]),
    ("sohu", &["com"]),
    ("263", &["net"]),
    ("21cn", &["com"]),
    ("foxmail", &["com"]),
    ("gmail", &["com"]),
    ("hotmail", &["com"]),
    ("aliyun", &["com"]),
];

/// The longest local part, in characters.
const LOCAL: usize = 64;

/// Every mail address of `text`, in order. One without `@` counts only after a label and with a
/// well-known provider: anything else may be the name of a web site.
pub(in crate::facts) fn mails(text: &str, landmarks: &Landmarks<'_>) -> Vec<MailAddress> {
    let (mut found, mut done, mut floor) = (Vec::new(), 0, 0);
    for (at, char) in landmarks.iter() {
        if at < done || !may_begin(char) {
            continue;
        }
        let mail = if fold(char) == '@' {
            with_at(text, Span::new(at, at + char.len_utf8()), floor)
        } else if let Some((end, label)) = any_of(text, at, &LABELS) {
            done = end;
            without_at(text, end, label)
        } else {
            None
        };
        if let Some(mail) = mail {
            done = mail.span.end();
            floor = done;
            found.push(mail);
        }
    }
    found
}

/// Whether `char` is an `@` or begins one of the labels.
fn may_begin(char: char) -> bool {
    matches!(char, '@' | '＠' | '邮' | '信' | 'e' | 'E' | 'ｅ' | 'Ｅ')
}

/// The mail address round the sign at `at`, from `floor` on at the earliest.
fn with_at(text: &str, at: Span, floor: usize) -> Option<MailAddress> {
    let local = local(text, at.start(), floor)?;
    let signs = run(text, at.start(), |char| fold(char) == '@');
    let single = at.end() == signs;
    let at = Span::new(at.start(), signs);
    let mut faults: Vec<MailFault> = wide(text, Span::new(local.start(), at.end()));
    if !single {
        faults.push(fault(MailFaultKind::Doubled, at));
    }
    if local.end() < at.start() {
        faults.push(fault(MailFaultKind::Blank, Span::new(local.end(), at.start())));
    }
    let start = inner_blanks(text, at.end());
    let (domain, more) = match read_host(text, start, Anchor::Mail) {
        Ok(host) => {
            let kind = |kind| match kind {
                FaultKind::Blank => MailFaultKind::Blank,
                _ => MailFaultKind::Fullwidth,
            };
            let more = host.edits.iter().map(|edit| fault(kind(edit.fault.kind), edit.fault.span));
            let mut more: Vec<MailFault> = more.collect();
            more.extend(strange_ending(text, host.span));
            let doubled = damaged::doubled_dot(text, host.span.end());
            more.extend(doubled.map(|it| fault(MailFaultKind::Doubled, it)));
            (doubled.map_or(host.span, |it| host.span.cover(it)), more)
        }
        Err(_) => broken(text, start).or_else(|| damaged::domain(text, local.start(), at.end()))?,
    };
    if start > at.end() {
        faults.push(fault(MailFaultKind::Blank, Span::new(at.end(), start)));
    }
    faults.extend(more);
    faults.sort_by_key(|fault| fault.span);
    Some(MailAddress { span: local.cover(domain), at, domain, faults })
}

fn fault(kind: MailFaultKind, span: Span) -> MailFault {
    MailFault { kind, span }
}

/// The characters that make a local part before `end`, where one or two blanks may follow it.
fn local(text: &str, end: usize, floor: usize) -> Option<Span> {
    let tight = before(text, end).trim_end_matches(is_blank).len();
    let gap = cut(text, Span::new(tight, end)).chars().count();
    let end = if gap <= 2 { tight } else { end };
    let words = from(before(text, end), floor);
    let inner = |char: &char| is_word(*char) || matches!(char, '.' | '_' | '-' | '+' | '＿' | '－');
    let length: usize = words.chars().rev().take(LOCAL).take_while(inner).map(char::len_utf8).sum();
    let words = from(text, end - length);
    let lead = run(words, 0, |char| !is_word(char)).min(length);
    (lead < length).then(|| Span::new(end - length + lead, end))
}

/// One fault for each full-width run of `span`.
fn wide(text: &str, span: Span) -> Vec<MailFault> {
    let mut faults: Vec<MailFault> = Vec::new();
    for (at, char) in cut(text, span).char_indices().filter(|(_, char)| *char != fold(*char)) {
        let here = Span::new(span.start() + at, span.start() + at + char.len_utf8());
        match faults.last_mut().filter(|last| last.span.end() == here.start()) {
            Some(last) => last.span = last.span.cover(here),
            None => faults.push(fault(MailFaultKind::Fullwidth, here)),
        }
    }
    faults
}

/// The fault of a provider's name with an ending that it does not use (`163.con`).
fn strange_ending(text: &str, domain: Span) -> Option<MailFault> {
    let written = cut(text, domain).chars().filter(|char| !is_blank(*char));
    let words: String = written.map(narrow).collect();
    let (name, ending) = words.rsplit_once('.')?;
    let known = PROVIDERS.iter().find(|(provider, _)| *provider == name)?.1;
    (!known.contains(&ending)).then(|| fault(MailFaultKind::Domain, domain))
}

fn narrow(char: char) -> char {
    match char {
        '。' | '｡' | '，' => '.',
        _ => fold(char).to_ascii_lowercase(),
    }
}

/// A provider's name at `at` without a proper ending (`163`, `163com`, `163,com`).
fn broken(text: &str, at: usize) -> Option<(Span, Vec<MailFault>)> {
    let is = |at: usize, name: &str| {
        cut(text, Span::new(at, at + name.len())).eq_ignore_ascii_case(name)
    };
    let (provider, endings) = PROVIDERS.iter().find(|(name, _)| is(at, name))?;
    let name = at + provider.len();
    let sign = inner_blanks(text, name);
    let comma = char_at(text, sign).filter(|char| matches!(char, ',' | '·' | '、' | '-'));
    let tail = comma.map_or(name, |char| sign + char.len_utf8());
    let ending = endings.iter().find(|ending| is(tail, ending));
    let domain = Span::new(at, ending.map_or(name, |ending| tail + ending.len()));
    // A line that ends here may go on with the rest of the domain.
    let open = from(text, domain.end()).trim_start_matches(['.', ' ']).starts_with(['\r', '\n']);
    let whole = !char_at(text, domain.end()).is_some_and(is_word);
    (whole && !open).then(|| (domain, vec![fault(MailFaultKind::Domain, domain)]))
}

/// A mail address after a `label` that ends at `end`, its `@` lost (`xxgk163.com`, `xxgk#163.com`).
fn without_at(text: &str, end: usize, label: &str) -> Option<MailAddress> {
    let (start, tie) = value(text, end);
    let inner = |char: char| char.is_ascii_alphanumeric() || matches!(char, '.' | '_' | '-' | '#');
    let token = Span::new(start, run(text, start, inner));
    let words = cut(text, token).trim_end_matches(|char: char| !char.is_ascii_alphanumeric());
    let token = Span::new(start, start + words.len());
    let next = char_at(text, inner_blanks(text, token.end()));
    if tie == Tie::Weak || next.is_some_and(|char| fold(char) == '@') {
        return None;
    }
    let provided = PROVIDERS.iter().find_map(|(name, endings)| {
        let ending = endings.iter().find(|ending| {
            words.strip_suffix(**ending).is_some_and(|rest| rest.ends_with(&format!("{name}.")))
        })?;
        Some(Span::new(token.end() - name.len() - 1 - ending.len(), token.end()))
    });
    let Some(domain) = provided else { return damaged::bare(text, token, label) };
    let sign = char_before(text, domain.start()).filter(|char| *char == '#');
    let at = Span::new(domain.start() - sign.map_or(0, char::len_utf8), domain.start());
    let named = start < at.start() && char_before(text, at.start()).is_some_and(is_word);
    let faults = vec![fault(MailFaultKind::NoAt, at)];
    named.then_some(MailAddress { span: token, at, domain, faults })
}
