//! An award, step by step.

use super::parts::{Backdrop, Plate, Runs, SetTitle, View, render};
use super::{Hosts, Shown, hosts, plates, standing};
use crate::show::award::Revealed;
use crate::show::programme::{Award, DecidedBy};
use crate::show::scene::AwardStep;
use crate::show::state::State;
use crate::view::standin;
use crate::view::type_size::{CARD, MESSAGE, Measure, WINNER, WINNER_SHARED};
use askama::Template;

pub(super) fn scene(view: View, id: &str, step: AwardStep) -> Shown {
    let Some(award) = view.state.show.award(id) else {
        return Shown::new(view, "message", String::new());
    };
    let state = view.state.award(id);
    match (step, standing(&state), &state.revealed) {
        (AwardStep::Award, _, _) => Shown::new(view, "award", title(view, award)),
        (AwardStep::Presenter, _, _) => {
            let kicker = view.say(|w| w.presenter);
            let person = award.presenter.as_deref().unwrap_or_default();
            let name = view.text(&award.name);
            let html = plates::person_html(view, person, Some(kicker), Some(name));
            Shown::new(view, "person presenter", html)
        }
        // The hall knows already that nobody gets it: there is nothing to hold its breath for.
        (AwardStep::Suspense, _, _) if known_to_be_vacant(view, award) => {
            Shown::new(view, "award", title(view, award)).variant("title", None)
        }
        (AwardStep::Suspense, _, _) => Shown::new(view, "suspense", suspense(view, award)),
        (AwardStep::Winner, Some(winners), Some(revealed)) => {
            winner(view, award, winners, revealed)
        }
        (AwardStep::Citation, Some(winners), Some(revealed)) => {
            match view.state.citation(&award.id) {
                Some(text) => {
                    let citation = Some(view.text(text));
                    let html = honours(view, award, winners, None, citation);
                    Shown::new(view, "honours", html)
                }
                None => winner(view, award, winners, revealed).settled(),
            }
        }
        (AwardStep::Mention, Some(winners), Some(revealed)) => {
            match revealed.honours.mention.as_slice() {
                [] => winner(view, award, winners, revealed).settled(),
                mentioned => {
                    let mark = view.say(|w| w.mention);
                    let html = honours(view, award, mentioned, Some(mark), None);
                    Shown::new(view, "honours", html)
                }
            }
        }
        (AwardStep::Photo, Some(winners), _) => {
            Shown::new(view, "photo", photo(view, award, winners))
        }
        (AwardStep::Work, Some([]), _) => {
            Shown::new(view, "award", title(view, award)).variant("title", None)
        }
        (AwardStep::Work, Some(winners), _) => work(view, award, winners),
        // Announced wrongly, or not at all: the stage goes back to what is certain.
        _ => Shown::new(view, "award", title(view, award)).variant("title", None),
    }
}

/// Whether the hall has been told that this award is not given: by the result of its ballot, or by
/// its reveal. A correction has to be announced first, whatever it says, and so puts the question
/// again.
fn known_to_be_vacant(view: View, award: &Award) -> bool {
    let stands = view.state.award(&award.id);
    let ballot = view.state.show.ballot_for(&award.id);
    let ballot = ballot.filter(|ballot| {
        let state = view.state.ballots.get(&ballot.id);
        state.is_some_and(|ballot| ballot.result_shown)
    });
    let told = ballot.and_then(|ballot| view.state.told_result(&ballot.id));
    let unvoted = told.is_some_and(|tally| tally.is_empty());
    let revealed = standing(&stands).is_some_and(|winners| winners.is_empty());
    stands.correction.is_none() && (unvoted || revealed)
}

#[derive(Template)]
#[template(path = "stage/award.html")]
struct AwardTitle {
    show: Runs,
    title: SetTitle,
    note: Option<Runs>,
}

fn title(view: View, award: &Award) -> String {
    let audience = award.decided_by == DecidedBy::Audience;
    render(&AwardTitle {
        show: view.text(&view.state.show.title).first_only(),
        title: view.title(&award.name, CARD),
        note: audience.then(|| view.say(|w| w.audience_decides)),
    })
}

#[derive(Template)]
#[template(path = "stage/suspense.html")]
struct Suspense {
    question: String,
    /// Wider than the laurel leaves room for.
    wide: bool,
}

#[derive(Template)]
#[template(path = "stage/question.html")]
struct Question {
    award: SetTitle,
    goes_to: Runs,
    contenders: Vec<SetTitle>,
}

/// The breath before: the award's name, and for the hall's own award those whom the result left
/// standing.
fn suspense(view: View, award: &Award) -> String {
    let contenders = contenders(view.state, award);
    render(&Suspense {
        question: question(view, award, &contenders),
        wide: !contenders.is_empty() || view.title(&award.name, QUESTION).is_wide(),
    })
}

/// The award's name over the line of light.
const QUESTION: Measure = Measure {
    cap: 5.6,
    ..MESSAGE
};

fn question(view: View, award: &Award, contenders: &[String]) -> String {
    let contenders = view.entries(contenders);
    render(&Question {
        award: view.title(&award.name, QUESTION),
        goes_to: view.say(|w| w.goes_to),
        contenders: contenders
            .iter()
            .map(|entry| view.entry_title(entry, CONTENDER))
            .collect(),
    })
}

/// What the hall has just seen, once more under the winner: those who were still open are drawn
/// together into the light that the winner's title opens from. All of them alike, in the order of
/// the paper, whoever has won; nobody is left standing in the dark as the one who has not. The
/// second place is neither named nor numbered on the winner's plate: the hall knows who the two
/// were, and how close it was is in the export. An award that is announced again after a correction
/// has no such question any more.
fn settling(view: View, award: &Award) -> Option<String> {
    let contenders = contenders(view.state, award);
    let asked = !contenders.is_empty() && view.state.award(&award.id).correction.is_none();
    asked.then(|| question(view, award, &contenders))
}

/// A title among several that are still open.
pub(super) const CONTENDER: Measure = Measure {
    width: 70.0,
    cap: 4.2,
    lines: 2,
    ladder: false,
};

/// Those whom the result cue left standing, once it has been on stage.
fn contenders(state: &State, award: &Award) -> Vec<String> {
    let ballot = state.show.ballot_for(&award.id);
    let ballot = ballot.and_then(|ballot| state.ballots.get(&ballot.id));
    ballot
        .filter(|ballot| ballot.result_shown)
        .and_then(|ballot| ballot.tally())
        .map(|tally| state.standing(tally).contenders())
        .unwrap_or_default()
}

#[derive(Template)]
#[template(path = "stage/winner.html")]
struct WinnerScene<'a> {
    award: Runs,
    /// What the gold falls by: the same on every screen.
    seed: &'a str,
    correction: Option<Runs>,
    shared: Option<Runs>,
    /// Those who were still open, gathering.
    before: Option<String>,
    plates: Vec<Plate>,
    citation: Option<Runs>,
    votes: Option<Runs>,
    nobody: Option<SetTitle>,
    many: bool,
    crowded: bool,
    /// Wider than the laurel leaves room for.
    wide: bool,
    /// The picture of the one work that has won.
    still: Option<Backdrop>,
}

/// How many lines of titles the height holds beneath each other where winners share; a citation or
/// a count takes one's place.
const SHARED_LINES_MAX: usize = 2;

/// In the lower left of the work's own picture.
const OVER_A_STILL: Measure = Measure {
    width: 66.0,
    cap: 10.0,
    ..WINNER
};

fn winner(view: View, award: &Award, winners: &[String], revealed: &Revealed) -> Shown {
    let entries = view.entries(winners);
    let measure = match winners.len() {
        1 if entries.iter().any(|entry| entry.still.is_some()) => OVER_A_STILL,
        0 | 1 => WINNER,
        2 => WINNER_SHARED,
        3 => Measure {
            cap: 4.4,
            ..WINNER_SHARED
        },
        _ => Measure {
            cap: 3.0,
            width: 38.0,
            lines: 2,
            ladder: false,
        },
    };
    let mut plates: Vec<Plate> = entries
        .iter()
        .map(|entry| Plate {
            team: Runs(standin::winning_team(entry, view.languages)),
            ..view.plate(entry, measure)
        })
        .collect();
    let votes = votes(view, award, winners);
    let many = winners.len() > 3;
    let lines: usize = plates.iter().map(|plate| plate.title.height()).sum();
    let citation = view.state.citation(&award.id);
    let citation = citation.filter(|_| !award.citation_cue);
    let beneath = usize::from(citation.is_some()) + usize::from(votes.is_some());
    let still = match plates.as_mut_slice() {
        [one] => one.still.take(),
        _ => None,
    };
    let html = render(&WinnerScene {
        still,
        award: view.text(&award.name),
        seed: &award.id,
        correction: correction(view, award),
        before: settling(view, award),
        shared: (winners.len() > 1).then(|| view.say(|w| w.shared)),
        wide: many || plates.iter().any(|plate| plate.title.is_wide()),
        crowded: winners.len() > 1 && !many && lines + beneath > SHARED_LINES_MAX,
        plates,
        citation: citation.map(|c| view.text(c)),
        votes,
        nobody: winners
            .is_empty()
            .then(|| view.said_title(|w| w.no_award, CARD)),
        many,
    });
    // Without a winner there is no hit to be heard either.
    let kind = match winners {
        [] => "winner vacant",
        _ => "winner",
    };
    let shown = Shown::new(view, kind, html);
    let shown = shown.variant(&format!("r{}", revealed.revision), Some(revealed.at));
    // Back at a winner that the hall knows: its name is all there is to see.
    match view.state.cue_at > revealed.at {
        true => shown.settled(),
        false => shown,
    }
}

fn correction(view: View, award: &Award) -> Option<Runs> {
    let corrected = view.state.award(&award.id).correction.is_some();
    corrected.then(|| view.say(|w| w.correction))
}

/// How many of the hall chose the winner; where several share, each has as many.
fn votes(view: View, award: &Award, winners: &[String]) -> Option<Runs> {
    let ballot = view.state.show.ballot_for(&award.id)?;
    let tally = view.state.ballots.get(&ballot.id)?.tally()?;
    let of = |id: &String| {
        tally
            .0
            .iter()
            .find(|count| &count.entry == id)
            .map(|count| count.votes)
    };
    let first = of(winners.first()?)?;
    let same = first > 0 && winners.iter().all(|id| of(id) == Some(first));
    same.then(|| view.each(|ui, _| (ui.words().stage.votes)(first)))
}

#[derive(Template)]
#[template(path = "stage/honours.html")]
struct HonoursScene {
    award: Runs,
    mark: Option<Runs>,
    plates: Vec<Plate>,
    citation: Option<Runs>,
    many: bool,
}

/// A quiet step after the winner: those who are honoured, and why.
fn honours(
    view: View,
    award: &Award,
    entries: &[String],
    mark: Option<Runs>,
    citation: Option<Runs>,
) -> String {
    let measure = Measure {
        cap: if entries.len() > 2 { 2.8 } else { 4.2 },
        ..CONTENDER
    };
    let entries = view.entries(entries);
    render(&HonoursScene {
        award: view.text(&award.name),
        mark,
        plates: entries
            .iter()
            .map(|entry| view.plate(entry, measure))
            .collect(),
        citation,
        many: entries.len() > 3,
    })
}

#[derive(Template)]
#[template(path = "stage/photo.html")]
struct Photo<'a> {
    award: Runs,
    correction: Option<Runs>,
    plates: Vec<Plate>,
    nobody: Option<Runs>,
    show: Runs,
    hosts: Hosts<'a>,
    many: bool,
}

fn photo(view: View, award: &Award, winners: &[String]) -> String {
    // Two stand beside each other, three and more in rows of three, seven and more in rows of four.
    let (width, cap) = match winners.len() {
        0 | 1 => (76.0, 7.2),
        2 => (40.0, 3.8),
        3 => (26.0, 3.0),
        4..=6 => (26.0, 2.4),
        _ => (19.0, 2.0),
    };
    let measure = Measure {
        width,
        cap,
        lines: 2,
        ladder: false,
    };
    let entries = view.entries(winners);
    render(&Photo {
        award: view.text(&award.name),
        correction: correction(view, award),
        plates: entries
            .iter()
            .map(|entry| view.plate(entry, measure))
            .collect(),
        nobody: winners.is_empty().then(|| view.say(|w| w.no_award)),
        show: view.text(&view.state.show.title).first_only(),
        hosts: hosts(view),
        many: winners.len() > 1,
    })
}

/// The work that has won, on the whole stage; those who share, quietly beneath each other.
fn work(view: View, award: &Award, winners: &[String]) -> Shown {
    let kicker = view.text(&award.name);
    match view.entries(winners).as_slice() {
        [one] => Shown::new(view, "work", plates::work(view, one, kicker, None)),
        _ => Shown::new(view, "honours", honours(view, award, winners, None, None)),
    }
}
