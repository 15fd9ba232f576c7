//! proptest, with a seed that is printed and a number of cases that the form of the run decides.

use crate::support::dice::{form, seed};
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use std::fmt::Debug;
use std::time::{Duration, Instant};

/// One case takes no longer, whatever is in it.
const CASE_MAX: Duration = Duration::from_secs(5);

/// Tries so many cases; the first one that fails is made small and shown.
pub fn explore<S: Strategy>(
    what: &str,
    (quick, long): (u32, u32),
    strategy: &S,
    check: impl Fn(S::Value),
) where
    S::Value: Debug,
{
    let cases = form(quick, long);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed(what).to_le_bytes());
    let config = Config {
        cases,
        failure_persistence: None,
        max_global_rejects: cases.saturating_mul(4),
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let started = Instant::now();
    let found = TestRunner::new_with_rng(config, rng).run(strategy, |case| {
        let began = Instant::now();
        check(case);
        assert!(began.elapsed() < CASE_MAX, "it took {:?}", began.elapsed());
        Ok(())
    });
    match found {
        Ok(()) => println!("{what}: {cases} cases in {:?}", started.elapsed()),
        Err(TestError::Fail(why, case)) => panic!("{what}: {why}\n{case:?}"),
        Err(TestError::Abort(why)) => panic!("{what}: {why}"),
    }
}

/// Text that is nearly `from`: pieces are cut out, put in, doubled or swapped.
pub fn mutated(from: &'static str) -> impl Strategy<Value = String> {
    let pieces = [
        "",
        "\0",
        "\n",
        "\r\n",
        "\"",
        "'",
        "\\",
        "{",
        "}",
        "[",
        "]",
        "=",
        ",",
        ":",
        "#",
        "%00",
        "%ff",
        "..",
        "/",
        "../",
        " ",
        "\u{feff}",
        "\u{202e}",
        "é",
        "獎",
        "𝕏",
        "-1",
        "0",
        "1e999",
        "99999999999999999999",
        "true",
        "null",
        "\"\"\"",
        "'''",
        "<script>",
        "\u{7f}",
    ];
    let put = proptest::prelude::prop_oneof![
        3 => proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned),
        1 => ".{0,12}",
    ];
    let change = (0usize..100_000, 0usize..40, put, 0usize..4);
    proptest::collection::vec(change, 1..4).prop_map(move |changes| {
        let mut text: Vec<char> = from.chars().collect();
        for (at, length, put, how) in changes {
            let from = at % (text.len() + 1);
            let to = (from + length).min(text.len());
            let piece: Vec<char> = text[from..to].to_vec();
            let put: Vec<char> = put.chars().collect();
            match how {
                0 => drop(text.splice(from..to, put)),
                1 => drop(text.splice(from..from, piece)),
                2 => text[from..to].reverse(),
                _ => drop(text.splice(from..from, put)),
            }
        }
        text.into_iter().collect()
    })
}
