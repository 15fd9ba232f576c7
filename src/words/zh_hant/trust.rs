//! Trusting the show's certificates.

use crate::words::trust::TrustWords;

pub(super) const WORDS: TrustWords = TrustWords {
    title: "信任這部伺服器",
    why: "每部控台裝置做一次，約兩分鐘。之後司儀的平板電腦以加密連線開啟控台，熒幕整晚不會自動關閉，無需互聯網。",
    who_not: "觀眾和投影電腦都不用做：他們的網址照常可用。",
    trusted: "這部裝置已信任伺服器。",
    trusted_next: "現在可以用監製台上的 QR 碼開啟司儀控台或監製台。",
    untrusted: "這部裝置尚未信任伺服器。完成以下步驟後，這裏會自動更新。",
    compare: "先核對指紋",
    compare_why: "安裝前，請核對裝置顯示的 SHA-256 指紋，是否與伺服器的終端機或監製台所示完全相同。不同就不要安裝：可能有人冒充這個網絡。",
    devices: [
        "iPad 和 iPhone",
        "Android",
        "Mac",
        "Windows",
        "Linux 上的 Chromium 或 Firefox",
    ],
    steps: |name| {
        [
            format!(
                "用 Safari 開啟本頁，輕按「下載描述檔」，再按「允許」。\n\
                開啟「設定」，輕按頂部的「已下載描述檔」，再按「安裝」。描述檔名為 {name}；按「更多詳情」可看到指紋。\n\
                前往「設定」→「一般」→「關於本機」→「憑證信任設定」，開啟 {name}。漏了這一步，裝置仍不會信任。\n\
                返回本頁。"
            ),
            "輕按「下載憑證」。\n\
                開啟「設定」，搜尋「CA 憑證」；通常在「安全性與私隱」→「更多安全性設定」→「加密與憑證」→「安裝憑證」。\n\
                選擇「CA 憑證」→「仍要安裝」，再選剛下載的 palmares.crt。\n\
                用 Chrome 返回本頁。".to_owned(),
            format!(
                "按「下載憑證」，然後按兩下已下載的 palmares.crt，加入「登入」鑰匙圈。\n\
                在「鑰匙圈存取」按兩下 {name}，展開「信任」，把「使用此憑證時」設為「永遠信任」。\n\
                返回本頁。"
            ),
            "按「下載憑證」，按兩下已下載的 palmares.crt，再按「安裝憑證」→「目前使用者」。\n\
                選「將所有憑證放入以下的存放區」→「瀏覽」→「受信任的根憑證授權單位」，完成後按「是」。\n\
                重新開啟瀏覽器，返回本頁。".to_owned(),
            "按「下載憑證」。\n\
                Chromium：在網址列輸入 chrome://certificate-manager，選「自訂」→「由您安裝」→「信任的憑證」→「匯入」。Firefox：「設\
                定」→「私隱與保安」→「檢視憑證」→「憑證機構」→「匯入」，勾選用於識別網站。\n\
                返回本頁。".to_owned(),
        ]
    },
    profile: "下載描述檔",
    certificate: "下載憑證",
    after: "晚會之後",
    after_how: |name, until| {
        format!(
            "不再需要時，請在同一位置移除 {name}（iPad：「設定」→「一般」→「VPN 與裝置管理」）。它在 {until} 自動失效。"
        )
    },
    limits: "這個憑證機構只能為本地網絡的位址和這部電腦的名稱作證，不能冒充互聯網上的其他網站。密鑰只存放在節目資料夾。",
    language: "語言",
};
