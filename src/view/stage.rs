//! The hall's screens: one scene at a time, a ballot's code in the corner, and a cover over both.
//!
//! Nothing here reads a sealed envelope. A winner comes from [`AwardState::revealed`](crate::show::award::AwardState) alone, and only while it stands.
//! While a cover is on, the scene beneath is not sent at all: what a screen does not have cannot flash when the cover comes or goes.

mod award;
mod ballot;
mod parts;
mod plates;
mod wall;

use super::words::stage::words;
use super::{Frame, Live};
use crate::show::award::AwardState;
use crate::show::event::At;
use crate::show::programme::Partner;
use crate::show::rundown::Scene;
use crate::show::state::State;
use crate::show::text::{Lang, Text};
use crate::view::type_size::{CARD, MESSAGE, Measure};
use askama::Template;
use parts::{Runs, Title, View, render};
use std::collections::{BTreeMap, BTreeSet};

/// What a stage screen shows now, in these languages (the first one larger).
pub fn frame(state: &State, live: &Live, languages: &[Lang]) -> Frame {
    let view = View {
        state,
        live,
        languages,
    };
    let (scene, regions) = if state.blackout {
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
        (shown.key, BTreeMap::from(regions))
    };
    Frame {
        epoch: live.epoch,
        revision: state.revision,
        beat: live.beat,
        now: live.at.0,
        scene,
        regions,
    }
}

/// The page that the frames are placed into. It holds the safe card, so that a screen is never blank before its first frame, and the
/// pictures and glyphs of everything that may come: all finalists alike, never a winner's alone.
pub fn page(state: &State, languages: &[Lang]) -> String {
    let live = Live::default();
    let view = View {
        state,
        live: &live,
        languages,
    };
    let runs = state.show.title.runs(languages);
    let first = runs.first();
    render(&Page {
        lang: first.map_or("en", |run| &run.lang),
        title: first.map_or("Palmares", |run| &run.text),
        card: safe_card(view),
        arm_sound: view.say(|w| w.arm_sound),
        images: images(state),
        glyphs: glyphs(state),
    })
}

#[derive(Template)]
#[template(path = "stage.html")]
struct Page<'a> {
    lang: &'a str,
    title: &'a str,
    card: String,
    arm_sound: Runs,
    images: Vec<String>,
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
    html: String,
}

impl Shown {
    fn new(view: View, kind: &'static str, html: String) -> Self {
        Shown {
            key: view.state.cue().id.clone(),
            kind,
            since: view.state.cue_at,
            html,
        }
    }

    /// The same cue shown in another way, since a moment of its own.
    fn variant(mut self, name: &str, since: Option<At>) -> Self {
        self.key = format!("{}~{name}", self.key);
        self.since = since.map_or(self.since, |since| since.max(self.since));
        self
    }

    /// A drum roll for the suspense, a hit for the reveal.
    fn sound(&self) -> &'static str {
        match self.kind {
            "suspense" => "roll",
            "winner" => "hit",
            _ => "",
        }
    }

    fn wrap(&self, view: View) -> String {
        render(&Wrapped {
            kind: self.kind,
            since: self.since.0,
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
            render(&Message {
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

fn covered(cover: String) -> BTreeMap<&'static str, String> {
    let nothing = String::new;
    BTreeMap::from([
        ("scene", nothing()),
        ("corner", nothing()),
        ("cover", cover),
    ])
}

#[derive(Template)]
#[template(path = "stage/message.html")]
struct Message {
    title: Title,
    text: Option<Runs>,
}

#[derive(Template)]
#[template(path = "stage/card.html")]
struct Card<'a> {
    /// The show's title, over a card that has a title of its own.
    show: Option<Runs>,
    title: Title,
    text: Option<Runs>,
    /// Where and when.
    place: Runs,
    hosts: Hosts<'a>,
}

#[derive(Template)]
#[template(path = "stage/group.html")]
struct GroupPhoto<'a> {
    kicker: Option<Runs>,
    show: Title,
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

fn card(view: View, title: Title, text: Option<Runs>, branded: bool) -> String {
    render(&Card {
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
        let day = day.map(|d| (words(ui).date)(d.year(), d.month(), d.day()));
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
    groups: Vec<Group<'a>>,
}

impl askama::filters::HtmlSafe for Hosts<'_> {}

/// Partners of one role.
struct Group<'a> {
    role: Option<Runs>,
    partners: Vec<(Runs, Option<String>)>,
    same: &'a Partner,
}

fn hosts(view: View) -> Hosts {
    let mut groups: Vec<Group> = Vec::new();
    for partner in &view.state.show.partners {
        let name = view.text(&partner.name).first_only();
        let shown = (name, partner.logo.as_deref().map(parts::media));
        match groups.iter_mut().find(|g| g.same.role == partner.role) {
            Some(group) => group.partners.push(shown),
            None => groups.push(Group {
                role: partner.role.as_ref().map(|role| view.text(role)),
                partners: vec![shown],
                same: partner,
            }),
        }
    }
    Hosts { groups }
}

/// The pictures that some scene may show, whoever wins.
fn images(state: &State) -> Vec<String> {
    let show = &state.show;
    let posters = show.finalists().filter_map(|entry| entry.poster.as_deref());
    let portraits = show.people.iter().filter_map(|p| p.portrait.as_deref());
    let logos = show.partners.iter().filter_map(|p| p.logo.as_deref());
    let all = posters.chain(portraits).chain(logos);
    all.map(parts::media).collect()
}

/// Every character that the show's texts are made of, once and in order, so that fonts are there before a scene is. Citations stay out:
/// they are as secret as the winner whom they praise.
fn glyphs(state: &State) -> String {
    let show = &state.show;
    let mut texts = vec![&show.title];
    texts.extend(&show.venue);
    for entry in &show.entries {
        texts.extend([&entry.title, &entry.team]);
        texts.extend(entry.origin.iter().chain(&entry.synopsis));
    }
    texts.extend(show.awards.iter().map(|award| &award.name));
    texts.extend(show.jury.criteria.iter().map(|c| &c.name));
    for juror in &show.jury.jurors {
        texts.extend([&juror.name].into_iter().chain(&juror.title));
    }
    for person in &show.people {
        texts.extend([&person.name].into_iter().chain(&person.title));
    }
    for partner in &show.partners {
        texts.extend([&partner.name].into_iter().chain(&partner.role));
    }
    for cue in state.rundown.cues() {
        match &cue.scene {
            Scene::Card { title, text } | Scene::Photo { title, text } => {
                texts.extend(title.iter().chain(text))
            }
            Scene::Message { title, text } => texts.extend([title].into_iter().chain(text)),
            Scene::Speech { title, .. } => texts.extend(title),
            _ => {}
        }
    }
    let own = "《》·0123456789:—得獎作品是今屆從缺更正共同票";
    let all: BTreeSet<char> = texts
        .iter()
        .flat_map(|text| text.all())
        .flat_map(str::chars)
        .chain(own.chars())
        .collect();
    all.into_iter().filter(|c| !c.is_control()).collect()
}

/// The winners that the stage may show: announced, and not known to be wrong.
fn standing(award: &AwardState) -> Option<&[String]> {
    let revealed = award.stands().then_some(award.revealed.as_ref())?;
    revealed.map(|revealed| revealed.winners.as_slice())
}

#[cfg(test)]
mod tests;
