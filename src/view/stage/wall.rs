//! The wall of winners: every award of the evening, and what has been announced.

use super::parts::{Runs, SetTitle, View, render};
use super::{Shown, standing};
use crate::show::programme::{Award, Entry};
use crate::show::text::Run;
use crate::view::type_size::{Measure, SMALLEST, em_width};
use askama::Template;

#[derive(Template)]
#[template(path = "stage/wall.html")]
struct Wall {
    show: Runs,
    heading: Runs,
    rows: Vec<WallRow>,
    columns: usize,
    /// As many as fit under each other in a column.
    deep: usize,
}

struct WallRow {
    /// When it comes: one after the other, the last ones together.
    order: usize,
    award: Runs,
    correction: Option<Runs>,
    /// Not announced yet, or not for certain.
    pending: bool,
    nobody: Option<Runs>,
    winners: Vec<WallWinner>,
}

struct WallWinner {
    title: SetTitle,
    team: Runs,
    /// Whether it stands in its room, at a size that goes with the others.
    fits: bool,
}

/// Rows beyond this one come together with it.
const MOST_STAGGERED: usize = 20;

/// From so many on, those who share an award stand in three columns of their own, without their
/// teams.
const CROWD: usize = 4;

/// What a wall of so many awards has room for. Lengths are in `u`, on a screen of 16:9; others make
/// room by themselves.
struct Shape {
    columns: usize,
    /// As many as fit under each other in a column.
    deep: usize,
    /// How wide a winner's title and team are together.
    room: f32,
    /// How much of it a team may claim; more of it wraps.
    team_max: f32,
    /// How large titles may be: the first that makes a harmony of all and leaves them their height.
    caps: &'static [f32],
}

impl Shape {
    fn of(awards: usize) -> Self {
        let (columns, room, team_max, caps): (_, _, _, &[f32]) = match awards {
            0..=10 => (1, 55.0, 17.0, &[2.8, 2.6, 2.4, 2.2, 2.0]),
            11..=20 => (2, 43.0, 15.0, &[2.2, 2.0, 1.8]),
            _ => (3, 27.6, 0.0, &[2.0, 1.8, 1.6]),
        };
        Shape {
            columns,
            deep: awards.div_ceil(columns).clamp(1, 20),
            room,
            team_max,
            caps,
        }
    }

    /// Whether these rows are read as one list and stand within the sheet.
    fn holds(&self, rows: &[WallRow]) -> bool {
        let alone = rows.iter().filter(|row| row.winners.len() < CROWD);
        let mut titles = alone.flat_map(|row| &row.winners);
        let harmony = titles.all(|winner| winner.fits);
        let height = |at: usize| {
            let beside = rows.iter().skip(at).step_by(self.deep);
            beside.map(|row| self.height(row)).fold(0.0, f32::max)
        };
        harmony && (0..self.deep).map(height).sum::<f32>() <= SHEET
    }

    fn height(&self, row: &WallRow) -> f32 {
        let winners: f32 = match row.winners.len() {
            crowd @ CROWD.. => crowd.div_ceil(3) as f32 * 2.0 * SMALLEST * LEADING,
            _ => row.winners.iter().map(|one| self.height_of(one)).sum(),
        };
        let award = |size: f32, runs: &[Run]| -> f32 {
            let lines = |run: &Run| (em_width(&run.text) * size / AWARD).ceil() * size * LEADING;
            runs.iter().map(lines).sum()
        };
        let (first, second) = row.award.0.split_at(1.min(row.award.0.len()));
        match self.columns {
            1 => (award(2.0, first) + award(SMALLEST, second)).max(winners),
            2 => SMALLEST * LEADING + 0.2 + winners,
            _ => SMALLEST * LEADING_TIGHT + 0.2 + winners,
        }
    }

    fn height_of(&self, winner: &WallWinner) -> f32 {
        let stacked = winner.title.stacked();
        let title = stacked * LEADING;
        let left = self.room - GAP - winner.title.width() - HANGING;
        match self.columns {
            3 => stacked * LEADING_TIGHT,
            _ => title.max((team_width(&winner.team) / left.max(1.0)).ceil() * TEAM * 1.3),
        }
    }
}

/// What stands above the rows takes a tenth of the height, and the safe margins another one.
const SHEET: f32 = 44.8;
/// A hall reads titles as one list if the smallest is no less than this share of the largest.
const HARMONY: f32 = 0.78;
/// The height of a line in sizes of its letters.
const LEADING: f32 = 1.2;
/// The same where three columns stand beside each other.
const LEADING_TIGHT: f32 = 1.12;
/// How wide an award's name is.
const AWARD: f32 = 32.0;
/// The size of a team's name.
const TEAM: f32 = 1.8;
/// A team has so much room beside whatever title; the style sheet says the same.
const TEAM_MIN: f32 = 6.0;
/// Between a title and its team.
const GAP: f32 = 1.6;
/// Two brackets of the usual size.
const HANGING: f32 = 5.0;

fn team_width(team: &Runs) -> f32 {
    team.0.iter().map(|run| em_width(&run.text)).sum::<f32>() * TEAM
}

pub(super) fn scene(view: View) -> Shown {
    let show = &view.state.show;
    let shape = Shape::of(show.awards.len());
    let made = |cap: f32| -> Vec<WallRow> {
        let awards = show.awards.iter().enumerate();
        awards
            .map(|(index, award)| row(view, index, award, &shape, cap))
            .collect()
    };
    let mut rows = Vec::new();
    for &cap in shape.caps {
        rows = made(cap);
        if shape.holds(&rows) {
            break;
        }
    }
    let html = render(&Wall {
        show: view.text(&show.title).first_only(),
        heading: view.say(|w| w.results),
        rows,
        columns: shape.columns,
        deep: shape.deep,
    });
    Shown::new(view, "wall", html)
}

fn row(view: View, index: usize, award: &Award, shape: &Shape, cap: f32) -> WallRow {
    let state = view.state.award(&award.id);
    let winners = standing(&state);
    let name = view.text(&award.name);
    let entries = view.entries(winners.unwrap_or_default());
    WallRow {
        order: index.min(MOST_STAGGERED),
        award: if shape.columns == 3 {
            name.first_only()
        } else {
            name
        },
        correction: winners
            .filter(|_| state.correction.is_some())
            .map(|_| view.say(|w| w.correction).first_only()),
        pending: winners.is_none(),
        nobody: winners
            .filter(|w| w.is_empty())
            .map(|_| view.say(|w| w.no_award)),
        winners: entries
            .into_iter()
            .map(|entry| winner(view, entry, shape, cap))
            .collect(),
    }
}

/// A title with the room that its team leaves it. One in two scripts takes two lines, and one that
/// would be small on a line of its own.
fn winner(view: View, entry: &Entry, shape: &Shape, cap: f32) -> WallWinner {
    let team = view.text(&entry.team).first_only();
    let brackets = if view.quotes(entry).is_some() {
        2.0 * cap
    } else {
        0.0
    };
    let beside = match shape.columns {
        // There a team has what its title leaves.
        3 => 0.0,
        _ => GAP + team_width(&team).clamp(TEAM_MIN, shape.team_max),
    };
    let width = shape.room - beside - brackets;
    let set = |lines: usize| {
        let measure = Measure {
            width,
            cap,
            lines,
            ladder: false,
        };
        view.title_alone(entry, measure)
    };
    let fits = |title: &SetTitle| {
        let large = f32::from(title.leading()) >= cap * 10.0 * HARMONY;
        large && title.width() <= width + 0.01
    };
    let one = set(1);
    let title = if fits(&one) { one } else { set(2) };
    WallWinner {
        fits: fits(&title),
        title,
        team,
    }
}
