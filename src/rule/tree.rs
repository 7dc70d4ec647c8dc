//! The files that the program carries, as build.rs read them: parsing them again at every start would
//! take longer than to check a report.

use serde::Deserializer;
use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{IntoDeserializer, Visitor};
use serde_spanned::de::{SpannedDeserializer, is_spanned};
use toml::de::{Error, ValueDeserializer};

use self::Value::{List, Other, Table, Text, Truth};

/// The trees of the built-in files, without examples.
const TREES: &[(&str, Item)] = include!(concat!(env!("OUT_DIR"), "/trees.rs"));

/// The tree of the built-in file with this name.
pub(super) fn of(path: &str) -> Option<&'static Item> {
    TREES.iter().find(|it| it.0 == path).map(|it| &it.1)
}

/// A value and the bytes of its file where it stands.
#[derive(Debug)]
pub(super) struct Item(u32, u32, Value);

/// A value of a TOML file.
#[derive(Debug)]
enum Value {
    Text(&'static str),
    Truth(bool),
    List(&'static [Item]),
    Table(&'static [(&'static str, Item)]),
    /// A number or a date, as it is written: there are few.
    Other(&'static str),
}

type Entries = std::iter::Map<
    std::slice::Iter<'static, (&'static str, Item)>,
    fn(&'static (&'static str, Item)) -> (&'static str, &'static Item),
>;

fn map<'de>(entries: &'static [(&'static str, Item)]) -> MapDeserializer<'de, Entries, Error> {
    MapDeserializer::new(entries.iter().map(|(name, item)| (*name, item)))
}

impl IntoDeserializer<'_, Error> for &'static Item {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for &'static Item {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.2 {
            Text(words) => visitor.visit_borrowed_str(words),
            Truth(truth) => visitor.visit_bool(truth),
            List(items) => visitor.visit_seq(SeqDeserializer::new(items.iter())),
            Table(entries) => visitor.visit_map(map(entries)),
            Other(words) => ValueDeserializer::parse(words)?.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let Item(start, end, value) = self;
        match value {
            _ if is_spanned(name) => {
                let place = *start as usize..*end as usize;
                visitor.visit_map(SpannedDeserializer::new(self, place))
            }
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
        match self.2 {
            Text(words) => visitor.visit_enum(words.into_deserializer()),
            Table(entries) => visitor.visit_enum(MapAccessDeserializer::new(map(entries))),
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
    use crate::rule::load::{BUILTIN, without_examples};
    use crate::rule::{PackFile, Rule};

    /// What a file holds, from its tree and from its text, every place included.
    fn both<T: for<'de> Deserialize<'de> + std::fmt::Debug>(tree: &'static Item, text: &str) {
        let table = toml::de::Deserializer::from(DeTable::parse(text).unwrap());
        let parsed = T::deserialize(table).unwrap();
        assert_eq!(format!("{:?}", T::deserialize(tree).unwrap()), format!("{parsed:?}"));
    }

    #[test]
    fn the_trees_hold_what_the_files_say() {
        for (path, text) in BUILTIN {
            let (tree, text) = (of(path).unwrap(), without_examples(text));
            match path.rsplit('/').next().unwrap() {
                "authorities.toml" => both::<AuthorityFile>(tree, text),
                "pack.toml" => both::<PackFile>(tree, text),
                _ => both::<Rule>(tree, text),
            }
        }
        assert_eq!(TREES.len(), BUILTIN.len());
    }
}
