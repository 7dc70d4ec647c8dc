//! Which encoding the bytes are in: what proves it first, what merely suggests it last.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::container::Container;
use super::encoding::{Encoding, EncodingChoice};
use crate::error::{Place, ReadError};
use crate::text::{Text, is_han};

/// A text and how it was arrived at.
pub(super) struct Decoded {
    pub(super) encoding: Encoding,
    pub(super) bom: bool,
    pub(super) guessed: bool,
    pub(super) text: String,
}

/// Bytes the guess looks at; the detector takes a quarter of a second for a mebibyte.
const WINDOW: usize = 64 << 10;

/// Characters that fill any such report, simplified and traditional. Bytes decoded as the wrong
/// one of GB18030 and Big5 give Han too, but hardly ever these.
const FAMILIAR: &str = "的一是在不有和年月日政府公开開信息資訊条條例依申请請本机機关關主动動\
                        工作人民办辦行为為与與及其个個件次数數";

/// Characters in a row that no other encoding gives by chance when read as UTF-8.
const RUN: usize = 4;

/// Decodes `bytes` by what proves their encoding, by `choice`, or else by guess.
pub(super) fn decode(bytes: Vec<u8>, choice: EncodingChoice) -> Result<Decoded, ReadError> {
    if let Some((mark, encoding)) = Encoding::of_mark(&bytes) {
        let text = encoding.decode(&bytes, mark.len())?;
        return Ok(Decoded { encoding, bom: true, guessed: false, text });
    }
    let encoding = match choice {
        EncodingChoice::Auto => return decode_unmarked(bytes),
        EncodingChoice::Utf8 => Encoding::Utf8,
        EncodingChoice::Gb18030 => Encoding::Gb18030,
        EncodingChoice::Big5 => Encoding::Big5,
        EncodingChoice::Utf16 => likelier_order(&bytes).0,
    };
    let text = encoding.decode(&bytes, 0)?;
    Ok(Decoded { encoding, bom: false, guessed: false, text })
}

fn decode_unmarked(bytes: Vec<u8>) -> Result<Decoded, ReadError> {
    // ASCII in UTF-16 is valid UTF-8 as well, but for its NULs.
    if memchr::memchr(0, &bytes).is_some() {
        return match likelier_order(&bytes) {
            (encoding, share) if share >= 80 => guessed(encoding, &bytes),
            _ => Err(ReadError::Unsupported(Container::Binary)),
        };
    }
    let (bytes, valid) = match String::from_utf8(bytes) {
        Ok(text) => {
            return Ok(Decoded { encoding: Encoding::Utf8, bom: false, guessed: false, text });
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            (error.into_bytes(), valid)
        }
    };
    if let Some(run) = utf8_run(&bytes) {
        return Err(not_quite_utf8(&bytes, valid, run));
    }
    let (encoding, proof) = chinese(&bytes)?;
    let decoded = Decoded { guessed: !proof, ..guessed(encoding, &bytes)? };
    if chinese_share(&decoded.text) < 50 {
        return Err(ReadError::UnknownEncoding);
    }
    Ok(decoded)
}

fn guessed(encoding: Encoding, bytes: &[u8]) -> Result<Decoded, ReadError> {
    let text = encoding.decode(bytes, 0)?;
    Ok(Decoded { encoding, bom: false, guessed: true, text })
}

/// The byte order in which `bytes` read more like a report, and the per cent of their characters
/// that belong in one.
fn likelier_order(bytes: &[u8]) -> (Encoding, usize) {
    let window = bytes.get(..WINDOW).unwrap_or(bytes);
    let share = |encoding: Encoding| {
        let text = encoding.decode_loosely(window);
        per_cent(text.chars().filter(|&char| is_usual(char)).count(), text.chars().count())
    };
    let (little, big) = (share(Encoding::Utf16Le), share(Encoding::Utf16Be));
    if big > little { (Encoding::Utf16Be, big) } else { (Encoding::Utf16Le, little) }
}

/// Where the first run of unmistakable UTF-8 begins.
fn utf8_run(bytes: &[u8]) -> Option<usize> {
    let mut offset = 0;
    for chunk in bytes.utf8_chunks() {
        let (mut length, mut start) = (0, 0);
        for (at, char) in chunk.valid().char_indices() {
            match char {
                '\u{3000}'..='\u{9FFF}' if length == 0 => (length, start) = (1, at),
                '\u{3000}'..='\u{9FFF}' => length += 1,
                _ => length = 0,
            }
            if length == RUN {
                return Some(offset + start);
            }
        }
        offset += chunk.valid().len() + chunk.invalid().len();
    }
    None
}

/// Names the place where UTF-8 ends, or where it begins, whichever comes second.
fn not_quite_utf8(bytes: &[u8], valid: usize, run: usize) -> ReadError {
    let offset = valid.max(run);
    let head = Encoding::Gb18030.decode_loosely(bytes.get(..offset).unwrap_or(bytes));
    let place = Place { offset, line: Text::new(head).line_count() };
    if run < valid {
        ReadError::Malformed { encoding: Encoding::Utf8, place }
    } else {
        ReadError::Mixed(place)
    }
}

/// GB18030 or Big5, whichever the bytes are in, and whether they say so themselves.
fn chinese(bytes: &[u8]) -> Result<(Encoding, bool), ReadError> {
    let label = labelled(bytes);
    // ASCII tells nothing; and a window that starts at the first other byte cuts no character.
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let rest = bytes.get(start..).unwrap_or_default();
    let window = rest.get(..WINDOW).unwrap_or(rest);
    // Words that are there weigh more than a label that a page was given by its template.
    by_familiar(window)
        .or(label)
        .or_else(|| by_detector(window))
        .or_else(|| by_exclusion(bytes))
        .map(|encoding| (encoding, label == Some(encoding)))
        .ok_or(ReadError::UnknownEncoding)
}

/// Bytes from the start in which a page names its encoding.
const HEAD: usize = 4096;

/// The Chinese encoding that a page or XML file claims: `<meta charset=gb2312>`,
/// `<meta … content="text/html; charset=gbk">`, `<?xml … encoding="GB18030"?>`. A claim of UTF-8
/// is none, for valid UTF-8 proves itself.
fn labelled(bytes: &[u8]) -> Option<Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let tags = head.split('<').filter(|tag| tag.starts_with("meta") || tag.starts_with("?xml"));
    let tags = tags.filter_map(|tag| tag.split('>').next());
    let claims = tags.flat_map(|tag| {
        ["charset", "encoding"].into_iter().filter_map(|name| tag.split_once(name)).map(|it| it.1)
    });
    claims.filter_map(|claim| claim.trim_start().strip_prefix('=')).find_map(|claim| {
        let claim = claim.trim_start().trim_start_matches(['"', '\'']);
        let label = |char: char| !(char.is_ascii_alphanumeric() || "-_:".contains(char));
        let label = claim.split(label).next().unwrap_or_default();
        match encoding_rs::Encoding::for_label(label.as_bytes())?.name() {
            "GBK" | "gb18030" => Some(Encoding::Gb18030),
            "Big5" => Some(Encoding::Big5),
            _ => None,
        }
    })
}

/// The encoding that gives far more familiar characters than the other. It stands even if a byte
/// is malformed, where the detector would turn to another encoding.
fn by_familiar(window: &[u8]) -> Option<Encoding> {
    let count = |encoding: Encoding| {
        let text = encoding.decode_loosely(window);
        text.chars().filter(|&char| FAMILIAR.contains(char)).count()
    };
    let (gb18030, big5) = (count(Encoding::Gb18030), count(Encoding::Big5));
    if gb18030 > big5 * 4 + 4 {
        Some(Encoding::Gb18030)
    } else if big5 > gb18030 * 4 + 4 {
        Some(Encoding::Big5)
    } else {
        None
    }
}

fn by_detector(window: &[u8]) -> Option<Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Not the last: the window may end inside a character.
    detector.feed(window, false);
    // No top-level domain: with "cn", Big5 is taken for GBK.
    match detector.guess(None, Utf8Detection::Allow).name() {
        "GBK" | "gb18030" => Some(Encoding::Gb18030),
        "Big5" => Some(Encoding::Big5),
        _ => None,
    }
}

/// The only encoding that gives Chinese text without an error, if there is exactly one.
fn by_exclusion(bytes: &[u8]) -> Option<Encoding> {
    let fits =
        |encoding: Encoding| encoding.decode(bytes, 0).is_ok_and(|text| chinese_share(&text) >= 50);
    match (fits(Encoding::Gb18030), fits(Encoding::Big5)) {
        (true, false) => Some(Encoding::Gb18030),
        (false, true) => Some(Encoding::Big5),
        _ => None,
    }
}

/// Per cent of the characters beyond ASCII that belong in Chinese text.
fn chinese_share(text: &str) -> usize {
    let beyond = || text.chars().filter(|char| !char.is_ascii());
    per_cent(beyond().filter(|&char| is_usual(char)).count(), beyond().count())
}

fn per_cent(part: usize, whole: usize) -> usize {
    part * 100 / whole.max(1)
}

/// Han, Chinese punctuation, full-width forms, and ASCII that prints or ends a line.
fn is_usual(char: char) -> bool {
    is_han(char)
        || matches!(char, '\t' | '\n' | '\r' | ' '..='~' | '\u{A0}' | '·' | '\u{2010}'..='\u{2026}'
            | '①'..='⑳' | '\u{3000}'..='\u{301F}' | '！'..='～' | '￥')
}
