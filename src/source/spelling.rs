//! How a decoded text lies in the bytes it came from, and how new words are spelt in them.

use super::encoding::Encoding;

impl Encoding {
    /// Bytes of the byte order mark that `bytes` begin with.
    pub fn mark_length(bytes: &[u8]) -> usize {
        Self::of_mark(bytes).map_or(0, |(mark, _)| mark.len())
    }

    /// `text` in this encoding; none where a character of it has no place there.
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        let units = text.encode_utf16();
        let bytes = match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf16Le => units.flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => units.flat_map(u16::to_be_bytes).collect(),
            Self::Gb18030 | Self::Big5 => {
                let (bytes, _, lost) = self.codec().encode(text);
                if lost {
                    return None;
                }
                bytes.into_owned()
            }
        };
        // A few characters are written one way and read another.
        self.decode(&bytes, 0).is_ok_and(|read| read == text).then_some(bytes)
    }

    /// Where in `bytes`, which were decoded from byte `skip` on, the `offsets` of the text lie.
    /// They must be in order; none where one of them lies inside a character.
    pub fn places(self, bytes: &[u8], skip: usize, offsets: &[usize]) -> Option<Vec<usize>> {
        let (mut raw, mut text) = (skip, 0);
        let mut places = Vec::with_capacity(offsets.len());
        for &offset in offsets {
            if self == Self::Utf8 {
                places.push(skip + offset);
                continue;
            }
            while text < offset {
                let (length, decoded) = self.character(bytes.get(raw..)?)?;
                raw += length;
                text += decoded;
            }
            if text != offset {
                return None;
            }
            places.push(raw);
        }
        places.last().is_none_or(|last| *last <= bytes.len()).then_some(places)
    }

    /// Bytes of the first character of `rest`, here and in UTF-8.
    fn character(self, rest: &[u8]) -> Option<(usize, usize)> {
        let first = *rest.first()?;
        let length = match self {
            Self::Utf8 => return None,
            Self::Utf16Le | Self::Utf16Be => {
                let high = *rest.get(usize::from(self == Self::Utf16Le))?;
                if (0xD8..=0xDB).contains(&high) { 4 } else { 2 }
            }
            _ if first <= 0x80 || first == 0xFF => 1,
            Self::Gb18030 if rest.get(1).is_some_and(u8::is_ascii_digit) => 4,
            Self::Gb18030 | Self::Big5 => 2,
        };
        if length == 1 && first.is_ascii() {
            return Some((1, 1));
        }
        let (decoded, _) = self.codec().decode_without_bom_handling(rest.get(..length)?);
        Some((length, decoded.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Encoding; 5] =
        [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030, Encoding::Big5];

    #[test]
    fn what_has_no_place_in_an_encoding_is_refused() {
        assert_eq!(Encoding::Big5.encode("〔條〕").map(|it| it.len()), Some(6));
        assert_eq!(Encoding::Big5.encode("岁"), None);
        assert_eq!(Encoding::Gb18030.encode("條𠀀€").map(|it| it.len()), Some(2 + 4 + 2));
        // Two characters that Big5 spells as one.
        let bytes = b"a\x88\x62b";
        let text = Encoding::Big5.decode(bytes, 0).unwrap();
        assert_eq!(Encoding::Big5.places(bytes, 0, &[1, text.len() - 1]), Some(vec![1, 3]));
        assert_eq!(Encoding::Big5.places(bytes, 0, &[3]), None);
    }

    proptest! {
        #[test]
        fn every_character_is_found_in_the_bytes(text in "[年一-龥ａ-ｚ㐀-㑿𠀀-𠀿€é0-9a-z，。\r\n]{0,200}") {
            for encoding in ALL {
                let Some(bytes) = encoding.encode(&text) else { continue };
                let marked = [&[0xFF_u8; 2], bytes.as_slice()].concat();
                let mut offsets: Vec<usize> = text.char_indices().map(|it| it.0).collect();
                offsets.push(text.len());
                let places = encoding.places(&marked, 2, &offsets).unwrap();
                for (pair, raw) in offsets.windows(2).zip(places.windows(2)) {
                    let read = encoding.decode(&marked[raw[0]..raw[1]], 0).unwrap();
                    prop_assert_eq!(Some(read.as_str()), text.get(pair[0]..pair[1]));
                }
            }
        }
    }
}
