//! Tags and texts of a page, from a tokenizer that is kept from nesting without bound.
//!
//! The tokenizer goes from the value of one attribute to the name of the next by a call, so that
//! its stack grows with the attributes of a tag. A reader may fail at any byte, and the tokenizer
//! goes on where it failed: failing once in a while unwinds the stack, and no byte is lost.
//!
//! What the tokenizer emits is handed on at once: of a text its place alone is kept, of a tag what
//! the reader has to know of it.

use std::cell::Cell;
use std::convert::Infallible;
use std::fmt;
use std::mem;

use html5gum::emitters::naive_next_state;
use html5gum::{Emitter, Error, Reader, State, Tokenizer};

use super::tag::{Start, Tag};
use crate::text::Span;

/// Attributes of a tag that are looked at; real pages have a dozen.
const ATTRIBUTES_MAX: usize = 256;
/// Attributes after which the stack is unwound.
const PAUSE: usize = 32;

/// What takes the tokens of a page.
pub(super) trait Sink {
    /// A tag that begins at `at`.
    fn open(&mut self, start: Start, at: usize);
    /// An end tag.
    fn close(&mut self, tag: Tag);
    /// Words between tags.
    fn text(&mut self, place: Span);
}

/// Hands the tokens of `source` to `sink`, in order.
pub(super) fn read(source: &str, sink: &mut impl Sink) {
    let full = Cell::new(false);
    let reader = Paused { rest: source.as_bytes(), full: &full };
    // What fails is the pause alone, and the next token stands behind it.
    Tokenizer::new_with_emitter(reader, Tokens::new(sink, &full)).for_each(drop);
}

/// A reader that fails once whenever the stack is full.
struct Paused<'a> {
    rest: &'a [u8],
    full: &'a Cell<bool>,
}

/// The stack is full; read on.
#[derive(Debug)]
struct Pause;

impl fmt::Display for Pause {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("pause")
    }
}

impl std::error::Error for Pause {}

impl Paused<'_> {
    fn ready(&self) -> Result<(), Pause> {
        if self.full.get() {
            self.full.set(false);
            return Err(Pause);
        }
        Ok(())
    }
}

impl Reader for Paused<'_> {
    type Error = Pause;

    #[inline]
    fn read_byte(&mut self) -> Result<Option<u8>, Pause> {
        self.ready()?;
        let Some((first, rest)) = self.rest.split_first() else { return Ok(None) };
        self.rest = rest;
        Ok(Some(*first))
    }

    #[inline]
    fn try_read_string(&mut self, words: &[u8], case_sensitive: bool) -> Result<bool, Pause> {
        self.ready()?;
        let Some((head, rest)) = self.rest.split_at_checked(words.len()) else { return Ok(false) };
        let same = head == words || !case_sensitive && head.eq_ignore_ascii_case(words);
        if same {
            self.rest = rest;
        }
        Ok(same)
    }

    /// Most stretches of markup are a few bytes long, so that a table is faster than to look at
    /// several bytes at a time.
    #[inline]
    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        _: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Pause> {
        self.ready()?;
        if self.rest.is_empty() {
            return Ok(None);
        }
        let mut stops = [false; 256];
        for byte in needle {
            stops.get_mut(usize::from(*byte)).into_iter().for_each(|it| *it = true);
        }
        let stop = self.rest.iter().position(|it| stops.get(usize::from(*it)) == Some(&true));
        // A byte that stops is read alone.
        let length = stop.unwrap_or(self.rest.len()).max(1);
        let (words, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        Ok(Some(words))
    }
}

/// The token that is being read.
struct Tokens<'a, S> {
    sink: &'a mut S,
    full: &'a Cell<bool>,
    position: usize,
    /// The text since the last token: where it begins and ends, and whether there is any.
    text: (usize, usize),
    has_text: bool,
    /// Where the last tag begins.
    tag_at: usize,
    is_end: bool,
    name: Vec<u8>,
    /// The name of the last start tag: only its end tag closes what is no markup.
    last_start: Vec<u8>,
    start: Start,
    /// Attributes of the tag so far.
    attributes: usize,
    attribute: Vec<u8>,
    value: Vec<u8>,
}

impl<'a, S: Sink> Tokens<'a, S> {
    fn new(sink: &'a mut S, full: &'a Cell<bool>) -> Self {
        Self {
            sink,
            full,
            position: 0,
            text: (0, 0),
            has_text: false,
            tag_at: 0,
            is_end: false,
            name: Vec::new(),
            last_start: Vec::new(),
            start: Start::default(),
            attributes: 0,
            attribute: Vec::new(),
            value: Vec::new(),
        }
    }

    fn end_text(&mut self) {
        if mem::take(&mut self.has_text) {
            self.sink.text(Span::new(self.text.0, self.text.1));
        }
    }

    fn begin_tag(&mut self, is_end: bool) {
        self.is_end = is_end;
        self.name.clear();
        self.attributes = 0;
    }

    fn end_attribute(&mut self) {
        if !self.attribute.is_empty() {
            self.start.attribute(&self.attribute, &self.value);
        }
        self.attribute.clear();
        self.value.clear();
    }

    /// Whether the attribute that is read is looked at.
    fn keeps(&self) -> bool {
        !self.is_end && self.attributes <= ATTRIBUTES_MAX
    }
}

impl<S: Sink> Emitter for Tokens<'_, S> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend_from_slice(name.unwrap_or_default());
    }

    fn emit_eof(&mut self) {
        self.end_text();
    }

    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    #[inline]
    fn init_string(&mut self) {
        if !self.has_text {
            self.text.0 = self.position;
        }
    }

    #[inline]
    fn emit_string(&mut self, words: &[u8]) {
        self.text.1 = self.position;
        self.has_text |= !words.is_empty();
    }

    #[inline]
    fn start_open_tag(&mut self) {
        self.tag_at = self.position.saturating_sub(1);
    }

    #[inline]
    fn init_start_tag(&mut self) {
        self.begin_tag(false);
    }

    #[inline]
    fn init_end_tag(&mut self) {
        self.begin_tag(true);
    }

    #[inline]
    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.extend_from_slice(name);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_text();
        if self.is_end {
            self.last_start.clear();
            self.sink.close(Tag::of(&self.name));
            return None;
        }
        if self.attributes == 0 {
            self.start = Start::of(&self.name);
        }
        self.end_attribute();
        let start = mem::take(&mut self.start);
        self.sink.open(start, self.tag_at);
        mem::swap(&mut self.last_start, &mut self.name);
        let state = naive_next_state(&self.last_start);
        if state.is_some() {
            self.init_string();
        }
        state
    }

    fn set_self_closing(&mut self) {}

    #[inline]
    fn init_attribute(&mut self) {
        self.attributes += 1;
        if self.attributes == 1 {
            // The name of the tag ends before its first attribute.
            self.start = Start::of(&self.name);
        } else if self.keeps() {
            self.end_attribute();
        }
    }

    #[inline]
    fn push_attribute_name(&mut self, name: &[u8]) {
        if self.keeps() {
            self.attribute.extend_from_slice(name);
        }
    }

    #[inline]
    fn init_attribute_value(&mut self) {
        // Here the tokenizer stands where it says it stands, and may be stopped.
        self.full.set(self.attributes.is_multiple_of(PAUSE));
    }

    #[inline]
    fn push_attribute_value(&mut self, value: &[u8]) {
        if self.keeps() {
            self.value.extend_from_slice(value);
        }
    }

    fn init_comment(&mut self) {
        self.end_text();
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn emit_current_comment(&mut self) {}

    fn init_doctype(&mut self) {
        self.end_text();
    }

    fn emit_current_doctype(&mut self) {}

    fn set_force_quirks(&mut self) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && !self.last_start.is_empty() && self.last_start == self.name
    }

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }
}

#[cfg(test)]
mod tests {
    use html5gum::Readable;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// What a page means depends on where its stretches end.
        #[test]
        fn a_page_is_read_in_the_stretches_that_the_tokenizer_expects(
            page in "[<>a=\"&甲 ]{0,40}",
            needles in proptest::collection::vec("[<>=\"& ]{1,4}", 1..20),
        ) {
            let full = Cell::new(false);
            let mut ours = Paused { rest: page.as_bytes(), full: &full };
            let mut theirs = page.as_str().to_reader();
            for needle in &needles {
                let (mut one, mut other) = ([0; 4], [0; 4]);
                let own = ours.read_until(needle.as_bytes(), &mut one).unwrap();
                prop_assert_eq!(own, theirs.read_until(needle.as_bytes(), &mut other).unwrap());
                let case = needle.len() % 2 == 0;
                let own = ours.try_read_string(needle.as_bytes(), case).unwrap();
                prop_assert_eq!(own, theirs.try_read_string(needle.as_bytes(), case).unwrap());
                prop_assert_eq!(ours.read_byte().unwrap(), theirs.read_byte().unwrap());
            }
        }
    }
}
