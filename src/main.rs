//! Parses the command line and hands over.

use clap::Parser;
use palmares::cli::Cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    palmares::cli::run(Cli::parse())
}
