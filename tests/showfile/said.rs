//! What the editor says beside its fields, in the language of its page.

use crate::{AUDIENCE, ENTRIES, FILES, HEAD};
use palmares::show::file::read;
use palmares::words::{Ui, check};

/// Asserts that everything which is wrong with this has words in every language, and none of the
/// file's own.
fn is_said(rest: &str, many: usize) {
    let found = match read("show.toml", &format!("{HEAD}{rest}"), &FILES) {
        Ok((_, found)) | Err(found) => found,
    };
    assert_eq!(found.len(), many, "{}", crate::report(&found));
    for one in found {
        for ui in Ui::ALL {
            let said = check::said(ui, &one.message, &one.mend);
            let said = said.unwrap_or_else(|| panic!("{}: {}", one.message, one.mend));
            assert!(!said.contains(['`', '[']), "{said}");
        }
    }
}

#[test]
fn what_a_producer_mistypes_is_said_in_the_language_of_the_page() {
    is_said("[show.hall]\nseats = \"many\"\n", 1);
    is_said("[show.hall]\nseats = 0\n", 1);
    is_said("[show.wifi]\npassword = \"x\"\n", 2);
    is_said("[theme]\ngold = \"yellow\"\n", 1);
    is_said("[[person]]\nid = \"a\"\nname = \"\"\n", 1);
    is_said("[[person]]\nid = \"a\"\n", 1);
    is_said(
        "[[person]]\nid = \"a\"\nname = \"A\"\nportrait = \"media/no.jpg\"\n",
        1,
    );
    is_said(
        "[[entry]]\nid = \"a\"\ntitle = \"《A》\"\nteam = \"T\"\n",
        1,
    );
    is_said(
        "[[jury.criterion]]\nid = \"a\"\nname = \"A\"\nweight = \"x\"\n",
        1,
    );
    is_said(
        "[jury]\nscale = 3\n[[jury.criterion]]\nid = \"a\"\nname = \"A\"\nlevels = [\"x\"]\n",
        1,
    );
    is_said("[jury]\nseal = \"two\"\n", 1);
}

#[test]
fn what_does_not_fit_together_is_said_too() {
    let with = |rest: &str| format!("{ENTRIES}{AUDIENCE}{rest}");
    let ballot = "[[ballot]]\nid = \"b\"\naward = \"popular\"\nseconds = 90\n";
    is_said(&with(""), 1);
    is_said(&with(&format!("{ballot}choices = 9\n")), 1);
    is_said(&with(&ballot.replace("popular", "nothing")), 2);
    let cue = "[[cue]]\nkind = \"card\"\nid = \"x\"\n";
    is_said(&with(&format!("{ballot}{cue}")), 2);
    let person = "[[cue]]\nkind = \"speech\"\nid = \"y\"\nperson = \"nobody\"\n";
    is_said(&format!("{ENTRIES}{person}"), 1);
    let clip = "[[cue]]\nkind = \"clip\"\nid = \"y\"\nentry = \"echo\"\n";
    is_said(&format!("{ENTRIES}{clip}"), 1);
}
