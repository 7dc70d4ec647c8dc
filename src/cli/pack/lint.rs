//! The command `pack lint`: every mistake of packs, with its place and a remedy.

use super::named::Named;
use crate::cli::args::pack::PackLintArgs;
use crate::cli::failure::Failure;
use crate::cli::session::{Session, tell};

/// Validates packs; gives the exit code.
pub(super) fn run(args: &PackLintArgs, session: &Session) -> Result<u8, Failure> {
    let Named { packs, names, .. } = Named::of(&args.folders, session)?;
    for pack in packs.packs.iter().filter(|pack| names.iter().any(|it| it == pack.id())) {
        let (name, rules, changes) = (pack.id(), pack.rules.len(), pack.file.adjust.len());
        tell(&session.look.lang.pick(
            format!("{name}：无误，规则 {rules} 条，调整 {changes} 项。"),
            format!("{name}: in order; rules: {rules}, changes to rules of others: {changes}."),
        ))?;
    }
    Ok(0)
}
