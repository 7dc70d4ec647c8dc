//! The Chinese help; the English one is in the comments of `args.rs`.

use clap::{Arg, ArgAction, Args, Command, CommandFactory};

use super::args::{CheckArgs, Cli, Common};
use crate::lang::Lang;

/// Commands in Chinese.
const COMMANDS: &[(&str, &str)] = &[
    ("hegui", "合规：检查政府信息公开工作年度报告"),
    ("check", "检查文件和文件夹；“hegui 报告.txt”即“hegui check 报告.txt”"),
    ("fix", "自动修改确定无疑之处，再检查其余问题（即 check --fix）"),
    ("explain", "说明规则的要求、理由、依据和正反示例"),
    ("rules", "列出规则"),
    ("text", "带行号显示文件，位置以此行号为准"),
    ("facts", "列出从报告中读到的内容：年度、机关、章节、日期、数字等"),
    ("init", "写出带注释的 hegui.toml；加 --ci 则写出持续集成系统或编辑器所需的文件"),
    ("matcher", "输出编辑器或持续集成系统的问题匹配规则，用于点击跳转到问题所在处"),
    ("completions", "输出命令行补全脚本，可补全命令、选项和规则"),
    ("man", "输出手册页（roff 格式）"),
    ("config", "查看或核对设置文件 hegui.toml"),
    ("config show", "显示对某路径生效的设置及其出处；选项与 check 相同"),
    ("config check", "核对设置文件"),
    ("config schema", "输出 hegui.toml 的 JSON Schema，供编辑器使用"),
    ("baseline", "把已有问题记入基线，此后只计新问题"),
    ("baseline create", "把各路径的全部问题记入新的基线"),
    ("baseline update", "从基线中去掉已不存在的问题；加 --all 则同时记入新问题"),
    ("baseline show", "列出基线中的问题，可只列指定文件的"),
    ("pack", "新建、核对、测试和列出规则包"),
    ("pack list", "列出规则包：内置的、hegui.toml 和 --pack 指定的"),
    ("pack show", "显示规则包的适用年度、规则、对其他规则的调整，以及各条款由哪些规则检查"),
    ("pack lint", "核对规则包：逐处指出错误及改法"),
    ("pack test", "运行规则包的示例和改动测试"),
    ("pack new", "新建规则包；加 --rule 则在规则包中新建规则，写出后即可运行"),
    ("pack schema", "输出规则包文件的 JSON Schema，供编辑器使用"),
    ("pack kinds", "列出规则可用的检查方式；指定名称的，说明其参数"),
];

/// Flags in Chinese, by id.
const FLAGS: &[(&str, &str)] = &[
    ("paths", "文件和文件夹；“-”为标准输入；省略时为当前文件夹"),
    ("files_from", "从清单文件读取路径，每行一个；“-”为标准输入"),
    ("include", "文件夹中只检查符合此模式的文件，可重复"),
    ("exclude", "文件夹中不检查符合此模式的文件，可重复"),
    ("no_ignore", "文件夹中的隐藏文件和 .gitignore 所列文件也检查"),
    ("allow_empty", "没有可检查的文件时也正常结束"),
    ("no_progress", "不显示进度条；输出到管道或文件时本来就不显示"),
    (
        "threads",
        "同时读取和检查文件的线程数；省略时每个处理器核心一个。线程多少不影响输出；自动修改时逐份进行",
    ),
    ("no_sets", "各份报告之间不互相核对（同一机关的前后年度、不同机关之间）"),
    ("watch", "文件有变化时重新检查，按 Ctrl-C 结束"),
    (
        "ci",
        "写出哪个系统的文件：github、gitlab、gitee、azure、jenkins、pre-commit、vscode；多个以逗号分隔",
    ),
    ("editor", "编辑器或系统：vscode、github、vim、emacs"),
    ("shell", "命令行外壳：bash、zsh、fish、powershell、elvish"),
    ("stdin_filename", "标准输入所用的文件名，扩展名决定格式"),
    ("encoding", "文字编码：auto（默认）、utf-8、gb18030、utf-16、big5"),
    ("max_size", "单个文件的大小上限，如 500KiB、32MiB（默认）"),
    ("select", "只运行这些规则：代码、名称、类别（HG08）或规则包，以逗号分隔"),
    ("ignore", "不运行这些规则"),
    ("allow", "也不运行这些规则；-A、-W、-D 之间，单条规则优先于类别和规则包，同级从严"),
    ("warn", "这些规则的问题一律作为警告"),
    ("deny", "这些规则的问题一律作为错误"),
    ("by_era", "按此时期的规则判断，不论报告年度：R07、R19、R21"),
    ("config", "所有文件都用此设置文件，不用各自最近的 hegui.toml"),
    ("isolated", "不用任何 hegui.toml"),
    ("baseline", "此基线文件中已有的问题不计"),
    ("today", "判断豁免是否到期所用的日期，如 2027-03-31；省略时为北京时间当日"),
    ("add_ignore", "把显示的每处问题以此理由登记到 hegui.toml 的豁免中"),
    ("until", "所登记豁免的最后有效日"),
    ("folder", "写入的文件夹；省略时为当前文件夹"),
    ("config_file", "设置文件；省略时为最近的 hegui.toml"),
    ("baseline_file", "基线文件；省略时依 hegui.toml，未写明的为 hegui-baseline.json"),
    ("all", "同时记入新问题"),
    ("recorded", "只列这些文件的；省略时全部列出"),
    ("year", "指定报告年度，以此为准，不论文中如何写明"),
    ("body", "机关类别：gb（政府）、dep（部门）、twn（乡镇、街道）"),
    ("format", "输出格式"),
    ("rows", "json、jsonl 也每个单元格和数据一项，内容与 csv 的各行相同"),
    (
        "min_severity",
        "显示的最低级别：error、warning（默认）、info；达到 --fail-on 级别的一律显示；json、jsonl、sarif 格式省略此项时全部输出",
    ),
    (
        "column_unit",
        "一行一条的格式中列号的单位：char（字符）、utf16、byte、display；省略时按各格式的惯例",
    ),
    (
        "show_suppressed",
        "已豁免的问题也显示；json、jsonl、sarif 总是包含，github、gitlab、azure、checkstyle、rdjson 总不包含",
    ),
    ("quiet", "只输出问题"),
    ("statistics", "最后列出每条规则发现问题的处数和涉及的份数"),
    ("verbose", "同时输出每条规则的结果"),
    ("fail_on", "有此级别及以上的问题时以退出码 1 结束：error（默认）、warning、info、never"),
    ("max_warnings", "警告多于此数时以退出码 1 结束"),
    ("fix", "自动修改确定无疑之处，与 hegui fix 相同"),
    ("unsafe_fixes", "建议的修改也一并作出，修改后请逐处核对"),
    ("diff", "只输出可供 git apply 使用的补丁，不改动文件；有可修改之处时以退出码 1 结束"),
    ("output", "改正稿另存于此，原文件不动：一个文件，多份报告时为文件夹；Word 文档只能另存"),
    ("rule", "规则的代码或名称"),
    ("era", "只列此时期的规则：R07、R19、R21"),
    ("severity", "只列此级别的规则：error、warning、info"),
    ("fixable", "只列可以给出修改建议的规则"),
    ("clauses", "列出法规和报告格式的各项要求，以及由哪些规则检查、哪些须人工判断"),
    ("file", "文件；“-”为标准输入"),
    ("lang", "语言：zh、en；省略时依系统语言，非英文的用中文"),
    (
        "color",
        "颜色：auto（默认）、always、never；遵从 NO_COLOR、FORCE_COLOR、CLICOLOR_FORCE、TERM=dumb",
    ),
    ("width", "每行列数，至少 40；省略时依终端宽度，管道中为 100"),
    ("ambiguous_width", "“ ” … — 等字符在终端上的宽度：narrow（一列，默认）、wide（两列）"),
    ("pack_name", "规则包的名称或文件夹"),
    ("pack_folders", "规则包的文件夹；省略时为 --pack 和 hegui.toml 指定的，都没有的为当前文件夹"),
    (
        "packs_tested",
        "规则包的文件夹，或内置规则包的名称；省略时为 --pack 和 hegui.toml 指定的，都没有的为当前文件夹",
    ),
    ("rules_tested", "只测试这些规则：代码或名称，以逗号分隔"),
    ("all_tested", "通过的也列出"),
    ("new_folder", "规则包的文件夹，文件夹名即规则包的名称"),
    ("new_rule", "新规则的名称，用小写字母和连字符"),
    ("like", "以哪条规则为底稿：照抄其检查方式、文字和示例"),
    (
        "schema_of",
        "哪种文件：rule（规则，默认）、pack（pack.toml）、authorities（依据）、mutations（改动测试）",
    ),
    ("kinds_named", "要说明参数的检查方式；省略时全部列出"),
    ("pack", "除内置规则包外另用此文件夹中的规则包，可重复；在 rules 中只列这些包，也可写包名"),
    ("help", "显示帮助"),
    ("version", "显示版本"),
];

/// Groups of flags in Chinese.
const HEADINGS: &[(&str, &str)] = &[
    ("Files", "文件"),
    ("Rules", "规则"),
    ("Output", "输出"),
    ("Exit code", "退出码"),
    ("Configuration", "设置"),
    ("Repair", "修改"),
    ("General", "通用"),
    ("Options", "选项"),
];

/// Formats of the commands that have one.
const FORMATS: &[(&str, &str)] = &[
    (
        "check",
        "格式：pretty（终端默认）、concise（管道默认）；供人阅读的 html（网页）、xlsx（问题台账）、markdown；供编辑器的 msvc；供程序的 json、jsonl、sarif、rdjson、checkstyle、csv；供持续集成的 github、gitlab、azure、junit；写作“格式=文件名”则存入文件，可重复",
    ),
    ("config show", "格式 pretty（终端默认）、concise（管道默认）、json"),
    ("fix", "格式同 check；写作“格式=文件名”则存入文件，可重复"),
    ("explain", "格式：pretty（默认）、markdown（中英文对照）"),
    ("rules", "格式：table（默认）、json、markdown（中英文对照）"),
    (
        "facts",
        "格式：json（默认）、jsonl，每份报告一项；csv，每个单元格和数据一行；写作“格式=文件名”则存入文件，可重复",
    ),
    ("pack list", "格式：table（默认）、json、markdown"),
    ("pack show", "格式：table（默认）、json、markdown"),
    ("pack kinds", "格式：table（默认）、json、markdown"),
    ("pack schema", "格式：json（JSON Schema，默认）、markdown（供人阅读的列表）"),
    ("pack test", "格式：pretty（默认）、json"),
];

/// The command line with `check` or `fix` alone and without help: to put all commands together takes
/// longer than any other step of a short run.
pub(super) fn lean(name: &str) -> Option<Command> {
    ["check", "fix"].contains(&name).then(|| {
        let command = CheckArgs::augment_args(Command::new(name.to_owned()));
        Common::augment_args(Command::new("hegui")).subcommand(command)
    })
}

/// The command line as defined, with help in `lang`.
pub(super) fn command(lang: Lang) -> Command {
    let command = Cli::command();
    match lang {
        Lang::En => command,
        Lang::Zh => chinese(command, ""),
    }
}

/// A command with Chinese words; those of a command below another go by both names.
fn chinese(command: Command, above: &str) -> Command {
    let own = command.get_name().to_owned();
    let name = [above, &own].join(" ").trim().to_owned();
    let usage = match name.as_str() {
        "init" => "hegui init [选项] [文件夹]",
        "config" => "hegui config <命令>",
        "config show" => "hegui config show [选项] [路径]…",
        "config check" => "hegui config check [选项] [文件]",
        "config schema" => "hegui config schema",
        "baseline" => "hegui baseline <命令>",
        "baseline create" => "hegui baseline create [选项] [路径]…",
        "baseline update" => "hegui baseline update [选项] [路径]…",
        "baseline show" => "hegui baseline show [选项] [路径]…",
        "pack" => "hegui pack <命令>",
        "pack list" => "hegui pack list [选项]",
        "pack show" => "hegui pack show [选项] <规则包>",
        "pack lint" => "hegui pack lint [选项] [文件夹]…",
        "pack test" => "hegui pack test [选项] [规则包]…",
        "pack new" => "hegui pack new [选项] <文件夹>",
        "pack schema" => "hegui pack schema [选项] [文件]",
        "pack kinds" => "hegui pack kinds [选项] [检查方式]…",
        "hegui" => "hegui [选项] [命令] [路径]…",
        "fix" => "hegui fix [选项] [路径]…",
        "explain" => "hegui explain [选项] <规则>…",
        "rules" => "hegui rules [选项]",
        "text" => "hegui text [选项] <文件>",
        "facts" => "hegui facts [选项] [路径]…",
        "matcher" => "hegui matcher <编辑器>",
        "completions" => "hegui completions <外壳>",
        "man" => "hegui man",
        _ => "hegui check [选项] [路径]…",
    };
    let mut command = command
        .about(find(COMMANDS, &name))
        .override_usage(usage)
        .help_template("{about}\n\n用法：{usage}\n\n{all-args}")
        .subcommand_help_heading("命令")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help_heading("General"),
        );
    if name == "hegui" {
        let version = Arg::new("version").short('V').long("version").help_heading("General");
        command = command.arg(version.action(ArgAction::Version));
    }
    let above = if name == "hegui" { String::new() } else { name.clone() };
    let command = command.mut_args(|arg| argument(arg, &name));
    command.mut_subcommands(|below| chinese(below, &above))
}

/// A flag with Chinese words, which also name its values.
fn argument(arg: Arg, command: &str) -> Arg {
    let id = arg.get_id().as_str().to_owned();
    let help = if id == "format" { find(FORMATS, command) } else { find(FLAGS, &id) };
    let usual = if arg.is_positional() { "参数" } else { "选项" };
    let heading = arg.get_help_heading().map_or(usual, |heading| find(HEADINGS, heading));
    let takes_value = arg.get_action().takes_values();
    let arg = arg.help(help).help_heading(heading);
    if takes_value { arg.hide_possible_values(true).hide_default_value(true) } else { arg }
}

fn find(table: &[(&str, &'static str)], name: &str) -> &'static str {
    table.iter().find(|(known, _)| *known == name).map_or("", |(_, words)| *words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_flag_has_chinese_help() {
        let mut missing = Vec::new();
        let command = command(Lang::Zh);
        let mut all = vec![&command];
        let mut at = 0;
        while let Some(command) = all.get(at).copied() {
            all.extend(command.get_subcommands());
            at += 1;
        }
        for command in all {
            let bare = command.get_about().is_none_or(|about| about.to_string().is_empty());
            missing.extend(bare.then(|| command.get_name().to_owned()));
            for arg in command.get_arguments() {
                let bare = arg.get_help().is_none_or(|help| help.to_string().is_empty())
                    || arg.get_help_heading().is_none_or(str::is_empty);
                missing.extend(bare.then(|| format!("{} {}", command.get_name(), arg.get_id())));
            }
        }
        assert_eq!(missing, [] as [&str; 0]);
    }

    #[test]
    fn the_command_line_is_well_defined() {
        command(Lang::En).debug_assert();
        command(Lang::Zh).debug_assert();
    }
}
