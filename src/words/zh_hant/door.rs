//! What is said at the door.

use crate::words::door::DoorWords;

pub(super) const WORDS: DoorWords = DoorWords {
    no_key: "這裏需要鑰匙。請加上 `Authorization: Bearer 鑰匙`；鑰匙在節目資料夾的 links.json。",
    wrong_key: "這條鑰匙無效，或已經失效：可能打錯了，或者已換成新的。現時有效的連結在監製頁面，以及節目\
        資料夾的 links.json。",
    wrong_role: "這條鑰匙有效，但它的角色不可以這樣做。請使用 links.json 中另一個角色的鑰匙。",
    visits: "開啟的熒幕太多、太快。請等十秒；監製核准的熒幕隨時可用。",
    guesses: "錯誤的鑰匙太多。請等十秒；正確的鑰匙隨時可用。",
    elsewhere: "你開啟這一頁的網址，不是這個節目的網址，所以送出的內容沒有計入。請掃描大銀幕上的二維碼，\
        在那一頁投票。",
    elsewhere_crew: "這一頁的網址不是這個節目的網址，所以甚麼也沒有做。請用伺服器印出的連結開啟；如果這就是\
        節目的網址，請以 --public-url 加上這個網址重新啟動。",
    late: "這項操作來得太遲，沒有執行。請先看清楚舞台，有需要再按。",
};
