//! stand-in
use super::*;
use crate::show::state::State;
use words::Ui;
/// stand-in
pub fn frame(s: &State, l: &Live, _: Ui) -> Frame {
    super::stage::frame(s, l, &[])
}
/// stand-in
pub fn page(_: &State, _: Ui, _: bool) -> String {
    "mc".into()
}
