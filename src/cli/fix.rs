//! Repairing inputs: the command `fix`, which is `check --fix`.

mod place;

use std::borrow::Cow;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use owo_colors::OwoColorize;

use self::place::Place;
use super::args::{CheckArgs, ReadingArgs};
use super::draft::Draft;
use super::failure::Failure;
use super::inputs::Input;
use super::judging::{Account, Judge, Show, crashed, tell_lacks, unread};
use super::outputs::Room;
use super::session::{Session, guarded};
use super::{stream, terminal};
use crate::error::ReadError;
use crate::fix::patch::{self, Kind};
use crate::fix::{self, Fixed, Level};
use crate::render::{Entry, Judged, repairs};
use crate::source::Format;

/// Repairs inputs and shows what is left to a person.
pub(super) struct Repair<'a> {
    level: Level,
    place: Place,
    reading: &'a ReadingArgs,
    session: &'a Session,
    /// Inputs that would change, and places in them.
    changed: (usize, usize),
}

impl<'a> Repair<'a> {
    /// What the flags ask for; none where nothing is to be repaired.
    pub(super) fn wanted(
        args: &'a CheckArgs,
        session: &'a Session,
        inputs: &[Input],
        reads: &[Cow<'_, Path>],
    ) -> Result<Option<Self>, Failure> {
        let repair = &args.repair;
        if !repair.fix && !repair.diff {
            let idle = repair.unsafe_fixes || repair.output.is_some();
            return if idle { Err(Failure::NotFixing) } else { Ok(None) };
        }
        let level = if repair.unsafe_fixes { Level::Suggested } else { Level::Safe };
        let reading = &args.input.reading;
        let place = Place::of(args, inputs, reads)?;
        Ok(Some(Self { level, place, reading, session, changed: (0, 0) }))
    }

    /// Where findings go: standard output may be taken by a patch or a repaired text.
    pub(super) fn room(&self, inputs: &[Input]) -> Room {
        let piped = inputs.iter().any(|it| matches!(it, Input::Stdin));
        match self.place {
            Place::Patch => Room::None,
            Place::Own if piped => Room::Err,
            _ => Room::Out,
        }
    }

    /// Reads, repairs and judges one input and shows what is left; gives the exit code that this
    /// calls for: 0, 2 or 3.
    pub(super) fn input(
        &mut self,
        input: &Input,
        judge: &Judge<'_>,
        account: &mut Account<'_>,
        show: &mut Show<'_>,
    ) -> io::Result<u8> {
        let name = input.name(self.reading);
        let session = self.session;
        guarded(|| self.repair(input, &name, judge, account, show))
            .unwrap_or_else(|cause| crashed(&name, &cause, session, show))
    }

    fn repair(
        &mut self,
        input: &Input,
        name: &str,
        judge: &Judge<'_>,
        account: &mut Account<'_>,
        show: &mut Show<'_>,
    ) -> io::Result<u8> {
        let reading = self.reading;
        let mut judging = |bytes: &[u8]| {
            let mut judged = judge.judge(name, input.decode(bytes.to_vec(), reading)?)?;
            account.add(&mut judged);
            Ok(judged)
        };
        let bytes = match input.load(reading) {
            Ok(bytes) => bytes,
            Err(error) => return unread(name, &error, self.session, show),
        };
        let mut fixed = match fix::fix(&bytes, self.level, &mut judging) {
            Ok(fixed) => fixed,
            Err(error) => {
                self.pass_on(input, &bytes)?;
                return unread(name, &error, self.session, show);
            }
        };
        // The last judgement need not be that of the bytes which were kept.
        account.known.recount(&mut fixed.judged);
        let before = || {
            let mut judged = judge.judge(name, input.decode(bytes.clone(), reading)?)?;
            account.add(&mut judged);
            Ok(judged)
        };
        self.deliver(input, &bytes, fixed, before, show)
    }

    /// A text that could not be read is still not lost on its way through a pipe.
    fn pass_on(&self, input: &Input, bytes: &[u8]) -> io::Result<()> {
        match (input, &self.place) {
            (Input::Stdin, Place::Own) => print(bytes),
            _ => Ok(()),
        }
    }

    fn deliver<'p>(
        &mut self,
        input: &Input,
        old: &[u8],
        fixed: Fixed<'p>,
        before: impl FnOnce() -> Result<Judged<'p>, ReadError>,
        show: &mut Show<'_>,
    ) -> io::Result<u8> {
        let Fixed { bytes, mut judged, log } = fixed;
        let lang = self.session.look.lang;
        let name = judged.path.clone();
        for ((code, why), count) in &log.left {
            self.session.remark(&name, repairs::left(code, why, *count, lang))?;
        }
        let is_changed = bytes != old;
        let written = match (&self.place, input) {
            (Place::Patch, _) => {
                self.patch(input, &judged, old, &bytes)?;
                Ok(false)
            }
            (Place::Own, Input::Stdin) => print(&bytes).map(|()| true),
            (Place::Own, _) if is_changed && judged.format == Format::Docx => {
                self.session.remark(&name, repairs::docx_needs_output(log.places(), lang))?;
                Ok(false)
            }
            (Place::Own, Input::File(path)) if is_changed => {
                replace(path, old, &bytes).map(|()| true)
            }
            (Place::Own, _) => Ok(true),
            (place, _) => match place.path(input, &name) {
                Some(path) if !place::suits(&path, input, judged.format) => {
                    let is_word = judged.format == Format::Docx;
                    self.session.fail(&Failure::OtherKind(path, is_word))?;
                    self.show_unchanged(&name, before, show)?;
                    return Ok(2);
                }
                Some(path) => {
                    judged.path = path.to_string_lossy().into_owned();
                    place.write(&path, &bytes).map(|()| true)
                }
                None => Ok(true),
            },
        };
        if is_changed {
            self.changed = (self.changed.0 + 1, self.changed.1 + log.places());
        }
        match written {
            Ok(true) => {
                judged.fixed = log;
                show(Entry::Judged(&judged))?;
                tell_lacks(&judged, self.session)
            }
            Ok(false) => self.show_unchanged(&name, before, show),
            Err(error) => {
                self.session.note(&judged.path, &repairs::not_written(&error, lang))?;
                self.show_unchanged(&name, before, show)?;
                Ok(2)
            }
        }
    }

    /// Shows the input as it is, since nothing was written.
    fn show_unchanged<'p>(
        &self,
        name: &str,
        before: impl FnOnce() -> Result<Judged<'p>, ReadError>,
        show: &mut Show<'_>,
    ) -> io::Result<u8> {
        match before() {
            Ok(judged) => {
                show(Entry::Judged(&judged))?;
                tell_lacks(&judged, self.session)
            }
            Err(error) => unread(name, &error, self.session, show),
        }
    }

    /// Prints the patch of a text: as it is, or for a terminal decoded, harmless and in colours.
    fn patch(&self, input: &Input, judged: &Judged<'_>, old: &[u8], new: &[u8]) -> io::Result<()> {
        let look = self.session.look;
        if old != new && judged.format == Format::Docx {
            return self.session.remark(&judged.path, repairs::docx_has_no_patch(look.lang));
        }
        let path = match input {
            Input::File(path) => path.as_os_str().as_encoded_bytes(),
            _ => judged.path.as_bytes(),
        };
        let mut out = stream::out();
        if !terminal::is_interactive() {
            patch::lines(path, old, new).iter().try_for_each(|(_, line)| out.write_all(line))?;
            return out.flush();
        }
        let [old, new] = [old, new].map(|it| judged.encoding.decode_loosely(it));
        for (kind, line) in patch::lines(path, old.as_bytes(), new.as_bytes()) {
            let shown = look.shown(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']));
            match kind {
                Kind::Old if look.color => writeln!(out, "{}", shown.red())?,
                Kind::New if look.color => writeln!(out, "{}", shown.green())?,
                Kind::Head if look.color => writeln!(out, "{}", shown.bold())?,
                _ => writeln!(out, "{shown}")?,
            }
        }
        out.flush()
    }

    /// The exit code of a run: that of the check, and 1 for a patch as well.
    pub(super) fn code(&self, code: u8, worst: &[u8]) -> u8 {
        match self.place {
            Place::Patch => {
                let worst = [2, 3].into_iter().find(|it| worst.contains(it));
                worst.unwrap_or(code.max(u8::from(self.changed.0 > 0)))
            }
            _ => code,
        }
    }

    /// Says what a patch comes to, which findings would say otherwise; `code` is that of the check.
    pub(super) fn finish(&self, quiet: bool, code: u8) -> io::Result<()> {
        let (files, places) = self.changed;
        if quiet || self.place != Place::Patch {
            return Ok(());
        }
        writeln!(
            stream::err(),
            "{}",
            repairs::patched(files, places, code == 1, self.session.look.lang)
        )
    }
}

fn print(bytes: &[u8]) -> io::Result<()> {
    let mut out = stream::out();
    out.write_all(bytes)?;
    out.flush()
}

/// Puts `new` in place of `old`, unless someone else has written the file meanwhile.
fn replace(path: &Path, old: &[u8], new: &[u8]) -> io::Result<()> {
    let mut draft = Draft::of(path)?;
    draft.write_all(new)?;
    if fs::read(path)? != old {
        return Err(io::ErrorKind::ResourceBusy.into());
    }
    draft.put_in_place()
}
