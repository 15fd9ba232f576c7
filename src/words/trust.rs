//! The words of the page that helps a device trust this show's own certificates.

/// The words of `/trust`.
#[derive(Debug)]
pub struct TrustWords {
    /// The page's name.
    pub title: &'static str,
    /// Who needs it, and what for.
    pub why: &'static str,
    /// Who does not.
    pub who_not: &'static str,
    /// This device trusts the server.
    pub trusted: &'static str,
    /// What comes next.
    pub trusted_next: &'static str,
    /// This device does not, yet.
    pub untrusted: &'static str,
    /// Heading of the fingerprint.
    pub compare: &'static str,
    /// With what it is to be compared, and why.
    pub compare_why: &'static str,
    /// Names of the kinds of device: Apple tablets and phones, Android, Mac, Windows, Linux.
    pub devices: [&'static str; 5],
    /// The steps on each, one a line, with what devices call the authority.
    pub steps: fn(&str) -> [String; 5],
    /// The button for Apple tablets and phones.
    pub profile: &'static str,
    /// The button for everything else.
    pub certificate: &'static str,
    pub after: &'static str,
    /// How to take it back, and until when it holds: its name and that day.
    pub after_how: fn(&str, &str) -> String,
    /// What the authority may vouch for.
    pub limits: &'static str,
    /// Accessible name of the language switch.
    pub language: &'static str,
}
