//! stand-in
use super::words::Ui;
use crate::ballotbox::Held;
use crate::show::state::State;
/// stand-in
#[derive(Default)]
pub struct Page {
    pub html: String,
    pub style: String,
    pub script: String,
}
/// stand-in
pub struct Voter<'a> {
    pub token: &'a str,
    pub held: Option<Held>,
    pub receipt: String,
    pub asked: Vec<String>,
    pub notice: Option<Notice>,
}
/// stand-in
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    Counted,
    Superseded,
    Late,
    NotConfirmed,
    BadChoice,
    NeedsTicket,
    NeedsPresence,
    ChooseOne,
    TooMany(u32),
}
/// stand-in
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    Ticket,
    Presence,
}
/// stand-in
pub fn frame(_: &State) -> String {
    "{}".into()
}
/// stand-in
pub fn page(_: &State, _: Ui) -> Page {
    Page::default()
}
/// stand-in
pub fn voter_page(_: &State, _: Ui, _: &Voter) -> Page {
    Page::default()
}
/// stand-in
pub fn join_page(_: &State, _: Ui, _: Join, _: bool) -> Page {
    Page::default()
}
/// stand-in
pub fn receipt_page(_: &State, _: Ui, _: &str, _: Option<&str>, _: &[Held]) -> Page {
    Page::default()
}
/// stand-in
pub struct Current {
    pub ballot: usize,
}
/// stand-in
pub fn current(_: &State) -> Option<Current> {
    None
}
