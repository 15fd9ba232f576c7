//! Looking at a chain without writing: one record of it, or whether it would open.

use super::{ChainFile, Damage, Head, Keeping, Layout, Reader, coming, is_half_archived, mend};
use std::path::Path;

impl ChainFile {
    /// Whether [`ChainFile::kept`] would open it; nothing is changed. The database may stand
    /// elsewhere until then. Tells whether the second copy is there and of this evening.
    pub fn decide(
        path: &Path,
        elsewhere: Option<&Path>,
        layout: Layout,
        keeping: &Keeping,
        each: Reader<'_>,
    ) -> Result<bool, Damage> {
        let coming = is_half_archived(path).then(|| coming(path));
        let file = elsewhere.or(coming.as_deref()).unwrap_or(path);
        mend::decide((path, file), layout, keeping, each)
    }

    /// Where the chain ended once this record was stored.
    pub fn head_at(&self, revision: u64) -> Option<Head> {
        let Layout { table, number, .. } = self.layout;
        let sql = format!("SELECT link FROM {table} WHERE {number} = ?1");
        let connection = self.connection.as_ref()?;
        let link = connection.query_row(&sql, [revision as i64], |row| row.get(0));
        link.ok().map(|link| Head { revision, link })
    }
}
