//! Helpers of the unit tests.

use crate::text::{Span, cut, from};

/// `text` with ⟦ ⟧ round every one of `spans`, which must be in order and apart.
pub(crate) fn marked(text: &str, spans: impl IntoIterator<Item = Span>) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for span in spans {
        assert!(span.start() >= at, "spans in order and apart: {span:?} in {text}");
        assert!(text.get(span.range()).is_some(), "on character boundaries: {span:?} in {text}");
        shown.push_str(cut(text, Span::new(at, span.start())));
        shown.push('⟦');
        shown.push_str(cut(text, span));
        shown.push('⟧');
        at = span.end();
    }
    shown.push_str(from(text, at));
    shown
}

/// `marked` without its marks.
pub(crate) fn unmarked(marked: &str) -> String {
    marked.replace(['⟦', '⟧'], "")
}
