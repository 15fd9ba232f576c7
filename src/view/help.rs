//! stand-in
use super::words::Ui;
/// stand-in
pub enum Help {
    NotFound,
    NeedKey(&'static str),
    WrongRole(&'static str),
    Failed,
}
/// stand-in
pub fn page(_: Help, _: Ui) -> String {
    "help".into()
}
