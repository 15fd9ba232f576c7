use super::*;

const NOW: At = At(1_790_000_000_000);

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn authority(folder: &Path) -> Authority {
    let names = names(&["laptop", "192.168.1.20", "203.0.113.9", "vote.example"]);
    Authority::of(folder, &names, NOW).unwrap()
}

fn leaf(folder: &Path) -> CertificateDer<'static> {
    CertificateDer::from_pem_file(folder.join("server.pem")).unwrap()
}

#[test]
fn it_is_made_once_and_stays_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let first = authority(folder.path());
    let later = NOW.plus_ms(300 * DAY_MS);
    let second = Authority::of(folder.path(), &names(&["other"]), later).unwrap();
    assert_eq!(first.fingerprint(), second.fingerprint());
    assert_eq!(first.name(), second.name());
}

#[test]
fn one_that_is_about_to_end_is_followed_by_another() {
    let folder = tempfile::tempdir().unwrap();
    let first = authority(folder.path());
    let last_month = NOW.plus_ms((AUTHORITY_DAYS - EARLY_DAYS - 10) * DAY_MS);
    let second = Authority::of(folder.path(), &[], last_month).unwrap();
    assert_ne!(first.fingerprint(), second.fingerprint());
}

#[test]
fn it_vouches_for_local_networks_and_its_own_names_and_for_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let authority = authority(folder.path());
    let own = [
        "localhost",
        "laptop",
        "laptop.local",
        "laptop.lan",
        "10.1.2.3",
        "172.16.0.9",
        "192.168.0.7",
        "127.0.0.1",
        "::1",
        "fd00::5",
        "203.0.113.9",
        "vote.example",
    ];
    for name in own {
        assert!(authority.may_vouch_for(name, NOW), "{name}");
    }
    for name in [
        "bank.example",
        "example",
        "8.8.8.8",
        "172.32.0.1",
        "203.0.113.8",
        "2001:db8::1",
        "notlocal",
    ] {
        assert!(!authority.may_vouch_for(name, NOW), "{name}");
    }
}

#[test]
fn what_it_may_not_vouch_for_is_named_and_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let authority = authority(folder.path());
    let server = authority
        .server(&names(&["localhost", "bank.example"]), NOW)
        .unwrap();
    assert_eq!(server.refused, ["bank.example"]);
    assert!(covers(&leaf(folder.path()), "localhost"));
    assert!(!covers(&leaf(folder.path()), "bank.example"));
}

#[test]
fn the_servers_certificate_is_kept_while_it_will_do_and_made_anew_when_the_address_changes() {
    let folder = tempfile::tempdir().unwrap();
    let authority = authority(folder.path());
    assert!(
        authority
            .server(&names(&["localhost", "10.0.0.5"]), NOW)
            .unwrap()
            .new
    );
    let first = leaf(folder.path());
    assert!(!authority.server(&names(&["10.0.0.5"]), NOW).unwrap().new);
    assert_eq!(first, leaf(folder.path()));
    assert!(
        authority
            .server(&names(&["localhost", "10.0.0.6"]), NOW)
            .unwrap()
            .new
    );
    assert!(covers(&leaf(folder.path()), "10.0.0.6"));
    let later = NOW.plus_ms(370 * DAY_MS);
    assert!(authority.server(&names(&["10.0.0.6"]), later).unwrap().new);
    assert!(is_vouched_for(&leaf(folder.path()), &authority.der, later));
}

#[test]
fn no_certificate_lives_longer_than_browsers_allow_or_than_its_authority() {
    let folder = tempfile::tempdir().unwrap();
    let authority = authority(folder.path());
    authority.server(&names(&["localhost"]), NOW).unwrap();
    let of = |der: &CertificateDer<'_>| validity(der).unwrap();
    let server = of(&leaf(folder.path()));
    assert!(server.until.0 - server.from.0 <= 398 * DAY_MS);
    assert!(server.from < NOW && server.until > NOW.plus_ms(300 * DAY_MS));
    let late = NOW.plus_ms(600 * DAY_MS);
    authority.server(&names(&["localhost"]), late).unwrap();
    assert!(of(&leaf(folder.path())).until <= of(authority.der()).until);
}

#[test]
fn a_damaged_authority_is_named_and_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    authority(folder.path());
    let kept = std::fs::read_to_string(folder.path().join("ca.pem")).unwrap();
    std::fs::write(
        folder.path().join("ca-key.pem"),
        pem(KEY, KeyPair::generate().unwrap().serialized_der()),
    )
    .unwrap();
    let refused = Authority::of(folder.path(), &[], NOW)
        .err()
        .unwrap()
        .to_string();
    assert!(refused.contains("ca-key.pem is damaged"), "{refused}");
    assert_eq!(
        kept,
        std::fs::read_to_string(folder.path().join("ca.pem")).unwrap()
    );
    std::fs::remove_file(folder.path().join("ca-key.pem")).unwrap();
    let refused = Authority::of(folder.path(), &[], NOW)
        .err()
        .unwrap()
        .to_string();
    assert!(refused.contains("ca-key.pem cannot be read"), "{refused}");
}

#[cfg(unix)]
#[test]
fn its_keys_are_for_this_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("tls");
    authority(&own).server(&names(&["localhost"]), NOW).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&own), 0o700);
    for file in ["ca.pem", "ca-key.pem", "server.pem", "server-key.pem"] {
        assert_eq!(mode(&own.join(file)), 0o600, "{file}");
    }
}
