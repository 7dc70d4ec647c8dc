//! What a finding is known by from one run to the next.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::Reported;
use crate::document::Document;
use crate::text::before;

/// Hexadecimal digits of a fingerprint: 128 bits keep any two findings apart.
const DIGITS: usize = 32;

/// Gives every finding, in the order of the text, its fingerprint.
pub fn give(doc: &Document, findings: &mut [Reported<'_>]) {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for it in findings {
        let key = key(doc, it);
        let earlier = met.entry(key.clone()).or_default();
        let hash = format!("{:x}", Sha256::digest(format!("{key}\0{earlier}")));
        *earlier += 1;
        before(&hash, DIGITS).clone_into(&mut it.fingerprint);
    }
}

/// Rule, headings above and quoted words: what stays when lines move.
fn key(doc: &Document, it: &Reported<'_>) -> String {
    let span = it.finding.primary.span;
    let path = doc.section_at(span.start()).map_or_else(Vec::new, |index| doc.path(index));
    let titles: Vec<&str> = path.into_iter().map(|section| doc.plain(section.title)).collect();
    [it.rule.id(), &titles.join("/"), doc.words(span)].join("\0")
}
