//! The wall of winners and the plate for the photo: titles of whatever length and script, and
//! however many.

use crate::stage::Stage;
use crate::support::server::{Room, Server};
use serde_json::json;
use std::fmt::Write;

const TITLES: [(&str, &str); 6] = [
    ("躲貓貓", "Wang Meiquan"),
    ("壓力幻獸 PRESSUER PHANTOM BEAST", "Dawnlight"),
    ("Empowering Data, Elevating Humanity", "Starnet"),
    ("霓虹下的回音", "職業訓練局青年學院 (葵芳)"),
    ("神將·降世", "JuicyAI Studio"),
    (
        "最後一班列車駛過我們住過的街",
        "香港演藝學院電影電視學院聯合創作小組",
    ),
];

/// So many awards, one after the other to these works.
fn show(awards: usize) -> String {
    let mut show = String::from(
        "[show]\nid = \"wall\"\ntitle = { zh = \"總決賽\", en = \"Grand Final\" }\nlanguages = [\"zh-Hant-HK\", \"en\"]\n",
    );
    for (index, (title, team)) in TITLES.iter().enumerate() {
        let _ = writeln!(
            show,
            "[[entry]]\nid = \"e{index}\"\ntitle = \"{title}\"\nteam = \"{team}\""
        );
    }
    for index in 0..awards {
        let winner = index % TITLES.len();
        let _ = writeln!(
            show,
            "[[award]]\nid = \"a{index}\"\nname = {{ zh = \"最佳作品{index}\", en = \"Best Work {index}\" }}\ndecided_by = \"jury\"\nwinner = \"e{winner}\""
        );
    }
    show
}

/// The sizes of the titles' first lines in hundredths of u, and every title that is cut or leaves
/// its row.
const LOOK: &str = "
    const [sizes, wrong] = [[], []];
    for (const row of document.querySelectorAll('.wall-sheet li')) {
      const cell = row.getBoundingClientRect();
      for (const title of row.querySelectorAll('.wall-winner b')) {
        const u = parseFloat(getComputedStyle(title).getPropertyValue('--u'));
        sizes.push(Math.round(100 * parseFloat(getComputedStyle(title.querySelector('.line')).fontSize) / u));
        const cut = title.scrollWidth > title.clientWidth + 1 || getComputedStyle(title).overflow !== 'visible';
        // Ink, not the air above it.
        const out = [...title.querySelectorAll('.line')].some((line) => {
          const [box, size] = [line.getBoundingClientRect(), parseFloat(getComputedStyle(line).fontSize)];
          const air = Math.max(0, (box.height - size * 1.02) / 2);
          const lines = Math.round(box.height / (size * 1.16));
          return lines !== 1 || box.top + air < cell.top - 1 || box.bottom - air > cell.bottom + 1 || box.right > cell.right + 1;
        });
        if (cut || out) wrong.push([title.textContent, cut, out]);
      }
    }
    return { sizes, wrong };";

#[test]
fn all_titles_on_the_wall_are_of_one_size_or_nearly_so_and_stand_whole_in_their_rows() {
    for awards in [6, 9, 16] {
        let room = Room::with(&show(awards));
        let server = Server::start(&room);
        let stage = Stage::open(&server, "Main", 1920, 1080);
        for index in 0..awards {
            server.mc("/api/goto", json!({ "cue": format!("a{index}/winner") }));
        }
        server.mc("/api/goto", json!({ "cue": "results" }));
        stage.shows("wall", "壓力幻獸");
        stage.browser.settled();
        let seen = stage.browser.js(LOOK);
        assert_eq!(seen["wrong"], json!([]), "{awards} awards");
        let sizes = seen["sizes"].as_array().expect("sizes").iter();
        let sizes: Vec<f64> = sizes.filter_map(serde_json::Value::as_f64).collect();
        assert_eq!(sizes.len(), awards);
        let (least, most) = sizes
            .iter()
            .fold((f64::MAX, 0.0_f64), |(least, most), size| {
                (least.min(*size), most.max(*size))
            });
        assert!(least >= most * 0.77, "{awards} awards: {sizes:?}");
    }
}

/// Whether the award's two names are seen, and how far down anything on the plate reaches, in
/// hundredths of the height.
const PLATE: &str = "
    const seen = (name) => document.querySelector(`.photo .award-name > .${name}`)?.checkVisibility() ?? false;
    const low = Math.max(...[...document.querySelectorAll('.upper *')].map((element) => element.getBoundingClientRect().bottom));
    return { first: seen('first'), second: seen('second'), low: Math.round(100 * low / innerHeight) };";

#[test]
fn the_photo_plate_keeps_both_names_of_its_award_above_the_people_however_many_share_it() {
    let demo = palmares::demo::SHOW;
    let mut works: Vec<&str> = demo
        .split("[[entry]]")
        .skip(1)
        .filter_map(|entry| entry.split('"').nth(1))
        .collect();
    works.rotate_left(1);
    for winners in [1, 2, 3, 7, 10] {
        let shared = format!("winner     = {:?}", &works[..winners]);
        let show = demo.replacen("winner     = \"hide-and-seek\"", &shared, 1);
        assert_ne!(show, demo);
        let room = Room::with(&show);
        let server = Server::start(&room);
        let stage = Stage::open(&server, "Main", 1920, 1080);
        server.mc("/api/goto", json!({ "cue": "first-prize/winner" }));
        server.mc("/api/goto", json!({ "cue": "first-prize/photo" }));
        stage.shows("photo", "一等獎");
        let plate = stage.browser.js(PLATE);
        assert_eq!(
            (&plate["first"], &plate["second"]),
            (&json!(true), &json!(true)),
            "{winners} winners"
        );
        assert!(
            plate["low"].as_u64() <= Some(60),
            "{winners} winners: {plate}"
        );
    }
}
