//! All sheets together, by every rule.

use super::Acting;
use crate::control::Secret;
use crate::http::error::Problem;
use crate::scorebox::fold::Sheets;
use crate::show::jury::{Exact, Matrix, differing, places};
use crate::show::programme::{Rule, Show};
use crate::view::chair::ScoresSeen;
use axum::Json;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

/// All sheets together. Figures are exact fractions as text, `558/7`.
#[derive(Serialize, ToSchema)]
pub struct JuryMatrix {
    /// The last record of the score box that is in it.
    position: u64,
    /// The announced rule: `mean`, `trimmed`, `ranks` or `centred`.
    rule: &'static str,
    jurors: Vec<JurorLine>,
    entries: Vec<EntryLine>,
    /// The awards whose winners another rule would change, by id.
    differs: Vec<String>,
}

/// How far a juror is.
#[derive(Serialize, ToSchema)]
pub struct JurorLine {
    /// Juror id.
    juror: String,
    /// Scores given.
    done: usize,
    /// Scores to give.
    of: usize,
    /// Whether the sheet is submitted.
    signed: bool,
    /// Whether the juror does not take part.
    stood_down: bool,
    /// When the juror was last heard of, in milliseconds since the Unix epoch.
    seen_at: Option<i64>,
}

/// A work, by every rule.
#[derive(Serialize, ToSchema)]
pub struct EntryLine {
    /// Entry id.
    entry: String,
    /// How many sheets score it.
    sheets: usize,
    /// How many jurors do not judge it.
    recused: usize,
    mean: Option<String>,
    /// The mean where there are fewer than four sheets.
    trimmed: Option<String>,
    ranks: Option<String>,
    centred: Option<String>,
    place: Places,
}

/// Places from 1 by one rule's figure alone; equal figures share the lower number.
#[derive(Serialize, ToSchema)]
pub struct Places {
    mean: Option<usize>,
    trimmed: Option<usize>,
    ranks: Option<usize>,
    centred: Option<usize>,
}

/// All sheets together. The look is journalled; a chair who votes sees them once the chair's own is
/// complete and submitted.
#[utoipa::path(
    get, path = "/api/jury/matrix", tag = "chair",
    responses(
        (status = 200, body = JuryMatrix),
        (status = 403, description = "own-first, wrong-role", body = Problem),
    ),
)]
pub async fn matrix(acting: Acting) -> Result<Json<JuryMatrix>, Problem> {
    let state = acting.app.fanout.state();
    let show = state.show.clone();
    match acting.app.sources.chair(&state).scores {
        ScoresSeen::Ready => {
            acting.look(&Secret::FullMatrix).await?;
        }
        ScoresSeen::OwnFirst => {
            let says = acting.ui.words().refusal.sheet.own_first;
            return Err(Problem::new(StatusCode::FORBIDDEN, "own-first", says));
        }
        ScoresSeen::Early | ScoresSeen::None => {
            acting.look(&Secret::Matrix).await?;
        }
    }
    let mut matrix = told(&show, &acting.app.sources.scores.fold());
    for line in &mut matrix.jurors {
        line.seen_at = acting.app.sources.seen(&state, &line.juror).map(|at| at.0);
    }
    Ok(Json(matrix))
}

fn told(show: &Show, sheets: &Sheets) -> JuryMatrix {
    let mark =
        |juror: &str, entry: &str, criterion: &str| sheets.mark(show, juror, entry, criterion);
    let matrix = Matrix::of_finalists(show, mark);
    let figures = Rule::ALL.map(|rule| rule.figures(&matrix));
    let placed = figures.each_ref().map(|figures| places(figures));
    let line = |(number, entry): (usize, &String)| {
        let [mean, trimmed, ranks, centred] = figures.each_ref().map(|f| spelt(&f[number]));
        let place = placed.each_ref().map(|places| places[number]);
        let jurors = show.jury.jurors.iter();
        let out = jurors.filter(|juror| sheets.stands_out(show, &juror.id, entry));
        EntryLine {
            entry: entry.clone(),
            sheets: matrix.column(number).count(),
            recused: out.count(),
            mean,
            trimmed,
            ranks,
            centred,
            place: Places {
                mean: place[0],
                trimmed: place[1],
                ranks: place[2],
                centred: place[3],
            },
        }
    };
    JuryMatrix {
        position: sheets.head().revision,
        rule: show.jury.rule.as_str(),
        jurors: show
            .jury
            .jurors
            .iter()
            .map(|juror| juror_line(show, sheets, &juror.id))
            .collect(),
        entries: matrix.entries().iter().enumerate().map(line).collect(),
        differs: differing(show, &matrix),
    }
}

fn juror_line(show: &Show, sheets: &Sheets, juror: &str) -> JurorLine {
    let sheet = sheets.sheet(juror);
    let judged = show
        .finalists()
        .filter(|entry| !sheets.stands_out(show, juror, &entry.id));
    let judged: Vec<&str> = judged.map(|entry| entry.id.as_str()).collect();
    let given = |entry: &&str| {
        let criteria = show.jury.criteria.iter();
        let given = criteria.filter(|c| sheet.is_some_and(|s| s.score(entry, &c.id).is_some()));
        given.count()
    };
    JurorLine {
        juror: juror.to_owned(),
        done: judged.iter().map(given).sum(),
        of: judged.len() * show.jury.criteria.len(),
        signed: sheet.is_some_and(|sheet| sheet.signed.is_some()),
        stood_down: sheet.is_some_and(|sheet| sheet.absent),
        seen_at: None,
    }
}

fn spelt(figure: &Option<Exact>) -> Option<String> {
    figure.as_ref().map(Exact::to_string)
}
