//! How the stage moves: what is animated, what a GO or a cover in the middle does, and who asks for
//! stillness.

use crate::gold::LIT;
use crate::stage::Stage;
use crate::support::server::{Room, Server};
use crate::support::voters::vote_all;
use crate::support::wait::until;
use serde_json::{Value, json};

/// Every property that any animation of the page changes now; the pictures that a scene change
/// holds are among them.
const ANIMATED: &str = "
    const properties = new Set();
    for (const animation of document.getAnimations()) {
      for (const frame of animation.effect.getKeyframes()) Object.keys(frame).forEach((name) => properties.add(name));
    }
    for (const own of ['offset', 'computedOffset', 'easing', 'composite']) properties.delete(own);
    return [...properties];";

const CHANGING: &str = "return document.getAnimations().some((animation) => animation.effect.pseudoElement?.startsWith('::view-transition'))";

fn goto(server: &Server, cue: &str) {
    server.mc("/api/goto", json!({ "cue": cue }));
}

#[test]
fn in_every_cue_only_transform_opacity_and_clip_path_are_animated() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    let rundown = server.get_as("mc", "/api/rundown").json();
    let cues = rundown["cues"].as_array().expect("cues").iter();
    let mut moved = 0;
    for cue in cues.filter_map(|cue| cue["id"].as_str()).skip(1) {
        let before = stage.sight().html;
        goto(&server, cue);
        until("the scene changes", || {
            (stage.sight().html != before).then_some(())
        });
        let animated = stage.browser.js(ANIMATED);
        let animated: Vec<&str> = animated
            .as_array()
            .expect("names")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        moved += usize::from(!animated.is_empty());
        for property in animated {
            let allowed = ["transform", "opacity", "clipPath"].contains(&property);
            assert!(allowed, "{cue} animates {property}");
        }
    }
    assert!(moved > 40, "only {moved} cues move");
}

#[test]
fn go_upon_go_in_the_middle_of_every_change_ends_on_the_last_cue_with_nothing_left_over() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    stage.shows("card", "AIGC創意電影");
    for _ in 0..4 {
        for cue in [
            "best-visuals/award",
            "best-visuals/suspense",
            "best-visuals/winner",
            "best-visuals/photo",
            "finalists/3",
        ] {
            goto(&server, cue);
        }
    }
    stage.shows("finalist", "Home Sweet Home");
    let settled = "return !document.getAnimations().some((a) => a.playState === 'running' && a.effect.getTiming().iterations !== Infinity)";
    stage.browser.until("everything is still", settled);
    assert_eq!(stage.browser.js(CHANGING), json!(false));
    let scenes = stage
        .browser
        .js("return document.querySelectorAll('.scene').length");
    assert_eq!(scenes, 1);
}

#[test]
fn a_cover_in_the_middle_of_a_change_cuts_at_once_and_holds_no_picture_of_the_scene_in_either_direction()
 {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    let mut caught = 0;
    for cover in ["blackout", "card"].into_iter().cycle().take(8) {
        goto(&server, "finalists/3");
        stage.shows("finalist", "Home Sweet Home");
        // A change within a change cuts: this one is to be a whole one.
        until("the change before is over", || {
            (stage.browser.js(CHANGING) == json!(false)).then_some(())
        });
        goto(&server, "finalists/4");
        let changing = until("the change begins or is over", || {
            let swapped = stage.sight().scene.contains("TheBigDecision");
            let changing = stage.browser.js(CHANGING) == json!(true);
            (changing || swapped).then_some(changing)
        });
        caught += usize::from(changing);
        server.mc(&format!("/api/{cover}"), json!({ "on": true }));
        until("it is covered", || {
            stage.sight().kind.starts_with("cover/").then_some(())
        });
        assert_eq!(
            stage.browser.js(CHANGING),
            json!(false),
            "a picture of the scene lies over the {cover}"
        );
        server.mc(&format!("/api/{cover}"), json!({ "on": false }));
        until("it is uncovered", || {
            let sight = stage.sight();
            assert_ne!(sight.kind, "", "blank");
            (sight.kind == "finalist").then_some(())
        });
        assert_eq!(
            stage.browser.js(CHANGING),
            json!(false),
            "a picture of the {cover} lies over the scene"
        );
    }
    assert!(caught > 0, "no cover came in the middle of a change");
}

#[test]
fn a_machine_that_asks_for_less_motion_and_a_calm_show_get_everything_without_any() {
    let begin = |show: &str, reduced: bool| {
        let room = Room::with(show);
        let server = Server::start(&room);
        let stage = Stage::open(&server, "Main", 480, 270);
        if reduced {
            let media =
                json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
            stage.browser.cdp("Emulation.setEmulatedMedia", media);
            stage.browser.reload();
        }
        (room, server, stage)
    };
    let demo = palmares::demo::SHOW;
    let calm = demo.replacen("calm      = false", "calm      = true", 1);
    assert_ne!(demo, calm);

    let (_room, server, stage) = begin(demo, false);
    goto(&server, "best-visuals/winner");
    stage.shows("winner", "金鞍載歲");
    stage.browser.until("gold falls", LIT);
    for (show, reduced) in [(demo, true), (&*calm, false)] {
        let (_room, server, stage) = begin(show, reduced);
        stage.shows("card", "AIGC創意電影");
        for (cue, kind) in [
            ("best-visuals/suspense", "suspense"),
            ("best-visuals/winner", "winner"),
            ("results", "wall"),
        ] {
            goto(&server, cue);
            stage.shows(kind, "");
            let inside =
                "return document.querySelector('.stage').getAnimations({ subtree: true }).length";
            assert_eq!(stage.browser.js(inside), 0, "{cue}");
            if reduced {
                assert_eq!(stage.browser.js(CHANGING), json!(false), "{cue}");
            }
            assert_ne!(stage.browser.js(LIT), json!(true), "{cue}");
        }
    }
}

#[test]
fn news_in_the_middle_of_an_entrance_does_not_push_it_forward() {
    let room = Room::demo();
    let server = Server::start(&room);
    goto(&server, "people/open");
    goto(&server, "finalists/2");
    let stage = Stage::open(&server, "Main", 960, 540);
    stage.shows("finalist", "壓力幻獸");
    goto(&server, "finalists/3");
    stage.shows("finalist", "Home Sweet Home");
    let delay =
        "return document.querySelector('.progress').getAnimations()[0].effect.getTiming().delay";
    let before = stage.browser.js(delay);
    // The clock in the corner gets another minute: the frame is a new one, the scene is not.
    server.producer("/api/ballots/people/extend", json!({ "seconds": 60 }));
    let revision = server.show()["revision"].clone();
    assert!(revision.as_u64() > Some(3));
    let corner = stage.sight().corner;
    until("the corner has the new clock", || {
        let later = stage.sight().corner;
        (later != corner || later.contains("3:5") || later.contains("4:0")).then_some(())
    });
    assert_eq!(stage.browser.js(delay), before);
}

/// A result of the hall's ballot that leaves two open, and its award's suspense on the stage.
fn two_still_open(server: &Server, stage: &Stage) {
    goto(server, "people/open");
    stage.shows("vote", "");
    vote_all(
        server,
        "people",
        &[("neon-echoes", 2), ("the-big-decision", 1)],
    );
    goto(server, "people/close");
    stage.shows("message", "投票截止");
    goto(server, "people/result");
    stage.shows("result", "");
    goto(server, "peoples-choice/suspense");
    stage.shows("suspense", "TheBigDecision");
}

/// What those still open look like in the winner's scene, one after the other, and how much of them
/// is seen.
const SETTLING: &str = "
    const all = document.querySelector('.settling');
    const look = (item) => [item.className, item.style.cssText, getComputedStyle(item).opacity, getComputedStyle(item).color, getComputedStyle(item).animationName].join();
    return all && { seen: Number(getComputedStyle(all).opacity), looks: [...all.querySelectorAll('.contenders > li')].map(look) };";

#[test]
fn those_still_open_settle_all_alike_and_nothing_of_them_is_left_beside_the_winner() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    two_still_open(&server, &stage);
    goto(&server, "peoples-choice/winner");
    stage.shows("winner", "霓虹下的回音");
    let settling = stage.browser.js(SETTLING);
    let looks = settling["looks"].as_array().expect("those still open");
    assert_eq!(looks.len(), 2);
    assert_eq!(looks[0], looks[1]);
    let gone = format!("return (() => {{ {SETTLING} }})().seen === 0");
    stage.browser.until("they are gone", &gone);
    // Whoever joins later sees the winner alone.
    stage.browser.reload();
    stage.shows("winner", "霓虹下的回音");
    stage.browser.until("they are gone", &gone);
    goto(&server, "peoples-choice/suspense");
    stage.shows("suspense", "");
    goto(&server, "peoples-choice/winner");
    goto(&server, "peoples-choice/photo");
    let photo = stage.shows("photo", "霓虹下的回音");
    assert!(!photo.scene.contains("TheBigDecision"));
    assert_eq!(stage.browser.js(SETTLING), Value::Null);
}

#[test]
fn where_less_motion_is_asked_for_the_winner_is_alone_at_once() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 480, 270);
    let media = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    stage.browser.cdp("Emulation.setEmulatedMedia", media);
    stage.browser.reload();
    two_still_open(&server, &stage);
    goto(&server, "peoples-choice/winner");
    stage.shows("winner", "霓虹下的回音");
    assert_eq!(stage.browser.js(SETTLING)["seen"], json!(0));
}

#[test]
fn a_browser_without_view_transitions_cuts_from_scene_to_scene_and_shows_the_same() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    let source = "delete Document.prototype.startViewTransition";
    stage.browser.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": source }),
    );
    stage.browser.reload();
    stage.shows("card", "AIGC創意電影");
    let gone = "return document.startViewTransition === undefined";
    assert_eq!(stage.browser.js(gone), json!(true));
    for (cue, kind, words) in [
        ("best-visuals/award", "award", "最佳AIGC視覺"),
        ("best-visuals/suspense", "suspense", "最佳AIGC視覺"),
        ("best-visuals/winner", "winner", "金鞍載歲"),
        ("best-visuals/photo", "photo", "金鞍載歲"),
        ("finalists/3", "finalist", "Home Sweet Home"),
    ] {
        goto(&server, cue);
        stage.shows(kind, words);
        assert_eq!(stage.browser.js(CHANGING), json!(false), "{cue}");
        let scenes = "return document.querySelectorAll('.scene').length";
        assert_eq!(stage.browser.js(scenes), 1, "{cue}");
    }
}

/// Where the bars of the running count begin, in shares of where they go to; and the properties
/// that they change.
const GROWING: &str = "
    window.grown = [];
    const animate = Element.prototype.animate;
    Element.prototype.animate = function (frames, options) {
      if (this.matches('.running .bar rect')) {
        grown.push({ from: frames[0].transform, only: frames.every((frame) => Object.keys(frame).join() === 'transform'), ms: options.duration,
          entry: this.closest('li').querySelector('.bar-title').textContent });
      }
      return animate.call(this, frames, options);
    };";

#[test]
fn the_bars_of_a_count_that_the_hall_watches_grow_from_where_they_were_and_nothing_else_moves() {
    let live = palmares::demo::SHOW.replacen(r#"results  = "hidden""#, r#"results  = "live""#, 1);
    assert_ne!(live, palmares::demo::SHOW);
    let room = Room::with(&live);
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    goto(&server, "people/open");
    stage.shows("vote", "");
    let widths = "return [...document.querySelectorAll('.running .bar rect')].map((bar) => bar.width.baseVal.value).filter((width) => width > 0).length";
    vote_all(&server, "people", &[("neon-echoes", 4), ("optimal", 2)]);
    stage.browser.until(
        "two have votes",
        &format!("return (() => {{ {widths} }})() === 2"),
    );
    stage
        .browser
        .js("window.scene = document.querySelector('.scene')");
    stage.browser.until(
        "the count is the last one",
        "return [...document.querySelectorAll('.running .bar-votes')].map((votes) => parseInt(votes.textContent, 10)).sort().reverse().slice(0, 2).join() === '4,2'",
    );
    stage.browser.js(GROWING);
    vote_all(&server, "people", &[("optimal", 1)]);
    let grown = until("a bar grows", || {
        let grown = stage.browser.js("return grown");
        (grown.as_array().is_some_and(|all| !all.is_empty())).then_some(grown)
    });
    // Two of four were half of the longest; three of four are three quarters of it: it begins at
    // two thirds of its new length.
    let all = grown.as_array().expect("bars");
    assert_eq!(all.len(), 1, "{grown}");
    let from = all[0]["from"].as_str().unwrap_or_default();
    let share: f64 = from
        .trim_start_matches("scaleX(")
        .trim_end_matches(')')
        .parse()
        .expect("a share");
    assert!((share - 2.0 / 3.0).abs() < 0.01, "{grown}");
    assert_eq!(all[0]["only"], json!(true));
    assert!(
        all[0]["entry"]
            .as_str()
            .unwrap_or_default()
            .contains("OPTIMAL")
    );
    assert_eq!(
        stage
            .browser
            .js("return window.scene === document.querySelector('.scene')"),
        json!(true),
        "only the numbers changed"
    );
}
