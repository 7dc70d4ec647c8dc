//! Tags and texts of a page, from a tokenizer that is kept from nesting without bound.
//!
//! The tokenizer goes from the value of one attribute to the name of the next by a call, so that
//! its stack grows with the attributes of a tag. A reader may fail at any byte, and the tokenizer
//! goes on where it failed: failing once in a while unwinds the stack, and no byte is lost.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{
    Emitter, Error, ForwardingEmitter, Readable, Reader, StringReader, Token, Tokenizer,
};

/// Attributes of a tag that are looked at; real pages have a dozen.
const ATTRIBUTES_MAX: usize = 256;

/// The tokens of `source` in order, with their places.
pub(super) fn read(source: &str) -> impl Iterator<Item = Token<usize>> + '_ {
    let full = Rc::new(Cell::new(false));
    let mut inner = DefaultEmitter::new_with_span();
    inner.naively_switch_states(true);
    let emitter = Bounded { inner, attributes: 0, full: Rc::clone(&full) };
    // What fails is the pause alone, and the next token stands behind it.
    Tokenizer::new_with_emitter(Paused { inner: source.to_reader(), full }, emitter).flatten()
}

/// A reader that fails once whenever the stack is full.
struct Paused<'a> {
    inner: StringReader<'a>,
    full: Rc<Cell<bool>>,
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
        if self.full.take() { Err(Pause) } else { Ok(()) }
    }
}

impl Reader for Paused<'_> {
    type Error = Pause;

    fn read_byte(&mut self) -> Result<Option<u8>, Pause> {
        self.ready()?;
        self.inner.read_byte().or(Ok(None))
    }

    fn try_read_string(&mut self, words: &[u8], case_sensitive: bool) -> Result<bool, Pause> {
        self.ready()?;
        self.inner.try_read_string(words, case_sensitive).or(Ok(false))
    }

    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        buffer: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Pause> {
        self.ready()?;
        self.inner.read_until(needle, buffer).or(Ok(None))
    }
}

/// Keeps the first attributes of every tag.
struct Bounded {
    inner: DefaultEmitter<usize>,
    /// Attributes of the open tag.
    attributes: usize,
    full: Rc<Cell<bool>>,
}

impl Bounded {
    fn keeps(&self) -> bool {
        self.attributes <= ATTRIBUTES_MAX
    }
}

impl ForwardingEmitter for Bounded {
    type Token = Token<usize>;

    fn inner(&mut self) -> &mut impl Emitter<Token = Self::Token> {
        &mut self.inner
    }

    fn init_start_tag(&mut self) {
        self.attributes = 0;
        self.inner().init_start_tag();
    }

    fn init_end_tag(&mut self) {
        self.attributes = 0;
        self.inner().init_end_tag();
    }

    fn init_attribute(&mut self) {
        self.attributes += 1;
        if self.keeps() {
            self.inner().init_attribute();
        }
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        if self.keeps() {
            self.inner().push_attribute_name(name);
        }
    }

    fn init_attribute_value(&mut self) {
        // Here the tokenizer stands where it says it stands, and may be stopped.
        self.full.set(self.attributes.is_multiple_of(ATTRIBUTES_MAX));
        if self.keeps() {
            self.inner().init_attribute_value();
        }
    }

    fn emit_error(&mut self, _: Error) {}

    fn push_attribute_value(&mut self, value: &[u8]) {
        if self.keeps() {
            self.inner().push_attribute_value(value);
        }
    }
}
