//! A screen in the hall.

use crate::browser::{Browser, Window, dense};
use crate::support::server::Server;
use crate::support::wait::until;
use serde_json::{Value, json};

/// A stage window.
pub struct Stage {
    pub browser: Browser,
    name: &'static str,
}

/// What is on it now.
#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    /// The style of the scene, or `cover/…`; empty if nothing is shown at all.
    pub kind: String,
    /// Every word of the scene, without spaces.
    pub scene: String,
    pub corner: String,
    pub cover: String,
    /// All that the regions hold, attributes too.
    pub html: String,
}

const LOOK: &str = "
    const region = (name) => document.querySelector(`[data-region=\"${name}\"]`);
    const scene = region('scene').querySelector('section.scene');
    const cover = region('cover').firstElementChild;
    const shown = (element) => element && element.checkVisibility() && element.getBoundingClientRect().width > 0;
    return {
      kind: shown(cover) ? `cover/${cover.className}` : shown(scene) ? scene.className.replace('scene', '').trim() : '',
      scene: region('scene').textContent, corner: region('corner').textContent, cover: region('cover').textContent,
      html: document.querySelector('.stage').innerHTML,
    };";

impl Stage {
    /// Opens the stage under a name.
    pub fn open(server: &Server, name: &'static str, width: u32, height: u32) -> Stage {
        Stage::at(&server.base, name, width, height)
    }

    /// The same at another address of the server's.
    pub fn at(base: &str, name: &'static str, width: u32, height: u32) -> Stage {
        let browser = Browser::open(&Window::of(width, height));
        // The machine that runs the tests may be one of those that cut.
        browser.goto(&format!("{base}/stage?name={name}&changes=dissolve"));
        Stage { browser, name }
    }

    /// What is on it now.
    #[track_caller]
    pub fn sight(&self) -> Sight {
        let seen = self.browser.js(LOOK);
        let of = |name: &str| seen[name].as_str().unwrap_or_default().to_owned();
        Sight {
            kind: of("kind").trim().to_owned(),
            scene: dense(&of("scene")),
            corner: dense(&of("corner")),
            cover: dense(&of("cover")),
            html: of("html"),
        }
    }

    /// Waits for a scene of this style with these words in it.
    #[track_caller]
    pub fn shows(&self, kind: &str, words: &str) -> Sight {
        let words = dense(words);
        let what = format!("{} shows {kind} {words}", self.name);
        until(&what, || {
            let sight = self.sight();
            let right = sight.kind.split(' ').next() == Some(kind) && sight.scene.contains(&words);
            right.then_some(sight)
        })
    }
}

/// The producer lets every connected screen count.
pub fn approve(server: &Server, stages: &[&Stage]) {
    for stage in stages {
        let script = "return localStorage.getItem('palmares-screen')";
        let id = until("the screen has an id", || {
            stage.browser.js(script).as_str().map(str::to_owned)
        });
        let wish = json!({ "approved": true, "name": stage.name });
        until("the screen is known", || {
            let answer = server.post_as("producer", &format!("/api/screens/{id}"), &wish);
            (answer.status == 200).then_some(Value::Null)
        });
    }
}
