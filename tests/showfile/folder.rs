//! A show folder on disk.

use palmares::media::MediaFolder;
use palmares::show::file::{Media, Resolved};
use std::fs;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("show/media/deep")).unwrap();
    for file in ["show/media/deep/a.jpg", "show/votes.db", "secret.jpg"] {
        fs::write(folder.path().join(file), "x").unwrap();
    }
    folder
}

#[test]
fn a_file_of_the_folder_is_found_under_its_own_path() {
    let folder = folder();
    let media = MediaFolder::new(folder.path().join("show"));
    let found = |path: &str| Resolved::Found(path.to_owned());
    assert_eq!(media.resolve("media/deep/a.jpg"), found("media/deep/a.jpg"));
    assert_eq!(media.resolve("votes.db"), found("votes.db"));
    assert_eq!(media.resolve("media/b.jpg"), Resolved::Missing);
    assert_eq!(media.resolve("media/deep"), Resolved::Missing);
    assert_eq!(media.files(), ["media/deep/a.jpg"]);
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_to_where_it_leads() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let show = folder.path().join("show");
    symlink("deep/a.jpg", show.join("media/b.jpg")).unwrap();
    symlink("../votes.db", show.join("media/c.jpg")).unwrap();
    symlink("../../secret.jpg", show.join("media/d.jpg")).unwrap();
    let media = MediaFolder::new(&show);
    assert_eq!(
        media.resolve("media/b.jpg"),
        Resolved::Found("media/deep/a.jpg".into())
    );
    assert_eq!(
        media.resolve("media/c.jpg"),
        Resolved::Found("votes.db".into())
    );
    assert_eq!(media.resolve("media/d.jpg"), Resolved::Outside);
}

#[test]
fn a_folder_that_is_not_there_has_no_files() {
    let media = MediaFolder::new("/nowhere/at/all");
    assert_eq!(media.resolve("media/a.jpg"), Resolved::Missing);
    assert!(media.files().is_empty());
}

#[test]
fn a_file_is_found_in_whichever_normal_form_of_unicode_its_name_and_its_folders_are_written() {
    let folder = tempfile::tempdir().unwrap();
    for (disk, asked) in [
        ("Zu\u{308}rich", "Z\u{fc}rich"),
        ("Nguy\u{1ec5}n", "Nguye\u{302}\u{303}n"),
    ] {
        let path = format!("media/{disk}/{disk}.jpg");
        fs::create_dir_all(folder.path().join("media").join(disk)).unwrap();
        fs::write(folder.path().join(&path), "x").unwrap();
        let media = MediaFolder::new(folder.path());
        let found = media.resolve(&format!("media/{asked}/{asked}.jpg"));
        assert_eq!(found, Resolved::Found(path));
    }
}
