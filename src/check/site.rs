//! `site`: hosts of web addresses, by name and by number (网站域名).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::address::{FaultKind, WebAddress};
use crate::report::{Finding, Label, Outcome, Why};
use crate::text::{Span, before, is_han};

/// Parameters of `[check.site]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Site {
    /// What is asked of hosts.
    report: Question,
    /// Endings of hosts that are in order.
    #[serde(default)]
    endings: Vec<String>,
    /// Hosts of services that bodies use besides their own site.
    #[serde(default)]
    services: Vec<String>,
}

/// Questions about hosts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Question {
    /// The host has none of the endings.
    ForeignHost,
    /// One name of a site goes with two hosts.
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
        let sound = |it: &&WebAddress| !it.faults.iter().any(|it| it.kind == FaultKind::IpHost);
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
    fn foreign(&self, cx: &Context<'_>, addresses: &[&WebAddress]) -> Vec<Finding> {
        let ends = |host: &str, with: &[String]| with.iter().any(|it| host.ends_with(it.as_str()));
        let hosts = addresses.iter().map(|it| (host(cx, it), it.span));
        let foreign = hosts.filter(|(it, _)| !ends(it, &self.endings) && !ends(it, &self.services));
        foreign.map(|(host, span)| Finding::at(span).value("host", host)).collect()
    }
}

fn host(cx: &Context<'_>, address: &WebAddress) -> String {
    address.host_name(cx.doc.text.as_str())
}

fn two_hosts(cx: &Context<'_>, addresses: &[&WebAddress]) -> Vec<Finding> {
    let mut first: BTreeMap<&str, (String, Span)> = BTreeMap::new();
    let mut findings = Vec::new();
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
