//! The commands `pack list` and `pack show`.

use std::io::Write;
use std::path::PathBuf;

use super::named::Named;
use crate::cli::args::pack::{PackListArgs, PackShowArgs};
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::{packs, plan, stream};
use crate::lang::Lang;
use crate::render::{self, escape};
use crate::rule::Pack;

/// Lists all packs at hand; gives the exit code.
pub(super) fn list(args: &PackListArgs, session: &Session) -> Result<u8, Failure> {
    let folders = plan::folders_at_hand(session)?;
    let packs = packs::load(&folders, true)?;
    let folders = folders.into_iter().map(|it| (packs::name_of(&it), it)).collect::<Vec<_>>();
    let origin = |pack: &Pack| origin(pack, &folders, session.look.lang);
    print(&render::packs(&packs, &origin, args.format.into(), session.look))
}

/// Shows one pack; gives the exit code.
pub(super) fn show(args: &PackShowArgs, session: &Session) -> Result<u8, Failure> {
    let Named { packs, names, folders } = Named::of(std::slice::from_ref(&args.pack), session)?;
    let origin = |pack: &Pack| origin(pack, &folders, session.look.lang);
    let pack = names.first().and_then(|name| packs.pack(name));
    let shown = pack.map(|it| render::pack(&packs, it, &origin, args.format.into(), session.look));
    print(&shown.unwrap_or_default())
}

/// Where a pack comes from.
fn origin(pack: &Pack, folders: &[(String, PathBuf)], lang: Lang) -> String {
    let own = folders.iter().find(|(name, _)| name == pack.id());
    match own {
        Some((_, folder)) => escape::shown(&folder.to_string_lossy()),
        None => lang.pick("内置", "built-in").to_owned(),
    }
}

fn print(text: &str) -> Result<u8, Failure> {
    let mut out = stream::out();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(0)
}
