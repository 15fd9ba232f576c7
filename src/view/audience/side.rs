//! The pages beside: what a phone is asked for before it may vote, and what sends it back.

use super::page;
use super::{Bulletin, Page, Playbill, text};
use crate::show::programme::Identity;
use crate::show::text::Run;
use crate::show::vote::VoteError;
use crate::words::Ui;
use crate::words::audience::AudienceWords;
use crate::words::rehearsal::RehearsalWords;
use askama::Template;

#[derive(Template)]
#[template(path = "audience/join.html", whitespace = "minimize")]
struct JoinPage<'a> {
    w: &'static AudienceWords,
    ui: Ui,
    offered: &'static [Ui],
    rehearsal: Option<&'static RehearsalWords>,
    style: String,
    document_title: &'a str,
    query: String,
    title: Vec<Run>,
    action: &'a str,
    heading: &'a str,
    more: &'a str,
    digits: bool,
    wrong: Option<String>,
    ticked: &'a [String],
}

/// `GET /t` and `GET /p`: asks for the code on the ticket or the digits on stage. `ticked`: what
/// was chosen before, which goes along.
pub fn join_page(
    bulletin: &Bulletin,
    ui: Ui,
    kind: Identity,
    tried: Option<VoteError>,
    ticked: &[String],
) -> Page {
    let (show, w) = (&*bulletin.playbill, &ui.words().audience);
    let (proof, asking) = (kind.proof(), w.asking(kind));
    let heading = asking.as_ref().map_or("", |asking| asking.label);
    dressed(
        show,
        JoinPage {
            w,
            ui,
            offered: show.offered(),
            rehearsal: page::rehearsal(show, ui),
            style: page::style(show),
            document_title: heading,
            query: page::kept(ticked),
            title: text::runs(&show.title, &show.languages, ui),
            action: proof.map_or("/", |proof| proof.page),
            heading,
            more: asking.as_ref().map_or("", |asking| asking.more),
            digits: proof.is_some_and(|proof| proof.on_stage),
            wrong: tried.and_then(|why| w.said(why)),
            ticked,
        },
    )
}

#[derive(Template)]
#[template(path = "audience/refused.html", whitespace = "minimize")]
struct RefusedPage<'a> {
    w: &'static AudienceWords,
    ui: Ui,
    offered: &'static [Ui],
    rehearsal: Option<&'static RehearsalWords>,
    style: String,
    document_title: &'a str,
    query: &'a str,
    title: Vec<Run>,
    more: &'a str,
}

/// For a browser whose request leads nowhere: what is wrong, and the way back to the ballot.
pub fn refused_page(bulletin: &Bulletin, ui: Ui, why: VoteError) -> Page {
    let (show, w) = (&*bulletin.playbill, &ui.words().audience);
    let (heading, more) = w.turned_away(why);
    dressed(
        show,
        RefusedPage {
            w,
            ui,
            offered: show.offered(),
            rehearsal: page::rehearsal(show, ui),
            style: page::style(show),
            document_title: heading,
            query: "",
            title: text::runs(&show.title, &show.languages, ui),
            more,
        },
    )
}

#[derive(Template)]
#[template(path = "audience/swap.html", whitespace = "minimize")]
struct SwapPage<'a> {
    w: &'static AudienceWords,
    ui: Ui,
    offered: &'static [Ui],
    rehearsal: Option<&'static RehearsalWords>,
    style: String,
    document_title: &'a str,
    query: &'a str,
    title: Vec<Run>,
    swap: &'a Swap<'a>,
}

/// A code that would take the place of what a phone holds.
pub struct Swap<'a> {
    /// The name of the form's field: what kind of code it is.
    pub field: &'a str,
    /// As it was scanned or typed.
    pub code: &'a str,
    /// The token that the phone holds: who sends it back has seen the question.
    pub instead: &'a str,
    /// Whether the phone has voted.
    pub voted: bool,
    /// What was chosen before, which goes along.
    pub ticked: &'a [String],
}

/// Asks before a code takes the place of another voter's on this phone: a link from a chat must not
/// take a ticket away.
pub fn swap_page(bulletin: &Bulletin, ui: Ui, swap: &Swap) -> Page {
    let (show, w) = (&*bulletin.playbill, &ui.words().audience);
    dressed(
        show,
        SwapPage {
            w,
            ui,
            offered: show.offered(),
            rehearsal: page::rehearsal(show, ui),
            style: page::style(show),
            document_title: w.swap,
            query: "",
            title: text::runs(&show.title, &show.languages, ui),
            swap,
        },
    )
}

pub(super) fn dressed(show: &Playbill, page: impl Template) -> Page {
    Page {
        html: page.render().unwrap_or_default(),
        style: page::style(show),
        script: String::new(),
    }
}
