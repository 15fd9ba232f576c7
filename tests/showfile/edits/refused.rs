//! What is not written into a show file.

use super::*;

#[test]
fn a_winner_never_enters_the_file() {
    for edit in [
        json!({"table": "award", "id": "first-prize", "key": "winner", "value": "x"}),
        json!({"table": "award", "add": {"id": "a", "winner": "x"}}),
    ] {
        assert_eq!(
            edited(BUILT_IN, &[self::edit(edit)]),
            Err(EditError::Winner)
        );
    }
}

#[test]
fn an_edit_that_cannot_be_made_says_why() {
    let nobody = json!({"table": "entry", "id": "nobody", "key": "team", "value": "x"});
    let no_row = EditError::NoRow {
        table: "entry".into(),
        id: "nobody".into(),
    };
    assert_eq!(edited(SMALL, &[edit(nobody)]), Err(no_row));
    let through = json!({"table": "show", "key": "id.zh", "value": "x"});
    let no_table = EditError::NoTable {
        key: "show.id.zh".into(),
    };
    assert_eq!(edited(SMALL, &[edit(through)]), Err(no_table));
    let unclear = json!({"table": "entry", "id": "one", "key": "team", "remove": true});
    assert!(serde_json::from_value::<Edit>(unclear).is_err());
    let misread = Edit {
        table: "show".into(),
        id: None,
        change: Change::Remove,
    };
    assert_eq!(edited("[show", &[misread]), Err(EditError::Illegible));
}

#[test]
fn tables_under_headers_of_their_own_are_not_taken_away_as_a_value() {
    let edit: Edit = self::edit(json!({"table": "jury", "key": "criterion"}));
    let form = EditError::Form {
        what: "jury.criterion".into(),
    };
    assert_eq!(edited(BUILT_IN, &[edit]), Err(form));
}
