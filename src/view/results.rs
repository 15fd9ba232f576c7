//! stand-in
use super::api::*;
use super::words::Ui;
use crate::show::state::State;
use serde::Serialize;
use utoipa::ToSchema;
/// stand-in
#[derive(Serialize, ToSchema)]
pub struct AwardResult {
    award: String,
    name: String,
    winners: Vec<WinnerNow>,
}
/// stand-in
pub fn api(s: &State) -> Vec<AwardResult> {
    s.show
        .awards
        .iter()
        .filter_map(|a| {
            Some(AwardResult {
                award: a.id.clone(),
                name: a.name.first(&s.show.languages).to_owned(),
                winners: winners_now(s, s.public_winners(&a.id)?),
            })
        })
        .collect()
}
/// stand-in
pub fn page(_: &State, _: Ui) -> String {
    "results".into()
}
