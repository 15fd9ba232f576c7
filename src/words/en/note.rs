//! See [`NoteWords`].

use crate::words::note::NoteWords;

pub(super) const WORDS: NoteWords = NoteWords {
    ready: [
        ("stretch", "Stretch"),
        ("stretch-2", "Stretch: 2 minutes"),
        ("stretch-5", "Stretch: 5 minutes"),
        ("wrap", "Wrap up"),
        ("hold", "Hold"),
        ("pace", "Pick up the pace"),
        ("go", "Go on"),
    ],
    heading: "Notes to the MC",
    note: "A note stands on the MC’s tablets until it is understood; the next one takes its place. \
        The crew reads it, too. No stage, no phone and no export ever has it.",
    own: "Your own words",
    send: "Send",
    sent: "Sent",
    from: "From the producer",
    understood: "Understood",
    seen: |number, voice| {
        let tablet = number.map_or_else(|| "a tablet".to_owned(), |n| format!("tablet {n}"));
        let voice = voice.map_or_else(String::new, |voice| format!(" ({voice})"));
        format!("Understood: {tablet}{voice}")
    },
    waits: "not yet understood",
    replaced: "replaced before anybody understood it",
    taken_away: "taken back before anybody understood it",
    take_away: "Take it back",
    messages: "Messages over the stage",
    messages_note: "Hold one: it covers everything on every stage, also blackout and card. The show \
        keeps its place.",
    reads: "On this tablet reads",
    reads_both: "Both",
};
