//! Word documents.

use super::Layout;
use crate::error::ReadError;

pub(super) fn read(_bytes: &[u8]) -> Result<(String, Layout), ReadError> {
    Ok((String::new(), Layout::default()))
}
