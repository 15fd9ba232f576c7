//! A phone in a pocket: what happened meanwhile is right as soon as it is looked at again.

use crate::browser::Window;
use crate::phone::Phone;
use crate::support::server::{Room, Server};
use serde_json::json;

impl Phone {
    /// The screen goes dark: the page stands still.
    fn sleeps(&self) {
        let frozen = json!({ "state": "frozen" });
        self.0.cdp("Page.setWebLifecycleState", frozen);
    }

    /// Somebody looks at it again.
    fn wakes(&self) {
        let active = json!({ "state": "active" });
        self.0.cdp("Page.setWebLifecycleState", active);
        self.0
            .js("document.dispatchEvent(new Event('visibilitychange'))");
    }
}

#[test]
fn a_phone_that_slept_through_a_restart_and_the_close_is_right_when_it_wakes() {
    let room = Room::demo();
    let server = Server::start(&room);
    let phone = Phone::open(&server, &Window::phone());
    phone.is("before");
    phone.sleeps();
    server.mc("/api/goto", json!({"cue": "people/open"}));
    let host = server.host().to_owned();
    server.kill();
    let server = Server::start_with(&room, &["--listen", &host], &[]);
    phone.wakes();
    phone.is("open");
    phone.choose("optimal");
    phone.send();
    phone.counted("OPTIMAL");

    phone.sleeps();
    server.mc("/api/goto", json!({"cue": "people/close"}));
    server.kill();
    let server = Server::start_with(&room, &["--listen", &host], &[]);
    server.mc("/api/goto", json!({"cue": "people/result"}));
    server.mc("/api/goto", json!({"cue": "peoples-choice/winner"}));
    phone.wakes();
    phone.is("result");
    assert!(phone.0.sees("#pick") && phone.0.text("#won").contains("OPTIMAL"));
}
