//! Findings as a baseline keeps them.

use super::{Judged, told};
use crate::baseline::Entry;
use crate::lang::Lang;

/// Characters of a quotation.
const QUOTE_MAX: usize = 60;

/// All findings of a report, in the order of its verdict. The words are Chinese for everybody, so
/// that the file does not depend on who writes it.
pub fn record(judged: &Judged<'_>) -> Vec<Entry> {
    let entry = |it: told::Told<'_>| {
        let mut quote: String = it.primary.quote.chars().take(QUOTE_MAX).collect();
        if quote.len() < it.primary.quote.len() {
            quote.push('…');
        }
        let (code, fingerprint) = (it.code.to_owned(), it.fingerprint.to_owned());
        Entry { code, fingerprint, quote, r#where: it.primary.r#where }
    };
    told::all(judged, Lang::Zh).into_iter().map(entry).collect()
}
