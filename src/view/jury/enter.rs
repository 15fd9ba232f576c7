//! "Is this you?": whoever opens a link is asked before anything is stored.

use super::{Nameplate, html, initials};
use crate::show::programme::Show;
use crate::show::state::State;
use crate::show::text::Run;
use crate::show::who::Who;
use crate::view::{Live, label};
use crate::words::Ui;
use crate::words::jury::EnterWords;
use askama::Template;

/// Who is asked.
pub struct AskedWho<'a> {
    pub who: &'a Who,
    /// The key of the link.
    pub key: &'a str,
    /// The juror whose device this is until now, where that is another one.
    pub instead: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "jury/enter.html", whitespace = "minimize")]
struct Enter<'a> {
    w: &'static EnterWords,
    ui: Ui,
    show: Run,
    person: Nameplate,
    instead: Option<String>,
    action: String,
    key: &'a str,
    yes: String,
    language: &'static str,
}

/// The page that asks.
pub fn enter(state: &State, live: &Live, asked: &AskedWho, ui: Ui) -> String {
    let show = &state.show;
    let w = &ui.words().jury.enter;
    let person = person(show, live, asked.who, ui);
    let other = asked.instead.and_then(|id| show.jury.juror(id));
    let other = other.map(|juror| label::own(&juror.name, show, ui));
    html(&Enter {
        w,
        ui,
        show: label::own(&show.title, show, ui),
        instead: other.map(|name| (w.instead)(&name.bare())),
        action: format!("/{}/enter", asked.who.page()),
        key: asked.key,
        yes: (w.yes)(&person.name.bare()),
        language: ui.words().jury.language,
        person,
    })
}

/// The juror; the chair by name where the chair votes, else by the office.
fn person(show: &Show, live: &Live, who: &Who, ui: Ui) -> Nameplate {
    let office = ui.words().jury.enter.chair;
    let run = |text: &str| Run {
        lang: ui.tag().to_owned(),
        text: text.to_owned(),
    };
    let juror = match who {
        Who::Juror(id) => Some(id),
        _ => show.jury.chair.as_ref(),
    };
    let Some(juror) = juror.and_then(|id| show.jury.juror(id)) else {
        return Nameplate {
            id: String::new(),
            name: run(office),
            office: None,
            portrait: None,
            initials: initials(office),
        };
    };
    let face = Nameplate::of(juror, show, live, ui);
    match who {
        Who::Juror(_) => face,
        _ => Nameplate {
            office: Some(run(office)),
            ..face
        },
    }
}
