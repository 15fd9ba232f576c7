//! stand-in
use super::words::Ui;
use crate::show::state::State;
/// stand-in
pub fn page(_: &State, _: Ui) -> String {
    "audience".into()
}
