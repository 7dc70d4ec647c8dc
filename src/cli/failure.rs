//! What stops a command before its work is done: every case says what to do (exit code 2).

use std::path::PathBuf;

use super::interrupt;
use crate::error::ReadError;
use crate::lang::Lang;
use crate::rule::Problem;

/// Why a command stops.
#[derive(Debug)]
pub(super) enum Failure {
    /// Mistakes in rule packs.
    Packs(Vec<Problem>),
    /// A pack that cannot be read.
    PackFolder(PathBuf, String),
    /// A list of paths that cannot be read.
    List(PathBuf, ReadError),
    /// Standard input is both the list of paths and an input.
    StdinTwice,
    /// A pattern for file names that is none.
    Glob(String, String),
    /// A name that nothing has: what it should be of, and one that sounds like it.
    Unknown(Kind, String, Option<String>),
    /// Two formats would share one output.
    OneOutput,
    /// An output would take the place of an input.
    Overwrite(PathBuf),
    /// Nothing to check.
    NoInput,
    /// None of the selected rules applies to any input.
    NoRule,
    /// Output failed.
    Output(String),
    /// Standard input cannot change.
    WatchStdin,
    /// A file for a system is there already; what belongs into it was printed.
    Unmerged(PathBuf),
    /// Ctrl-C.
    Interrupted,
}

/// What a name can be of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A rule, a family of rules or a pack.
    Rule,
    /// A pack.
    Pack,
    /// A period of law.
    Era,
}

impl Failure {
    /// The exit code it calls for.
    pub(super) fn exit_code(&self) -> u8 {
        if matches!(self, Self::Interrupted) { interrupt::EXIT_CODE } else { 2 }
    }

    /// What happened and what to do; empty for what is shown by means of its own.
    pub(super) fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::Packs(_) => String::new(),
            Self::PackFolder(path, why) => format!(
                "{}：不能作为规则包读取（{why}）。请指定含有 pack.toml 的文件夹。",
                path.display()
            ),
            Self::List(path, error) => {
                let (what, remedy) = (error.message(Lang::Zh), error.remedy(Lang::Zh));
                format!("{}：文件清单无法读取，{what}。{remedy}", path.display())
            }
            Self::StdinTwice => {
                "标准输入不能既作文件清单、又作待查文件。请把其中之一改为文件。".to_owned()
            }
            Self::Glob(glob, why) => {
                format!("文件名模式“{glob}”有误：{why}。请参照“**/*.txt”的写法。")
            }
            Self::Unknown(kind, name, like) => {
                let hint = like.as_ref().map_or_else(String::new, |it| format!("是否指 {it}？"));
                format!(
                    "没有名为“{name}”的{}。{hint}{}",
                    kind.zh(),
                    "可用 hegui rules 查看全部规则。"
                )
            }
            Self::OneOutput => {
                "两种格式不能输出到同一处。请用“格式=文件名”写明各自的文件。".to_owned()
            }
            Self::Overwrite(path) => {
                format!("{}：这是待查文件，不能写入检查结果。请另取文件名。", path.display())
            }
            Self::NoInput => "没有可检查的文件。请核对路径；文件夹中只读取 .txt、.md 文件。\
                              允许为空的，请加 --allow-empty。"
                .to_owned(),
            Self::NoRule => "所选规则对这些报告均不适用，未作任何检查。请核对 --select、--ignore \
                             和报告年度。"
                .to_owned(),
            Self::Output(why) => format!("输出失败：{why}。请检查磁盘空间和写入权限。"),
            Self::WatchStdin => "--watch 不能用于标准输入。请写明要检查的文件或文件夹。".to_owned(),
            Self::Unmerged(path) => format!(
                "{}：文件已经存在，未作改动。请把上面输出的内容并入该文件。",
                path.display()
            ),
            Self::Interrupted => "已中断，检查未完成。请重新运行。".to_owned(),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Packs(_) => String::new(),
            Self::PackFolder(path, why) => format!(
                "{}: cannot be read as a rule pack ({why}). Name a folder that holds pack.toml.",
                path.display()
            ),
            Self::List(path, error) => {
                let (what, remedy) = (error.message(Lang::En), error.remedy(Lang::En));
                format!("{}: the list of files cannot be read: {what}. {remedy}", path.display())
            }
            Self::StdinTwice => "standard input cannot be both the list of files and a file to \
                                 check. Put one of them into a file."
                .to_owned(),
            Self::Glob(glob, why) => {
                format!("bad file name pattern `{glob}`: {why}. Write it like `**/*.txt`.")
            }
            Self::Unknown(kind, name, like) => {
                let hint =
                    like.as_ref().map_or_else(String::new, |it| format!("Did you mean {it}? "));
                format!("there is no {} named `{name}`. {hint}See `hegui rules`.", kind.en())
            }
            Self::OneOutput => {
                "two formats cannot share one output. Give each a file: FORMAT=PATH.".to_owned()
            }
            Self::Overwrite(path) => {
                format!("{}: is an input, no place for results. Name another file.", path.display())
            }
            Self::NoInput => "there is no file to check. Check the path; in folders only .txt and \
                              .md files are read. Use --allow-empty if none is fine."
                .to_owned(),
            Self::NoRule => "none of the selected rules applies to these reports; nothing was \
                             checked. Look over --select, --ignore and the report year."
                .to_owned(),
            Self::Output(why) => {
                format!("output failed: {why}. Check disk space and permissions.")
            }
            Self::WatchStdin => {
                "--watch cannot watch standard input. Name a file or folder.".to_owned()
            }
            Self::Unmerged(path) => format!(
                "{}: is there already and was left as it is. Add to it what is printed above.",
                path.display()
            ),
            Self::Interrupted => "interrupted; the check is incomplete. Run it again.".to_owned(),
        }
    }
}

impl Kind {
    fn zh(self) -> &'static str {
        match self {
            Self::Rule => "规则",
            Self::Pack => "规则包",
            Self::Era => "时期",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Pack => "pack",
            Self::Era => "era",
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error.to_string())
    }
}
