use super::*;
use crate::show::event::{At, By, Event};
use crate::show::file::{Media, Resolved, read};
use crate::show::tally::{Count, Tally};
use crate::show::text::is_wide;
use crate::view::sample::{self, SampleEvening};

struct NoMedia;

impl Media for NoMedia {
    fn resolve(&self, _: &str) -> Resolved {
        Resolved::Missing
    }
}

const ANNEX_1: &str = "## Annex 1: the awards (附件一：獲獎名單)

| 獎項 | English | 隊伍 | 作品名稱 |
|---|---|---|---|
| 一等獎 | First Prize | Wang Meiquan | 《躲貓貓》 |
| 二等獎 | Second Prize | JuicyAI Studio | 《神將·降世》 |
| 三等獎 | Third Prize | 香港浸會大學 | 《Home Sweet Home》 |
| 最佳劇本 | Best Screenplay | Wang Meiquan | 《躲貓貓》 |
| 最佳 AIGC 視覺 | Best AIGC Visuals | FrameX | 《金鞍載歲》 |
| 最佳創意 | Best Creativity | Maggie | 《OPTIMAL》 |
| 最具 IP 潛能 | Greatest IP Potential | FrameX | 《金鞍載歲》 |
| 最具品牌影響力 | Greatest Brand Influence | BBXH | 《Cyberport》 |
";

const ANNEX_2: &str = "## Annex 2: the other finalists (附件二：其他入圍名單)

| 隊伍 | 作品名稱 |
|---|---|
| Dawnlight | 壓力幻獸 PRESSUER PHANTOM BEAST |
| William Tsang | The Big Decision |
| 職業訓練局青年學院 (葵芳) | 霓虹下的回音 |
| Starnet | Empowering Data, Elevating Humanity |
";

fn counted(evening: SampleEvening, votes: &[(&str, u64)]) -> SampleEvening {
    let count = |(entry, votes): &(&str, u64)| Count {
        entry: (*entry).into(),
        votes: *votes,
    };
    let tally = Tally(votes.iter().map(count).collect());
    let ballot = || "hall".to_owned();
    evening
        .then(
            By::Mc,
            Event::BallotOpened {
                ballot: ballot(),
                closes_at: At(sample::EIGHT),
            },
        )
        .then(
            By::Server,
            Event::BallotClosing {
                ballot: ballot(),
                as_of: At(sample::EIGHT),
            },
        )
        .then(
            By::Server,
            Event::BallotClosed {
                ballot: ballot(),
                position: 9,
                tally,
                digest: "d".into(),
            },
        )
}

#[test]
fn both_annexes_come_out_as_they_were_announced() {
    let text = markdown(&SampleEvening::of(sample::show()).state);
    assert!(
        text.starts_with(&format!("{ANNEX_1}\n{ANNEX_2}\n")),
        "{text}"
    );
}

#[test]
fn the_built_in_show_exports_the_announcement() {
    let source = include_str!("../../../demo/show.toml");
    let (show, _) = read("show.toml", source, &NoMedia).unwrap();
    let text = markdown(&SampleEvening::of(show).state);
    assert!(
        text.starts_with(&format!("{ANNEX_1}\n{ANNEX_2}\n最受觀眾歡迎大獎")),
        "{text}"
    );
}

#[test]
fn the_halls_award_follows_on_a_line_of_its_own_and_takes_nobody_out_of_annex_two() {
    let open = SampleEvening::of(sample::show());
    assert!(
        markdown(&open.state)
            .contains("\n最受觀眾歡迎大獎 (People’s Choice)：— (尚未有結果 · not yet decided)\n")
    );
    let nobody = counted(SampleEvening::of(sample::show()), &[]).reveal("people", &[]);
    assert!(markdown(&nobody.state).contains("— (沒有投票 · no votes)\n"));
    let won =
        counted(SampleEvening::of(sample::show()), &[("neon", 3)]).reveal("people", &["neon"]);
    let text = markdown(&won.state);
    assert!(text.contains(ANNEX_2));
    assert!(text.contains(
        "\n最受觀眾歡迎大獎 (People’s Choice)：職業訓練局青年學院 (葵芳) 《霓虹下的回音》\n"
    ));
}

#[test]
fn sealed_and_corrected_awards_are_named_below_the_tables() {
    let evening = SampleEvening::of(sample::show())
        .reveal("third", &["neon"])
        .then(
            By::Producer,
            sample::corrected("third", &["sweet"], "調轉了"),
        );
    let text = markdown(&evening.state);
    assert!(
        text.contains("已密封、尚未揭曉 · Sealed, not yet revealed：一等獎 (First Prize)、二等獎")
    );
    assert!(text.contains("\n更正 · Corrected：三等獎 (Third Prize)\n"));
    assert!(text.contains(ANNEX_1));
}

#[test]
fn a_show_in_one_language_has_no_column_for_another() {
    let mut show = sample::show();
    show.languages = vec!["en".into()];
    let text = markdown(&SampleEvening::of(show).state);
    assert!(
        text.starts_with(
            "## Annex 1: the awards\n\n| Award | Team | Title \
        |\n|---|---|---|\n| First Prize | Wang Meiquan | 《躲貓貓》 |"
        ),
        "{text}"
    );
}

#[test]
fn a_title_cannot_break_its_table() {
    let mut show = sample::show();
    show.entries[1].title = "a|b\r\nc".into();
    assert!(markdown(&SampleEvening::of(show).state).contains("| Dawnlight | a\\|b c |"));
}

/// What a reader of CommonMark with its dialects makes of a text: the cells of its tables, row by
/// row, and its paragraphs. Whatever is neither, nor plain text in it, has escaped.
fn read_back(text: &str) -> (Vec<Vec<String>>, Vec<String>) {
    use pulldown_cmark::{Event as Seen, Options, Parser, Tag};
    let (mut rows, mut paragraphs, mut now) = (Vec::new(), Vec::new(), String::new());
    for seen in Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match seen {
            Seen::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Seen::Start(Tag::TableCell | Tag::Paragraph | Tag::Heading { .. }) => now.clear(),
            Seen::Start(Tag::Table(_)) => {}
            Seen::Text(part) => now.push_str(&part),
            Seen::End(pulldown_cmark::TagEnd::TableCell) => {
                rows.last_mut()
                    .expect("a row")
                    .push(std::mem::take(&mut now));
            }
            Seen::End(pulldown_cmark::TagEnd::Paragraph) => {
                paragraphs.push(std::mem::take(&mut now))
            }
            Seen::End(_) => {}
            other => panic!("{other:?} in\n{text}"),
        }
    }
    (rows, paragraphs)
}

/// An evening in which everything is called so.
fn called(name: &str) -> SampleEvening {
    let mut show = sample::show();
    show.languages = vec!["en".into()];
    show.entries.truncate(2);
    for entry in &mut show.entries {
        (entry.title, entry.team) = (name.into(), name.into());
    }
    let winner = show.entries[0].id.clone();
    let hall = show
        .awards
        .iter()
        .position(|a| a.decided_by == DecidedBy::Audience);
    let hall = show.awards[hall.expect("the hall's")].clone();
    show.awards.truncate(1);
    show.awards.push(hall);
    for award in &mut show.awards {
        (award.name, award.winner) = (name.into(), Vec::new());
    }
    show.awards[0].winner = vec![winner];
    SampleEvening::of(show)
}

fn reads_as_written(name: &str) {
    let name = name.trim();
    let (rows, paragraphs) = read_back(&markdown(&called(name).state));
    // A title with a Chinese character stands in 《》 on every show.
    let titled = match name.chars().any(is_wide) {
        true => format!("《{name}》"),
        false => name.to_owned(),
    };
    assert_eq!(rows[1], [name, name, titled.as_str()], "an award's row");
    assert_eq!(rows[3], vec![name; 2], "a finalist's row");
    assert_eq!(rows.len(), 4);
    assert_eq!(paragraphs[0], format!("{name}: — (not yet decided)"));
}

#[test]
fn a_reader_shows_what_was_written() {
    for name in [
        "*s* **t** _u_ __v__ ~~w~~ `q` ``r``",
        "a|b \\| c\\",
        "<script>alert(1)</script> <b>x</b> <!-- y --> <http://e.example>",
        "[a](http://e.example) ![b](c) [d]: e [^1] [ ] [x] [[wiki]]",
        "# one",
        "###### six",
        "+ plus",
        "- minus",
        "1. one",
        "12) twelve",
        "> said",
        "---",
        "===",
        "***",
        "&amp; &lt; &#42; &copy",
        "$x$ and $$y$$",
        "x^2^ H~2~O {.class}",
        "a\\*b\\",
        "https://e.example www.e.example a@e.example",
        "| --- | --- |",
        ":--",
        ": term",
        "~~~",
        "```",
        "'=HYPERLINK(\"http://evil.example\")",
        "100% #1 @home 3/4",
        "躲貓貓 *《x》*",
    ] {
        reads_as_written(name);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        failure_persistence: None,
        ..Default::default()
    })]
    #[test]
    fn whatever_a_work_is_called_its_row_says_so(name in "[!-/:-@\\[-`{-~a1]([ \
        -/:-@\\[-`{-~a1獎]{0,24}[!-/:-@\\[-`{-~a1獎])?") {
        reads_as_written(&name);
    }
}

#[test]
fn a_name_from_right_to_left_keeps_its_marks_in_its_cell() {
    let text = markdown(&called("فريق 3D!").state);
    assert!(text.contains("| \u{2068}فريق 3D!\u{2069} |"), "{text}");
}

#[test]
fn a_shared_award_takes_a_row_for_each() {
    let evening = SampleEvening::of(sample::show())
        .then(By::Producer, sample::sealed("first", &["hide", "neon"]));
    let text = markdown(&evening.state);
    assert!(
        text.contains("| 一等獎 | First Prize | 職業訓練局青年學院 (葵芳) | 《霓虹下的回音》 |")
    );
    assert!(!text.contains("| 職業訓練局青年學院 (葵芳) | 霓虹下的回音 |"));
}

#[test]
fn a_ballot_that_reaches_outside_is_told_with_both_counts_and_others_as_ever() {
    let mut show = sample::show();
    show.ballots[0].reach = crate::show::programme::Reach::Both;
    let count = |votes| {
        Tally(vec![Count {
            entry: "neon".into(),
            votes,
        }])
    };
    let hall = counted(SampleEvening::of(show), &[("neon", 3)]);
    let alone = || Event::HallAnnounced {
        ballot: "hall".into(),
    };
    let net = || Event::NetCounted {
        ballot: "hall".into(),
        position: 4,
        tally: count(40),
        digest: "n".into(),
        together: count(42),
        inside: count(2),
        readers: 2,
    };
    let both = "現場 3 票，場外 40 票";
    let only = "只計現場 3 票";
    let told = |evening: &SampleEvening| markdown(&evening.state);
    let waits = told(&hall);
    assert!(waits.contains(only) && !waits.contains("場外"));
    let hall_first = hall.then(By::Producer, alone());
    assert!(told(&hall_first).contains(only));
    let late = hall_first.then(By::Server, net());
    assert!(told(&late).contains(&format!("{both} (結果只計現場投票)")));
    let mut show = sample::show();
    show.ballots[0].reach = crate::show::programme::Reach::Both;
    let evening = counted(SampleEvening::of(show), &[("neon", 3)]).then(By::Server, net());
    assert!(told(&evening).contains(both) && !told(&evening).contains("結果只計"));
    let grids = crate::view::export::tables::tables(&evening.state, None);
    let votes = grids
        .iter()
        .find(|grid| grid.name == "votes")
        .expect("both counts");
    let neon = votes.rows.iter().find(|row| row[1] == "neon");
    assert_eq!(neon.expect("a row")[2..], ["3", "40", "42", "both"]);
    let hall_only = counted(SampleEvening::of(sample::show()), &[("neon", 3)]);
    assert!(!told(&hall_only).contains("現場"));
    assert_eq!(
        crate::view::export::tables::tables(&hall_only.state, None).len(),
        1
    );
}
