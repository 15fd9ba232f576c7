//! Which file an edit was made for.

use super::plan::FileNow;
use super::{Editor, EditorError};
use crate::show::file::data;
use crate::show::file::edit::{Edit, Touched, touched};

impl Editor {
    /// What these edits are about must read as in the version that they were made for.
    pub(super) fn still_free(
        &self,
        now: &FileNow,
        version: &str,
        edits: &[Edit],
    ) -> Result<(), EditorError> {
        let is = |known: &str| self.told(known) == version;
        if is(&now.text.version) {
            return Ok(());
        }
        let then = now.history.earlier(&now.text, is);
        let then = then.and_then(|text| data(&text, &[]));
        let (Some(then), Some(shown)) = (then, data(&now.text.text, &[])) else {
            return Err(self.stale(now, Vec::new()));
        };
        let touched = touched(&then.table, &shown.table, edits);
        match touched.is_empty() {
            true => Ok(()),
            false => Err(self.stale(now, touched)),
        }
    }

    pub(super) fn stale(&self, now: &FileNow, touched: Vec<Touched>) -> EditorError {
        let version = self.told(&now.text.version);
        EditorError::Stale { version, touched }
    }

    /// A version as callers know it.
    pub(super) fn told(&self, version: &str) -> String {
        let hash = blake3::keyed_hash(&self.version_key, version.as_bytes());
        hash.to_hex()[..32].to_owned()
    }
}
