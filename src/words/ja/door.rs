//! What is said at the door.

use crate::words::door::DoorWords;

pub(super) const WORDS: DoorWords = DoorWords {
    no_key: "This needs a key. Send `Authorization: Bearer KEY`; the keys are in links.json in the \
        show folder.",
    wrong_key: "This key is not valid, or no longer: it was mistyped, or a new one has replaced \
        it. The link that is valid now is on the producer’s page, and in links.json in the show \
        folder.",
    wrong_role: "This key is valid, but its role may not do this. Use another role's key from \
        links.json.",
    visits: "Too many screens are being opened. Wait ten seconds; a screen that the producer has \
        approved gets in at any time.",
    guesses: "Too many wrong keys. Wait ten seconds; a right key works at any time.",
    elsewhere: "You opened this page at an address that is not this show’s, so nothing that you \
        sent was counted. Scan the code on the big screen, and vote on that page.",
    elsewhere_crew: "This page was opened at an address that is not this show’s, so nothing was \
        done. Open the link that the server printed; if this is the show’s address, start the \
        server again with --public-url and this address.",
    late: "This arrived too late to be meant and was not done. Look at the stage, then press \
        again.",
};
