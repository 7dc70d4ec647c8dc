//! The command `pack lint`: every mistake of packs, with its place and a remedy.

use std::io;
use std::path::Path;

use super::named::Named;
use crate::cli::args::pack::PackLintArgs;
use crate::cli::failure::{Failure, Kind};
use crate::cli::packs;
use crate::cli::session::{Session, tell};

/// Validates packs; gives the exit code.
pub(super) fn run(args: &PackLintArgs, session: &Session) -> Result<u8, Failure> {
    let Named { packs, names, folders } = Named::of(&args.folders, session)?;
    for name in &names {
        // Silence would pass for praise.
        let unknown = || Failure::Unknown(Kind::Pack, name.clone(), None);
        let pack = packs.pack(name).ok_or_else(unknown)?;
        let (rules, changes) = (pack.rules.len(), pack.file.adjust.len());
        tell(&session.look.lang.pick(
            format!("{name}：无误，规则 {rules} 条，调整 {changes} 项。"),
            format!("{name}: in order; rules: {rules}, changes to rules of others: {changes}."),
        ))?;
        if let Some((_, folder)) = folders.iter().find(|(own, _)| own == name) {
            hints(folder, rules + changes == 0, session)?;
        }
    }
    Ok(0)
}

/// Says what the author may have overlooked: nothing is in the pack, or files are not read that
/// look as if they should be.
fn hints(folder: &Path, empty: bool, session: &Session) -> io::Result<()> {
    let shown = folder.display().to_string();
    if empty {
        session.remark(
            &shown,
            session.look.lang.pick(
                "没有规则，也没有调整。规则文件须以 .toml 结尾，直接放在文件夹中",
                "has neither rules nor changes. Files of rules end in .toml and stand directly in \
                 the folder",
            ),
        )?;
    }
    let unread = packs::unread_of(folder);
    if !unread.is_empty() {
        let names = unread.join(session.look.lang.pick("、", ", "));
        session.remark(
            &shown,
            session.look.lang.pick(
                format!("这些文件未读取：{names}。规则文件须以 .toml 结尾，直接放在文件夹中"),
                format!(
                    "not read: {names}. Files of rules end in .toml and stand directly in the \
                     folder"
                ),
            ),
        )?;
    }
    Ok(())
}
