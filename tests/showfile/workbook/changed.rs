//! Rows that somebody changed, moved, added and took out.

use super::*;
use palmares::show::file::edit::{Change, edited};

const SAYS: &str = "What the MC says (en)";

#[test]
fn a_script_changed_in_excel_comes_back_as_one_change_and_one_edit() {
    let desk = Desk::with(EVERYTHING);
    let mut book = desk.out(Ui::En);
    put(&mut book, "Running order", "best/winner", SAYS, "It is");
    let before = desk.shown();
    let seen = desk.take(&book);
    assert_eq!(seen.edits().len(), 1);
    let [change] = &seen.changes[..] else {
        panic!("{:?}", seen.changes);
    };
    assert_eq!(change.kind, BookFate::Changed);
    assert_eq!(change.name, "Award · 最佳 · Winner");
    let one = &change.differences[0];
    let said = [&*one.header, &*one.here, &*one.file];
    assert_eq!(said, [SAYS, "The winner is", "It is"]);
    assert_eq!(
        lines(&before.text, &desk.text()),
        [
            vec!["winner.en = \"The winner is\""],
            vec!["winner.en = \"It is\""]
        ]
    );
    let now = desk.shown();
    let back = desk.folder().write_show(&now.version, &before.text);
    assert_eq!(back.expect("undone").before, now.text);
    assert_eq!(desk.text(), EVERYTHING);
}

#[test]
fn every_kind_of_cell_comes_back_into_its_key() {
    let desk = Desk::with(EVERYTHING);
    let mut book = desk.out(Ui::En);
    for (sheet, id, header, text) in [
        ("Entries", "mirror", "Title (en)", "Mirror"),
        ("Entries", "mirror", "Catalogue number", "0012"),
        ("Entries", "mirror-2", "In the final", "TRUE"),
        ("Entries", "dusk", "Withdrawn", "no"),
        ("Entries", "mirror", "Synopsis (en)", "One\nTwo"),
        ("Awards", "best", "Handed over by", "Wong (wong)"),
        ("Awards", "best", "Rank", "2"),
        ("Awards", "popular", "Share of the jury", "60"),
        ("Awards", "popular", "On the public page", "at once"),
        ("Jurors", "ho", "Does not judge", "3/5"),
        ("People", "wong", "Office (zh-Hant-HK)", ""),
        ("Running order", "best/award", "Planned seconds", "25"),
        ("Running order", "opening", "Skip", "FALSE"),
        ("Running order", "opening", "Who speaks", "wong-2"),
        ("Running order", "finalists/dusk", SAYS, "Away"),
    ] {
        put(&mut book, sheet, id, header, text);
    }
    let before = desk.text();
    let seen = desk.take(&book);
    assert!(seen.changes.iter().all(|one| one.kind == BookFate::Changed));
    let after = desk.text();
    let [gone, come] = lines(&before, &after);
    for line in [
        "title = { en = \"Mirror\", zh = \"鏡\" }",
        "number = \"0012\"",
        "presenter = \"wong\"",
        "rank = 2",
        "blend = { jury = 60, hall = 25 }",
        "conflicts = [\"dusk\"] # sister",
        "title = { en = \"Chair\" }",
        "timings = { award = 25, winner = 15 } # quick",
        "person = \"wong-2\"",
        "dusk.en = \"Away\"",
    ] {
        let said = come.contains(&line) || line == "dusk.en = \"Away\"";
        assert!(said, "{line} is not in {come:#?}");
    }
    assert!(desk.text().contains("Away"));
    for line in [
        "finalist = false",
        "withdrawn = true",
        "release = \"hold\"",
        "skip = true",
    ] {
        assert!(gone.contains(&line), "{line} is not in {gone:#?}");
    }
    for mark in EVERYTHING.match_indices('#').map(|(at, _)| at) {
        let rest = EVERYTHING[mark..].lines().next().expect("a line");
        assert!(desk.text().contains(rest), "{rest}");
    }
    assert!(!desk.seen(&desk.out(Ui::ZhHant)).is_change());
}

#[test]
fn a_name_put_right_is_known_to_the_other_sheets_before_and_after() {
    let desk = Desk::with(EVERYTHING);
    let mut book = desk.out(Ui::En);
    put(&mut book, "People", "wong", "Name (zh-Hant-HK)", "Wang");
    put(&mut book, "Awards", "best", "Handed over by", "Wang");
    let seen = desk.take(&book);
    assert_eq!(seen.edits().len(), 2);
    assert!(desk.text().contains("presenter = \"wong\""));
}

#[test]
fn columns_may_be_moved_added_and_headed_in_another_language() {
    let desk = Desk::with(EVERYTHING);
    let mut book = desk.out(Ui::En);
    let chinese = desk.out(Ui::ZhHant);
    for (table, other) in book.iter_mut().zip(&chinese) {
        if table.sheet.as_deref() == Some(MARK) {
            continue;
        }
        table.sheet.clone_from(&other.sheet);
        table.rows[0] = other.rows[0].clone();
        for row in &mut table.rows {
            let head = row.number == 1;
            let note = if head { "備註" } else { "?" };
            row.cells.insert(2, note.to_owned());
            row.cells.reverse();
        }
        let width = table.rows[0].cells.len();
        for row in &mut table.rows {
            // Reversed rows end where their first cell was.
            let missing = width.saturating_sub(row.cells.len());
            for _ in 0..missing {
                row.cells.insert(0, String::new());
            }
        }
    }
    let seen = desk.seen(&book);
    assert_eq!(told(&seen.changes), [""; 0]);
    assert!(seen.wrong.is_empty(), "{:?}", seen.wrong);
    assert_eq!(seen.left.len(), 5, "{:?}", seen.left);
    let title = "司儀講稿 (en)";
    put(&mut book, "流程", "best/winner", title, "Voilà");
    desk.take(&book);
    assert!(desk.text().contains("winner.en = \"Voilà\""));
}

#[test]
fn rows_may_be_inserted_moved_and_taken_out() {
    let desk = Desk::with(EVERYTHING);
    let mut book = desk.out(Ui::En);
    let order = "Running order";
    let cells = [
        ("What it puts on stage", "Speech"),
        ("Who speaks", "Lau"),
        ("What the MC says (en)", "Please welcome"),
        ("Planned seconds", "120"),
    ];
    insert(&mut book, "People", None, &[("Name (zh-Hant-HK)", "Lau")]);
    insert(&mut book, order, Some("people/open"), &cells);
    let award = [
        ("What it puts on stage", "Award"),
        ("Award", "Best of Hong Kong"),
    ];
    let step = [award[0], award[1], ("Step", "Winner"), (SAYS, "Hong Kong!")];
    insert(&mut book, order, Some("break"), &award);
    insert(&mut book, order, Some("break"), &step);
    let cells = [
        ("Name of the award (zh-Hant-HK)", "Best of Hong Kong"),
        ("Decided by", "the jury"),
    ];
    insert(&mut book, "Awards", Some("popular"), &cells);
    let sheet_of = sheet(&mut book, order);
    let message = at(sheet_of, "break");
    let message = sheet_of.rows.remove(message);
    sheet_of.rows.insert(1, message);
    let photo = at(sheet_of, "all");
    sheet_of.rows.remove(photo);
    numbered(sheet_of);
    let seen = desk.take(&book);
    let fates: Vec<BookFate> = seen.changes.iter().map(|one| one.kind).collect();
    use BookFate::{Gone, Moved, New};
    assert_eq!(
        fates,
        [New, Moved, New, New, New, Gone, New],
        "{:#?}",
        told(&seen.changes)
    );
    let show = desk.folder().read_show().map_err(|why| why.whole());
    let show = show.expect("a show").show;
    let ids: Vec<&str> = show.lines.iter().map(|line| &*line.id).collect();
    let lines = [
        "break",
        "welcome",
        "opening",
        "finalists",
        "speech-1",
        "people/open",
        "best",
        "people/close",
        "people/result",
        "popular",
        "best-of-hong-kong",
        "jury",
        "results",
    ];
    assert_eq!(ids.len(), lines.len(), "{ids:?}");
    assert_eq!(ids[..4], lines[..4]);
    assert_eq!(ids[5..], lines[5..]);
    let awards: Vec<&str> = show.awards.iter().map(|award| &*award.id).collect();
    assert_eq!(awards, ["best", "best-of-hong-kong", "popular"]);
    let given = &show.lines[10];
    assert_eq!(given.scripts["winner"].or_first("en", &[]), "Hong Kong!");
    assert!(!desk.seen(&desk.out(Ui::En)).is_change());
    let text = desk.text();
    assert!(
        text.ends_with("# the end\n") && text.contains("# The evening"),
        "{text}"
    );
}

#[test]
fn one_row_that_moved_is_one_move() {
    let desk = Desk::with(SHOW);
    let mut book = desk.out(Ui::En);
    let entries = sheet(&mut book, "Entries");
    let last = entries.rows.pop().expect("a row");
    entries.rows.insert(1, last);
    numbered(entries);
    let seen = desk.take(&book);
    assert_eq!(seen.edits().len(), 1);
    assert!(matches!(seen.edits()[0].change, Change::Move { .. }));
    assert_eq!(told(&seen.changes).len(), 1);
    assert_eq!(seen.changes[0].kind, BookFate::Moved);
    let text = edited(SHOW, seen.edits()).expect("an edit");
    assert_eq!(text, desk.text());
}

#[test]
fn what_was_changed_here_since_is_kept_and_told() {
    let desk = Desk::with(EVERYTHING);
    let mut book = desk.out(Ui::En);
    // Here: a script, a title, an order, a line more, one less. There: the same script, a team.
    let here = EVERYTHING
        .replace("\"The winner is\"", "\"We have a winner\"")
        .replace("title = \"3/5\"", "title = \"The third of May\"")
        .replace(
            "# the end\n",
            "[[cue]]\nkind = \"card\"\nid = \"bye\"\n# the end\n",
        )
        .replace("[[cue]]\nkind = \"jury\"\n", "");
    desk.write(&here);
    put(&mut book, "Running order", "best/winner", SAYS, "It is");
    put(&mut book, "Entries", "mirror-2", "Team (zh-Hant-HK)", "Bee");
    let seen = desk.take(&book);
    let fates: Vec<(String, BookFate)> = seen
        .changes
        .iter()
        .map(|one| (one.name.clone(), one.kind))
        .collect();
    let hand = |name: &str| (name.to_owned(), BookFate::ByHand);
    assert_eq!(
        fates,
        [
            ("鏡".to_owned(), BookFate::Changed),
            hand("3/5"),
            hand("Award · 最佳 · Winner"),
            hand("The jury"),
        ]
    );
    assert_eq!(desk.text(), here.replace("team = \"B\"", "team = \"Bee\""));
}

#[test]
fn a_row_taken_out_that_was_changed_here_since_stays() {
    let desk = Desk::with(EVERYTHING);
    let mut book = desk.out(Ui::En);
    let order = sheet(&mut book, "Running order");
    for id in ["break", "all"] {
        let row = at(order, id);
        order.rows.remove(row);
    }
    let here = EVERYTHING.replace("Ten minutes", "Nine minutes");
    desk.write(&here);
    let seen = desk.take(&book);
    let fates: Vec<BookFate> = seen.changes.iter().map(|one| one.kind).collect();
    assert_eq!(fates, [BookFate::ByHand, BookFate::Gone]);
    assert!(desk.text().contains("Nine minutes") && !desk.text().contains("\"photo\""));
}
