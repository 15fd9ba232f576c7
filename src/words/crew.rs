//! What the crew's page says. Where it says what the MC's panel says, it has its words.

/// The words of the page.
#[derive(Debug)]
pub struct CrewWords {
    /// The page's name.
    pub title: &'static str,
    /// The running order, the prompter, the timer.
    pub views: [&'static str; 3],
    /// Accessible name of the links to them.
    pub choose: &'static str,
    pub linked: &'static str,
    pub unlinked: &'static str,
    /// Accessible name of the language switch.
    pub language: &'static str,
    /// What the times beside the cues are: planned, and expected where that is another.
    pub times: &'static str,
    /// Accessible name of what sets the prompter up.
    pub tools: &'static str,
    /// Makes the script smaller, and larger: what the buttons `A−` and `A+` do.
    pub sizes: [&'static str; 2],
    /// Whose lines stand out.
    pub voice: &'static str,
    /// Nobody's.
    pub voice_none: &'static str,
    /// Which keys move the text, and that they fire nothing.
    pub keys: &'static str,
    /// Fills the screen with the page.
    pub full: &'static str,
    /// What the page's script says.
    pub spoken: CrewSpoken,
}

/// The words of `static/crew.js`, each beneath the timer's figure.
#[derive(Debug, serde::Serialize)]
pub struct CrewSpoken {
    /// Time that is left.
    pub left: &'static str,
    /// Time beyond the plan.
    pub over: &'static str,
    /// Time since the cue began, which has no planned length.
    pub spent: &'static str,
    /// The evening has not begun.
    pub waits: &'static str,
}
