//! `address`: web addresses that are wrong, or lead where they should not (网址).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::address::{Fault, FaultKind, WebAddress, ascii};
use crate::facts::contact::{MailAddress, MailFaultKind};
use crate::report::{Finding, Label, Outcome, Severity, Why};
use crate::text::Span;

/// Web addresses (网址) that are written wrongly or lead where they should not. One address gives
/// one finding, however many of its faults are looked for.
///
/// 检查网址的写法：分隔符、协议名、空格、全角字符、括号边界、数字地址、端口等。
/// 一个网址有多处问题的，只报告一次。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Address {
    /// The faults that are reported; others are left to other rules. With `fullwidth`, mail
    /// addresses whose only fault is full-width characters are reported, too.
    ///
    /// 要报告的问题种类，至少一种；未列出的不报告，可由其他规则负责。列入 `fullwidth` 的，
    /// 只有全角字符问题的电子邮箱也一并报告。
    faults: Vec<FaultKind>,
}

const VALUES: &[&str] = &["found", "glyphs", "corrected"];

impl Kind for Address {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", VALUES),
            message("separator", VALUES),
            message("scheme", VALUES),
            message("doubled-scheme", VALUES),
            message("joint", VALUES),
            message("www", VALUES),
            message("ending", VALUES),
            message("blank", VALUES),
            message("port", VALUES),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        if cx.facts.addresses.is_empty() && cx.facts.mails.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let sites = cx.facts.addresses.iter().filter_map(|it| self.judge(cx, it));
        let mails = cx.facts.mails.iter().filter(|_| self.faults.contains(&FaultKind::Fullwidth));
        Outcome::of(sites.chain(mails.filter_map(|it| mail(cx, it))).collect())
    }
}

impl Address {
    fn judge(&self, cx: &Context<'_>, address: &WebAddress) -> Option<Finding> {
        let faults: Vec<&Fault> =
            address.faults.iter().filter(|it| self.faults.contains(&it.kind)).collect();
        let first = faults.first()?;
        let span = faults.iter().fold(address.span, |span, fault| span.cover(fault.span));
        let glyphs: Vec<String> = faults.iter().map(|it| glyph(cx.doc.words(it.span))).collect();
        let finding = Finding::at(span)
            .variant(variant(first.kind))
            .all_related(faults.iter().map(|it| it.span).filter(|it| *it != span), Label::Glyph)
            .value("found", cx.doc.words(span))
            .value("glyphs", glyphs.join("、"))
            .value("corrected", address.corrected.clone().unwrap_or_default());
        // What was lost is not sure, and a host may be called so.
        let doubtful = faults.iter().all(|it| matches!(it.kind, FaultKind::Www | FaultKind::Ending));
        let finding = if doubtful { finding.severity(Severity::Warning) } else { finding };
        let certain = address.faults.iter().all(|it| it.certain) && span == address.span;
        Some(match &address.corrected {
            Some(corrected) if certain => finding.replace(address.span, corrected.as_str()),
            _ => finding,
        })
    }
}

/// A mail address with full-width characters.
fn mail(cx: &Context<'_>, mail: &MailAddress) -> Option<Finding> {
    let wide: Vec<Span> = mail
        .faults
        .iter()
        .filter(|it| it.kind == MailFaultKind::Fullwidth)
        .map(|it| it.span)
        .collect();
    let glyphs: Vec<String> = wide.iter().map(|&it| glyph(cx.doc.words(it))).collect();
    let words = cx.doc.words(mail.span);
    let corrected: String = words.chars().map(ascii).collect();
    let only = wide.len() == mail.faults.len() && !wide.is_empty();
    only.then(|| {
        Finding::at(mail.span)
            .all_related(wide, Label::Glyph)
            .value("found", words)
            .value("glyphs", glyphs.join("、"))
            .value("corrected", corrected.as_str())
            .replace(mail.span, corrected.as_str())
    })
}

/// The message for the first fault; the rule's own where it reports only one kind.
fn variant(kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::Separator => "separator",
        FaultKind::Scheme => "scheme",
        FaultKind::DoubledScheme => "doubled-scheme",
        FaultKind::Joint => "joint",
        FaultKind::Www => "www",
        FaultKind::Ending => "ending",
        FaultKind::Blank => "blank",
        FaultKind::Port => "port",
        FaultKind::Fullwidth | FaultKind::Boundary | FaultKind::IpHost => "",
    }
}

/// Characters with their code points, for those that look like others.
fn glyph(words: &str) -> String {
    let mut chars: Vec<char> = words.chars().collect();
    chars.dedup();
    let odd = chars.iter().filter(|char| !char.is_ascii_graphic()).count();
    if odd == 0 || chars.len() > 3 {
        return words.to_owned();
    }
    let named: Vec<String> =
        chars.iter().map(|&char| format!("U+{:04X}", u32::from(char))).collect();
    format!("{words}（{}）", named.join(" "))
}
