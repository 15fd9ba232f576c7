//! Every way in, with its code.

use crate::show::programme::Show;
use crate::show::text::Run;
use crate::view::words::Ui;
use crate::view::words::producer::desk::Words;
use crate::view::{label, qr};
use serde::Serialize;
use std::collections::BTreeMap;

/// `links.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
    /// One for each juror, with a key, by juror id.
    pub jury: BTreeMap<String, String>,
    /// The keys alone.
    pub keys: Keys,
}

/// The keys that the links carry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Keys {
    /// The MC's.
    pub mc: String,
    /// The producer's.
    pub producer: String,
    /// The jurors', by juror id.
    pub jury: BTreeMap<String, String>,
}

/// A link on the desk.
pub(super) struct Row {
    /// Tells the templates of two codes apart.
    pub id: String,
    /// The role, or the juror.
    pub name: Run,
    /// Whether it is a juror's.
    pub juror: bool,
    /// The address.
    pub url: String,
    /// The address with its key veiled; none where there is nothing to veil.
    pub veiled: Option<String>,
    /// The code.
    pub qr: String,
}

/// The public links first, then those with a key.
pub(super) fn rows(links: &Links, show: &Show, w: &Words, ui: Ui) -> Vec<Row> {
    let [stage, audience, mc, producer, results] = w.link_names;
    let role = |id: &str, name: &str, url: &str| {
        let run = Run {
            lang: ui.tag().to_owned(),
            text: name.to_owned(),
        };
        row(id, run, false, url)
    };
    let mut rows = vec![
        role("stage", stage, &links.stage),
        role("audience", audience, &links.audience),
        role("results", results, &links.results),
        role("mc", mc, &links.mc),
        role("producer", producer, &links.producer),
    ];
    // Jurors in the file's order; then those that only the links know.
    let known = show
        .jury
        .jurors
        .iter()
        .map(|juror| (&juror.id, label::own(&juror.name, show, ui)));
    for (id, name) in known {
        if let Some(url) = links.jury.get(id) {
            rows.push(row(&format!("jury-{id}"), name, true, url));
        }
    }
    let is_known = |id: &str| show.jury.jurors.iter().any(|juror| juror.id == id);
    for (id, url) in links.jury.iter().filter(|(id, _)| !is_known(id)) {
        let name = Run {
            lang: ui.tag().to_owned(),
            text: id.clone(),
        };
        rows.push(row(&format!("jury-{id}"), name, true, url));
    }
    rows
}

fn row(id: &str, name: Run, juror: bool, url: &str) -> Row {
    let veiled = url
        .split_once("key=")
        .map(|(clear, _)| format!("{clear}key=******"));
    Row {
        id: id.to_owned(),
        name,
        juror,
        url: url.to_owned(),
        veiled,
        qr: qr::svg(url),
    }
}
