//! Mail addresses, telephone numbers, postcodes and identity numbers, as they are written.

mod digits;
mod label;
mod mail;
mod number;
mod phone;
#[cfg(test)]
mod tests;

use crate::text::Span;

pub(super) use digits::{citizen_ids, postcodes};
pub(super) use mail::mails;
pub(super) use phone::phones;

/// A mail address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MailAddress {
    /// The whole address as written, without the stop or bracket of the sentence.
    pub span: Span,
    /// The `@`, whatever it looks like; empty, at its place, where it is missing.
    pub at: Span,
    /// What follows the `@`.
    pub domain: Span,
    /// What is wrong, in order of place.
    pub faults: Vec<MailFault>,
}

/// One thing wrong with a mail address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MailFault {
    /// What is wrong.
    pub kind: MailFaultKind,
    /// The offending characters; empty where something is missing.
    pub span: Span,
}

/// Ways in which a mail address is wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum MailFaultKind {
    /// Full-width or Chinese characters in place of ASCII ones.
    Fullwidth,
    /// Blanks inside.
    Blank,
    /// The `@` or a dot stands there twice.
    Doubled,
    /// The `@` is missing or another sign stands for it.
    NoAt,
    /// The domain lacks its dot or ending, or has an ending that its provider does not use.
    Domain,
}

/// A telephone or fax number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phone {
    /// The number as written, area code and extension included.
    pub span: Span,
    /// The label that announces it (电话, 传真 …).
    pub label_span: Option<Span>,
    /// What sort of number it is.
    pub kind: PhoneKind,
    /// What is wrong.
    pub faults: Vec<PhoneFault>,
}

/// Sorts of telephone number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PhoneKind {
    /// A number of the fixed network.
    Landline,
    /// Eleven digits from 13 to 19.
    Mobile,
    /// A fixed number announced as 传真 alone.
    Fax,
    /// A service number: 12345, 96128, 400-, 800-.
    Service,
}

/// One thing wrong with a telephone number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PhoneFault {
    /// What is wrong.
    pub kind: PhoneFaultKind,
    /// The offending characters.
    pub span: Span,
}

/// Ways in which a telephone number is wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PhoneFaultKind {
    /// A fixed number without area code.
    NoAreaCode,
    /// Another dash than the hyphen after the area code.
    WrongDash,
    /// Digits are missing.
    TooFewDigits,
    /// There are digits too many.
    TooManyDigits,
}

/// A postcode after its label.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Postcode {
    /// The digits.
    pub span: Span,
    /// Whether there are six of them.
    pub ok: bool,
}
