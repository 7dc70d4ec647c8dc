//! The command `matcher`: what makes an editor or CI system jump to findings.

use std::io::Write;

use super::args::{EditorArg, MatcherArgs};
use super::failure::Failure;
use super::{stream, templates};

/// Prints the file of the editor as it lies in `editors/`; gives the exit code.
pub(super) fn run(args: &MatcherArgs) -> Result<u8, Failure> {
    let text = match args.editor {
        EditorArg::Vscode => templates::VSCODE,
        EditorArg::Github => templates::GITHUB,
        EditorArg::Vim => templates::VIM,
        EditorArg::Emacs => templates::EMACS,
    };
    let mut out = stream::out();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(0)
}
