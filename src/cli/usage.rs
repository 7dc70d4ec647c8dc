//! What clap says of a wrong command line, in Chinese too.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::lang::Lang;

/// What is wrong with the command line and where help is.
pub(super) fn message(error: &Error, lang: Lang) -> String {
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
        (None, Some(why)) => format!("（{why}）"),
        (None, None) => String::new(),
    }
}

fn word(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(word)) => word.clone(),
        Some(ContextValue::Strings(words)) => words.join("、"),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
