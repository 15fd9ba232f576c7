//! Sockets that never read cost nobody else anything.

use crate::Scale;
use crate::fanout::{AT_ONCE, Rounds, extend};
use crate::figures::{Section, in_ms, median};
use crate::house::House;
use crate::machine;
use crate::phones::Phones;
use crate::wire::upgrade;
use socket2::{Domain, Protocol, Socket, Type};
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};

/// How many they are, and where they come from, which is how they are told from the others.
const DEAF: usize = 500;
const ADDRESS: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 200);

/// Frames until nothing more fits between the server and somebody who does not read, at most.
const FRAMES_MAX: usize = 600;

/// The others' p99, over the same without the deaf.
const SLOWER_MOST: f64 = 1.2;

/// Takes as little as the system allows, and never reads it.
fn deaf_socket(server: SocketAddr) -> Socket {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, Some(Protocol::TCP)).expect("a socket");
    socket.set_recv_buffer_size(1).expect("a small buffer");
    socket
        .bind(&SocketAddr::from((ADDRESS, 0)).into())
        .expect("a port");
    socket.connect(&server.into()).expect("connected");
    (&socket)
        .write_all(&upgrade("/live/audience"))
        .expect("asked");
    socket
}

/// 500 sockets that never read, against none.
pub fn deaf(scale: &Scale) -> Section {
    let said = format!(
        "{DEAF} sockets with the smallest receive buffer open the phones' line and never read. They are sent frames until none fits any more; then the others come, and are told as in the fan-out. The server hangs up on the deaf ten seconds after they got stuck."
    );
    let header = [
        "phones",
        "p99 without the deaf",
        "p99 with them",
        "slower (at most 20 %)",
        "last without",
        "last with",
        "deaf that were stuck",
        "missed",
    ];
    let mut section = Section::new("Deaf", said, &header);
    let (mut alone, mut beside, mut stuck) = (Rounds::default(), Rounds::default(), DEAF);
    for _ in 0..scale.turns {
        let house = House::voting();
        hear(&house, scale, &mut alone);
        let deaf: Vec<Socket> = (0..DEAF).map(|_| deaf_socket(house.address)).collect();
        stuff(&house);
        hear(&house, scale, &mut beside);
        stuck = stuck.min(machine::held_back(house.address, ADDRESS));
        drop(deaf);
    }
    let (p99, with) = (median(&alone.p99_ms), median(&beside.p99_ms));
    let slower = format!("{:+.0} %", (with / p99 - 1.0) * 100.0);
    let slower = section.at_most("p99 with the deaf", with / p99, SLOWER_MOST, slower);
    let missed = alone.missed + beside.missed;
    let stuck = section.at_least("stuck", stuck as f64, DEAF as f64, stuck.to_string());
    section.row([
        scale.hall.to_string(),
        in_ms(p99),
        in_ms(with),
        slower,
        in_ms(median(&alone.last_ms)),
        in_ms(median(&beside.last_ms)),
        stuck,
        missed.to_string(),
    ]);
    section
}

/// A hall that comes, is told, and goes.
fn hear(house: &House, scale: &Scale, into: &mut Rounds) {
    let mut hall = Phones::before(house.address);
    let admission = hall.admit(scale.hall, AT_ONCE, false);
    assert_eq!(admission.failed, 0, "the server takes everybody");
    hall.listen_to(house.caller());
    into.take(&mut hall, &extend(house), scale.rounds, || house.cpu());
}

/// Frames until every one of the deaf is stuck.
fn stuff(house: &House) {
    let (mut caller, asked) = (house.caller(), extend(house));
    for sent in 0..FRAMES_MAX {
        if sent % 50 == 49 && machine::held_back(house.address, ADDRESS) == DEAF {
            return;
        }
        let (status, _) = caller.ask(&asked).expect("an answer");
        assert_eq!(status, 200, "a second more");
    }
}
