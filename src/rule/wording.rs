//! Words of a rule file in one language.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize};

use super::tree;

/// Words of a rule file, which are not copied where the program carries the file: a start would spend
/// more time on that than on finding anything.
#[derive(Clone, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(transparent)]
pub struct Wording(Cow<'static, str>);

impl Wording {
    /// The words.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Wording {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<T: Into<Cow<'static, str>>> From<T> for Wording {
    fn from(words: T) -> Self {
        Self(words.into())
    }
}

impl<T: AsRef<str> + ?Sized> PartialEq<T> for Wording {
    #[inline]
    fn eq(&self, other: &T) -> bool {
        self.as_str() == other.as_ref()
    }
}

impl PartialEq<Wording> for str {
    fn eq(&self, other: &Wording) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<Wording> for &str {
    fn eq(&self, other: &Wording) -> bool {
        *self == other.as_str()
    }
}

impl PartialEq<Wording> for String {
    fn eq(&self, other: &Wording) -> bool {
        self == other.as_str()
    }
}

impl AsRef<str> for Wording {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for Wording {
    fn borrow(&self) -> &str {
        self
    }
}

impl fmt::Display for Wording {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(out)
    }
}

impl fmt::Debug for Wording {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(out)
    }
}

impl<'de> Deserialize<'de> for Wording {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        tree::carried(deserializer).map(Self)
    }
}

impl JsonSchema for Wording {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}
