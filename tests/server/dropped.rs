//! Pictures and films that are dropped on the producer's page.

use crate::support::server::{Answer, Room, Server};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::fs;
use std::io::Cursor;

fn picture(shade: u8) -> Vec<u8> {
    let picture = RgbImage::from_pixel(40, 30, Rgb([shade, 90, 60]));
    let mut bytes = Cursor::new(Vec::new());
    let written = DynamicImage::ImageRgb8(picture).write_to(&mut bytes, ImageFormat::Png);
    written.expect("a picture");
    bytes.into_inner()
}

fn drop_at(server: &Server, name: &str, purpose: &str, bytes: &[u8]) -> Answer {
    let key = format!("Bearer {}", server.key("producer"));
    let headers = [
        ("authorization", key.as_str()),
        ("content-type", "application/octet-stream"),
        ("accept-language", "zh-HK"),
    ];
    let path = format!("/api/show/media?name={name}&purpose={purpose}");
    server.send("POST", &path, &headers, bytes)
}

/// The files in the show's `media` folder that people see.
fn kept(room: &Room) -> Vec<String> {
    let files = fs::read_dir(room.show().join("media")).expect("a folder");
    let names = files.map(|file| file.expect("a file").file_name().into_string());
    let mut names: Vec<String> = names.map(|name| name.expect("a name")).collect();
    names.retain(|name| name != ".palmares");
    names.sort();
    names
}

#[test]
fn a_picture_is_kept_under_its_name_and_another_of_that_name_beside_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    let before = kept(&room);
    for (shade, path) in [
        (1, "media/a-poster.png"),
        (2, "media/a-poster-2.png"),
        (1, "media/a-poster.png"),
    ] {
        let answer = drop_at(&server, "a%20poster.png", "picture", &picture(shade));
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.json()["path"], path);
    }
    let file = fs::read(room.show().join("media/a-poster.png")).expect("the first");
    assert_eq!(file, picture(1));
    assert_eq!(kept(&room).len(), before.len() + 2);
}

#[test]
fn what_the_stage_cannot_show_is_refused_with_the_reason_and_leaves_nothing() {
    let room = Room::demo();
    let server = Server::start(&room);
    let before = kept(&room);
    let cut = &picture(1)[..60];
    for (purpose, bytes) in [
        ("picture", b"words".as_slice()),
        ("picture", cut),
        ("clip", b"x".as_slice()),
    ] {
        let answer = drop_at(&server, "x.png", purpose, bytes);
        assert_eq!((answer.status, answer.word()), (422, "bad-media".into()));
        let detail = answer.json()["detail"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(detail.starts_with("x.png（"), "{detail}");
    }
    assert_eq!(drop_at(&server, "x", "verse", b"x").word(), "bad-purpose");
    assert_eq!(kept(&room), before);
}

#[test]
fn a_name_leads_nowhere_but_into_the_media_folder() {
    let room = Room::demo();
    let server = Server::start(&room);
    let answer = drop_at(&server, "..%2F..%2Fshow.toml", "picture", &picture(1));
    assert_eq!(answer.json()["path"], "media/show.toml");
    let show = fs::read_to_string(room.show().join("show.toml")).expect("the show");
    assert!(show.contains("[show]"));
}

#[test]
fn a_start_sweeps_what_a_crash_has_left_of_files_on_their_way() {
    let room = Room::demo();
    let before = kept(&room);
    let media = room.show().join("media");
    let leave = |name: &str, bytes: &[u8]| fs::write(media.join(name), bytes).expect("left");
    leave("empty.png", b"");
    drop(Server::start(&room));
    assert!(media.join("empty.png").exists(), "nothing was on its way");
    leave(".incoming-half", b"half a film");
    leave(".gitkeep", b"");
    drop(Server::start(&room));
    fs::remove_file(media.join(".gitkeep")).expect("kept");
    assert_eq!(kept(&room), before);
}
