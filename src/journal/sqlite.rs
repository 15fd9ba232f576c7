//! `show.db`: the journal as an SQLite file, one row an event.
//!
//! The file is opened without letting SQLite write to it until every link has been verified, so a damaged evening stays as it was found.

use super::{AppendError, Damage, Head, Journal, body, link};
use crate::show::event::Stamped;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::{Path, PathBuf};

/// "Palm": tells our files from other programs'.
const APPLICATION_ID: i64 = 0x5061_6C6D;

/// The layout below. A file with a higher number was written by a newer Palmares.
const SCHEMA_VERSION: i64 = 1;

const SCHEMA: &str = "
CREATE TABLE event (
    revision INTEGER PRIMARY KEY CHECK (revision > 0),
    body     TEXT NOT NULL,
    link     BLOB NOT NULL CHECK (length(link) = 32)
) STRICT;
CREATE TRIGGER event_without_gaps BEFORE INSERT ON event
WHEN NEW.revision <> (SELECT coalesce(max(revision), 0) + 1 FROM event)
BEGIN SELECT raise(ABORT, 'events are numbered without gaps'); END;
CREATE TRIGGER event_never_updated BEFORE UPDATE ON event
BEGIN SELECT raise(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
BEGIN SELECT raise(ABORT, 'events are never deleted'); END;
";

/// A journal in a file.
pub struct SqliteJournal {
    path: PathBuf,
    connection: Option<Connection>,
    head: Head,
}

impl SqliteJournal {
    /// Opens or creates the journal at `path` and verifies all of it.
    pub fn open(path: &Path) -> Result<Self, Damage> {
        let coming = coming(path);
        if !path.exists() && coming.exists() {
            // A power cut between the two renames of an archive: the new evening is complete, only its name is missing.
            std::fs::rename(&coming, path).map_err(|e| Damage::File(e.to_string()))?;
        }
        let mut journal = SqliteJournal {
            path: path.to_owned(),
            connection: None,
            head: Head::default(),
        };
        journal.reopen()?;
        Ok(journal)
    }

    fn connection(&mut self) -> Result<&mut Connection, String> {
        self.connection
            .as_mut()
            .ok_or_else(|| "the journal is closed".to_owned())
    }

    fn insert(&mut self, after: Head, events: &[Stamped]) -> rusqlite::Result<Head> {
        let connection = self
            .connection
            .as_mut()
            .ok_or(rusqlite::Error::InvalidQuery)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut head = after;
        {
            let mut insert = transaction
                .prepare_cached("INSERT INTO event (revision, body, link) VALUES (?1, ?2, ?3)")?;
            for event in events {
                let body = body(event);
                head = Head {
                    revision: event.revision,
                    link: link(&head.link, &body),
                };
                insert.execute((event.revision as i64, &body, &head.link[..]))?;
            }
        }
        transaction.commit()?;
        Ok(head)
    }
}

impl Journal for SqliteJournal {
    fn append(&mut self, after: Head, events: &[Stamped]) -> Result<Head, AppendError> {
        if after != self.head {
            return Err(AppendError::Moved(self.head));
        }
        let head = self.insert(after, events);
        self.head = head.map_err(|e| AppendError::Storage(e.to_string()))?;
        Ok(self.head)
    }

    fn replay(&mut self, each: &mut dyn FnMut(Stamped)) -> Result<Head, Damage> {
        let connection = self.connection().map_err(Damage::File)?;
        verify(connection, each)
    }

    fn reopen(&mut self) -> Result<Head, Damage> {
        self.connection = None;
        let (connection, head) = open_verified(&self.path)?;
        self.connection = Some(connection);
        self.head = head;
        Ok(head)
    }

    fn archive(&mut self, label: &str, events: &[Stamped]) -> Result<Head, AppendError> {
        let storage = |e: &dyn std::fmt::Display| AppendError::Storage(e.to_string());
        let coming = coming(&self.path);
        for leftover in with_companions(&coming) {
            if leftover.exists() {
                std::fs::remove_file(&leftover).map_err(|e| storage(&e))?;
            }
        }
        let mut next = SqliteJournal::open(&coming).map_err(|e| storage(&e))?;
        next.append(Head::default(), events)?;
        // Closing folds the write-ahead log into the file, so that one rename moves everything.
        close(next.connection.take()).map_err(|e| storage(&e))?;
        close(self.connection.take()).map_err(|e| storage(&e))?;
        let result = std::fs::rename(&self.path, free_name(&self.path, label))
            .and_then(|()| std::fs::rename(&coming, &self.path));
        let reopened = self.reopen().map_err(|e| storage(&e));
        result.map_err(|e| storage(&e))?;
        reopened
    }
}

/// Where a new evening is prepared before it takes the journal's place.
fn coming(path: &Path) -> PathBuf {
    path.with_extension("db-coming")
}

fn with_companions(path: &Path) -> [PathBuf; 3] {
    let beside = |suffix: &str| PathBuf::from(format!("{}{suffix}", path.display()));
    [path.to_owned(), beside("-wal"), beside("-shm")]
}

/// `show-LABEL.db`, with a number if that is taken: an archive never overwrites another.
fn free_name(path: &Path, label: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = |extra: String| path.with_file_name(format!("{stem}-{label}{extra}.db"));
    let mut free = name(String::new());
    let mut count = 2;
    while free.exists() {
        free = name(format!("-{count}"));
        count += 1;
    }
    free
}

fn close(connection: Option<Connection>) -> rusqlite::Result<()> {
    connection.map_or(Ok(()), |connection| {
        connection.close().map_err(|(_, error)| error)
    })
}

fn open_verified(path: &Path) -> Result<(Connection, Head), Damage> {
    let file = |e: rusqlite::Error| Damage::File(e.to_string());
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = Connection::open_with_flags(path, flags).map_err(file)?;
    // Until the file is known to be good, not even closing it may change it.
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .map_err(file)?;
    connection
        .pragma_update(None, "locking_mode", "EXCLUSIVE")
        .map_err(file)?;
    let pragma = |name: &str| {
        connection
            .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
            .map_err(file)
    };
    let (application, version) = (pragma("application_id")?, pragma("user_version")?);
    let tables = "SELECT count(*) FROM sqlite_master";
    let fresh = application == 0
        && connection
            .query_row(tables, [], |row| row.get::<_, i64>(0))
            .map_err(file)?
            == 0;
    if fresh {
        create(&connection).map_err(file)?;
    } else {
        recognise(application, version)?;
        let check: String = connection
            .query_row("PRAGMA quick_check", [], |row| row.get(0))
            .map_err(file)?;
        if check != "ok" {
            return Err(Damage::File(check));
        }
    }
    let head = verify(&connection, &mut |_| {})?;
    durable(&connection).map_err(file)?;
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)
        .map_err(file)?;
    Ok((connection, head))
}

fn recognise(application: i64, version: i64) -> Result<(), Damage> {
    if application != APPLICATION_ID {
        let text = "this is not a Palmares journal. Move the file away, or name another folder";
        return Err(Damage::Foreign(text.to_owned()));
    }
    if version != SCHEMA_VERSION {
        let text = format!(
            "the journal has format {version}; this Palmares reads format {SCHEMA_VERSION}. Serve it with the version that wrote it"
        );
        return Err(Damage::Foreign(text));
    }
    Ok(())
}

fn durable(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")
}

fn create(connection: &Connection) -> rusqlite::Result<()> {
    durable(connection)?;
    connection.execute_batch(&format!(
        "BEGIN IMMEDIATE; {SCHEMA} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    ))
}

/// Walks the chain from the first event to the last.
fn verify(connection: &Connection, each: &mut dyn FnMut(Stamped)) -> Result<Head, Damage> {
    let file = |e: rusqlite::Error| Damage::File(e.to_string());
    let mut rows = connection
        .prepare("SELECT revision, body, link FROM event ORDER BY revision")
        .map_err(file)?;
    let mut rows = rows.query([]).map_err(file)?;
    let mut head = Head::default();
    while let Some(row) = rows.next().map_err(file)? {
        let revision = head.revision + 1;
        let damaged = |what: &str| Damage::Record {
            revision,
            what: what.to_owned(),
        };
        let stored: i64 = row
            .get(0)
            .map_err(|_| damaged("its number is unreadable"))?;
        if stored != revision as i64 {
            return Err(damaged("it is missing"));
        }
        let text: String = row.get(1).map_err(|_| damaged("its text is unreadable"))?;
        let chained: [u8; 32] = row.get(2).map_err(|_| damaged("its link is unreadable"))?;
        if link(&head.link, &text) != chained {
            return Err(damaged("its link does not match"));
        }
        let event: Stamped =
            serde_json::from_str(&text).map_err(|e| damaged(&format!("it cannot be read: {e}")))?;
        if event.revision != revision {
            return Err(damaged("its number does not match"));
        }
        each(event);
        head = Head {
            revision,
            link: chained,
        };
    }
    Ok(head)
}
