//! Edits while the show is under way: they are in the file at once, and wait for a press before the
//! running show has them. What has been on stage stays as it was.

use super::error::{ended, unreadable};
use super::plan::{FileNow, Plan};
use super::{Editor, EditorError, rereading};
use crate::control::{Act, ControlError};
use crate::director::Done;
use crate::evening::Rejection;
use crate::show::decide::{history_stands, is_under_way};
use crate::show::programme::Show;
use crate::show::state::State;
use crate::show::who::Who;
use crate::show::withdrawal::as_taken_over;
use crate::view::Unapplied;
use std::sync::Arc;
use tokio::task::spawn_blocking;

fn stands(state: &State, show: &Arc<Show>) -> Result<(), EditorError> {
    history_stands(state, show)
        .map_err(|why| EditorError::Control(ControlError::Rejected(Rejection::Refused(why))))
}

impl Editor {
    /// Takes over the file as somebody has edited it. With a version, only if that is the file's:
    /// whoever applies changes has read just these.
    pub async fn reread(
        self: &Arc<Self>,
        who: &Who,
        version: Option<String>,
    ) -> Result<Done, EditorError> {
        if !self.control.may(who, Act::Reread) {
            return Err(EditorError::Control(ControlError::Forbidden));
        }
        let (editor, who) = (self.clone(), who.clone());
        let turn = async move {
            let _turn = editor.turn.lock().await;
            let reader = editor.clone();
            let read = spawn_blocking(move || reader.present(version)).await;
            let show = read.map_err(ended)??;
            editor.may_apply(&show)?;
            editor.taken_over(&who, rereading, &show).await
        };
        tokio::spawn(turn).await.map_err(ended)?
    }

    /// The show of the file as it is, if that is the one of this version.
    fn present(&self, version: Option<String>) -> Result<Arc<Show>, EditorError> {
        let text = self.folder.show_text().map_err(unreadable)?;
        let now = self.told(&text.version);
        if version.is_some_and(|version| version != now) {
            let touched = Vec::new();
            let version = now;
            return Err(EditorError::Stale { version, touched });
        }
        self.read(&text.text)
    }

    /// What is taken over of a cut, which waits for nobody, and whether something waits still: what
    /// others have edited before stays for its own press.
    pub(super) fn without_what_waits(&self, written: &Arc<Show>) -> (Arc<Show>, bool) {
        let (snapshot, live) = self.director.fanout().now();
        if live.waiting.is_none() {
            return (written.clone(), false);
        }
        let mut show = Show::clone(&snapshot.state.show);
        for entry in &mut show.entries {
            let cut = written.entry(&entry.id).filter(|now| !now.withdrawn);
            entry.finalist = cut.map_or(entry.finalist, |now| now.finalist);
        }
        (Arc::new(show), true)
    }

    /// Whether an edit waits now.
    pub(super) fn holds_back(&self) -> bool {
        is_under_way(&self.director.fanout().state())
    }

    /// What an edit that waits makes of the show: nothing yet.
    pub(super) fn unmoved(&self) -> Done {
        let shot = self.director.fanout().snapshot();
        Done {
            revision: shot.state.revision,
            cue: shot.state.cue().id.clone(),
            stored: true,
            epoch: shot.epoch,
        }
    }

    /// Shows the producers what waits. Returns whether anything does: an edit may have been taken
    /// back before it was applied.
    pub(super) fn wait(&self, show: &Arc<Show>, version: &str) -> bool {
        let fanout = self.director.fanout();
        let state = fanout.state();
        let show = as_taken_over(&state, show);
        let waits = show != state.show;
        fanout.wait(waits.then(|| Unapplied {
            show,
            version: version.to_owned(),
        }));
        waits
    }

    /// Shows what waits in the file at a start.
    pub fn wait_for_file(&self) {
        let text = self.folder.show_text();
        let judged = text.and_then(|text| Ok((self.folder.judge(&text.text)?.show, text.version)));
        if let Ok((show, version)) = judged {
            self.wait(&Arc::new(show), &self.told(&version));
        }
    }

    /// An edit leaves alone what has been on stage. Where the show has gone on over an edit that
    /// waits, only that edit stands in its way.
    pub(super) fn past_stays(&self, now: &FileNow, plan: &Plan) -> Result<(), EditorError> {
        let state = self.director.fanout().state();
        let read = |text: &str| self.read(text);
        let stood = read(&now.text.text).is_ok_and(|now| history_stands(&state, &now).is_ok());
        if !is_under_way(&state) || !stood {
            return Ok(());
        }
        stands(&state, &read(&plan.text)?)
    }

    fn read(&self, text: &str) -> Result<Arc<Show>, EditorError> {
        let read = self.folder.judge(text).map_err(unreadable);
        read.map(|reading| Arc::new(reading.show))
    }

    /// Whether an edit is written though the evening would refuse it now: where it would refuse
    /// the file of before as well. What waits and was overtaken could not be taken back otherwise.
    pub(super) fn waits_anyhow(&self, now: &FileNow, why: &EditorError) -> bool {
        let by_rule = matches!(
            why,
            EditorError::Control(ControlError::Rejected(Rejection::Refused(_)))
        );
        let stands = |show| self.ask(&rereading(show)).is_ok();
        by_rule && self.holds_back() && !self.read(&now.text.text).is_ok_and(stands)
    }

    /// What waited may be applied, unless its cues have been on stage meanwhile.
    pub(super) fn may_apply(&self, show: &Arc<Show>) -> Result<(), EditorError> {
        let (snapshot, live) = self.director.fanout().now();
        match live.waiting {
            Some(_) => stands(&snapshot.state, show),
            None => Ok(()),
        }
    }
}
