//! Every way in, with its code.

use crate::show::programme::{Juror, Show};
use crate::show::state::State;
use crate::show::text::Run;
use crate::show::who::Who;
use crate::view::{label, qr};
use crate::words::Ui;
use crate::words::producer::desk::DeskWords;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `links.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    /// The hall's screens.
    pub stage: String,
    /// The audience's phones.
    pub audience: String,
    /// The MC's panel, with its key.
    pub mc: String,
    /// The producer's desk, with its key.
    pub producer: String,
    /// The press and the public.
    pub results: String,
    /// Where devices learn to trust the show's own certificates, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust: Option<String>,
    /// The chair's page, with its key; none without a jury.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<String>,
    /// The crew's page, with its key; none in what an earlier version has written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crew: Option<String>,
    /// One for each juror, with a key, by juror id.
    pub jury: BTreeMap<String, String>,
    /// The keys alone.
    pub keys: LinkKeys,
}

/// The keys that the links carry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkKeys {
    /// The MC's.
    pub mc: String,
    pub producer: String,
    /// None without a jury.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<String>,
    /// None in what an earlier version has written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crew: Option<String>,
    /// The jurors', by juror id.
    pub jury: BTreeMap<String, String>,
}

impl LinkKeys {
    /// Everybody's: `key` knows them, and these are the jurors that have one.
    pub fn of(
        jurors: impl Iterator<Item = String>,
        key: impl Fn(&Who) -> Option<String>,
    ) -> LinkKeys {
        let juror = |id: String| Some((id.clone(), key(&Who::Juror(id))?));
        LinkKeys {
            mc: key(&Who::Mc).unwrap_or_default(),
            producer: key(&Who::Producer).unwrap_or_default(),
            chair: key(&Who::Chair),
            crew: key(&Who::Crew),
            jury: jurors.filter_map(juror).collect(),
        }
    }
}

impl Links {
    /// The address that holds their key.
    pub fn of_whom(&self, who: &Who) -> Option<&String> {
        match who {
            Who::Mc => Some(&self.mc),
            Who::Producer => Some(&self.producer),
            Who::Chair => self.chair.as_ref(),
            Who::Juror(id) => self.jury.get(id),
            Who::Crew => self.crew.as_ref(),
        }
    }

    /// Every address: `plain` is where screens reach this server, `house` where those who run the
    /// show do, and `public` where the audience does; none ends with a slash.
    pub fn of(plain: &str, house: &str, public: &str, keys: LinkKeys) -> Links {
        let juror = |(id, key): (&String, &String)| (id.clone(), format!("{house}/jury?key={key}"));
        let held = |page: &str, key: &Option<String>| {
            key.as_ref().map(|key| format!("{house}/{page}?key={key}"))
        };
        Links {
            stage: format!("{plain}/stage"),
            audience: format!("{public}/"),
            mc: format!("{house}/mc?key={}", keys.mc),
            producer: format!("{house}/producer?key={}", keys.producer),
            results: format!("{public}/results"),
            trust: None,
            chair: held("chair", &keys.chair),
            crew: held("crew", &keys.crew),
            jury: keys.jury.iter().map(juror).collect(),
            keys,
        }
    }

    /// The same addresses with other keys; the jury's are those of the house.
    pub fn with(&self, keys: LinkKeys) -> Links {
        let plain = self.stage.trim_end_matches("/stage");
        let house = self.mc.split("/mc?").next().unwrap_or_default();
        Links {
            trust: self.trust.clone(),
            ..Links::of(plain, house, self.audience.trim_end_matches('/'), keys)
        }
    }

    /// The same with the jury at an address of its own, without a slash at its end.
    pub fn judged_at(mut self, base: &str) -> Links {
        let at = |page: &str, key: &String| format!("{base}/{page}?key={key}");
        self.chair = self.keys.chair.as_ref().map(|key| at("chair", key));
        let jurors = self.keys.jury.iter();
        self.jury = jurors
            .map(|(id, key)| (id.clone(), at("jury", key)))
            .collect();
        self
    }

    /// What stands in `links.json`.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// What the button that revokes a key does, and says.
pub(super) struct Revoke {
    /// The address that it posts to.
    pub path: String,
    /// What happens, before it happens.
    pub sure: &'static str,
}

/// A link on the desk.
pub(super) struct LinkRow {
    /// Tells the templates of two codes apart.
    pub id: String,
    pub name: Run,
    /// What its owner is to the show, where the name does not say so.
    pub office: Option<&'static str>,
    pub url: String,
    /// The address with its key veiled; none where there is nothing to veil.
    pub veiled: Option<String>,
    /// The code.
    pub qr: String,
    /// How its key is revoked; none where there is no key.
    pub revoke: Option<Revoke>,
}

/// Changes with every key that is revoked and every juror who comes or goes: the page then fetches
/// its links anew. The links themselves stay out of the frames, which are drawn twice a second.
pub(super) fn stamp(state: &State) -> String {
    state.keys_revision.to_string()
}

/// The public links first, then those with a key.
pub(super) fn rows(links: &Links, show: &Show, w: &DeskWords, ui: Ui) -> Vec<LinkRow> {
    let [stage, audience, mc, producer, results, trust] = w.link_names;
    let [_, _, juror, chair, crew] = ui.words().help.roles;
    let role = |id: &str, name: &str, url: &str| {
        let run = Run {
            lang: ui.tag().to_owned(),
            text: name.to_owned(),
        };
        let sure = match id {
            "mc" => Some(w.revoke_sure[0]),
            "producer" => Some(w.revoke_sure[1]),
            "chair" => Some(w.revoke_sure[2]),
            "crew" => Some(w.revoke_sure[4]),
            _ => None,
        };
        row(id, run, url, sure.map(|sure| revoke(id, sure)))
    };
    let of_juror = |of: &Juror| {
        let id = format!("jury/{}", of.id);
        let name = label::own(&of.name, show, ui);
        let sure = Some(revoke(&id, w.revoke_sure[3]));
        let row = row(&id, name, links.jury.get(&of.id)?, sure);
        Some(LinkRow {
            office: Some(juror),
            ..row
        })
    };
    let trust = links.trust.as_ref().map(|url| role("trust", trust, url));
    let mut rows = vec![
        role("stage", stage, &links.stage),
        role("audience", audience, &links.audience),
        role("results", results, &links.results),
        role("mc", mc, &links.mc),
        role("producer", producer, &links.producer),
    ];
    // Between the public links and those that need it.
    rows.splice(3..3, trust);
    rows.extend(links.crew.as_ref().map(|url| role("crew", crew, url)));
    rows.extend(links.chair.as_ref().map(|url| role("chair", chair, url)));
    rows.extend(show.jury.jurors.iter().filter_map(of_juror));
    rows
}

fn revoke(id: &str, sure: &'static str) -> Revoke {
    Revoke {
        path: format!("/api/keys/{id}/revoke"),
        sure,
    }
}

fn row(id: &str, name: Run, url: &str, revoke: Option<Revoke>) -> LinkRow {
    let veiled = url
        .split_once("key=")
        .map(|(clear, _)| format!("{clear}key=******"));
    LinkRow {
        id: id.to_owned(),
        name,
        office: None,
        url: url.to_owned(),
        veiled,
        qr: qr::svg(url),
        revoke,
    }
}
