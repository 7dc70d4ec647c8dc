//! The command `pack`: one file a subcommand.

mod mutations;
mod named;
mod test;

use super::args::pack::{PackCommand, PackCommands};
use super::failure::Failure;
use super::session::Session;

/// Does what is asked; gives the exit code.
pub(super) fn run(args: &PackCommands, session: &Session) -> Result<u8, Failure> {
    match &args.command {
        PackCommand::Test(args) => test::run(args, session),
        PackCommand::List(_)
        | PackCommand::Show(_)
        | PackCommand::Lint(_)
        | PackCommand::New(_)
        | PackCommand::Schema(_)
        | PackCommand::Kinds(_) => Ok(0),
    }
}
