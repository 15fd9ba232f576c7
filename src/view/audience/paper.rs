//! What a ballot asks of a phone: its paper, and what has to be shown before it may be sent.

use super::text;
use super::{Paper, Playbill};
use crate::show::programme::Identity;
use crate::show::text::Run;
use crate::words::Ui;
use crate::words::audience::AudienceWords;

/// A paper as the page describes it.
pub(super) struct Described<'a> {
    pub(super) id: &'a str,
    pub(super) choices: u32,
    pub(super) hint: String,
    pub(super) over: String,
    /// What a voter has to show first: see [`Identity::proved`].
    pub(super) proof: &'static str,
    /// The same as a sentence, for those who wait.
    pub(super) note: &'static str,
    pub(super) award: Vec<Run>,
}

impl<'a> Described<'a> {
    pub(super) fn of(paper: &'a Paper, show: &Playbill, ui: Ui, w: &AudienceWords) -> Self {
        let several = paper.choices as usize;
        Described {
            id: &paper.id,
            choices: paper.choices,
            hint: match several {
                1 => w.choose_one.to_owned(),
                n => (w.choose_up_to)(n),
            },
            over: (w.too_many)(several),
            proof: paper.identity.proved(),
            note: w.asking(paper.identity).map_or("", |asking| asking.ready),
            award: award(paper, show, ui),
        }
    }
}

/// The name of the award that this paper decides.
pub(super) fn award(paper: &Paper, show: &Playbill, ui: Ui) -> Vec<Run> {
    let name = paper.name.iter();
    name.flat_map(|name| text::runs(name, &show.languages, ui))
        .collect()
}

/// A field for what a voter has to show.
pub(super) struct Ask {
    pub(super) id: &'static str,
    pub(super) action: &'static str,
    pub(super) label: &'static str,
    pub(super) digits: bool,
    pub(super) hidden: bool,
}

impl Ask {
    /// Those that the evening's ballots need; seen is the one that is lacking.
    pub(super) fn all(
        show: &Playbill,
        w: &'static AudienceWords,
        lacking: Option<Identity>,
    ) -> Vec<Ask> {
        let kinds = Identity::ALL.into_iter();
        let wanted = kinds.filter(|kind| show.ballots.iter().any(|b| b.identity == *kind));
        let ask = |kind: Identity| {
            let (proof, asking) = (kind.proof()?, w.asking(kind)?);
            Some(Ask {
                id: kind.as_str(),
                action: proof.page,
                label: asking.needs,
                digits: proof.on_stage,
                hidden: lacking != Some(kind),
            })
        };
        wanted.filter_map(ask).collect()
    }
}
