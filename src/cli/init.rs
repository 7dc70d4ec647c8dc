//! The command `init`: writes the files with which CI systems and editors run hegui.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::args::InitArgs;
use super::draft::Draft;
use super::failure::Failure;
use super::session::Session;
use super::stream;
use super::templates::{self, Template};
use crate::lang::Lang;

/// Writes the file of each system; gives the exit code.
pub(super) fn run(args: &InitArgs, session: &Session) -> Result<u8, Failure> {
    let mut code = 0;
    for template in args.ci.iter().filter_map(|name| templates::of(name)) {
        let path = Path::new(template.path);
        // A link that leads nowhere is there, too.
        if path.symlink_metadata().is_ok() {
            let mut out = stream::out();
            out.write_all(template.text.as_bytes())?;
            out.flush()?;
            let failure = Failure::Exists(path.to_owned());
            session.fail(&failure)?;
            code = failure.exit_code();
        } else {
            let failed = |error: io::Error| Failure::Output(format!("{}: {error}", template.path));
            write(&template).map_err(failed)?;
            say(&template, session.look.lang)?;
        }
    }
    Ok(code)
}

fn write(template: &Template) -> io::Result<()> {
    let path = Path::new(template.path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut draft = Draft::of(path)?;
    draft.write_all(template.text.as_bytes())?;
    draft.put_in_place()
}

fn say(template: &Template, lang: Lang) -> io::Result<()> {
    let path = template.path;
    writeln!(
        stream::err(),
        "{}",
        lang.pick(
            format!("已写出 {path}，请核对其中的路径和安装方式。"),
            format!("wrote {path}; look over its paths and how it installs hegui.")
        )
    )
}
