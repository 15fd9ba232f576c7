//! The command line: one file per subcommand.

mod audience;
mod banner;
mod begin;
mod check;
mod copy;
mod demo;
mod export;
mod guide;
mod import;
mod licences;
mod limits;
mod links;
mod listen;
mod net;
mod new;
mod outside;
mod ready;
mod secrets;
mod serve;
mod soundcheck;
pub mod storage;
mod tickets;
mod tls;
mod verify;

use clap::{Args, Parser, Subcommand};
use std::fmt;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// The server behind an awards night: the MC reveals, the hall votes, nothing is shown too early
/// and nothing is lost.
#[derive(Parser)]
#[command(version, about, after_help = EXAMPLES, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Verb,
}

const EXAMPLES: &str = "\
Examples:
  palmares demo                      the built-in show, to look around
  palmares new gala                  a folder with a first show file to edit
  palmares import gala list.xlsx     the works, or the whole show, from a spreadsheet
  palmares check gala                every mistake in it, with line and column
  palmares serve gala                the evening itself
  palmares soundcheck http://192.168.1.20:8080 gala --phones 4000
  palmares export gala --format csv  afterwards
  palmares guide failures            what happens when things fail

Every option can also come from the environment, for example PALMARES_LISTEN=0.0.0.0:80.";

#[derive(Subcommand)]
enum Verb {
    /// Serve the built-in show from ./palmares-demo
    ///
    /// Writes the AIGC film final into ./palmares-demo, so that you can read and edit it, and
    /// serves it. A folder that is there already is used as it is and never overwritten.
    Demo {
        #[command(flatten)]
        options: Options,
        /// Simulated phones that join and vote; 0 for none
        #[arg(long, value_name = "PHONES", default_value_t = 120, env = "PALMARES_CROWD", value_parser = clap::value_parser!(u32).range(0..=5000))]
        crowd: u32,
        /// Begin before the jury has decided: nothing sealed, with simulated score sheets
        #[arg(long, env = "PALMARES_REJUDGE")]
        rejudge: bool,
    },
    /// Make a folder with a first show file
    ///
    /// Writes DIR/show.toml, small and commented, and an empty DIR/media for posters, clips and
    /// logos.
    New {
        /// The folder to make
        dir: PathBuf,
    },
    /// Check a show file and name every mistake
    ///
    /// Prints show.toml:LINE:COLUMN and what would mend it. Exit code 2 if it cannot be served.
    Check {
        /// The show folder
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// Say whether the doors may be opened; exit code 1 if something is to be mended first
        #[arg(long, env = "PALMARES_READY")]
        ready: bool,
    },
    /// Take the works over from a spreadsheet
    ///
    /// Reads an .xlsx file, CSV or pasted cells, and prints what would become of every row; nothing
    /// is written without --apply. A second import shows what is new, changed or gone, and what
    /// was changed here by hand stays. Exit code 2, and nothing written, if the file is no table
    /// or a row is wrong.
    Import(import::ImportArguments),
    /// Serve a show
    ///
    /// Prints every link and the audience's QR code, and writes links.json into the show folder.
    /// Stop it with Ctrl-C at any time, or pull the plug: at the next start the show stands on the
    /// same cue.
    Serve {
        /// The show folder
        #[arg(default_value = ".")]
        dir: PathBuf,
        #[command(flatten)]
        options: Box<Options>,
        #[command(flatten)]
        net: Box<outside::NetServe>,
    },
    /// Print tickets for a ballot with identity = "ticket"
    ///
    /// Makes unguessable codes and a sheet of cards to print and cut (DIR/tickets-….html). The
    /// folder keeps only keyed hashes of the codes: whoever has the sheet can vote, so delete it
    /// once it is printed.
    Tickets {
        /// The show folder
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// How many
        #[arg(long, default_value_t = 100, env = "PALMARES_COUNT", value_parser = clap::value_parser!(u32).range(1..=100_000))]
        count: u32,
        /// What the cards' codes say; the running server's audience address if not given
        #[arg(long, value_name = "URL", env = "PALMARES_PUBLIC_URL")]
        public_url: Option<String>,
    },
    /// Bring a simulated hall to a running server, and say whether the real one will be well served
    ///
    /// Phones load the page, connect, join, vote, change their minds, drop and come back; a sheet
    /// says how many were connected and answered, whether a vote was lost or counted twice, and how
    /// long pages, votes and frames took. Opens a ballot for it and puts the evening back
    /// afterwards. Refuses a running show. Exit code 0 if the hall is well served, 1 if it would
    /// suffer.
    Soundcheck(Box<soundcheck::Arguments>),
    /// A log for the votes of an audience that is larger than one machine
    #[command(subcommand)]
    Net(net::NetVerb),
    /// Serve the audience alone, on another machine, from the log outside
    ///
    /// A node: it needs no show folder, keeps nothing, and may be started in any order, as often as
    /// there are phones for. Guests vote into the log and hear what is in it. Everything that is
    /// not the audience's is answered 404. /healthz answers 200 once all of the log is read.
    Audience(Box<audience::NodeArguments>),
    /// Recount the ballots of an exported evening
    ///
    /// Reads a JSON export and nothing else: checks the box's chain link by link, counts every
    /// ballot again, and compares digests and tallies. Exit code 0 if all of it holds, 1 if not.
    Verify {
        /// A file written by: palmares export --format json
        file: PathBuf,
    },
    /// Print the guide: the evening, the show file, what happens when things fail
    ///
    /// Without a topic the list of them. It is Markdown, a hundred columns wide at most.
    Guide {
        /// What to read about
        #[arg(value_parser = guide::topic(), ignore_case = true)]
        topic: Option<String>,
    },
    /// Print the licences of everything that is in this program
    ///
    /// Its own, its fonts', and those of every library: they ask that their notices travel with the
    /// program.
    Licences,
    /// Write out everything of an evening
    ///
    /// Asks the server if one is running on this folder, and reads the folder itself if not.
    /// Without -o the text goes to the terminal.
    Export(export::ExportArguments),
}

/// An address to listen on, or what to write instead.
fn address(text: &str) -> Result<SocketAddr, String> {
    let local = text.replacen("localhost:", "127.0.0.1:", 1);
    let mend = "write an address and a port: 0.0.0.0:8080 for everybody in the network, \
        127.0.0.1:8080 for this machine alone";
    local.parse().map_err(|_| mend.to_owned())
}

/// How to serve.
#[derive(Args, Clone)]
pub struct Options {
    /// The address and port to answer on; port 0 picks a free one
    #[arg(
        long,
        value_name = "ADDR:PORT",
        default_value = "0.0.0.0:8080",
        value_parser = address,
        env = "PALMARES_LISTEN"
    )]
    pub listen: SocketAddr,
    /// What the audience's QR code says; this machine's address in the local network if not given
    #[arg(long, value_name = "URL", env = "PALMARES_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// A second address that answers the audience only, for a tunnel or a public relay
    #[arg(long, value_name = "ADDR:PORT", value_parser = address, env = "PALMARES_AUDIENCE_LISTEN")]
    pub audience_listen: Option<SocketAddr>,
    /// A second address that answers the jury and its chair only, for judging from home
    #[arg(long, value_name = "ADDR:PORT", value_parser = address, env = "PALMARES_JURY_LISTEN")]
    pub jury_listen: Option<SocketAddr>,
    /// Where the jury reaches that address, such as that of a tunnel
    #[arg(
        long,
        value_name = "URL",
        requires = "jury_listen",
        env = "PALMARES_JURY_URL"
    )]
    pub jury_url: Option<String>,
    /// An address that answers /metrics alone, without a key, for Prometheus
    #[arg(long, value_name = "ADDR:PORT", value_parser = address, env = "PALMARES_METRICS")]
    pub metrics: Option<SocketAddr>,
    /// A folder for a second copy of everything that is stored, on a USB stick for example
    ///
    /// The copy follows within a second and may be pulled out and put back at any time. At a start
    /// it mends what the show folder has lost.
    #[arg(long, value_name = "FOLDER", env = "PALMARES_MIRROR")]
    pub mirror: Option<PathBuf>,
    /// Begin with a rehearsal, which leaves nothing behind
    ///
    /// It ends on the producer's page, or when the doors are declared open. Without this a start is
    /// always the evening itself.
    #[arg(long, env = "PALMARES_REHEARSE")]
    pub rehearse: bool,
    /// Go on although votes are lost that the journal knows of
    ///
    /// For a show that must not wait: what was counted stays as it was announced, but can no longer
    /// be counted again.
    #[arg(long, env = "PALMARES_WITHOUT_VOTES")]
    pub without_votes: bool,
    /// Go on although scores are lost that the journal knows of
    ///
    /// For a jury that must not wait: what was decided stays, but can no longer be counted again.
    #[arg(long, env = "PALMARES_WITHOUT_SCORES")]
    pub without_scores: bool,
    /// Take over what a mirror has beyond the show folder
    ///
    /// For a second laptop whose copy of the folder is older than the stick of --mirror. Only
    /// records that carry this show's seal are taken from a stick; one beside show.db that an
    /// earlier version wrote is taken as it is.
    #[arg(long, env = "PALMARES_FROM_MIRROR")]
    pub from_mirror: bool,
    /// Go on although keys.json is lost, or is not the one that the evening was begun with
    ///
    /// What was counted stays. Every link is a new one, whoever has voted can vote again, and the
    /// journal says so.
    #[arg(long, env = "PALMARES_NEW_KEYS")]
    pub new_keys: bool,
    /// A TLS certificate (PEM) to serve HTTPS
    #[arg(
        long,
        value_name = "FILE",
        requires = "tls_key",
        env = "PALMARES_TLS_CERT"
    )]
    pub tls_cert: Option<PathBuf>,
    /// The certificate's private key (PEM)
    #[arg(
        long,
        value_name = "FILE",
        requires = "tls_cert",
        env = "PALMARES_TLS_KEY"
    )]
    pub tls_key: Option<PathBuf>,
    /// HTTPS for those who run the show, without the internet: makes certificates of its own, which
    /// each of their devices learns to trust once, at /trust
    #[arg(
        long,
        conflicts_with_all = ["tls_cert", "tls_key"],
        env = "PALMARES_TLS_LOCAL"
    )]
    pub tls_local: bool,
}

impl Options {
    /// The arguments that name what is lost and gone without.
    fn without(&self) -> Vec<&'static str> {
        let all = [
            (self.without_votes, "--without-votes"),
            (self.without_scores, "--without-scores"),
        ];
        let given = all.into_iter().filter(|(given, _)| *given);
        given.map(|(_, argument)| argument).collect()
    }
}

/// Why a command failed: what is said, and the exit code.
#[derive(Debug)]
pub struct Failure {
    code: u8,
    text: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<Failure> for String {
    fn from(failure: Failure) -> String {
        failure.text
    }
}

impl Failure {
    /// Wrong usage or a bad show: exit code 2.
    pub fn usage(text: impl fmt::Display) -> Self {
        Failure {
            code: 2,
            text: text.to_string(),
        }
    }

    /// Anything else: exit code 1.
    pub fn other(text: impl fmt::Display) -> Self {
        Failure {
            code: 1,
            text: text.to_string(),
        }
    }

    /// What is wrong stands in what the command has printed already: exit code 1.
    pub fn told() -> Self {
        Failure::other("")
    }
}

/// Runs a command and tells how it ended: 0 done, 2 wrong usage or a bad show, 1 anything else.
pub fn run(cli: Cli) -> ExitCode {
    let result = match cli.command {
        Verb::Demo {
            options,
            crowd,
            rejudge,
        } => demo::run(&options, crowd, rejudge),
        Verb::Tickets {
            dir,
            count,
            public_url,
        } => tickets::run(&dir, count, public_url.as_deref()),
        Verb::Guide { topic } => guide::run(topic.as_deref()),
        Verb::Licences => licences::run(),
        Verb::Net(verb) => net::run(&verb),
        Verb::Audience(arguments) => audience::run(&arguments),
        Verb::Soundcheck(arguments) => soundcheck::run(&arguments),
        Verb::Verify { file } => verify::run(&file),
        Verb::New { dir } => new::run(&dir),
        Verb::Check { dir, ready } => check::run(&dir, ready),
        Verb::Import(arguments) => import::run(&arguments),
        Verb::Serve { dir, options, net } => serve::run(&dir, &options, &net),
        Verb::Export(arguments) => export::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.text.is_empty() {
                eprintln!("{failure}");
            }
            ExitCode::from(failure.code)
        }
    }
}

/// Writes a long text to the terminal.
fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().write_all(text.as_bytes()) {
        // Whoever reads the first page only closes the pipe.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(Failure::other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        <Cli as clap::CommandFactory>::command().debug_assert();
        let _: Cli = Cli::parse_from(["palmares", "serve", "gala", "--listen", "127.0.0.1:0"]);
    }
}
