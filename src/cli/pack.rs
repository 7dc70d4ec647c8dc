//! The command `pack`: one file a subcommand.

mod kinds;
mod lint;
mod list;
mod mutations;
mod named;
mod new;
mod schema;
mod test;

use super::args::pack::{PackCommand, PackCommands};
use super::failure::Failure;
use super::session::Session;

/// Does what is asked; gives the exit code.
pub(super) fn run(args: &PackCommands, session: &Session) -> Result<u8, Failure> {
    match &args.command {
        PackCommand::List(args) => list::list(args, session),
        PackCommand::Show(args) => list::show(args, session),
        PackCommand::Lint(args) => lint::run(args, session),
        PackCommand::Test(args) => test::run(args, session),
        PackCommand::New(args) => new::run(args, session),
        PackCommand::Schema(args) => schema::run(args),
        PackCommand::Kinds(args) => kinds::run(args, session),
    }
}
