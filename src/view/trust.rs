//! The page that helps the devices of those who run the show to trust its own certificates.

use crate::words::Ui;
use crate::words::trust::TrustWords;
use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The show's own authority, as devices are told of it.
#[derive(Clone, Debug)]
pub struct AuthorityFacts {
    /// What devices call it.
    pub name: String,
    /// SHA-256, as pairs of digits with colons.
    pub fingerprint: String,
    /// The day on which it ends.
    pub until: String,
    pub der: Vec<u8>,
}

/// A kind of device, in the order in which the page lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// An iPad or iPhone.
    Apple,
    /// A tablet or phone with Android.
    Android,
    /// A Mac, or an iPad that says so of itself.
    Mac,
    /// A computer with Windows.
    Windows,
    Linux,
}

impl Device {
    const ALL: [Device; 5] = [
        Device::Apple,
        Device::Android,
        Device::Mac,
        Device::Windows,
        Device::Linux,
    ];

    /// What a browser's `User-Agent` says.
    pub fn of_user_agent(text: &str) -> Device {
        let says = |word: &str| text.contains(word);
        if says("iPad") || says("iPhone") {
            Device::Apple
        } else if says("Android") {
            Device::Android
        } else if says("Macintosh") {
            Device::Mac
        } else if says("Windows") {
            Device::Windows
        } else {
            Device::Linux
        }
    }

    /// The word that the page's script and style know it by.
    fn id(self) -> &'static str {
        match self {
            Device::Apple => "apple",
            Device::Android => "android",
            Device::Mac => "mac",
            Device::Windows => "windows",
            Device::Linux => "linux",
        }
    }
}

struct TrustStep {
    id: &'static str,
    name: &'static str,
    open: bool,
    /// One a line.
    steps: String,
    file: &'static str,
    button: &'static str,
}

#[derive(Template)]
#[template(path = "trust.html", whitespace = "minimize")]
struct Page {
    w: &'static TrustWords,
    ui: Ui,
    name: String,
    fingerprint: Vec<String>,
    parts: Vec<TrustStep>,
    after_how: String,
    https: bool,
}

/// `/trust`, with the steps for this device open.
pub fn page(authority: &AuthorityFacts, device: Device, https: bool, ui: Ui) -> String {
    let w = &ui.words().trust;
    let part = |((kind, name), steps): ((&Device, &&'static str), String)| {
        let profile = *kind == Device::Apple;
        TrustStep {
            id: kind.id(),
            name,
            // An iPad says that it is a Mac: without a script both stand open.
            open: *kind == device || (profile && device == Device::Mac),
            steps,
            file: if profile {
                "palmares.mobileconfig"
            } else {
                "palmares.crt"
            },
            button: if profile { w.profile } else { w.certificate },
        }
    };
    let parts = Device::ALL
        .iter()
        .zip(&w.devices)
        .zip((w.steps)(&authority.name));
    let page = Page {
        w,
        ui,
        name: authority.name.clone(),
        fingerprint: fingerprint_lines(&authority.fingerprint),
        parts: parts.map(part).collect(),
        after_how: (w.after_how)(&authority.name, &authority.until),
        https,
    };
    page.render().unwrap_or_default()
}

/// A fingerprint in lines of eight pairs: eyes compare line by line.
pub fn fingerprint_lines(fingerprint: &str) -> Vec<String> {
    let pairs: Vec<&str> = fingerprint.split(':').collect();
    pairs.chunks(8).map(|line| line.join(" ")).collect()
}

#[derive(Template)]
#[template(path = "trust/profile.xml", escape = "html")]
struct Profile {
    name: String,
    why: &'static str,
    certificate: String,
    outer: String,
    inner: String,
}

/// A configuration profile that holds the authority, for Apple's devices.
pub fn profile(authority: &AuthorityFacts, ui: Ui) -> String {
    let profile = Profile {
        name: authority.name.clone(),
        why: ui.words().trust.why,
        certificate: STANDARD.encode(&authority.der),
        outer: uuid(&authority.fingerprint, 0),
        inner: uuid(&authority.fingerprint, 1),
    };
    profile.render().unwrap_or_default()
}

/// The same authority is the same profile at each download, so that a second one replaces the
/// first.
fn uuid(fingerprint: &str, part: usize) -> String {
    let digits: String = fingerprint.chars().filter(|c| *c != ':').collect();
    let digits = digits.get(part * 32..part * 32 + 32).unwrap_or_default();
    let at = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-4{}-A{}-{}",
        at(0, 8),
        at(8, 12),
        at(13, 16),
        at(17, 20),
        at(20, 32)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authority() -> AuthorityFacts {
        let pairs: Vec<String> = (0..32).map(|n| format!("{n:02X}")).collect();
        AuthorityFacts {
            name: "Palmares 0123-ABCD".into(),
            fingerprint: pairs.join(":"),
            until: "2028-11-24".into(),
            der: vec![0x30, 0x82, 1, 2],
        }
    }

    #[test]
    fn every_language_says_the_name_the_fingerprint_and_both_downloads() {
        for ui in Ui::ALL {
            let page = page(&authority(), Device::Apple, false, ui);
            for part in [
                "Palmares 0123-ABCD",
                "00 01 02 03 04 05 06 07",
                "18 19 1A 1B 1C 1D 1E 1F",
                "/trust/palmares.mobileconfig",
                "/trust/palmares.crt",
                "2028-11-24",
            ] {
                assert!(page.contains(part), "{part}");
            }
            assert!(!page.contains("{name}") && !page.contains("{until}"));
        }
    }

    #[test]
    fn the_steps_for_the_device_at_hand_stand_open() {
        let open = |device: Device| {
            let page = page(&authority(), device, false, Ui::En);
            let all = page.split("<details ").skip(1);
            let open =
                all.filter(|part| part.split('>').next().unwrap_or_default().contains(" open"));
            open.map(|part| part.split('"').nth(1).unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(open(Device::Android), ["android"]);
        assert_eq!(
            open(Device::of_user_agent("Mozilla/5.0 (Windows NT 10.0)")),
            ["windows"]
        );
        assert_eq!(
            open(Device::of_user_agent("Mozilla/5.0 (Macintosh; …)")),
            ["apple", "mac"]
        );
    }

    #[test]
    fn the_profile_holds_the_certificate_and_is_the_same_each_time() {
        let profile = profile(&authority(), Ui::En);
        assert!(profile.starts_with("<?xml"));
        assert!(profile.contains("<data>MIIBAg==</data>"), "{profile}");
        assert!(profile.contains("com.apple.security.root"));
        assert!(
            profile.contains("<string>00010203-0405-4607-A809-0A0B0C0D0E0F</string>"),
            "{profile}"
        );
    }
}
