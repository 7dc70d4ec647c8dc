//! The files that the program carries, as build.rs read them: parsing them again at every start would
//! take longer than to check a report.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer};
use serde_spanned::de::{SpannedDeserializer, is_spanned};
use toml::de::{Error, ValueDeserializer};

use self::Value::{List, Other, Table, Text, Truth};
use super::SourceFile;
use crate::text::{Span, before, cut};

/// The files, by name.
pub(super) const FILES: &[SourceFile<'static>] = include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// Of each file: how many bytes come before its examples, and where the tree of these begins.
#[allow(clippy::unreadable_literal, reason = "nobody reads what build.rs writes")]
static ROOTS: &[(usize, Option<usize>)] = include!(concat!(env!("OUT_DIR"), "/roots.rs"));

/// The nodes of all trees, and the words they hold.
#[allow(clippy::unreadable_literal, reason = "nobody reads what build.rs writes")]
static NODES: &[u32] = include!(concat!(env!("OUT_DIR"), "/nodes.rs"));
static WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/words.txt"));

/// The file of this name: its number among the files.
pub(super) fn number_of(name: &str) -> Option<usize> {
    FILES.binary_search_by_key(&name, |it| it.0).ok()
}

/// The files without their examples.
pub(super) fn heads() -> impl Iterator<Item = SourceFile<'static>> {
    FILES.iter().zip(ROOTS).map(|(&(name, text), &(head, _))| (name, before(text, head)))
}

/// The tree of a file that is read without its examples.
pub(super) fn of(name: &str, head: &str) -> Option<Item> {
    let number = number_of(name)?;
    let (length, root) = ROOTS.get(number)?;
    let (_, text) = FILES.get(number)?;
    let same = before(text, *length) == head;
    root.filter(|_| same).and_then(|root| NODES.get(root..)).map(Item)
}

/// The kind of node that is a text.
const TEXT: u32 = 0;

/// A value and the bytes of its file where it stands: a node and those behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item(&'static [u32]);

/// The name by which [`carried`] asks for the place of words.
const CARRIED: &str = "$hegui::carried";

/// Words of a file, which need not be copied where the program carries them.
pub(super) fn carried<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Cow<'static, str>, D::Error> {
    deserializer.deserialize_newtype_struct(CARRIED, Carried)
}

struct Carried;

impl<'de> Visitor<'de> for Carried {
    type Value = Cow<'static, str>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a string")
    }

    /// Where [`WORDS`] has them; only a tree says it.
    fn visit_u64<E>(self, place: u64) -> Result<Self::Value, E> {
        let offset = |it: u64| usize::try_from(it).unwrap_or(usize::MAX);
        let span = Span::new(offset(place >> 32), offset(place & u64::from(u32::MAX)));
        Ok(Cow::Borrowed(cut(WORDS, span)))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        String::deserialize(deserializer).map(Cow::Owned)
    }
}

/// A value of a TOML file.
enum Value {
    Text(&'static str),
    Truth(bool),
    List(Items),
    Table(Entries),
    /// A number or a date, as it is written: there are few.
    Other(&'static str),
}

impl Item {
    fn place(self) -> std::ops::Range<usize> {
        let bound = |index| self.0.get(index).map_or(0, |it| *it as usize);
        bound(0)..bound(1)
    }

    /// Where [`WORDS`] has it, if it is a text.
    fn words(self) -> Option<Span> {
        (self.0.get(2) == Some(&TEXT)).then(|| Cursor(self.0.get(4..).unwrap_or_default()).place())
    }

    fn value(self) -> Value {
        let mut content = Cursor(self.0.get(4..).unwrap_or_default());
        match self.0.get(2) {
            Some(&TEXT) => Text(content.words()),
            Some(1) => Truth(content.number() != 0),
            Some(3) => List(Items { left: content.number(), content }),
            Some(4) => Table(Entries { left: content.number(), content }),
            _ => Other(content.words()),
        }
    }
}

/// What a node holds, from the front.
struct Cursor(&'static [u32]);

impl Cursor {
    fn number(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first as usize
    }

    fn place(&mut self) -> Span {
        let (start, length) = (self.number(), self.number());
        Span::new(start, start + length)
    }

    fn words(&mut self) -> &'static str {
        cut(WORDS, self.place())
    }

    fn item(&mut self) -> Item {
        let item = Item(self.0);
        let length = self.0.get(3).map_or(0, |it| *it as usize);
        self.0 = self.0.get(4 + length..).unwrap_or_default();
        item
    }
}

/// The values of a list.
struct Items {
    left: usize,
    content: Cursor,
}

impl Iterator for Items {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        self.left = self.left.checked_sub(1)?;
        Some(self.content.item())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

/// The names of a table with their values.
struct Entries {
    left: usize,
    content: Cursor,
}

impl Iterator for Entries {
    type Item = (&'static str, Item);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        Some((self.content.words(), self.content.item()))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl IntoDeserializer<'_, Error> for Item {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Item {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value() {
            Text(words) => visitor.visit_borrowed_str(words),
            Truth(truth) => visitor.visit_bool(truth),
            List(items) => visitor.visit_seq(SeqDeserializer::new(items)),
            Table(entries) => visitor.visit_map(MapDeserializer::new(entries)),
            Other(words) => ValueDeserializer::parse(words)?.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.words() {
            Some(words) if name == CARRIED => {
                visitor.visit_u64((words.start() as u64) << 32 | words.end() as u64)
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if is_spanned(name) {
            return visitor.visit_map(SpannedDeserializer::new(self, self.place()));
        }
        match self.value() {
            Other(words) => {
                ValueDeserializer::parse(words)?.deserialize_struct(name, fields, visitor)
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.value() {
            Text(words) => visitor.visit_enum(words.into_deserializer()),
            Table(entries) => {
                visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(entries)))
            }
            Other(words) => {
                ValueDeserializer::parse(words)?.deserialize_enum(name, variants, visitor)
            }
            _ => self.deserialize_any(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 f32 f64 char str string seq bytes byte_buf map
        unit ignored_any unit_struct tuple_struct tuple identifier
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use toml::de::DeTable;

    use super::*;
    use crate::rule::authority::AuthorityFile;
    use crate::rule::{PackFile, Rule};

    /// What a file holds, from its tree and from its text, every place included.
    fn both<T: for<'de> Deserialize<'de> + std::fmt::Debug>(tree: Item, text: &str) {
        let table = toml::de::Deserializer::from(DeTable::parse(text).unwrap());
        let parsed = T::deserialize(table).unwrap();
        assert_eq!(format!("{:?}", T::deserialize(tree).unwrap()), format!("{parsed:?}"));
    }

    #[test]
    fn the_trees_hold_what_the_files_say() {
        assert!(FILES.is_sorted_by_key(|it| it.0) && FILES.len() == ROOTS.len());
        for (path, text) in heads() {
            let tree = of(path, text).unwrap();
            match path.rsplit('/').next().unwrap() {
                "authorities.toml" => both::<AuthorityFile>(tree, text),
                "pack.toml" => both::<PackFile>(tree, text),
                _ => {
                    both::<Rule>(tree, text);
                    let title = Rule::deserialize(tree).unwrap().title;
                    for words in [title.zh, title.en] {
                        assert!(WORDS.as_bytes().as_ptr_range().contains(&words.as_ptr()));
                    }
                }
            }
        }
    }
}
