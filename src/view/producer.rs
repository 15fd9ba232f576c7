//! stand-in
use super::*;
use crate::show::{event::Stamped, state::State};
use std::collections::BTreeMap;
use words::Ui;
/// stand-in
#[derive(Clone, Serialize)]
pub struct Links {
    #[allow(missing_docs)]
    pub stage: String,
    pub audience: String,
    pub mc: String,
    pub producer: String,
    pub results: String,
    pub jury: BTreeMap<String, String>,
    pub keys: Keys,
}
/// stand-in
#[derive(Clone, Serialize)]
pub struct Keys {
    pub mc: String,
    pub producer: String,
    pub jury: BTreeMap<String, String>,
}
/// stand-in
pub fn frame(s: &State, l: &Live, _: &[Stamped], _: Ui) -> Frame {
    super::stage::frame(s, l, &[])
}
/// stand-in
pub fn page(_: &State, _: &Links, _: Ui) -> String {
    "producer".into()
}
