//! What a phone without script keeps and is told, and how readers of different languages see the
//! same show.

use super::*;

/// Somebody who chose these and has to send them again, when the ballot has this long to go.
fn hasty(ticked: &[&str], left_ms: i64) -> Viewer<'static> {
    Viewer {
        token: "TOKEN",
        identity: Identity::Device,
        held: None,
        receipt: String::new(),
        asked: Vec::new(),
        ticked: ticked.iter().map(|id| (*id).to_owned()).collect(),
        at: At(1_795_416_501_235 - left_ms),
        notice: Some(Notice::Failed(VoteError::TooMany(3))),
    }
}

fn checked(html: &str) -> Vec<&str> {
    let inputs = html.split(r#"name="choice" value=""#).skip(1);
    inputs
        .filter(|rest| {
            rest.split('>')
                .next()
                .is_some_and(|tag| tag.contains(" checked"))
        })
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn whoever_chose_too_many_finds_them_ticked_and_hears_that_they_did_not_count() {
    let mut show = demo();
    show.ballots[0].choices = 3;
    let four = ["golden-saddle", "hide-and-seek", "optimal", "cyberport"];
    let html = voter_page(
        &PhoneEvening::of(show).open("people").0,
        Ui::En,
        &hasty(&four, 90_000),
    )
    .html;
    let (mut found, mut four) = (checked(&html), four.to_vec());
    found.sort_unstable();
    four.sort_unstable();
    assert_eq!(found, four);
    assert!(html.contains("Untick one first. This choice was not counted."));
    assert!(!html.contains(r#"id="confirm""#), "nothing to confirm yet");
    assert!(html.contains(r#"<form id="paper" method="post" action="/vote">"#));
}

#[test]
fn a_choice_goes_along_to_the_ticket_and_the_digits() {
    let mut show = demo();
    show.ballots[0].identity = Identity::Ticket;
    let open = PhoneEvening::of(show).open("people");
    let along = r#"<input type="hidden" name="tick" value="optimal">"#;
    let html = voter_page(&open.0, Ui::En, &hasty(&["optimal"], 9_000)).html;
    assert!(html.contains(&format!(
        r#"<form id="go-ticket" action="/t">{along}</form>"#
    )));
    for kind in [Identity::Ticket, Identity::Presence] {
        let again = join_page(
            &open.0,
            Ui::En,
            kind,
            Some(VoteError::WrongCode(kind)),
            &["optimal".into()],
        );
        assert!(again.html.contains(along), "{kind:?}");
    }
    assert!(!page(&open.0, Ui::En).html.contains(r#"name="tick""#));
}

#[test]
fn a_page_of_ones_own_says_about_how_long_is_left_and_everybodys_does_not() {
    let open = PhoneEvening::of(demo()).open("people");
    let said = |ui, left_ms| voter_page(&open.0, ui, &hasty(&[], left_ms)).html;
    for (left_ms, words) in [
        (
            120_000,
            "<noscript><b>Closes in about 2 minutes</b></noscript>",
        ),
        (89_000, "Closes in about 1 minute<"),
        (29_000, "Closes within a minute"),
        (-5_000, "Closes within a minute"),
    ] {
        assert!(said(Ui::En, left_ms).contains(words), "{left_ms}");
    }
    assert!(said(Ui::ZhHant, 130_000).contains("約 2 分鐘後截止"));
    assert!(said(Ui::ZhHans, 130_000).contains("约 2 分钟后截止"));
    assert!(!page(&open.0, Ui::En).html.contains("Closes "));
    let before = PhoneEvening::of(demo());
    let before = voter_page(&before.0, Ui::En, &hasty(&[], 120_000)).html;
    assert!(!before.contains("Closes "));
}

#[test]
fn a_title_is_not_repeated_in_the_other_script() {
    let mut show = demo();
    show.languages = vec!["zh-Hant-HK".into(), "zh-Hans".into(), "en".into()];
    let by = [
        ("zh-Hant", "畫夢記"),
        ("zh-Hans", "画梦记"),
        ("en", "Painted Dream"),
    ];
    let by = by.map(|(lang, title)| (lang.to_owned(), title.to_owned()));
    show.entries[0].title = Text::ByLang(by.into());
    // Only the other script has this one: better than nothing.
    show.entries[1].title = Text::ByLang([("zh-Hans".to_owned(), "压力幻兽".to_owned())].into());
    let state = PhoneEvening::of(show).open("people").0;
    for (ui, wanted, unwanted) in [
        (Ui::ZhHant, "畫夢記", Some("画梦记")),
        (Ui::ZhHans, "画梦记", Some("畫夢記")),
        (Ui::En, "畫夢記", Some("画梦记")),
    ] {
        let html = page(&state, ui).html;
        assert!(
            html.contains(wanted) && html.contains("Painted Dream"),
            "{ui:?}"
        );
        assert!(unwanted.is_none_or(|other| !html.contains(other)), "{ui:?}");
        assert!(html.contains("压力幻兽"), "{ui:?}");
    }
}

#[test]
fn english_readers_see_brackets_only_around_chinese() {
    let mut show = demo();
    show.entries[0].title = "Sunrise".into();
    show.entries[1].title = "夜 Night".into();
    let state = PhoneEvening::of(show).open("people").0;
    let bracketed = |ui, title: &str| {
        let html = page(&state, ui).html;
        let work = html.split("</label>").find(|work| work.contains(title));
        work.expect("it is on the page").contains('《')
    };
    assert!(!bracketed(Ui::En, "Sunrise") && bracketed(Ui::En, "夜 Night"));
    assert!(bracketed(Ui::ZhHant, "Sunrise"), "the house's own style");
}

#[test]
fn nobody_is_sent_to_look_it_up_later_once_it_can_be_looked_up() {
    let closed = PhoneEvening::of(demo()).closed("people", &[1]);
    let voter = Viewer {
        held: Some(hers("optimal")),
        ..hasty(&[], 0)
    };
    let later = |evening: &PhoneEvening, hidden: &str| {
        let html = voter_page(&evening.0, Ui::En, &voter).html;
        html.contains(&format!(r#"<small id="later"{hidden}>"#))
    };
    assert!(later(&closed, ""));
    let told = closed.revealed("peoples-choice", &["optimal"]);
    assert!(later(&told.on_wall("peoples-choice"), " hidden"));
}

#[test]
fn once_the_ballot_is_closed_a_page_without_script_asks_for_nothing_more() {
    let page = |evening: &PhoneEvening, notice, held: Option<Held>| {
        let voter = Viewer {
            asked: vec!["optimal".into()],
            notice: Some(notice),
            held,
            ..hasty(&[], 0)
        };
        voter_page(&evening.0, Ui::En, &voter).html
    };
    let status = |html: &str| {
        let (_, status) = html.split_once(r#"<p id="status""#).expect("a status");
        let (_, said) = status.split_once('>').expect("its text");
        said.split('<').next().unwrap_or_default().to_owned()
    };
    let asking = [
        Notice::Failed(VoteError::ChooseOne),
        Notice::Failed(VoteError::TooMany(3)),
        Notice::Failed(VoteError::NotConfirmed),
    ];
    let open = PhoneEvening::of(demo()).open("people");
    for notice in asking {
        let html = page(&open, notice, None);
        assert!(!status(&html).is_empty(), "{notice:?}");
        assert!(html.contains(r#"<form id="confirm""#));
    }
    // While it is being counted nobody knows, and nothing can be sent again.
    let closing = PhoneEvening::of(demo()).open("people").closing("people");
    let waiting = page(&closing, Notice::Failed(VoteError::NotConfirmed), None);
    assert!(status(&waiting).starts_with("We cannot tell yet"));
    assert!(!waiting.contains(r#"<form id="confirm""#));
    let closed = open.closed("people", &[4]);
    for notice in asking {
        let html = page(&closed, notice, Some(hers("cyberport")));
        assert_eq!(status(&html), "", "{notice:?}");
        assert!(!html.contains(r#"<form id="confirm""#));
    }
    // What nobody could tell then is known now.
    let unsure = page(&closed, Notice::Failed(VoteError::NotConfirmed), None);
    assert_eq!(status(&unsure), "This choice was not counted.");
    let late = page(&closed, Notice::Failed(VoteError::Closed), None);
    assert!(status(&late).contains("had already closed"));
}

#[test]
fn whoever_was_excluded_reads_that_in_the_place_of_being_counted() {
    let open = PhoneEvening::of(demo()).open("people");
    let page = |excluded| {
        let held = Held {
            excluded,
            ..hers("cyberport")
        };
        let voter = Viewer {
            held: Some(held),
            notice: Some(Notice::Counted),
            ..hasty(&[], 0)
        };
        voter_page(&open.0, Ui::ZhHant, &voter).html
    };
    for (excluded, counts, out) in [(false, "", " hidden"), (true, " hidden", "")] {
        let html = page(excluded);
        assert!(html.contains(&format!(r#"<span id="in"{counts}>你的一票已計入<"#)));
        assert!(html.contains(&format!(r#"<span id="out"{out}>主辦單位已將這一票剔除"#)));
        assert_eq!(html.contains(r#"class="out""#), excluded);
    }
}
