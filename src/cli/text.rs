//! The command `text`: the view that positions refer to.

use std::io::Write;

use super::args::TextArgs;
use super::failure::Failure;
use super::inputs::Input;
use super::session::Session;
use super::stream;
use crate::outline::Vocabulary;
use crate::reader;

/// Prints the lines of a file with their numbers; gives the exit code.
pub(super) fn run(args: &TextArgs, session: &Session) -> Result<u8, Failure> {
    let input = Input::at(&args.file);
    let read = input.read(&args.reading);
    let text = match read.and_then(|source| reader::open(source, &Vocabulary::default())) {
        Ok(doc) => doc.text,
        Err(error) => {
            session.complain(&input.name(&args.reading), &error)?;
            return Ok(error.exit_code());
        }
    };
    let digits = text.line_count().to_string().len();
    let mut out = stream::out();
    for (index, line) in text.lines().enumerate() {
        let words = session.look.shown(text.slice(line));
        writeln!(out, "{:digits$} │ {words}", index + 1)?;
    }
    out.flush()?;
    Ok(0)
}
