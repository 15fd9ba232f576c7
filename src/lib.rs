//! Palmares: the server behind an awards night.
//!
//! The MC touches a tablet; the projector reveals; the hall votes from its phones; nothing is shown
//! too early, nothing that was accepted is lost, and the show goes on whatever fails. This page is
//! the map; [`guide`] is what the people of a show read.
//!
//! # The flow: one way, no back and forth
//!
//! ```text
//!  tablet ─┐
//!  clicker ├─> control ─> director ─> decide ─> events ─> journal ─> apply ─> state ─> views ─> fan-out ─> screens
//!  API     ┘   (who may)  (refuses)   (pure)              (durable)  (pure)            (pure)
//!  phones ───> vote ──> ballot box (durable, one order) ──> receipt;  close mark ──> fold ──> an event like any other
//!  jurors ──> score ──> score box  (durable, one order) ──> kept;     an act     ──> fold ──> an event like any other
//! ```
//!
//! - A **command** ([`show::command`]) may be refused, with a reason that a person can act on
//!   ([`show::refusal`]). An **event** ([`show::event`]) is a fact and never is.
//! - **Control** ([`control`]) is the one door for commands and for looks at what is secret: one
//!   table says who may do what, and a look is on record before it is answered. HTTP only parses.
//! - An evening is a value ([`evening`]): its ledgers, its log, its state, and how storage stands.
//!   The **director** ([`director`]) moves the one that all see, as the only writer of the show:
//!   decide, append, apply, publish, in that order. No screen shows what a restart would forget.
//!   Degraded mode, when the disk has failed, is the one exception, and it says so
//!   (`stored: false`).
//! - The **editor** ([`editor`]) changes the show file while its show runs: the file is judged,
//!   written whole, and taken over as if it had been read again, or it stays as it was.
//! - A **ledger** ([`ledger`]) keeps records in one order; a pure fold tells what they mean.
//! - **Votes** have their own road ([`ballotbox`]): a hundred thousand of them and one rule.
//!   Closing is a mark in the same order as the votes.
//! - **Votes from outside** the hall stand in a log on servers of their own ([`net`]), which nodes
//!   and the hall write to; the same rules count them, and the hall never waits for any of it.
//! - **Scores** have another road of the same kind ([`scorebox`]): submitting and closing are
//!   records in the scores' own order, and the journal tells them afterwards, with their place.
//! - **Views** ([`view`]) are where secrecy is decided, and nowhere else: one pure function per
//!   role, from the state to what that role may see.
//! - **Fan-out** ([`fanout`], [`hall`]) keeps the latest frame per role and language, rendered once
//!   and shared by all. A slow client skips frames and never queues. Phones ([`phones`]) have
//!   threads of their own: a frame is encoded once as the bytes of the wire, and written to one
//!   socket after the other.
//!
//! # The levels
//!
//! A module imports only from lower levels, and a few from a neighbour; `tests/tidy` names those
//! and holds all of it.
//!
//! | level | modules |
//! |---|---|
//! | 0 | [`show`]: the rules, pure · [`words`]: what people read, pure |
//! | 1 | [`view`] · [`ledger`] · [`journal`] · [`ballotbox`] · [`scorebox`] · [`net`] · [`clock`] · [`keys`] · [`secret`] · [`voter`] · [`media`] · [`metrics`] · [`folder`] · [`tls`] · [`fonts`] · [`guide`] |
//! | 2 | [`presence`] · [`hall`] · [`phones`] · [`fanout`] · [`import`] |
//! | 3 | [`evening`] · [`director`] |
//! | 4 | [`control`] · [`editor`] |
//! | 5 | [`http`] · [`integration`] · [`demo`] |
//! | 6 | [`cli`] |
//!
//! One noun runs through every layer: `src/view/stage.rs`, `src/http/stage.rs`, `web/stage.html`,
//! `static/stage.js`.
//!
//! # What is absent on purpose
//!
//! - [`show`] has no clock, no randomness, no I/O and no panic: time comes in as an argument, so a
//!   replay is exact.
//! - Nothing but [`clock`] asks what time it is, and a show reads the wall clock once: a clock that
//!   jumps in mid-show moves nothing. Whoever only needs a span measures it.
//! - A replay never reads `show.toml`: the first event of a journal is the whole show as loaded.
//! - No view reads what is in an envelope: winners come from what was revealed. Two shows that
//!   differ only in sealed winners send the same bytes.
//! - What phones may know is a value, a [`view::audience::Bulletin`]: their pages and frames are
//!   made from it. The audience's half of [`http`], its [`http::foyer`], sees that value, the
//!   voters and the boxes that hold votes, never the show's state: a node runs it on another
//!   machine.
//! - There is no queue without a named limit, and no client that another one waits for.
//!
//! # Errors
//!
//! Bad input gets a clear error that says how to mend it, and changes nothing. Nothing panics, and
//! no error names a secret. What went wrong is told in the place where somebody can act on it:
//!
//! | error | who meets it | what it says |
//! |---|---|---|
//! | [`show::refusal::Refusal`] | whoever runs the show | a rule of the show says no, and why |
//! | [`show::vote::VoteError`] | a voter | why a vote comes to nothing; one word for all doors |
//! | [`import::ImportError`] | whoever imports a list | why the file is no list, or cannot be taken |
//! | [`show::file::Diagnostic`] | whoever writes `show.toml` | line, column, and what to write |
//! | [`show::fault::Fault`] | the producer | a file that cannot be shown: a plate stands in for it |
//! | [`ledger::damage::Damage`] | whoever starts the server | a store is not what it was, and what mends it |
//! | [`ledger::AppendError`] | the director | not stored: the evening goes on in degraded mode |
//! | [`editor::EditorError`] | whoever edits the show while it runs | why file and show stay as they are |
//! | [`ledger::jetstream::NetError`] | whoever prepares the log outside | what its servers lack, at the start |
//! | [`control::ControlError`] | every door | not known, not allowed, refused, or not stored |
//! | [`http::error::Problem`] | programs and browsers | all of these on the network, with one word |
//! | [`cli::Failure`] | whoever types a command | the text, and the exit code: 2 for wrong usage |
//!
//! An error that stops a start names its file and a way on. While the show runs nothing but the
//! hall's own vote waits for a disk: errors of mirrors, media and links are told and tried again.

pub mod ballotbox;
pub mod cli;
pub mod clock;
pub mod control;
pub mod demo;
pub mod director;
pub mod editor;
pub mod evening;
pub mod fanout;
pub mod folder;
pub mod fonts;
pub mod guide;
pub mod hall;
pub mod http;
pub mod import;
pub mod integration;
pub mod journal;
pub mod keys;
pub mod ledger;
pub mod media;
pub mod metrics;
pub mod net;
pub mod phones;
pub mod presence;
pub mod scorebox;
pub mod secret;
pub mod show;
pub mod tls;
pub mod view;
pub mod voter;
pub mod words;
