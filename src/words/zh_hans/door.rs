//! What is said at the door.

use crate::words::door::DoorWords;

pub(super) const WORDS: DoorWords = DoorWords {
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
