//! The archive of a Word document: its parts, inflated one by one under a cap.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::DocxFault;
use super::xml::{Event, Xml};
use crate::document::Target;

/// Entries of one archive.
const MAX_ENTRIES: usize = 10_000;
/// Bytes of one part, inflated.
const MAX_PART: u64 = 64 << 20;
/// Bytes of all parts that are read, inflated.
const MAX_ALL: u64 = 96 << 20;

/// An open archive.
pub(super) struct Package<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    entries: BTreeMap<String, (ZipArchiveEntryWayfinder, CompressionMethod)>,
    read: u64,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, DocxFault> {
        let archive = ZipArchive::from_slice(bytes).map_err(|_| DocxFault::Archive)?;
        let mut entries = BTreeMap::new();
        let (mut listed, mut count) = (archive.entries(), 0_usize);
        while let Some(entry) = listed.next_entry().map_err(|_| DocxFault::Archive)? {
            // Those of one name count, too.
            count = count.saturating_add(1);
            if count > MAX_ENTRIES {
                return Err(DocxFault::TooLarge);
            }
            let name = String::from_utf8_lossy(entry.file_path().as_ref()).into_owned();
            let place = (entry.wayfinder(), entry.compression_method());
            // Of two entries with one name the first counts, as in Word.
            entries.entry(name.trim_start_matches('/').to_owned()).or_insert(place);
        }
        Ok(Self { archive, entries, read: 0 })
    }

    /// The part with the text, `word/document.xml` or what some programs call it: name and text.
    pub(super) fn document(&mut self) -> Result<Option<(String, String)>, DocxFault> {
        let usual = "word/document.xml".to_owned();
        let is_other = |name: &&String| {
            let number = name.strip_prefix("word/document").and_then(|it| it.strip_suffix(".xml"));
            number.is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let other = self.entries.keys().find(is_other).cloned();
        let name = if self.entries.contains_key(&usual) { Some(usual) } else { other };
        let Some(name) = name else { return Ok(None) };
        Ok(self.part(&name)?.map(|text| (name, text)))
    }

    /// A part as text; none where the archive lacks it.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, DocxFault> {
        let Some(&(place, method)) = self.entries.get(name) else { return Ok(None) };
        let entry = self.archive.get_entry(place).map_err(|_| DocxFault::Archive)?;
        let room = MAX_PART.min(MAX_ALL.saturating_sub(self.read));
        let mut bytes = Vec::new();
        // The verifier checks size and CRC at the end; the cap counts what really comes out.
        let result = match method {
            CompressionMethod::STORE => entry
                .verifying_reader(entry.data())
                .take(room.saturating_add(1))
                .read_to_end(&mut bytes),
            CompressionMethod::DEFLATE => entry
                .verifying_reader(DeflateDecoder::new(entry.data()))
                .take(room.saturating_add(1))
                .read_to_end(&mut bytes),
            _ => return Err(DocxFault::Archive),
        };
        let length = bytes.len() as u64;
        if length > room {
            return Err(DocxFault::TooLarge);
        }
        result.map_err(|_| DocxFault::Archive)?;
        self.read = self.read.saturating_add(length);
        decoded(bytes).map(Some)
    }

    /// Targets of hyperlinks by the id that the text uses.
    pub(super) fn links(&mut self) -> Result<BTreeMap<String, Target>, DocxFault> {
        let part = self.part("word/_rels/document.xml.rels")?.unwrap_or_default();
        let mut links = BTreeMap::new();
        let mut xml = Xml::new(&part);
        while let Some(event) = xml.next_event()? {
            if let Event::Open(element) = event
                && element.name() == "Relationship"
                && element.attribute("Type").is_some_and(|it| it.ends_with("/hyperlink"))
                && let Some(id) = element.attribute("Id")
            {
                let target = element.attribute("Target").unwrap_or_default();
                links.insert(id, target.as_str().into());
            }
        }
        Ok(links)
    }
}

/// XML is UTF-8 unless a mark says UTF-16.
fn decoded(bytes: Vec<u8>) -> Result<String, DocxFault> {
    match bytes.as_slice() {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
            let (encoding, _) = encoding_rs::Encoding::for_bom(&bytes).ok_or(DocxFault::Xml)?;
            let (text, _, lost) = encoding.decode(&bytes);
            if lost { Err(DocxFault::Xml) } else { Ok(text.into_owned()) }
        }
        _ => String::from_utf8(bytes).map_err(|_| DocxFault::Xml),
    }
}
