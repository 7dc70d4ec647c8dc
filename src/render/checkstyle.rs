//! Findings in the XML of Checkstyle, which many CI servers and editors read.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};

use super::notice::Notice;
use super::told::{Told, counted};
use super::{Detail, Entry, Look, Renderer, Tally, escape};

/// The format `checkstyle`.
pub(super) struct Checkstyle<'a> {
    look: Look,
    detail: Detail,
    out: Writer<Box<dyn Write + 'a>>,
    begun: bool,
}

impl<'a> Checkstyle<'a> {
    pub(super) fn new(look: Look, detail: Detail, out: Box<dyn Write + 'a>) -> Self {
        Self { look, detail, out: Writer::new_with_indent(out, b' ', 2), begun: false }
    }

    fn begin(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            self.out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
            let version = ("version", env!("CARGO_PKG_VERSION"));
            let root = BytesStart::new("checkstyle").with_attributes([version]);
            self.out.write_event(Event::Start(root))?;
        }
        Ok(())
    }

    /// A file, also one without findings: it was looked at.
    fn file(&mut self, path: &str, errors: Vec<BytesStart<'_>>) -> io::Result<()> {
        self.begin()?;
        let name = escape::shown(path);
        let file = BytesStart::new("file").with_attributes([("name", name.as_str())]);
        if errors.is_empty() {
            return self.out.write_event(Event::Empty(file));
        }
        self.out.write_event(Event::Start(file))?;
        errors.into_iter().try_for_each(|it| self.out.write_event(Event::Empty(it)))?;
        self.out.write_event(Event::End(BytesEnd::new("file")))
    }
}

impl Renderer for Checkstyle<'_> {
    fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        let notices = Notice::of(entry, self.look.lang);
        let mut errors: Vec<_> = notices.iter().map(|it| notice(it, self.look)).collect();
        let judged = match entry {
            Entry::Unread(it) => return self.file(it.path, errors),
            Entry::Judged(judged) | Entry::Compared(judged) => judged,
        };
        let found = counted(judged, self.detail, self.look.lang);
        errors.extend(found.iter().map(|it| error(it, self.look)));
        self.file(&judged.path, errors)
    }

    fn finish(&mut self, tally: &Tally) -> io::Result<()> {
        self.begin()?;
        let stale = Notice::stale(tally, self.look.lang);
        for of_one in stale.chunk_by(|one, other| one.path == other.path) {
            let Some(first) = of_one.first() else { continue };
            self.file(&first.path, of_one.iter().map(|it| notice(it, self.look)).collect())?;
        }
        self.out.write_event(Event::End(BytesEnd::new("checkstyle")))?;
        let out = self.out.get_mut();
        writeln!(out)?;
        out.flush()
    }
}

fn error(it: &Told<'_>, look: Look) -> BytesStart<'static> {
    let at = it.primary.start;
    let (line, column) = (at.line.to_string(), look.unit.of(at).to_string());
    let (message, source) = (escape::shown(&it.whole_message(look)), source(it.code));
    BytesStart::new("error").with_attributes([
        ("line", line.as_str()),
        ("column", &column),
        ("severity", it.severity.name()),
        ("message", &message),
        ("source", &source),
    ])
}

fn notice(it: &Notice, look: Look) -> BytesStart<'static> {
    let (message, source) = (escape::shown(&it.message), source(it.code));
    let at = it.range().0;
    let mut error = BytesStart::new("error");
    error.push_attribute(("line", at.line.to_string().as_str()));
    if it.place.is_some() {
        error.push_attribute(("column", look.unit.of(at).to_string().as_str()));
    }
    error.push_attribute(("severity", it.severity.name()));
    error.push_attribute(("message", message.as_str()));
    error.push_attribute(("source", source.as_str()));
    error
}

/// Readers take what stands before the dot for the tool and the rest for its rule.
fn source(code: &str) -> String {
    format!("{}.{code}", env!("CARGO_PKG_NAME"))
}
