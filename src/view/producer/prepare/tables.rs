//! The tables of the show file and their fields. A field more is a row here and its words.

use super::{FormTable, Input, choice, field, file, flag, table};
use crate::show::file::kinds;
use crate::show::programme::{Identity, Reach, Rule};
use crate::show::scene::{AwardStep, BallotStep};
use crate::words::producer::prepare::PrepareWords;

const PICTURES: &str = "image/jpeg,image/png,image/webp,image/svg+xml";
const FILMS: &str = "video/mp4,video/webm";
const SHEETS: &str = "text/css";

pub(in crate::view::producer) fn tables(w: &PrepareWords) -> Vec<FormTable> {
    vec![
        evening(w),
        entries(w),
        awards(w),
        ballots(w),
        running_order(w),
        messages(w),
        people(w),
        partners(w),
        jury(w),
        criteria(w),
        jurors(w),
        looks(w),
    ]
}

fn evening(w: &PrepareWords) -> FormTable {
    let f = &w.fields;
    let fields = vec![
        field("title", Input::Text, f.show_title).needed(),
        field("languages", Input::Languages, f.languages).needed(),
        field("date", Input::Date, f.date),
        field("start", Input::Moment, f.start),
        field("venue", Input::Text, f.venue),
        field("hall.seats", Input::Number, f.seats),
        field("hall.depth", Input::Number, f.depth),
        field("hall.screen", Input::Number, f.screen),
        field("wifi.ssid", Input::Line, f.ssid),
        field("wifi.password", Input::Line, f.password),
        field("calm", flag(false), f.calm),
        field("sound", flag(false), f.sound),
        field("peek", flag(false), f.peek),
    ];
    table("show", w.tables.show, "title", fields)
}

fn entries(w: &PrepareWords) -> FormTable {
    let f = &w.fields;
    let fields = vec![
        field("title", Input::Text, f.title).needed(),
        field("team", Input::Text, f.team).needed(),
        field("still", file(PICTURES), f.still),
        field("focus", Input::Point { of: "still" }, f.focus),
        field("poster", file(PICTURES), f.poster),
        field("clip", file(FILMS), f.clip),
        field("say", Input::Text, f.say),
        field("origin", Input::Text, f.origin),
        field("synopsis", Input::Passage, f.synopsis),
        field("number", Input::Line, f.number),
        field("finalist", flag(true), f.finalist),
        field("withdrawn", flag(false), f.withdrawn),
        field("absent", flag(false), f.team_absent),
        field("received_by", Input::Text, f.received_by),
    ];
    table("entry", w.tables.entry, "title", fields)
}

fn awards(w: &PrepareWords) -> FormTable {
    let (f, c) = (&w.fields, &w.choices);
    let deciders = ["jury", "audience", "organiser", "blend"];
    let judged: &[&str] = &["jury", "blend"];
    let fields = vec![
        field("name", Input::Text, f.award_name).needed(),
        field("decided_by", choice(deciders, c.deciders), f.decided_by).needed(),
        field("blend.jury", Input::Weight, f.blend_jury).only("decided_by", &["blend"]),
        field("blend.hall", Input::Weight, f.blend_hall).only("decided_by", &["blend"]),
        field("blend.net", Input::Weight, f.blend_net).only("decided_by", &["blend"]),
        field("rank", Input::Number, f.rank),
        field("presenter", Input::Row { of: "person" }, f.presenter),
        field(
            "criterion",
            Input::Row {
                of: "jury.criterion",
            },
            f.criterion,
        )
        .only("decided_by", judged),
        field("ties", choice(["shared", "chair"], c.ties), f.ties)
            .only("decided_by", &["audience", "blend"]),
        field("most", Input::Number, f.most).only("decided_by", judged),
        field("release", choice(["live", "hold"], c.releases), f.release),
        field("citation_cue", flag(false), f.citation_cue).only("decided_by", judged),
        field("mention_cue", flag(false), f.mention_cue).only("decided_by", judged),
    ];
    table("award", w.tables.award, "name", fields)
}

fn ballots(w: &PrepareWords) -> FormTable {
    let (f, c) = (&w.fields, &w.choices);
    let identities = Identity::ALL.map(|identity| identity.as_str());
    let reaches = [Reach::Hall, Reach::Net, Reach::Both].map(|reach| reach.as_str());
    let fields = vec![
        field("award", Input::Row { of: "award" }, f.ballot_award).needed(),
        field("seconds", Input::Number, f.seconds).needed(),
        field("choices", Input::Number, f.choices),
        field("results", choice(["hidden", "live"], c.results), f.results),
        field("identity", choice(identities, c.identities), f.identity),
        field("reach", choice(reaches, c.reaches), f.reach),
        field("net_delay", Input::Number, f.net_delay).only("reach", &["net", "both"]),
    ];
    table("ballot", w.tables.ballot, "award", fields)
}

fn people(w: &PrepareWords) -> FormTable {
    let f = &w.fields;
    let fields = vec![
        field("name", Input::Text, f.name).needed(),
        field("title", Input::Text, f.person_title),
        field("say", Input::Text, f.person_say),
        field("portrait", file(PICTURES), f.portrait),
        field("absent", flag(false), f.absent),
        field("replaced_by", Input::Text, f.replaced_by),
    ];
    table("person", w.tables.person, "name", fields)
}

fn partners(w: &PrepareWords) -> FormTable {
    let f = &w.fields;
    let fields = vec![
        field("name", Input::Text, f.name).needed(),
        field("role", Input::Text, f.role),
        field("logo", file(PICTURES), f.logo),
    ];
    table("partner", w.tables.partner, "name", fields)
}

fn jury(w: &PrepareWords) -> FormTable {
    let (f, c) = (&w.fields, &w.choices);
    let rules = Rule::ALL.map(|rule| rule.as_str());
    let last = ["head-to-head", "chair"].into_iter().zip(c.last_ties);
    let ties = Input::Rows {
        of: "jury.criterion",
        options: last.collect(),
    };
    let fields = vec![
        field("scale", Input::Number, f.scale),
        field("rule", choice(rules, c.rules), f.rule),
        field("ties", ties, f.jury_ties),
        field("minimum", Input::Number, f.minimum),
        field("seal", choice(["one", "two"], c.seals), f.seal),
        field("chair", Input::Row { of: "jury.juror" }, f.chair),
        field("shuffle", flag(true), f.shuffle),
        field("sheets", choice(["named", "anonymous"], c.sheets), f.sheets),
        field("round.keep", Input::Number, f.keep),
        field("round.per_entry", Input::Number, f.per_entry),
        field(
            "round.mode",
            choice(["scores", "yes-maybe-no"], c.modes),
            f.mode,
        ),
    ];
    table("jury", w.tables.jury, "", fields)
}

fn criteria(w: &PrepareWords) -> FormTable {
    let f = &w.fields;
    let fields = vec![
        field("name", Input::Text, f.criterion_name).needed(),
        field("weight", Input::Weight, f.weight),
        field("levels", Input::Texts, f.levels),
    ];
    table("jury.criterion", w.tables.criterion, "name", fields)
}

fn jurors(w: &PrepareWords) -> FormTable {
    let f = &w.fields;
    let conflicts = Input::Rows {
        of: "entry",
        options: Vec::new(),
    };
    let fields = vec![
        field("name", Input::Text, f.name).needed(),
        field("title", Input::Text, f.person_title),
        field("organisation", Input::Text, f.organisation),
        field("portrait", file(PICTURES), f.portrait),
        field("conflicts", conflicts, f.conflicts),
    ];
    table("jury.juror", w.tables.juror, "name", fields)
}

fn running_order(w: &PrepareWords) -> FormTable {
    let (f, c) = (&w.fields, &w.choices);
    let kinds: Vec<_> = kinds().zip(c.kinds).collect();
    let steps = BallotStep::ALL.map(|step| step.as_str());
    let of_award = || {
        let steps = AwardStep::ALL.map(|step| step.as_str());
        steps.into_iter().zip(c.award_steps).collect()
    };
    let cards: &[&str] = &["card", "photo"];
    let of_steps: &[&str] = &["award"];
    let fields = vec![
        field("kind", Input::Choice { options: kinds }, f.kind).needed(),
        field("title", Input::Text, f.card_title).only("kind", cards),
        field("title", Input::Text, f.card_title)
            .needed()
            .only("kind", &["message"]),
        field("text", Input::Passage, f.text).only("kind", &["card", "photo", "message"]),
        field("person", Input::Row { of: "person" }, f.speaker)
            .needed()
            .only("kind", &["speech"]),
        field("title", Input::Text, f.speech_title).only("kind", &["speech"]),
        field("entry", Input::Row { of: "entry" }, f.film)
            .needed()
            .only("kind", &["clip"]),
        field("award", Input::Row { of: "award" }, f.cue_award)
            .needed()
            .only("kind", of_steps),
        field("ballot", Input::Row { of: "ballot" }, f.cue_ballot)
            .needed()
            .only("kind", &["ballot"]),
        field("step", choice(steps, c.steps), f.step)
            .needed()
            .only("kind", &["ballot"]),
        field("script", Input::Passage, f.script),
        field("seconds", Input::Number, f.planned),
        field("skip", flag(false), f.skip),
        field(
            "scripts",
            Input::Steps {
                steps: of_award(),
                lines: true,
            },
            f.scripts,
        )
        .only("kind", of_steps),
        field(
            "timings",
            Input::Steps {
                steps: of_award(),
                lines: false,
            },
            f.timings,
        )
        .only("kind", of_steps),
        field("scripts", of_finalists(true), f.finalist_scripts).only("kind", &["finalists"]),
        field("timings", of_finalists(false), f.finalist_timings).only("kind", &["finalists"]),
    ];
    table("cue", w.tables.cue, "", fields)
}

/// What is said of each finalist, or how long each one takes.
fn of_finalists(lines: bool) -> Input {
    Input::Each { of: "entry", lines }
}

fn messages(w: &PrepareWords) -> FormTable {
    let fields = vec![field("text", Input::Text, w.fields.message_text).needed()];
    table("message", w.tables.message, "text", fields)
}

fn looks(w: &PrepareWords) -> FormTable {
    let f = &w.fields;
    let fields = vec![
        field("ink", Input::Colour, f.ink),
        field("ivory", Input::Colour, f.ivory),
        field("gold", Input::Colour, f.gold),
        field("grey", Input::Colour, f.grey),
        field("red", Input::Colour, f.red),
        field("logo", file(PICTURES), f.logo),
        field("background", file(PICTURES), f.background),
        field("stylesheet", file(SHEETS), f.stylesheet),
    ];
    table("theme", w.tables.theme, "", fields)
}
