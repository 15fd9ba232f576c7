//! Servers and clients that show each other certificates, as the guide has them do.

use crate::cluster::{Cluster, Shape, WELL};
use crate::evening::{EVENING, Party, closing};
use crate::support::server::{Room, Said, run};
use crate::support::tls::{Authority, Files};
use palmares::ballotbox::Cast;
use palmares::ledger::jetstream::NetFiles;

/// Says what `net prepare` says with these files.
fn prepare(cluster: &Cluster, files: &NetFiles) -> Said {
    let room = Room::demo();
    let show = room.show().display().to_string();
    let urls = cluster.urls("show");
    let mut arguments = ["net", "prepare", &show, "--nats", &urls, "--node", "n1"].to_vec();
    let path = |path: &Option<std::path::PathBuf>| path.clone().map(|p| p.display().to_string());
    let given = [
        ("--net-cert", path(&files.certificate)),
        ("--net-key", path(&files.key)),
        ("--net-ca", path(&files.authority)),
    ];
    for (name, file) in &given {
        if let Some(file) = file {
            arguments.extend([*name, file]);
        }
    }
    run(&arguments, room.path())
}

#[test]
fn both_ends_prove_who_they_are_and_a_stranger_is_told_why_not() {
    let cluster = Cluster::start(Shape { tls: true, ..WELL });
    cluster.prepare(EVENING);
    let said = prepare(&cluster, &cluster.files());
    assert_eq!(said.code, 0, "{}", said.err);

    let hall = Party::hall(&cluster);
    hall.open();
    let node = Party::node(&cluster, "n1", 11);
    let counted = node.cast(1, "a").expect("an answer");
    assert!(matches!(counted, Cast::Counted { .. }), "{counted:?}");
    hall.mark(closing(1));
    assert_eq!(hall.votes(), [1, 0]);

    let folder = tempfile::tempdir().expect("a folder");
    let stranger = Authority::made();
    let foreign = folder.path().join("foreign.pem");
    stranger.write(&foreign);
    let Files { cert, key, .. } = stranger.sign(folder.path(), "client", -1, 30);
    let mine = cluster.files();
    for (what, files) in [
        (
            "no certificate",
            NetFiles {
                authority: mine.authority.clone(),
                ..NetFiles::default()
            },
        ),
        (
            "another authority",
            NetFiles {
                authority: Some(foreign),
                ..mine.clone()
            },
        ),
        (
            "a stranger's certificate",
            NetFiles {
                certificate: Some(cert),
                key: Some(key),
                ..mine.clone()
            },
        ),
    ] {
        let said = prepare(&cluster, &files);
        assert_eq!(said.code, 1, "{what}: {}", said.err);
        assert!(said.err.contains("speaks TLS"), "{what}: {}", said.err);
    }
}
