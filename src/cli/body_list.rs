//! Reads the list of bodies that a configuration names: CSV, as spreadsheet programs write it.

use std::path::{Path, PathBuf};

use super::configs::{Loaded, MAX_BYTES};
use super::paths;
use crate::config::{BodyList, Placed};
use crate::error::ReadError;
use crate::rule::{Bilingual, Problem, say};
use crate::source::{self, Container, Encoding, EncodingChoice, Format, Limits, Source};

/// A list that was read.
#[derive(Debug)]
pub(super) struct ListFile {
    /// Its path as it is shown.
    pub name: String,
    /// What stands in it.
    pub source: Source,
}

/// Where the list lies that a configuration names.
pub(super) fn path_of(config: &Loaded) -> Option<PathBuf> {
    let named = config.config.bodies.as_ref()?;
    Some(paths::physical(&config.folder.join(&named.value)))
}

/// The texts in which a configuration lists bodies: findings may lie in them.
pub(super) fn texts_of(config: &Loaded) -> impl Iterator<Item = PathBuf> {
    std::iter::once(config.path.clone()).chain(path_of(config))
}

/// Reads the list that a configuration names, and adds its bodies.
pub(super) fn add(config: &mut Loaded) -> Result<(), Vec<Problem>> {
    let named = config.config.bodies.clone().zip(path_of(config));
    let Some((named, path)) = named else { return Ok(()) };
    let name = paths::shown(&path).to_string_lossy().into_owned();
    let source = read(&path, &name).map_err(|error| vec![unread(config, &named, &error)])?;
    let bodies = BodyList::parse(&name, source.content.text(), &config.config.body)?;
    config.config.listed = bodies;
    config.list = Some(ListFile { name, source });
    Ok(())
}

fn read(path: &Path, name: &str) -> Result<Source, ReadError> {
    let limits = Limits { max_bytes: MAX_BYTES };
    let bytes = source::load(path, &limits)?;
    let decode = |bytes, choice| source::from_bytes(name, bytes, choice, &limits);
    let source = match decode(bytes.clone(), EncodingChoice::Auto) {
        // A few names are too little to tell by; a spreadsheet program that does not write
        // Unicode writes GBK here.
        Ok(Source { encoding: Encoding::Big5, .. })
        | Err(ReadError::UnknownEncoding | ReadError::Malformed { encoding: Encoding::Big5, .. }) => {
            decode(bytes, EncodingChoice::Gb18030)
        }
        told => told,
    }?;
    match source.format {
        Format::Html => Err(ReadError::Unsupported(Container::Html)),
        Format::Docx => Err(ReadError::Unsupported(Container::Docx)),
        // Whatever its name: no mark in it is one of Markdown.
        Format::Txt | Format::Markdown => Ok(Source { format: Format::Txt, ..source }),
    }
}

fn unread(config: &Loaded, named: &Placed<String>, error: &ReadError) -> Problem {
    let (name, (what, help)) = (&named.value, (what(error), remedy(error)));
    Problem {
        path: config.name.clone(),
        source: config.text.as_str().into(),
        span: named.span,
        message: say(
            format!("“{name}”不能作为机关名单读取：{}", what.zh),
            format!("`{name}` cannot be read as a list of bodies: {}", what.en),
        ),
        help: Some(help),
    }
}

fn what(error: &ReadError) -> Bilingual {
    use crate::lang::Lang::{En, Zh};
    match error {
        ReadError::Unsupported(_) => say("这不是 CSV 文件", "it is no CSV file"),
        _ => say(error.message(Zh), error.message(En)),
    }
}

fn remedy(error: &ReadError) -> Bilingual {
    match error {
        ReadError::Missing | ReadError::NoName | ReadError::Irregular(_) => say(
            "指定一个 CSV 文件，路径从本文件所在文件夹算起",
            "name a CSV file, counted from the folder of this file",
        ),
        ReadError::TooLarge { .. } => say("核对是否写错了文件", "make sure it is the right file"),
        ReadError::Empty => say(
            "首行写 名称、别名、类型、上级、期限、起始年度、截止年度，以下每行写一个机关",
            "write name, aliases, kind, parent, deadline, from, to in the first row, then one body a row",
        ),
        ReadError::Denied | ReadError::Io(_) => say(
            "核对该文件的读取权限，并确认可以正常打开",
            "check its permissions, and make sure it opens",
        ),
        _ => say(
            "在 Excel 或 WPS 中打开名单，另存为“CSV UTF-8（逗号分隔）”",
            "open the list in Excel or WPS and save it as `CSV UTF-8 (Comma delimited)`",
        ),
    }
}
