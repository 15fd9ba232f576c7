//! The as-run list.

use crate::support::server::{Room, Server};
use serde_json::{Value, json};

fn times(line: &Value) -> [Option<i64>; 4] {
    ["planned_start", "planned_end", "actual_start", "actual_end"].map(|key| line[key].as_i64())
}

#[test]
fn the_as_run_list_tells_plan_and_truth_of_every_cue_and_begins_anew_with_the_evening() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/go", json!({}));
    server.mc("/api/go", json!({"expect": 2}));
    let all = server.get_as("mc", "/api/asrun").json();
    assert_eq!(all, server.get_as("producer", "/api/asrun").json());
    let lines = all.as_array().expect("a list");
    assert_eq!(lines.len(), 66);
    let rundown = server.get_as("mc", "/api/rundown").json();
    for (line, cue) in lines.iter().zip(rundown["cues"].as_array().expect("cues")) {
        assert_eq!((&line["cue"], &line["title"]), (&cue["id"], &cue["title"]));
        let [from, until, ..] = times(line);
        let planned = until.expect("a plan") - from.expect("a plan");
        assert_eq!(Some(planned), cue["seconds"].as_i64().map(|s| s * 1000));
    }
    let [first, second, third, fourth] = [0, 1, 2, 3].map(|n| times(&lines[n]));
    assert_eq!(first[3], second[2]);
    assert_eq!(
        second[0], second[2],
        "the evening begins with its second cue"
    );
    assert_eq!(second[3], third[2]);
    assert!(third[2].is_some() && third[3].is_none());
    assert_eq!(fourth[2..], [None, None]);

    let csv = server.get_as("producer", "/api/asrun?format=csv");
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let header = "\u{feff}cue,title,planned_start,planned_end,actual_start,actual_end\r\n";
    assert!(csv.body.starts_with(header));
    let (kind, book) = {
        let bearer = format!("Bearer {}", server.key("crew"));
        let headers = [("authorization", &*bearer)];
        let path = "/api/asrun?format=xlsx";
        let head = server.send("HEAD", path, &headers, &[]);
        (
            head.header("content-type").to_owned(),
            head.header("content-disposition").to_owned(),
        )
    };
    assert!(kind.ends_with("spreadsheetml.sheet"), "{kind}");
    assert!(book.contains("aigc-2026-as-run.xlsx"), "{book}");
    let page = server.get_as("crew", "/print/asrun?ui=en").body;
    assert!(page.contains("As run") && page.contains("data-clock"));
    assert_eq!(page.matches("<tr>").count(), 67);
    assert_eq!(server.get("/print/asrun").status, 401);
    let bad = server.get_as("producer", "/api/asrun?format=pdf");
    assert_eq!((bad.status, bad.word()), (422, "bad-format".to_owned()));

    server.producer("/api/rewind", json!({"confirm": "aigc-2026"}));
    let anew = server.get_as("mc", "/api/asrun").json();
    assert_eq!(times(&anew[1]), [None; 4]);
}
