//! HTTPS without the internet, in a real browser: what it trusts is decided by its own store of
//! authorities.

use crate::browser::{Browser, Window};
use crate::panel::Panel;
use crate::phone::Phone;
use crate::support::server::{Room, Server};
use serde_json::json;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

fn serve(room: &Room) -> Server {
    Server::start_with(room, &["--listen", "127.0.0.1:0", "--tls-local"], &[])
}

fn link<'a>(server: &'a Server, name: &str) -> &'a str {
    server.links[name].as_str().expect("a link")
}

fn certutil(store: &Path, arguments: &[&str]) {
    let store = format!("sql:{}", store.display());
    let mut command = Command::new("certutil");
    command
        .args(["-d", &store])
        .args(arguments)
        .stdin(Stdio::null());
    let done = command.output().expect(
        "certutil is installed: run ./tests/run, which sets up what the browser tests need",
    );
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "certutil {arguments:?}: {said}");
}

/// A home folder in which somebody has followed the steps on `/trust`.
fn home_that_trusts(server: &Server) -> TempDir {
    let home = TempDir::new().expect("a temporary folder");
    let store = home.path().join(".pki/nssdb");
    fs::create_dir_all(&store).expect("a store");
    let mut answer = ureq::get(format!("{}/trust/palmares.crt", server.base))
        .call()
        .expect("the certificate");
    let file = home.path().join("palmares.crt");
    fs::write(&file, answer.body_mut().read_to_vec().expect("bytes")).expect("saved");
    certutil(&store, &["-N", "--empty-password"]);
    let file = file.display().to_string();
    certutil(&store, &["-A", "-t", "C,,", "-n", "palmares", "-i", &file]);
    home
}

#[test]
fn a_device_that_trusts_the_server_has_a_secure_panel_over_http_2_with_a_live_socket() {
    let room = Room::demo();
    let server = serve(&room);
    let home = home_that_trusts(&server);
    let browser = Browser::open(&Window {
        home: Some(home.path().to_owned()),
        ..Window::of(1180, 820)
    });
    // In the clear, the page finds out by itself that this device has been taught.
    browser.goto(link(&server, "trust"));
    browser.until(
        "the page says that this device trusts the server",
        "return document.querySelector('[data-trusted]').checkVisibility()",
    );
    browser.goto(link(&server, "mc"));
    assert!(browser.url().starts_with("https://"), "{}", browser.url());
    let panel = Panel(browser);
    // GO is ready only once the socket has brought a frame.
    panel.is("ready");
    let secure = panel
        .0
        .js("return isSecureContext && 'wakeLock' in navigator");
    assert_eq!(secure, json!(true));
    let protocol = panel
        .0
        .js("return performance.getEntriesByType('navigation')[0].nextHopProtocol");
    assert_eq!(protocol, json!("h2"));
    panel.0.click("[data-go]");
    panel.stands_on("welcome-address");
    // The little stage on the panel comes the same way.
    let frames = panel.0.js("return [...document.querySelectorAll('iframe')].every((f) => f.contentWindow.location.protocol === 'https:')");
    assert_eq!(frames, json!(true));
}

#[test]
fn a_device_that_does_not_trust_it_yet_is_told_how_on_a_page_without_a_warning() {
    let room = Room::demo();
    let server = serve(&room);
    for window in [Window::of(1180, 820), Window::phone()] {
        let browser = Browser::open(&window);
        browser.goto(link(&server, "trust"));
        browser.until(
            "the page says that this device does not trust the server yet",
            "return document.querySelector('[data-untrusted]').checkVisibility()",
        );
        assert!(!browser.sees("[data-trusted]"));
        let wide = browser.js("return document.documentElement.scrollWidth > innerWidth");
        assert_eq!(wide, json!(false), "it scrolls sideways");
        assert!(browser.sees("details[open] .button"));
    }
}

#[test]
fn a_phone_and_the_projector_stay_on_plain_http() {
    let room = Room::demo();
    let server = serve(&room);
    let phone = Phone::open(&server, &Window::phone());
    assert!(phone.0.url().starts_with("http://"), "{}", phone.0.url());
    server.mc("/api/goto", json!({"cue": "people/open"}));
    phone.is("open");
    let screen = Browser::open(&Window::of(1280, 720));
    screen.goto(link(&server, "stage"));
    assert!(screen.url().starts_with("http://"), "{}", screen.url());
    screen.until(
        "the stage shows the ballot",
        "return document.querySelector('[data-region=scene]').childElementCount > 0",
    );
}
