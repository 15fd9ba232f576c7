//! The MC's tablet.

use crate::browser::{Browser, Window};
use crate::support::server::Server;
use crate::support::wait::until;
use serde_json::Value;
use thirtyfour::Key;

/// An MC's panel.
pub struct Panel(pub Browser);

impl Panel {
    /// Opens the panel by the link with the key in it.
    pub fn open(server: &Server) -> Panel {
        Panel::open_at(server, "ready")
    }

    /// The same where GO says something else than that it is ready.
    pub fn open_at(server: &Server, state: &str) -> Panel {
        let browser = Browser::open(&Window::of(1180, 820));
        browser.goto(server.links["mc"].as_str().expect("the MC's link"));
        assert!(!browser.url().contains("key="), "{}", browser.url());
        let panel = Panel(browser);
        panel.is(state);
        panel
    }

    /// What GO says of itself.
    #[track_caller]
    pub fn state(&self) -> String {
        let state = self
            .0
            .js("return document.querySelector('[data-go]').dataset.state");
        state.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until GO says so.
    #[track_caller]
    pub fn is(&self, state: &str) {
        until(&format!("GO is {state}"), || {
            (self.state() == state).then_some(())
        });
    }

    /// The cue that the panel stands on.
    #[track_caller]
    pub fn cue(&self) -> String {
        let line = "return document.querySelector('[data-jump][aria-current=\"step\"]')?.dataset.jump ?? ''";
        self.0.js(line).as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the panel stands on a cue.
    #[track_caller]
    pub fn stands_on(&self, cue: &str) {
        until(&format!("the panel stands on {cue}"), || {
            (self.cue() == cue).then_some(())
        });
    }

    /// What is on deck, and what is known about it.
    #[track_caller]
    pub fn deck(&self) -> Value {
        self.0
            .js("return { ...document.querySelector('[data-deck]').dataset }")
    }

    /// What the panel last said.
    #[track_caller]
    pub fn says(&self) -> String {
        self.0.text("[data-message]")
    }

    /// GO by a click.
    #[track_caller]
    pub fn go(&self) {
        self.is("ready");
        self.0.click("[data-go]");
    }

    /// GO by a clicker.
    #[track_caller]
    pub fn go_by_key(&self) {
        self.is("ready");
        self.0.press(Key::PageDown);
    }

    /// The winner by a finger: held until it is armed, pressed again on the word.
    #[track_caller]
    pub fn reveal(&self) {
        self.is("ready");
        self.0.hold("[data-go]");
        self.is("armed");
        self.0.release();
        // A trembling finger does not count at once, so the press is repeated until it does.
        until("the armed GO fires", || {
            self.0.click("[data-go]");
            (self.state() != "armed").then_some(())
        });
    }

    /// The winner by a clicker: two presses, not too close together.
    #[track_caller]
    pub fn reveal_by_key(&self) {
        self.is("ready");
        self.0.press(Key::PageDown);
        self.is("armed");
        until("the armed GO fires", || {
            self.0.press(Key::PageDown);
            (self.state() != "armed").then_some(())
        });
    }

    /// Waits until this many of this many screens show the cue.
    #[track_caller]
    pub fn counts(&self, screens: &str) {
        until(&format!("the panel says {screens}"), || {
            (self.0.text(".gauge.screens b") == screens).then_some(())
        });
    }

    /// Everything that the panel holds about now and next, the miniature too; the rundown, which
    /// names every finalist, is left out.
    #[track_caller]
    pub fn html(&self) -> String {
        let body = "
            const regions = [...document.querySelectorAll('[data-region]')].filter((e) => e.dataset.region !== 'rundown');
            const small = document.querySelector('iframe').contentDocument?.querySelector('.stage');
            return regions.map((e) => e.innerHTML).join('') + (small?.innerHTML ?? '')";
        self.0.js(body).as_str().unwrap_or_default().to_owned()
    }
}
