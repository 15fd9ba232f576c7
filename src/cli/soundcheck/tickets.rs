//! The tickets that simulated voters show: the sheet that `palmares tickets` makes, or a list with
//! one code a line.

use super::desk::ApiClient;
use super::wire::Door;
use crate::voter::plain_code;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;

/// What stands before a code on the sheet.
const ON_THE_SHEET: &str = "class=\"code\"";

/// Codes, each once.
#[derive(Debug, PartialEq, Eq)]
pub struct Tickets {
    /// As the server reads them.
    pub codes: Vec<String>,
}

impl Tickets {
    /// Reads a file; a sentence says what is wrong with it.
    pub fn read(path: &Path) -> Result<Tickets, String> {
        let shown = path.display();
        let text = std::fs::read_to_string(path)
            .map_err(|e| format!("{shown} cannot be read ({e}). {WHICH}"))?;
        let codes = codes(&text);
        match codes.is_empty() {
            true => Err(format!("{shown} has no ticket's code in it. {WHICH}")),
            false => Ok(Tickets { codes }),
        }
    }

    /// Whether the server knows them. Asking uses none up.
    pub async fn are_known(&self, door: &Door) -> Result<(), String> {
        let guest = ApiClient {
            door: door.clone(),
            key: String::new(),
        };
        let first = self.codes.first();
        let asked = guest.ask("POST", "/api/join", Some(json!({ "ticket": first })));
        let base = door.base();
        let reply = asked.await;
        let reply = reply.map_err(|why| format!("{base} does not answer: {why}."))?;
        match (reply.status, reply.problem().as_deref()) {
            (200, _) if reply.holding("voter").is_some() => Ok(()),
            (_, Some("wrong-code")) => Err(format!(
                "{base} does not know the first of these tickets: they are another show's. Print \
                some for the folder that is served, with palmares tickets DIR."
            )),
            _ => Err(format!("{base} answers a ticket with {}.", reply.word())),
        }
    }
}

/// The folder's own list holds no codes at all, and is the first that somebody tries.
const WHICH: &str = "Give the sheet that `palmares tickets` made, for example tickets-1-300.html, \
    or a list with one code a line; tickets.txt in the show folder holds no codes, only their \
    hashes.";

fn codes(text: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let sheet = text.split(ON_THE_SHEET).skip(1);
    let printed = sheet.filter_map(|rest| rest.split(['>', '<']).nth(1));
    let listed = text.lines();
    let all = printed.chain(listed).filter_map(plain_code);
    all.filter(|code| seen.insert(code.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::programme::Show;
    use crate::view::tickets::{Card, page};
    use crate::voter::new_ticket;

    fn demo() -> Show {
        let folder = tempfile::tempdir().unwrap();
        let folder = crate::folder::Folder::at(folder.path());
        folder.begin(crate::demo::SHOW).unwrap();
        folder.read_show().unwrap().show
    }

    #[test]
    fn the_printed_sheet_and_a_list_give_each_code_once() {
        let printed: Vec<String> = (0..12).map(|_| new_ticket().unwrap()).collect();
        let cards: Vec<Card> = printed
            .iter()
            .enumerate()
            .map(|(number, code)| Card {
                number,
                code: code.clone(),
                url: format!("http://vote.example/t/{code}"),
            })
            .collect();
        let plain: Vec<String> = printed.iter().filter_map(|code| plain_code(code)).collect();
        let sheet = page(&demo(), "http://vote.example", &cards);
        assert_eq!(codes(&sheet), plain);
        assert_eq!(codes(&printed.join("\n")), plain);
        assert_eq!(
            codes(&[printed.clone(), printed].concat().join("\r\n")),
            plain
        );
    }

    #[test]
    fn the_folders_hashes_are_no_tickets_and_it_says_which_file_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tickets.txt");
        std::fs::write(&file, format!("{}\n", "0f".repeat(32))).unwrap();
        let why = Tickets::read(&file).unwrap_err();
        assert!(why.contains("only their hashes"), "{why}");
        let why = Tickets::read(&folder.path().join("none")).unwrap_err();
        assert!(why.contains("cannot be read"), "{why}");
    }
}
