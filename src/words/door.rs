//! What is said at the door: to whoever has no key or a wrong one, comes by a wrong address, or too
//! late.

use super::Ui;

/// The words of these refusals.
#[derive(Debug)]
pub struct Words {
    /// Nothing was shown.
    pub no_key: &'static str,
    /// What was shown opens nothing, or no longer.
    pub wrong_key: &'static str,
    /// The key of another role.
    pub wrong_role: &'static str,
    /// One wrong key after the other.
    pub guesses: &'static str,
    /// One screen after the other.
    pub visits: &'static str,
    /// A guest's page was opened at an address that is not the show's.
    pub elsewhere: &'static str,
    /// The same for those who run the show.
    pub elsewhere_crew: &'static str,
    /// A press that arrived after its time.
    pub late: &'static str,
}

const ZH_HANT: Words = Words {
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

const ZH_HANS: Words = Words {
    no_key: "这里需要密钥。请加上 `Authorization: Bearer 密钥`；密钥在节目文件夹的 links.json。",
    wrong_key: "这个密钥无效，或已经失效：可能输错了，或者已换成新的。现在有效的链接在监制页面，以及节目\
        文件夹的 links.json。",
    wrong_role: "这个密钥有效，但它的角色不能这样做。请使用 links.json 中另一个角色的密钥。",
    visits: "打开的屏幕太多、太快。请等十秒；监制核准的屏幕随时可用。",
    guesses: "错误的密钥太多。请等十秒；正确的密钥随时可用。",
    elsewhere: "你打开这一页的网址，不是这个节目的网址，所以提交的内容没有计入。请扫描大银幕上的二维码，\
        在那一页投票。",
    elsewhere_crew: "这一页的网址不是这个节目的网址，所以什么也没有做。请用服务器打印的链接打开；如果这就是\
        节目的网址，请用 --public-url 加上这个网址重新启动。",
    late: "这项操作来得太迟，没有执行。请先看清楚舞台，有需要再按。",
};

const EN: Words = Words {
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

/// The words in this language.
pub fn words(ui: Ui) -> &'static Words {
    match ui {
        Ui::ZhHant => &ZH_HANT,
        Ui::ZhHans => &ZH_HANS,
        Ui::En => &EN,
    }
}
