//! The page itself: what stands in it for everyone and for one voter, what it weighs, and how it is
//! escaped.

use super::*;

#[test]
fn everyones_page_holds_no_token_and_a_voters_page_holds_hers() {
    let evening = PhoneEvening::of(demo()).open("people");
    let everyones = page(&evening.0, Ui::ZhHant).html;
    assert!(!everyones.contains("data-voter=") && !everyones.contains(r#"name="voter""#));
    let voter = Viewer {
        identity: Identity::Device,
        token: "T0KEN",
        held: None,
        receipt: String::new(),
        asked: Vec::new(),
        ticked: Vec::new(),
        at: At(1_795_416_381_235),
        notice: Some(Notice::Failed(VoteError::NotConfirmed)),
    };
    let hers = voter_page(&evening.0, Ui::ZhHant, &voter).html;
    assert!(
        hers.contains(r#"data-voter="T0KEN""#) && hers.contains(r#"name="voter" value="T0KEN""#)
    );
    assert!(hers.contains("同一票只會計算一次"));
}

#[test]
fn a_vote_without_cookies_is_asked_about_once() {
    let evening = PhoneEvening::of(demo()).open("people");
    let voter = Viewer {
        identity: Identity::Device,
        token: "T0KEN",
        held: None,
        receipt: String::new(),
        asked: vec!["hide-and-seek".into()],
        ticked: Vec::new(),
        at: At(1_795_416_381_235),
        notice: None,
    };
    let html = voter_page(&evening.0, Ui::En, &voter).html;
    let asks = html
        .split(r#"<form id="confirm""#)
        .nth(1)
        .and_then(|rest| rest.split("</form>").next());
    let asks = asks.expect("it asks");
    assert!(asks.contains(r#"name="choice" value="hide-and-seek""#) && asks.contains("躲貓貓"));
    assert!(html.contains(r#"<form id="paper" method="post" action="/vote" hidden>"#));
}

#[test]
fn only_pages_without_an_open_ballot_reload_by_themselves() {
    let refresh = r#"<noscript><meta http-equiv="refresh""#;
    let before = PhoneEvening::of(demo());
    assert!(page(&before.0, Ui::En).html.contains(refresh));
    assert!(
        !page(&before.open("people").0, Ui::En)
            .html
            .contains(refresh)
    );
}

#[test]
fn several_choices_are_check_boxes() {
    let mut show = demo();
    show.ballots[0].choices = 3;
    show.ballots[0].identity = Identity::Ticket;
    let html = page(&PhoneEvening::of(show).open("people").0, Ui::En).html;
    assert_eq!(
        html.matches(r#"<input type="checkbox" name="choice""#)
            .count(),
        10
    );
    assert!(html.contains("Choose up to 3 favourites"));
}

/// The built-in show with a ballot that asks for proof, before it opens and open.
fn asking(identity: Identity) -> [PhoneEvening; 2] {
    let mut show = demo();
    show.ballots[0].identity = identity;
    let before = || PhoneEvening::of(show.clone());
    [before(), before().open("people")]
}

#[test]
fn a_ballot_that_asks_for_proof_says_so_before_it_opens_and_asks_for_it_when_it_does() {
    let kinds = [
        (
            Identity::Ticket,
            "goes by ticket",
            r#"action="/t""#,
            "ticket",
        ),
        (
            Identity::Presence,
            "in the hall",
            r#"action="/p""#,
            "presence",
        ),
        (Identity::Device, "", "", ""),
    ];
    for (identity, said, action, id) in kinds {
        let [before, open] = asking(identity);
        let field = |hidden: &str| format!(r#"<p id="{id}" class="ask"{hidden}>"#);
        let (before, open) = (page(&before.0, Ui::En).html, page(&open.0, Ui::En).html);
        assert!(
            before.contains(said) && before.contains(action),
            "{identity:?}"
        );
        assert_eq!(open.contains(&field("")), identity != Identity::Device);
        assert_eq!(
            before.contains(&field(" hidden")),
            identity != Identity::Device
        );
        assert!(
            !open.contains(r#"<div id="bar" hidden>"#),
            "{identity:?}: the form works without script"
        );
    }
}

#[test]
fn whoever_has_shown_the_ticket_is_not_asked_for_it_and_whoever_has_not_cannot_send() {
    let [_, open] = asking(Identity::Ticket);
    for (identity, asked) in [(Identity::Ticket, false), (Identity::Device, true)] {
        let voter = Viewer {
            token: "TOKEN",
            identity,
            held: None,
            receipt: String::new(),
            asked: Vec::new(),
            ticked: Vec::new(),
            at: At(1_795_416_381_235),
            notice: None,
        };
        let html = voter_page(&open.0, Ui::En, &voter).html;
        assert_eq!(html.contains(r#"<p id="ticket" class="ask">"#), asked);
        assert_eq!(html.contains(r#"<div id="bar" hidden>"#), asked);
    }
}

#[test]
fn a_receipt_tells_nothing_before_the_reveal() {
    let open = PhoneEvening::of(demo()).closed("people", &[3]);
    let ask = |state: &State| {
        receipt_page(
            state,
            Ui::En,
            "people",
            Some("ABCDE-FGHJK"),
            &[hers("optimal")],
        )
        .html
    };
    assert!(!ask(&open.0).contains("OPTIMAL"));
    let told = open
        .revealed("peoples-choice", &["optimal"])
        .on_wall("peoples-choice");
    assert!(ask(&told.0).contains("OPTIMAL"));
    assert!(
        !receipt_page(&told.0, Ui::En, "people", Some("\"><script>"), &[])
            .html
            .contains("><script>")
    );
}

#[test]
fn the_style_and_the_script_stand_in_the_page_as_they_are_told() {
    for page in pages(&PhoneEvening::of(demo()).open("people").0) {
        assert!(
            page.html
                .contains(&format!("<style>{}</style>", page.style))
        );
        assert_eq!(page.html.contains("<script>"), !page.script.is_empty());
        assert!(page.html.contains(&page.script) && !page.script.contains("</"));
        assert!(!page.html.contains(" style=") && !page.html.contains(" onclick="));
    }
}

#[test]
fn the_whole_page_comes_in_one_round_trip() {
    for show in [demo(), crowded(30)] {
        let before = PhoneEvening::of(show);
        let open = PhoneEvening(before.0.clone()).open("people");
        let winner = before.0.show.entries[0].id.clone();
        let told = PhoneEvening(open.0.clone())
            .closed("people", &[3])
            .revealed("peoples-choice", &[&winner])
            .on_wall("peoples-choice");
        for evening in [before, open, told] {
            for page in pages(&evening.0) {
                let bytes = gzipped(&page.html);
                assert!(bytes <= PAGE_BYTES_MAX, "{bytes} bytes");
            }
        }
    }
}

#[test]
fn every_text_of_the_show_is_escaped_and_its_language_named() {
    let mut show = demo();
    show.entries[0].title = Text::Plain("<b onload=x>".into());
    let html = page(&PhoneEvening::of(show).open("people").0, Ui::ZhHans).html;
    assert!(!html.contains("<b onload"));
    assert!(
        html.contains(
            r#"<span dir="auto" translate="no" lang="zh-Hant-HK"><i class="hang">《</i>"#
        )
    );
}

#[test]
fn an_edited_show_has_another_edition_and_a_resealed_one_has_not() {
    let v = |show: &Show| Playbill::of(show, None).edition;
    let show = demo();
    let mut resealed = show.clone();
    resealed.awards[0].winner = vec!["optimal".into()];
    assert_eq!(v(&show), v(&resealed));
    let mut edited = show.clone();
    edited.entries.swap(0, 1);
    assert_ne!(v(&show), v(&edited));
}

#[test]
fn phones_of_shows_that_differ_only_in_envelopes_and_votes_get_the_same_bytes_until_the_wall() {
    let evening = |winner: &str, votes: &[u64]| {
        let mut show = demo();
        for award in &mut show.awards {
            if !award.winner.is_empty() {
                award.winner = vec![winner.to_owned()];
            }
        }
        let before = PhoneEvening::of(show);
        let sealed = |e: PhoneEvening| {
            e.then(Event::EnvelopeSealed {
                award: "first-prize".into(),
                winners: vec![winner.to_owned()],
                honours: Default::default(),
                reason: None,
            })
        };
        let open = sealed(PhoneEvening(before.0.clone())).open("people");
        let closed = PhoneEvening(open.0.clone()).closed("people", votes);
        let revealed = PhoneEvening(closed.0.clone()).revealed("peoples-choice", &[winner]);
        [before, open, closed, revealed]
    };
    let one = evening("optimal", &[9, 1, 0, 4]);
    let other = evening("the-big-decision", &[0, 0, 120]);
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(frame(&one.0), frame(&other.0));
        assert_eq!(pages(&one.0), pages(&other.0));
    }
}

#[test]
fn a_show_without_a_ballot_has_a_page_all_the_same() {
    let mut show = demo();
    show.ballots.clear();
    let evening = PhoneEvening::of(show);
    assert_eq!(current(&evening.0), None);
    assert!(frame(&evening.0).starts_with(r#"{"p":"none","#));
    assert!(page(&evening.0, Ui::En).html.contains("躲貓貓"));
}
