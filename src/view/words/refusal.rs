//! stand-in
use super::Ui;
use crate::show::refusal::Refusal;
/// stand-in
pub fn text(refusal: &Refusal, _ui: Ui) -> String {
    refusal.word().to_owned()
}
