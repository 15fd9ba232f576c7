//! The words of the producer's page: its frame, screens and links.

#[derive(Debug)]
pub struct DeskWords {
    /// The page's name.
    pub title: &'static str,
    /// Accessible name of the language switch.
    pub language: &'static str,
    /// The connection is up.
    pub linked: &'static str,
    /// The connection is down.
    pub unlinked: &'static str,
    /// The doors are not open.
    pub doors_closed: &'static str,
    /// Simulated phones take part.
    pub simulated: fn(u32) -> String,
    /// The doors are open.
    pub live_show: &'static str,
    /// What is on stage.
    pub now: &'static str,
    /// What GO would show.
    pub next: &'static str,
    /// Nothing follows.
    pub at_end: &'static str,
    /// Chip: the stage is dark.
    pub blackout: &'static str,
    /// Chip: the safe card covers the stage.
    pub card: &'static str,
    /// Awards that were passed over.
    pub skipped: &'static str,
    /// Banner: heading when the MC raised the wrong envelope.
    pub wrong_alarm: &'static str,
    /// Banner: what to do.
    pub wrong_alarm_more: &'static str,
    /// Banner: before what was announced.
    pub announced: &'static str,
    /// Banner: corrected, not yet announced.
    pub mended_alarm: &'static str,
    /// Banner: what happens next.
    pub mended_alarm_more: &'static str,
    /// Banner: the journal cannot be written.
    pub degraded: &'static str,
    /// Banner: what still works.
    pub degraded_more: &'static str,
    /// Banner: the show's files are not where they were.
    pub moved: &'static str,
    /// What that means.
    pub moved_more: &'static str,
    /// Banner: a mirror cannot be written.
    pub mirror: &'static str,
    /// Banner: what that means.
    pub mirror_more: &'static str,
    /// Banner: pages at another address are refused; the address follows.
    pub elsewhere: &'static str,
    /// Banner: what that means and what mends it.
    pub elsewhere_more: fn(&str) -> String,
    /// Banner: the button that tries the disk again.
    pub resume: &'static str,
    pub screens: &'static str,
    /// What approving means.
    pub screens_note: &'static str,
    pub no_screens: &'static str,
    /// A screen without a name.
    pub screen_new: &'static str,
    pub screen_pending: &'static str,
    /// It shows the latest.
    pub screen_shown: &'static str,
    /// It shows something older.
    pub screen_behind: &'static str,
    /// Approved and not connected.
    pub screen_missing: &'static str,
    /// Under a list that does not name all who wait for approval.
    pub screens_more: fn(u64) -> String,
    /// The button that approves.
    pub approve: &'static str,
    /// Title of the form.
    pub approve_title: &'static str,
    pub approve_go: &'static str,
    pub approve_name: &'static str,
    /// Inside the empty field.
    pub approve_hint: &'static str,
    /// The button that dismisses.
    pub dismiss: &'static str,
    pub journal: &'static str,
    pub links: &'static str,
    /// What the veil is for.
    pub links_note: &'static str,
    /// Stage, audience, MC, producer, results, trusting the server.
    pub link_names: [&'static str; 6],
    /// The button that shows link and code.
    pub show_code: &'static str,
    /// The button that lifts the veil.
    pub show_secret: &'static str,
    /// The button that copies.
    pub copy: &'static str,
    /// Beneath a code with a key.
    pub code_secret: &'static str,
    /// The button that makes a new key.
    pub revoke: &'static str,
    /// What it does: to the MC's link, to the producer's, to the chair's, to a juror's, to the
    /// crew's.
    pub revoke_sure: [&'static str; 5],
    pub revoke_done: &'static str,
    /// Note on HTTP.
    pub plain_http: &'static str,
    /// Note on HTTPS.
    pub https: &'static str,
    /// Note on HTTP where HTTPS would answer too.
    pub https_unused: &'static str,
    /// Before the fingerprint of the show's own authority.
    pub fingerprint: &'static str,
    /// Closes a dialog.
    pub close: &'static str,
    /// Leaves a dialog.
    pub cancel: &'static str,
}
