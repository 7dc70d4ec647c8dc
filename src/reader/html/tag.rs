//! What the reader has to know of a tag.

use crate::text::before;

/// What an element means for lines, tables and links.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Tag {
    Text,
    #[default]
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
    /// Words that were taken out and left to be seen: `del`, `s`, `strike`.
    Struck,
    /// Never shown.
    Unshown,
    /// Without content and without effect.
    Void,
}

impl Tag {
    /// How many kinds there are.
    pub(super) const KINDS: usize = 23;

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
            b"del" | b"s" | b"strike" => Self::Struck,
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
            Self::Struck => 22,
        }
    }

    /// Whether it has no content and no end tag.
    pub(super) fn is_void(self) -> bool {
        matches!(self, Self::Text | Self::Picture | Self::Embed | Self::Break | Self::Void)
    }

    /// Whether a line ends before and after it.
    pub(super) fn is_block(self) -> bool {
        !self.is_void()
            && !matches!(
                self,
                Self::Inline | Self::Anchor | Self::Frame | Self::Unshown | Self::Struck
            )
    }

    /// Whether what it holds is no part of the text: a browser does not show it, or strikes it out.
    pub(super) fn hides(self) -> bool {
        matches!(self, Self::Frame | Self::Unshown | Self::Struck)
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

/// A start tag while it is read.
#[derive(Debug, Default)]
pub(super) struct Start {
    pub(super) tag: Tag,
    pub(super) hint: Hint,
    /// The attributes that were met; of two with one name the first counts.
    met: u16,
}

/// An attribute that is looked at.
#[derive(Clone, Copy)]
enum Attribute {
    Hidden,
    Style,
    Columns,
    Rows,
    Width,
    Height,
    /// The first number of a list.
    First,
    /// How the items of a list are numbered.
    Kind,
    Target,
}

impl Start {
    /// The start tag `name`, in lower case.
    pub(super) fn of(name: &[u8]) -> Self {
        let first = (name == b"ol").then_some(1);
        let hint = Hint { columns: 1, rows: 1, first, ..Hint::default() };
        Self { tag: Tag::of(name), hint, met: 0 }
    }

    /// Takes in an attribute, its name in lower case.
    pub(super) fn attribute(&mut self, name: &[u8], value: &[u8]) {
        let Some(attribute) = self.wanted(name) else { return };
        let Ok(value) = str::from_utf8(value) else { return };
        let bit = 1 << attribute as u16;
        if self.met & bit != 0 {
            return;
        }
        self.met |= bit;
        let (hint, value) = (&mut self.hint, value.trim());
        match attribute {
            Attribute::Hidden => hint.hidden = true,
            Attribute::Style => {
                hint.hidden |= hides(value);
                hint.first = hint.first.filter(|_| !squeezed(value).contains("list-style"));
            }
            Attribute::Columns => hint.columns = leading(value).unwrap_or(1).clamp(1, COLUMNS_MAX),
            Attribute::Rows => {
                hint.rows = match leading(value) {
                    Some(0) => ROWS_MAX,
                    rows => rows.unwrap_or(1).min(ROWS_MAX),
                }
            }
            Attribute::Width => hint.small |= leading(value).is_some_and(|it| it < PICTURE.0),
            Attribute::Height => hint.small |= leading(value).is_some_and(|it| it < PICTURE.1),
            Attribute::First => hint.first = hint.first.map(|_| leading(value).unwrap_or(1)),
            Attribute::Kind => hint.first = hint.first.filter(|_| value == "1"),
            Attribute::Target => hint.target = Some(value.into()),
        }
    }

    /// What `name` means in this tag.
    fn wanted(&self, name: &[u8]) -> Option<Attribute> {
        Some(match (name, self.tag) {
            (b"style", _) => Attribute::Style,
            (b"hidden", _) => Attribute::Hidden,
            (b"colspan", Tag::Cell) => Attribute::Columns,
            (b"rowspan", Tag::Cell) => Attribute::Rows,
            (b"width", Tag::Picture | Tag::Frame | Tag::Embed) => Attribute::Width,
            (b"height", Tag::Picture | Tag::Frame | Tag::Embed) => Attribute::Height,
            (b"start", Tag::List) => Attribute::First,
            (b"type", Tag::List) => Attribute::Kind,
            (b"href", Tag::Anchor) => Attribute::Target,
            _ => return None,
        })
    }
}

/// What `display` may be and shows the element; a browser passes over what it does not know.
const SHOWN: [&str; 26] = [
    "block",
    "contents",
    "flex",
    "flow-root",
    "grid",
    "inherit",
    "initial",
    "inline",
    "inline-block",
    "inline-flex",
    "inline-grid",
    "inline-table",
    "list-item",
    "revert",
    "run-in",
    "table",
    "table-caption",
    "table-cell",
    "table-column",
    "table-column-group",
    "table-footer-group",
    "table-header-group",
    "table-row",
    "table-row-group",
    "unset",
    "-webkit-box",
];

/// Whether a style says that nothing of the element is shown: the last declaration counts, but
/// for one that is marked as important.
fn hides(style: &str) -> bool {
    // Few declarations begin like the one that is looked for.
    let may_hide = |it: &&str| it.trim_start().starts_with(['d', 'D']);
    let (mut hidden, mut settled) = (false, false);
    for declaration in style.split(';').filter(may_hide) {
        let declaration = squeezed(declaration);
        let Some(value) = declaration.strip_prefix("display:") else { continue };
        let bare = value.strip_suffix("!important");
        let (value, important) = (bare.unwrap_or(value), bare.is_some());
        if (value == "none" || SHOWN.contains(&value)) && (important || !settled) {
            hidden = value == "none";
            settled |= important;
        }
    }
    hidden
}

/// `style` in lower case and without blanks.
fn squeezed(style: &str) -> String {
    style.split_whitespace().flat_map(str::chars).map(|it| it.to_ascii_lowercase()).collect()
}

/// The number that `value` begins with.
fn leading(value: &str) -> Option<usize> {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 { None } else { Some(before(value, digits).parse().unwrap_or(usize::MAX)) }
}
