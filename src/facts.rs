//! What a report says, extracted once and shared by all checks: every fact with its place.

pub mod body;
pub mod parts;
pub mod title;

use crate::document::Document;
use crate::facts::body::Body;
use crate::facts::parts::DeclaredParts;
use crate::facts::title::Title;
use crate::text::Span;

/// The facts of one report. Spans are places in the view, unless a field says otherwise.
#[derive(Debug, Default)]
pub struct Facts {
    /// Titles in the head, the main one first.
    pub titles: Vec<Title>,
    /// The reporting body.
    pub body: Option<Body>,
    /// Everything that tells the report year.
    pub evidence: Vec<YearEvidence>,
    /// The report year, from the best evidence.
    pub year: Option<i32>,
    /// The parts that the report says it has.
    pub parts: Option<DeclaredParts>,
    /// Names in 《》 and words in “”: folded places.
    pub quoted: Vec<Span>,
    /// What a conversion destroyed.
    pub damage: Damage,
}

/// Where a report year was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct YearEvidence {
    /// The year.
    pub year: i32,
    /// What says so.
    pub source: YearSource,
    /// Where.
    pub span: Span,
}

/// What tells a report year, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum YearSource {
    /// The title.
    Title,
    /// The statistical period.
    Period,
    /// The date of signature, less one.
    Signature,
}

/// Signs that characters were lost on the way here.
#[derive(Debug, Default)]
pub struct Damage {
    /// 年, 月 or 日 are missing from at least three dates.
    pub dates: bool,
    /// The places that show it.
    pub places: Vec<Span>,
}

/// Reads the facts of a document.
pub fn extract(doc: &Document) -> Facts {
    let titles = title::find(doc);
    let body = titles
        .iter()
        .find(|title| !title.name.is_empty())
        .map(|title| Body::named(&title.name, title.name_span));
    let evidence: Vec<YearEvidence> = titles
        .iter()
        .filter_map(|title| title.year)
        .map(|(year, span)| YearEvidence { year, source: YearSource::Title, span })
        .collect();
    let year = evidence.first().map(|it| it.year);
    Facts {
        titles,
        body,
        evidence,
        year,
        parts: parts::find(doc),
        quoted: quoted(doc.folded.as_str()),
        damage: Damage::default(),
    }
}

/// Places inside 《》 and “” of one line, brackets included.
fn quoted(text: &str) -> Vec<Span> {
    let (mut found, mut open) = (Vec::new(), Vec::new());
    for (at, char) in text.char_indices() {
        match char {
            '《' | '“' => open.push((char, at)),
            '》' | '”' => {
                let opening = if char == '》' { '《' } else { '“' };
                if let Some(depth) = open.iter().rposition(|&(it, _)| it == opening) {
                    let (_, start) = open.swap_remove(depth);
                    open.truncate(depth);
                    found.push(Span::new(start, at + char.len_utf8()));
                }
            }
            '\n' => open.clear(),
            _ => {}
        }
    }
    found
}
