//! The keys of a show folder, before its evening is opened.

use super::Failure;
use crate::director::Director;
use crate::folder::Folder;
use crate::folder::ledgers::files;
use crate::keys::{KeyError, KeyFile, Keys};
use crate::show::command::Command;
use crate::show::event::By;
use std::collections::BTreeSet;

/// The folder's keys. New ones are made only for a folder without an evening, or where somebody has
/// asked for them: with others everybody could vote again.
pub(super) fn keys(folder: &Folder, file: &mut KeyFile, new: bool) -> Result<Keys, Failure> {
    let keys = match file.read() {
        Ok(Some(keys)) => return Ok(keys),
        Ok(None) if folder.was_served() && !new => return Err(lost(folder)),
        Ok(None) => Keys::random().map_err(KeyError::Io),
        Err(error) => Err(error),
    };
    let keys = keys.map_err(|error| told(folder, &error))?;
    file.keep(&keys).map_err(|error| {
        let path = folder.path().display();
        Failure::other(format!(
            "{path}/keys.json cannot be written: {error}. Free some space, and try again."
        ))
    })?;
    Ok(keys)
}

/// What is said where the keys of an evening are not there.
pub(super) fn lost(folder: &Folder) -> Failure {
    Failure::other(format!(
        "{}: keys.json is missing, and an evening was begun here: with other keys everybody \
        could vote again. Put it back from a copy of the folder. If it is lost for good, start \
        with --new-keys: what was counted stays, every link is a new one, whoever has voted can \
        vote again, and the journal says so. For a new evening instead, move {} and their mirrors \
        away.",
        folder.path().display(),
        files(&["db"]).join(", ")
    ))
}

/// What is wrong with a key file, and what mends it.
pub(super) fn told(folder: &Folder, error: &KeyError) -> Failure {
    let mend = match error {
        KeyError::Broken(_) => " If it is lost for good, move it away and start with --new-keys.",
        _ => "",
    };
    Failure::other(format!("{}: {error}.{mend}", folder.path().display()))
}

/// Roles whose key was replaced, with the fingerprints of the old ones.
pub(super) type Replaced = Vec<(String, String)>;

/// The same keys without any of `revoked`, that came back with an older `keys.json`: it is
/// replaced.
pub(super) fn without(
    mut keys: Keys,
    file: &mut KeyFile,
    revoked: &BTreeSet<String>,
) -> Result<(Keys, Replaced), Failure> {
    let replaced = keys.replace(|key| revoked.contains(key));
    let replaced = replaced.map_err(Failure::other)?;
    for (role, _) in &replaced {
        tracing::warn!(
            role,
            "keys.json holds a key that was revoked: a new one was made in its place"
        );
    }
    if let Err(error) = file.keep(&keys) {
        tracing::warn!(
            %error,
            "keys.json cannot be written: keys that were made just now are lost with the next start"
        );
    }
    Ok((keys, replaced))
}

/// Puts on record whose keys these are, where the journal does not know it.
pub(super) async fn go_on(director: &Director, fingerprint: String, replaced: Replaced) {
    let others = director.fanout().snapshot().state.fingerprint.clone();
    if others.is_some_and(|known| known != fingerprint) {
        tracing::warn!(
            "the evening goes on with other keys: give out the new links, and know that whoever \
            has voted can vote again"
        );
    }
    let mut notes = vec![Command::GoOnWithKeys { fingerprint }];
    notes.extend(
        replaced
            .into_iter()
            .map(|(role, revoked)| Command::NoteRevocation { role, revoked }),
    );
    for note in notes {
        if director.command(note, By::Server).await.is_err() {
            tracing::warn!(
                "the journal cannot say which keys these are: it is said at the next start"
            );
        }
    }
}
