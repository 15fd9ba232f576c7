//! A phone in the hall.

use crate::browser::{Browser, Window};
use crate::support::server::Server;

/// A phone with the audience's page on it.
pub struct Phone(pub Browser);

impl Phone {
    /// Opens the audience's page.
    pub fn open(server: &Server, window: &Window) -> Phone {
        let browser = Browser::open(window);
        browser.goto(&format!("{}/", server.base));
        Phone(browser)
    }

    /// Waits until the page is in this phase.
    #[track_caller]
    pub fn is(&self, phase: &str) {
        let script =
            format!("return document.querySelector('html.{phase}, body.{phase}') !== null");
        self.0.until(&format!("the phone is {phase}"), &script);
    }

    /// Marks a work.
    #[track_caller]
    pub fn choose(&self, entry: &str) {
        let work = format!("#works label:has([value={entry}])");
        self.0.tap(&work);
    }

    /// Sends what is marked.
    #[track_caller]
    pub fn send(&self) {
        self.0.tap("#send");
    }

    /// Waits until this title stands as what counts.
    #[track_caller]
    pub fn counted(&self, title: &str) {
        crate::support::wait::until(&format!("{title} is counted"), || {
            (self.0.sees("#mine") && self.0.text("#choice").contains(title)).then_some(())
        });
    }

    /// What the voter keeps.
    #[track_caller]
    pub fn receipt(&self) -> String {
        self.0.text("#receipt")
    }

    /// What the phone says about the vote, without spaces.
    #[track_caller]
    pub fn says(&self) -> String {
        self.0.text("#status")
    }

    /// Waits until the phone says this.
    #[track_caller]
    pub fn told(&self, words: &str) {
        let words = crate::browser::dense(words);
        crate::support::wait::until(&format!("the phone says {words}"), || {
            self.says().contains(&words).then_some(())
        });
    }
}
