//! The audience's network: what no network is called, and what none has for a password.

use crate::{HEAD, loads, one_error_after_head};

#[test]
fn a_name_is_counted_in_bytes_and_has_at_most_thirty_two() {
    for (name, bytes) in [
        ("數碼港頒獎禮觀眾專用無線網絡", 42),
        ("abcdefghijklmnopqrstuvwxyz0123456", 33),
    ] {
        one_error_after_head(
            &format!("[show.wifi]\nssid = \"{name}\"\npassword = \"long enough\"\n"),
            6,
            &format!("\"{name}\""),
            &format!("has {bytes} bytes"),
            "a Chinese character takes three bytes",
        );
    }
    for name in [
        "abcdefghijklmnopqrstuvwxyz012345",
        "頒獎禮觀眾無線網絡",
        "a;b:c,d\\\\e\\\"f",
    ] {
        loads(&format!("{HEAD}[show.wifi]\nssid = \"{name}\"\n"));
    }
}

#[test]
fn a_password_is_a_passphrase_or_a_key() {
    let (sixty_three, sixty_four) = ("p".repeat(63), "0123456789abcdefABCDEF".repeat(3));
    for wrong in [
        "short",
        "1234567",
        "密碼密碼密碼密碼",
        "café au lait",
        &"p".repeat(64),
        &sixty_four[..65],
    ] {
        one_error_after_head(
            &format!("[show.wifi]\nssid = \"Hall\"\npassword = \"{wrong}\"\n"),
            7,
            &format!("\"{wrong}\""),
            "cannot be the password",
            "8 to 63",
        );
    }
    for right in ["12345678", "a b;c:d,e", &sixty_three, &sixty_four[..64]] {
        loads(&format!(
            "{HEAD}[show.wifi]\nssid = \"Hall\"\npassword = \"{right}\"\n"
        ));
    }
    let open = loads(&format!("{HEAD}[show.wifi]\nssid = \"Hall\"\n"));
    assert_eq!(open.wifi.and_then(|wifi| wifi.password), None);
}
