//! The sheet of ticket cards: A4, to be printed and cut.

use super::label::address;
use super::qr;
use crate::show::programme::Show;
use crate::show::text::Run;
use crate::words::Ui;
use askama::Template;

/// A ticket to be printed.
#[derive(Clone, Debug)]
pub struct Card {
    /// Counted from 1 over all sheets of a show.
    pub number: usize,
    /// As people type it: `ABCD-EFGH-JKMN`.
    pub code: String,
    /// What its QR code says.
    pub url: String,
}

#[derive(Template)]
#[template(path = "tickets.html")]
struct TicketSheet<'a> {
    lang: &'a str,
    title: Vec<Run>,
    /// What to do with it, in each of the show's languages that we speak.
    how: Vec<Run>,
    address: String,
    pages: Vec<Vec<Printed<'a>>>,
}

struct Printed<'a> {
    card: &'a Card,
    code: String,
}

impl<'a> Printed<'a> {
    fn of(card: &'a Card) -> Self {
        let code = qr::svg(&card.url);
        Printed { card, code }
    }
}

/// Cards on one A4 page: two columns of five.
const CARDS_A_PAGE: usize = 10;

/// The whole sheet as one HTML file that needs nothing beside it.
pub fn page(show: &Show, base: &str, cards: &[Card]) -> String {
    let sheet = TicketSheet {
        lang: show.languages.first().map_or("en", String::as_str),
        title: show.title.runs(&show.languages),
        how: how(show),
        address: address(base),
        pages: cards
            .chunks(CARDS_A_PAGE)
            .map(|page| page.iter().map(Printed::of).collect())
            .collect(),
    };
    sheet.render().unwrap_or_default()
}

fn how(show: &Show) -> Vec<Run> {
    let spoken = show.languages.iter().filter_map(|lang| Ui::of_tag(lang));
    let run = |ui: Ui| Run {
        lang: ui.tag().to_owned(),
        text: ui.words().audience.ticket_card.to_owned(),
    };
    let runs: Vec<Run> = spoken.map(run).collect();
    if runs.is_empty() {
        vec![run(Ui::En)]
    } else {
        runs
    }
}
