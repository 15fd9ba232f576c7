//! A soundcheck of the hall and its nodes together.

use super::{Venue, in_phase, well};
use crate::support::server::{Room, Server, run};
use serde_json::Value;

#[test]
fn a_soundcheck_shares_its_phones_out_among_hall_and_nodes_and_counts_one_result() {
    let venue = Venue::open();
    let hall = venue.hall();
    let nodes = ["n1", "n2"].map(|name| venue.node(name));
    for node in &nodes {
        well(node);
        in_phase(node, "before");
    }
    let show = venue.room.show();
    let show = show.to_str().expect("a path");
    let places = [&hall.base, &nodes[0].base, &nodes[1].base, show];
    let length = ["--phones", "60", "--minutes", "0.15", "--json"];
    let arguments: Vec<&str> = ["soundcheck"]
        .into_iter()
        .chain(places)
        .chain(length)
        .collect();
    let said = run(&arguments, venue.room.path());
    let sheet: Value = serde_json::from_str(&said.out).expect(&said.err);
    let rows = sheet["rows"].as_array().expect("rows");
    let row = |name: &str| {
        let row = rows.iter().find(|row| row["name"] == name);
        row.unwrap_or_else(|| panic!("no row {name}: {sheet:#}"))
    };
    for name in [
        "connected",
        "answered",
        "lost",
        "counted twice",
        "turnout",
        "frame",
    ] {
        assert_eq!(row(name)["verdict"], "pass", "{sheet:#}\n{}", said.err);
    }
    assert!(row("turnout")["numbers"]["server"].as_u64() > Some(30));
    // Each of them had its part.
    for server in nodes.iter().chain([&hall]) {
        assert!(
            sheet["url"]
                .as_str()
                .is_some_and(|url| url.contains(&server.base))
        );
    }
}

#[test]
fn two_folders_and_an_address_of_another_show_are_refused() {
    let rooms = [Room::demo(), Room::demo()];
    let [one, other] = rooms.each_ref().map(Server::start);
    let said = run(&["soundcheck", &one.base, "gala", "gala"], rooms[0].path());
    assert_eq!(said.code, 2);
    assert!(said.err.contains("second folder"), "{}", said.err);
    let said = run(&["soundcheck", &one.base, &other.base], rooms[0].path());
    assert_eq!(said.code, 1);
    assert!(said.err.contains("different shows"), "{}", said.err);
}
