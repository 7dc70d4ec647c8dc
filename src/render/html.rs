//! The format `html`: one page that stands by itself, to be read, printed and filed. It needs no
//! script and no other file, and nothing in a report can become part of its markup.

mod body;
mod facts;
mod findings;
mod marks;
mod matrix;
mod overview;
mod page;
mod report;
mod shown;
mod table;

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use self::page::Page;
use self::report::Report;
use super::digests::Digests;
use super::notice::Notice;
use super::own::generator;
use super::{Detail, Entry, Look, Renderer, Tally, escape};
use crate::lang::Lang;
use crate::report::Severity;

/// How the page looks.
const STYLE: &str = include_str!("html/page.css");
/// Bytes of the page beyond which reports are told without their text: browsers grow slow.
const MAX_PAGE: usize = 64 << 20;

/// The page. The table of its reports stands before them and what was compared is told with each,
/// so they wait for the end.
pub(super) struct Html<'a> {
    lang: Lang,
    detail: Detail,
    out: Box<dyn Write + 'a>,
    digests: Digests,
    reports: Vec<Report>,
    size: usize,
}

impl<'a> Html<'a> {
    pub(super) fn new(look: Look, detail: Detail, out: Box<dyn Write + 'a>) -> Self {
        let lang = look.lang;
        Self { lang, detail, out, digests: Digests::default(), reports: Vec::new(), size: 0 }
    }
}

impl Renderer for Html<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        let index = self.digests.add(entry, self.lang);
        let path = match entry {
            Entry::Judged(judged) | Entry::Compared(judged) => judged.path.as_str(),
            Entry::Unread(unread) => unread.path,
        };
        let page = Page { lang: self.lang, detail: self.detail, report: index + 1, path };
        if self.reports.len() <= index {
            self.reports.push(Report::default());
        }
        let Some(report) = self.reports.get_mut(index) else { return Ok(()) };
        match entry {
            Entry::Judged(judged) => {
                let fits = self.size + judged.doc.text.as_str().len() <= MAX_PAGE;
                *report = Report::judged(judged, &page, &self.digests, fits);
                self.size += report.len();
            }
            Entry::Compared(judged) => report.compare(judged, &page, &self.digests),
            Entry::Unread(_) => {}
        }
        Ok(())
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        let head = self.head(tally);
        self.out.write_all(escape::in_page(&head.0).as_bytes())?;
        for (index, (report, digest)) in self.reports.iter().zip(self.digests.all()).enumerate() {
            let (lang, detail, path) = (self.lang, self.detail, digest.path.as_str());
            let report = report.draw(digest, &Page { lang, detail, report: index + 1, path });
            self.out.write_all(escape::in_page(&report.0).as_bytes())?;
        }
        self.out.write_all(self.foot().0.as_bytes())?;
        self.out.write_all(b"</body>\n</html>\n")?;
        self.out.flush()
    }
}

impl Html<'_> {
    /// From the first line to where the reports begin.
    fn head(&self, tally: &Tally) -> Markup {
        let lang = self.lang;
        let title = lang.pick("政府信息公开工作年度报告检查结果", "Check of annual reports");
        let name = match self.digests.all() {
            [one] => {
                format!("{} · {title}", shown::plain(one.body.as_deref().unwrap_or(&one.path)))
            }
            _ => title.to_owned(),
        };
        let first = html! {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="generator" content=(generator());
                title { (name) }
                style { (PreEscaped(STYLE)) }
            }
        };
        let begin = html! {
            (signs())
            a.skip href="#main" { (lang.pick("跳到检查结果", "Skip to the results")) }
            header.page {
                h1 { (title) }
                p { (tally.sentence_for_readers(self.detail, lang)) }
                (stale(tally, lang))
            }
        };
        let matrix =
            tally.matrix().map(|it| matrix::matrix(it, &self.digests, lang).0).unwrap_or_default();
        let overview = overview::table(self.digests.all(), lang);
        let lang = lang.pick("zh-CN", "en");
        PreEscaped(format!(
            "{}\n<html lang=\"{lang}\">\n{}\n<body>\n{}<main id=\"main\">\n{}{matrix}",
            DOCTYPE.0, first.0, begin.0, overview.0
        ))
    }

    fn foot(&self) -> Markup {
        let lang = self.lang;
        let foot = html! {
            footer.page {
                p { (lang.pick(
                    "“错误”指违反规定或者计算不符，应当改正；“警告”指有疑问或者不合通行做法，请核对；“提示”指文字、格式上可以改进之处。",
                    "An error breaks a rule of law or arithmetic and must be corrected; a warning is a doubt that a person should settle; a hint is a matter of style.",
                )) }
                p { (lang.pick("检查工具：", "Checked by ")) (generator()) }
            }
        };
        PreEscaped(format!("</main>\n{}", foot.0))
    }
}

/// Ignores that should go.
fn stale(tally: &Tally, lang: Lang) -> Markup {
    let stale = Notice::stale(tally, lang);
    html! {
        @if !stale.is_empty() {
            p { (lang.pick("失效的豁免：", "Stale ignores:")) }
            ul {
                @for it in &stale {
                    li {
                        bdi { (shown::plain(&it.path)) ":" (it.range().0.line) } " "
                        (shown::plain(&it.advised(lang)))
                    }
                }
            }
        }
    }
}

/// What the page may load and run: nothing but this very style.
fn policy() -> String {
    let hash = base64(&Sha256::digest(STYLE.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

/// Bytes as policies write hashes.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4_usize {
            let digit = (group >> (18 - 6 * place)) & 63;
            let digit = usize::try_from(digit).ok().and_then(|it| DIGITS.get(it)).copied();
            let digit = digit.map_or('=', char::from);
            out.push(if place <= chunk.len() { digit } else { '=' });
        }
    }
    out
}

/// The signs of severity, drawn once: a shape each, so that colour is not all that tells them apart.
fn signs() -> Markup {
    PreEscaped(
        "<svg class=\"signs\" aria-hidden=\"true\"><defs>\
         <symbol id=\"sign-error\" viewBox=\"0 0 16 16\"><path d=\"M5 1h6l4 4v6l-4 4H5l-4-4V5z\"/>\
         <path class=\"cut\" d=\"M5.5 5.5l5 5m0-5l-5 5\"/></symbol>\
         <symbol id=\"sign-warning\" viewBox=\"0 0 16 16\"><path d=\"M8 1.2L15.4 14.5H.6z\"/>\
         <path class=\"cut\" d=\"M8 6v4m0 1.6v1.2\"/></symbol>\
         <symbol id=\"sign-info\" viewBox=\"0 0 16 16\"><circle cx=\"8\" cy=\"8\" r=\"7\"/>\
         <path class=\"cut\" d=\"M8 7v5m0-8v1.4\"/></symbol></defs></svg>\n"
            .to_owned(),
    )
}

/// The sign of a severity.
fn icon(severity: Severity) -> Markup {
    let name = severity.name();
    PreEscaped(format!(
        "<svg class=\"sign {name}\" aria-hidden=\"true\"><use href=\"#sign-{name}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_written_as_policies_want_them() {
        let table =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("年报", "5bm05oql")];
        for (text, expected) in table {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }
}
