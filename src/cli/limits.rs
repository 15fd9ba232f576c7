//! What the system lets this program have.

/// Files that may be open at once, where the system allows it: phones, and room for everything else.
#[cfg(unix)]
const FILES_WANTED: u64 = 65_536;

/// Each phone holds a file open, and many systems let a program have 1,024, or 256: without more, a full hall would keep GO out.
pub(super) fn allow_many_connections() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
        let wanted = maximum.map_or(FILES_WANTED, |most| most.min(FILES_WANTED));
        if current.is_none_or(|now| now >= wanted) {
            return;
        }
        let more = Rlimit {
            current: Some(wanted),
            maximum,
        };
        if setrlimit(Resource::Nofile, more).is_err() {
            tracing::warn!(
                "only {} phones can be connected at once",
                current.unwrap_or_default()
            );
        }
    }
}
