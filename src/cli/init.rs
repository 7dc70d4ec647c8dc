//! The command `init`: writes the files with which CI systems and editors run hegui.

use std::path::Path;

use super::args::InitArgs;
use super::failure::Failure;
use super::session::Session;
use super::templates;

/// Writes the file of each system; gives the exit code.
pub(super) fn run(args: &InitArgs, session: &Session) -> Result<u8, Failure> {
    templates::write_all(&args.ci, Path::new("."), session)
}
