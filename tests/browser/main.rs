//! The evening as people see it: Debian's chromium on the panel, the stage, the producer's desk and
//! the phone.
//!
//! Slow and few. What can be held without a browser is held in the other suites. With
//! `PALMARES_PICTURES=1` the tests also save what they see under `tests/pictures/`.

#[path = "../support/mod.rs"]
mod support;

mod access;
mod air;
mod alphabets;
mod asleep;
mod audience;
mod axe;
mod begin;
mod browser;
mod cable;
mod chair;
mod clip;
mod cover;
mod crew;
#[allow(dead_code)]
#[path = "../disk/disk.rs"]
mod disk;
mod envelope;
mod evening;
mod failing;
mod film;
mod fit;
mod focus;
mod gold;
mod halves;
mod identity;
mod import;
mod jury;
mod jury_sheet;
mod keys;
mod late;
mod lettering;
mod link;
mod lossy;
mod message;
mod motion;
mod note;
mod pace;
mod panel;
mod phone;
mod pictures;
mod portal;
mod portal_crew;
mod prepare;
mod ready;
mod red;
mod rehearsal;
mod ruling;
mod rundown;
mod screens;
mod settled;
mod several;
mod sizes;
mod slow;
mod small;
mod sound;
mod stage;
mod torture;
mod trace;
mod trust;
mod wall;
mod whole;
