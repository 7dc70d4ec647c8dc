//! The text part: paragraphs, tables, fields, tracked changes, in one pass.

use std::collections::BTreeMap;

use memchr::memchr3;

use super::DocxFault;
use super::numbering::{Numbered, Numbering};
use super::table::{Grid, Piece};
use super::view::{View, Words};
use super::xml::{Element, Event, Xml};
use crate::document::{RemarkKind, Target};
use crate::text::Span;

/// Bytes of the address of a hyperlink; Word takes half as many.
const MAX_TARGET: usize = 4_096;

/// Paragraphs, rows, cells, lines, pieces of text and remarks of a part; a long report has some
/// ten thousand.
const MAX_ITEMS: usize = 500_000;

/// Whether Word does not show the text of an element, or shows it a second time.
fn is_skipped(name: &str) -> bool {
    matches!(
        name.as_bytes(),
        b"del"
            | b"moveFrom"
            | b"Fallback"
            | b"rPrChange"
            | b"pPrChange"
            | b"tblPrChange"
            | b"tblPrExChange"
            | b"trPrChange"
            | b"tcPrChange"
            | b"sectPrChange"
            | b"rt"
            | b"delText"
    )
}

/// Reads a part into the view.
pub(super) fn read(
    part: &str,
    numbering: Numbering,
    links: &BTreeMap<String, Target>,
    view: &mut View,
) -> Result<(), DocxFault> {
    let mut xml = Xml::new(part);
    let mut body = Body::new(numbering, links, view);
    while let Some(event) = xml.next_event()? {
        match event {
            Event::Open(element) => body.open(&element),
            Event::Close(name) => body.close(name),
            Event::Text(text, place) => body.text(&text, place),
        }
        // What Word takes in from elsewhere is only told of a part that is whole.
        if let Some(fault) = body.fault.filter(|it| *it != DocxFault::Imported) {
            return Err(fault);
        }
    }
    if let Some(fault) = body.fault {
        return Err(fault);
    }
    for kind in body.pending.drain(..) {
        body.view.remark_last(kind);
    }
    if body.is_text { Ok(()) } else { Err(DocxFault::NoBody) }
}

#[allow(clippy::struct_excessive_bools, reason = "each says whether an element is open")]
struct Body<'a> {
    numbering: Numbering,
    links: &'a BTreeMap<String, Target>,
    view: &'a mut View,
    /// Open elements inside one that is skipped.
    skipped: usize,
    /// A paragraph and those it stands inside of (text boxes).
    paragraphs: Vec<Paragraph>,
    /// A table and those it stands inside of.
    tables: Vec<Grid>,
    /// Changes to what is around the next paragraph.
    pending: Vec<RemarkKind>,
    is_text: bool,
    in_text: bool,
    hidden: bool,
    in_paragraph_marks: bool,
    in_row_marks: bool,
    skips_note: bool,
    /// Paragraphs, cells, lines, pieces of text and remarks met so far.
    items: usize,
    /// Why the document is not to be read.
    fault: Option<DocxFault>,
}

#[derive(Default)]
struct Paragraph {
    words: Words,
    numbered: Numbered,
    fields: Vec<Field>,
    /// Where an open hyperlink began, and where it leads.
    link: Option<(usize, Target)>,
    inserted: Option<usize>,
    /// Whether words of it are in the file and not shown.
    concealed: bool,
}

/// A field (域): an instruction, then the result that is shown.
#[derive(Default)]
struct Field {
    instruction: String,
    /// Where its result begins; none while the instruction is read.
    result: Option<usize>,
}

impl<'a> Body<'a> {
    fn new(numbering: Numbering, links: &'a BTreeMap<String, Target>, view: &'a mut View) -> Self {
        Self {
            numbering,
            links,
            view,
            skipped: 0,
            paragraphs: Vec::new(),
            tables: Vec::new(),
            pending: Vec::new(),
            is_text: false,
            in_text: false,
            hidden: false,
            in_paragraph_marks: false,
            in_row_marks: false,
            skips_note: false,
            items: 0,
            fault: None,
        }
    }

    /// Counts what takes memory for as long as the document is read.
    fn tally(&mut self) {
        self.items += 1;
        if self.items > MAX_ITEMS {
            self.refuse(DocxFault::TooMany);
        }
    }

    fn refuse(&mut self, fault: DocxFault) {
        self.fault = Some(fault);
    }

    fn open(&mut self, element: &Element<'_>) {
        let name = element.name();
        if self.skipped > 0 || is_skipped(name) {
            if matches!(name, "del" | "moveFrom") && self.skipped == 0 {
                self.delete();
            }
            self.skipped += 1;
            return;
        }
        match name.as_bytes() {
            b"body" | b"footnotes" | b"endnotes" => self.is_text = true,
            // Word's own separators are notes, too.
            b"footnote" | b"endnote" => self.skips_note = element.attribute("type").is_some(),
            b"p" => self.open_paragraph(),
            b"trPr" => self.in_row_marks = true,
            // Word shows the text of another file in their place.
            b"altChunk" | b"subDoc" => self.refuse(DocxFault::Imported),
            b"pPr" => self.in_paragraph_marks = true,
            b"r" => self.hidden = false,
            b"t" | b"instrText" => self.in_text = true,
            b"vanish" if !self.in_paragraph_marks => self.hidden = element.is_on(),
            b"tbl" => self.tables.push(Grid::default()),
            b"tr" | b"tc" | b"gridBefore" | b"gridSpan" | b"vMerge" => self.cell(element),
            _ if self.in_paragraph_marks => self.property(element),
            _ => self.inline(element),
        }
    }

    fn cell(&mut self, element: &Element<'_>) {
        self.tally();
        let Some(table) = self.tables.last_mut() else { return };
        match element.name().as_bytes() {
            b"tr" => table.open_row(),
            b"tc" => table.open_cell(),
            b"gridBefore" => table.skip(element.number().unwrap_or(0)),
            b"gridSpan" => table.span(element.number().unwrap_or(1)),
            _ if element.value().as_deref() != Some("restart") => table.merge(),
            _ => {}
        }
    }

    /// What stands in w:pPr.
    fn property(&mut self, element: &Element<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let numbered = &mut paragraph.numbered;
        match element.name().as_bytes() {
            b"pStyle" => numbered.style = element.value(),
            b"numId" => numbered.number = element.value(),
            b"ilvl" => numbered.level = element.number(),
            b"outlineLvl" => numbered.outline = element.number(),
            b"ins" => self.remark(RemarkKind::Inserted),
            _ => {}
        }
    }

    fn inline(&mut self, element: &Element<'_>) {
        match element.name().as_bytes() {
            b"tab" | b"ptab" => self.push("\t"),
            b"br" | b"cr" => self.push("\n"),
            b"noBreakHyphen" => self.push("-"),
            b"sym" => self.push("□"),
            b"fldChar" => self.field(element.attribute("fldCharType").as_deref()),
            b"fldSimple" => self.simple_field(element.attribute("instr").unwrap_or_default()),
            b"hyperlink" => {
                let target = element.attribute("id").and_then(|id| self.links.get(&id).cloned());
                if target.as_ref().is_some_and(|it| it.len() > MAX_TARGET) {
                    self.refuse(DocxFault::LongLink);
                }
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.link = target.map(|target| (paragraph.words.text.len(), target));
                }
            }
            b"ins" | b"moveTo" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.inserted = Some(paragraph.words.text.len());
                } else {
                    self.pending.push(RemarkKind::Inserted);
                }
            }
            b"commentReference" => self.remark(RemarkKind::Comment),
            b"blip" | b"imagedata" => self.remark(RemarkKind::Picture),
            _ => {}
        }
    }

    fn open_paragraph(&mut self) {
        self.tally();
        let mut paragraph = Paragraph::default();
        let pending = self.pending.drain(..);
        paragraph.words.remarks.extend(pending.map(|kind| (Span::at(0), kind)));
        self.paragraphs.push(paragraph);
    }

    /// A remark on the paragraph; on the next one where none is open.
    fn remark(&mut self, kind: RemarkKind) {
        self.tally();
        match self.paragraphs.last_mut() {
            Some(paragraph) if !self.in_row_marks => {
                paragraph.words.remarks.push((Span::at(0), kind));
            }
            _ => self.pending.push(kind),
        }
    }

    fn delete(&mut self) {
        if self.in_row_marks {
            self.tables.last_mut().into_iter().for_each(Grid::delete_row);
            return;
        }
        self.remark(RemarkKind::Deleted);
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.concealed = true;
        }
    }

    fn push(&mut self, words: &str) {
        self.push_from(words, None);
    }

    /// Shows words, which stand at `place` of the part unless the reader makes them up.
    fn push_from(&mut self, words: &str, place: Option<Span>) {
        self.tally();
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let instructs = paragraph.fields.iter().any(|field| field.result.is_none());
        if self.hidden || self.skips_note || instructs {
            paragraph.concealed = true;
        } else {
            let start = paragraph.words.text.len();
            paragraph.words.text.push_str(words);
            let end = paragraph.words.text.len();
            paragraph.words.pieces.extend(place.map(|it| (Span::new(start, end), it)));
        }
    }

    fn text(&mut self, text: &str, place: Span) {
        if self.skipped > 0 || !self.in_text {
            return;
        }
        let reading = |paragraph: &mut Paragraph| {
            let field = paragraph.fields.last_mut().filter(|field| field.result.is_none());
            field.map(|field| field.instruction.push_str(text))
        };
        if self.paragraphs.last_mut().and_then(reading).is_none() {
            // A line end in the XML is no line end of the text.
            if memchr3(b'\n', b'\r', b'\t', text.as_bytes()).is_some() {
                self.push_from(&text.replace(['\n', '\r', '\t'], " "), Some(place));
            } else {
                self.push_from(text, Some(place));
            }
        }
    }

    fn field(&mut self, kind: Option<&str>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let at = paragraph.words.text.len();
        match kind {
            Some("begin") => paragraph.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = paragraph.fields.last_mut() {
                    field.result = Some(at);
                }
            }
            _ => {
                if let Some(field) = paragraph.fields.pop() {
                    paragraph.end_field(&field);
                }
            }
        }
    }

    fn simple_field(&mut self, instruction: String) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            let result = Some(paragraph.words.text.len());
            paragraph.fields.push(Field { instruction, result });
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name.as_bytes() {
            b"p" => self.end_paragraph(),
            b"pPr" => self.in_paragraph_marks = false,
            b"trPr" => self.in_row_marks = false,
            b"tr" if self.tables.last_mut().is_some_and(Grid::close_row) => {
                self.pending.push(RemarkKind::Deleted);
            }
            b"t" | b"instrText" => self.in_text = false,
            b"r" => self.hidden = false,
            b"fldSimple" => self.field(Some("end")),
            b"tbl" => self.end_table(),
            b"hyperlink" => {
                if let Some(paragraph) = self.paragraphs.last_mut()
                    && let Some((start, target)) = paragraph.link.take()
                {
                    let place = Span::new(start, paragraph.words.text.len());
                    paragraph.words.links.push((place, target));
                }
            }
            b"ins" | b"moveTo" if !self.in_paragraph_marks => {
                if let Some(paragraph) = self.paragraphs.last_mut()
                    && let Some(start) = paragraph.inserted.take()
                {
                    let place = Span::new(start, paragraph.words.text.len());
                    paragraph.words.remarks.push((place, RemarkKind::Inserted));
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let Paragraph { mut words, numbered, concealed, .. } = paragraph;
        // Word numbers empty paragraphs, too, but none whose words are all gone.
        let shown = !words.text.trim().is_empty() || !concealed;
        let label = if shown { self.numbering.label(&numbered) } else { Ok(None) };
        let label = label.unwrap_or_else(|fault| {
            self.refuse(fault);
            None
        });
        if let Some(label) = &label {
            words.text.insert_str(0, label);
            words.pieces.iter_mut().for_each(|it| it.0 = it.0.shift(label.len()));
            words.links.iter_mut().for_each(|it| it.0 = it.0.shift(label.len()));
            for remark in words.remarks.iter_mut().filter(|it| !it.0.is_empty()) {
                remark.0 = remark.0.shift(label.len());
            }
        }
        if let Some(table) = self.tables.last_mut() {
            table.write(Piece::Words(words));
        } else {
            self.view.paragraph(&words, self.heading(&numbered, &words, label.is_some()));
        }
    }

    /// The level of a heading that only its style declares: one with a number says so itself, and
    /// the first level is also used for titles.
    fn heading(&self, numbered: &Numbered, words: &Words, labelled: bool) -> Option<u8> {
        let outline = self.numbering.outline(numbered)?;
        let own = crate::outline::number_at(words.text.trim_start()).is_some();
        let level = u8::try_from(outline).ok()?.checked_add(1)?;
        (!labelled && !own && level >= 2).then_some(level)
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        match self.tables.last_mut() {
            Some(outer) => outer.write(Piece::Table(table)),
            None => self.view.table(table),
        }
    }
}

impl Paragraph {
    /// A HYPERLINK field leads where its instruction says.
    fn end_field(&mut self, field: &Field) {
        let instruction = field.instruction.trim();
        let Some(rest) = instruction.strip_prefix("HYPERLINK") else { return };
        let target = rest.trim_start().strip_prefix('"').and_then(|it| it.split('"').next());
        if let (Some(target), Some(start)) = (target, field.result)
            && start <= self.words.text.len()
        {
            let place = Span::new(start, self.words.text.len());
            self.words.links.push((place, target.into()));
        }
    }
}
