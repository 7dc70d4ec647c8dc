//! The outputs of `facts`.

use std::borrow::Cow;
use std::io::Write;
use std::path::Path;

use super::Outputs;
use crate::cli::args::FactsArgs;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::{paths, stream};
use crate::render::FactsWriter;

impl Outputs {
    /// One for each format asked for; none takes the place of a file that the run `reads`.
    pub(in crate::cli) fn of_facts(
        args: &FactsArgs,
        session: &Session,
        reads: &[Cow<'_, Path>],
    ) -> Result<Self, Failure> {
        let mut outputs = Self { renderers: Vec::new(), drafts: Vec::new() };
        for (index, format) in args.format.iter().enumerate() {
            if args.format.iter().skip(index + 1).any(|other| other.meets(format)) {
                return Err(Failure::OneOutput);
            }
            let out: Box<dyn Write> = match &format.path {
                Some(path) if paths::is_one_of(path, reads.iter().map(AsRef::as_ref)) => {
                    return Err(Failure::Overwrite(path.clone()));
                }
                Some(path) => Box::new(outputs.draft(path)?),
                None => stream::out(),
            };
            let style = if args.rows { format.style.in_rows() } else { format.style };
            outputs.renderers.push(Box::new(FactsWriter::new(style, session.look.lang, out)));
        }
        Ok(outputs)
    }
}
