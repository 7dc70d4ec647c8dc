//! What stands behind a label for a mail address and is no whole one: a domain without its ending
//! or without anything (`xxgk@cangling`, `xxgk@`), a name without `@` (`xxgkcangling.gov.cn`).

use super::super::label::{Tie, value};
use super::super::{MailAddress, MailFault, MailFaultKind};
use super::{LABELS, fault};
use crate::facts::glyph::{any_of, char_at, is_word, run};
use crate::text::{Span, before, cut, from};

/// Characters before an address among which its label must stand.
const NEAR: usize = 12;
/// Endings of the domains that offices use for mail; the last parts of others may be anything.
const ENDINGS: [&str; 2] = [".gov.cn", ".com.cn"];
/// Beginnings of the names of sites, behind which mail can be read.
const SITES: [&str; 4] = ["www.", "mail.", "http", "webmail."];

/// The domain, which may be empty, that begins at `at` behind a sign whose local part begins at
/// `local`; only a label shows that an address was meant.
pub(super) fn domain(text: &str, local: usize, at: usize) -> Option<(Span, Vec<MailFault>)> {
    let inner = |char: char| is_word(char) || matches!(char, '.' | '-');
    let words = cut(text, Span::new(at, run(text, at, inner)));
    let domain = Span::new(at, at + words.trim_end_matches(['.', '-']).len());
    let rest = from(text, domain.end()).trim_start_matches(['.', ' ', '\r']);
    // A line that ends here may go on with the rest of the domain.
    let open = rest.strip_prefix('\n').is_some_and(|it| it.trim_start().starts_with(is_word));
    let found = || (domain, vec![fault(MailFaultKind::Domain, domain)]);
    (is_announced(text, local) && !open).then(found)
}

/// Whether a label and a colon lead to `at`.
fn is_announced(text: &str, at: usize) -> bool {
    let head = before(text, at);
    let starts = head.char_indices().rev().take(NEAR).map(|it| it.0);
    starts.into_iter().any(|start| {
        any_of(text, start, &LABELS).is_some_and(|(end, _)| value(text, end) == (at, Tie::Firm))
    })
}

/// Two dots, and what follows them, behind a domain that ends at `end`: `xxgk@cangling.gov..cn`.
pub(super) fn doubled_dot(text: &str, end: usize) -> Option<Span> {
    let rest = run(text, end, |char| char == '.');
    let last = run(text, rest, is_word);
    (rest - end > 1 && last > rest).then(|| Span::new(end, last))
}

/// The address without `@` that is all of `token`, behind a label that is no name of a column
/// (信箱) and so no site.
pub(super) fn bare(text: &str, token: Span, label: &str) -> Option<MailAddress> {
    let words = cut(text, token).to_ascii_lowercase();
    let ending = ENDINGS.iter().find(|it| words.ends_with(**it))?;
    let name = before(&words, words.len() - ending.len());
    let sound = !name.is_empty()
        && !name.contains('.')
        && !SITES.iter().any(|it| words.starts_with(it))
        && label != "信箱"
        && char_at(text, token.end()) != Some('/');
    let at = Span::at(token.start() + name.len());
    let domain = Span::new(at.start(), token.end());
    let faults = vec![fault(MailFaultKind::NoAt, at)];
    sound.then_some(MailAddress { span: token, at, domain, faults })
}
