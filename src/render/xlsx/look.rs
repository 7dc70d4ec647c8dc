//! How cells look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The line between cells.
const RULE: Color = Color::RGB(0x00C9_C4B8);

fn bordered() -> Format {
    Format::new()
        .set_font_name("宋体")
        .set_font_size(10)
        .set_border(FormatBorder::Thin)
        .set_border_color(RULE)
        .set_align(FormatAlign::Top)
        .set_text_wrap()
}

/// The names of the columns.
pub(super) fn head() -> Format {
    bordered()
        .set_font_name("黑体")
        .set_background_color(Color::RGB(0x00F1_EDE4))
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
}

/// Words.
pub(super) fn words() -> Format {
    bordered()
}

/// Numbers and short words.
pub(super) fn centred() -> Format {
    bordered().set_align(FormatAlign::Center).set_align(FormatAlign::Top)
}

/// The line above a table.
pub(super) fn title() -> Format {
    Format::new()
        .set_font_name("黑体")
        .set_font_size(16)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
}

/// What is grave.
pub(super) fn grave() -> Format {
    Format::new()
        .set_font_color(Color::RGB(0x009C_1C1C))
        .set_background_color(Color::RGB(0x00FB_DFDB))
        .set_bold()
}

/// What is to be looked at.
pub(super) fn doubtful() -> Format {
    Format::new()
        .set_font_color(Color::RGB(0x006B_4600))
        .set_background_color(Color::RGB(0x00FB_EBC0))
}
