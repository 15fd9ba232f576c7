//! What is said at the door: to whoever has no key or a wrong one, comes by a wrong address, or too
//! late.

/// The words of these refusals.
#[derive(Debug)]
pub struct DoorWords {
    /// Nothing was shown.
    pub no_key: &'static str,
    /// What was shown opens nothing, or no longer.
    pub wrong_key: &'static str,
    /// The key of another role.
    pub wrong_role: &'static str,
    /// One wrong key after the other.
    pub guesses: &'static str,
    /// One screen after the other.
    pub visits: &'static str,
    /// A guest's page was opened at an address that is not the show's.
    pub elsewhere: &'static str,
    /// The same for those who run the show.
    pub elsewhere_crew: &'static str,
    /// A press that arrived after its time.
    pub late: &'static str,
}
