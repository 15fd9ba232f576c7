//! How the parts of a show must fit together.

use crate::{
    AUDIENCE, ENTRIES, FILES, HEAD, head_and, loads, one_error, one_error_after_entries,
    one_error_after_head, says,
};
use palmares::show::file::read;
use palmares::show::programme::Reach;

#[test]
fn a_second_use_of_an_id_is_an_error_at_the_later_line_which_names_the_earlier() {
    let entry = "[[entry]]\nid = \"a\"\ntitle = \"A\"\nteam = \"T\"\n";
    one_error_after_head(&entry.repeat(2), 10, "\"a\"", "an entry on line 6", "`a-2`");
    let person = "[[person]]\nid = \"a\"\nname = \"A\"\n";
    one_error_after_head(
        &person.repeat(2),
        9,
        "\"a\"",
        "a person on line 6",
        "another id",
    );
    let criterion = "[[jury.criterion]]\nid = \"a\"\nname = \"A\"\n";
    one_error_after_head(
        &criterion.repeat(2),
        9,
        "\"a\"",
        "a criterion on line 6",
        "another id",
    );
    let juror = "[[jury.juror]]\nid = \"a\"\nname = \"A\"\n";
    one_error_after_head(
        &juror.repeat(2),
        9,
        "\"a\"",
        "a juror on line 6",
        "another id",
    );
    let award = "[[award]]\nid = \"a\"\nname = \"A\"\ndecided_by = \"jury\"\n";
    one_error_after_head(
        &award.repeat(2),
        10,
        "\"a\"",
        "an award on line 6",
        "another id",
    );
    loads(&format!("{HEAD}{entry}{person}{criterion}{juror}{award}"));
}

#[test]
fn an_award_and_a_ballot_cannot_share_an_id_because_their_cues_would() {
    let ballot = "[[ballot]]\nid = \"popular\"\naward = \"popular\"\nseconds = 90\n";
    one_error_after_entries(
        &format!("{AUDIENCE}{ballot}"),
        6,
        "\"popular\"",
        "the id of an award on line 20",
        "share their ids",
    );
    one_error_after_entries(
        &format!("{ballot}{AUDIENCE}"),
        6,
        "\"popular\"",
        "the id of a ballot on line 20",
        "share their ids",
    );
}

#[test]
fn an_award_cannot_take_the_id_of_a_cue_that_the_rundown_is_made_of() {
    let award = "[[award]]\nid = \"thanks\"\nname = \"A\"\ndecided_by = \"jury\"\n";
    one_error_after_head(award, 6, "\"thanks\"", "the id of a cue", "`thanks-award`");
}

#[test]
fn a_winner_is_a_finalist_of_the_show_and_named_once() {
    let award = |winner: &str| {
        format!("[[award]]\nid = \"a\"\nname = \"A\"\ndecided_by = \"jury\"\nwinner = {winner}\n")
    };
    one_error_after_entries(
        &award("\"mirrror\""),
        5,
        "\"mirrror\"",
        "no entry with the id `mirrror`",
        "did you mean `mirror`?",
    );
    one_error_after_entries(
        &award("\"entirely-else\""),
        5,
        "\"entirely-else\"",
        "no entry",
        "the ids are `mirror` and `echo`",
    );
    one_error_after_entries(
        &award("\"early\""),
        5,
        "\"early\"",
        "not in the final",
        "name a finalist (`mirror` and `echo`)",
    );
    one_error_after_entries(
        &award("[\"echo\", \"nobody\"]"),
        5,
        "\"nobody\"",
        "no entry",
        "`mirror`",
    );
    one_error_after_entries(
        &award("[\"echo\", \"echo\"]"),
        5,
        "\"echo\"",
        "named twice",
        "remove one",
    );
    one_error_after_entries(&award("7"), 5, "7", "must be an id", "winner = \"7\"");
    assert!(head_and(&format!("{ENTRIES}{}", award("[]"))).is_ok());
}

#[test]
fn the_hall_s_own_award_takes_no_winner_from_the_file() {
    let rest = format!(
        "{AUDIENCE}winner = \"echo\"\n[[ballot]]\nid = \"b\"\naward = \"popular\"\nseconds = 90\n"
    );
    one_error_after_entries(&rest, 5, "\"echo\"", "the hall decides", "remove this line");
}

#[test]
fn a_presenter_is_a_person_of_the_file() {
    let award =
        "[[award]]\nid = \"a\"\nname = \"A\"\ndecided_by = \"jury\"\npresenter = \"chan\"\n";
    one_error_after_head(
        award,
        9,
        "\"chan\"",
        "no person with the id `chan`",
        "add a `[[person]]` with `id = \"chan\"`",
    );
    let person = "[[person]]\nid = \"chen\"\nname = \"C\"\n";
    one_error_after_head(
        &format!("{award}{person}"),
        9,
        "\"chan\"",
        "no person",
        "did you mean `chen`?",
    );
}

#[test]
fn each_main_prize_has_a_rank_of_its_own() {
    let award = |id: &str| {
        format!("[[award]]\nid = \"{id}\"\nname = \"A\"\ndecided_by = \"jury\"\nrank = 1\n")
    };
    one_error_after_head(
        &(award("a") + &award("b")),
        14,
        "1",
        "the award on line 9 has the rank 1",
        "1 is the highest",
    );
    one_error_after_head(
        &award("a").replace("= 1", "= 0"),
        9,
        "0",
        "cannot be 0",
        "1 or more",
    );
}

#[test]
fn an_audience_award_needs_a_ballot() {
    one_error_after_entries(
        AUDIENCE,
        4,
        "\"audience\"",
        "no ballot is held for it",
        "add a `[[ballot]]` with `id`, `award = \"popular\"`",
    );
}

#[test]
fn a_ballot_decides_one_audience_award_and_is_its_only_one() {
    let ballot = |id: &str, award: &str| {
        format!("[[ballot]]\nid = \"{id}\"\naward = \"{award}\"\nseconds = 90\n")
    };
    let jury = "[[award]]\nid = \"first\"\nname = \"A\"\ndecided_by = \"jury\"\n";
    one_error_after_entries(
        &(jury.to_owned() + &ballot("b", "first")),
        7,
        "\"first\"",
        "the audience does not decide `first`",
        "decided_by = \"audience\"",
    );
    let both = AUDIENCE.to_owned() + &ballot("b", "popular");
    one_error_after_entries(
        &(both.clone() + &ballot("c", "popular")),
        11,
        "\"popular\"",
        "the ballot on line 25 decides `popular` already",
        "remove one",
    );
    one_error_after_entries(
        &(both + &ballot("c", "popula")),
        11,
        "\"popula\"",
        "no award with the id `popula`",
        "did you mean `popular`?",
    );
}

#[test]
fn a_voter_cannot_choose_more_finalists_than_there_are() {
    let ballot = |choices: u32| {
        format!(
            "{AUDIENCE}[[ballot]]\nid = \"b\"\naward = \"popular\"\nseconds = 90\nchoices = {choices}\n"
        )
    };
    one_error_after_entries(&ballot(3), 9, "3", "3 of 2 finalists", "between 1 and 2");
    one_error_after_entries(&ballot(0), 9, "0", "cannot be 0", "1 or more");
    one_error_after_head(
        &ballot(1),
        9,
        "[[ballot]]",
        "no finalist to vote for",
        "add an `[[entry]]`",
    );
}

#[test]
fn a_ballot_says_whose_votes_it_takes_and_how_late_their_stream_runs() {
    let ballot = |more: &str| {
        let ballot = format!("[[ballot]]\nid = \"b\"\naward = \"popular\"\nseconds = 90\n{more}");
        format!("{HEAD}{ENTRIES}{AUDIENCE}{ballot}")
    };
    let told = |more: &str| {
        let show = loads(&ballot(more));
        (show.ballots[0].reach, show.ballots[0].net_delay)
    };
    assert_eq!(told(""), (Reach::Hall, 0));
    assert_eq!(told("reach = \"hall\"\n"), (Reach::Hall, 0));
    assert_eq!(told("reach = \"net\"\nnet_delay = 20\n"), (Reach::Net, 20));
    assert_eq!(
        told("net_delay = 30\nreach = \"both\"\n"),
        (Reach::Both, 30)
    );
    one_error(
        &ballot("reach = \"world\"\n"),
        27,
        "\"world\"",
        "cannot be `world`",
        "`hall`, `net` and `both`",
    );
    one_error(
        &ballot("reach = \"net\"\nnet_delay = 3601\n"),
        28,
        "3601",
        "cannot be 3601",
        "between 0 and 3600",
    );
    let (_, found) = read("show.toml", &ballot("net_delay = 20\n"), &FILES).expect("a show");
    says(&found[0], "nothing is late", "`reach = \"both\"`");
}

#[test]
fn who_votes_from_elsewhere_cannot_prove_to_be_in_the_hall() {
    for reach in ["net", "both"] {
        let ballot = format!(
            "{AUDIENCE}[[ballot]]\nid = \"b\"\naward = \"popular\"\nseconds = 90\n\
             reach = \"{reach}\"\nidentity = \"presence\"\n"
        );
        one_error_after_entries(
            &ballot,
            10,
            "\"presence\"",
            "lets others vote",
            "`identity = \"device\"`",
        );
    }
}
