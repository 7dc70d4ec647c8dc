//! Where the results of a run go: a renderer for each format asked for.

mod facts;
mod shelf;

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, Write};
use std::path::Path;
use std::rc::Rc;

use self::shelf::Spill;
use super::args::{OutputArgs, UnitArg};
use super::draft::Draft;
use super::failure::Failure;
use super::session::Session;
use super::values::Formats;
use super::{paths, stream, terminal};
use crate::render::{self, ColumnUnit, Detail, Entry, Gate, Look, Renderer, Style, Tally};

/// Where formats without a file go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Room {
    /// Standard output.
    Out,
    /// Standard error, since standard output is taken.
    Err,
    /// Nowhere.
    None,
}

/// The outputs of a run. Files come into being when all is written, so that a run that ends early
/// leaves none in halves.
pub(super) struct Outputs {
    renderers: Vec<Box<dyn Renderer>>,
    drafts: Vec<Shared>,
}

impl Outputs {
    /// Pictures on a terminal and lines in a pipe, unless formats are asked for.
    pub(super) fn open(
        args: &OutputArgs,
        gate: Gate,
        session: &Session,
        reads: &[Cow<'_, Path>],
        room: Room,
    ) -> Result<Self, Failure> {
        let usual = if terminal::is_interactive() { Style::Pretty } else { Style::Concise };
        let usual = [Formats { style: usual, path: None }];
        let formats = if args.format.is_empty() { &usual[..] } else { &args.format };
        let mut outputs = Self { renderers: Vec::new(), drafts: Vec::new() };
        for (index, format) in formats.iter().enumerate() {
            if formats.iter().skip(index + 1).any(|other| other.meets(format)) {
                return Err(Failure::OneOutput);
            }
            if format.path.is_none() && room == Room::None {
                // The usual format makes room; one that was asked for must go elsewhere.
                if args.format.is_empty() {
                    continue;
                }
                return Err(Failure::PatchTakesOutput);
            }
            outputs.add(format, args, gate, session, reads, room)?;
        }
        Ok(outputs)
    }

    fn add(
        &mut self,
        format: &Formats,
        args: &OutputArgs,
        gate: Gate,
        session: &Session,
        reads: &[Cow<'_, Path>],
        room: Room,
    ) -> Result<(), Failure> {
        let detail = Detail {
            least: args.min_severity,
            quiet: args.quiet,
            verbose: args.verbose,
            suppressed: args.show_suppressed,
            gate,
        };
        let unit = args.column_unit.map_or(format.style.column_unit(), unit);
        let look = Look { unit, ..session.look };
        let renderer = if let Some(path) = &format.path {
            if paths::is_one_of(path, reads.iter().map(AsRef::as_ref)) {
                return Err(Failure::Overwrite(path.clone()));
            }
            let look = Look { color: false, links: None, ..look };
            let (out, aside) = (Box::new(self.draft(path)?), Box::new(io::sink()));
            render::renderer_with(format.style, look, detail, out, aside, Box::new(Spill::new()))
        } else if format.style.is_binary() && terminal::is_interactive() {
            return Err(Failure::Binary);
        } else {
            let out: Box<dyn Write> = match room {
                Room::Out => Box::new(stream::out()),
                Room::Err => Box::new(stream::err()),
                Room::None => Box::new(io::sink()),
            };
            let aside = Box::new(stream::err());
            render::renderer_with(format.style, look, detail, out, aside, Box::new(Spill::new()))
        };
        self.renderers.push(renderer);
        Ok(())
    }

    fn draft(&mut self, path: &Path) -> Result<Shared, Failure> {
        let draft = Draft::of(path).map_err(|error| Failure::Write(path.to_owned(), error))?;
        let shared = Shared(Rc::new(RefCell::new(Some(draft))));
        self.drafts.push(shared.clone());
        Ok(shared)
    }

    /// Shows one input in every format.
    pub(super) fn entry(&mut self, entry: Entry<'_>) -> io::Result<()> {
        self.renderers.iter_mut().try_for_each(|it| it.entry(entry))
    }

    /// Whether nobody is there any more to read what is still to come.
    pub(super) fn are_idle(&self) -> bool {
        self.drafts.is_empty() && stream::reader_left()
    }

    /// Ends every format and puts the files in place.
    pub(super) fn finish(mut self, tally: &Tally) -> io::Result<()> {
        self.renderers.iter_mut().try_for_each(|it| it.finish(tally))?;
        let drafts = self.drafts.into_iter().filter_map(|it| it.0.borrow_mut().take());
        drafts.into_iter().try_for_each(Draft::put_in_place)
    }
}

/// A draft that a renderer writes and the run puts in place.
#[derive(Clone)]
struct Shared(Rc<RefCell<Option<Draft>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().as_mut().map_or(Ok(bytes.len()), |draft| draft.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.borrow_mut().as_mut().map_or(Ok(()), Write::flush)
    }
}

fn unit(unit: UnitArg) -> ColumnUnit {
    match unit {
        UnitArg::Char => ColumnUnit::Char,
        UnitArg::Utf16 => ColumnUnit::Utf16,
        UnitArg::Byte => ColumnUnit::Byte,
        UnitArg::Display => ColumnUnit::Display,
    }
}
