//! Why a folder cannot be read as a pack, in words.

use std::io;

use super::folder::{MAX_BYTES, MAX_TOTAL};
use crate::lang::Lang;
use crate::rule::{Bilingual, MOST_RULES, say};

/// Why a folder is no pack that can be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::cli) enum PackFault {
    /// Nothing has this path.
    Missing,
    /// The path names something else than a folder.
    NoFolder,
    /// It has no pack.toml.
    NoPack,
    /// It has more rule files than this.
    TooMany,
    /// Its files are too large together.
    TooMuch,
    /// The operating system refuses to list or read it, or one of its files.
    Unread(Option<String>, Refusal),
    /// One of its files cannot be used.
    File(String, FileFault),
}

/// How the operating system refuses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum Refusal {
    /// Permissions.
    Denied,
    /// Its number of the error, where there is one.
    Other(Option<i32>),
}

/// What is wrong with a file of a pack.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::cli) enum FileFault {
    /// A symbolic link, which may lead to any file of the computer.
    Link,
    /// A folder.
    Folder,
    /// A pipe, socket or device.
    Special,
    /// Its name is no text, or looks like a path.
    Name,
    /// Too many bytes.
    TooLarge,
    /// It is in UTF-16.
    Utf16,
    /// It holds NUL bytes: no text at all, or one in UTF-16.
    Nul,
    /// It is not in UTF-8, from this line on.
    NotUtf8(usize),
}

impl From<io::Error> for PackFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::NotADirectory => Self::NoFolder,
            _ => Self::Unread(None, Refusal::of(&error)),
        }
    }
}

impl Refusal {
    pub(super) fn of(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Other(error.raw_os_error()),
        }
    }

    fn words(self) -> Bilingual {
        match self {
            Self::Denied => say("没有读取权限", "permission denied"),
            Self::Other(None) => say("读取失败", "reading failed"),
            Self::Other(Some(number)) => say(
                format!("读取失败（系统错误 {number}）"),
                format!("reading failed (system error {number})"),
            ),
        }
    }
}

impl PackFault {
    /// What is wrong, as a clause.
    pub(in crate::cli) fn what(&self) -> Bilingual {
        match self {
            Self::Missing => say("文件夹不存在", "no such folder"),
            Self::NoFolder => say("这不是文件夹", "this is no folder"),
            Self::NoPack => say("其中没有 pack.toml", "there is no pack.toml in it"),
            Self::TooMany => say(
                format!("其中的规则超过 {MOST_RULES} 条"),
                format!("it has more than {MOST_RULES} rules"),
            ),
            Self::TooMuch => say(
                format!("其中的文件共超过 {} MiB", MAX_TOTAL >> 20),
                format!("its files have more than {} MiB together", MAX_TOTAL >> 20),
            ),
            Self::Unread(name, refusal) => {
                let words = refusal.words();
                match name {
                    Some(name) => say(
                        format!("其中的 {name} {}", words.zh),
                        format!("{name} in it: {}", words.en),
                    ),
                    None => words,
                }
            }
            Self::File(name, fault) => {
                let words = fault.what();
                say(format!("其中的 {name} {}", words.zh), format!("{name} in it {}", words.en))
            }
        }
    }

    /// What to do, as a sentence without its stop.
    pub(in crate::cli) fn remedy(&self) -> Bilingual {
        match self {
            Self::Missing => say("请核对路径", "Check the path"),
            Self::NoFolder | Self::NoPack => {
                say("请指定含有 pack.toml 的文件夹", "Name a folder that holds pack.toml")
            }
            Self::TooMany | Self::TooMuch => {
                say("请分成几个规则包", "Divide it into several packs")
            }
            Self::Unread(_, Refusal::Denied) => say("请核对权限", "Check its permissions"),
            Self::Unread(_, Refusal::Other(_)) => {
                say("请核对文件和磁盘", "Check the file and the disk")
            }
            Self::File(_, fault) => fault.remedy(),
        }
    }

    /// What is wrong and what to do.
    pub(in crate::cli) fn message(&self, lang: Lang) -> String {
        let (what, remedy) = (self.what(), self.remedy());
        let (what, remedy) = (what.get(lang), remedy.get(lang));
        lang.pick(format!("{what}。{remedy}"), format!("{what}. {remedy}"))
    }
}

impl FileFault {
    fn what(self) -> Bilingual {
        match self {
            Self::Link => {
                say("是链接，规则包只读取普通文件", "is a link; only regular files are read")
            }
            Self::Folder => say("是文件夹", "is a folder"),
            Self::Special => {
                say("是管道或设备，不是普通文件", "is a pipe or device, no regular file")
            }
            Self::Name => {
                say("的名称含有不能使用的字符", "has a name with characters that cannot be used")
            }
            Self::TooLarge => say(
                format!("超过 {} MiB", MAX_BYTES >> 20),
                format!("is larger than {} MiB", MAX_BYTES >> 20),
            ),
            Self::Utf16 => say("是 UTF-16 编码", "is in UTF-16"),
            Self::Nul => {
                say("含有空字节，不是 UTF-8 文本", "holds NUL bytes; it is no text in UTF-8")
            }
            Self::NotUtf8(line) => say(
                format!("不是 UTF-8 编码（第 {line} 行起）"),
                format!("is not in UTF-8 (from line {line} on)"),
            ),
        }
    }

    fn remedy(self) -> Bilingual {
        match self {
            Self::Link => say("请换成文件本身", "Put the file itself there"),
            Self::Folder | Self::Special => say("请移走或改名", "Move it away or rename it"),
            Self::Name => {
                say("请改为小写字母、数字和连字符", "Use small letters, digits and hyphens")
            }
            Self::TooLarge => say("请分成几条规则", "Divide it into several rules"),
            Self::Utf16 | Self::Nul | Self::NotUtf8(_) => say("请另存为 UTF-8", "Save it as UTF-8"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_says_what_to_do_in_both_languages() {
        let files = [
            FileFault::Link,
            FileFault::Folder,
            FileFault::Special,
            FileFault::Name,
            FileFault::TooLarge,
            FileFault::Utf16,
            FileFault::Nul,
            FileFault::NotUtf8(3),
        ];
        let of_file = files.map(|it| PackFault::File("甲.toml".to_owned(), it));
        let others = [
            PackFault::Missing,
            PackFault::NoFolder,
            PackFault::NoPack,
            PackFault::TooMany,
            PackFault::TooMuch,
            PackFault::Unread(None, Refusal::Denied),
            PackFault::Unread(Some("甲.toml".to_owned()), Refusal::Other(Some(5))),
        ];
        for fault in of_file.iter().chain(&others) {
            let zh = fault.message(Lang::Zh);
            assert!(zh.contains("。请"), "{zh}");
            let known = ["toml", "pack", "UTF", "MiB"];
            let rest = known.iter().fold(zh.clone(), |zh, it| zh.replace(it, ""));
            assert!(!rest.contains(|char: char| char.is_ascii_alphabetic()), "{zh}");
            assert!(fault.message(Lang::En).is_ascii() || fault.message(Lang::En).contains("甲"));
        }
    }
}
