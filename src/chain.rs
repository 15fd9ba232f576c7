//! Chained records in an SQLite file: append-only, without gaps, each one linked by hash to the one before.
//!
//! The show's journal and the ballot box both stand on this. The file is opened without letting SQLite write to it until every link has
//! been verified, so a damaged evening stays as it was found.

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::fmt;
use std::path::{Path, PathBuf};

/// The layout of [`Layout`]. A file with a higher number was written by a newer Palmares.
const SCHEMA_VERSION: i64 = 1;

/// What a file holds.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Tells our files from other programs', and the journal from the box.
    pub application_id: i64,
    /// The table, which is also what people call a record.
    pub table: &'static str,
    /// The column that numbers the records, from 1.
    pub number: &'static str,
    /// Keeps the links of one kind of file from fitting into another.
    pub context: &'static str,
}

/// Where a chain ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The last record's number; 0 for an empty chain.
    pub revision: u64,
    /// The last record's link; zeros for an empty chain.
    pub link: [u8; 32],
}

impl Head {
    /// The head after one more record.
    pub fn next(self, context: &str, body: &str) -> Head {
        let mut hasher = blake3::Hasher::new_derive_key(context);
        hasher.update(&self.link);
        hasher.update(body.as_bytes());
        Head {
            revision: self.revision + 1,
            link: hasher.finalize().into(),
        }
    }

    /// The link in hexadecimal.
    pub fn digest(&self) -> String {
        blake3::Hash::from_bytes(self.link).to_hex().to_string()
    }
}

/// An append that did not happen, as far as we can know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppendError {
    /// The chain does not end where the writer thinks: somebody else wrote, or a failed append survived after all.
    Moved(Head),
    /// The disk refused.
    Storage(String),
}

impl fmt::Display for AppendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AppendError::Moved(head) => write!(f, "the file ends at record {}", head.revision),
            AppendError::Storage(reason) => f.write_str(reason),
        }
    }
}

/// A file that cannot be trusted. Nothing of it is used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// A record is not what was written.
    #[error(
        "{noun} {number} is damaged ({what}). The file was left as it was. Restore the folder from a copy, or move the file away to begin a new evening"
    )]
    Record {
        /// What people call a record of this file.
        noun: &'static str,
        /// The number of the first record that cannot be trusted.
        number: u64,
        /// What is wrong with it.
        what: String,
    },
    /// The file as a whole cannot be read.
    #[error(
        "the file cannot be read ({0}). It was left as it was. Restore the folder from a copy, or move the file away to begin a new evening"
    )]
    File(String),
    /// The file belongs to another program or to another version of this one.
    #[error("{0}")]
    Foreign(String),
}

fn unreadable(error: impl fmt::Display) -> Damage {
    Damage::File(error.to_string())
}

/// A file that somebody else has open, or that may not be written, is not a damaged one.
fn untold(error: rusqlite::Error) -> Damage {
    use rusqlite::ErrorCode::{
        CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, ReadOnly, SystemIoFailure,
    };
    let text = match error.sqlite_error_code() {
        Some(DatabaseBusy | DatabaseLocked) => {
            "another program has the file open. End it, then try again"
        }
        Some(ReadOnly) => {
            "the file cannot be written. Make it and its folder writable, then try again"
        }
        Some(CannotOpen) => {
            "the file cannot be opened. Make it and its folder readable and writable, then try again"
        }
        Some(DiskFull) => "the disk is full. Free some space, then try again",
        Some(SystemIoFailure) => {
            "the disk does not read or write as it should. Check it and its cable, then try again"
        }
        _ => return unreadable(error),
    };
    Damage::Foreign(text.to_owned())
}

fn refused(error: impl fmt::Display) -> AppendError {
    AppendError::Storage(error.to_string())
}

/// A chain in a file, open for appending.
pub struct ChainFile {
    path: PathBuf,
    layout: Layout,
    connection: Option<Connection>,
    head: Head,
}

/// Takes a record over, or says what is wrong with it.
pub type Reader<'a> = &'a mut dyn FnMut(u64, &str) -> Result<(), String>;

impl ChainFile {
    /// Opens or creates the file at `path`, verifies all of it, and hands every record to `each`.
    pub fn open(path: &Path, layout: Layout, each: Reader<'_>) -> Result<Self, Damage> {
        let coming = coming(path);
        if !path.exists() && coming.exists() {
            // A power cut between the two renames of an archive: the new evening is complete, only its name is missing.
            std::fs::rename(&coming, path).map_err(unreadable)?;
        }
        let mut chain = ChainFile {
            path: path.to_owned(),
            layout,
            connection: None,
            head: Head::default(),
        };
        chain.load(each)?;
        Ok(chain)
    }

    /// Where the chain ends.
    pub fn head(&self) -> Head {
        self.head
    }

    /// After a failure: closes the file, opens it anew, verifies all of it, and sees whether it can be written again.
    pub fn reopen(&mut self, each: Reader<'_>) -> Result<Head, Damage> {
        let head = self.load(each)?;
        self.connection
            .as_ref()
            .map_or(Ok(()), try_to_write)
            .map_err(untold)?;
        Ok(head)
    }

    fn load(&mut self, each: Reader<'_>) -> Result<Head, Damage> {
        self.connection = None;
        let (connection, head) = open_verified(&self.path, self.layout, each)?;
        self.connection = Some(connection);
        self.head = head;
        Ok(head)
    }

    /// Verifies every record again and hands it to `each`.
    pub fn replay(&self, each: Reader<'_>) -> Result<Head, Damage> {
        match &self.connection {
            Some(connection) => verify(connection, self.layout, each),
            None => Err(Damage::File("it is closed".to_owned())),
        }
    }

    /// Stores records after `after`, durably: all or none.
    pub fn append(&mut self, after: Head, bodies: &[String]) -> Result<Head, AppendError> {
        if after != self.head {
            return Err(AppendError::Moved(self.head));
        }
        self.head = self.insert(after, bodies).map_err(refused)?;
        Ok(self.head)
    }

    fn insert(&mut self, after: Head, bodies: &[String]) -> rusqlite::Result<Head> {
        let Layout { table, number, .. } = self.layout;
        let connection = self.connection.as_mut();
        let connection = connection.ok_or(rusqlite::Error::InvalidQuery)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut head = after;
        {
            let sql = format!("INSERT INTO {table} ({number}, body, link) VALUES (?1, ?2, ?3)");
            let mut insert = transaction.prepare_cached(&sql)?;
            for body in bodies {
                head = head.next(self.layout.context, body);
                insert.execute((head.revision as i64, body, &head.link[..]))?;
            }
        }
        transaction.commit()?;
        Ok(head)
    }

    /// Puts this file away under a dated name and begins a new one with `bodies`. Either both happen or neither.
    pub fn archive(&mut self, label: &str, bodies: &[String]) -> Result<Head, AppendError> {
        let coming = coming(&self.path);
        for leftover in with_companions(&coming) {
            if leftover.exists() {
                std::fs::remove_file(&leftover).map_err(refused)?;
            }
        }
        let ignore: Reader<'_> = &mut |_, _| Ok(());
        let mut next = ChainFile::open(&coming, self.layout, ignore).map_err(refused)?;
        next.append(Head::default(), bodies)?;
        // Closing folds the write-ahead log into the file, so that one rename moves everything.
        close(next.connection.take()).map_err(refused)?;
        close(self.connection.take()).map_err(refused)?;
        let archived = free_name(&self.path, label);
        let renamed = std::fs::rename(&self.path, &archived).and_then(|()| {
            let took_over = std::fs::rename(&coming, &self.path);
            // Otherwise opening the file anew would begin an empty evening in its place.
            took_over.or_else(|error| std::fs::rename(&archived, &self.path).and(Err(error)))
        });
        let reopened = self.load(ignore).map_err(refused);
        renamed.map_err(refused)?;
        reopened
    }
}

/// Where a new evening is prepared before it takes the file's place.
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

/// Opens and verifies a file. One that is refused is left exactly as it was, with nothing new beside it.
fn open_verified(
    path: &Path,
    layout: Layout,
    each: Reader<'_>,
) -> Result<(Connection, Head), Damage> {
    let [_, log, _] = with_companions(path);
    let had_log = log.exists();
    let opened = open_and_verify(path, layout, each);
    if opened.is_err() && !had_log && log.metadata().is_ok_and(|log| log.len() == 0) {
        // SQLite begins a log on opening, and must not fold it in on closing.
        let _ = std::fs::remove_file(&log);
    }
    opened
}

fn open_and_verify(
    path: &Path,
    layout: Layout,
    each: Reader<'_>,
) -> Result<(Connection, Head), Damage> {
    // SQLite would open a file of somebody else's for reading only, and fail later with words that blame the disk.
    let writable = std::fs::OpenOptions::new().write(true).open(path);
    if writable.is_err_and(|error| error.kind() == std::io::ErrorKind::PermissionDenied) {
        let text = "the file may not be written by this user. Give it to the user who serves the show (chown), or serve as its owner";
        return Err(Damage::Foreign(text.to_owned()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = Connection::open_with_flags(path, flags).map_err(untold)?;
    let checkpoint_on_close = |on: bool| {
        let config = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
        connection.set_db_config(config, !on).map_err(untold)
    };
    // Until the file is known to be good, not even closing it may change it.
    checkpoint_on_close(false)?;
    connection
        .pragma_update(None, "locking_mode", "EXCLUSIVE")
        .map_err(untold)?;
    let number = |sql: &str| {
        connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .map_err(untold)
    };
    let application = number("PRAGMA application_id")?;
    let version = number("PRAGMA user_version")?;
    if application == 0 && number("SELECT count(*) FROM sqlite_master")? == 0 {
        create(&connection, layout).map_err(untold)?;
    } else {
        recognise(application, version, layout)?;
        let check = connection.query_row("PRAGMA quick_check", [], |row| row.get::<_, String>(0));
        let check = check.map_err(untold)?;
        if check != "ok" {
            // The first finding is enough for a sentence; SQLite puts a title above it.
            let finding = check.lines().find(|line| !line.starts_with("***"));
            return Err(Damage::File(finding.unwrap_or(&check).to_owned()));
        }
    }
    let head = verify(&connection, layout, each)?;
    durable(&connection).map_err(untold)?;
    checkpoint_on_close(true)?;
    // A restart on a full disk shows the evening all the same: the first press will tell that it cannot be stored.
    if let Err(error) = write_anew(&connection) {
        tracing::warn!(%error, "{} cannot be written at the moment", path.display());
    }
    Ok((connection, head))
}

fn recognise(application: i64, version: i64, layout: Layout) -> Result<(), Damage> {
    if application != layout.application_id {
        let text = "this is not a file of this kind that Palmares wrote. Move it away, or name another folder";
        return Err(Damage::Foreign(text.to_owned()));
    }
    if version != SCHEMA_VERSION {
        let text = format!(
            "the file has format {version}; this Palmares reads format {SCHEMA_VERSION}. Serve it with the version that wrote it"
        );
        return Err(Damage::Foreign(text));
    }
    Ok(())
}

fn durable(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")
}

/// Folds the log into the file. After a sync that failed the system may call pages written that never reached the disk, and read them
/// back from memory: what was read here stands only once it has been written again, with a sync of its own.
fn write_anew(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}

/// Writes what stands there already. Nobody would know otherwise: a file that needs nothing opens well on a full disk.
fn try_to_write(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    write_anew(connection)
}

fn create(connection: &Connection, layout: Layout) -> rusqlite::Result<()> {
    let Layout {
        application_id,
        table,
        number,
        ..
    } = layout;
    durable(connection)?;
    connection.execute_batch(&format!(
        "BEGIN IMMEDIATE;
        CREATE TABLE {table} (
            {number} INTEGER PRIMARY KEY CHECK ({number} > 0),
            body     TEXT NOT NULL,
            link     BLOB NOT NULL CHECK (length(link) = 32)
        ) STRICT;
        CREATE TRIGGER {table}_without_gaps BEFORE INSERT ON {table}
        WHEN NEW.{number} <> (SELECT coalesce(max({number}), 0) + 1 FROM {table})
        BEGIN SELECT raise(ABORT, 'records are numbered without gaps'); END;
        CREATE TRIGGER {table}_never_updated BEFORE UPDATE ON {table}
        BEGIN SELECT raise(ABORT, 'records are never changed'); END;
        CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
        BEGIN SELECT raise(ABORT, 'records are never deleted'); END;
        PRAGMA application_id = {application_id};
        PRAGMA user_version = {SCHEMA_VERSION};
        COMMIT;"
    ))
}

/// Walks the chain from the first record to the last.
fn verify(connection: &Connection, layout: Layout, each: Reader<'_>) -> Result<Head, Damage> {
    let Layout {
        table,
        number,
        context,
        ..
    } = layout;
    let sql = format!("SELECT {number}, body, link FROM {table} ORDER BY {number}");
    let mut rows = connection.prepare(&sql).map_err(unreadable)?;
    let mut rows = rows.query([]).map_err(unreadable)?;
    let mut head = Head::default();
    while let Some(row) = rows.next().map_err(unreadable)? {
        let damaged = |what: &str| Damage::Record {
            noun: table,
            number: head.revision + 1,
            what: what.to_owned(),
        };
        let stored: i64 = row
            .get(0)
            .map_err(|_| damaged("its number is unreadable"))?;
        if stored != head.revision as i64 + 1 {
            return Err(damaged("it is missing"));
        }
        let body = row
            .get_ref(1)
            .ok()
            .and_then(|value| value.as_str().ok())
            .ok_or_else(|| damaged("its text is unreadable"))?;
        let link: [u8; 32] = row.get(2).map_err(|_| damaged("its link is unreadable"))?;
        let next = head.next(context, body);
        if next.link != link {
            return Err(damaged("its link does not match"));
        }
        each(next.revision, body).map_err(|what| damaged(&what))?;
        head = next;
    }
    Ok(head)
}
