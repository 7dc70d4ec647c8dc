//! `table-unread`: official tables that are there and could not be read (表格未能读取).

use schemars::JsonSchema;
use serde::Deserialize;

use super::table_missing::{has_traces, picture};
use super::{Kind, Message, elsewhere, message};
use crate::document::RemarkKind;
use crate::engine::Context;
use crate::report::{Finding, Findings, Label, Outcome, Why};
use crate::text::Span;

/// Official tables that are there and could not be read (表格未能读取): in a picture, in another
/// file, torn by a conversion, or too large. It has no parameters.
///
/// 检查有无未能读取的统一表格：在图片中、在其他文件中、因转换而残缺，或者过大。没有参数。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TableUnread {}

const VALUES: &[&str] = &["table", "read", "expected"];

impl Kind for TableUnread {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", VALUES),
            message("picture", VALUES),
            message("elsewhere", VALUES),
            message("oversized", VALUES),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let asked: Vec<_> = cx.forms.iter().filter(|it| it.chapter.is_some()).collect();
        let mut findings = Findings::default();
        for filled in cx.doc.forms.iter().filter(|it| it.is_torn()) {
            let places: Vec<Span> = filled.unread.iter().map(|it| it.span).collect();
            let first = places.first().copied().unwrap_or(filled.span);
            let (read, expected) = filled.coverage();
            findings.push(
                Finding::at(first)
                    .all_related(places.into_iter().skip(1), Label::Again)
                    .value("table", &filled.form.title)
                    .value("read", read)
                    .value("expected", expected),
            );
        }
        for form in &asked {
            if cx.doc.forms.iter().any(|it| it.form.id == form.id) {
                continue;
            }
            let key = form.chapter.as_deref().unwrap_or_default();
            let section = cx.sections_of(key).next();
            let pictured = section.and_then(|it| picture(cx, it.whole));
            let whole = section.map_or_else(|| cx.title_or_start(), |it| it.heading);
            let (place, variant) = match pictured {
                Some(place) => (if place.is_empty() { whole } else { place }, "picture"),
                None if has_traces(cx, form) => (whole, ""),
                None => match elsewhere::place(cx) {
                    Some(place) => (place, "elsewhere"),
                    None => continue,
                },
            };
            findings.push(
                Finding::at(place)
                    .variant(variant)
                    .value("table", &form.title)
                    .value("read", 0_usize)
                    .value("expected", form.addresses().count()),
            );
        }
        let oversized = cx.doc.remarks.iter().filter(|it| it.kind == RemarkKind::Oversized);
        findings.extend(oversized.map(|it| {
            let finding = Finding::at(it.span).variant("oversized").value("table", "");
            finding.value("read", 0_usize).value("expected", 0_usize)
        }));
        if findings.is_empty() && cx.doc.forms.is_empty() && asked.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        Outcome::of(findings)
    }
}
