//! What is said of repairs, and of those that were not made.

use std::io;

use crate::error::SystemError;
use crate::fix::{Harm, Left};
use crate::lang::Lang;

/// Why places of a rule were left as they are.
pub fn left(code: &str, why: &Left, count: usize, lang: Lang) -> String {
    let why = match why {
        Left::Copies => lang
            .pick(
                "文档为旧版软件另存有一份相同文字，两份分段不同，请在 Word 中修改",
                "a copy of the words for older programs is laid out otherwise; mend it in Word",
            )
            .to_owned(),
        Left::Markup => lang.pick("文字中间夹有标记", "markup stands inside the words").to_owned(),
        Left::MadeUp => {
            lang.pick("该处文字由 Word 自动生成", "Word makes up the words there").to_owned()
        }
        Left::LineEnd => lang.pick("文字跨行", "the words run over the end of a line").to_owned(),
        Left::BecomesMarkup => {
            lang.pick("改后会变成 Markdown 标记", "it would change the Markdown markup").to_owned()
        }
        Left::Encoding => lang
            .pick(
                "文件的编码没有所需的字符，可先将文件转为 UTF-8",
                "the encoding of the file lacks a character; convert the file to UTF-8 first",
            )
            .to_owned(),
        Left::Harm(harm) => self::harm(harm, lang),
    };
    lang.pick(
        format!("{code} 有 {count} 处未自动修改：{why}"),
        format!("{code}: {count} places were not fixed: {why}"),
    )
}

fn harm(harm: &Harm, lang: Lang) -> String {
    match harm {
        Harm::More(code) => {
            lang.pick(format!("改后 {code} 的问题会增多"), format!("{code} would then report more"))
        }
        Harm::Undecided(code) => lang
            .pick(format!("改后 {code} 将无法判断"), format!("{code} could then no longer judge")),
        Harm::Unreadable => {
            lang.pick("改后的内容无法可靠读取", "the result could not be read reliably").to_owned()
        }
        Harm::NoGain => lang.pick("改后问题仍在", "the finding would stay").to_owned(),
        Harm::Untried => {
            lang.pick("需逐一试改之处过多", "too many places had to be tried one by one").to_owned()
        }
    }
}

/// What to do with a Word document.
pub fn docx_needs_output(places: usize, lang: Lang) -> String {
    lang.pick(
        format!("可自动修改 {places} 处；Word 文档不直接改写，请用 --output 另存改正稿"),
        format!(
            "{places} places can be fixed; a Word document is not written over: name a file for \
             the repaired copy with --output"
        ),
    )
}

/// Why a Word document is left out of a patch.
pub fn docx_has_no_patch(lang: Lang) -> &'static str {
    lang.pick(
        "Word 文档不能以补丁表示，请用 --output 另存改正稿",
        "there is no patch of a Word document; write a repaired copy with --output",
    )
}

/// Why a repaired text was not written.
pub fn not_written(error: &io::Error, lang: Lang) -> String {
    let why = write_error(error, lang);
    lang.pick(
        format!("未能写入改正稿，原文件未动：{why}"),
        format!("not written, and left as it was: {why}"),
    )
}

/// Why writing failed, and what to do.
pub fn write_error(error: &io::Error, lang: Lang) -> String {
    let (zh, en) = match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => (
            "文件或所在文件夹只读，请先取消只读或检查权限",
            "the file or its folder is read-only; change that first",
        ),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            ("所在文件夹不存在，请先建立", "its folder does not exist; make it first")
        }
        io::ErrorKind::IsADirectory => {
            ("这是文件夹，请写明文件名", "this is a folder; name a file")
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            ("磁盘空间不足，请先清理", "the disk is full; make room first")
        }
        io::ErrorKind::ResourceBusy => (
            "检查期间文件已被其他程序改动，请重新运行",
            "another program has changed it meanwhile; run again",
        ),
        io::ErrorKind::AlreadyExists => (
            "已有同名文件，没有覆盖，请另取名称或者另选文件夹",
            "a file of this name is there and is not overwritten; choose another name or folder",
        ),
        _ => {
            let error = SystemError::of(error).message(lang);
            return lang.pick(
                format!("{error}，请检查磁盘空间和写入权限"),
                format!("{error}; check disk space and permissions"),
            );
        }
    };
    lang.pick(zh, en).to_owned()
}

/// What a patch comes to; `open` says that the check found what lets it fail.
pub fn patched(files: usize, places: usize, open: bool, lang: Lang) -> String {
    match (files, lang) {
        (0, _) if open => lang
            .pick(
                "没有可自动修改之处；存在须由人工处理的问题，见 hegui check",
                "nothing to fix; what is left to a person hegui check shows",
            )
            .to_owned(),
        (0, _) => lang.pick("没有可自动修改之处", "nothing to fix").to_owned(),
        (_, Lang::Zh) => format!("可修改 {places} 处，涉及 {files} 份报告；未写入文件"),
        (_, Lang::En) => {
            let place = if places == 1 { "place" } else { "places" };
            let file = if files == 1 { "file" } else { "files" };
            format!("{places} {place} to fix in {files} {file}; nothing was written")
        }
    }
}
