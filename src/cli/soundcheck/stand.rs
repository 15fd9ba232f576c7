//! Where the show stands before anything is done to it, and what follows from that.

use super::desk::{ApiClient, Role};
use super::hall::{Asks, CheckedBallot};
use super::paper::{self, Listed, PageFacts};
use super::wire::Door;
use crate::show::text::counted;
use serde_json::{Value, json};

/// What was found.
pub struct Stand {
    /// One start of the server.
    pub epoch: i64,
    /// The cue on stage.
    pub cue: String,
    /// Its place; none where this port does not tell.
    pub position: Option<u64>,
    /// Each ballot's id and phase.
    pub ballots: Vec<(String, String)>,
    /// Whether the doors were declared open; none without a key.
    pub doors: Option<bool>,
    /// Whose key it is.
    pub role: Option<Role>,
    /// Phones that are there already; none without the producer's key.
    pub phones: Option<u64>,
    /// What the audience's page says.
    pub paper: PageFacts,
}

/// Where the hall can vote.
pub enum Road {
    /// In a ballot that is opened and closed for it, with nobody else.
    Ours(CheckedBallot),
    /// In one that is open already.
    Theirs(CheckedBallot),
    /// Nowhere, and why.
    Nowhere(String),
}

impl Stand {
    /// Looks as one phone does, and as whoever has the key. A sentence says what is wrong.
    pub async fn look(door: &Door, desk: Option<&ApiClient>) -> Result<Stand, String> {
        let guest = ApiClient {
            door: door.clone(),
            key: String::new(),
        };
        let base = door.base();
        let page = guest.ask("GET", "/", None).await;
        let page = page.map_err(|why| format!("{base} does not answer: {why}."))?;
        let encoding = page.headers.get("content-encoding");
        let encoding = encoding.and_then(|e| e.to_str().ok()).unwrap_or_default();
        let read = paper::unpacked(&page.body, encoding).and_then(|page| paper::read(&page));
        let Some(paper) = read.filter(|_| page.status == 200) else {
            return Err(match page.status {
                300..400 => format!(
                    "{base} sends phones elsewhere ({}). Give the address that they end at, \
                    perhaps with https.",
                    page.status
                ),
                _ => format!(
                    "{base} answers, but not with the audience's page of a Palmares. Is something \
                    else running there?"
                ),
            });
        };
        let show = json_of(&guest, "/api/show").await?;
        let mut stand = Stand {
            epoch: show["epoch"].as_i64().unwrap_or_default(),
            cue: text(&show["cue"]["id"]),
            position: guest.metric("palmares_position").await,
            ballots: phases(&show),
            doors: None,
            role: None,
            phones: None,
            paper,
        };
        if let Some(desk) = desk {
            stand.look_from_the_desk(desk).await?;
        }
        Ok(stand)
    }

    async fn look_from_the_desk(&mut self, desk: &ApiClient) -> Result<(), String> {
        let base = desk.door.base();
        // A confirmation that names no show never confirms; what is refused first is what we want
        // to know.
        let nothing = Some(json!({ "confirm": "" }));
        let said = desk.ask("POST", "/api/rewind", nothing).await;
        let said = said.map_err(|why| format!("{base} does not answer: {why}."))?;
        let word = said.word();
        self.doors = match said.problem().as_deref() {
            Some("doors-open") => Some(true),
            Some("not-confirmed-id") => Some(false),
            Some("no-key" | "wrong-role") => {
                return Err(format!(
                    "{base} does not take this key ({word}). It has to be the producer's or the \
                    MC's, as links.json and the terminal have it."
                ));
            }
            Some("not-found") => {
                return Err(format!(
                    "{base} answers the audience alone, so no key opens anything there. Give the \
                    show folder too: palmares soundcheck {base} DIR"
                ));
            }
            _ => return Err(format!("{base} answers with {word}.")),
        };
        let show = json_of(desk, "/api/show").await?;
        if show["epoch"].as_i64() != Some(self.epoch) {
            return Err(format!(
                "The folder's server ({base}) is another one than the phones would go to. Give \
                the address and the folder of the same server."
            ));
        }
        let rundown = json_of(desk, "/api/rundown").await?;
        self.position = rundown["position"].as_u64();
        // Only the producer is told.
        self.phones = desk.metric("palmares_phones_connected").await;
        self.role = Some(match self.phones {
            Some(_) => Role::Producer,
            None => Role::Mc,
        });
        Ok(())
    }

    /// Everything that says that an audience is or was there; empty for a show that stands on its
    /// first cue.
    pub fn running(&self) -> Vec<String> {
        let mut reasons = Vec::new();
        match self.position {
            Some(0) => {}
            Some(_) => reasons.push(format!("it stands on the cue {}", self.cue)),
            None => reasons.push(format!(
                "this address does not tell whether the cue {} is its first",
                self.cue
            )),
        }
        if self.doors == Some(true) {
            reasons.push("the doors are open".into());
        }
        let voted = self.ballots.iter().filter(|(_, phase)| phase != "waiting");
        reasons.extend(voted.map(|(id, phase)| format!("the ballot {id} is {phase}")));
        reasons
    }

    /// Nothing if it may begin; else what is said instead. A running show has to be meant twice,
    /// with real tickets all the more: they would be used up.
    pub fn refusal(&self, told: u8, phones: u32, tickets: usize) -> Option<String> {
        let reasons = self.running();
        if reasons.is_empty() || told >= 2 {
            return None;
        }
        let unseen = self.position.is_none() && reasons.len() == 1;
        let is = match unseen {
            true => "may be running, for all that can be seen without the show folder",
            false => "is running",
        };
        let why = reasons.join(", ");
        let used = match tickets {
            0 => String::new(),
            _ => format!(
                " The {} would be used up: whoever holds one would find a stranger's vote under \
                    it.",
                counted(tickets, "ticket")
            ),
        };
        let (strangers, phones) = (counted(phones, "stranger"), counted(phones, "phone"));
        Some(match told {
            0 => format!(
                "The show {is}: {why}. A soundcheck brings {strangers}, and their votes would \
                    count.{used} Do it before the doors open, after \"back to the top\" \
                 on the producer's page. If you mean it all the same, give --into-a-running-show twice."
            ),
            _ => format!(
                "The show {is}: {why}. You have said --into-a-running-show once. The votes of \
                    {phones} cannot be taken back.{used} Say it twice if you mean it."
            ),
        })
    }

    /// Where the hall can vote: in this ballot, or else in the one that is open, or in the first
    /// that it has the proof for.
    pub fn road(&self, wanted: Option<&str>, tickets: bool) -> Result<Road, String> {
        let open = self.ballots.iter().find(|(_, phase)| phase == "open");
        let waits = |proof: &str| {
            let mut all = self.paper.ballots.iter();
            all.find(|listed| listed.proof == proof && self.phase(&listed.id) == "waiting")
        };
        let first = self.paper.ballots.first();
        let free = match tickets {
            true => waits("ticket"),
            false => waits("").or_else(|| waits("presence")),
        };
        let chosen = wanted
            .or(open.map(|(id, _)| id.as_str()))
            .or(free.or(first).map(|listed| listed.id.as_str()));
        let Some(chosen) = chosen else {
            return Ok(Road::Nowhere("the show has no ballot".into()));
        };
        let mut listed = self.paper.ballots.iter().enumerate();
        let Some((index, listed)) = listed.find(|(_, listed)| listed.id == chosen) else {
            let all: Vec<&str> = self.paper.ballots.iter().map(|b| b.id.as_str()).collect();
            return Err(format!(
                "There is no ballot {chosen}. The show has: {}.",
                all.join(", ")
            ));
        };
        let asks = asks(listed);
        if tickets && asks != Asks::Ticket {
            return Err(format!(
                "The ballot {chosen} takes no tickets. Leave out --tickets, or name another \
                ballot with --ballot."
            ));
        }
        let poll = CheckedBallot {
            ballot: chosen.to_owned(),
            index,
            entries: self.paper.entries.clone(),
            asks,
        };
        Ok(match (asks, self.phase(chosen)) {
            (Asks::Ticket, _) if !tickets => Road::Nowhere(format!(
                "the ballot {chosen} takes printed tickets; give the sheet that `palmares \
                tickets` made, with --tickets FILE"
            )),
            (_, "open") => Road::Theirs(poll),
            (_, "waiting") if self.role.is_some() => Road::Ours(poll),
            (_, "waiting") => Road::Nowhere(format!(
                "without a key nobody can open the ballot {chosen}; give the show folder, --key, \
                or the producer's link"
            )),
            (_, phase) => Road::Nowhere(format!("the ballot {chosen} is {phase}")),
        })
    }

    fn phase(&self, ballot: &str) -> &str {
        let mut all = self.ballots.iter();
        all.find(|(id, _)| id == ballot)
            .map_or("", |(_, phase)| phase.as_str())
    }
}

fn asks(listed: &Listed) -> Asks {
    match listed.proof.as_str() {
        "ticket" => Asks::Ticket,
        "presence" => Asks::Code,
        _ => Asks::Nothing,
    }
}

fn phases(show: &Value) -> Vec<(String, String)> {
    let ballots = show["ballots"].as_array().cloned().unwrap_or_default();
    let one = |ballot: &Value| (text(&ballot["id"]), text(&ballot["phase"]));
    ballots.iter().map(one).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

async fn json_of(desk: &ApiClient, path: &str) -> Result<Value, String> {
    let base = desk.door.base();
    match desk.ask("GET", path, None).await {
        Ok(reply) if reply.status == 200 && reply.json().is_object() => Ok(reply.json()),
        Ok(reply) => Err(format!("{base}{path} answers with {}.", reply.word())),
        Err(why) => Err(format!("{base} does not answer: {why}.")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::paper::Listed;
    use super::*;

    fn stand(position: u64, phases: &[(&str, &str, &str)], role: Option<Role>) -> Stand {
        let ballots = phases
            .iter()
            .map(|(id, phase, _)| ((*id).into(), (*phase).into()));
        let listed = phases.iter().map(|(id, _, proof)| Listed {
            id: (*id).into(),
            proof: (*proof).into(),
        });
        Stand {
            epoch: 1,
            cue: "welcome".into(),
            position: Some(position),
            ballots: ballots.collect(),
            doors: Some(false),
            role,
            phones: None,
            paper: PageFacts {
                show: "gala".into(),
                ballots: listed.collect(),
                entries: vec!["a".into()],
            },
        }
    }

    #[test]
    fn a_running_show_is_refused_unless_told_twice() {
        let quiet = stand(0, &[("people", "waiting", "")], None);
        assert_eq!(quiet.refusal(0, 60, 60), None);
        let mut open_doors = stand(0, &[], None);
        open_doors.doors = Some(true);
        let mut behind_a_tunnel = stand(0, &[], None);
        behind_a_tunnel.position = None;
        for running in [
            stand(3, &[("people", "waiting", "")], None),
            stand(0, &[("people", "open", "")], None),
            stand(0, &[("people", "closed", "")], None),
            open_doors,
            behind_a_tunnel,
        ] {
            let reasons = running.running();
            assert_eq!(reasons.len(), 1, "{reasons:?}");
            assert!(running.refusal(0, 60, 0).unwrap().contains(&reasons[0]));
            assert!(running.refusal(1, 60, 0).unwrap().contains("twice"));
            for told in [0, 1] {
                assert!(!running.refusal(told, 60, 0).unwrap().contains("tickets"));
                let refusal = running.refusal(told, 60, 40).unwrap();
                assert!(refusal.contains("40 tickets would be used up"), "{refusal}");
            }
            assert_eq!(running.refusal(2, 60, 40), None);
        }
    }

    #[test]
    fn the_hall_votes_where_it_may() {
        let all = [("cards", "waiting", "ticket"), ("people", "waiting", "")];
        let producer = || stand(0, &all, Some(Role::Producer));
        let ours = producer().road(None, false);
        assert!(matches!(ours, Ok(Road::Ours(poll)) if poll.ballot == "people" && poll.index == 1));
        let cards = producer().road(None, true);
        assert!(
            matches!(cards, Ok(Road::Ours(poll)) if poll.ballot == "cards" && poll.asks == Asks::Ticket)
        );
        assert!(producer().road(Some("people"), true).is_err());
        let here = [("here", "waiting", "presence")];
        let here = stand(0, &here, Some(Role::Mc)).road(None, false);
        assert!(matches!(here, Ok(Road::Ours(poll)) if poll.asks == Asks::Code));
        let nowhere = |road: Result<Road, String>, word: &str| match road {
            Ok(Road::Nowhere(why)) => assert!(why.contains(word), "{why}"),
            _ => panic!("somewhere, without {word}"),
        };
        nowhere(stand(0, &all, None).road(None, false), "without a key");
        nowhere(
            stand(0, &all, Some(Role::Mc)).road(Some("cards"), false),
            "tickets",
        );
        nowhere(stand(0, &[], None).road(None, false), "no ballot");
        let closed = [("people", "closed", "")];
        nowhere(
            stand(0, &closed, Some(Role::Mc)).road(None, false),
            "closed",
        );
        let open = [("one", "waiting", ""), ("two", "open", "")];
        let theirs = stand(4, &open, None).road(None, false);
        assert!(matches!(theirs, Ok(Road::Theirs(poll)) if poll.ballot == "two"));
        assert!(stand(0, &all, None).road(Some("other"), false).is_err());
    }
}
