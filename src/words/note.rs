//! Notes from the producer to the MC.

/// The words round a note.
#[derive(Debug)]
pub struct NoteWords {
    /// Those that stand ready: id and text. The ids are the same in every language.
    pub ready: [(&'static str, &'static str); 7],
    /// Heading on the producer's page.
    pub heading: &'static str,
    /// Who sees one, and for how long.
    pub note: &'static str,
    /// Label of the field for one's own words.
    pub own: &'static str,
    pub send: &'static str,
    /// Before the time at which it was sent.
    pub sent: &'static str,
    /// Over the note, on the tablet.
    pub from: &'static str,
    /// The button of whoever has read it.
    pub understood: &'static str,
    /// Who has understood: the number of the tablet, and which of two MCs holds it.
    pub seen: fn(Option<usize>, Option<char>) -> String,
    /// Nobody has answered yet.
    pub waits: &'static str,
    /// Another one followed before anybody had answered.
    pub replaced: &'static str,
    /// It was taken back before anybody had answered.
    pub taken_away: &'static str,
    pub take_away: &'static str,
    /// Where the messages are that stand ready for the stage: heading, and what holding one does.
    pub messages: &'static str,
    pub messages_note: &'static str,
    /// On a tablet: whose lines stand out.
    pub reads: &'static str,
    /// Both MCs'.
    pub reads_both: &'static str,
}
