//! A tablet was left in the bar.

use crate::browser::{Browser, Window, dense};
use crate::panel::Panel;
use crate::support::server::{Room, Server};
use serde_json::{Value, json};

fn desk(server: &Server) -> Browser {
    let desk = Browser::open(&Window::of(1180, 820));
    desk.goto(server.links["producer"].as_str().expect("a link"));
    desk.until(
        "the desk is linked",
        "return document.getElementById('link').className === 'up'",
    );
    desk
}

/// Presses the button and says "sure".
fn revoke(desk: &Browser, role: &str) {
    desk.click(&format!("[data-post='/api/keys/{role}/revoke']"));
    desk.click("#sure [data-go]");
}

/// The link that the desk's copy button holds.
fn link(desk: &Browser, role: &str) -> String {
    let row = format!("document.getElementById('code-{role}').closest('li')");
    let link = desk.js(&format!(
        "return {row}.querySelector('[data-copy]').dataset.copy"
    ));
    link.as_str().unwrap_or_default().to_owned()
}

fn changed(desk: &Browser, role: &str, old: &str) {
    let row = format!("document.getElementById('code-{role}').closest('li')");
    let held = format!("return {row}.querySelector('[data-copy]').dataset.copy !== '{old}'");
    desk.until("the new link is on the desk", &held);
}

#[test]
fn one_press_at_the_desk_shuts_the_tablet_out_and_shows_the_new_link_and_code_at_every_desk() {
    let room = Room::demo();
    let server = Server::start(&room);
    let (desk, second) = (desk(&server), desk(&server));
    let tablet = Panel::open(&server);
    let old = link(&desk, "mc");
    assert_eq!(server.links["mc"], Value::from(old.as_str()));
    revoke(&desk, "mc");
    tablet.0.until(
        "the tablet asks for a key",
        "return !document.querySelector('[data-go]')",
    );
    for desk in [&desk, &second] {
        changed(desk, "mc", &old);
    }
    let new = link(&desk, "mc");
    let code =
        "return document.getElementById('code-mc').content.querySelector('.url').textContent";
    assert_eq!(desk.js(code), Value::from(new.as_str()));
    let says = desk.text("[data-region=links]");
    assert!(says.contains(&dense("The old key is dead")), "{says}");
    tablet.0.goto(&new);
    tablet.is("ready");
}

#[test]
fn a_panel_whose_key_opens_nothing_any_more_says_so_and_its_go_is_not_golden() {
    let room = Room::demo();
    let server = Server::start(&room);
    let tablet = Panel::open(&server);
    tablet.0.cdp("Network.clearBrowserCookies", json!({}));
    tablet.0.click("[data-go]");
    tablet.is("barred");
    let says = tablet.says();
    assert!(says.contains(&dense("key is not valid")), "{says}");
    assert_eq!(server.show()["cue"]["id"], "welcome");
    tablet.0.goto(server.links["mc"].as_str().expect("a link"));
    tablet.is("ready");
}

#[test]
fn a_producer_who_revokes_the_own_key_goes_on_and_the_other_desk_is_out() {
    let room = Room::demo();
    let server = Server::start(&room);
    let (desk, second) = (desk(&server), desk(&server));
    let old = link(&desk, "producer");
    revoke(&desk, "producer");
    changed(&desk, "producer", &old);
    desk.until(
        "the desk is linked again",
        "return document.getElementById('link').className === 'up'",
    );
    second.until(
        "the other desk asks for a key",
        "return !document.getElementById('link')",
    );
    desk.click("[data-post='/api/doors']");
    desk.click("#sure [data-go]");
    desk.until(
        "the desk is obeyed",
        "return document.querySelector('[data-region=evening]').textContent.includes('The doors are open')",
    );
    if let Ok(path) = std::env::var("PALMARES_SHOT") {
        desk.js("document.querySelector('#h-links').scrollIntoView()");
        std::fs::write(path, desk.png()).expect("written");
    }
}
