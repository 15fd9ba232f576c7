//! What is printed.

use super::api::acting::Acting;
use super::error::Problem;
use super::page::html;
use crate::control::Secret;
use crate::show::halves::Conclusion;
use crate::show::who::Who;
use crate::view;
use crate::view::chair::ScoresSeen;
use crate::view::print::{DecidedAward, RecordPaper};
use axum::http::StatusCode;
use axum::response::Response;

/// `GET /print/scoresheets`
pub async fn scoresheets(acting: Acting) -> Result<Response, Problem> {
    let state = acting.app.fanout.state();
    let sights: Vec<_> = state
        .show
        .jury
        .jurors
        .iter()
        .map(|juror| acting.app.sources.juror(&state, &juror.id))
        .collect();
    let page = view::print::scoresheets(&state.show, &sights, acting.ui);
    Ok(html(StatusCode::OK, page))
}

/// `GET /print/asrun`
pub async fn asrun(acting: Acting) -> Response {
    let app = &acting.app;
    let now = app.foyer.clock.now();
    let page = view::print::asrun(&app.fanout.state(), now, acting.ui);
    html(StatusCode::OK, page)
}

/// `GET /print/contact`
pub async fn contact(acting: Acting) -> Response {
    let show = &acting.app.fanout.state().show;
    html(StatusCode::OK, view::print::contact(show, acting.ui))
}

/// `GET /print/record`: what the jury did and decided, to be signed. Every sealed decision on it is
/// a look on record. The scores stand on the chair's alone, once every sheet is in, and are a look
/// too.
pub async fn record(acting: Acting) -> Result<Response, Problem> {
    let app = &acting.app;
    let state = acting.decisions().await?;
    let sight = app.sources.chair(&state);
    let scored = match sight.scores {
        ScoresSeen::Ready => true,
        // A jury that only talks in the final has the scores of the first round.
        ScoresSeen::None => !app.sources.scores.fold().past().is_empty(),
        ScoresSeen::OwnFirst | ScoresSeen::Early => false,
    };
    let scores = scored && acting.who == Who::Chair;
    if scores {
        acting.look(&Secret::FullMatrix).await?;
    }
    let decided = state.show.awards.iter().filter(|a| state.show.is_judged(a));
    let decided = decided.map(|award| {
        let envelope = state.award(&award.id).envelope;
        DecidedAward {
            award: award.id.clone(),
            conclusion: envelope.map(|envelope| Conclusion {
                winners: envelope.winners,
                honours: envelope.honours,
                reason: envelope.reason,
            }),
        }
    });
    let paper = RecordPaper {
        decided: decided.collect(),
        at: app.foyer.clock.now(),
        scores,
        sight: &sight,
    };
    let sheets = app.sources.scores.fold();
    let page = view::print::record(&state, &sheets, &paper, acting.ui);
    Ok(html(StatusCode::OK, page))
}
