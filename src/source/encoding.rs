//! The encodings Chinese reports come in, and strict decoding.

use encoding_rs::{BIG5, DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Place, ReadError};
use crate::text::Text;

/// What a text was decoded from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB 18030, and with it its subsets GBK and GB 2312.
    Gb18030,
    /// Big5 with the Hong Kong supplement.
    Big5,
}

/// What the user says the encoding is. A byte order mark overrules it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum EncodingChoice {
    /// Not said: the bytes tell.
    #[default]
    Auto,
    /// UTF-8.
    Utf8,
    /// GB 18030, GBK or GB 2312.
    Gb18030,
    /// UTF-16; the bytes tell the order.
    Utf16,
    /// Big5.
    Big5,
}

/// Byte order marks: U+FEFF in each encoding that has one.
const MARKS: [(&[u8], Encoding); 4] = [
    (b"\xEF\xBB\xBF", Encoding::Utf8),
    (b"\xFF\xFE", Encoding::Utf16Le),
    (b"\xFE\xFF", Encoding::Utf16Be),
    (b"\x84\x31\x95\x33", Encoding::Gb18030),
];

impl Encoding {
    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
            Self::Big5 => "big5",
        }
    }

    /// Its name in a sentence.
    pub fn title(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "GB18030",
            Self::Big5 => "Big5",
        }
    }

    /// The byte order mark it begins with, if `bytes` begin with one.
    pub(super) fn of_mark(bytes: &[u8]) -> Option<(&'static [u8], Self)> {
        MARKS.into_iter().find(|(mark, _)| bytes.starts_with(mark))
    }

    /// The codec. It must be told not to look for byte order marks, which have been dealt with.
    pub(super) fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Gb18030 => GB18030,
            Self::Big5 => BIG5,
        }
    }

    /// Decodes `bytes` after the first `skip`, or names the first byte that fits no character.
    pub(super) fn decode(self, bytes: &[u8], skip: usize) -> Result<String, ReadError> {
        let mut decoder = self.codec().new_decoder_without_bom_handling();
        let (mut text, mut read) = (String::new(), skip);
        loop {
            let rest = bytes.get(read..).unwrap_or_default();
            // Two bytes of Chinese become three; what is denser takes another round.
            text.reserve(rest.len() / 2 * 3 + 16);
            let (result, more) =
                decoder.decode_to_string_without_replacement(rest, &mut text, true);
            read += more;
            match result {
                DecoderResult::InputEmpty => return Ok(text),
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(bad, after) => {
                    let back = usize::from(bad) + usize::from(after);
                    let place = Place {
                        offset: read.saturating_sub(back),
                        line: Text::new(text).line_count(),
                    };
                    return Err(ReadError::Malformed { encoding: self, place });
                }
            }
        }
    }

    /// Decodes `bytes` with U+FFFD in place of what fits no character.
    pub(crate) fn decode_loosely(self, bytes: &[u8]) -> String {
        self.codec().decode_without_bom_handling(bytes).0.into_owned()
    }
}
