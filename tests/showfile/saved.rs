//! Edits on disk: all or nothing, judged before, and never over what somebody else has saved.

use palmares::folder::edit::FileEditError;
use palmares::folder::{Folder, ShowError};
use palmares::show::file::edit::Edit;
use serde_json::json;
use std::fs;
use tempfile::TempDir;

const SHOW: &str = "\
# Our gala
[show]
id = \"gala\"
title = \"Gala\"
languages = [\"en\"]

[[entry]]
id = \"one\"   # the first
title = \"One\"
team = \"A\"

[[award]]
id = \"best\"
name = \"Best\"
decided_by = \"jury\"
winner = \"one\"
";

fn gala() -> (TempDir, Folder) {
    let room = TempDir::new().expect("a temporary folder");
    let folder = Folder::at(room.path());
    fs::write(folder.show_file(), SHOW).expect("written");
    (room, folder)
}

fn titled(title: &str) -> Vec<Edit> {
    let edit = json!({"table": "entry", "id": "one", "key": "title", "value": title});
    vec![serde_json::from_value(edit).expect("an edit")]
}

fn version(folder: &Folder) -> String {
    folder.show_text().expect("a show").version
}

/// What stands in the folder, by name.
fn names(folder: &Folder) -> Vec<String> {
    let files = fs::read_dir(folder.path()).expect("a folder").flatten();
    let names = files.map(|file| file.file_name().to_string_lossy().into_owned());
    names.collect()
}

#[track_caller]
fn unchanged(folder: &Folder) {
    let text = fs::read_to_string(folder.show_file()).expect("readable");
    assert_eq!(text, SHOW);
    assert_eq!(names(folder), ["show.toml"], "nothing is left beside it");
}

#[test]
fn an_edit_is_written_whole_and_read_again_and_its_text_before_undoes_it() {
    let (_room, folder) = gala();
    let edited = folder.edit_show(&version(&folder), &titled("Prima"));
    let edited = edited.expect("written");
    assert_eq!(
        edited.reading.show.entries[0]
            .title
            .first(&edited.reading.show.languages),
        "Prima"
    );
    assert_eq!(edited.version, version(&folder));
    assert_eq!(edited.before, SHOW);
    let text = fs::read_to_string(folder.show_file()).expect("readable");
    assert_eq!(text, SHOW.replace("title = \"One\"", "title = \"Prima\""));
    assert_eq!(names(&folder), ["show.toml"]);
    folder
        .write_show(&edited.version, &edited.before)
        .expect("undone");
    unchanged(&folder);
}

#[test]
fn an_edit_of_a_file_that_somebody_has_saved_since_is_refused() {
    let (_room, folder) = gala();
    let known = version(&folder);
    let theirs = SHOW.replace("Our gala", "Our own gala");
    fs::write(folder.show_file(), &theirs).expect("saved by hand");
    let refused = folder.edit_show(&known, &titled("Prima"));
    let Err(FileEditError::Stale { version: now }) = refused else {
        panic!("it was made");
    };
    assert_eq!(now, version(&folder));
    assert_eq!(
        fs::read_to_string(folder.show_file()).expect("readable"),
        theirs
    );
    assert!(folder.write_show(&known, SHOW).is_err());
    assert_eq!(names(&folder), ["show.toml"]);
}

#[test]
fn of_two_edits_of_one_version_that_come_at_once_one_is_made() {
    let (_room, folder) = gala();
    let known = version(&folder);
    let made = std::thread::scope(|scope| {
        let edit = |title: &'static str| {
            let (folder, known) = (&folder, &known);
            scope.spawn(move || folder.edit_show(known, &titled(title)).is_ok())
        };
        let threads: Vec<_> = ["A", "B", "C", "D"].map(edit).into();
        let made = threads
            .into_iter()
            .map(|thread| thread.join().expect("ended"));
        made.filter(|made| *made).count()
    });
    assert_eq!(made, 1);
}

#[test]
fn an_edit_after_which_no_show_could_be_given_changes_nothing() {
    let (_room, folder) = gala();
    let nobody = json!({"table": "entry", "id": "one", "remove": true});
    let nobody: Edit = serde_json::from_value(nobody).expect("an edit");
    let refused = folder.edit_show(&version(&folder), &[nobody]);
    let Err(FileEditError::Unreadable(ShowError::Errors(all))) = refused else {
        panic!("it was made");
    };
    assert!(!all.is_empty());
    unchanged(&folder);
}

#[test]
fn an_edit_that_cannot_be_made_changes_nothing() {
    let (_room, folder) = gala();
    let edit = json!({"table": "entry", "id": "two", "key": "title", "value": "x"});
    let edit: Edit = serde_json::from_value(edit).expect("an edit");
    let mut edits = titled("Prima");
    edits.push(edit);
    let refused = folder.edit_show(&version(&folder), &edits);
    assert!(matches!(refused, Err(FileEditError::Edit(_))));
    unchanged(&folder);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_the_file_stays_as_private_as_it_was() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (room, folder) = gala();
    let elsewhere = TempDir::new().expect("a temporary folder");
    let file = elsewhere.path().join("gala.toml");
    fs::rename(folder.show_file(), &file).expect("moved");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("set");
    symlink(&file, room.path().join("show.toml")).expect("linked");
    folder
        .edit_show(&version(&folder), &titled("Prima"))
        .expect("written");
    assert!(
        folder
            .show_file()
            .symlink_metadata()
            .expect("there")
            .is_symlink()
    );
    let text = fs::read_to_string(&file).expect("readable");
    assert!(text.contains("Prima"), "{text}");
    let mode = file.metadata().expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn where_the_folder_cannot_be_written_the_file_stays() {
    let (_room, folder) = gala();
    // A folder in the place of the new file stops even root.
    fs::create_dir(folder.path().join("show.toml-coming")).expect("in the way");
    let refused = folder.edit_show(&version(&folder), &titled("Prima"));
    assert!(matches!(refused, Err(FileEditError::NotWritten(_))));
    let text = fs::read_to_string(folder.show_file()).expect("readable");
    assert_eq!(text, SHOW);
}
