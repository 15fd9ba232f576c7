//! The SQLite file that a chain lives in: opened without being written to until it is known to be
//! good.

use super::{Damage, Head, Layout, Linked, Position, unreadable};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Rows, Statement, TransactionBehavior};
use std::path::{Path, PathBuf};

/// The layout of [`Layout`]. A file with a higher number was written by a newer Palmares.
const SCHEMA_VERSION: i64 = 1;

/// SQLite's extended code for a file that ends before it should.
const SHORT_READ: i32 = rusqlite::ffi::SQLITE_IOERR_SHORT_READ;

/// A database file as it was found.
pub(super) struct FoundFile {
    /// None if it is not there, holds nothing, or cannot be opened.
    pub(super) connection: Option<Connection>,
    /// Why its end, or all of it, cannot be trusted.
    pub(super) doubt: Option<Damage>,
    /// SQLite began a log that was not there.
    began_log: bool,
    log: PathBuf,
}

impl FoundFile {
    /// Lets go of a file that is refused: it is left exactly as it was, with nothing new beside it.
    pub(super) fn let_go(mut self) {
        self.connection = None;
        if self.began_log && self.log.metadata().is_ok_and(|log| log.len() == 0) {
            // SQLite begins a log on opening, and must not fold it in on closing.
            let _ = std::fs::remove_file(&self.log);
        }
    }
}

/// The file, its log and its index of the log.
pub(super) fn with_companions(path: &Path) -> [PathBuf; 3] {
    let beside = |suffix: &str| PathBuf::from(format!("{}{suffix}", path.display()));
    [path.to_owned(), beside("-wal"), beside("-shm")]
}

/// A file that somebody else has open, or that may not be written, is not a damaged one.
fn untold(error: rusqlite::Error) -> Damage {
    use rusqlite::ErrorCode::{
        CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, ReadOnly, SystemIoFailure,
    };
    let short = error.sqlite_error().map(|error| error.extended_code) == Some(SHORT_READ);
    let text = match error.sqlite_error_code() {
        Some(DatabaseBusy | DatabaseLocked) => {
            "another program has the file open. End it, then try again"
        }
        Some(ReadOnly) => {
            "the file cannot be written. Make it and its folder writable, then try again"
        }
        Some(CannotOpen) => {
            "the file cannot be opened. Make it and its folder readable and writable, then try \
            again"
        }
        Some(DiskFull) => "the disk is full. Free some space, then try again",
        // A file that ends too early is damaged; one that a loose cable hides is not.
        Some(SystemIoFailure) if !short => {
            "the disk does not read or write as it should. Check it and its cable, then try again"
        }
        _ => return unreadable(error),
    };
    Damage::Foreign(text.to_owned())
}

/// Looks at the file at `path`. What is no fault of the file's is an error; what is wrong with the
/// file is a doubt.
pub(super) fn find(path: &Path, layout: Layout) -> Result<FoundFile, Damage> {
    let [_, log, _] = with_companions(path);
    let length = |path: &Path| path.metadata().map_or(0, |m| m.len());
    let mut found = FoundFile {
        connection: None,
        doubt: None,
        began_log: !log.exists(),
        log,
    };
    if length(path) == 0 {
        if length(&found.log) > 0 {
            // Opening it would make SQLite throw the log away.
            let text = "it is empty or missing, and its log is still there";
            found.doubt = Some(unreadable(text));
        }
        return Ok(found);
    }
    match open(path) {
        Ok(connection) => match recognise(&connection, layout) {
            Ok(None) => {}
            Ok(Some(doubt)) => {
                found.doubt = doubt;
                found.connection = Some(connection);
            }
            Err(damage) => {
                found.connection = Some(connection);
                return refuse_or_doubt(found, damage);
            }
        },
        Err(damage) => return refuse_or_doubt(found, damage),
    }
    Ok(found)
}

/// A damaged file may be mended from its mirror; one that somebody else uses, or a newer version
/// wrote, may not.
fn refuse_or_doubt(mut found: FoundFile, damage: Damage) -> Result<FoundFile, Damage> {
    match damage {
        Damage::Foreign(_) => {
            found.let_go();
            Err(damage)
        }
        damage => {
            found.doubt = Some(damage);
            Ok(found)
        }
    }
}

fn open(path: &Path) -> Result<Connection, Damage> {
    // SQLite would open a file of somebody else's for reading only, and fail later with words that
    // blame the disk.
    let writable = std::fs::OpenOptions::new().write(true).open(path);
    if writable.is_err_and(|error| error.kind() == std::io::ErrorKind::PermissionDenied) {
        let text = "the file may not be written by this user. Give it to the user who serves the show (chown), or serve as its owner";
        return Err(Damage::Foreign(text.to_owned()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = Connection::open_with_flags(path, flags).map_err(untold)?;
    // Until the file is known to be good, not even closing it may change it.
    fold_in_on_close(&connection, false).map_err(untold)?;
    connection
        .pragma_update(None, "locking_mode", "EXCLUSIVE")
        .map_err(untold)?;
    Ok(connection)
}

fn fold_in_on_close(connection: &Connection, on: bool) -> rusqlite::Result<()> {
    let config = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
    connection.set_db_config(config, !on).map(drop)
}

/// Closing the file from here on changes nothing at its path.
pub(super) fn leave(connection: &Connection) -> rusqlite::Result<()> {
    fold_in_on_close(connection, false)
}

/// Whether this is a file of ours. None: it is a database without anything in it. The inner value
/// is what is doubtful about it.
fn recognise(connection: &Connection, layout: Layout) -> Result<Option<Option<Damage>>, Damage> {
    let number = |sql: &str| {
        connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .map_err(untold)
    };
    let application = number("PRAGMA application_id")?;
    let version = number("PRAGMA user_version")?;
    if application == 0 && number("SELECT count(*) FROM sqlite_master")? == 0 {
        return Ok(None);
    }
    if application != layout.application_id {
        let text = "this is not a file of this kind that Palmares wrote. Move it away, or name another folder";
        return Ok(Some(Some(Damage::Foreign(text.to_owned()))));
    }
    if version != SCHEMA_VERSION {
        let text = format!(
            "the file has format {version}; this Palmares reads format {SCHEMA_VERSION}. Serve it \
            with the version that wrote it"
        );
        return Err(Damage::Foreign(text));
    }
    let check = connection.query_row("PRAGMA quick_check", [], |row| row.get::<_, String>(0));
    let check = check.map_err(untold)?;
    if check == "ok" {
        return Ok(Some(None));
    }
    // The first finding is enough for a sentence; SQLite puts a title above it.
    let finding = check.lines().find(|line| !line.starts_with("***"));
    let finding = finding.unwrap_or(&check).to_owned();
    Ok(Some(Some(Damage::File(finding))))
}

/// Makes an empty file ready for records.
pub(super) fn create(path: &Path, layout: Layout) -> Result<Connection, Damage> {
    let connection = open(path)?;
    create_table(&connection, layout).map_err(untold)?;
    Ok(connection)
}

/// Lets SQLite write to a file that is known to be good.
pub(super) fn trust(connection: &Connection) -> Result<(), Damage> {
    durable(connection).map_err(untold)?;
    fold_in_on_close(connection, true).map_err(untold)?;
    // A restart on a full disk shows the evening all the same: the first press will tell that it
    // cannot be stored.
    if let Err(error) = write_anew(connection) {
        tracing::warn!(%error, "the disk cannot be written at the moment");
    }
    Ok(())
}

/// Folds the log into the file. After a sync that failed the system may call pages written that
/// never reached the disk, and read them back from memory: what was read here stands only once it
/// has been written again, with a sync of its own.
fn write_anew(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}

/// Writes what stands there already. Nobody would know otherwise: a file that needs nothing opens
/// well on a full disk.
pub(super) fn try_to_write(connection: &Connection) -> Result<(), Damage> {
    let written = connection.pragma_update(None, "user_version", SCHEMA_VERSION);
    written
        .and_then(|()| write_anew(connection))
        .map_err(untold)
}

fn durable(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")
}

fn create_table(connection: &Connection, layout: Layout) -> rusqlite::Result<()> {
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

/// Stores records after `after` in one transaction.
pub(super) fn insert(
    connection: &mut Connection,
    layout: Layout,
    after: Head,
    bodies: &[String],
) -> rusqlite::Result<Vec<Head>> {
    let Layout { table, number, .. } = layout;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut heads = Vec::with_capacity(bodies.len());
    {
        let sql = format!("INSERT INTO {table} ({number}, body, link) VALUES (?1, ?2, ?3)");
        let mut insert = transaction.prepare_cached(&sql)?;
        let mut head = after;
        for body in bodies {
            head = head.next(layout.context, body);
            insert.execute((head.revision as i64, body, &head.link[..]))?;
            heads.push(head);
        }
    }
    transaction.commit()?;
    Ok(heads)
}

/// The statement that reads every record in order.
pub(super) fn prepare<'c>(
    connection: &'c Connection,
    layout: Layout,
) -> Result<Statement<'c>, Damage> {
    let Layout { table, number, .. } = layout;
    let sql = format!("SELECT {number}, body, link FROM {table} ORDER BY {number}");
    connection.prepare(&sql).map_err(unreadable)
}

/// A row: its number, and its body and link or what is wrong with it.
pub(super) type Row = (i64, Result<(String, [u8; 32]), &'static str>);

/// The next row of a table that can be read so far.
pub(super) fn next_row(rows: &mut Rows<'_>) -> Result<Option<Row>, Damage> {
    let Some(row) = rows.next().map_err(unreadable)? else {
        return Ok(None);
    };
    let Ok(number) = row.get::<_, i64>(0) else {
        return Ok(Some((0, Err("its number is unreadable"))));
    };
    let body = row.get_ref(1).ok();
    let body = body.and_then(|value| value.as_str().ok().map(str::to_owned));
    let record = match (body, row.get::<_, [u8; 32]>(2)) {
        (None, _) => Err("its text is unreadable"),
        (_, Err(_)) => Err("its link is unreadable"),
        (Some(body), Ok(link)) => Ok((body, link)),
    };
    Ok(Some((number, record)))
}

/// Verified records behind a position: at least one if there is one, and no more once they have
/// this many bytes.
pub(super) fn page(
    connection: &Connection,
    layout: Layout,
    after: Position,
    bytes_max: usize,
) -> Result<Vec<Linked>, Damage> {
    let Layout { table, number, .. } = layout;
    let Some(mut head) = head_at(connection, layout, after)? else {
        return Ok(Vec::new());
    };
    let sql =
        format!("SELECT {number}, body, link FROM {table} WHERE {number} > ?1 ORDER BY {number}");
    let mut statement = connection.prepare_cached(&sql).map_err(unreadable)?;
    let mut rows = statement.query([after as i64]).map_err(unreadable)?;
    let (mut page, mut bytes) = (Vec::new(), 0);
    while page.is_empty() || bytes < bytes_max {
        let Some((stored, record)) = next_row(&mut rows)? else {
            break;
        };
        let damaged = |what: &str| Damage::Record {
            noun: table,
            number: head.revision + 1,
            what: what.to_owned(),
        };
        let (body, link) = record.map_err(damaged)?;
        let next = head.next(layout.context, &body);
        if (stored, link) != (next.revision as i64, next.link) {
            return Err(damaged("its link does not match"));
        }
        bytes += body.len();
        page.push((next, body));
        head = next;
    }
    Ok(page)
}

/// Where the chain ended once this record was stored; none if there is no such record.
fn head_at(
    connection: &Connection,
    layout: Layout,
    revision: Position,
) -> Result<Option<Head>, Damage> {
    if revision == 0 {
        return Ok(Some(Head::default()));
    }
    let Layout { table, number, .. } = layout;
    let sql = format!("SELECT link FROM {table} WHERE {number} = ?1");
    let mut statement = connection.prepare_cached(&sql).map_err(unreadable)?;
    let link = statement.query_row([revision as i64], |row| row.get(0));
    let head = link.map(|link| Head { revision, link });
    head.optional().map_err(unreadable)
}
