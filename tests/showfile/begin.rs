//! A first show file from five answers: whatever is typed makes a show, or is told what is missing.

use crate::FILES;

use palmares::show::file::begin::{BeginError, FirstShow, LANGUAGES};
use palmares::show::file::read;
use palmares::show::programme::{DecidedBy, Show};
use proptest::prelude::*;

fn answers() -> FirstShow {
    FirstShow {
        languages: "zh-Hant-HK,en".into(),
        title: "頒獎典禮 / Awards night".into(),
        date: "2026-12-31".into(),
        works: "海\tOne\n\n山 / Two\n".into(),
        prizes: "最佳剪接 / Best editing\nBest film".into(),
        hall: "People’s Choice".into(),
        ..FirstShow::default()
    }
}

fn made(beginning: &FirstShow) -> Show {
    let text = beginning.file().expect("a show");
    let read = read("show.toml", &text, &FILES);
    read.unwrap_or_else(|found| panic!("{found:?}\n{text}")).0
}

#[test]
fn the_last_prize_is_the_main_one_and_the_hall_votes_for_its_own() {
    let show = made(&answers());
    assert_eq!(show.id, "awards-night");
    let named = |id: &str| show.award(id).expect("an award");
    assert_eq!(
        (named("prize-1").rank, named("prize-2").rank),
        (None, Some(1))
    );
    assert_eq!(named("prize-2").decided_by, DecidedBy::Organiser);
    assert_eq!(named("peoples-choice").decided_by, DecidedBy::Audience);
    assert_eq!(show.ballots.len(), 1);
    assert!(!show.has_jury());
}

#[test]
fn jurors_make_it_a_jurys_show() {
    let jurors = "陳大文 / Chan Tai Man\nLee".to_owned();
    let show = made(&FirstShow {
        jurors,
        ..answers()
    });
    assert_eq!(show.jury.jurors.len(), 2);
    let prize = show.award("prize-1").expect("an award");
    assert_eq!(prize.decided_by, DecidedBy::Jury);
}

#[test]
fn what_is_missing_is_named() {
    let wrong = |change: &dyn Fn(&mut FirstShow)| {
        let mut answers = answers();
        change(&mut answers);
        answers.file().expect_err("something is missing")
    };
    assert_eq!(wrong(&|a| a.title = " ".into()), BeginError::NoTitle);
    assert_eq!(
        wrong(&|a| a.languages = "fr".into()),
        BeginError::NoLanguage
    );
    assert_eq!(wrong(&|a| a.date = "tomorrow".into()), BeginError::NoDay);
    assert_eq!(wrong(&|a| a.works = "\n".into()), BeginError::NoWork);
    assert_eq!(
        wrong(&|a| a.works = "a / b\n\nc".into()),
        BeginError::NoTeam(3)
    );
    assert_eq!(wrong(&|a| a.prizes = String::new()), BeginError::NoPrize);
    assert_eq!(wrong(&|a| a.works = "a / b".into()), BeginError::NoChoice);
}

proptest! {
    /// Without what no screen can draw, which `check` names.
    #[test]
    fn whatever_words_are_typed_make_a_show(
        languages in prop::sample::select(&LANGUAGES[..]),
        words in prop::collection::vec(r#"[a-zA-Z0-9"'\\=\[\]#{}.,海山影 ]{0,12}[a-z海]"#, 6),
    ) {
        let [title, one, two, prize, juror, hall] = &words[..] else { unreachable!() };
        let text = FirstShow {
            languages: languages.to_owned(),
            title: title.clone(),
            works: format!("1{one} / {two}\n2{two}\t{one}"),
            prizes: format!("{prize}\n{prize} / {hall}"),
            jurors: juror.clone(),
            hall: hall.clone(),
            ..FirstShow::default()
        };
        made(&text);
    }
}
