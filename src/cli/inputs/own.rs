//! Results of an earlier run among the files of a folder.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::cli::session::Session;
use crate::render::own::{HEAD, is_result};

/// Files that such a result may look like.
const LIKE: [&str; 6] = ["md", "markdown", "html", "htm", "xhtml", "shtml"];

/// Whether a file of a folder holds what this program wrote. What cannot be read may be a report.
pub(super) fn is_own(path: &Path, extension: &OsStr) -> bool {
    if !LIKE.iter().any(|it| extension == *it) || !path.metadata().is_ok_and(|it| it.is_file()) {
        return false;
    }
    let mut head = Vec::new();
    let read = File::open(path).map(|file| file.take(HEAD as u64).read_to_end(&mut head));
    read.is_ok_and(|it| it.is_ok()) && is_result(&head)
}

/// Says that such files were passed over.
pub(super) fn tell(own: &[PathBuf], session: &Session) -> io::Result<()> {
    let Some(first) = own.first().map(|it| it.to_string_lossy()) else { return Ok(()) };
    let (lang, more) = (session.look.lang, own.len() - 1);
    let name = match more {
        0 => first.into_owned(),
        _ => lang
            .pick(format!("{first} 等 {} 个文件", own.len()), format!("{first} and {more} more")),
    };
    let (zh, en) = (
        "是以前检查输出的结果，不是年度报告，未作检查",
        "output of an earlier run and no annual report; not checked",
    );
    session.remark(&name, lang.pick(zh, en))
}
