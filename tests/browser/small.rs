//! The narrowest phones, and eyes that need everything twice as large: every phase fits.

use crate::axe;
use crate::browser::{Browser, Window};
use crate::fit::fits;
use crate::phone::Phone;
use crate::pictures;
use crate::support::server::{Room, Server};
use serde_json::json;

/// Walks through the evening and looks at every phase.
fn walk(window: &Window, name: &str, look: impl Fn(&Browser, &str)) {
    let room = Room::demo();
    let server = Server::start(&room);
    let goto = |cue: &str| server.mc("/api/goto", json!({ "cue": cue }));
    let phone = Phone::open(&server, window);
    let seen = |phase: &str| {
        phone.0.settled();
        look(&phone.0, &format!("{name}{phase}"));
    };
    phone.is("before");
    seen("01-before");
    goto("people/open");
    phone.is("open");
    seen("02-open");
    // The longest title, and one without a place to break it.
    phone.choose("empowering-data");
    seen("03-chosen");
    phone.send();
    phone.counted("EmpoweringData");
    seen("05-counted");
    phone.0.tap("#change");
    phone.choose("pressuer-phantom-beast");
    seen("06-changing");
    phone.send();
    phone.counted("壓力幻獸");
    seen("05-counted-again");
    phone.0.goto(&format!("{}/receipts/people", server.base));
    seen("14-receipt-early");
    phone.0.goto(&format!("{}/", server.base));
    phone.counted("壓力幻獸");
    goto("people/close");
    phone.is("closed");
    seen("07-closed");
    goto("people/result");
    goto("peoples-choice/winner");
    phone.is("result");
    seen("08-result");
    let receipts = format!("{}/receipts/people?receipt=", server.base);
    let receipt = phone.receipt();
    phone.0.goto(&format!("{receipts}{receipt}"));
    seen("15-receipt-found");
    phone.0.goto(&format!("{receipts}ABCDE-FGHJK"));
    seen("16-receipt-none");
    phone
        .0
        .goto(&format!("{}/t?code=ABCD-EFGH-JKMN", server.base));
    seen("11-wrong-ticket");
    phone.0.goto(&format!("{}/p", server.base));
    seen("12-presence-page");
}

#[test]
fn at_320_pixels_every_phase_fits_the_screen_and_the_thumb_and_axe_finds_nothing() {
    let window = Window {
        width: 320,
        height: 568,
        language: "en",
        ..Window::phone()
    };
    walk(&window, "small-", |browser, phase| {
        fits(browser, phase);
        axe::finds_nothing(browser, phase);
        pictures::look(browser, phase);
    });
}

#[test]
fn at_twice_the_size_every_phase_still_fits() {
    // What a browser makes of 390 pixels at 200 %.
    let window = Window {
        width: 195,
        height: 422,
        ..Window::phone()
    };
    walk(&window, "zoom-", |browser, phase| {
        fits(browser, phase);
        pictures::look(browser, phase);
    });
}

#[test]
fn on_an_ordinary_phone_every_phase_fits_the_thumb() {
    let window = Window {
        language: "zh-CN",
        ..Window::phone()
    };
    walk(&window, "hans-", |browser, phase| {
        fits(browser, phase);
        pictures::look(browser, phase);
    });
}

#[test]
fn on_a_screen_of_little_height_the_button_and_the_time_stay_in_sight_and_cover_nothing_else() {
    // English words are the longest, and at twice the size the most is at stake.
    for (width, height, language) in [(844, 390, "en"), (195, 422, "en"), (320, 640, "zh-HK")] {
        low(width, height, language);
    }
}

fn low(width: u32, height: u32, language: &'static str) {
    let what = format!("{width} × {height}, {language}");
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/goto", json!({"cue": "people/open"}));
    let window = Window {
        width,
        height,
        language,
        ..Window::phone()
    };
    let phone = Phone::open(&server, &window);
    phone.is("open");
    phone.choose("cyberport");
    let whole = "const r = document.getElementById(arguments[0]).getBoundingClientRect();
        return r.width > 0 && r.top >= 0 && r.bottom <= innerHeight;";
    for id in ["send", "left"] {
        let seen = phone.0.js_with(whole, vec![json!(id)]);
        assert_eq!(seen, json!(true), "{what}: #{id} after choosing");
    }
    let share = phone
        .0
        .js("return document.getElementById('dock').offsetHeight / innerHeight");
    let share = share.as_f64().expect("a number");
    assert!(share < 0.25, "{what}: the bar takes {share}");
    pictures::look(&phone.0, &format!("low-{width}x{height}-03-chosen"));
    phone.send();
    phone.counted("Cyberport");
    phone.0.settled();
    phone.0.js("scrollTo(0, 0)");
    let covered = "const r = document.getElementById('change').getBoundingClientRect();
        if (r.top >= innerHeight) return false;
        const y = Math.min(r.bottom, innerHeight) - 1;
        return document.elementFromPoint(r.left + r.width / 2, y).id !== 'change';";
    assert_eq!(
        phone.0.js(covered),
        json!(false),
        "{what}: #change is covered"
    );
    pictures::look(&phone.0, &format!("low-{width}x{height}-05-counted"));
    phone.0.tap("#change");
    fits(&phone.0, &format!("{what}, changing"));
    pictures::look(&phone.0, &format!("low-{width}x{height}-06-changing"));
}

#[test]
fn a_language_that_was_chosen_once_stays_on_every_page() {
    let room = Room::demo();
    let server = Server::start(&room);
    let phone = Phone::open(&server, &Window::phone());
    let language = "return document.documentElement.lang";
    assert_eq!(phone.0.js(language), "zh-Hant-HK");
    phone.0.tap("nav [lang=en]");
    phone.0.until(
        "the page is English",
        "return document.documentElement.lang === 'en'",
    );
    for path in ["/", "/t", "/p", "/receipts/people", "/"] {
        phone.0.goto(&format!("{}{path}", server.base));
        assert_eq!(phone.0.js(language), "en", "{path}");
    }
    server.mc("/api/goto", json!({"cue": "people/open"}));
    phone.is("open");
    phone.choose("optimal");
    phone.send();
    phone.counted("OPTIMAL");
    phone.0.tap("nav [lang=zh-Hans]");
    phone.counted("OPTIMAL");
    assert_eq!(phone.0.js(language), "zh-Hans");
}
