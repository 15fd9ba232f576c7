//! The hall votes: the code, the clock, the count.

use super::Shown;
use super::award::CONTENDER;
use super::parts::{Inline, Runs, SetTitle, View, render};
use crate::show::ballot::BallotStage;
use crate::show::event::At;
use crate::show::programme::{Ballot, DecidedBy, Identity};
use crate::show::scene::{BallotStep, Scene};
use crate::show::tally::{Count, Tally};
use crate::view::label::address;
use crate::view::qr;
use crate::view::type_size::{CARD, MESSAGE, Measure};
use askama::Template;

/// A step of a ballot. What is shown follows the ballot's phase: a clock that ran out on its own
/// cue, a ballot opened again on another.
pub(super) fn scene(view: View, id: &str, step: BallotStep) -> Shown {
    let (paper, state) = (view.state.show.ballot(id), view.state.ballots.get(id));
    let (Some(paper), Some(state)) = (paper, state) else {
        return Shown::new(view, "message", String::new());
    };
    match (&state.stage, step) {
        (BallotStage::Waiting, _) => {
            let title = view.said_title(|w| w.not_open_yet, CARD);
            let ready = by_ticket(paper).then(|| view.say(|w| w.ticket_ready));
            still(view, paper, title, ready, None).variant("waiting", None)
        }
        (BallotStage::Open { closes_at }, _) => {
            let shown = Shown::new(view, "vote", open(view, paper, *closes_at));
            shown.variant(&format!("open{}", state.round), None)
        }
        (BallotStage::Closing { as_of }, _) => {
            let title = view.said_title(|w| w.counting, CARD);
            let moment = view.say(|w| w.a_moment);
            still(view, paper, title, Some(moment), Some(*as_of)).variant("closing", Some(*as_of))
        }
        (BallotStage::Closed { tally, .. }, BallotStep::Result) => Shown::new(
            view,
            "result",
            result(view, paper, &view.state.standing(tally)),
        ),
        (BallotStage::Closed { as_of, .. }, _) => {
            let title = view.said_title(|w| w.closed, CARD);
            let follows = view.say(|w| w.result_follows);
            still(view, paper, title, Some(follows), Some(*as_of)).variant("closed", Some(*as_of))
        }
    }
}

#[derive(Template)]
#[template(path = "stage/vote.html")]
struct VoteScene<'a> {
    kicker: Runs,
    award: SetTitle,
    code: String,
    scan: Runs,
    or_visit: Runs,
    address: String,
    digits: Option<Digits<'a>>,
    closes_in: Runs,
    closes_at: i64,
    turnout: Runs,
    wifi: Option<Network<'a>>,
    /// The running count, where the hall may watch it; in the order of the paper, so that nothing
    /// jumps.
    bars: Option<Vec<Bar>>,
}

/// What a voter types who cannot scan: it proves that they see this screen.
struct Digits<'a> {
    heading: Runs,
    digits: &'a str,
}

struct Network<'a> {
    heading: Runs,
    code: String,
    ssid: &'a str,
}

fn open(view: View, paper: &Ballot, closes_at: At) -> String {
    let wifi = view.state.show.wifi.as_ref().map(|wifi| Network {
        heading: view.say(|w| w.wifi),
        code: qr::svg(&qr::wifi(&wifi.ssid, wifi.password.as_deref())),
        ssid: &wifi.ssid,
    });
    let award = view.state.show.award(&paper.award);
    let measure = Measure {
        width: 42.0,
        cap: 5.2,
        lines: 2,
        ladder: false,
    };
    render(&VoteScene {
        kicker: call(view, paper),
        award: award
            .map(|award| view.title(&award.name, measure))
            .unwrap_or_default(),
        code: qr::svg(invitation(view, paper)),
        digits: digits(view, &paper.id),
        scan: match by_ticket(paper) {
            true => view.say(|w| w.scan_ticket),
            false => view.say(|w| w.scan),
        },
        or_visit: view.say(|w| w.or_visit),
        address: address(view.live.wall_address(paper)),
        closes_in: view.say(|w| w.closes_in),
        closes_at: closes_at.0,
        turnout: turnout(view, &paper.id),
        bars: view
            .live
            .counts
            .get(&paper.id)
            .map(|tally| running(view, tally)),
        wifi,
    })
}

#[derive(Template)]
#[template(path = "stage/corner.html")]
struct Corner<'a> {
    /// Only words, out of the photographers' way.
    words_only: bool,
    code: String,
    heading: Runs,
    address: String,
    digits: Option<Digits<'a>>,
    closes_at: i64,
    turnout: Runs,
}

/// The open ballot beneath other cues; its own cue shows it large.
pub(super) fn corner(view: View) -> String {
    let Some((id, closes_at)) = view.state.open_ballot() else {
        return String::new();
    };
    let Some(paper) = view.state.show.ballot(id) else {
        return String::new();
    };
    let scene = &view.state.cue().scene;
    if matches!(scene, Scene::Ballot { ballot, .. } if ballot == id) {
        return String::new();
    }
    let photo = matches!(
        scene.award(),
        Some((_, crate::show::scene::AwardStep::Photo))
    );
    render(&Corner {
        words_only: photo,
        code: if photo {
            String::new()
        } else {
            qr::svg(invitation(view, paper))
        },
        digits: digits(view, id),
        heading: call(view, paper),
        address: address(view.live.wall_address(paper)),
        closes_at: closes_at.0,
        turnout: turnout(view, id),
    })
}

fn by_ticket(paper: &Ballot) -> bool {
    paper.identity == Identity::Ticket
}

/// What calls the hall to vote, over the code.
fn call(view: View, paper: &Ballot) -> Runs {
    match by_ticket(paper) {
        true => view.say(|w| w.vote_by_ticket),
        false => view.say(|w| w.vote_now),
    }
}

/// What the code says: where to vote and, for a ballot that asks who is in the hall, what proves
/// it.
fn invitation<'a>(view: View<'a>, ballot: &Ballot) -> &'a str {
    let live = view.live;
    let code = live.codes.get(&ballot.id);
    code.map_or(live.wall_address(ballot), |(code, _)| code)
}

fn digits<'a>(view: View<'a>, ballot: &str) -> Option<Digits<'a>> {
    let (_, digits) = view.live.codes.get(ballot)?;
    Some(Digits {
        heading: view.say(|w| w.hall_code),
        digits,
    })
}

/// How many have voted; nothing before the first vote.
fn turnout(view: View, ballot: &str) -> Runs {
    match view.live.turnout.get(ballot) {
        None | Some(0) => Runs(Vec::new()),
        Some(&voted) => view.each(|ui, _| (ui.words().stage.turnout)(voted)),
    }
}

#[derive(Template)]
#[template(path = "stage/still.html")]
struct Still {
    award: Option<Runs>,
    title: SetTitle,
    text: Option<Runs>,
    turnout: Option<Runs>,
}

fn still(
    view: View,
    paper: &Ballot,
    title: SetTitle,
    text: Option<Runs>,
    closed: Option<At>,
) -> Shown {
    let award = view.state.show.award(&paper.award);
    let turnout = closed.is_some().then(|| turnout(view, &paper.id));
    let html = render(&Still {
        award: award.map(|award| view.text(&award.name)),
        title,
        text,
        turnout,
    });
    Shown::new(view, "message still", html)
}

#[derive(Template)]
#[template(path = "stage/result.html")]
struct Result {
    award: Option<Runs>,
    heading: Runs,
    still_open: Runs,
    contenders: Vec<SetTitle>,
    bars: Vec<Bar>,
    /// How tightly the bars stand: 1 is a column of them, 2 and 3 are two and three.
    columns: usize,
    /// How many stand under each other.
    deep: usize,
}

struct Bar {
    rank: usize,
    title: Inline,
    votes: Runs,
    /// Of a hundred.
    length: String,
    /// Counted from the last rank, which comes first.
    order: usize,
}

fn running(view: View, tally: &Tally) -> Vec<Bar> {
    let most = tally.0.iter().map(|count| count.votes).max().unwrap_or(0);
    let bar = |(index, count): (usize, &Count)| {
        let entry = view.state.show.entry(&count.entry)?;
        Some(Bar {
            rank: index + 1,
            title: view.inline_title(entry, 32.0, 2.0),
            votes: view
                .each(|ui, _| (ui.words().stage.votes)(count.votes))
                .first_only(),
            length: length(count.votes, most, 100.0),
            order: 0,
        })
    };
    tally.0.iter().enumerate().filter_map(bar).collect()
}

/// The ranks from last up to third; the rest keep breathing, in the order of the paper and without
/// a number.
fn result(view: View, paper: &Ballot, tally: &Tally) -> String {
    let award = view.state.show.award(&paper.award);
    // The hall's order is half of a blend, and would be read as all of it.
    if award.is_some_and(|award| award.decided_by == DecidedBy::Blend) {
        return render(&Still {
            award: award.map(|award| view.text(&award.name)),
            title: view.said_title(|w| w.result_follows, MESSAGE),
            text: Some(view.say(|w| w.blended)),
            turnout: None,
        });
    }
    if tally.is_empty() {
        return render(&Still {
            award: award.map(|award| view.text(&award.name)),
            title: view.said_title(|w| w.no_votes, MESSAGE),
            text: Some(view.say(|w| w.so_no_award)),
            turnout: None,
        });
    }
    let contenders = tally.contenders();
    let mut placed: Vec<_> = tally
        .0
        .iter()
        .filter(|c| !contenders.contains(&c.entry))
        .collect();
    placed.sort_by_key(|count| std::cmp::Reverse(count.votes));
    let most = placed.first().map_or(0, |count| count.votes);
    let columns = match placed.len() {
        0..=8 => 1,
        9..=16 => 2,
        _ => 3,
    };
    let title_width = if columns == 1 { 45.0 } else { 18.0 };
    let bars = placed.iter().enumerate().filter_map(|(index, count)| {
        let entry = view.state.show.entry(&count.entry)?;
        Some(Bar {
            rank: tally.rank(count.votes),
            title: view.inline_title(entry, title_width, 2.2),
            votes: view
                .each(|ui, _| (ui.words().stage.votes)(count.votes))
                .first_only(),
            length: length(count.votes, most, LONGEST_PLACED),
            order: (placed.len() - 1 - index).min(MOST_STAGGERED),
        })
    });
    let bars: Vec<Bar> = bars.collect();
    let measure = match contenders.len() {
        0..=3 => CONTENDER,
        _ => Measure {
            width: 38.0,
            cap: 2.6,
            lines: 2,
            ladder: false,
        },
    };
    let entries = view.entries(&contenders);
    render(&Result {
        award: award.map(|award| view.text(&award.name)),
        heading: view.say(|w| w.result),
        still_open: view.say(|w| w.still_open),
        contenders: entries
            .iter()
            .map(|entry| view.entry_title(entry, measure))
            .collect(),
        columns,
        deep: bars.len().div_ceil(columns),
        bars,
    })
}

/// Bars beyond this one come together with it: nobody waits for the thirtieth.
const MOST_STAGGERED: usize = 11;

/// The longest bar of a result takes three fifths, since those who are still open have more; of a
/// running count it takes all.
const LONGEST_PLACED: f64 = 60.0;

/// A bar's length, of a hundred.
fn length(votes: u64, most: u64, longest: f64) -> String {
    let share = if most == 0 {
        0.0
    } else {
        votes as f64 / most as f64
    };
    format!("{:.1}", share * longest)
}

#[cfg(test)]
mod tests {
    use crate::show::tally::{Count, Tally};
    use crate::view::stage::tests::{StageEvening, final_night};

    #[test]
    fn the_leader_of_a_running_count_has_all_the_room() {
        let mut evening = StageEvening::of(final_night());
        evening.goto("people/open");
        let finalists = evening.state.show.finalists().zip([4, 1]);
        let counts = finalists.map(|(entry, votes)| Count {
            entry: entry.id.clone(),
            votes,
        });
        let tally = Tally(counts.collect());
        evening.live.counts.insert("people".into(), tally);
        let scene = evening.scene();
        assert!(scene.contains(r#"<rect width="100.0""#), "{scene}");
        assert!(scene.contains(r#"<rect width="25.0""#), "{scene}");
    }
}
