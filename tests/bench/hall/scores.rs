//! How long a juror waits for "saved" while a large jury types, and the chair for the matrix.

use crate::Scale;
use crate::figures::{Section, at, in_ms, ms};
use crate::house::House;
use palmares::demo;
use serde_json::{Value, json};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The jury that types.
const JURORS: usize = 50;

/// The works that the matrix has, with the seven jurors and five criteria of the built-in show.
const WORKS: usize = 50;

/// A score's p99 with all of them typing, in milliseconds.
const P99_MOST: f64 = 50.0;

/// From a score to a matrix that holds it, in milliseconds.
const MATRIX_MOST: f64 = 200.0;

/// Between two touches of one juror.
const TOUCH_EVERY: Duration = Duration::from_millis(250);

/// The built-in show with more jurors and works.
fn show(jurors: usize, works: usize) -> String {
    let mut show = demo::SHOW.to_owned();
    for number in 7..jurors {
        show.push_str(&format!(
            "\n[[jury.juror]]\nid = \"juror-{number}\"\nname = \"Juror {number}\"\n"
        ));
    }
    for number in 10..works {
        show.push_str(&format!(
            "\n[[entry]]\nid = \"work-{number}\"\ntitle = \"Work {number}\"\nteam = \"Team\"\n"
        ));
    }
    show
}

/// A jury's house: its server, each juror's key, and the ids on a sheet.
struct JuryHouse {
    house: House,
    keys: Vec<String>,
    works: Vec<String>,
    criteria: Vec<String>,
}

impl JuryHouse {
    fn open(jurors: usize, works: usize) -> JuryHouse {
        let house = House::serving(&show(jurors, works));
        let keys = house.links()["keys"]["jury"].clone();
        let keys = keys.as_object().expect("keys").values();
        let keys: Vec<String> = keys
            .filter_map(|key| Some(key.as_str()?.to_owned()))
            .collect();
        let (status, sheet) = house
            .caller()
            .get(&keys[0], "/api/jury/sheet")
            .expect("an answer");
        assert_eq!(status, 200, "{sheet}");
        let sheet: Value = serde_json::from_str(&sheet).expect("JSON");
        let ids = |list: &str, key: &str| -> Vec<String> {
            let list = sheet[list].as_array().expect("a list").iter();
            list.filter_map(|item| Some(item[key].as_str()?.to_owned()))
                .collect()
        };
        JuryHouse {
            keys,
            works: ids("entries", "entry"),
            criteria: ids("criteria", "id"),
            house,
        }
    }

    /// A score of this juror, the `number`th of the sheet; how long its answer took.
    fn score(&self, caller: &mut crate::wire::Caller, juror: usize, number: usize) -> Duration {
        let body = json!({
            "entry": self.works[number / self.criteria.len() % self.works.len()],
            "criterion": self.criteria[number % self.criteria.len()],
            "score": (number + juror) % 11,
            "change": number + 1,
        });
        let asked_at = Instant::now();
        let (status, answer) = caller
            .post(&self.keys[juror], "/api/jury/score", &body.to_string())
            .expect("an answer");
        assert_eq!(status, 200, "{answer}");
        asked_at.elapsed()
    }
}

/// A large jury that types, and the matrix of a first round.
pub fn scores(scale: &Scale) -> Section {
    let said = "50 jurors touch a button four times a second each, and every score is answered once it is on disk. The matrix has 50 works, 7 jurors and 5 criteria, every cell filled; it is asked for after a score, by every rule, in exact fractions.";
    let header = [
        "jurors",
        "scores",
        "p50",
        "p99 (at most 50 ms)",
        "matrix after a score, p50",
        "the slowest (at most 200 ms)",
    ];
    let mut section = Section::new("Scores", said, &header);
    let times = typed(scale);
    let matrices = read(scale);
    let p99 = ms(at(&times, 99.0));
    let p99 = section.at_most("p99", p99, P99_MOST, in_ms(p99));
    let slowest = ms(at(&matrices, 100.0));
    let slowest = section.at_most("matrix", slowest, MATRIX_MOST, in_ms(slowest));
    section.row([
        JURORS.to_string(),
        times.len().to_string(),
        in_ms(ms(at(&times, 50.0))),
        p99,
        in_ms(ms(at(&matrices, 50.0))),
        slowest,
    ]);
    section
}

/// How long each score took while all type, the quickest first.
fn typed(scale: &Scale) -> Vec<Duration> {
    let jury = JuryHouse::open(JURORS, 10);
    let touches = (scale.seconds * 1_000) as usize / TOUCH_EVERY.as_millis() as usize;
    let times = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for juror in 0..jury.keys.len() {
            let (jury, times) = (&jury, &times);
            scope.spawn(move || {
                let mut caller = jury.house.caller();
                // They do not all touch at once.
                let first = Instant::now() + TOUCH_EVERY * juror as u32 / JURORS as u32;
                for touch in 0..touches {
                    let due = first + TOUCH_EVERY * touch as u32;
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    let took = jury.score(&mut caller, juror, touch);
                    times.lock().expect("a lock").push(took);
                }
            });
        }
    });
    let mut times = times.into_inner().expect("a lock");
    times.sort_unstable();
    times
}

/// From a score to the matrix with it, the quickest first.
fn read(scale: &Scale) -> Vec<Duration> {
    let jury = JuryHouse::open(7, WORKS);
    let mut caller = jury.house.caller();
    let cells = jury.works.len() * jury.criteria.len();
    for juror in 0..jury.keys.len() {
        for number in 0..cells {
            jury.score(&mut caller, juror, number);
        }
    }
    let chair = jury.house.links()["keys"]["chair"].clone();
    let chair = chair.as_str().expect("a key");
    let mut times: Vec<Duration> = (0..scale.rounds)
        .map(|round| {
            let asked_at = Instant::now();
            jury.score(&mut caller, 0, cells + round);
            let matrix = caller.get(chair, "/api/jury/matrix").expect("an answer");
            assert_eq!(matrix.0, 200, "{}", matrix.1);
            asked_at.elapsed()
        })
        .collect();
    times.sort_unstable();
    times
}
