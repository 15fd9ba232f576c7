//! The page of the evening: every panel of every phase, one list of works that they share, the
//! style and the script, in one response.

use super::paper::{Ask, Described};
use super::text;
use super::{
    Bulletin, Current, Finalist, Notice, Page, Paper, PhonePhase, Playbill, Viewer, frame,
};
use crate::show::programme::Identity;
use crate::show::text::Run;
use crate::show::vote::VoteError;
use crate::view::apart::{self, Compared};
use crate::view::label::{self, Title};
use crate::view::{theme, type_size};
use crate::words::Ui;
use crate::words::audience::AudienceWords;
use crate::words::rehearsal::RehearsalWords;
use askama::Template;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static STYLE: LazyLock<String> =
    LazyLock::new(|| lean(include_str!("../../../static/audience.css")));
static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    // Other pages load the first as a module.
    let ours = lean(include_str!("../../../static/ours.js")).replace("export ", "");
    let ask = lean(include_str!("../../../static/audience/ask.js"));
    let link = lean(include_str!("../../../static/audience/link.js"));
    let page = lean(include_str!("../../../static/audience.js"));
    [ours, ask, link, page].join("\n")
});

/// The text without what only its readers need: indentation, blank lines, and comments that have
/// lines of their own.
fn lean(source: &str) -> String {
    let lines = source.lines().map(str::trim);
    let kept = lines.filter(|line| {
        let comment = line.starts_with("//") || line.starts_with("/*") && line.ends_with("*/");
        !line.is_empty() && !comment
    });
    kept.collect::<Vec<_>>().join("\n")
}

/// A name for everything that a page holds and a frame points to. A phone that hears of another one
/// loads its page anew.
pub(super) fn edition(show: &Playbill) -> String {
    let works: Vec<_> = show
        .works
        .iter()
        .map(|w| (&w.id, &w.title, &w.team))
        .collect();
    let paper = |b: &Paper| (b.id.clone(), b.choices, b.identity, b.name.clone());
    let ballots: Vec<_> = show.ballots.iter().map(paper).collect();
    let evening = (
        &show.id,
        &show.title,
        &show.languages,
        &show.date,
        &show.venue,
        theme::phone(show.theme.as_ref()),
    );
    let text = serde_json::to_vec(&(evening, works, ballots)).unwrap_or_default();
    let mut hash = blake3::Hasher::new();
    for ballot in show.ballots.iter().filter(|ballot| !ballot.reach.is_hall()) {
        for part in [&ballot.id, ballot.reach.as_str()] {
            hash.update(part.as_bytes()).update(b"\0");
        }
    }
    // A phone at a rehearsal loads the evening's page when it is over.
    let rehearsal = show.rehearsal.map(u64::to_le_bytes);
    hash.update(rehearsal.as_ref().map_or(&[], |seed| &seed[..]))
        .update(&text)
        .update(STYLE.as_bytes())
        .update(SCRIPT.as_bytes());
    hash.finalize().to_hex()[..8].to_owned()
}

/// What every page says at a rehearsal.
pub(super) fn rehearsal(show: &Playbill, ui: Ui) -> Option<&'static RehearsalWords> {
    show.rehearsal.map(|_| &ui.words().rehearsal)
}

/// The style alone, in the show's colours.
pub(super) fn style(show: &Playbill) -> String {
    format!("{}{}", *STYLE, theme::phone(show.theme.as_ref()))
}

/// A work on the list.
#[derive(Clone)]
pub(super) struct Work<'a> {
    pub(super) id: &'a str,
    pub titles: Vec<Title>,
    pub teams: Vec<Run>,
    /// What tells it from another with the same title and team.
    pub apart: Option<Run>,
    /// See [`type_size::on_phone`].
    pub size: &'static str,
    checked: bool,
    won: bool,
}

impl<'a> Work<'a> {
    fn of(work: &'a Finalist, show: &Playbill, ui: Ui, apart: &BTreeMap<String, Run>) -> Self {
        let titles = text::titles(&work.title, &show.languages, ui);
        let title = titles.first().map_or("", |title| &title.run.text);
        Work {
            id: &work.id,
            size: type_size::on_phone(title),
            titles,
            apart: apart.get(&work.id).cloned(),
            teams: text::runs(&work.team, &show.languages, ui),
            checked: false,
            won: false,
        }
    }

    /// All finalists, none of them checked.
    pub(super) fn all(show: &'a Playbill, ui: Ui) -> Vec<Self> {
        let compared = |work: &'a Finalist| Compared {
            id: &work.id,
            title: &work.title,
            team: &work.team,
            origin: work.origin.as_ref(),
        };
        let compared: Vec<_> = show.works.iter().map(compared).collect();
        let apart = apart::works(&compared, &show.languages, ui);
        let works = show.works.iter();
        works.map(|work| Work::of(work, show, ui, &apart)).collect()
    }
}

#[derive(Template)]
#[template(path = "audience.html", whitespace = "minimize")]
struct PhonePage<'a> {
    w: &'static AudienceWords,
    ui: Ui,
    offered: &'static [Ui],
    rehearsal: Option<&'static RehearsalWords>,
    style: &'a str,
    script: &'a str,
    show: &'a Playbill,
    document_title: String,
    /// What the language links keep of the address.
    query: String,
    /// What goes along to where a ticket or the digits are asked for.
    ticked: &'a [String],
    title: Vec<Run>,
    date: Option<String>,
    venue: Vec<Run>,
    phase: PhonePhase,
    frame: String,
    /// For the script: what the box holds.
    held: Option<String>,
    ballots: Vec<Described<'a>>,
    /// Of the current ballot, as are the next four.
    award: Vec<Run>,
    ballot_id: &'a str,
    hint: String,
    kind: &'a str,
    choices: u32,
    works: Vec<Work<'a>>,
    won: usize,
    /// More winners than the page has plates for.
    many: bool,
    /// For the script: the same sentence with a gap.
    many_pattern: String,
    corrected: bool,
    correcting: bool,
    /// For phones without script; empty on the page that everybody gets, which must not change with
    /// the time.
    closes_in: String,
    voter: Option<&'a Viewer<'a>>,
    mine: Vec<Work<'a>>,
    excluded: bool,
    receipt: &'a str,
    asked: Vec<Work<'a>>,
    /// Whether the voter chose the winner.
    pick: bool,
    notice: String,
    waiting: bool,
    /// Others vote tonight.
    others_vote: &'static str,
    asks: Vec<Ask>,
    note: &'static str,
    proved: &'static str,
    /// Whether this voter may not send yet.
    lacking: bool,
    early: bool,
    open: bool,
    closed: bool,
    /// Whether the list of works is shown.
    paper: bool,
}

/// `GET /`: what everyone gets. It holds nobody's token and nobody's vote.
pub fn page(bulletin: &Bulletin, ui: Ui) -> Page {
    build(bulletin, ui, None)
}

/// `GET /v/TOKEN`: the same page for one voter, who may have neither cookies nor script.
pub fn voter_page(bulletin: &Bulletin, ui: Ui, voter: &Viewer) -> Page {
    build(bulletin, ui, Some(voter))
}

fn build(bulletin: &Bulletin, ui: Ui, voter: Option<&Viewer>) -> Page {
    let style = style(&bulletin.playbill);
    let html = evening(bulletin, ui, voter, &style).render();
    Page {
        html: html.unwrap_or_default(),
        style,
        script: SCRIPT.clone(),
    }
}

/// What is said where there are votes tonight, and none for this phone; empty elsewhere.
fn others_vote(bulletin: &Bulletin, w: &AudienceWords) -> &'static str {
    let first = bulletin.playbill.ballots.first();
    match first.filter(|_| bulletin.current.is_none()) {
        None => "",
        Some(ballot) if ballot.reach.is_hall() => w.hall_votes,
        Some(_) => w.net_votes,
    }
}

fn evening<'a>(
    bulletin: &'a Bulletin,
    ui: Ui,
    voter: Option<&'a Viewer<'a>>,
    style: &'a str,
) -> PhonePage<'a> {
    let (show, w) = (&*bulletin.playbill, &ui.words().audience);
    let current = bulletin.current.as_ref();
    let phase = current.map_or(PhonePhase::None, |current| current.phase);
    let ballot = bulletin.paper();
    let paper = ballot.map(|ballot| Described::of(ballot, show, ui, w));
    let held = voter.and_then(|voter| voter.held.as_ref());
    // Nobody is asked whether to send what cannot be sent.
    let sendable = voter.filter(|_| phase == PhonePhase::Open);
    let asked = sendable.map_or(&[][..], |voter| &voter.asked);
    let winners = current.map_or(&[][..], |current| &current.winners);
    let won = current.map_or(0, |current| current.won);
    let ticked = voter.map_or(&[][..], |voter| &voter.ticked);
    let checked = match held {
        Some(held) if ticked.is_empty() => &held.choices,
        _ => ticked,
    };
    let works = works(show, ui, checked, winners);
    let some = |ids: &[String]| {
        works
            .iter()
            .filter(|work| ids.iter().any(|id| id == work.id))
            .cloned()
            .collect()
    };
    let (mine, asked): (Vec<Work>, Vec<Work>) = (
        held.map(|held| some(&held.choices)).unwrap_or_default(),
        some(asked),
    );
    let (open, early) = (
        phase == PhonePhase::Open,
        matches!(phase, PhonePhase::Before | PhonePhase::None),
    );
    let lacking = ballot
        .map(|ballot| ballot.identity)
        .filter(|kind| !kind.takes(voter.map_or(Identity::Device, |voter| voter.identity)));
    let note = paper.as_ref().map_or("", |paper| paper.note);
    let title = text::runs(&show.title, &show.languages, ui);
    PhonePage {
        w,
        ui,
        offered: show.offered(),
        rehearsal: rehearsal(show, ui),
        style,
        script: &SCRIPT,
        show,
        document_title: title
            .first()
            .map(|run| run.bare().into_owned())
            .unwrap_or_default(),
        query: kept(ticked),
        ticked,
        title,
        date: show.date.as_ref().map(|day| label::date(day, ui)),
        venue: show
            .venue
            .iter()
            .flat_map(|venue| text::runs(venue, &show.languages, ui))
            .collect(),
        phase,
        frame: frame(bulletin),
        held: voter.and_then(holding),
        ballots: show
            .ballots
            .iter()
            .map(|ballot| Described::of(ballot, show, ui, w))
            .collect(),
        ballot_id: ballot.map_or("", |ballot| &ballot.id),
        choices: ballot.map_or(1, |ballot| ballot.choices),
        kind: if ballot.is_some_and(|ballot| ballot.choices > 1) {
            "checkbox"
        } else {
            "radio"
        },
        hint: paper
            .as_ref()
            .map(|paper| paper.hint.clone())
            .unwrap_or_default(),
        award: paper.map(|paper| paper.award).unwrap_or_default(),
        pick: mine.iter().any(|work| work.won) && held.is_none_or(|held| !held.excluded),
        many: won > winners.len(),
        many_pattern: (w.shared_by)(0),
        won,
        closes_in: left(voter, current, w),
        correcting: current.is_some_and(|c| c.correcting),
        corrected: current.is_some_and(|current| current.corrected),
        voter,
        excluded: held.is_some_and(|held| held.excluded),
        receipt: voter.map_or("", |voter| &voter.receipt),
        notice: voter.map(|voter| told(voter, phase, w)).unwrap_or_default(),
        waiting: show.is_awaited(),
        others_vote: others_vote(bulletin, w),
        asks: Ask::all(show, w, lacking.filter(|_| open)),
        note,
        proved: voter.map_or("", |voter| voter.identity.proved()),
        // The page that everybody gets cannot know; without script it lets the server say.
        lacking: voter.is_some() && lacking.is_some(),
        early,
        open,
        closed: matches!(phase, PhonePhase::Closing | PhonePhase::Closed),
        paper: early || open && asked.is_empty(),
        works,
        mine,
        asked,
    }
}

fn holding(voter: &Viewer) -> Option<String> {
    let held = voter.held.as_ref()?;
    let held = serde_json::json!({ "c": held.choices, "r": voter.receipt, "n": held.change, "x": held.excluded });
    Some(held.to_string())
}

/// Ids have nothing in them that an address would have to hide.
pub(super) fn kept(ticked: &[String]) -> String {
    ticked.iter().map(|id| format!("tick={id}&")).collect()
}

fn left(voter: Option<&Viewer>, current: Option<&Current>, w: &AudienceWords) -> String {
    let closes_at = current.and_then(|current| current.closes_at);
    let ms = closes_at
        .zip(voter)
        .map(|(at, voter)| (at - voter.at.0).max(0));
    ms.map(|ms| (w.closes_in)((ms + 30_000) / 60_000))
        .unwrap_or_default()
}

fn works<'a>(show: &'a Playbill, ui: Ui, checked: &[String], winners: &[usize]) -> Vec<Work<'a>> {
    let work = |(index, work): (usize, Work<'a>)| Work {
        checked: checked.iter().any(|id| id == work.id),
        won: winners.contains(&index),
        ..work
    };
    let works = Work::all(show, ui).into_iter();
    works.enumerate().map(work).collect()
}

/// What became of the last vote, as long as that is of use: a page without script loads itself
/// again, and once the ballot is closed it must not go on asking for another try.
fn told(voter: &Viewer, phase: PhonePhase, w: &AudienceWords) -> String {
    let counted = matches!(phase, PhonePhase::Closed | PhonePhase::Result);
    match voter.notice {
        // The panel with the choice and its receipt says it already.
        None | Some(Notice::Counted) => String::new(),
        Some(Notice::Superseded) => w.superseded.to_owned(),
        Some(Notice::Failed(why)) if phase == PhonePhase::Open || why == VoteError::Closed => {
            let more = match why {
                VoteError::TooMany(_) => w.not_counted,
                _ => "",
            };
            w.said(why).unwrap_or_default() + more
        }
        Some(Notice::Failed(VoteError::NotConfirmed)) if phase == PhonePhase::Closing => {
            w.not_known_yet.to_owned()
        }
        Some(Notice::Failed(VoteError::NotConfirmed)) if counted && voter.held.is_none() => {
            w.not_counted.trim().to_owned()
        }
        Some(Notice::Failed(_)) => String::new(),
    }
}
