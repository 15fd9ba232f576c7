//! The whole server under load, beside the least that any server would have to do, in the same run.
//!
//! `cargo bench --bench hall` takes every figure; names behind `--` choose some. The server is the
//! program as it is built for release, in a folder of its own and on a free port of this machine.
//! The floors are this same program, started again under another name: bare loops, which know
//! nothing of shows and keep nothing back.

#[allow(dead_code)]
#[path = "../../net/cluster.rs"]
mod cluster;
#[path = "../evening.rs"]
mod evening;
#[path = "../../support/mod.rs"]
mod support;

mod deaf;
mod doors;
mod fanout;
mod figures;
mod floors;
mod house;
mod machine;
mod memory;
mod million;
mod net;
mod phones;
mod scores;
mod screen;
mod trial;
mod voters;
mod votes;
mod wire;

use clap::Parser;
use figures::{Section, write};
use std::path::PathBuf;

/// Takes the figures of one measure.
type Measure = fn(&Scale) -> Section;

/// What can be measured, in the order in which it is.
const MEASURES: [(&str, Measure); 12] = [
    ("fanout", fanout::fanout),
    ("quiet", fanout::quiet),
    ("deaf", deaf::deaf),
    ("memory", memory::memory),
    ("doors", doors::doors),
    ("votes", votes::votes),
    ("scores", scores::scores),
    ("million", million::million),
    ("net-votes", net::votes::votes),
    ("net-silence", net::silence::silence),
    ("net-restart", net::restart::restart),
    ("net-doors", net::doors::doors),
];

/// Takes the figures of the whole server, and of the floors beside it.
#[derive(Parser)]
struct Options {
    /// Only these: rules, fanout, quiet, deaf, memory, doors, votes, scores, million, net-votes,
    /// net-silence, net-restart, net-doors
    measures: Vec<String>,
    /// Small numbers: whether it works, not how fast it is
    #[arg(long)]
    quick: bool,
    /// Put the figures into tests/bench/FIGURES.md
    #[arg(long)]
    write: bool,
    /// What the benches of the rules printed, for the same page
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    #[command(flatten)]
    trial: trial::Trial,
    /// Said by cargo bench, and not by cargo test
    #[arg(long, hide = true)]
    bench: bool,
    /// Be a floor instead
    #[arg(long, hide = true, value_name = "NAME")]
    floor: Option<String>,
    /// What the floor reads and writes
    #[arg(long, hide = true, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// How much of everything.
pub struct Scale {
    /// Halls of so many phones.
    pub halls: Vec<usize>,
    /// The hall of all figures but the fan-out's.
    pub hall: usize,
    /// Rounds of a fan-out that count.
    pub rounds: usize,
    /// How often floor and server take turns.
    pub turns: usize,
    /// Seconds of votes that count.
    pub seconds: u64,
    /// Stops on the way to the largest ballot.
    pub ballots: Vec<usize>,
    /// Cues of a long evening.
    pub cues: usize,
    /// How often the leader of the log outside is killed.
    pub kills: usize,
    /// Phones at each of two nodes.
    pub at_node: usize,
    /// Minutes of phones that come and go; none for a few waves.
    pub minutes: Option<u64>,
}

impl Scale {
    fn full() -> Scale {
        let long = std::env::var("PALMARES_LONG").is_ok_and(|long| long == "1");
        Scale {
            halls: vec![1_000, 5_000, 10_000, 19_900],
            hall: 10_000,
            rounds: 10,
            turns: 2,
            seconds: 4,
            ballots: vec![10_000, 100_000, 1_000_000],
            cues: 10_000,
            kills: 10,
            at_node: 9_900,
            minutes: long.then_some(60),
        }
    }

    fn quick() -> Scale {
        Scale {
            halls: vec![500, 1_000],
            hall: 1_000,
            rounds: 4,
            turns: 1,
            seconds: 1,
            ballots: vec![2_000, 20_000],
            cues: 500,
            kills: 1,
            at_node: 500,
            minutes: None,
        }
    }
}

fn main() {
    let options = Options::parse();
    machine::allow_many_files();
    if let Some(name) = &options.floor {
        return floors::be(name, options.dir.as_deref());
    }
    if !options.bench {
        println!("figures are taken by: tests/bench/run");
        return;
    }
    options.trial.begin();
    let scale = match options.quick {
        true => Scale::quick(),
        false => Scale::full(),
    };
    // What the rules cost is measured by a bench of their own, and only written down here.
    let known =
        |name: &String| name == "rules" || MEASURES.iter().any(|(measure, _)| measure == name);
    if let Some(unknown) = options.measures.iter().find(|name| !known(name)) {
        eprintln!("there is no measure called {unknown}");
        std::process::exit(2);
    }
    let chosen = |name: &str| {
        options.measures.is_empty() || options.measures.iter().any(|measure| measure == name)
    };
    println!("{}\n", machine::described());
    let mut sections = Vec::new();
    for (name, measure) in MEASURES.into_iter().filter(|(name, _)| chosen(name)) {
        eprintln!("{name} …");
        let section = measure(&scale);
        println!("{section}");
        sections.push(section);
    }
    for over in sections.iter().flat_map(Section::over) {
        println!("over its budget: {over}");
    }
    if options.write {
        write(&sections, options.rules.as_deref(), &options.measures);
    }
}
