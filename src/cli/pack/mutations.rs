//! The mutations of a pack: the TOML files of its folder `mutations`, with the reports beside them.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::cli::configs;
use crate::cli::failure::{Failure, FileFault};
use crate::lang::Lang;
use crate::mutation::MutationFile;
use crate::rule::{Bilingual, Problem, say};
use crate::text::Span;

/// The folder of a pack that holds its mutations.
const FOLDER: &str = "mutations";
/// Bytes of a file there; the longest report of the year has a tenth of it.
const MAX_BYTES: u64 = 4 << 20;
/// TOML files there.
const MAX_FILES: usize = 100;
/// Mistakes after which further files are not looked at; each holds the text of its file.
const MAX_PROBLEMS: usize = 20;

/// A file of mutations and the text of its report.
pub(super) struct Sheet {
    pub pack: String,
    pub path: String,
    pub text: String,
    pub file: MutationFile,
    pub report: String,
}

/// All files of mutations of packs, given by name and folder.
pub(super) fn of(folders: &[(String, PathBuf)]) -> Result<Vec<Sheet>, Failure> {
    let (mut sheets, mut problems) = (Vec::new(), Vec::new());
    for (pack, folder) in folders {
        for path in files(&folder.join(FOLDER))? {
            let text = read(&path).map_err(|fault| Failure::File(path.clone(), fault))?;
            match sheet(pack, &path, text) {
                Ok(sheet) => sheets.push(sheet),
                Err(found) => problems.extend(found),
            }
            if problems.len() >= MAX_PROBLEMS {
                return Err(Failure::Packs(problems));
            }
        }
    }
    if problems.is_empty() { Ok(sheets) } else { Err(Failure::Packs(problems)) }
}

/// The TOML files of a folder, in order; none where there is no folder. Hidden files are those of
/// editors and systems.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let fail = |fault| Failure::File(folder.to_owned(), fault);
    let Ok(there) = fs::symlink_metadata(folder) else { return Ok(Vec::new()) };
    if there.is_symlink() {
        return Err(fail(FileFault::Irregular));
    }
    let entries = fs::read_dir(folder).map_err(|error| fail(error.into()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| fail(error.into()))?.path();
        let hidden = path.file_name().is_some_and(|it| it.as_encoded_bytes().starts_with(b"."));
        if hidden || path.extension().is_none_or(|it| it != "toml") {
            continue;
        }
        files.push(path);
        if files.len() > MAX_FILES {
            return Err(fail(FileFault::TooMany(MAX_FILES)));
        }
    }
    files.sort();
    Ok(files)
}

/// The text of a file that is in its folder and nowhere else: a pack from others must not read
/// what is not its own.
fn read(path: &Path) -> Result<String, FileFault> {
    if fs::symlink_metadata(path)?.is_symlink() {
        return Err(FileFault::Irregular);
    }
    configs::read_capped(path, MAX_BYTES)
}

fn sheet(pack: &str, path: &Path, text: String) -> Result<Sheet, Vec<Problem>> {
    let shown = path.to_string_lossy().replace('\\', "/");
    let file = MutationFile::parse(&shown, &text)?;
    match report(path, file.report.get_ref()) {
        Ok(report) => Ok(Sheet { pack: pack.to_owned(), path: shown, text, file, report }),
        Err((message, help)) => {
            let range = file.report.span();
            let span = Span::new(range.start, range.end);
            Err(vec![Problem { path: shown, source: text.into(), span, message, help }])
        }
    }
}

/// The report that a file names, from the same folder.
fn report(path: &Path, name: &str) -> Result<String, (Bilingual, Option<Bilingual>)> {
    let mut parts = Path::new(name).components();
    let plain = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
    if !plain || name.contains(['/', '\\']) {
        let message =
            say("report 只能是文件名，不能带路径", "`report` is the name of a file, not a path");
        let help = say(
            "把报告放在本文件所在的文件夹，只写文件名",
            "put the report beside this file and write its name alone",
        );
        return Err((message, Some(help)));
    }
    read(&path.with_file_name(name)).map_err(|fault| {
        let message = say(
            format!("报告 {name}：{}", fault.message(Lang::Zh)),
            format!("report {name}: {}", fault.message(Lang::En)),
        );
        (message, None)
    })
}
