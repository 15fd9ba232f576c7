//! From the MC's request to the last phone, and silence where nothing concerns the phones.

use crate::Scale;
use crate::evening::BALLOT;
use crate::figures::{Section, at, in_ms, median, ms, times};
use crate::floors::{self, Floor, GREETING_FILE, PAGE_FILE};
use crate::house::{House, folder};
use crate::machine;
use crate::phones::{PAGE, Phones, Round};
use crate::trial::Watch;
use crate::wire::request;
use std::fs;
use std::time::Duration;
use tempfile::TempDir;

/// Handshakes under way at once while a hall fills: fewer than any backlog.
pub const AT_ONCE: usize = 100;

/// Rounds that only warm everything up.
const WARM: usize = 2;

/// Between two rounds.
const PAUSE: Duration = Duration::from_millis(150);

/// After a hall has filled.
const SETTLE: Duration = Duration::from_millis(500);

/// Files that a server keeps for those who run the show, and a few of our own: phones have the
/// rest.
const FILES_KEPT: usize = 300;

/// The last phone, over the same floor's.
const LAST_MOST: f64 = 1.3;

/// Processor time a round, over the same floor's.
const CPU_MOST: f64 = 1.5;

/// What rounds came to.
#[derive(Default)]
pub struct Rounds {
    pub last_ms: Vec<f64>,
    pub p99_ms: Vec<f64>,
    cpu_ms: Vec<f64>,
    pub missed: usize,
    pub repeated: usize,
}

impl Rounds {
    fn add(&mut self, round: &Round, cpu: Duration) {
        self.last_ms.push(ms(at(&round.told, 100.0)));
        self.p99_ms.push(ms(at(&round.told, 99.0)));
        self.cpu_ms.push(ms(cpu));
        self.missed += round.missed;
        self.repeated += round.repeated;
    }

    /// Asks so many times; the first few do not count.
    pub fn take(
        &mut self,
        phones: &mut Phones,
        asked: &[u8],
        rounds: usize,
        cpu: impl Fn() -> Duration,
    ) {
        for number in 0..WARM + rounds {
            let before = cpu();
            let round = phones.round(asked);
            if number >= WARM {
                self.add(&round, cpu() - before);
            }
            phones.listen(PAUSE);
        }
    }
}

/// What phones are told of: a second more to vote.
pub fn extend(house: &House) -> Vec<u8> {
    let bearer = format!("Bearer {}", house.mc);
    let path = format!("/api/ballots/{BALLOT}/extend");
    let headers = [("authorization", &*bearer)];
    request("POST", &path, &headers, r#"{"seconds":1}"#)
}

/// A folder with the page and the frame that phones are really sent, for the floor to send the
/// same.
pub fn props(house: &House) -> TempDir {
    let folder = folder();
    let (status, page) = house.caller().ask(PAGE).expect("the page");
    assert_eq!(status, 200, "the page");
    let (_, frame) = house.caller().get("", "/api/hall").expect("the frame");
    fs::write(folder.path().join(PAGE_FILE), page).expect("written");
    fs::write(folder.path().join(GREETING_FILE), frame).expect("written");
    folder
}

fn floor_rounds(house: &House, phones: usize, scale: &Scale, into: &mut Rounds) {
    let props = props(house);
    let frame = fs::read_to_string(props.path().join(GREETING_FILE)).expect("a frame");
    let floor = Floor::start(floors::HALL, props.path());
    let mut hall = Phones::before(floor.address);
    let admission = hall.admit(phones, AT_ONCE, false);
    assert_eq!(admission.failed, 0, "the floor takes everybody");
    hall.listen_to(floor.caller());
    hall.listen(SETTLE);
    let asked = request("POST", "/pub", &[], &frame);
    into.take(&mut hall, &asked, scale.rounds, || floor.cpu());
}

fn our_rounds(house: &House, phones: usize, scale: &Scale, into: &mut Rounds) -> f64 {
    let mut hall = Phones::before(house.address);
    // The threads and the first tables are not a phone's cost.
    hall.admit(10, 10, false);
    hall.listen(SETTLE);
    let before = machine::memory(house.pid());
    let admission = hall.admit(phones - 10, AT_ONCE, false);
    assert_eq!(admission.failed, 0, "the server takes everybody");
    hall.listen(SETTLE);
    let after = machine::memory(house.pid());
    hall.listen_to(house.caller());
    let _watch = Watch::over(house.pid(), &format!("fanout-{phones}"));
    into.take(&mut hall, &extend(house), scale.rounds, || house.cpu());
    (after.pss - before.pss) as f64 / (phones - 10) as f64
}

/// From the MC's request to the last phone.
pub fn fanout(scale: &Scale) -> Section {
    let said = "From the MC's request, which gives the hall a second more to vote, to the last phone's read, medians of all rounds; processor time is all of the server's threads'. The floor is two bare epoll threads that write the same frame. Straight lines have the same cost per phone in every row.";
    let header = [
        "phones",
        "last phone",
        "floor",
        "ratio (at most 1.3)",
        "p99",
        "floor",
        "server's CPU a round",
        "floor",
        "ratio (at most 1.5)",
        "last, a phone",
        "CPU, a phone",
        "memory, a phone",
        "missed, told twice",
    ];
    let mut section = Section::new("Fan-out", said, &header);
    let room = machine::files_max().saturating_sub(FILES_KEPT);
    for phones in scale.halls.iter().map(|phones| *phones.min(&room)) {
        let (mut ours, mut floor, mut memory) = (Rounds::default(), Rounds::default(), Vec::new());
        for _ in 0..scale.turns {
            let house = House::voting();
            floor_rounds(&house, phones, scale, &mut floor);
            memory.push(our_rounds(&house, phones, scale, &mut ours));
        }
        report(&mut section, phones, &ours, &floor, median(&memory));
    }
    section
}

fn report(section: &mut Section, phones: usize, ours: &Rounds, floor: &Rounds, memory: f64) {
    let middle = |of: fn(&Rounds) -> &Vec<f64>| (median(of(ours)), median(of(floor)));
    let (last, last_floor) = middle(|rounds| &rounds.last_ms);
    let (p99, p99_floor) = middle(|rounds| &rounds.p99_ms);
    let (cpu, cpu_floor) = middle(|rounds| &rounds.cpu_ms);
    let slower = last / last_floor;
    let slower = section.at_most(
        &format!("last of {phones}"),
        slower,
        LAST_MOST,
        times(slower),
    );
    let dearer = cpu / cpu_floor;
    let dearer = section.at_most(
        &format!("CPU for {phones}"),
        dearer,
        CPU_MOST,
        times(dearer),
    );
    let lost = format!("{}, {}", ours.missed, ours.repeated);
    let lost = section.at_most("missed", ours.missed as f64, 0.0, lost);
    let each = |ms: f64| format!("{:.1} µs", ms * 1e3 / phones as f64);
    section.row([
        phones.to_string(),
        in_ms(last),
        in_ms(last_floor),
        slower,
        in_ms(p99),
        in_ms(p99_floor),
        in_ms(cpu),
        in_ms(cpu_floor),
        dearer,
        each(last),
        each(cpu),
        format!("{memory:.0} B"),
        lost,
    ]);
}

/// A GO that changes nothing for phones sends them nothing.
pub fn quiet(scale: &Scale) -> Section {
    const GOES: usize = 5;
    let said =
        "GO over ordinary cues, and then, to know that we were listening, a second more to vote.";
    let header = [
        "phones",
        "cues",
        "frames that phones were sent (none)",
        "frames for one more",
    ];
    let mut section = Section::new("Quiet", said, &header);
    let house = House::voting();
    let mut hall = Phones::before(house.address);
    hall.admit(scale.hall.min(1_000), AT_ONCE, false);
    hall.listen(SETTLE);
    hall.frames = 0;
    let mut caller = house.caller();
    let mut cues = Vec::new();
    while cues.len() < GOES {
        let (status, said) = caller.post(&house.mc, "/api/go", "").expect("an answer");
        if status == 200 {
            cues.push(said);
        }
        hall.listen(Duration::from_millis(300));
    }
    let heard = hall.frames;
    hall.listen_to(house.caller());
    let round = hall.round(&extend(&house));
    assert_eq!(round.missed, 0, "a frame that concerns them reaches all");
    let shown = section.at_most("frames", heard as f64, 0.0, heard.to_string());
    let after = (round.told.len() + round.repeated).to_string();
    section.row([hall.open.to_string(), GOES.to_string(), shown, after]);
    section
}
