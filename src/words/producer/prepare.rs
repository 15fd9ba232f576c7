//! The words of the page's tabs, and of the editor that is the first of them.

/// What a field is called, and a line about it; the second may be empty.
pub type Labelled = [&'static str; 2];

/// The words of the tabs and of the editor.
#[derive(Debug)]
pub struct PrepareWords {
    /// Prepare, Ready, Tonight, After.
    pub tabs: [&'static str; 4],
    /// Accessible name of the tabs.
    pub tabs_name: &'static str,
    /// What is fetched afterwards.
    pub after: &'static str,
    /// The public results.
    pub results: &'static str,
    pub results_note: &'static str,
    /// The jury's record is a look at all that is sealed.
    pub record_note: &'static str,
    pub tables: TablesWords,
    pub fields: FieldsWords,
    pub choices: ChoicesWords,
    pub editor: EditorWords,
}

macro_rules! all_said {
    ($(#[$what:meta])* $name:ident: $($field:ident,)+) => {
        $(#[$what])*
        #[derive(Debug)]
        pub struct $name {
            $(
                #[doc = concat!("`", stringify!($field), "`")]
                pub $field: Labelled,
            )+
        }
    };
}

all_said! {
    /// Lists and their rows: the list, and the button that adds a row.
    TablesWords:
    show, entry, award, ballot, person, partner, jury, criterion, juror, cue, message, theme,
}

all_said! {
    /// Every field of the editor.
    FieldsWords:
    show_title, languages, date, start, venue, seats, depth, screen, ssid, password, calm, sound, peek,
    title, team, say, origin, synopsis, number, still, focus, poster, clip, finalist, withdrawn,
    team_absent, received_by, absent, replaced_by, skip,
    award_name, decided_by, blend_jury, blend_hall, blend_net, rank, presenter, criterion, ties, release,
    most, citation_cue, mention_cue,
    ballot_award, seconds, choices, results, identity, reach, net_delay,
    name, person_title, person_say, portrait, role, logo,
    scale, rule, jury_ties, minimum, seal, chair, shuffle, sheets, keep, per_entry, mode,
    criterion_name, weight, levels, organisation, conflicts,
    kind, card_title, text, speaker, speech_title, film, cue_award, cue_ballot, step,
    planned, script, scripts, timings, finalist_scripts, finalist_timings, message_text,
    ink, ivory, gold, grey, red, background, stylesheet,
}

/// What may be chosen, in the order of the values.
#[derive(Debug)]
pub struct ChoicesWords {
    /// Jury, audience, organiser, blend.
    pub deciders: [&'static str; 4],
    /// Shared, chair.
    pub ties: [&'static str; 2],
    /// Live, hold.
    pub releases: [&'static str; 2],
    /// Hidden, live.
    pub results: [&'static str; 2],
    /// Device, ticket, presence.
    pub identities: [&'static str; 3],
    /// The hall, outside, both.
    pub reaches: [&'static str; 3],
    /// Scores, yes-maybe-no.
    pub modes: [&'static str; 2],
    /// Mean, trimmed, ranks, centred.
    pub rules: [&'static str; 4],
    /// One, two.
    pub seals: [&'static str; 2],
    /// Named, anonymous.
    pub sheets: [&'static str; 2],
    /// Head to head, the chair.
    pub last_ties: [&'static str; 2],
    /// Card, message, speech, finalists, jury, clip, award, ballot, results, photo.
    pub kinds: [&'static str; 10],
    /// Open, close, result.
    pub steps: [&'static str; 3],
    /// Award, presenter, suspense, winner, citation, mention, photo, work.
    pub award_steps: [&'static str; 8],
}

/// What the editor says beside its fields. `{}` stands for what it is about.
#[derive(Debug, serde::Serialize)]
pub struct EditorWords {
    pub saved: &'static str,
    pub saving: &'static str,
    /// Something waits to be mended.
    pub unsaved: &'static str,
    /// The link is down: what was typed is kept in this browser.
    pub kept: &'static str,
    pub undo: &'static str,
    pub redo: &'static str,
    /// Before a change is undone that was not made in this tab.
    pub undo_theirs: &'static str,
    /// What was taken back, by name; and what was made again.
    pub undone: &'static str,
    pub redone: &'static str,
    /// Back to the list, on a phone.
    pub back: &'static str,
    pub up: &'static str,
    pub down: &'static str,
    /// The handle that drags.
    pub drag: &'static str,
    /// Labelled after a move: number and how many.
    pub moved: &'static str,
    pub remove: &'static str,
    /// Before it is removed.
    pub remove_sure: &'static str,
    /// What goes with it, by name.
    pub remove_also: &'static str,
    /// Adds a line of the kind that is chosen beside it.
    pub add: &'static str,
    /// A row that lacks something.
    pub draft: &'static str,
    /// Throws such a row away.
    pub discard: &'static str,
    pub empty: &'static str,
    pub choose: &'static str,
    pub nothing: &'static str,
    pub needed: &'static str,
    /// In an empty field of another language: the first one stands for it.
    pub as_first: &'static str,
    /// Somebody else has changed the same field.
    pub both: &'static str,
    pub theirs: &'static str,
    pub mine: &'static str,
    /// No cue is written: the order is made from the awards.
    pub made: &'static str,
    /// Writes it out, so that it can be changed.
    pub write_out: &'static str,
    /// A row without a name.
    pub unnamed: &'static str,
    /// The file cannot be read as it is.
    pub broken: &'static str,
    pub loading: &'static str,
    /// Who won stands in envelopes.
    pub sealed_apart: &'static str,
    pub steps: &'static str,
    /// Over the picture of a line.
    pub preview: &'static str,
    /// Where a file is dropped.
    pub drop: &'static str,
    pub pick: &'static str,
    pub sending: &'static str,
    pub take_away: &'static str,
}
