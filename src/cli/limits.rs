//! What the system lets this program have.

/// Files that may be open at once, where the system allows it: phones, and room for everything
/// else.
#[cfg(unix)]
const FILES_WANTED: u64 = 65_536;

/// Files that are kept for those who run the show, for screens, pages and the disk: phones have the
/// rest.
const FILES_KEPT: u64 = 256;

/// What connections share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Files that may be open at once.
    pub files: u64,
    pub phones: u64,
}

/// Each phone holds a file open, and many systems let a program have 1,024, or 256: without more, a
/// full hall would keep GO out.
pub(super) fn allow_many_connections() -> Room {
    #[cfg(unix)]
    {
        let (files, raised) = allow_many_files();
        let phones = files.saturating_sub(FILES_KEPT).max(files / 2);
        if raised && files < FILES_WANTED {
            tracing::info!(
                "the system lets {} be connected at once: raise its limit of open files (ulimit \
                    -n) for more",
                crate::show::text::counted(phones, "phone")
            );
        }
        Room { files, phones }
    }
    #[cfg(not(unix))]
    Room {
        files: u64::MAX,
        phones: u64::MAX,
    }
}

/// How many files this program may have open, as many as the system allows; and whether that had to
/// be asked for.
#[cfg(unix)]
pub(super) fn allow_many_files() -> (u64, bool) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.map_or(FILES_WANTED, |most| most.min(FILES_WANTED));
    if current.is_none_or(|now| now >= wanted) {
        return (current.unwrap_or(FILES_WANTED), false);
    }
    let more = Rlimit {
        current: Some(wanted),
        maximum,
    };
    let files = match setrlimit(Resource::Nofile, more) {
        Ok(()) => wanted,
        Err(_) => current.unwrap_or_default(),
    };
    (files, true)
}
