//! The words of the pages that help: not found, no key, wrong key, something failed.

/// The words of the help pages.
#[derive(Debug)]
pub struct HelpWords {
    /// Heading of the page for an address that leads nowhere.
    pub lost: &'static str,
    pub lost_why: &'static str,
    pub lost_mend: &'static str,
    /// Heading of the page that needs a key.
    pub locked: &'static str,
    /// What happened; it takes the name of the role.
    pub locked_why: fn(&str) -> String,
    pub locked_ways: [&'static str; 3],
    /// Heading of the page for a key that opens nothing, or no longer.
    pub bad: &'static str,
    /// What happened; it takes the name of the role.
    pub bad_why: fn(&str) -> String,
    pub bad_ways: [&'static str; 3],
    /// Heading of the page for a key of another role.
    pub wrong: &'static str,
    /// What happened; it takes the name of the role.
    pub wrong_why: fn(&str) -> String,
    pub wrong_ways: [&'static str; 2],
    /// Heading of the page for a juror with as many browsers as anybody may have.
    pub devices: &'static str,
    pub devices_why: &'static str,
    pub devices_mend: &'static str,
    /// Heading of the page for our own failure.
    pub failed: &'static str,
    pub failed_why: &'static str,
    pub failed_mend: &'static str,
    /// The field for the key.
    pub key: &'static str,
    pub enter: &'static str,
    /// Above the links.
    pub elsewhere: &'static str,
    /// Link to the audience's page.
    pub audience: &'static str,
    /// Link to the stage.
    pub stage: &'static str,
    /// Link to the results.
    pub results: &'static str,
    /// The roles: MC, producer, juror, chair, crew.
    pub roles: [&'static str; 5],
    /// Accessible name of the language switch.
    pub language: &'static str,
}
