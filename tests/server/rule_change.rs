//! The announced rule once somebody has scored: what a re-read file may still change, and who is
//! told.

use crate::jury::Judging;
use crate::support::server::{Answer, Room};
use crate::support::shows::GALA;
use serde_json::json;

/// The show file with this change, read again.
fn reread(room: &Room, judging: &Judging, edit: impl Fn(&str) -> String) -> Answer {
    let path = room.show().join("show.toml");
    let file = std::fs::read_to_string(&path).expect("a file");
    std::fs::write(&path, edit(&file)).expect("written");
    let answer = judging
        .server
        .post_as("producer", "/api/reread", &json!({}));
    std::fs::write(&path, file).expect("put back");
    answer
}

/// The file without the table that has this line.
fn without_table(file: &str, line: &str) -> String {
    let at = file.find(line).expect("the line");
    let from = file[..at].rfind("\n[[").expect("its table") + 1;
    let to = file[at..]
        .find("\n[")
        .map_or(file.len(), |end| at + end + 1);
    format!("{}{}", &file[..from], &file[to..])
}

/// The gala with a jury of two.
pub fn gala() -> String {
    let criterion = |id: &str| format!("[[jury.criterion]]\nid = \"{id}\"\nname = \"{id}\"\n");
    let juror = |id: &str| format!("[[jury.juror]]\nid = \"{id}\"\nname = \"{id}\"\n");
    let named = |line: &&str| line.starts_with("winner");
    let lines: Vec<&str> = GALA.lines().filter(|line| !named(line)).collect();
    let (story, craft) = (criterion("story"), criterion("craft"));
    format!(
        "{}\n[jury]\n{story}{craft}{}{}",
        lines.join("\n"),
        juror("fok"),
        juror("lam")
    )
}

fn without_jury(file: &str) -> String {
    file[..file.find("[jury]").expect("a jury")].to_owned()
}

#[test]
fn once_somebody_has_scored_works_criteria_and_jury_stay_in_the_file_scored_or_not() {
    let room = Room::with(&gala());
    let judging = Judging::begin(&room);
    let body = json!({"entry": "mirror", "criterion": "craft", "score": 7});
    judging.done("fok", "score", body);
    let out = |file: &str| file.replacen("id = \"mirror\"", "id = \"mirror\"\nfinalist = false", 1);
    // What nobody has scored is answered alike: else the producer could ask what somebody has.
    let edits: [&dyn Fn(&str) -> String; 6] = [
        &|file| without_table(file, "id = \"mirror\""),
        &|file| without_table(file, "id = \"river\""),
        &out,
        &|file| without_table(file, "id = \"craft\"\nname = \"craft\""),
        &|file| without_table(file, "id = \"story\"\nname = \"story\""),
        &|file| without_jury(file),
    ];
    for edit in edits {
        let gone = reread(&room, &judging, edit);
        assert_eq!((gone.status, &*gone.word()), (409, "reread-conflict"));
        assert!(gone.body.contains("評審已開始評分"), "{}", gone.body);
    }
    assert_eq!(
        judging.server.get_as("chair", "/api/jury/matrix").status,
        200
    );
}

#[test]
fn a_chairs_key_opens_nothing_in_a_show_that_has_lost_its_jury() {
    let room = Room::with(&gala());
    let judging = Judging::begin(&room);
    let gone = reread(&room, &judging, without_jury);
    assert_eq!(gone.status, 200, "{}", gone.body);
    assert_eq!(
        judging.server.get_as("chair", "/api/jury/matrix").status,
        403
    );
}

#[test]
fn whatever_changes_who_wins_is_told_as_a_change_of_the_rule_to_everybody_who_answers_for_it() {
    let room = Room::demo();
    let judging = Judging::begin(&room);
    judging.score("fok", 0, 7);
    let changes = || {
        let events = judging.events();
        let changes = events
            .iter()
            .filter(|e| e["event"]["event"] == "rule-changed");
        changes.count()
    };
    let juror = "\n[[jury.juror]]\nid = \"new\"\nname = \"New\"\n";
    let edits: [&dyn Fn(&str) -> String; 5] = [
        &|file| file.replacen("rank       = 3", "rank       = 3\nmost       = 2", 1),
        &|file| file.replacen("rank       = 3", "rank       = 4", 1),
        &|file| format!("{file}{juror}"),
        &|file| format!("{file}{juror}conflicts = [\"optimal\"]\n"),
        &|file| {
            format!(
                "{}{juror}",
                file.replacen("[jury]\n", "[jury]\nchair = \"fok\"\n", 1)
            )
        },
    ];
    for (number, edit) in (1..).zip(edits) {
        let read = reread(&room, &judging, edit);
        assert_eq!(read.status, 200, "{}", read.body);
        assert_eq!(changes(), number);
    }
    let page = |role: &str, path: &str| judging.server.get_as(role, path).body;
    let told = "The announced rule was changed after the first score: jurors or their conflicts";
    for (role, path) in [
        ("chair", "/chair?ui=en"),
        ("producer", "/producer?ui=en"),
        ("chair", "/print/record?ui=en"),
    ] {
        assert!(page(role, path).contains(told), "{path}");
    }
}

#[test]
fn of_two_scores_with_one_number_the_later_stands_as_of_two_votes() {
    let room = Room::demo();
    let judging = Judging::begin(&room);
    let body = |score: u32| {
        let (entry, criterion) = (&judging.works[0], &judging.criteria[0]);
        json!({"entry": entry, "criterion": criterion, "score": score, "change": 1})
    };
    assert_eq!(judging.done("fok", "score", body(7))["status"], "kept");
    let stands = json!({"status": "kept", "score": 4, "change": 1});
    assert_eq!(judging.done("fok", "score", body(4)), stands);
}

#[test]
fn a_citation_is_in_the_shows_languages_and_no_award_has_no_second_choice() {
    let room = Room::with(&palmares::demo::sheets::unsealed(palmares::demo::SHOW));
    let judging = Judging::begin(&room);
    let foreign = json!({
        "award": "first-prize", "winners": ["optimal"], "citation": {"fr": "Pour sa lumière"},
    });
    judging.refused("chair", "decide", foreign.clone(), 422, "no-such-language");
    let second = json!({"award": "first-prize", "winners": [], "second": "optimal"});
    judging.refused("chair", "decide", second, 422, "bad-second");
    let mut sealed = foreign;
    sealed.as_object_mut().expect("a body").remove("award");
    let answer = judging
        .server
        .post_as("producer", "/api/envelopes/first-prize", &sealed);
    assert_eq!((answer.status, &*answer.word()), (422, "no-such-language"));
}

#[test]
fn a_jurors_page_opens_in_twelve_browsers_and_one_that_is_ended_makes_room() {
    let room = Room::demo();
    let judging = Judging::begin(&room);
    let form = format!("key={}", judging.server.key("jury/fok"));
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let enter = || {
        let answer = judging
            .server
            .send("POST", "/jury/enter", &headers, form.as_bytes());
        answer.status
    };
    for _ in 0..12 {
        assert_eq!(enter(), 303);
    }
    assert_eq!(enter(), 409);
    let events = judging.events();
    let mut devices = events
        .iter()
        .filter(|e| e["event"]["event"] == "juror-device");
    let device = devices.next().expect("a device")["event"]["device"].clone();
    judging.done("chair", "device", json!({"juror": "fok", "device": device}));
    assert_eq!(enter(), 303);
}

#[test]
fn what_jurors_alone_may_watch_is_read_at_the_start_and_with_the_show_file() {
    let room = Room::demo();
    let judging = Judging::begin(&room);
    let file = "[[screener]]\nentry = \"optimal\"\nurl = \"https://video.example/1\"\n";
    std::fs::write(room.show().join("jury.toml"), file).expect("written");
    let shown = || judging.sheet("fok").to_string().contains("video.example");
    assert!(!shown());
    judging.server.producer("/api/reread", json!({}));
    assert!(shown());
}
