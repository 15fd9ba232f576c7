//! The tables of the show file but for its cues, one function a table.

use super::SECONDS_MAX;
use super::diagnostic::Span;
use super::reader::{Inputs, Table, TableReader};
use super::{jury, looks};
use crate::show::fault::Purpose;
use crate::show::message::{MESSAGE_CHARS_MAX, ReadyMessage};
use crate::show::programme::{
    Auditorium, Award, Ballot, BallotResults, DecidedBy, Entry, Identity, Jury, Partner, Person,
    Reach, Release, Show, Ties, Wifi,
};
use toml::de::DeTable;

/// Seconds that a ballot is open at least: less, and nobody has found the button.
const BALLOT_SECONDS_MIN: u32 = 5;
/// Seconds that the slowest stream may run late.
const NET_DELAY_MAX: u32 = 3_600;
/// IEEE 802.11 has room for no longer name.
const SSID_BYTES_MAX: usize = 32;

/// The tables as written, beside the parts of the [`Show`] that they became: the n-th row is the
/// n-th part.
pub(super) struct Tables<'a> {
    pub entries: Vec<Table<'a>>,
    pub awards: Vec<Table<'a>>,
    pub ballots: Vec<Table<'a>>,
    pub jury: Option<Table<'a>>,
    pub round: Option<Table<'a>>,
    pub criteria: Vec<Table<'a>>,
    pub jurors: Vec<Table<'a>>,
    pub people: Vec<Table<'a>>,
    pub messages: Vec<Table<'a>>,
    pub cues: Vec<Table<'a>>,
}

/// Everything but the running order, which is left empty.
pub(super) fn read<'a>(document: &'a DeTable<'a>, desk: Inputs<'a>) -> (Show, Tables<'a>) {
    let whole = Table {
        table: document,
        header: Span { start: 0, end: 0 },
    };
    let mut file = TableReader::new(whole, "the show file", desk);
    let head = file.table("show", "[show]");
    if !file.has("show") {
        let mend = "begin it with `[show]` and, below that, `id`, `title` and `languages`";
        let message = "the file has no [show]";
        desk.log
            .lack(whole.header, "show", message.into(), mend.into());
    }
    let mut show = head.map_or_else(blank, |row| head_of(row, desk));
    let mut rows = Tables {
        entries: file.tables("entry", "[[entry]]"),
        awards: file.tables("award", "[[award]]"),
        ballots: file.tables("ballot", "[[ballot]]"),
        jury: file.table("jury", "[jury]"),
        round: None,
        criteria: Vec::new(),
        jurors: Vec::new(),
        people: file.tables("person", "[[person]]"),
        messages: file.tables("message", "[[message]]"),
        cues: Vec::new(),
    };
    show.theme = file
        .table("theme", "[theme]")
        .map(|row| looks::theme(row, desk));
    if let Some(row) = rows.jury {
        show.jury = jury::read(row, &mut rows, desk);
    }
    show.entries = rows.entries.iter().map(|row| entry(*row, desk)).collect();
    show.awards = rows.awards.iter().map(|row| award(*row, desk)).collect();
    show.ballots = rows.ballots.iter().map(|row| ballot(*row, desk)).collect();
    show.people = rows.people.iter().map(|row| person(*row, desk)).collect();
    let partners = file.tables("partner", "[[partner]]");
    let messages = &rows.messages;
    show.messages = messages.iter().map(|row| message(*row, desk)).collect();
    show.partners = partners.iter().map(|row| partner(*row, desk)).collect();
    rows.cues = file.tables("cue", "[[cue]]");
    file.finish();
    (show, rows)
}

fn blank() -> Show {
    Show {
        id: String::new(),
        title: "".into(),
        languages: Vec::new(),
        date: None,
        start: None,
        venue: None,
        calm: false,
        sound: false,
        peek: false,
        wifi: None,
        hall: None,
        entries: Vec::new(),
        left: Vec::new(),
        awards: Vec::new(),
        ballots: Vec::new(),
        jury: Jury::default(),
        people: Vec::new(),
        partners: Vec::new(),
        theme: None,
        messages: Vec::new(),
        lines: Vec::new(),
    }
}

fn head_of(row: Table<'_>, desk: Inputs<'_>) -> Show {
    let mut table = TableReader::new(row, "[show]", desk);
    let show = Show {
        id: table.id("id"),
        title: table.text("title"),
        languages: table.languages("languages"),
        date: table.date("date"),
        start: table.moment("start"),
        venue: table.optional_text("venue"),
        calm: table.flag("calm").unwrap_or(false),
        sound: table.flag("sound").unwrap_or(false),
        peek: table.flag("peek").unwrap_or(false),
        wifi: table
            .table("wifi", "[show.wifi]")
            .map(|row| wifi(row, desk)),
        hall: table
            .table("hall", "[show.hall]")
            .map(|row| hall(row, desk)),
        ..blank()
    };
    table.finish();
    show
}

fn wifi(row: Table<'_>, desk: Inputs<'_>) -> Wifi {
    let mut table = TableReader::new(row, "[show.wifi]", desk);
    let wifi = Wifi {
        ssid: table.string("ssid"),
        password: table.optional_string("password"),
    };
    let bytes = wifi.ssid.len();
    if bytes > SSID_BYTES_MAX {
        let message = format!(
            "this `ssid` has {bytes} bytes, and no network's name has more than {SSID_BYTES_MAX}"
        );
        let mend = "write the name exactly as the network sends it (a Chinese character takes \
            three bytes)";
        table.log().broken_rule(table.place("ssid"), message, mend);
    }
    if let Some(password) = &wifi.password
        && !is_passphrase(password)
    {
        let message = "this cannot be the password of a Wi-Fi network";
        let mend = "it has 8 to 63 letters, digits and signs of a plain English keyboard (or is \
            a key of 64 hexadecimal digits); remove the line if the network is open";
        table
            .log()
            .broken_rule(table.place("password"), message, mend);
    }
    table.finish();
    wifi
}

/// What a network with WPA takes: a passphrase, or its key written out.
fn is_passphrase(password: &str) -> bool {
    let plain = password.bytes().all(|b| (b' '..=b'~').contains(&b));
    let key = password.len() == 64 && password.bytes().all(|b| b.is_ascii_hexdigit());
    plain && (8..=63).contains(&password.len()) || key
}

/// No hall is larger, and a slip of the pen is found.
const HALL_METRES_MAX: u32 = 500;

fn hall(row: Table<'_>, desk: Inputs<'_>) -> Auditorium {
    let mut table = TableReader::new(row, "[show.hall]", desk);
    let hall = Auditorium {
        seats: table.number("seats", 1..=u32::MAX),
        depth: table.number("depth", 1..=HALL_METRES_MAX),
        screen: table.number("screen", 1..=HALL_METRES_MAX),
    };
    table.finish();
    hall
}

fn entry(row: Table<'_>, desk: Inputs<'_>) -> Entry {
    let mut table = TableReader::new(row, "[[entry]]", desk);
    // Where it came from only the next import needs to know.
    table.label("source");
    let withdrawn = table.flag("withdrawn").unwrap_or(false);
    let chosen = table.flag("finalist").unwrap_or(true);
    let entry = Entry {
        id: table.id("id"),
        title: table.text("title"),
        team: table.text("team"),
        say: table.optional_text("say"),
        origin: table.optional_text("origin"),
        synopsis: table.optional_passage("synopsis"),
        poster: table.media("poster", Purpose::Picture),
        still: table.media("still", Purpose::Picture),
        focus: table.point("focus"),
        clip: table.media("clip", Purpose::Clip),
        finalist: chosen && !withdrawn,
        number: table.label("number"),
        withdrawn,
        absent: table.flag("absent").unwrap_or(false),
        received_by: table.optional_text("received_by"),
    };
    if entry
        .title
        .all()
        .iter()
        .any(|title| title.starts_with('《'))
    {
        let mend = "write the title without 《 and 》: the screens add them";
        let message = "this title brings its own 《》, and would stand in two pairs";
        table.log().warning(table.place("title"), message, mend);
    }
    table.finish();
    entry
}

fn award(row: Table<'_>, desk: Inputs<'_>) -> Award {
    let mut table = TableReader::new(row, "[[award]]", desk);
    let deciders = [
        ("jury", DecidedBy::Jury),
        ("audience", DecidedBy::Audience),
        ("organiser", DecidedBy::Organiser),
        ("blend", DecidedBy::Blend),
    ];
    let decided_by = table.needed_choice("decided_by", &deciders);
    let by_votes = match decided_by {
        Some(DecidedBy::Audience) => Some("the hall decides"),
        Some(DecidedBy::Blend) => Some("jury and hall decide"),
        _ => None,
    };
    if let Some(who) = by_votes.filter(|_| table.has("winner")) {
        let mend =
            "remove this line, or write `decided_by = \"jury\"` or `decided_by = \"organiser\"`";
        let message = format!("{who} this award, so the file cannot name its winner");
        table.log().error(table.place("winner"), message, mend);
    }
    let award = Award {
        id: table.id("id"),
        name: table.text("name"),
        // The stand-in of which nothing else complains: a ballot may decide it, and the lack of one
        // is blamed on this very place.
        decided_by: decided_by.unwrap_or(DecidedBy::Audience),
        rank: table.number("rank", 1..=u32::MAX),
        winner: table.ids("winner"),
        citation: table.optional_passage("citation"),
        presenter: table.optional_id("presenter"),
        ties: table
            .choice("ties", &[("shared", Ties::Shared), ("chair", Ties::Chair)])
            .unwrap_or_default(),
        release: table
            .choice(
                "release",
                &[("live", Release::Live), ("hold", Release::Hold)],
            )
            .unwrap_or_default(),
        criterion: table.optional_id("criterion"),
        blend: table.shares("blend"),
        citation_cue: table.flag("citation_cue").unwrap_or_default(),
        mention_cue: table.flag("mention_cue").unwrap_or_default(),
        most: table.number("most", 1..=u32::MAX).unwrap_or(1),
    };
    table.finish();
    award
}

fn ballot(row: Table<'_>, desk: Inputs<'_>) -> Ballot {
    let mut table = TableReader::new(row, "[[ballot]]", desk);
    let results = [
        ("hidden", BallotResults::Hidden),
        ("live", BallotResults::Live),
    ];
    let identities = Identity::ALL.map(|kind| (kind.as_str(), kind));
    let reaches = [Reach::Hall, Reach::Net, Reach::Both].map(|reach| (reach.as_str(), reach));
    let ballot = Ballot {
        id: table.id("id"),
        award: table.id("award"),
        seconds: table.needed_number("seconds", BALLOT_SECONDS_MIN..=SECONDS_MAX, "90"),
        choices: table.number("choices", 1..=u32::MAX).unwrap_or(1),
        results: table.choice("results", &results).unwrap_or_default(),
        identity: table.choice("identity", &identities).unwrap_or_default(),
        reach: table.choice("reach", &reaches).unwrap_or_default(),
        net_delay: table
            .number("net_delay", 0..=NET_DELAY_MAX)
            .unwrap_or_default(),
    };
    table.finish();
    ballot
}

fn person(row: Table<'_>, desk: Inputs<'_>) -> Person {
    let mut table = TableReader::new(row, "[[person]]", desk);
    let person = Person {
        id: table.id("id"),
        name: table.text("name"),
        title: table.optional_text("title"),
        say: table.optional_text("say"),
        portrait: table.media("portrait", Purpose::Picture),
        absent: table.flag("absent").unwrap_or(false),
        replaced_by: table.optional_text("replaced_by"),
    };
    table.finish();
    person
}

fn partner(row: Table<'_>, desk: Inputs<'_>) -> Partner {
    let mut table = TableReader::new(row, "[[partner]]", desk);
    let partner = Partner {
        name: table.text("name"),
        role: table.optional_text("role"),
        logo: table.media("logo", Purpose::Picture),
    };
    table.finish();
    partner
}

fn message(row: Table<'_>, desk: Inputs<'_>) -> ReadyMessage {
    let mut table = TableReader::new(row, "[[message]]", desk);
    let message = ReadyMessage {
        id: table.id("id"),
        text: table.text("text"),
    };
    let longest = message
        .text
        .all()
        .into_iter()
        .map(|text| text.chars().count());
    if longest.max().unwrap_or(0) > MESSAGE_CHARS_MAX {
        let said = format!("a message has at most {MESSAGE_CHARS_MAX} characters in a language");
        let mend = "say it in fewer words: the hall has to read it at a glance";
        table.log().broken_rule(table.place("text"), said, mend);
    }
    table.finish();
    message
}
