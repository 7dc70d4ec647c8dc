//! What a report says, extracted once and shared by all checks: every fact with its place.

pub mod address;
pub mod body;
pub mod citations;
pub mod contact;
pub mod dates;
pub mod figures;
mod glyph;
mod landmarks;
pub mod parts;
pub mod period;
pub mod places;
pub mod signature;
pub mod tense;
pub mod title;
pub mod years;

use crate::document::Document;
use crate::facts::address::WebAddress;
use crate::facts::body::Body;
use crate::facts::citations::Citations;
use crate::facts::contact::{MailAddress, Phone, Postcode};
use crate::facts::dates::DateMention;
use crate::facts::figures::{Figure, Groups, Rank};
use crate::facts::landmarks::Landmarks;
use crate::facts::parts::DeclaredParts;
use crate::facts::period::{AsOf, Period};
use crate::facts::signature::{Place, Signature};
use crate::facts::title::Title;
use crate::facts::years::{YearConflict, YearEvidence};
use crate::text::Span;

/// The facts of one report. Spans are places in the view, unless a field says otherwise.
#[derive(Debug, Default)]
pub struct Facts {
    /// Titles in the head, the main one first.
    pub titles: Vec<Title>,
    /// The reporting body.
    pub body: Option<Body>,
    /// What tells the report year; the signature only where all else is silent.
    pub evidence: Vec<YearEvidence>,
    /// The report year, from the best evidence.
    pub year: Option<i32>,
    /// What contradicts itself about the report year.
    pub year_conflict: Option<YearConflict>,
    /// Every date and year, in order.
    pub dates: Vec<DateMention>,
    /// Statements of the statistical period (统计期限).
    pub periods: Vec<Period>,
    /// Days up to which something is counted (截至).
    pub as_of: Vec<AsOf>,
    /// Who signed, and when.
    pub signature: Option<Signature>,
    /// Figures in prose, in order.
    pub figures: Vec<Figure>,
    /// Totals with their parts.
    pub groups: Groups,
    /// Acts, abbreviations, articles and document numbers.
    pub citations: Citations,
    /// Web addresses, in order.
    pub addresses: Vec<WebAddress>,
    /// Mail addresses, in order.
    pub mails: Vec<MailAddress>,
    /// Telephone and fax numbers, in order.
    pub phones: Vec<Phone>,
    /// Postcodes, in order.
    pub postcodes: Vec<Postcode>,
    /// Citizen identity numbers (公民身份号码) with a right check digit.
    pub citizen_ids: Vec<Span>,
    /// The parts that the report says it has.
    pub parts: Option<DeclaredParts>,
    /// Names in 《》 and words in “”: folded places.
    pub quoted: Vec<Span>,
    /// What a conversion destroyed.
    pub damage: Damage,
}

/// Signs that characters were lost on the way here.
#[derive(Debug, Default)]
pub struct Damage {
    /// 年, 月 or 日 are missing from at least three dates.
    pub dates: bool,
    /// The places that show it.
    pub places: Vec<Span>,
}

/// Dates missing 年, 月 or 日 that make a text a damaged one.
const LOST_DATES: usize = 3;

/// Reads the facts of a document.
pub fn extract(doc: &Document) -> Facts {
    let folded = doc.folded.as_str();
    let landmarks = Landmarks::folded(folded);
    let (titles, quoted) = (title::find(doc), quoted(&landmarks));
    let dates = dates::scan_at(folded, &landmarks);
    let signature = signature::find(doc, &titles, &dates);
    let body = body_of(doc, &titles, signature.as_ref());
    let own = body.as_ref().and_then(Rank::of_body);
    let figures = figures::scan(doc, &landmarks, &dates, &quoted, own);
    let mut facts = Facts {
        body,
        periods: periods(doc, &landmarks, &dates),
        as_of: as_of(doc, &dates),
        groups: figures::groups(doc, &figures),
        citations: citations::scan(&doc.folded, &landmarks),
        parts: parts::find(doc),
        dates: dates.into_iter().map(|it| it.map(&|span| doc.folded.to_source(span))).collect(),
        figures,
        signature,
        titles,
        quoted,
        ..contacts(doc)
    };
    facts.damage = damage(&facts.dates);
    facts.settle_year(doc);
    facts
}

/// The body that a title names, or else the one that signed.
fn body_of(doc: &Document, titles: &[Title], signature: Option<&Signature>) -> Option<Body> {
    let named = titles.iter().filter(|title| !title.name.is_empty());
    let named = named.map(|title| (title, body::without_reach(&title.name)));
    let Some((title, (name, reach))) = named.min_by_key(|it| !body::is_body_name(it.1.0)) else {
        let signer = signature.and_then(|it| it.body)?;
        return Some(Body::named(doc.plain(signer), signer));
    };
    let span = beginning(doc, title, name);
    let reach = reach.or_else(|| body::reach_in(&title.suffix));
    Some(Body { reach, ..Body::named(name, span) })
}

/// Where the name stands with which that in a title begins; all of it, where it stands on two lines.
fn beginning(doc: &Document, title: &Title, name: &str) -> Span {
    let whole = doc.folded.to_folded(title.name_span);
    let words = doc.folded.slice(whole);
    if words.len() > name.len() && words.starts_with(name) {
        return doc.folded.to_source(Span::new(whole.start(), whole.start() + name.len()));
    }
    title.name_span
}

fn periods(doc: &Document, landmarks: &Landmarks, dates: &[DateMention]) -> Vec<Period> {
    let periods = period::scan(doc.folded.as_str(), landmarks, dates).into_iter();
    periods.map(|it| it.map(&|span| doc.folded.to_source(span))).collect()
}

fn as_of(doc: &Document, dates: &[DateMention]) -> Vec<AsOf> {
    let days = period::as_of(doc.folded.as_str(), dates).into_iter();
    days.map(|it| AsOf { span: doc.folded.to_source(it.span), ..it }).collect()
}

/// Addresses and numbers are judged by their characters, so they are read as written.
fn contacts(doc: &Document) -> Facts {
    let written = doc.text.as_str();
    let landmarks = Landmarks::written(written);
    let addresses = address::scan(written, &landmarks);
    Facts {
        citizen_ids: contact::citizen_ids(written, &addresses),
        mails: contact::mails(written, &landmarks),
        phones: contact::phones(written, &landmarks),
        postcodes: contact::postcodes(written, &landmarks),
        addresses,
        ..Facts::default()
    }
}

impl Facts {
    /// Finds the report year; the signature counts only where all else is silent.
    fn settle_year(&mut self, doc: &Document) {
        let (titles, signature) = ((&*self.titles, &*self.quoted), self.signature.as_ref());
        let (evidence, conflict) =
            years::read(doc, titles, (&self.periods, &self.dates), signature);
        self.year_conflict = conflict;
        self.year = evidence.first().map(|it| it.year);
        self.evidence = evidence;
    }

    /// How high the place of the body stands, where its name tells.
    pub(crate) fn rank(&self) -> Option<Rank> {
        self.body.as_ref().and_then(Rank::of_body)
    }

    /// The date of signature; the date of a page line is none.
    pub fn signing_date(&self) -> Option<&DateMention> {
        let signature = self.signature.as_ref().filter(|it| it.place != Place::PageLine);
        signature.and_then(|it| it.date.as_ref())
    }

    /// Whether the report contradicts itself about its year, or was signed before that year began.
    pub(crate) fn is_year_disputed(&self) -> bool {
        let signed = self.signing_date().and_then(|it| it.date.date());
        let early = |year: i32| signed.is_some_and(|it| it.year() < year);
        self.year_conflict.is_some() || self.year.is_some_and(early)
    }

    /// The dates within `span`, in order.
    pub fn dates_in(&self, span: Span) -> impl Iterator<Item = &DateMention> + '_ {
        let first = self.dates.partition_point(|it| it.span.start() < span.start());
        self.dates.iter().skip(first).take_while(move |it| it.span.end() <= span.end())
    }

    /// The date written at `span`.
    pub fn date_at(&self, span: Span) -> Option<&DateMention> {
        let index = self.dates.partition_point(|it| it.span < span);
        self.dates.get(index).filter(|it| it.span == span)
    }
}

fn damage(dates: &[DateMention]) -> Damage {
    let lost = dates.iter().filter(|date| date.flaw.is_some_and(dates::DateFlaw::is_loss));
    let places: Vec<Span> = lost.map(|date| date.span).collect();
    Damage { dates: places.len() >= LOST_DATES, places }
}

/// Places inside 《》 and “” of one line, brackets included: in order, nested ones taken together.
fn quoted(landmarks: &Landmarks) -> Vec<Span> {
    let (mut found, mut open) = (Vec::new(), Vec::new());
    for (at, char) in landmarks.iter() {
        match char {
            '《' | '“' => open.push((char, at)),
            '》' | '”' => {
                let opening = if char == '》' { '《' } else { '“' };
                if let Some(depth) = open.iter().rposition(|&(it, _)| it == opening) {
                    let start = open.get(depth).map_or(at, |&(_, start)| start);
                    open.truncate(depth);
                    found.push(Span::new(start, at + char.len_utf8()));
                }
            }
            '\n' => open.clear(),
            _ => {}
        }
    }
    merge(found)
}

/// The same places in order, those that overlap as one.
pub(crate) fn merge(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start() < last.end() => *last = last.cover(span),
            _ => merged.push(span),
        }
    }
    merged
}

/// The one of `spans`, in order and apart, that overlaps `span`.
pub(crate) fn overlapping(spans: &[Span], span: Span) -> Option<Span> {
    let index = spans.partition_point(|it| it.end() <= span.start());
    spans.get(index).copied().filter(|it| it.overlaps(span))
}
