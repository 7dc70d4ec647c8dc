//! What stops a command before its work is done: every case says what to do (exit code 2).

use std::io;
use std::path::{Path, PathBuf};

use super::configs::MAX_BYTES;
use super::packs::PackFault;
use super::{hint, interrupt};
use crate::baseline::Fault;
use crate::date::Date;
use crate::error::{ReadError, SystemError};
use crate::lang::Lang;
use crate::render::repairs::write_error;
use crate::rule::{Bilingual, Problem};

/// Why a command stops.
#[derive(Debug)]
pub(super) enum Failure {
    /// Mistakes in rule packs.
    Packs(Vec<Problem>),
    /// A pack that cannot be read.
    PackFolder(PathBuf, PackFault),
    /// A list of paths that cannot be read.
    List(PathBuf, ReadError),
    /// Standard input is both the list of paths and an input.
    StdinTwice,
    /// A pattern for file names that is none.
    Glob(String, Bilingual),
    /// A name that nothing has: what it should be of, and one that sounds like it.
    Unknown(Kind, String, Option<String>),
    /// Two formats would share one output.
    OneOutput,
    /// A format would go where the patch does.
    PatchTakesOutput,
    /// Repaired files would go to standard output.
    NotPiped,
    /// A repaired copy would be named like another kind of file; whether it is a Word document.
    OtherKind(PathBuf, bool),
    /// A format that no terminal can show would go to one.
    Binary,
    /// An output would take the place of an input.
    Overwrite(PathBuf),
    /// Two repaired copies would share one name.
    SameName(PathBuf),
    /// Several repaired copies would go to something that is no folder.
    NoFolder(PathBuf),
    /// A flag of repairs without the wish to repair.
    NotFixing,
    /// Nothing to check.
    NoInput,
    /// None of the selected rules applies to any input.
    NoRule,
    /// Output failed.
    Output(io::Error),
    /// A file could not be written.
    Write(PathBuf, io::Error),
    /// Standard input cannot change.
    WatchStdin,
    /// A file that `init` would write is there already; what belongs into it was printed.
    Printed(PathBuf),
    /// Ctrl-C.
    Interrupted,
    /// Mistakes in configurations.
    Config(Vec<Problem>),
    /// A configuration or baseline that cannot be read.
    File(PathBuf, FileFault),
    /// A baseline that holds something else.
    Baseline(PathBuf, Fault),
    /// No configuration to validate.
    NoConfig,
    /// A file that would be overwritten.
    Exists(PathBuf),
    /// A name that no rule can have.
    RuleId(String),
    /// A new rule would have the id of another.
    RuleTaken(String),
    /// No code with these letters is left.
    CodesTaken(String),
    /// A new pack would have the name of another.
    PackTaken(String),
    /// Ignores that would be over before they begin.
    UntilPast(Date),
    /// Ignores would be added for findings that are being repaired.
    FixingIgnores,
    /// So many ignores would be added to a configuration that it could not be read again.
    TooManyIgnores(PathBuf, usize),
    /// The rules asked for have neither examples nor mutations.
    NothingToTest,
}

/// Why a file that steers the program cannot be read.
#[derive(Debug)]
pub(super) enum FileFault {
    /// Nothing has this path.
    Missing,
    /// A folder, pipe or device.
    Irregular,
    /// More bytes than this.
    TooLarge(u64),
    /// A folder with more TOML files than this.
    TooMany(usize),
    /// Not in UTF-8.
    NotUtf8,
    /// What the operating system says.
    Io(SystemError),
}

impl From<std::io::Error> for FileFault {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Io(SystemError::of(&error)),
        }
    }
}

impl FileFault {
    pub(super) fn message(&self, lang: Lang) -> String {
        match self {
            Self::Missing => {
                lang.pick("文件不存在。请核对路径", "no such file. Check the path").to_owned()
            }
            Self::Irregular => lang
                .pick("这不是普通文件。请改为文件", "this is no regular file. Put a file there")
                .to_owned(),
            Self::TooLarge(most) => lang.pick(
                format!("文件超过 {} MiB。请核对是否写错了文件", most >> 20),
                format!("larger than {} MiB. Make sure it is the right file", most >> 20),
            ),
            Self::TooMany(most) => lang.pick(
                format!("其中的 TOML 文件超过 {most} 个。请合并或者移走一部分"),
                format!("more than {most} TOML files in it. Join them or move some away"),
            ),
            Self::NotUtf8 => lang
                .pick("不是 UTF-8 编码。请另存为 UTF-8", "not in UTF-8. Save it as UTF-8")
                .to_owned(),
            Self::Io(why) => {
                let why = why.message(lang);
                lang.pick(
                    format!("读取失败（{why}）。请核对权限"),
                    format!("reading failed ({why}). Check permissions"),
                )
            }
        }
    }
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
    /// A kind of check.
    Check,
}

/// The file that may be meant by one that is not there.
fn meant(path: &Path, fault: &FileFault) -> Option<PathBuf> {
    matches!(fault, FileFault::Missing).then(|| hint::like(path)).flatten()
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
            Self::Packs(_) | Self::Config(_) => String::new(),
            Self::File(path, fault) => {
                let like = meant(path, fault).map(|it| format!("是否指“{}”？", it.display()));
                format!(
                    "{}：{}。{}",
                    path.display(),
                    fault.message(Lang::Zh),
                    like.unwrap_or_default()
                )
            }
            Self::Baseline(path, fault) => format!(
                "{}：{}。请用 hegui baseline create 重新生成，或取回原来的文件。",
                path.display(),
                fault.message(Lang::Zh)
            ),
            Self::NoConfig => "没有找到 hegui.toml。可用 hegui init 写出一份。".to_owned(),
            Self::Exists(path) => {
                format!("{}：文件已存在，未作改动。请先移走或改名。", path.display())
            }
            Self::RuleId(id) => {
                format!("“{id}”不能作为规则名。请用小写字母、数字和连字符，如 media-section。")
            }
            Self::RuleTaken(id) => {
                format!("已有名为 {id} 的规则。请用 --rule 另取名称。")
            }
            Self::CodesTaken(letters) => {
                format!("{letters} 开头的代码已经用完。请先在一条规则中改用别的字母。")
            }
            Self::PackTaken(name) => {
                format!("已有名为 {name} 的规则包。请另取文件夹名。")
            }
            Self::PackFolder(path, fault) => {
                format!("{}：不能作为规则包读取，{}。", path.display(), fault.message(Lang::Zh))
            }
            Self::List(path, error) => {
                let (what, remedy) = (error.message(Lang::Zh), list_remedy(error, Lang::Zh));
                format!("{}：文件清单无法读取，{what}。{remedy}", path.display())
            }
            Self::StdinTwice => {
                "标准输入不能既作文件清单、又作待查文件。请把其中之一改为文件。".to_owned()
            }
            Self::Glob(glob, why) => {
                format!("文件名模式“{glob}”有误：{}。请参照“**/*.txt”的写法。", why.zh)
            }
            Self::Unknown(kind, name, like) => {
                let hint = like.as_ref().map_or_else(String::new, |it| format!("是否指 {it}？"));
                let (what, command) = (kind.zh(), kind.listed_by());
                format!("没有名为“{name}”的{what}。{hint}可用 {command} 查看。")
            }
            Self::OneOutput => {
                "两种格式不能输出到同一处。请用“格式=文件名”写明各自的文件。".to_owned()
            }
            Self::PatchTakesOutput => {
                "标准输出用于修改对照（--diff）。请用“格式=文件名”为检查结果另指定文件。".to_owned()
            }
            Self::NotPiped => {
                "--output - 只用于从标准输入读取的报告。请写明改正稿的文件名或者文件夹。".to_owned()
            }
            Self::OtherKind(path, true) => {
                format!("{}：原件是 Word 文档，改正稿的后缀应为 .docx，未写入。", path.display())
            }
            Self::OtherKind(path, false) => format!(
                "{}：原件不是 Word 文档，改正稿不能以此为后缀，未写入。请改用原件的后缀。",
                path.display()
            ),
            Self::Binary => {
                "工作簿不能在终端显示。请写入文件：--format xlsx=台账.xlsx。".to_owned()
            }
            Self::Overwrite(path) => {
                format!("{}：本次检查要读取此文件，不能写入结果。请另取文件名。", path.display())
            }
            Self::SameName(path) => {
                format!("{}：有多份文件的改正稿同名。请分批另存到不同的文件夹。", path.display())
            }
            Self::NoFolder(path) => {
                format!("{}：改正稿须存入文件夹，而这不是文件夹。请写明文件夹。", path.display())
            }
            Self::NotFixing => {
                "--unsafe-fixes 和 --output 须与 --fix 同用，或者使用 hegui fix。".to_owned()
            }
            Self::NoInput => {
                "没有可检查的文件。请核对路径；文件夹中读取 .txt、.md、.html、.docx 等文件。\
                              允许为空的，请加 --allow-empty。"
                    .to_owned()
            }
            Self::NoRule => "所选规则对这些报告均不适用，未作任何检查。请核对 --select、--ignore \
                             和报告年度。"
                .to_owned(),
            Self::Output(error) => format!("输出失败：{}。", write_error(error, Lang::Zh)),
            Self::Write(path, error) => {
                format!("{}：未能写入，{}。", path.display(), write_error(error, Lang::Zh))
            }
            Self::WatchStdin => "--watch 不能用于标准输入。请写明要检查的文件或文件夹。".to_owned(),
            Self::Printed(path) => format!(
                "{}：文件已经存在，未作改动。请把上面输出的内容并入该文件。",
                path.display()
            ),
            Self::Interrupted => "已中断，检查未完成。请重新运行。".to_owned(),
            Self::UntilPast(day) => {
                format!("--until 的日期 {day} 已过，这样的豁免不起作用。请改为今天或以后的日期。")
            }
            Self::NothingToTest => "没有可测试的内容：所选规则包中没有这些规则的示例或改动。\
                                    请核对规则包和 --rule。"
                .to_owned(),
            Self::TooManyIgnores(path, count) => format!(
                "{}：要登记 {count} 项豁免，写入后文件将超过 {} MiB，无法再读取，未作改动。请改用 \
                 hegui baseline create 生成基线，或者只检查较少的文件。",
                path.display(),
                MAX_BYTES >> 20
            ),
            Self::FixingIgnores => "改正时不能同时登记豁免。请先改正，再检查并用 --add-ignore \
                                    登记其余问题。"
                .to_owned(),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Packs(_) | Self::Config(_) => String::new(),
            Self::File(path, fault) => {
                let like =
                    meant(path, fault).map(|it| format!(" Did you mean `{}`?", it.display()));
                format!(
                    "{}: {}.{}",
                    path.display(),
                    fault.message(Lang::En),
                    like.unwrap_or_default()
                )
            }
            Self::Baseline(path, fault) => format!(
                "{}: {}. Make it anew with `hegui baseline create`, or restore the file.",
                path.display(),
                fault.message(Lang::En)
            ),
            Self::NoConfig => "there is no hegui.toml. Write one with `hegui init`.".to_owned(),
            Self::Exists(path) => format!(
                "{}: the file exists and was left as it is. Move or rename it first.",
                path.display()
            ),
            Self::RuleId(id) => format!(
                "`{id}` cannot be the id of a rule. Use lower case, digits and hyphens, such as \
                 media-section."
            ),
            Self::RuleTaken(id) => {
                format!("another rule has the id {id}. Give this one another with --rule.")
            }
            Self::CodesTaken(letters) => format!(
                "all codes that begin with {letters} are taken. Write a rule with other letters \
                 first."
            ),
            Self::PackTaken(name) => {
                format!("another pack is named {name}. Give the folder another name.")
            }
            Self::PackFolder(path, fault) => format!(
                "{}: cannot be read as a rule pack: {}.",
                path.display(),
                fault.message(Lang::En)
            ),
            Self::List(path, error) => {
                let (what, remedy) = (error.message(Lang::En), list_remedy(error, Lang::En));
                format!("{}: the list of files cannot be read: {what}. {remedy}", path.display())
            }
            Self::StdinTwice => "standard input cannot be both the list of files and a file to \
                                 check. Put one of them into a file."
                .to_owned(),
            Self::Glob(glob, why) => {
                format!("bad file name pattern `{glob}`: {}. Write it like `**/*.txt`.", why.en)
            }
            Self::Unknown(kind, name, like) => {
                let hint =
                    like.as_ref().map_or_else(String::new, |it| format!("Did you mean {it}? "));
                let (what, command) = (kind.en(), kind.listed_by());
                format!("there is no {what} named `{name}`. {hint}See `{command}`.")
            }
            Self::OneOutput => {
                "two formats cannot share one output. Give each a file: FORMAT=PATH.".to_owned()
            }
            Self::PatchTakesOutput => {
                "the patch goes to standard output. Give the format a file: FORMAT=PATH.".to_owned()
            }
            Self::NotPiped => {
                "--output - is for a report read from standard input. Name a file or a folder."
                    .to_owned()
            }
            Self::OtherKind(path, true) => format!(
                "{}: not written: the original is a Word document. Name its copy .docx.",
                path.display()
            ),
            Self::OtherKind(path, false) => format!(
                "{}: not written: the original is no Word document. Keep its extension.",
                path.display()
            ),
            Self::Binary => "a terminal cannot show a workbook. Write it to a file: \
                             --format xlsx=ledger.xlsx."
                .to_owned(),
            Self::Overwrite(path) => {
                format!(
                    "{}: this run reads it, so results cannot go there. Name another file.",
                    path.display()
                )
            }
            Self::SameName(path) => format!(
                "{}: several repaired copies would have this name. Write them to folders of their \
                 own.",
                path.display()
            ),
            Self::NoFolder(path) => format!(
                "{}: repaired copies go to a folder, and this is none. Name a folder.",
                path.display()
            ),
            Self::NotFixing => {
                "--unsafe-fixes and --output need --fix; or use `hegui fix`.".to_owned()
            }
            Self::NoInput => {
                "there is no file to check. Check the path; in folders .txt, .md, .html \
                              and .docx files are read. Use --allow-empty if none is fine."
                    .to_owned()
            }
            Self::NoRule => "none of the selected rules applies to these reports; nothing was \
                             checked. Look over --select, --ignore and the report year."
                .to_owned(),
            Self::Output(error) => format!("output failed: {}.", write_error(error, Lang::En)),
            Self::Write(path, error) => {
                format!("{}: not written: {}.", path.display(), write_error(error, Lang::En))
            }
            Self::WatchStdin => {
                "--watch cannot watch standard input. Name a file or folder.".to_owned()
            }
            Self::Printed(path) => format!(
                "{}: is there already and was left as it is. Add to it what is printed above.",
                path.display()
            ),
            Self::Interrupted => "interrupted; the check is incomplete. Run it again.".to_owned(),
            Self::UntilPast(day) => format!(
                "{day}, given by --until, is over; such an ignore does nothing. Give today or a \
                 later day."
            ),
            Self::NothingToTest => {
                "nothing to test: the packs hold no example or mutation of these \
                                    rules. Look over the packs and --rule."
                    .to_owned()
            }
            Self::TooManyIgnores(path, count) => format!(
                "{}: with {count} more ignores it would be larger than {} MiB and could not be \
                 read again; it was left as it is. Make a baseline with `hegui baseline create` \
                 instead, or check fewer files.",
                path.display(),
                MAX_BYTES >> 20
            ),
            Self::FixingIgnores => "no ignores can be added while findings are repaired. Repair \
                                    first, then check with --add-ignore."
                .to_owned(),
        }
    }
}

impl Kind {
    fn zh(self) -> &'static str {
        match self {
            Self::Rule => "规则",
            Self::Pack => "规则包",
            Self::Era => "时期",
            Self::Check => "检查方式",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Pack => "pack",
            Self::Era => "era",
            Self::Check => "kind of check",
        }
    }
}

impl Kind {
    /// The command that lists what there is.
    fn listed_by(self) -> &'static str {
        match self {
            Self::Rule => "hegui rules",
            Self::Pack | Self::Era => "hegui pack list",
            Self::Check => "hegui pack kinds",
        }
    }
}

/// What to do about a list of paths that cannot be read.
fn list_remedy(error: &ReadError, lang: Lang) -> String {
    let (zh, en) = match error {
        ReadError::NoName | ReadError::Missing => ("请核对路径。", "Check the path."),
        ReadError::Irregular(_) => (
            "请把清单存为文件，或用“-”从标准输入读取。",
            "Save the list to a file, or read standard input with `-`.",
        ),
        ReadError::TooLarge { .. } => (
            "请核对是否写错了文件；清单确实很长的，请分成几份。",
            "Make sure it is the right file; divide a list that is so long.",
        ),
        ReadError::Denied | ReadError::Io(_) => return error.remedy(lang),
        _ => (
            "请将清单另存为 UTF-8 编码的纯文本，每行写一个路径。",
            "Save the list as plain text in UTF-8, one path a line.",
        ),
    };
    lang.pick(zh, en).to_owned()
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
