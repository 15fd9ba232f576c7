//! The files that a show brings along, kind and hostile.

use crate::support::server::{Room, Server, run};
use crate::support::socket::Socket;
use crate::support::wait::until;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use serde_json::{Value, json};
use std::fmt::Write;
use std::fs;
use std::io::Cursor;
use std::time::{Duration, Instant};

/// A show of as many finalists as there are posters, and one award.
fn show(posters: &[&str]) -> String {
    let mut show = String::from(
        "[show]\nid = \"a\"\ntitle = \"A\"\nlanguages = [\"en\"]\n[[award]]\nid = \"best\"\nname = \"Best\"\ndecided_by = \"jury\"\n",
    );
    for (number, poster) in posters.iter().enumerate() {
        write!(
            show,
            "[[entry]]\nid = \"e{number}\"\ntitle = \"Work {number}\"\nteam = \"T\"\nposter = \"{poster}\"\n"
        )
        .expect("a String");
    }
    show
}

/// Lines of the n-th poster in that file, counted from 1.
fn line_of(number: usize) -> usize {
    8 + number * 5 + 5
}

fn room(files: &[(&str, Vec<u8>)]) -> Room {
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let room = Room::with(&show(&names));
    for (name, bytes) in files {
        fs::write(room.show().join("media").join(name), bytes).expect("a file");
    }
    room
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

fn photo(width: u32, height: u32) -> DynamicImage {
    let pixel = |x: u32, y: u32| Rgb([(x % 251) as u8, (y % 241) as u8, ((x + y) % 239) as u8]);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel))
}

/// A PNG that says how large it is and holds next to nothing.
fn bomb(side: u32) -> Vec<u8> {
    let mut png = encoded(&photo(1, 1), ImageFormat::Png);
    png[16..20].copy_from_slice(&side.to_be_bytes());
    png[20..24].copy_from_slice(&side.to_be_bytes());
    let crc = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| match crc & 1 {
            1 => (crc >> 1) ^ 0xEDB8_8320,
            _ => crc >> 1,
        })
    };
    !bytes.iter().fold(!0, step)
}

fn svg(body: &str) -> Vec<u8> {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">{body}</svg>")
        .into_bytes()
}

fn multiplying() -> Vec<u8> {
    let mut body = String::from("<defs><g id=\"a0\"><rect width=\"1\" height=\"1\"/></g>");
    for level in 1..20 {
        let below = level - 1;
        write!(body, "<g id=\"a{level}\">").expect("a String");
        for _ in 0..10 {
            write!(body, "<use href=\"#a{below}\"/>").expect("a String");
        }
        body.push_str("</g>");
    }
    svg(&(body + "</defs><use href=\"#a19\"/>"))
}

/// Every hostile file with what `check` says of it.
fn hostile() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let photo = encoded(&photo(640, 480), ImageFormat::Jpeg);
    let entities = b"<!DOCTYPE svg [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&b;</svg>";
    vec![
        ("bomb.png", bomb(60_000), "60000 × 60000 pixels"),
        ("wide.png", bomb(40_000), "40000 × 40000 pixels"),
        ("cut.jpg", photo[..200].to_vec(), "was cut short"),
        (
            "page.jpg",
            b"<!doctype html><script>alert(1)</script>".to_vec(),
            "not of a kind",
        ),
        ("empty.png", Vec::new(), "not of a kind"),
        ("script.svg", svg("<script>alert(1)</script>"), "a <script>"),
        (
            "handler.svg",
            svg("<rect onload=\"alert(1)\"/>"),
            "an onload handler",
        ),
        ("page.svg", svg("<foreignObject/>"), "a <foreignObject>"),
        (
            "link.svg",
            svg("<image xlink:href=\"http://x.example/a.png\"/>"),
            "a link to",
        ),
        (
            "style.svg",
            svg("<style>@import url(//x.example);</style>"),
            "an @import",
        ),
        (
            "fill.svg",
            svg("<rect fill=\"url(https://x.example/a#b)\"/>"),
            "the address",
        ),
        ("entity.svg", entities.to_vec(), "entities of its own"),
        ("many.svg", multiplying(), "multiply without end"),
        (
            "circle.svg",
            svg("<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>"),
            "multiply without end",
        ),
        (
            "deep.svg",
            svg(&("<g>".repeat(40_000) + &"</g>".repeat(40_000))),
            "parts within each other",
        ),
    ]
}

#[test]
fn hostile_files_are_refused_in_bounded_time_each_with_its_line_and_a_sentence() {
    let hostile = hostile();
    let files: Vec<(&str, Vec<u8>)> = hostile.iter().map(|(n, b, _)| (*n, b.clone())).collect();
    let room = room(&files);
    let started = Instant::now();
    let said = run(&["check", "show"], room.path());
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "{:?}",
        started.elapsed()
    );
    assert_eq!(
        said.code, 0,
        "the show can be given without them: {}",
        said.err
    );
    for (number, (name, _, what)) in hostile.iter().enumerate() {
        let place = format!("show.toml:{}:10: warning: ", line_of(number));
        let line = said.err.lines().find(|line| line.starts_with(&place));
        let line = line.unwrap_or_else(|| panic!("{name}: {}", said.err));
        assert!(line.contains(what), "{name}: {line}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn hostile_files_are_refused_in_bounded_memory() {
    let hostile = hostile();
    let files: Vec<(&str, Vec<u8>)> = hostile.iter().map(|(n, b, _)| (*n, b.clone())).collect();
    let room = room(&files);
    let program = env!("CARGO_BIN_EXE_palmares");
    // A megabyte over what one decoder may take would do; the program itself needs some room, too.
    // In kilobytes.
    let checked = std::process::Command::new("sh")
        .args([
            "-c",
            &format!("ulimit -v 1200000; exec {program} check show"),
        ])
        .current_dir(room.path())
        .output()
        .expect("a shell");
    let err = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{err}");
    assert_eq!(err.matches(": warning: ").count(), files.len(), "{err}");
}

#[test]
fn the_stage_shows_a_plate_in_type_instead_and_the_crew_reads_why() {
    let room = room(&[
        ("good.png", encoded(&photo(300, 200), ImageFormat::Png)),
        ("bomb.png", bomb(60_000)),
    ]);
    let server = Server::start(&room);
    until("the bomb is refused", || {
        (server.get("/media/bomb.png").status == 404).then_some(())
    });
    assert_eq!(server.bytes("/media/good.png").0, "image/jpeg");
    let named = |frame: &Value, region: &str| {
        let html = frame["regions"][region].as_str().unwrap_or_default();
        html.contains("media/bomb.png").then(|| html.to_owned())
    };
    let mut mc = Socket::role(&server, "mc");
    let frame = mc.next_where("the MC reads it", |frame| named(frame, "banner").is_some());
    assert!(named(&frame, "banner").is_some_and(|text| text.contains("60000")));
    let mut producer = Socket::role(&server, "producer");
    let looks = producer.next()["regions"]["looks"].to_string();
    assert!(looks.contains("media/bomb.png"), "{looks}");
    assert!(room.err().contains("media/bomb.png"), "{}", room.err());
    for (cue, poster) in [("finalists/1", true), ("finalists/2", false)] {
        until("the cue is taken", || {
            let answer = server.post_as("mc", "/api/goto", &json!({ "cue": cue }));
            (answer.status == 200).then_some(())
        });
        let mut stage = Socket::stage(&server, "");
        let scene = stage.next()["regions"]["scene"].to_string();
        assert_eq!(scene.contains("class=\\\"poster\\\""), poster, "{scene}");
    }
}

#[test]
fn pictures_are_made_as_large_as_a_screen_once_and_kept_for_the_next_start() {
    let clear = RgbaImage::from_pixel(40, 20, Rgba([200, 180, 100, 90]));
    let room = room(&[
        ("large.jpg", encoded(&photo(4000, 3000), ImageFormat::Jpeg)),
        (
            "logo.png",
            encoded(&DynamicImage::ImageRgba8(clear), ImageFormat::Png),
        ),
        ("web.webp", encoded(&photo(64, 48), ImageFormat::WebP)),
        (
            "plain.svg",
            svg("<defs><linearGradient id=\"g\"/></defs><rect fill=\"url(#g)\"/>"),
        ),
    ]);
    let server = Server::start(&room);
    let fetched = server.bytes("/media/large.jpg");
    let made = image::load_from_memory(&fetched.1).expect("a picture");
    assert_eq!((made.width(), made.height()), (2560, 1920));
    let logo = server.bytes("/media/logo.png");
    assert_eq!(logo.0, "image/png");
    assert!(
        image::load_from_memory(&logo.1)
            .expect("a picture")
            .color()
            .has_alpha()
    );
    assert_eq!(server.bytes("/media/web.webp").0, "image/jpeg");
    let svg = server.get("/media/plain.svg");
    assert_eq!(svg.header("content-type"), "image/svg+xml");
    assert!(svg.header("content-security-policy").contains("sandbox"));
    let tag = server.get("/media/plain.svg").header("etag").to_owned();
    let again = server.send("GET", "/media/plain.svg", &[("if-none-match", &tag)], &[]);
    assert_eq!(again.status, 304);
    let kept = || fs::read_dir(room.show().join("media/.palmares")).map_or(0, Iterator::count);
    assert_eq!(kept(), 3);
    server.kill();
    let server = Server::start(&room);
    assert_eq!(server.bytes("/media/large.jpg").1, fetched.1);
}

fn boxed(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let size = u32::try_from(body.len() + 8).expect("short");
    [&size.to_be_bytes()[..], name, body].concat()
}

/// A film of one picture, which lies behind its index.
fn film() -> Vec<u8> {
    let numbers = |all: &[u32]| {
        all.iter()
            .flat_map(|n| n.to_be_bytes())
            .collect::<Vec<u8>>()
    };
    let index = |start: u32| {
        let table = [
            boxed(b"stsd", &boxed(b"avc1", &[0; 40])),
            boxed(b"stsc", &numbers(&[0, 1, 1, 1, 1])),
            boxed(b"stsz", &numbers(&[0, 0, 1, 1000])),
            boxed(b"stco", &numbers(&[0, 1, start])),
        ];
        let handler = boxed(b"hdlr", &[&[0; 8], &b"vide"[..], &[0; 12]].concat());
        let media = [handler, boxed(b"minf", &boxed(b"stbl", &table.concat()))];
        boxed(b"moov", &boxed(b"trak", &boxed(b"mdia", &media.concat())))
    };
    let head = boxed(b"ftyp", b"isom\0\0\0\0");
    let start = u32::try_from(head.len() + index(0).len() + 8).expect("short");
    [head, index(start), boxed(b"mdat", &[9; 1000])].concat()
}

#[test]
fn a_film_is_served_by_ranges_as_what_it_is() {
    let film = film();
    let source = show(&[])
        + "[[entry]]\nid = \"a\"\ntitle = \"A\"\nteam = \"T\"\nclip = \"film.bin\"\n[[entry]]\nid = \"b\"\ntitle = \"B\"\nteam = \"T\"\nclip = \"cut.mp4\"\n";
    let room = Room::with(&source);
    fs::write(room.show().join("media/film.bin"), &film).expect("a file");
    fs::write(room.show().join("media/cut.mp4"), &film[..500]).expect("a file");
    let server = Server::start(&room);
    let part = server.send("GET", "/media/film.bin", &[("range", "bytes=0-9")], &[]);
    assert_eq!(
        (part.status, part.header("content-type")),
        (206, "video/mp4")
    );
    assert_eq!(
        part.header("content-range"),
        format!("bytes 0-9/{}", film.len())
    );
    assert_eq!(server.get("/media/cut.mp4").status, 404);
    let said = run(&["check", "show"], room.path());
    assert!(said.err.contains("was cut short"), "{}", said.err);
}

#[test]
fn a_picture_that_was_cut_is_refused_also_where_an_earlier_start_prepared_it() {
    let whole = encoded(&photo(640, 480), ImageFormat::Jpeg);
    let half = whole[..whole.len() / 2].to_vec();
    let mut zeros = whole.clone();
    zeros[whole.len() / 2..].fill(0);
    let room = room(&[
        ("half.jpg", half.clone()),
        ("zeros.jpg", zeros),
        ("whole.jpg", whole),
    ]);
    let kept = room.show().join("media/.palmares");
    fs::create_dir_all(&kept).expect("a folder");
    let hash = blake3::hash(&half).to_hex();
    let old = encoded(&photo(64, 48), ImageFormat::Jpeg);
    fs::write(kept.join(format!("1-{}.jpg", &hash[..32])), &old).expect("a file");
    // A power cut leaves half of a prepared picture under its whole name.
    fs::write(kept.join(format!("2-{}.jpg", &hash[..32])), &old[..90]).expect("a file");
    let said = run(&["check", "show"], room.path());
    let lines: Vec<&str> = said.err.lines().filter(|l| l.contains("warning")).collect();
    assert_eq!(lines.len(), 2, "{}", said.err);
    assert!(
        lines[0].contains("`media/half.jpg` was cut short"),
        "{}",
        lines[0]
    );
    assert!(
        lines[1].contains("`media/zeros.jpg` is damaged: a part of it is nothing but zeros"),
        "{}",
        lines[1]
    );
    let server = Server::start(&room);
    assert_eq!(server.bytes("/media/whole.jpg").0, "image/jpeg");
    assert_eq!(server.get("/media/half.jpg").status, 404);
    assert_eq!(server.get("/media/zeros.jpg").status, 404);
}

#[test]
fn a_film_with_something_behind_its_end_is_played() {
    let source =
        show(&[]) + "[[entry]]\nid = \"a\"\ntitle = \"A\"\nteam = \"T\"\nclip = \"film.mp4\"\n";
    let room = Room::with(&source);
    let longer = [film(), vec![0; 4]].concat();
    fs::write(room.show().join("media/film.mp4"), &longer).expect("a file");
    let said = run(&["check", "show"], room.path());
    assert_eq!((said.code, said.err.as_str()), (0, ""));
}

#[test]
fn a_name_in_the_other_normal_form_is_found_and_served_under_either() {
    for (disk, written) in [("Cafe\u{301}", "Caf\u{e9}"), ("Caf\u{e9}", "Cafe\u{301}")] {
        let room = Room::with(&show(&[&format!("{written}/{written}.png")]));
        let folder = room.show().join("media").join(disk);
        fs::create_dir_all(&folder).expect("a folder");
        let bytes = encoded(&photo(30, 20), ImageFormat::Png);
        fs::write(folder.join(format!("{disk}.png")), bytes).expect("a file");
        let said = run(&["check", "show"], room.path());
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{written:?}");
        let server = Server::start(&room);
        for form in ["Cafe%CC%81", "Caf%C3%A9"] {
            let (kind, bytes) = server.bytes(&format!("/media/{form}/{form}.png"));
            assert_eq!(kind, "image/jpeg", "{form}");
            assert!(!bytes.is_empty());
        }
        assert_eq!(server.get("/media/Caf%C3%A8/x.png").status, 404);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_show_folder_whose_own_name_is_in_the_other_normal_form_is_opened() {
    let room = Room::with(&show(&[]));
    fs::rename(room.show(), room.path().join("Gala\u{308}")).expect("another name");
    let said = run(&["check", "Gal\u{e4}"], room.path());
    assert_eq!(said.code, 0, "{}", said.err);
}
