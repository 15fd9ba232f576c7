//! Trusting the show's certificates.

use crate::words::trust::TrustWords;

pub(super) const WORDS: TrustWords = TrustWords {
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
    steps: |name| {
        [
            format!(
                "用 Safari 打开本页，轻点“下载描述文件”，再点“允许”。\n\
                打开“设置”，轻点顶部的“已下载描述文件”，再点“安装”。描述文件名为 {name}；点开它的证书可看到指纹。\n\
                前往“设置”→“通用”→“关于本机”→“证书信任设置”，打开 {name}。漏了这一步，设备仍不会信任。\n\
                返回本页。"
            ),
            "轻点“下载证书”。\n\
                打开“设置”，搜索“CA 证书”；通常在“安全和隐私”→“更多安全设置”→“加密与凭据”→“安装证书”。\n\
                选择“CA 证书”→“仍然安装”，再选刚下载的 palmares.crt。\n\
                用 Chrome 返回本页。".to_owned(),
            format!(
                "点按“下载证书”，然后连按已下载的 palmares.crt，添加到“登录”钥匙串。\n\
                在“钥匙串访问”中连按 {name}，展开“信任”，把“使用此证书时”设为“始终信任”。\n\
                返回本页。"
            ),
            "点击“下载证书”，双击已下载的 palmares.crt，再点“安装证书”→“当前用户”。\n\
                选“将所有的证书都放入下列存储”→“浏览”→“受信任的根证书颁发机构”，完成后点“是”。\n\
                重新打开浏览器，返回本页。".to_owned(),
            "点击“下载证书”。\n\
                Chromium：在地址栏输入 chrome://certificate-manager，选“自定义”→“由您安装”→“受信任的证书”→“导\
                入”。Firefox：“设置”→“隐私与安全”→“查看证书”→“证书颁发机构”→“导入”，勾选用于标识网站。\n\
                返回本页。".to_owned(),
        ]
    },
    profile: "下载描述文件",
    certificate: "下载证书",
    after: "晚会之后",
    after_how: |name, until| {
        format!(
            "不再需要时，请在同一位置移除 {name}（iPad：“设置”→“通用”→“VPN 与设备管理”）。它在 {until} 自动失效。"
        )
    },
    limits: "这个证书颁发机构只能为本地网络的地址和这台电脑的名称作证，不能冒充互联网上的其他网站。私钥只存放在节目文件夹。",
    language: "语言",
};
