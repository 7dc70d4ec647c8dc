//! `contact`: telephone numbers, postcodes and mail addresses for the report's readers (联系方式).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::contact::{MailFaultKind, PhoneFaultKind};
use crate::report::{Finding, Outcome, Why};

/// Parameters of `[check.contact]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Contact {
    /// What is looked at.
    report: Subject,
}

/// What a rule on contact data speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Subject {
    /// There is no contact at all.
    Missing,
    /// Telephone numbers.
    Phone,
    /// Postcodes.
    Postcode,
    /// Mail addresses.
    Mail,
}

impl Kind for Contact {
    fn messages(&self) -> &'static [Message] {
        const VALUES: &[&str] = &["found"];
        const MESSAGES: &[Message] = &[
            message("", VALUES),
            message("no-area-code", VALUES),
            message("wrong-dash", VALUES),
            message("too-few-digits", VALUES),
            message("too-many-digits", VALUES),
            message("no-at", VALUES),
            message("domain", VALUES),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let facts = cx.facts;
        let findings = match self.report {
            Subject::Missing => return missing(cx),
            Subject::Phone if facts.phones.is_empty() => None,
            Subject::Postcode if facts.postcodes.is_empty() => None,
            Subject::Mail if facts.mails.is_empty() => None,
            Subject::Phone => Some(phones(cx)),
            Subject::Postcode => Some(postcodes(cx)),
            Subject::Mail => Some(mails(cx)),
        };
        findings.map_or(Outcome::Inapplicable(Why::NothingToCheck), Outcome::of)
    }
}

fn missing(cx: &Context<'_>) -> Outcome {
    let facts = cx.facts;
    let any = !facts.phones.is_empty() || !facts.mails.is_empty() || !facts.postcodes.is_empty();
    if any { Outcome::Pass } else { Outcome::Fail(vec![Finding::at(cx.title_or_start())]) }
}

fn phones(cx: &Context<'_>) -> Vec<Finding> {
    let wrong = cx.facts.phones.iter().filter_map(|phone| Some((phone, phone.faults.first()?)));
    wrong
        .map(|(phone, fault)| {
            let variant = match fault.kind {
                PhoneFaultKind::NoAreaCode => "no-area-code",
                PhoneFaultKind::WrongDash => "wrong-dash",
                PhoneFaultKind::TooFewDigits => "too-few-digits",
                PhoneFaultKind::TooManyDigits => "too-many-digits",
            };
            Finding::at(phone.span).variant(variant).value("found", cx.doc.words(phone.span))
        })
        .collect()
}

fn postcodes(cx: &Context<'_>) -> Vec<Finding> {
    let wrong = cx.facts.postcodes.iter().filter(|it| !it.ok);
    wrong.map(|it| Finding::at(it.span).value("found", cx.doc.words(it.span))).collect()
}

fn mails(cx: &Context<'_>) -> Vec<Finding> {
    let wrong = cx.facts.mails.iter().filter_map(|mail| {
        // Full-width characters in an address are a matter of another rule.
        let fault = mail.faults.iter().find(|it| it.kind != MailFaultKind::Fullwidth)?;
        Some((mail, fault))
    });
    wrong
        .map(|(mail, fault)| {
            let variant = match fault.kind {
                MailFaultKind::NoAt => "no-at",
                MailFaultKind::Domain => "domain",
                MailFaultKind::Blank | MailFaultKind::Fullwidth => "",
            };
            Finding::at(mail.span).variant(variant).value("found", cx.doc.words(mail.span))
        })
        .collect()
}
