//! What the reader has to know of a tag.

use html5gum::StartTag;

/// What an element means for lines, tables and links.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tag {
    Text,
    Inline,
    /// Makes lines of its own.
    Block,
    Paragraph,
    Heading(u8),
    List,
    Item,
    Table,
    Caption,
    Group,
    Row,
    Cell,
    /// `header`, `footer` and `aside`: the site's, or the report's own.
    Margin,
    Anchor,
    Picture,
    Break,
    /// Preformatted: line ends are line ends.
    Verbatim,
    /// The title of the window.
    Title,
    /// Shows another file, and what it holds only where that fails: `iframe`, `object`.
    Frame,
    /// Shows another file, and holds nothing.
    Embed,
    /// Never shown.
    Unshown,
    /// Without content and without effect.
    Void,
}

impl Tag {
    /// How many kinds there are.
    pub(super) const KINDS: usize = 22;

    /// What `name`, in lower case, stands for.
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"p" => Self::Paragraph,
            b"h1" => Self::Heading(1),
            b"h2" => Self::Heading(2),
            b"h3" => Self::Heading(3),
            b"h4" => Self::Heading(4),
            b"h5" => Self::Heading(5),
            b"h6" => Self::Heading(6),
            b"ul" | b"ol" | b"menu" | b"dir" | b"dl" => Self::List,
            b"li" | b"dt" | b"dd" => Self::Item,
            b"table" => Self::Table,
            b"caption" => Self::Caption,
            b"thead" | b"tbody" | b"tfoot" => Self::Group,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell,
            b"header" | b"footer" | b"aside" => Self::Margin,
            b"a" => Self::Anchor,
            b"img" | b"image" => Self::Picture,
            b"br" => Self::Break,
            b"pre" | b"listing" => Self::Verbatim,
            b"title" => Self::Title,
            b"div" | b"section" | b"article" | b"main" | b"address" | b"blockquote" | b"body"
            | b"center" | b"details" | b"summary" | b"fieldset" | b"legend" | b"figure"
            | b"figcaption" | b"form" | b"hgroup" | b"html" | b"search" => Self::Block,
            b"iframe" | b"object" => Self::Frame,
            b"embed" => Self::Embed,
            b"script" | b"style" | b"noscript" | b"template" | b"nav" | b"select" | b"button"
            | b"textarea" | b"option" | b"datalist" | b"noframes" | b"noembed" | b"svg"
            | b"math" | b"xml" | b"audio" | b"video" | b"canvas" | b"rp" | b"rt" => Self::Unshown,
            b"area" | b"base" | b"basefont" | b"bgsound" | b"col" | b"hr" | b"input"
            | b"keygen" | b"link" | b"meta" | b"param" | b"source" | b"track" | b"wbr" => {
                Self::Void
            }
            _ => Self::Inline,
        }
    }

    /// A number for each kind, below [`Tag::KINDS`].
    pub(super) fn kind(self) -> usize {
        match self {
            Self::Text => 0,
            Self::Inline => 1,
            Self::Block => 2,
            Self::Paragraph => 3,
            Self::Heading(_) => 4,
            Self::List => 5,
            Self::Item => 6,
            Self::Table => 7,
            Self::Caption => 8,
            Self::Group => 9,
            Self::Row => 10,
            Self::Cell => 11,
            Self::Margin => 12,
            Self::Anchor => 13,
            Self::Picture => 14,
            Self::Break => 15,
            Self::Verbatim => 16,
            Self::Title => 17,
            Self::Unshown => 18,
            Self::Void => 19,
            Self::Frame => 20,
            Self::Embed => 21,
        }
    }

    /// Whether it has no content and no end tag.
    pub(super) fn is_void(self) -> bool {
        matches!(self, Self::Text | Self::Picture | Self::Embed | Self::Break | Self::Void)
    }

    /// Whether a line ends before and after it.
    pub(super) fn is_block(self) -> bool {
        !self.is_void()
            && !matches!(self, Self::Inline | Self::Anchor | Self::Frame | Self::Unshown)
    }

    /// Whether a browser shows nothing of what it holds.
    pub(super) fn hides(self) -> bool {
        matches!(self, Self::Frame | Self::Unshown)
    }
}

/// What a start tag says beside its name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Hint {
    /// It is hidden by an attribute.
    pub(super) hidden: bool,
    /// Columns and rows of a cell as far as given.
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// A picture too small to hold a table.
    pub(super) small: bool,
    /// An ordered list: its first number.
    pub(super) first: Option<usize>,
    /// Where an anchor leads.
    pub(super) target: Option<Box<str>>,
}

/// Columns that a cell may take, as in the HTML standard.
const COLUMNS_MAX: usize = 1000;
/// Rows that a cell may take, as in the HTML standard.
const ROWS_MAX: usize = 65_534;
/// Width and height in pixels below which a picture holds no table.
const PICTURE: (usize, usize) = (200, 80);

impl Hint {
    /// The hint that `start` gives.
    pub(super) fn of(tag: Tag, start: &StartTag<usize>) -> Self {
        let value = |name: &[u8]| start.attributes.get(name).map(|it| text(it));
        let number = |name: &[u8]| value(name).and_then(|it| leading(&it));
        let style = value(b"style").unwrap_or_default().to_ascii_lowercase();
        let style: String = style.split_whitespace().collect();
        let unlike = |kind: String| kind != "1";
        let plain = start.name.as_slice() == b"ol"
            && !value(b"type").is_some_and(unlike)
            && !style.contains("list-style");
        Self {
            hidden: start.attributes.contains_key(b"hidden".as_slice())
                || style.split(';').any(|it| it.trim_end_matches("!important") == "display:none"),
            columns: number(b"colspan").unwrap_or(1).clamp(1, COLUMNS_MAX),
            rows: match number(b"rowspan") {
                Some(0) => ROWS_MAX,
                rows => rows.unwrap_or(1).min(ROWS_MAX),
            },
            small: number(b"width").is_some_and(|it| it < PICTURE.0)
                || number(b"height").is_some_and(|it| it < PICTURE.1),
            first: plain.then(|| number(b"start").unwrap_or(1)),
            target: value(b"href").filter(|_| tag == Tag::Anchor).map(Into::into),
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

/// The number that `value` begins with.
fn leading(value: &str) -> Option<usize> {
    let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(usize::MAX)) }
}
