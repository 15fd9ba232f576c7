//! The hall's screens: one scene at a time, a ballot's code in the corner, and a cover over both.
//!
//! Nothing here reads a sealed envelope. A winner comes from
//! [`AwardState::revealed`](crate::show::award::AwardState) alone, and only while it stands. While
//! a cover is on, the scene beneath is not sent at all: what a screen does not have cannot flash
//! when the cover comes or goes.

mod award;
mod ballot;
mod glyphs;
mod parts;
mod plates;
mod preview;
mod raised;
mod test_card;
mod wall;

use super::label::dated;
use super::{Frame, Live, Regions, named};
use crate::show::award::AwardState;
use crate::show::event::At;
use crate::show::programme::Partner;
use crate::show::scene::Scene;
use crate::show::state::State;
use crate::show::text::{Lang, Run, Text};
use crate::view::theme;
use crate::view::type_size::{CARD, MESSAGE, Measure};
pub(super) use glyphs::glyphs;
pub use preview::preview;
pub(super) use preview::{unsealed, winner};
pub use test_card::page as test_page;

use askama::Template;
use parts::{Runs, SetTitle, View, render};
use std::borrow::Cow;

/// What a stage screen shows now, in these languages (the first one larger).
pub fn frame(state: &State, live: &Live, languages: &[Lang]) -> Frame {
    let view = View {
        state,
        live,
        languages,
    };
    let (scene, mut regions) = if let Some(raised) = &state.message {
        (
            "cover/message".to_owned(),
            covered(raised::message(view, raised)),
        )
    } else if state.blackout {
        let dark = r#"<div class="blackout"></div>"#.to_owned();
        ("cover/blackout".to_owned(), covered(dark))
    } else if state.card {
        ("cover/card".to_owned(), covered(safe_card(view)))
    } else {
        let shown = scene(view);
        let html = shown.wrap(view);
        let corner = ballot::corner(view);
        let regions = [
            ("scene", html),
            ("corner", corner),
            ("cover", String::new()),
        ];
        (shown.key, named(regions))
    };
    // Not a place on the page: the sheets that the page reads.
    let sheets = theme::sheets(&state.show).join(" ");
    regions.insert("theme".into(), sheets);
    regions.insert("mark".into(), mark(view));
    Frame {
        epoch: live.epoch,
        revision: state.revision,
        beat: live.beat,
        now: live.at.0,
        scene,
        regions,
    }
}

/// Over everything while the crew rehearses, also in the dark: nobody may take it for the show.
fn mark(view: View) -> String {
    let said = || view.each(|ui, _| ui.words().rehearsal.mark.to_owned());
    let rehearses = view.state.rehearsal.is_some();
    let html = |said| format!(r#"<p class="rehearsal">{said}</p>"#);
    rehearses.then(said).map_or_else(String::new, html)
}

/// The page that the frames are placed into. It holds the safe card, so that a screen is never
/// blank before its first frame, and the pictures and glyphs of everything that may come: all
/// finalists alike, never a winner's alone.
pub fn page(state: &State, languages: &[Lang]) -> String {
    shell(state, languages, true)
}

/// The same for a small picture of the stage on somebody's panel: it fetches what it shows when it
/// shows it.
pub fn mirror(state: &State, languages: &[Lang]) -> String {
    shell(state, languages, false)
}

fn shell(state: &State, languages: &[Lang], ahead: bool) -> String {
    let live = Live::default();
    let view = View {
        state,
        live: &live,
        languages,
    };
    let runs = state.show.title.runs(languages);
    let first = runs.first();
    let glyphs = glyphs::glyphs(state, languages);
    render(&Page {
        lang: first.map_or("en", |run| &run.lang),
        title: first.map_or("Palmares".into(), Run::bare),
        card: safe_card(view),
        arm_sound: view.say(|w| w.arm_sound),
        theme: theme::sheets(&state.show),
        fonts: if ahead {
            glyphs::font_files(&glyphs)
        } else {
            Vec::new()
        },
        images: if ahead {
            glyphs::images(&state.show)
        } else {
            Vec::new()
        },
        films: if ahead {
            glyphs::films(&state.show)
        } else {
            Vec::new()
        },
        glyphs: if ahead { glyphs } else { String::new() },
    })
}

#[derive(Template)]
#[template(path = "stage.html")]
struct Page<'a> {
    lang: &'a str,
    title: Cow<'a, str>,
    card: String,
    theme: Vec<String>,
    fonts: Vec<&'static str>,
    arm_sound: Runs,
    images: Vec<String>,
    films: Vec<String>,
    glyphs: String,
}

/// A scene before it is wrapped.
struct Shown {
    /// What [`Frame::scene`] says.
    key: String,
    /// The style of the scene.
    kind: &'static str,
    /// When it began: screens that join late take up its animation from there.
    since: At,
    /// Whether the hall has seen it come in before: then it stands as it came to rest.
    settled: bool,
    html: String,
}

/// Every entrance is over so long after its scene began.
const SETTLED_MS: i64 = 20_000;

impl Shown {
    fn new(view: View, kind: &'static str, html: String) -> Self {
        Shown {
            key: view.state.cue().id.clone(),
            kind,
            since: view.state.cue_at,
            settled: false,
            html,
        }
    }

    /// The same cue shown in another way, since a moment of its own.
    fn variant(mut self, name: &str, since: Option<At>) -> Self {
        self.key = format!("{}~{name}", self.key);
        self.since = since.map_or(self.since, |since| since.max(self.since));
        self
    }

    /// The same without its entrance, its light, its gold and its sound.
    fn settled(mut self) -> Self {
        self.since = self.since.plus_ms(-SETTLED_MS);
        self.settled = true;
        self
    }

    /// A drum roll for the suspense, a hit for the reveal.
    fn sound(&self) -> &'static str {
        match self.kind {
            "suspense" => "roll",
            "winner" if !self.settled => "hit",
            _ => "",
        }
    }

    fn wrap(&self, view: View) -> String {
        render(&Wrapped {
            kind: self.kind,
            since: self.since.0,
            settled: self.settled,
            calm: view.state.show.calm,
            sound: view.state.show.sound.then(|| self.sound()),
            html: &self.html,
        })
    }
}

#[derive(Template)]
#[template(path = "stage/scene.html")]
struct Wrapped<'a> {
    kind: &'a str,
    since: i64,
    settled: bool,
    calm: bool,
    /// What is to be heard, in a show that wants sound; empty for silence.
    sound: Option<&'static str>,
    html: &'a str,
}

fn scene(view: View) -> Shown {
    match &view.state.cue().scene {
        Scene::Card { title, text } => {
            let text = text.as_ref().map(|text| view.text(text));
            let branded = title.is_none();
            let title = title.as_ref().unwrap_or(&view.state.show.title);
            let title = view.title(title, CARD);
            Shown::new(view, "card", card(view, title, text, branded))
        }
        Scene::Photo { title, text } => Shown::new(
            view,
            "photo",
            group_photo(view, title.as_ref(), text.as_ref()),
        ),
        Scene::Message { title, text } => Shown::new(
            view,
            "message",
            render(&MessageScene {
                title: view.title(title, MESSAGE),
                text: text.as_ref().map(|text| view.text(text)),
            }),
        ),
        Scene::Speech { person, title } => plates::speech(view, person, title.as_ref()),
        Scene::Finalist { entry, number, of } => plates::finalist(view, entry, *number, *of),
        Scene::Clip { entry } => plates::clip(view, entry),
        Scene::Jury => plates::jury(view),
        Scene::Award { award, step } => award::scene(view, award, *step),
        Scene::Ballot { ballot, step } => ballot::scene(view, ballot, *step),
        Scene::Results => wall::scene(view),
    }
}

fn covered(cover: String) -> Regions {
    let nothing = String::new;
    named([
        ("scene", nothing()),
        ("corner", nothing()),
        ("cover", cover),
    ])
}

#[derive(Template)]
#[template(path = "stage/message.html")]
struct MessageScene {
    title: SetTitle,
    text: Option<Runs>,
}

#[derive(Template)]
#[template(path = "stage/card.html")]
struct CardScene<'a> {
    /// The show's title, over a card that has a title of its own.
    show: Option<Runs>,
    title: SetTitle,
    text: Option<Runs>,
    /// Where and when.
    place: Runs,
    hosts: Hosts<'a>,
}

#[derive(Template)]
#[template(path = "stage/group.html")]
struct GroupPhoto<'a> {
    kicker: Option<Runs>,
    show: SetTitle,
    text: Option<Runs>,
    place: Runs,
    hosts: Hosts<'a>,
}

/// Everyone in one picture: what stays of it is the show's name, the day and the hosts.
fn group_photo(view: View, title: Option<&Text>, text: Option<&Text>) -> String {
    render(&GroupPhoto {
        kicker: title.map(|title| view.text(title)),
        show: view.title(&view.state.show.title, GROUP),
        text: text.map(|text| view.text(text)),
        place: place(view),
        hosts: hosts(view),
    })
}

/// The show's name over a group.
const GROUP: Measure = Measure {
    width: 78.0,
    cap: 5.6,
    lines: 2,
    ladder: false,
};

fn card(view: View, title: SetTitle, text: Option<Runs>, branded: bool) -> String {
    render(&CardScene {
        show: (!branded).then(|| view.text(&view.state.show.title).first_only()),
        title,
        text,
        place: place(view),
        hosts: hosts(view),
    })
}

/// The branded card that stands in for anything that must not be seen.
fn safe_card(view: View) -> String {
    let title = view.title(&view.state.show.title, CARD);
    render(&Wrapped {
        kind: "card safe",
        since: 0,
        settled: false,
        calm: view.state.show.calm,
        sound: view.state.show.sound.then_some(""),
        html: &card(view, title, None, true),
    })
}

/// Day and place, in every language.
fn place(view: View) -> Runs {
    let show = &view.state.show;
    let day: Option<jiff::civil::Date> = show.date.as_deref().and_then(|date| date.parse().ok());
    view.each(|ui, lang| {
        let day = day.map(|day| dated(day, ui));
        let venue = show.venue.as_ref();
        let venue = venue.map(|venue| venue.or_first(lang, view.languages).to_owned());
        let both: Vec<String> = day.into_iter().chain(venue).collect();
        both.join(" · ")
    })
}

/// Hosts and sponsors.
#[derive(Template)]
#[template(path = "stage/hosts.html")]
struct Hosts<'a> {
    groups: Vec<PartnerGroup<'a>>,
}

impl askama::filters::HtmlSafe for Hosts<'_> {}

/// Partners of one role.
struct PartnerGroup<'a> {
    role: Option<Runs>,
    partners: Vec<(Runs, Option<String>)>,
    same: &'a Partner,
}

fn hosts(view: View) -> Hosts {
    let mut groups: Vec<PartnerGroup> = Vec::new();
    for partner in &view.state.show.partners {
        let name = view.text(&partner.name).first_only();
        let shown = (name, view.media(partner.logo.as_deref()));
        match groups.iter_mut().find(|g| g.same.role == partner.role) {
            Some(group) => group.partners.push(shown),
            None => groups.push(PartnerGroup {
                role: partner.role.as_ref().map(|role| view.text(role)),
                partners: vec![shown],
                same: partner,
            }),
        }
    }
    Hosts { groups }
}

/// The winners that the stage may show: announced, and not known to be wrong.
fn standing(award: &AwardState) -> Option<&[String]> {
    let revealed = award.stands().then_some(award.revealed.as_ref())?;
    revealed.map(|revealed| revealed.winners.as_slice())
}

#[cfg(test)]
mod tests;
