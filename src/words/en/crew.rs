//! The crew's page.

use crate::words::crew::{CrewSpoken, CrewWords};

pub(super) const WORDS: CrewWords = CrewWords {
    title: "Crew",
    views: ["Rundown", "Prompter", "Timer"],
    choose: "Views",
    linked: "Connected",
    unlinked: "No connection",
    language: "Language",
    times: "Planned time; in gold the expected one, where it differs",
    tools: "Prompter settings",
    sizes: ["Smaller text", "Larger text"],
    voice: "I read",
    voice_none: "All",
    keys: "Page Down, Page Up, Space, the arrows and a pedal move the text. Nothing is fired from here.",
    full: "Full screen",
    spoken: CrewSpoken {
        left: "left",
        over: "over time",
        spent: "no planned length",
        waits: "not yet begun",
    },
};
