//! The editor on the producer's page: a show is changed without a file.

use crate::browser::{Browser, Window};
use crate::cable::Cable;
use crate::pictures::save_apart;
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};
use std::fs;
use thirtyfour::Key;

const SAVED: &str = "return document.querySelector('.saved')?.dataset.state === 'saved'";

/// The producer's page, open at a place of the editor.
fn desk(link: &str, place: &str) -> Browser {
    let desk = Browser::open(&Window::of(1180, 820));
    desk.goto(&format!("{link}#prepare/{place}"));
    desk.until("the editor is there", SAVED);
    desk
}

fn link(server: &Server) -> String {
    server.links["producer"].as_str().expect("a link").into()
}

fn file(server: &Server) -> Value {
    server.get_as("producer", "/api/show/file").json()["show"].clone()
}

/// Waits until the show file says so.
fn says(server: &Server, what: &str, there: impl Fn(&Value) -> bool) {
    until(what, || there(&file(server)).then_some(()));
}

fn key(name: &str) -> String {
    format!("[data-key='{name}']")
}

/// The names of the rows that the list shows.
fn listed(desk: &Browser) -> Vec<String> {
    let names = desk.js(
        "return [...document.querySelectorAll('.rows-list > li')].map((row) => row.dataset.name)",
    );
    serde_json::from_value(names).expect("names")
}

/// Types into a field, once it is there.
fn write(desk: &Browser, name: &str, text: &str) {
    until(name, || desk.sees(&key(name)).then_some(()));
    desk.write(&key(name), text);
}

fn choose(desk: &Browser, field: &str, value: &str) {
    let body = "const field = document.querySelector(arguments[0]); field.value = arguments[1];
        field.dispatchEvent(new Event('change'))";
    desk.js_with(body, vec![json!(field), json!(value)]);
}

fn focus(desk: &Browser, selector: &str) {
    desk.js_with(
        "document.querySelector(arguments[0]).focus()",
        vec![json!(selector)],
    );
}

fn title(show: &Value) -> &Value {
    let entries = show["entry"].as_array().expect("entries");
    let found = entries.iter().find(|entry| entry["id"] == "optimal");
    &found.expect("the entry")["title"]
}

#[test]
fn a_newcomer_corrects_a_title_adds_an_award_and_reorders_the_evening_by_keyboard() {
    let room = Room::demo();
    let before = fs::read(room.show().join("show.toml")).expect("the show file");
    let server = Server::start(&room);
    let desk = desk(&link(&server), "entry");

    // A title.
    desk.click("[data-row='optimal open']");
    write(&desk, "title.en", "Optimal");
    says(&server, "the title", |show| title(show)["en"] == "Optimal");
    desk.until("it is saved", SAVED);

    // An award: nothing is written before it has what it needs.
    desk.click(".tables [data-table=award]");
    desk.click(".side .add");
    write(&desk, "name.zh-Hant-HK", "最佳音樂");
    write(&desk, "name.en", "Best Music");
    desk.until(
        "it says what is missing",
        "return Boolean(document.querySelector('[data-field=decided_by].lacking'))",
    );
    choose(&desk, &key("decided_by"), "jury");
    desk.until("it is saved", SAVED);
    let show = file(&server);
    let awards = show["award"].as_array().expect("awards");
    assert_eq!(awards.last().expect("an award")["id"], "best-music");

    // It stands in the running order, and moves up there by keyboard alone.
    desk.click(".tables [data-table=cue]");
    let place = || listed(&desk).iter().position(|name| name == "best-music");
    let at = until("it is in the running order", place);
    focus(&desk, "[data-row='best-music up']");
    desk.press(Key::Enter);
    until("it is one higher", || {
        (place() == Some(at - 1)).then_some(())
    });
    let focused = "return document.activeElement.dataset.row";
    desk.until(
        "the button still has the focus",
        "return document.activeElement.dataset.row === 'best-music up'",
    );
    assert_eq!(desk.js(focused), "best-music up");
    desk.press(Key::Enter);
    until("and once more", || (place() == Some(at - 2)).then_some(()));
    save_apart(&desk, "prepare running order");

    // Back to the beginning, with a restart in between, and forth again.
    for _ in 0..2 {
        desk.until(
            "it can be undone",
            "return !document.querySelector('.undo').disabled",
        );
        desk.click(".undo");
        desk.until("it is undone", SAVED);
    }
    until("it is where it was", || (place() == Some(at)).then_some(()));
    drop(desk);
    server.terminate();
    let server = Server::start(&room);
    let desk = self::desk(&link(&server), "cue");
    let undo = "return document.querySelector('.undo').disabled";
    until("all of it is undone", || {
        if desk.js(undo) == json!(false) {
            desk.click(".undo");
        }
        (fs::read(room.show().join("show.toml")).expect("the show file") == before).then_some(())
    });
    focus(&desk, ".rows-list a");
    let ctrl = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', \
        { key: 'z', ctrlKey: true, shiftKey: true, bubbles: true }))";
    desk.until(
        "it can be redone",
        "return !document.querySelector('.redo').disabled",
    );
    desk.js(ctrl);
    says(&server, "the title is back", |show| {
        title(show)["en"] == "Optimal"
    });
}

#[test]
fn two_desks_that_write_the_same_field_lose_nothing_and_are_asked() {
    let room = Room::demo();
    let server = Server::start(&room);
    let (one, other) = (
        desk(&link(&server), "entry/optimal"),
        desk(&link(&server), "entry/optimal"),
    );
    // Two languages of one text go together.
    write(&one, "team.zh-Hant-HK", " 二");
    write(&other, "title.en", "Optimal");
    for desk in [&one, &other] {
        desk.until("it is saved", SAVED);
    }
    let both = |show: &Value| {
        let entries = show["entry"].as_array().expect("entries").clone();
        let entry = entries.into_iter().find(|entry| entry["id"] == "optimal");
        let entry = entry.expect("the entry");
        entry["team"] == "Maggie 二" && entry["title"]["en"] == "Optimal"
    };
    says(&server, "both are there", both);
    // One field: what is being typed stays, and stands beside what came.
    other.js("window.typing = document.querySelector(\"[data-key='say.en']\"); typing.focus()");
    other.cdp("Network.enable", json!({}));
    let offline = |on: bool| json!({ "offline": on, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    other.cdp("Network.emulateNetworkConditions", offline(true));
    write(&other, "say.en", " (mine)");
    write(&one, "say.en", " (theirs)");
    one.until("it is saved", SAVED);
    other.cdp("Network.emulateNetworkConditions", offline(false));
    other.until(
        "both stand there",
        "return Boolean(document.querySelector('.both'))",
    );
    assert!(other.text(".both blockquote").ends_with("(theirs)"));
    let typed = other.js("return document.querySelector(\"[data-key='say.en']\").value");
    assert!(typed.as_str().expect("a text").ends_with("(mine)"));
    save_apart(&other, "prepare two at once");
    other.click(".both .mine");
    other.until("it is saved", SAVED);
    one.until(
        "the other sees it",
        "return document.querySelector(\"[data-key='say.en']\").value.endsWith('(mine)')",
    );
}

#[test]
fn what_is_typed_while_the_link_is_down_is_kept_over_a_reload_and_sent_later() {
    let room = Room::demo();
    let server = Server::start(&room);
    let cable = Cable::to(server.host());
    let key_of = server.key("producer");
    let desk = desk(
        &format!("{}/producer?key={key_of}", cable.base()),
        "entry/optimal",
    );
    cable.pull();
    desk.until(
        "the link is down",
        "return document.getElementById('link').className === 'down'",
    );
    write(&desk, "origin.en", "Hong Kong");
    desk.until(
        "it says that it is kept",
        "return document.querySelector('.saved').dataset.state === 'kept'",
    );
    cable.plug();
    desk.reload();
    says(&server, "it is sent", |show| {
        let entries = show["entry"].as_array().expect("entries");
        let entry = entries.iter().find(|entry| entry["id"] == "optimal");
        entry.expect("the entry")["origin"]["en"] == "Hong Kong"
    });
}

#[test]
fn the_parts_of_the_page_are_places_that_stay_over_a_reload() {
    let room = Room::demo();
    let server = Server::start(&room);
    let desk = Browser::open(&Window::of(1180, 820));
    desk.goto(&link(&server));
    assert!(desk.sees("[data-region=envelopes]") && !desk.sees("#desk-prepare"));
    for (tab, seen) in [
        ("prepare", "#desk-prepare .tables"),
        ("ready", "#h-links"),
        ("after", "[href='/api/export?format=json']"),
    ] {
        focus(&desk, &format!(".tabs [href='#{tab}']"));
        desk.press(Key::Enter);
        until(tab, || desk.sees(seen).then_some(()));
        desk.reload();
        until(tab, || desk.sees(seen).then_some(()));
        assert!(!desk.sees("[data-region=envelopes]"), "{tab}");
    }
}

#[test]
fn an_award_loses_its_vote_only_after_a_question() {
    let room = Room::demo();
    let server = Server::start(&room);
    let desk = desk(&link(&server), "award/peoples-choice");
    let field = key("decided_by");
    until("the form is there", || desk.sees(&field).then_some(()));
    let ballots = |show: &Value| show["ballot"].as_array().map_or(0, Vec::len);
    let before = ballots(&file(&server));
    choose(&desk, &field, "organiser");
    until("it asks", || desk.sees("#sure").then_some(()));
    desk.click("#sure [data-close]");
    desk.until(
        "the choice is as it was",
        "return document.querySelector(\"[data-key='decided_by']\").value === 'audience'",
    );
    assert_eq!(ballots(&file(&server)), before);
    choose(&desk, &field, "organiser");
    desk.click("#sure [data-go]");
    says(&server, "the vote is gone", |show| ballots(show) < before);
    desk.until("it is saved", SAVED);
}

#[test]
fn a_line_is_added_once_its_kind_is_chosen_and_its_button_pressed() {
    let room = Room::demo();
    let server = Server::start(&room);
    let desk = desk(&link(&server), "cue");
    until("the kinds", || desk.sees(".side .add select").then_some(()));
    let before = listed(&desk).len();
    choose(&desk, ".side .add select", "card");
    assert_eq!(listed(&desk).len(), before);
    focus(&desk, ".side .add button");
    desk.press(Key::Enter);
    let lines = |show: &Value| show["cue"].as_array().map_or(0, Vec::len);
    says(&server, "the line is there", |show| {
        lines(show) == before + 1
    });
}

#[test]
fn what_only_the_file_could_say_has_a_field_too() {
    let works = ["optimal", "echo", "mirror", "tide", "lantern"]
        .map(|id| format!("[[entry]]\nid = \"{id}\"\ntitle = \"{id}\"\nteam = \"T\"\n"));
    let room = Room::with(&format!(
        "[show]\nid = \"s\"\ntitle = \"S\"\nlanguages = [\"zh-Hant-HK\", \"en\"]\n{}{}",
        works.concat(),
        "[[award]]\nid = \"best\"\nname = \"Best\"\ndecided_by = \"jury\"\n\
         [jury]\n[[jury.criterion]]\nid = \"story\"\nname = \"Story\"\n\
         [[jury.juror]]\nid = \"fok\"\nname = \"F\"\n\
         [[cue]]\nkind = \"card\"\nid = \"welcome\"\n\
         [[cue]]\nkind = \"finalists\"\n[[cue]]\nkind = \"award\"\naward = \"best\"\n",
    ));
    let server = Server::start(&room);
    let desk = desk(&link(&server), "show");
    let start = key("start");
    until("the field is there", || desk.sees(&start).then_some(()));
    choose(&desk, &start, "2026-03-05T19:30");
    says(&server, "the start is written", |show| {
        let start = show["show"]["start"].as_str().unwrap_or_default();
        start.starts_with("2026-03-05T19:30:00") && start.len() == 25
    });

    desk.goto(&format!("{}/producer#prepare/jury", server.base));
    desk.reload();
    write(&desk, "round.keep", "2");
    desk.press(Key::Tab);
    says(&server, "a first round is written", |show| {
        show["jury"]["round"]["keep"] == 2
    });
    desk.until("the page knows it", SAVED);
    desk.js_with(
        "const field = document.querySelector(arguments[0]); field.value = '';
        for (const type of ['input', 'change']) field.dispatchEvent(new Event(type))",
        vec![json!(key("round.keep"))],
    );
    says(&server, "and goes as a whole", |show| {
        show["jury"]["round"] == Value::Null
    });

    desk.goto(&format!("{}/producer#prepare/cue/finalists", server.base));
    desk.reload();
    let script =
        "details.steps [data-key^='scripts.optimal.'], details.steps [data-key='scripts.optimal']";
    until("each finalist has a field", || {
        let all = desk.js("return document.querySelectorAll('[data-input=each][data-field=scripts] .step').length");
        (all.as_u64() == Some(5)).then_some(())
    });
    desk.js("document.querySelectorAll('details.steps').forEach((one) => { one.open = true; })");
    desk.write(script, "壓軸登場");
    desk.press(Key::Tab);
    says(&server, "its script is written", |show| {
        let cues = show["cue"].as_array().expect("cues");
        let finalists = cues.iter().find(|cue| cue["kind"] == "finalists");
        let script = &finalists.expect("the line")["scripts"]["optimal"];
        script.to_string().contains("壓軸登場")
    });
}
