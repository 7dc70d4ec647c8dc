//! What clap says, in Chinese too.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::lang::Lang;
use crate::render::escape::shown;

/// The help or version that was asked for.
pub(super) fn page(error: &Error, lang: Lang) -> String {
    let page = error.render().to_string();
    // clap puts an ASCII colon after the headings it is given.
    lang.pick(page.replace(":\n", "：\n"), page)
}

/// The same complaint, in which the words of the user steer nothing.
pub(super) fn harmless(mut error: Error) -> Error {
    let words: Vec<(ContextKind, ContextValue)> =
        error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in words {
        let safe = match value {
            ContextValue::String(word) => ContextValue::String(shown(&word)),
            ContextValue::Strings(words) => {
                ContextValue::Strings(words.iter().map(|word| shown(word)).collect())
            }
            // Advice of clap, which repeats the word as it was given.
            ContextValue::StyledStrs(advice) => {
                let is_safe = |it: &String| shown(it) == *it;
                let kept = advice.into_iter().filter(|it| is_safe(&it.to_string()));
                ContextValue::StyledStrs(kept.collect())
            }
            other => other,
        };
        error.insert(kind, safe);
    }
    error
}

/// What is wrong with the command line and where help is.
pub(super) fn message(error: &Error, lang: Lang) -> String {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return page(error, lang);
    }
    match lang {
        Lang::En => error.render().to_string(),
        Lang::Zh => format!("错误：{}\n用法见 hegui --help。\n", chinese(error)),
    }
}

fn chinese(error: &Error) -> String {
    let arg = word(error, ContextKind::InvalidArg);
    let value = word(error, ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{arg}”这个选项。"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令。", word(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("选项“{arg}”缺少取值。"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("选项“{arg}”不能取“{value}”。")
        }
        ErrorKind::ArgumentConflict => {
            format!("“{arg}”不能与“{}”同时使用。", word(error, ContextKind::PriorArg))
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {arg}。"),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("选项“{arg}”的取值个数不对。")
        }
        ErrorKind::MissingSubcommand => "缺少子命令。".to_owned(),
        ErrorKind::InvalidUtf8 => "命令行中有无法识别的字符。".to_owned(),
        _ => error.kind().to_string(),
    };
    what + &remedy(error)
}

/// Which values there are, or what a mistyped word was meant to be.
fn remedy(error: &Error) -> String {
    let valid = word(error, ContextKind::ValidValue);
    let kinds =
        [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand];
    let like = kinds.into_iter().map(|kind| word(error, kind)).find(|word| !word.is_empty());
    match (like, std::error::Error::source(error)) {
        (Some(like), _) => format!("是否指 {like}？"),
        (None, _) if !valid.is_empty() => format!("可取的值：{valid}。"),
        (None, Some(why)) => translated(&why.to_string()),
        (None, None) => String::new(),
    }
}

/// What clap and `values.rs` say of a value.
fn translated(why: &str) -> String {
    if let Some(names) = why.strip_prefix("expected one of: ") {
        let (names, like) = names.split_once("; did you mean ").unwrap_or((names, ""));
        let like = like.strip_suffix('?').map_or_else(String::new, |it| format!("是否指 {it}？"));
        return format!("{like}可取的值：{}。", names.replace(", ", "、"));
    }
    if let Some((_, range)) = why.split_once(" is not in ") {
        let (from, to) = range.split_once("..").unwrap_or((range, ""));
        return format!("应在 {from} 至 {} 之间。", to.trim_start_matches('='));
    }
    let known = [
        (
            "expected a size such as 32MiB, at most 1GiB",
            "应写作 500KiB、32MiB 之类的大小，最大为 1GiB。",
        ),
        ("no file name after =", "“=”后应写文件名。"),
        ("invalid digit found in string", "应为整数。"),
        ("expected a date as YYYY-MM-DD", "应写作 2027-03-31 之类的日期。"),
        ("the calendar has no such day", "历法中没有这一天。"),
        ("expected a reason", "应写明理由。"),
    ];
    let words = known.iter().find(|(en, _)| *en == why).map(|(_, zh)| (*zh).to_owned());
    words.unwrap_or_else(|| format!("（{why}）"))
}

fn word(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(word)) => word.clone(),
        Some(ContextValue::Strings(words)) => words.join("、"),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
