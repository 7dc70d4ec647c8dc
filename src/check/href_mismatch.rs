//! `href-mismatch`: the address shown is the one that a click leads to (链接与显示文字不符).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::document::Link;
use crate::engine::Context;
use crate::report::{Finding, Outcome, Why};

/// A link whose words are a web or mail address leads to that address (链接与显示文字不符). Scheme,
/// www. and a longer path behind the address shown do not matter. It has no parameters.
///
/// 检查链接与显示文字是否一致：文字是网址或邮箱的链接，应指向该地址。协议名、
/// “www.”的有无和后面更长的路径不计。没有参数。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct HrefMismatch {}

impl Kind for HrefMismatch {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["shown", "target"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let shown = |link: &Link| bare(cx.doc.plain(link.span));
        let addresses: Vec<(&Link, String)> =
            cx.doc.links.iter().map(|it| (it, shown(it))).filter(|it| is_address(&it.1)).collect();
        if addresses.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let wrong = addresses.into_iter().filter(|(link, shown)| !leads_to(&link.target, shown));
        let finding = |(link, _): (&Link, String)| {
            Finding::at(link.span)
                .value("shown", cx.doc.words(link.span))
                .value("target", link.target.as_str())
        };
        Outcome::of(wrong.map(finding).collect())
    }
}

/// What tells an address: without scheme, www., case of letters, blanks and slashes at the end.
fn bare(address: &str) -> String {
    let lower: String =
        address.chars().filter(|it| !it.is_whitespace()).collect::<String>().to_lowercase();
    let rest = lower.strip_prefix("mailto:").unwrap_or(&lower);
    let rest =
        rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://")).unwrap_or(rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.trim_end_matches(['/', '。', '，', '；', '）']).to_owned()
}

/// Whether words are a web or mail address and nothing else.
fn is_address(shown: &str) -> bool {
    let host = shown.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let names: Vec<&str> = host.split('.').collect();
    let plain = |name: &&str| {
        !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
    };
    let suffix = names.last().is_some_and(|it| it.bytes().any(|byte| byte.is_ascii_alphabetic()));
    names.len() >= 2 && names.iter().all(plain) && suffix
}

/// Whether a target is the address shown, or a page behind it. Anchors, scripts and paths of the
/// site itself lead nowhere that could be compared.
fn leads_to(target: &str, shown: &str) -> bool {
    let target = target.trim();
    let lower = target.to_lowercase();
    let web = ["http://", "https://", "mailto:"].iter().any(|it| lower.starts_with(it));
    if !web {
        return true;
    }
    let target = bare(target.split('#').next().unwrap_or_default());
    let tracked = target.split('?').next().unwrap_or_default().trim_end_matches('/');
    // A shorter address shown may stand for a page of the same site.
    target == shown
        || tracked == shown
        || tracked.strip_prefix(shown).is_some_and(|it| it.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_address_in_other_words_is_no_mismatch() {
        let table = [
            ("www.yanze.gov.cn", "http://www.yanze.gov.cn/", true),
            ("http://www.yanze.gov.cn", "https://yanze.gov.cn/index.html?from=wx", true),
            ("xxgk@yanze.gov.cn", "mailto:XXGK@yanze.gov.cn", true),
            ("www.yanze.gov.cn", "javascript:void(0)", true),
            ("www.yanze.gov.cn", "/zwgk/", true),
            ("xxgk@yanze.gov.cn", "mailto:old@yanze.gov.cn", false),
            ("www.yanze.gov.cn", "http://www.lancen.gov.cn/", false),
            ("www.yanze.gov.cn", "http://www.yanze.gov.cn.example.com/", false),
        ];
        for (shown, target, same) in table {
            assert_eq!(leads_to(target, &bare(shown)), same, "{shown} {target}");
        }
        assert!(is_address(&bare("http://www.yanze.gov.cn/")) && !is_address("点击查看"));
        assert!(!is_address("3.5") && !is_address("附件1.docx点击"));
    }
}
