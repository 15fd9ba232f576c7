//! Back at a winner that the hall knows.

use crate::gold::LIT;
use crate::stage::Stage;
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};

/// Notes for every frame of a known winner what still moves in it, and whether gold is on the
/// glass.
fn watch(stage: &Stage) {
    let watch = format!(
        "const lit = () => {{ {LIT} }};
         window.frames = [];
         const look = () => {{
           const scene = document.querySelector('.scene[data-settled]');
           const ends = (a) => a.effect.getComputedTiming().endTime < Infinity;
           const runs = scene?.getAnimations({{ subtree: true }}).filter((a) => ends(a) && a.playState === 'running');
           if (scene) frames.push([runs.length, lit(), document.documentElement.dataset.to]);
           requestAnimationFrame(look);
         }};
         look();"
    );
    stage.browser.js(&watch);
}

fn seen(stage: &Stage) -> Vec<Value> {
    let frames = until("the winner has been on for a while", || {
        let frames = stage.browser.js("return frames");
        let frames = frames.as_array().expect("a list").clone();
        (frames.len() > 30).then_some(frames)
    });
    stage.browser.js("frames.length = 0");
    frames
}

#[test]
fn back_at_a_winner_shows_it_settled_without_dark_light_gold_or_sound_and_a_correction_is_a_reveal()
{
    let room = Room::demo();
    let file = room.show().join("show.toml");
    let show = std::fs::read_to_string(&file).expect("the show");
    std::fs::write(&file, show.replacen("sound     = false", "sound = true", 1)).expect("written");
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    let goto = |cue: &str| server.mc("/api/goto", json!({ "cue": cue }));
    let sound = |stage: &Stage| {
        stage
            .browser
            .js("return document.querySelector('.scene').dataset.sound")
    };
    goto("best-screenplay/winner");
    let first = stage.shows("winner", "躲貓貓");
    assert!(!first.html.contains("data-settled"), "the reveal itself");
    assert_eq!(sound(&stage), "hit");
    watch(&stage);
    // By Back, by a jump, and on a screen that loads its page anew.
    for way in ["back", "goto", "reload"] {
        if way != "reload" {
            goto("best-screenplay/photo");
            stage.shows("photo", "躲貓貓");
        }
        match way {
            "back" => drop(server.mc("/api/back", json!({}))),
            "goto" => drop(goto("best-screenplay/winner")),
            _ => {
                stage.browser.reload();
                watch(&stage);
            }
        }
        stage.shows("winner", "躲貓貓");
        let frames = seen(&stage);
        let calm = |frame: &Value| frame[0] == 0 && frame[1] == false && frame[2] != "winner";
        assert!(frames.iter().all(calm), "{way}: {frames:?}");
        assert_eq!(sound(&stage), "", "{way}");
    }
    // What was wrong is announced again, with all that belongs to it.
    server.mc("/api/wrong-envelope", json!({}));
    let right = json!({ "winner": "neon-echoes", "reason": "swapped" });
    server.producer("/api/envelopes/best-screenplay/correct", right);
    server.mc("/api/card", json!({ "on": false }));
    goto("best-screenplay/award");
    stage.shows("award", "最佳劇本");
    server.mc("/api/go", json!({}));
    let again = until("the other winner is on", || {
        stage
            .sight()
            .scene
            .contains("霓虹")
            .then_some(stage.sight())
    });
    assert!(!again.html.contains("data-settled"));
}
