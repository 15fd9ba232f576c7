//! The words of the page that helps a device trust this show's own certificates.

use super::Ui;

/// The words of `/trust`. In the steps, `{name}` is what devices call the authority.
#[derive(Debug)]
pub struct Words {
    /// The page's name.
    pub title: &'static str,
    /// Who needs it, and what for.
    pub why: &'static str,
    /// Who does not.
    pub who_not: &'static str,
    /// This device trusts the server.
    pub trusted: &'static str,
    /// What comes next.
    pub trusted_next: &'static str,
    /// This device does not, yet.
    pub untrusted: &'static str,
    /// Heading of the fingerprint.
    pub compare: &'static str,
    /// With what it is to be compared, and why.
    pub compare_why: &'static str,
    /// Names of the kinds of device: Apple tablets and phones, Android, Mac, Windows, Linux.
    pub devices: [&'static str; 5],
    /// The steps on each.
    pub steps: [&'static [&'static str]; 5],
    /// The button for Apple tablets and phones.
    pub profile: &'static str,
    /// The button for everything else.
    pub certificate: &'static str,
    /// Heading.
    pub after: &'static str,
    /// How to take it back, and until when it holds; `{name}`, `{until}`.
    pub after_how: &'static str,
    /// What the authority may vouch for.
    pub limits: &'static str,
    /// Accessible name of the language switch.
    pub language: &'static str,
}

const ZH_HANT: Words = Words {
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
    steps: [
        &[
            "用 Safari 開啟本頁，輕按「下載描述檔」，再按「允許」。",
            "開啟「設定」，輕按頂部的「已下載描述檔」，再按「安裝」。描述檔名為 {name}；按「更多詳情」可看到指紋。",
            "前往「設定」→「一般」→「關於本機」→「憑證信任設定」，開啟 {name}。漏了這一步，裝置仍不會信任。",
            "返回本頁。",
        ],
        &[
            "輕按「下載憑證」。",
            "開啟「設定」，搜尋「CA 憑證」；通常在「安全性與私隱」→「更多安全性設定」→「加密與憑證」→「安裝憑證」。",
            "選擇「CA 憑證」→「仍要安裝」，再選剛下載的 palmares.crt。",
            "用 Chrome 返回本頁。",
        ],
        &[
            "按「下載憑證」，然後按兩下已下載的 palmares.crt，加入「登入」鑰匙圈。",
            "在「鑰匙圈存取」按兩下 {name}，展開「信任」，把「使用此憑證時」設為「永遠信任」。",
            "返回本頁。",
        ],
        &[
            "按「下載憑證」，按兩下已下載的 palmares.crt，再按「安裝憑證」→「目前使用者」。",
            "選「將所有憑證放入以下的存放區」→「瀏覽」→「受信任的根憑證授權單位」，完成後按「是」。",
            "重新開啟瀏覽器，返回本頁。",
        ],
        &[
            "按「下載憑證」。",
            "Chromium：在網址列輸入 chrome://certificate-manager，選「自訂」→「由您安裝」→「信任的憑證」→「匯入」。Firefox：「設定」→「私隱與保安」→「檢視憑證」→「憑證機構」→「匯入」，勾選用於識別網站。",
            "返回本頁。",
        ],
    ],
    profile: "下載描述檔",
    certificate: "下載憑證",
    after: "晚會之後",
    after_how: "不再需要時，請在同一位置移除 {name}（iPad：「設定」→「一般」→「VPN 與裝置管理」）。它在 {until} 自動失效。",
    limits: "這個憑證機構只能為本地網絡的位址和這部電腦的名稱作證，不能冒充互聯網上的其他網站。密鑰只存放在節目資料夾。",
    language: "語言",
};

const ZH_HANS: Words = Words {
    title: "信任这台服务器",
    why: "每台控制设备做一次，约两分钟。之后司仪的平板电脑以加密连接打开控制台，屏幕整晚不会自动关闭，无需互联网。",
    who_not: "观众和投影电脑都不用做：他们的网址照常可用。",
    trusted: "这台设备已信任服务器。",
    trusted_next: "现在可以用监制台上的二维码打开司仪控制台或监制台。",
    untrusted: "这台设备尚未信任服务器。完成以下步骤后，这里会自动更新。",
    compare: "先核对指纹",
    compare_why: "安装前，请核对设备显示的 SHA-256 指纹，是否与服务器的终端或监制台所示完全相同。不同就不要安装：可能有人冒充这个网络。",
    devices: [
        "iPad 和 iPhone",
        "Android",
        "Mac",
        "Windows",
        "Linux 上的 Chromium 或 Firefox",
    ],
    steps: [
        &[
            "用 Safari 打开本页，轻点“下载描述文件”，再点“允许”。",
            "打开“设置”，轻点顶部的“已下载描述文件”，再点“安装”。描述文件名为 {name}；点开它的证书可看到指纹。",
            "前往“设置”→“通用”→“关于本机”→“证书信任设置”，打开 {name}。漏了这一步，设备仍不会信任。",
            "返回本页。",
        ],
        &[
            "轻点“下载证书”。",
            "打开“设置”，搜索“CA 证书”；通常在“安全和隐私”→“更多安全设置”→“加密与凭据”→“安装证书”。",
            "选择“CA 证书”→“仍然安装”，再选刚下载的 palmares.crt。",
            "用 Chrome 返回本页。",
        ],
        &[
            "点按“下载证书”，然后连按已下载的 palmares.crt，添加到“登录”钥匙串。",
            "在“钥匙串访问”中连按 {name}，展开“信任”，把“使用此证书时”设为“始终信任”。",
            "返回本页。",
        ],
        &[
            "点击“下载证书”，双击已下载的 palmares.crt，再点“安装证书”→“当前用户”。",
            "选“将所有的证书都放入下列存储”→“浏览”→“受信任的根证书颁发机构”，完成后点“是”。",
            "重新打开浏览器，返回本页。",
        ],
        &[
            "点击“下载证书”。",
            "Chromium：在地址栏输入 chrome://certificate-manager，选“自定义”→“由您安装”→“受信任的证书”→“导入”。Firefox：“设置”→“隐私与安全”→“查看证书”→“证书颁发机构”→“导入”，勾选用于标识网站。",
            "返回本页。",
        ],
    ],
    profile: "下载描述文件",
    certificate: "下载证书",
    after: "晚会之后",
    after_how: "不再需要时，请在同一位置移除 {name}（iPad：“设置”→“通用”→“VPN 与设备管理”）。它在 {until} 自动失效。",
    limits: "这个证书颁发机构只能为本地网络的地址和这台电脑的名称作证，不能冒充互联网上的其他网站。私钥只存放在节目文件夹。",
    language: "语言",
};

const EN: Words = Words {
    title: "Trust this server",
    why: "Once for each device that runs the show; it takes two minutes. The MC’s tablet then opens its panel over an encrypted connection and stays awake all evening, without the internet.",
    who_not: "The audience and the projector need none of this: their addresses work as they are.",
    trusted: "This device trusts the server.",
    trusted_next: "Now open the MC’s panel or the producer’s desk with its QR code.",
    untrusted: "This device does not trust the server yet. Follow the steps; this line changes by itself.",
    compare: "Compare the fingerprint first",
    compare_why: "Before you install, compare the SHA-256 fingerprint that your device shows with the one in the server’s terminal or on the producer’s desk. If they differ, do not install: somebody may be posing as this network.",
    devices: [
        "iPad and iPhone",
        "Android",
        "Mac",
        "Windows",
        "Chromium or Firefox on Linux",
    ],
    steps: [
        &[
            "Open this page in Safari, tap “Download the profile”, then “Allow”.",
            "Open Settings, tap “Profile Downloaded” near the top, then “Install”. The profile is called {name}; “More Details” shows its fingerprint.",
            "Go to Settings → General → About → Certificate Trust Settings and switch on {name}. Without this step the device still does not trust it.",
            "Come back to this page.",
        ],
        &[
            "Tap “Download the certificate”.",
            "Open Settings and search for “CA certificate”; it is usually under Security & privacy → More security settings → Encryption & credentials → Install a certificate.",
            "Choose “CA certificate”, then “Install anyway”, then the palmares.crt that you downloaded.",
            "Come back to this page in Chrome.",
        ],
        &[
            "Click “Download the certificate”, then double-click palmares.crt and add it to the login keychain.",
            "In Keychain Access double-click {name}, open “Trust”, and set “When using this certificate” to “Always Trust”.",
            "Come back to this page.",
        ],
        &[
            "Click “Download the certificate”, double-click palmares.crt, then “Install Certificate” and “Current User”.",
            "Choose “Place all certificates in the following store”, “Browse”, “Trusted Root Certification Authorities”; finish, and answer “Yes”.",
            "Start the browser again and come back to this page.",
        ],
        &[
            "Click “Download the certificate”.",
            "Chromium: open chrome://certificate-manager, then Custom → Installed by you → Trusted Certificates → Import. Firefox: Settings → Privacy & Security → View Certificates → Authorities → Import, and tick the box for websites.",
            "Come back to this page.",
        ],
    ],
    profile: "Download the profile",
    certificate: "Download the certificate",
    after: "After the evening",
    after_how: "Remove {name} in the same place when you no longer need it (iPad: Settings → General → VPN & Device Management). It ends by itself on {until}.",
    limits: "This authority can vouch only for addresses in local networks and for this computer’s own names, never for other sites on the internet. Its key stays in the show folder.",
    language: "Language",
};

/// The words in this language.
pub fn words(ui: Ui) -> &'static Words {
    match ui {
        Ui::ZhHant => &ZH_HANT,
        Ui::ZhHans => &ZH_HANS,
        Ui::En => &EN,
    }
}
