//! Changes of the show file while its show runs: all of a change or nothing, on disk and on stage.
//!
//! One change is made after the other, with all that belongs to it: the file is read, changed and
//! judged; the evening is asked whether it stands against that; the file is written; the running
//! show takes it over. Where it does not after all, the file is put back.

mod error;
pub mod import;
mod late;
mod plan;
mod version;

pub use error::EditorError;

use crate::control::{Act, Control, ControlError};
use crate::director::{Director, Done};
use crate::evening::Rejection;
use crate::folder::edit::{FileEditError, ShowText};
use crate::folder::history::History;
use crate::folder::{Folder, ShowError};
use crate::media::Gallery;
use crate::scorebox::ScoreBox;
use crate::show::command::Command;
use crate::show::decide::{decide, scores_stand};
use crate::show::event::At;
use crate::show::file::edit::{Edit, Field};
use crate::show::file::{Diagnostic, ShowData, data, written_out};
use crate::show::programme::Show;
use crate::show::who::Who;
use error::{ended, unreadable};
use plan::{FileNow, Plan};
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::sync::{Mutex, Semaphore};
use tokio::task::spawn_blocking;

/// Whoever changes the show file while it runs comes by here.
pub struct Editor {
    folder: Folder,
    control: Arc<Control>,
    director: Director,
    gallery: Arc<Gallery>,
    scores: Arc<ScoreBox>,
    /// Makes versions that tell nothing of the file: with a plain hash of it, whoever knows all of
    /// it but the winners could try them out.
    version_key: [u8; 32],
    turn: Mutex<()>,
    /// One list is read at a time.
    lists: Arc<Semaphore>,
}

/// The file as it is.
pub struct ShowContents {
    /// What an edit of it names.
    pub version: String,
    pub data: ShowData,
    /// The running order that is made from the awards, where the file writes none.
    pub made: Vec<toml::Table>,
    /// What is wrong with it.
    pub found: Vec<Diagnostic>,
    /// Whether there is something to undo, and to redo.
    pub steps: [bool; 2],
}

/// What became of a change.
pub struct Changed {
    /// The running show has it.
    pub done: Done,
    /// Of the file as it is now.
    pub version: String,
    /// What was changed.
    pub fields: Vec<Field>,
    /// What is odd about the file now.
    pub warnings: Vec<Diagnostic>,
    /// Whether there is something to undo, and to redo.
    pub steps: [bool; 2],
    /// Whether the running show waits until somebody applies it.
    pub waits: bool,
}

/// Which step to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Undo,
    Redo,
}

/// A change on disk that the show has yet to take over.
struct OnDisk {
    show: Arc<Show>,
    warnings: Vec<Diagnostic>,
    fields: Vec<Field>,
    before: ShowText,
    now: ShowText,
    /// What was edited, before and now.
    histories: [History; 2],
    /// What was imported, before and now, where that changes.
    imported: Option<[String; 2]>,
}

type ToCommand = fn(Arc<Show>) -> Command;

fn rereading(show: Arc<Show>) -> Command {
    Command::Reread { show }
}

fn shortlisting(show: Arc<Show>) -> Command {
    Command::Shortlist { show }
}

impl Editor {
    /// Of the show in this folder, which this door leads to. `secret` is the folder's own.
    pub fn new(
        folder: Folder,
        control: Arc<Control>,
        director: Director,
        (gallery, scores): (Arc<Gallery>, Arc<ScoreBox>),
        secret: &str,
    ) -> Self {
        let purpose = "palmares version of a show file 1";
        Editor {
            folder,
            control,
            director,
            gallery,
            scores,
            version_key: blake3::derive_key(purpose, secret.as_bytes()),
            turn: Mutex::new(()),
            lists: Arc::new(Semaphore::new(1)),
        }
    }

    /// What the file says, but not who wins.
    pub async fn contents(self: &Arc<Self>) -> Result<ShowContents, EditorError> {
        let editor = self.clone();
        let read = move || {
            let text = editor.folder.show_text()?;
            let (found, show) = match editor.folder.judge(&text.text) {
                Ok(reading) => (reading.warnings, Some(reading.show)),
                Err(ShowError::Errors(all)) => (all, None),
                Err(why) => return Err(why),
            };
            let Some(data) = data(&text.text, &found) else {
                return Err(ShowError::Errors(found));
            };
            let [undo, redo] = editor.folder.history().can(&text);
            let unwritten = show.as_ref().filter(|_| !data.table.contains_key("cue"));
            let made = unwritten.map_or(Vec::new(), |show| written_out(&show.lines));
            Ok(ShowContents {
                version: editor.told(&text.version),
                data,
                made,
                found,
                steps: [undo, redo].map(|can| can && show.is_some()),
            })
        };
        let read = spawn_blocking(read).await.map_err(ended)?;
        read.map_err(unreadable)
    }

    /// Makes these edits to the file of this version; also to a later one, where the edits between
    /// them are about something else.
    pub async fn edit(
        self: &Arc<Self>,
        who: &Who,
        version: String,
        edits: Vec<Edit>,
    ) -> Result<Changed, EditorError> {
        let editor = self.clone();
        let plan = move |now: &FileNow| {
            editor.still_free(now, &version, &edits)?;
            let plan = now.edited(&edits)?;
            editor.past_stays(now, &plan)?;
            Ok(plan)
        };
        self.change(who, Act::Reread, rereading, plan).await
    }

    /// Takes the last edit back, whoever made it, or makes it again. With a version, only if that
    /// is the file's.
    pub async fn step(
        self: &Arc<Self>,
        who: &Who,
        way: Direction,
        version: Option<String>,
    ) -> Result<Changed, EditorError> {
        let editor = self.clone();
        let plan = move |now: &FileNow| {
            let current = editor.told(&now.text.version);
            if version.is_some_and(|version| version != current) {
                return Err(editor.stale(now, Vec::new()));
            }
            now.stepped(way)
        };
        self.change(who, Act::Reread, rereading, plan).await
    }

    /// Makes these works the finalists.
    pub async fn shortlist(
        self: &Arc<Self>,
        who: &Who,
        entries: BTreeSet<String>,
    ) -> Result<Changed, EditorError> {
        let plan = move |now: &FileNow| now.shortlisted(&entries);
        self.change(who, Act::Shortlist, shortlisting, plan).await
    }

    async fn change(
        self: &Arc<Self>,
        who: &Who,
        act: Act,
        command: ToCommand,
        plan: impl FnOnce(&FileNow) -> Result<Plan, EditorError> + Send + 'static,
    ) -> Result<Changed, EditorError> {
        if !self.control.may(who, act) {
            return Err(EditorError::Control(ControlError::Forbidden));
        }
        let (editor, who) = (self.clone(), who.clone());
        // A caller who goes away in the middle does not leave the file ahead of the show.
        let turn = async move {
            let _turn = editor.turn.lock().await;
            let writer = editor.clone();
            let written = spawn_blocking(move || writer.write(command, plan)).await;
            let written = written.map_err(ended)??;
            if act == Act::Reread && editor.holds_back() {
                return Ok(editor.changed(editor.unmoved(), written, true));
            }
            let (show, waits) = match act {
                Act::Shortlist => editor.without_what_waits(&written.show),
                _ => (written.show.clone(), false),
            };
            match editor.taken_over(&who, command, &show).await {
                Ok(done) => Ok(editor.changed(done, written, waits)),
                Err(why) => {
                    let writer = editor.clone();
                    let back = spawn_blocking(move || writer.put_back(&written)).await;
                    back.map_err(ended)?;
                    Err(why)
                }
            }
        };
        tokio::spawn(turn).await.map_err(ended)?
    }

    /// Writes a change, once neither the file nor the evening has anything against it.
    fn write(
        &self,
        command: ToCommand,
        plan: impl FnOnce(&FileNow) -> Result<Plan, EditorError>,
    ) -> Result<OnDisk, EditorError> {
        let now = FileNow {
            text: self.folder.show_text().map_err(unreadable)?,
            history: self.folder.history(),
            folder: &self.folder,
        };
        let plan = plan(&now)?;
        let reading = self.folder.judge(&plan.text).map_err(unreadable)?;
        let show = Arc::new(reading.show);
        if let Err(why) = self.ask(&command(show.clone()))
            && !self.waits_anyhow(&now, &why)
        {
            return Err(why);
        }
        let (before, history) = (now.text, now.history);
        let written = OnDisk {
            show,
            warnings: reading.warnings,
            fields: plan.fields,
            now: ShowText::of(plan.text),
            before,
            histories: [history, plan.history],
            imported: plan.imported,
        };
        if let Some([_, now]) = &written.imported {
            let kept = self.folder.keep_imported(now);
            kept.map_err(FileEditError::NotWritten)?;
        }
        if written.now.text == written.before.text {
            return Ok(written);
        }
        // First what undoes it: what a power cut leaves between the two is told by the version.
        let kept = self.folder.keep_history(&written.histories[1]);
        let put = kept.map_err(FileEditError::NotWritten).and_then(|()| {
            let (before, now) = (&written.before.version, &written.now.text);
            self.folder.put_show(before, now)
        });
        if let Err(why) = put {
            self.forget(&written);
            return Err(why.into());
        }
        Ok(written)
    }

    /// Whether the evening has anything against it, as it stands.
    fn ask(&self, command: &Command) -> Result<(), EditorError> {
        let now = self.director.fanout().snapshot();
        let scored = self.scores.fold().scored_on();
        let stands = scores_stand(&now.state, command, &scored);
        let decided = stands.and_then(|()| decide(&now.state, command, At::default()));
        let refused = match decided {
            Err(why) => Rejection::Refused(why),
            Ok(_) if now.degraded => Rejection::NotStored("the evening is not stored".to_owned()),
            Ok(_) => return Ok(()),
        };
        Err(EditorError::Control(ControlError::Rejected(refused)))
    }

    /// Puts the file back that the show did not take over.
    fn put_back(&self, written: &OnDisk) {
        if written.now.text == written.before.text {
            return;
        }
        let put = self
            .folder
            .put_show(&written.now.version, &written.before.text);
        match put {
            Ok(_) => self.forget(written),
            Err(error) => {
                tracing::error!(%error, "an edit that the show refuses stays in the file")
            }
        }
    }

    fn forget(&self, written: &OnDisk) {
        if let Err(error) = self.folder.keep_history(&written.histories[0]) {
            tracing::warn!(%error, "edits.json cannot be written");
        }
        if let Some([before, _]) = &written.imported
            && let Err(error) = self.folder.keep_imported(before)
        {
            tracing::warn!(%error, "imported.toml cannot be written");
        }
    }

    async fn taken_over(
        &self,
        who: &Who,
        command: ToCommand,
        show: &Arc<Show>,
    ) -> Result<Done, EditorError> {
        let done = self.control.act(who, command(show.clone()), None).await;
        let done = done.map_err(EditorError::Control)?;
        let director = self.director.clone();
        director.fanout().wait(None);
        self.gallery.take_in(show, move || director.beat());
        Ok(done)
    }

    fn changed(&self, done: Done, written: OnDisk, waits: bool) -> Changed {
        let version = self.told(&written.now.version);
        let waits = waits && self.wait(&written.show, &version);
        Changed {
            done,
            version,
            waits,
            fields: written.fields,
            warnings: written.warnings,
            steps: written.histories[1].can(&written.now),
        }
    }
}
