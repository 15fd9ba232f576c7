//! The whole show as a workbook, from the server and back.

use crate::support::server::{Room, Server, run};
use palmares::demo::SHOW;
use palmares::import::table::tables;
use std::fs;

#[test]
fn the_producer_fetches_the_whole_show_headed_in_their_language_and_brings_it_back() {
    let room = Room::demo();
    let server = Server::start(&room);
    let bearer = format!("Bearer {}", server.key("producer"));
    for (language, sheets) in [
        (
            "en",
            ["Entries", "Awards", "Running order", "People", "Jurors"],
        ),
        ("zh-Hant-HK", ["作品", "獎項", "流程", "人物", "評審"]),
        ("zh-Hans", ["作品", "奖项", "流程", "人物", "评审"]),
    ] {
        let book = fetched(&server, &bearer, language);
        let all = tables(book.clone(), None).expect("a workbook");
        let names: Vec<&str> = all.iter().filter_map(|one| one.sheet.as_deref()).collect();
        assert_eq!(names[..5], sheets);
        let scripts = &all[2].rows[0].cells;
        let said = scripts.iter().filter(|head| head.ends_with("(en)")).count();
        assert!(said >= 3, "{scripts:?}");
        let file = room.path().join(format!("{language}.xlsx"));
        fs::write(&file, book).expect("written");
        let said = run(
            &["import", "show", &file.to_string_lossy(), "--apply"],
            room.path(),
        );
        let (out, err) = (said.out, said.err);
        assert!(out.contains("has all of it already"), "{out}{err}");
    }
    let show = fs::read_to_string(room.show().join("show.toml")).expect("a show file");
    assert_eq!(show, SHOW);
}

/// The workbook as a browser fetches it.
fn fetched(server: &Server, bearer: &str, language: &str) -> Vec<u8> {
    let url = format!("http://{}/api/show/workbook", server.host());
    let request = ureq::get(url).header("authorization", bearer);
    let answer = request.header("accept-language", language).call();
    let mut answer = answer.expect("an answer");
    let named = answer.headers()["content-disposition"].to_str();
    let name = "attachment; filename=\"aigc-2026-show.xlsx\"";
    assert_eq!(named.expect("a name"), name);
    answer.body_mut().read_to_vec().expect("a body")
}
