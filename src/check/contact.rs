//! `contact`: telephone numbers, postcodes and mail addresses for the report's readers (联系方式).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::contact::{MailFaultKind, PhoneFaultKind};
use crate::report::{Finding, Findings, Outcome, Why};

/// Telephone numbers, postcodes and mail addresses for the report's readers (联系方式): whether
/// there is any, and whether they are well-formed.
///
/// 检查联系方式：有没有联系电话、邮政编码、电子邮箱，以及写法是否正确。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Contact {
    /// What is looked at; one subject a rule.
    ///
    /// 检查哪一项，一条规则选一项。
    report: Subject,
}

/// What a rule on contact data speaks of.
///
/// 联系方式的检查项目。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Subject {
    /// There is no telephone number, postcode or mail address at all.
    ///
    /// 电话、邮政编码、电子邮箱一样也没有。
    Missing,
    /// Telephone numbers: area code lacking, wrong dash, too few or too many digits.
    ///
    /// 电话号码：缺区号、连接号有误、位数不足或过多。
    Phone,
    /// Postcodes that are not well-formed.
    ///
    /// 邮政编码写法有误。
    Postcode,
    /// Mail addresses: @ lacking, bad domain, blanks inside. Full-width characters are left to the
    /// kind `address`.
    ///
    /// 电子邮箱：缺“@”、域名有误、中间有空格。全角字符由 `address` 检查。
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
    if any { Outcome::Pass } else { Outcome::of((Finding::at(cx.title_or_start())).into()) }
}

fn phones(cx: &Context<'_>) -> Findings {
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

fn postcodes(cx: &Context<'_>) -> Findings {
    let wrong = cx.facts.postcodes.iter().filter(|it| !it.ok);
    wrong.map(|it| Finding::at(it.span).value("found", cx.doc.words(it.span))).collect()
}

fn mails(cx: &Context<'_>) -> Findings {
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
                MailFaultKind::Blank | MailFaultKind::Doubled | MailFaultKind::Fullwidth => "",
            };
            Finding::at(mail.span).variant(variant).value("found", cx.doc.words(mail.span))
        })
        .collect()
}
