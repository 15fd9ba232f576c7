//! Whose an address is.

/// Calls of the API that guests make.
const GUESTS_CALLS: [&str; 6] = ["show", "hall", "join", "vote", "results", "openapi.json"];

/// Whether those who run the show come by this address: their pages, sockets and calls.
pub fn is_crew(path: &str) -> bool {
    let mut parts = path.split('/').skip(1);
    let (first, second) = (parts.next().unwrap_or_default(), parts.next());
    match first {
        "mc" | "producer" | "jury" | "chair" | "crew" | "print" | "trust" => true,
        "live" => matches!(second, Some("mc" | "producer" | "jury" | "chair" | "crew")),
        "api" => second.is_some_and(|call| !GUESTS_CALLS.contains(&call)),
        _ => false,
    }
}

/// Whether nobody is let in here without a key.
pub fn needs_key(path: &str) -> bool {
    is_crew(path) && !path.starts_with("/trust")
}

/// Whether this is the address of a page of the audience's.
pub fn is_audience(path: &str) -> bool {
    let first = path.split('/').nth(1).unwrap_or_default();
    matches!(first, "" | "vote" | "v" | "t" | "p" | "join" | "receipts")
}

/// Whether reading here leaves a mark: a look that is put on record, or a file that is handed out.
pub fn leaves_a_mark(path: &str) -> bool {
    let looks = path.starts_with("/api/ballots/") && path.ends_with("/tally");
    looks
        || matches!(path, "/api/export" | "/api/launcher" | "/api/jury/matrix")
        || path.starts_with("/print/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panels_are_the_crews_and_the_ballot_is_the_guests() {
        for path in [
            "/mc",
            "/producer",
            "/live/mc",
            "/api/go",
            "/api/export",
            "/trust/x",
        ] {
            assert!(is_crew(path), "{path}");
        }
        for path in [
            "/",
            "/stage",
            "/live/stage",
            "/live/audience",
            "/api/vote",
            "/api",
            "/mcx",
        ] {
            assert!(!is_crew(path), "{path}");
        }
    }
}
