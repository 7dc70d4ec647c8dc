//! The command `pack kinds`: the kinds of check and their parameters.

use std::io::Write;

use super::new;
use crate::cli::args::pack::PackKindsArgs;
use crate::cli::failure::{Failure, Kind};
use crate::cli::session::Session;
use crate::cli::{packs, stream};
use crate::render;
use crate::rule::Packs;

/// Tells them; gives the exit code.
pub(super) fn run(args: &PackKindsArgs, session: &Session) -> Result<u8, Failure> {
    let known = render::kind_names();
    if let Some(name) = args.kinds.iter().find(|name| !known.contains(name)) {
        let like = packs::closest(name, known.iter().map(String::as_str));
        return Err(Failure::Unknown(Kind::Check, name.clone(), like));
    }
    // The template uses a kind that is there for local rules only.
    let packs = Packs::builtin_and(&new::TEMPLATE).map_err(Failure::Packs)?;
    let text = render::kinds(&args.kinds, &packs, args.format.into(), session.look);
    let mut out = stream::out();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(0)
}
