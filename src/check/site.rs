//! `site`: hosts of web addresses, by name and by number (网站域名).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::address::{FaultKind, WebAddress};
use crate::report::{Finding, Findings, Label, Outcome, Why};
use crate::rule::Wording;
use crate::text::{Span, before, is_han};

/// Hosts of web addresses (网站域名): those that are not of a government, and two hosts for one
/// site. Addresses with a number for a host are left to the kind `address`.
///
/// 检查网站域名：不是政府网站的域名，以及同一网站写了两个域名。数字地址由 `address` 检查。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Site {
    /// What is asked of hosts; one question a rule.
    ///
    /// 检查哪一项，一条规则选一项。
    report: Question,
    /// Endings of hosts that are in order, in lower case: .gov.cn. Only for `report =
    /// "foreign-host"`. Left out: none.
    ///
    /// 符合要求的域名结尾，用小写，如 `[".gov.cn"]`。仅用于 `report = "foreign-host"`；省略时没有。
    #[serde(default)]
    endings: Vec<Wording>,
    /// Endings of hosts of services that bodies use besides their own site: weixin.qq.com. Only for
    /// `report = "foreign-host"`. Left out: none.
    ///
    /// 机关在自有网站之外使用的服务的域名结尾，如 `["weixin.qq.com"]`。
    /// 仅用于 `report = "foreign-host"`；省略时没有。
    #[serde(default)]
    services: Vec<Wording>,
}

/// Questions about hosts.
///
/// 域名的检查项目。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Question {
    /// The host has none of the endings.
    ///
    /// 域名不以所列结尾之一结尾。
    ForeignHost,
    /// One name of a site (县政府网站) goes with two hosts; www. does not matter.
    ///
    /// 同一网站名称（如“县政府网站”）前后写了两个域名；“www.”的有无不计。
    TwoHosts,
}

/// Words that end the name of a site.
const SITE_WORDS: [&str; 6] = ["网", "网站", "平台", "门户", "主页", "专栏"];
/// Words that lead to the name of a site and are no part of it: 见, 登录, 可在.
const LEADS_IN: [char; 12] =
    ['见', '在', '到', '至', '从', '于', '为', '过', '录', '问', '和', '及'];
/// Characters of a name looked at.
const NAME: usize = 24;

impl Kind for Site {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["host", "other", "name"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        // Of a number, or a host that breaks off, it cannot be said whose it is.
        let open = |kind| matches!(kind, FaultKind::IpHost | FaultKind::Ending);
        let sound = |it: &&WebAddress| !it.faults.iter().any(|it| open(it.kind));
        let addresses: Vec<&WebAddress> = cx.facts.addresses.iter().filter(sound).collect();
        if addresses.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        Outcome::of(match self.report {
            Question::ForeignHost => self.foreign(cx, &addresses),
            Question::TwoHosts => two_hosts(cx, &addresses),
        })
    }
}

impl Site {
    fn foreign(&self, cx: &Context<'_>, addresses: &[&WebAddress]) -> Findings {
        let ends = |host: &str, with: &[Wording]| with.iter().any(|it| host.ends_with(it.as_str()));
        let hosts = addresses.iter().map(|it| (host(cx, it), it.span));
        let foreign = hosts.filter(|(it, _)| !ends(it, &self.endings) && !ends(it, &self.services));
        foreign.map(|(host, span)| Finding::at(span).value("host", host)).collect()
    }
}

fn host(cx: &Context<'_>, address: &WebAddress) -> String {
    address.host_name(cx.doc.text.as_str())
}

fn two_hosts(cx: &Context<'_>, addresses: &[&WebAddress]) -> Findings {
    let mut first: BTreeMap<&str, (String, Span)> = BTreeMap::new();
    let mut findings = Findings::default();
    for address in addresses {
        let Some(name) = site_name(cx, address) else { continue };
        let host = host(cx, address);
        match first.get(name) {
            Some((other, place)) if bare(other) != bare(&host) => findings.push(
                Finding::at(address.span)
                    .related(*place, Label::Other)
                    .value("host", host)
                    .value("other", other.as_str())
                    .value("name", name),
            ),
            Some(_) => {}
            None => {
                first.insert(name, (host, address.span));
            }
        }
    }
    findings
}

/// www.x.gov.cn and x.gov.cn are one host.
fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// The name of the site before the bracket that holds the address.
fn site_name<'a>(cx: &Context<'a>, address: &WebAddress) -> Option<&'a str> {
    let head = before(cx.doc.text.as_str(), address.span.start());
    let head = head.trim_end_matches(['（', '(', '：', ':', '<', '“', '”', '网', '址', ' ']);
    let bytes: usize =
        head.chars().rev().take(NAME).take_while(|&char| is_han(char)).map(char::len_utf8).sum();
    let name = crate::text::from(head, head.len() - bytes);
    let name = name.rsplit(LEADS_IN).next().unwrap_or(name);
    SITE_WORDS.iter().any(|word| name.ends_with(word)).then_some(name)
}
