//! The log outside, where a ballot takes votes from there.

use super::*;
use crate::show::programme::Reach;
use crate::view::NetSight;

fn reaching(reach: Reach) -> Show {
    let mut show = show();
    show.ballots[0].reach = reach;
    show
}

fn rows(report: &ReadyReport) -> Vec<(Light, &str)> {
    let rows = report.rows.iter().filter(|row| row.subject == "outside");
    rows.map(|row| (row.light, row.says.as_str())).collect()
}

fn with_net(net: Option<NetSight>) -> ReadyReport {
    let mut facts = machine();
    facts.net_prepared = true;
    let live = Live {
        net,
        ..live_on(facts)
    };
    judged(reaching(Reach::Both), &live)
}

fn well() -> NetSight {
    NetSight {
        up: true,
        fresh: true,
        ..NetSight::default()
    }
}

#[test]
fn a_show_of_the_hall_alone_has_no_row_about_the_log_outside() {
    let report = judged(reaching(Reach::Hall), &live_on(machine()));
    assert_eq!(rows(&report), []);
}

#[test]
fn a_ballot_that_reaches_outside_needs_a_log_that_is_prepared_and_a_server_that_has_it() {
    for reach in [Reach::Both, Reach::Net] {
        let unprepared = judged(reaching(reach), &live_on(machine()));
        let says = "People outside are to vote, and no log was prepared for their votes.";
        assert_eq!(rows(&unprepared), [(Light::Red, says)]);
    }
    let says = "People outside are to vote, and this server has no log outside.";
    assert_eq!(rows(&with_net(None)), [(Light::Red, says)]);
    let mut at_rest = machine();
    (at_rest.served, at_rest.net_prepared) = (false, true);
    let at_rest = judged(reaching(Reach::Both), &live_on(at_rest));
    assert_eq!(rows(&at_rest)[0].0, Light::Amber);
    let says = "The log outside is read.";
    assert_eq!(rows(&with_net(Some(well()))), [(Light::Green, says)]);
}

#[test]
fn each_lack_of_the_log_outside_has_a_row_that_says_what_to_do() {
    type Change = fn(&mut NetSight);
    let with = |change: Change| {
        let mut net = well();
        change(&mut net);
        let report = with_net(Some(net));
        let row = report.rows.iter().find(|row| row.subject == "outside");
        let row = row.expect("a row");
        assert!(!row.mend.is_empty());
        (row.light, row.says.clone())
    };
    let lacks: [(Change, Light, &str); 5] = [
        (|net| net.up = false, Light::Red, "no line"),
        (|net| net.fresh = false, Light::Red, "take no votes"),
        (|net| net.trouble = true, Light::Red, "cannot be counted"),
        (|net| net.one_reader = true, Light::Amber, "One server"),
        (|net| net.differing = vec!["n2".into()], Light::Red, "n2"),
    ];
    for (change, light, word) in lacks {
        let (found, says) = with(change);
        assert_eq!(found, light, "{says}");
        assert!(says.contains(word), "{word}: {says}");
    }
}
