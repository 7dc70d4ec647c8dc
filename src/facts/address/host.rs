//! The host: labels and what joins them.
//!
//! A Chinese full stop or a blank joins two labels only while no familiar domain is complete, and
//! only if one is complete in the end; otherwise it belongs to the sentence.

mod chain;
mod joint;
mod lost;
pub(in crate::facts::address) use joint::wide;

use super::{Edit, join};
use crate::text::Span;
use chain::Chain;
use joint::Joint;

/// Endings that a bare name may have; the rarer ones look too much like file names.
const BARE: [&str; 6] = ["cn", "com", "net", "org", "政务", "公益"];
/// Second-level endings below `cn`.
const SECOND: [&str; 6] = ["gov", "com", "net", "org", "edu", "ac"];
/// Names that end like a domain and are none.
const PRODUCTS: [&str; 3] = ["asp", "ado", "vb"];
/// A name of digits alone must be as long as a service number (12345.cn).
const NUMBER_NAME: usize = 3;

/// What vouches for a host.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::facts) enum Anchor {
    /// A scheme with slashes: any name will do.
    Firm,
    /// A scheme without slashes: the domain must be familiar.
    Loose,
    /// The `@` of a mail address.
    Mail,
    /// Nothing but the name itself.
    Bare,
}

/// A host as read.
pub(in crate::facts) struct Host {
    pub(in crate::facts) span: Span,
    pub(in crate::facts) edits: Vec<Edit>,
    /// Whether the ending is a familiar one, or the host is a numeric address.
    pub(in crate::facts) known: bool,
    pub(in crate::facts) numeric: bool,
}

/// The host at `at`; else the place up to which no address begins.
pub(in crate::facts) fn read(text: &str, at: usize, anchor: Anchor) -> Result<Host, usize> {
    let Some(mut chain) = Chain::read(text, at, anchor) else { return Err(at) };
    let whole = chain.end();
    // No host, and most numbers and words of a text are no more.
    if chain.len() < 2 {
        return Err(whole);
    }
    settle(&mut chain);
    let resume = chain.last_doubt().map_or(whole, Joint::end);
    let bare = anchor == Anchor::Bare && !chain.is("www", 0);
    if !acceptable(&chain, anchor) || (bare && !consistent(&chain)) {
        return Err(if bare { resume } else { whole });
    }
    let numeric = chain.is_numeric();
    let known = numeric || chain.is_complete();
    let mut edits = join(chain.edits());
    if anchor != Anchor::Mail {
        edits.extend(lost::first(
            text,
            chain.first(),
            matches!(anchor, Anchor::Firm | Anchor::Loose),
        ));
        edits.extend(chain.broken_off());
    }
    Ok(Host { span: chain.span(), edits, known, numeric })
}

/// Drops what the chain took from the sentence after the host.
fn settle(chain: &mut Chain) {
    if !chain.is_complete() && !chain.is_numeric() {
        chain.drop_digits();
    }
    if !chain.is_complete() && !chain.is_numeric() {
        chain.cut_at_doubt();
    }
    if !chain.is_numeric() {
        chain.cut_after_ending();
    }
}

fn acceptable(chain: &Chain, anchor: Anchor) -> bool {
    let labels = chain.len();
    if chain.is_numeric() {
        return matches!(anchor, Anchor::Firm | Anchor::Loose);
    }
    if labels < 2 || !chain.ends_in_letters() && chain.broken_off().is_none() {
        return false;
    }
    let known = chain.is_complete();
    match anchor {
        Anchor::Firm | Anchor::Mail => true,
        Anchor::Loose => known || chain.broken_off().is_some(),
        Anchor::Bare if chain.is("www", 0) => known || labels > 2,
        Anchor::Bare => is_bare_name(chain),
    }
}

/// Whether a name without scheme or `www` can only be a domain.
fn is_bare_name(chain: &Chain) -> bool {
    let last = chain.len() - 1;
    let second = chain.is("cn", last) && SECOND.iter().any(|name| chain.is(name, last - 1));
    let own = if second { last - 1 } else { last };
    let named = chain.has_letters(own) || chain.width(0) >= NUMBER_NAME;
    BARE.iter().any(|name| chain.is(name, last))
        && own > 0
        && named
        && !(last == 1 && PRODUCTS.iter().any(|name| chain.is(name, 0)))
}

/// In a bare name full stops are dots only if all dots are, or the one before `cn`: otherwise one
/// sentence may end with a letter and the next begin with a domain.
fn consistent(chain: &Chain) -> bool {
    let doubts = chain.doubts();
    let last = chain.len() - 1;
    doubts == 0
        || doubts == last
        || (doubts == 1
            && chain.last_joint().is_some_and(Joint::is_doubtful)
            && chain.is("cn", last)
            && last > 1
            && SECOND.iter().any(|name| chain.is(name, last - 1)))
}
