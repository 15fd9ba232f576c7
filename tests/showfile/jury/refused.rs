//! What a jury cannot be, each with its line.

use super::{BALLOT, award, jury};
use crate::{ENTRIES, HEAD, loads, one_error_after_entries};

fn wrong(rest: &str, line: usize, marked: &str, message: &str, mend: &str) {
    one_error_after_entries(rest, line, marked, message, mend);
}

#[test]
fn trimmed_needs_five_jurors() {
    let four =
        jury("rule = \"trimmed\"\n").replace("[[jury.juror]]\nid = \"e\"\nname = \"e\"\n", "");
    wrong(
        &four,
        2,
        "\"trimmed\"",
        "only 4 jurors",
        "`rule = \"mean\"`",
    );
    loads(&format!("{HEAD}{ENTRIES}{}", jury("rule = \"trimmed\"\n")));
}

#[test]
fn a_tie_is_broken_by_what_there_is_once_and_by_the_chair_last() {
    let ties = |ties: &str| jury(&format!("ties = {ties}\n"));
    wrong(
        &ties("[\"idea\", \"crafd\"]"),
        2,
        "\"crafd\"",
        "no jury.criterion",
        "did you mean `craft`?",
    );
    wrong(
        &ties("\"head2head\""),
        2,
        "\"head2head\"",
        "no jury.criterion",
        "`head-to-head`",
    );
    wrong(
        &ties("[\"idea\", \"idea\"]"),
        2,
        "\"idea\"",
        "named twice",
        "remove one",
    );
    let late = ties("[\"chair\", \"idea\"]");
    wrong(&late, 2, "\"idea\"", "never counts", "`chair` last");
    wrong(
        &ties("[\"Head\"]"),
        2,
        "\"Head\"",
        "cannot be an id",
        "lower-case",
    );
    wrong(&ties("3"), 2, "3", "an id in quotes", "in quotes");
}

#[test]
fn what_the_jury_names_is_there() {
    wrong(
        &jury("chair = \"zoe\"\n"),
        2,
        "\"zoe\"",
        "no jury.juror with the id `zoe`",
        "the ids are",
    );
    let conflict = |list: &str| format!("{}conflicts = {list}\n", jury(""));
    wrong(
        &conflict("[\"miror\"]"),
        23,
        "\"miror\"",
        "no entry",
        "did you mean `mirror`?",
    );
    wrong(
        &conflict("[\"echo\", \"echo\"]"),
        23,
        "\"echo\"",
        "named twice",
        "remove",
    );
    let criterion = award("jury", "criterion = \"ideas\"\n");
    let text = criterion + &jury("");
    wrong(
        &text,
        5,
        "\"ideas\"",
        "no jury.criterion",
        "did you mean `idea`?",
    );
    let portrait = format!("{}portrait = \"nobody.jpg\"\n", jury(""));
    wrong(&portrait, 23, "\"nobody.jpg\"", "no file", "did you");
}

#[test]
fn more_sheets_than_jurors_are_never_wanted() {
    wrong(
        &jury("minimum = 6\n"),
        2,
        "6",
        "6 sheets of 5 jurors",
        "between 1 and 5",
    );
    wrong(&jury("minimum = 0\n"), 2, "0", "cannot be 0", "1 or more");
    let round = |keys: &str| format!("{}[jury.round]\n{keys}", jury(""));
    let many = round("keep = 2\nper_entry = 6\n");
    wrong(&many, 25, "6", "6 sheets of 5 jurors", "between 1 and 5");
    wrong(
        &round("keep = 4\n"),
        24,
        "4",
        "4 finalists cannot be found among 3 entries",
        "1 and 3",
    );
    wrong(&round("keep = 0\n"), 24, "0", "cannot be 0", "1 or more");
    wrong(
        &round("per_entry = 2\n"),
        23,
        "[jury.round]",
        "no `keep`",
        "add `keep = 10`",
    );
    let mode = round("keep = 2\nmode = \"yes-no\"\n");
    wrong(
        &mode,
        25,
        "\"yes-no\"",
        "`mode` cannot be",
        "`yes-maybe-no`",
    );
}

#[test]
fn levels_name_every_score() {
    let levels = |list: &str| {
        jury("scale = 2\n").replacen(
            "name = \"idea\"\n",
            &format!("name = \"idea\"\nlevels = {list}\n"),
            1,
        )
    };
    let two = levels("[\"no\", \"yes\"]");
    wrong(
        &two,
        6,
        "[\"no\", \"yes\"]",
        "2 texts cannot name the 3 scores from 0 to 2",
        "for 0 first",
    );
    wrong(
        &levels("[\"a\", 1, \"b\"]"),
        6,
        "1",
        "must be a text",
        "in quotes",
    );
    wrong(
        &levels("\"a\""),
        6,
        "\"a\"",
        "must be a list of texts",
        "in brackets",
    );
    loads(&format!(
        "{HEAD}{ENTRIES}{}",
        levels("[\"a\", \"b\", \"c\"]")
    ));
}

#[test]
fn two_who_seal_share_it_with_no_file() {
    let winner = |rest: &str| award("jury", "winner = \"echo\"\n") + &jury(rest);
    let sealed = winner("seal = \"two\"\n");
    wrong(
        &sealed,
        5,
        "\"echo\"",
        "chair and producer seal this award",
        "`seal = \"one\"`",
    );
    loads(&format!("{HEAD}{ENTRIES}{}", winner("seal = \"one\"\n")));
    let by_organiser = award("organiser", "winner = \"echo\"\n") + &jury("seal = \"two\"\n");
    loads(&format!("{HEAD}{ENTRIES}{by_organiser}"));
    let alone = "[jury]\nseal = \"two\"\n";
    wrong(
        alone,
        2,
        "\"two\"",
        "without jurors there is no chair",
        "`seal = \"one\"`",
    );
}

#[test]
fn those_outside_have_a_share_only_where_they_vote() {
    let of = |shares: &str, reach: &str| {
        let blend = format!("blend = {shares}\n");
        let ballot = BALLOT.trim_end().to_owned() + reach + "\n";
        award("blend", &blend) + &ballot + &jury("")
    };
    let (three, two) = ("{ jury = 2, hall = 1, net = 1 }", "{ jury = 3, net = 1 }");
    let (both, net) = ("\nreach = \"both\"", "\nreach = \"net\"");
    for (shares, reach, message, mend) in [
        (
            three,
            "",
            "nobody outside votes in `vote`",
            "`reach = \"both\"`",
        ),
        (two, "", "nobody outside votes", "remove this share"),
        (
            three,
            net,
            "no hall votes in `vote`",
            "the share of the hall",
        ),
        (
            two,
            both,
            "has no share in this blend beside `net`",
            "`reach = \"net\"`",
        ),
    ] {
        wrong(&of(shares, reach), 5, shares, message, mend);
    }
    for (shares, reach) in [(three, both), (two, net)] {
        loads(&format!("{HEAD}{ENTRIES}{}", of(shares, reach)));
    }
    let alone = of("{ hall = 1, net = 1 }", both);
    wrong(
        &alone,
        5,
        "{ hall = 1, net = 1 }",
        "the jury has no share",
        "write both",
    );
}

#[test]
fn a_blend_and_its_shares_belong_together() {
    let of = |decided_by: &str, rest: &str| award(decided_by, rest) + BALLOT + &jury("");
    wrong(
        &of("blend", ""),
        4,
        "\"blend\"",
        "no shares",
        "add `blend = {",
    );
    let both = "blend = { jury = 75, hall = 25 }\n";
    let shares = "{ jury = 75, hall = 25 }";
    let audience = of("audience", both);
    wrong(
        &audience,
        5,
        shares,
        "not decided by a blend",
        "`decided_by = \"blend\"`",
    );
    let press = of("blend", "blend = { jury = 1, hall = 1, press = 1 }\n");
    wrong(
        &press,
        5,
        "press",
        "nobody called `press` decides",
        "`jury` and `hall`",
    );
    let nothing = of("blend", "blend = { jury = 1, hall = 0 }\n");
    wrong(&nothing, 5, "0", "`hall` must be above zero", "1, 2 or 0.5");
    let alone = of("blend", "blend = { jury = 1 }\n");
    wrong(
        &alone,
        5,
        "{ jury = 1 }",
        "the hall has no share",
        "write both",
    );
    wrong(
        &of("blend", "blend = 3\n"),
        5,
        "3",
        "must be a table of shares",
        "{ jury = 75",
    );
    let unheld = award("blend", both) + &jury("");
    wrong(
        &unheld,
        4,
        "\"blend\"",
        "no ballot is held for it",
        "add a `[[ballot]]`",
    );
    let unjudged = award("blend", both) + BALLOT;
    wrong(
        &unjudged,
        4,
        "\"blend\"",
        "there is no juror",
        "add a `[[jury.juror]]`",
    );
    let named = of("blend", &format!("{both}winner = \"echo\"\n"));
    wrong(
        &named,
        6,
        "\"echo\"",
        "jury and hall decide this award",
        "remove this line",
    );
}

#[test]
fn an_award_has_no_key_that_means_nothing_for_it() {
    let criterion = award("organiser", "criterion = \"idea\"\n") + &jury("");
    wrong(
        &criterion,
        5,
        "\"idea\"",
        "nobody scores `best`",
        "`decided_by = \"jury\"`",
    );
    let counted = award("audience", "most = 2\n") + BALLOT;
    wrong(&counted, 5, "2", "the count decides", "remove this line");
    wrong(
        &award("jury", "most = 0\n"),
        5,
        "0",
        "cannot be 0",
        "1 or more",
    );
    wrong(
        &award("jury", "most = 3\n"),
        5,
        "3",
        "3 of 2 finalists",
        "between 1 and 2",
    );
    let two = award("jury", "winner = [\"echo\", \"mirror\"]\nmost = 1\n");
    wrong(
        &two,
        6,
        "1",
        "the file names `echo` and `mirror`",
        "write `most = 2`",
    );
    // Who decides is wrong already: nothing else is said.
    let unknown = award(
        "jurie",
        "most = 3\nblend = { jury = 1 }\ncriterion = \"x\"\n",
    );
    wrong(
        &unknown,
        4,
        "\"jurie\"",
        "cannot be `jurie`",
        "did you mean `jury`?",
    );
}
