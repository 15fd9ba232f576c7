//! Looking up one record of a chain.

use super::{ChainFile, Head, Layout};

impl ChainFile {
    /// Where the chain ended once this record was stored.
    pub fn head_at(&self, revision: u64) -> Option<Head> {
        let Layout { table, number, .. } = self.layout;
        let sql = format!("SELECT link FROM {table} WHERE {number} = ?1");
        let connection = self.connection.as_ref()?;
        let link = connection.query_row(&sql, [revision as i64], |row| row.get(0));
        link.ok().map(|link| Head { revision, link })
    }
}
