//! The stage: the page that a projector opens, and its socket.

use super::App;
use super::body::Reader;
use super::lease::Lease;
use super::page::{html, query};
use super::socket::{Watcher, serve};
use crate::fanout::Channel;
use crate::keys::random_key;
use crate::show::command::Command;
use crate::show::event::By;
use crate::show::state::State as Evening;
use crate::show::text::Lang;
use crate::view;
use crate::view::Sound;
use crate::words::Ui;
use axum::extract::{Extension, State, WebSocketUpgrade};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;
use tokio::sync::watch;

/// The longest name of a screen, in characters.
const NAME_CHARS_MAX: usize = 40;

/// `GET /stage`
pub async fn page(State(app): State<Arc<App>>, Reader(_): Reader, uri: Uri) -> Response {
    let state = app.fanout.on_stage();
    let languages = languages(&state, &uri);
    if query(uri.query(), "test").is_some() {
        let name = named(&uri).unwrap_or_default();
        return html(
            StatusCode::OK,
            view::stage::test_page(&state, &languages, &name),
        );
    }
    let page = match query(uri.query(), "mirror") {
        None => view::stage::page(&state, &languages),
        Some(_) => view::stage::mirror(&state, &languages),
    };
    html(StatusCode::OK, page)
}

/// `GET /live/stage`
pub async fn live(
    State(app): State<Arc<App>>,
    lease: Option<Extension<Arc<Lease>>>,
    uri: Uri,
    upgrade: WebSocketUpgrade,
) -> Response {
    let state = app.fanout.on_stage();
    let channel = Channel::Stage(languages(&state, &uri));
    let mirror = query(uri.query(), "mirror").is_some();
    let id = query(uri.query(), "screen").filter(|id| is_screen_id(id));
    let id = id.or_else(|| random_key().ok()).filter(|_| !mirror);
    let name = named(&uri);
    let lease = lease.map(|Extension(lease)| lease);
    let fanout = app.fanout.clone();
    serve(upgrade, &fanout, channel, Seat::take(app, id, name, lease))
}

/// `?name=Foyer` is what people call a screen.
pub(super) fn named(uri: &Uri) -> Option<String> {
    let name = query(uri.query(), "name")?;
    let printable = |c: &char| !c.is_control();
    Some(
        name.chars()
            .filter(printable)
            .take(NAME_CHARS_MAX)
            .collect(),
    )
}

/// `?lang=en` shows one of the show's languages only.
pub(super) fn languages(state: &Evening, uri: &Uri) -> Vec<Lang> {
    let all = &state.show.languages;
    let Some(asked) = query(uri.query(), "lang") else {
        return all.clone();
    };
    let wanted = Ui::of_tag(&asked);
    let same = |lang: &&Lang| {
        lang.eq_ignore_ascii_case(&asked) || wanted.is_some() && Ui::of_tag(lang) == wanted
    };
    all.iter()
        .find(same)
        .map_or_else(|| all.clone(), |lang| vec![lang.clone()])
}

fn is_screen_id(id: &str) -> bool {
    (8..=64).contains(&id.len()) && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// A screen's place in the list of those that are there; given up when the socket ends. A mirror
/// takes none.
struct Seat {
    app: Arc<App>,
    /// The screen's id, and the number of this connection of it.
    place: Option<(String, u64)>,
    lease: Option<Arc<Lease>>,
}

impl Seat {
    fn take(
        app: Arc<App>,
        id: Option<String>,
        name: Option<String>,
        lease: Option<Arc<Lease>>,
    ) -> Seat {
        let place = id.map(|id| {
            let state = app.fanout.on_stage();
            let presence = &app.sources.presence;
            let connection = presence.joined(&id, name.as_deref(), &state.screens);
            (id, connection)
        });
        let seat = Seat { app, place, lease };
        seat.came_or_went();
        seat
    }

    fn id(&self) -> Option<&String> {
        self.place.as_ref().map(|(id, _)| id)
    }

    /// Whether the producer lets it count.
    fn counts(&self, state: &Evening) -> bool {
        self.id().is_some_and(|id| state.screens.contains_key(id))
    }

    /// Everybody hears of a screen that counts, and the producer alone, in time, of a stranger.
    fn came_or_went(&self) {
        let state = self.app.fanout.on_stage();
        if self.counts(&state) {
            self.keep();
            self.app.director.beat();
        } else if self.place.is_some() {
            self.app.sources.presence.strangers_changed();
        }
    }

    /// A screen that counts keeps its connection, however many others come.
    fn keep(&self) {
        if let Some(lease) = &self.lease {
            lease.keep();
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if let Some((id, connection)) = &self.place {
            self.app.sources.presence.left(id, *connection);
            self.came_or_went();
        }
    }
}

impl Watcher for Seat {
    fn now_ms(&self) -> i64 {
        self.app.foyer.clock.now().0
    }

    fn calls(&self) -> Option<watch::Receiver<Option<String>>> {
        self.app.sources.presence.calls(self.id()?)
    }

    fn sounds(&self, sound: Option<Sound>) {
        let Some(id) = self.id() else { return };
        let news = self.app.sources.presence.sounds(id, sound);
        if news && self.counts(&self.app.fanout.on_stage()) {
            self.app.director.beat();
        }
    }

    fn shown(&self, epoch: i64, revision: u64) {
        let Some(id) = self.id() else { return };
        let snapshot = self.app.fanout.snapshot();
        let state = snapshot.on_stage();
        if epoch != snapshot.epoch || revision > state.revision {
            return;
        }
        if !self.app.sources.presence.showed(id, epoch, revision) {
            return;
        }
        // What a stranger shows is kept for the moment in which it is approved; nobody is told of
        // it.
        if !self.counts(state) {
            return;
        }
        self.keep();
        self.app.director.beat();
        for award in plates_complete(state, revision) {
            let director = self.app.director.clone();
            let on_wall = Command::OnWall { award };
            tokio::spawn(async move { director.command_at(epoch, on_wall, By::Stage).await });
        }
    }
}

/// The awards whose reveal a screen at this revision has shown in full.
fn plates_complete(state: &Evening, revision: u64) -> Vec<String> {
    let waiting = state.awards.iter().filter(|(_, a)| a.waits_for_wall());
    waiting
        .filter(|(_, a)| a.revealed.as_ref().is_some_and(|r| r.revision <= revision))
        .map(|(id, _)| id.clone())
        .collect()
}
