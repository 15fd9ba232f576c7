//! What a column is, told by its header.

use super::columns::{ColumnLanguage, Meaning};
use icu_normalizer::ComposingNormalizerBorrowed;

/// Headers of columns that are nobody's business: a word of them is enough.
const PRIVATE: &str = "\
    email|e mail|mail|phone|mobile|tel|telephone|cell|whatsapp|wechat|fax|address|street|\
    postal|postcode|zip|city|birthdate|birthday|birth|dob|age|gender|sex|password|passcode|\
    passport|hkid|contact|bank|iban|payment|電郵|邮箱|郵箱|郵件|邮件|電話|电话|手機|手机|聯絡|联络|聯繫|联系|地址|住址|出生|\
    生日|年齡|年龄|性別|性别|密碼|密码|身份證|身份证|證件|证件|護照|护照|微信|傳真|传真|銀行|银行";

/// Headers as they are in full, the surest first.
const TITLE: &str = "\
    project title|entry name|title|film title|work title|entry title|project name|film name|\
    title of work|title of film|title of the film|title of the work|name of work|\
    name of entry|movie title|work|film|entry|作品名稱|作品名称|作品|片名|作品名|影片名稱|影片名称|作品標題|作品标题|作品題目|\
    作品题目|影片|題目|题目|標題|标题|入圍作品|入围作品|參賽作品|参赛作品|劇名|剧名|項目名稱|项目名称|名稱|名称";
const TEAM: &str = "\
    team|team name|name of team|group|group name|creator|creators|artist|crew|隊伍|队伍|隊伍名稱|队伍名称|\
    隊名|队名|團隊|团队|團隊名稱|团队名称|參賽隊伍|参赛队伍|創作團隊|创作团队|製作團隊|制作团队|小組|小组|組名|组名|主創|主创|創作者|创作者|作者|參賽者|参赛者";
const DIRECTORS: &str = "\
    directors|director|導演|导演";
const PRODUCERS: &str = "\
    producers|producer|監製|监制|製片|制片";
const FIRST_NAME: &str = "\
    first name";
const LAST_NAME: &str = "\
    last name|surname";
const ENTRANT: &str = "\
    entrant|entrant name|submitter|submitter name|applicant|your name|name|姓名|參加者|参加者|報名人|报名人|\
    提交者";
const ORIGIN: &str = "\
    origin|school|university|college|institution|organisation|organization|company|\
    country of origin|學校|学校|院校|學校名稱|学校名称|大學|大学|機構|机构|單位|单位|參賽單位|参赛单位|公司|來自|来自|國家|国家|地區|地区";
const SYNOPSIS: &str = "\
    synopsis|short synopsis|brief synopsis|logline|description|summary|簡介|简介|作品簡介|作品简介|故事簡介|\
    故事简介|內容簡介|内容简介|大綱|大纲|故事大綱|故事大纲|介紹|介绍|作品介紹|作品介绍";
const SAY: &str = "\
    say|pronunciation|how to say|讀音|读音|發音|发音";
const NUMBER: &str = "\
    number|no|catalogue number|catalog number|entry number|entry no|編號|编号|作品編號|作品编号|參賽編號|参赛编号|\
    號碼|号码|序號|序号";
const SOURCE: &str = "\
    submission id|entry slug|entry id|project id|response id|id|slug|tracking number|source|\
    提交編號|提交编号|報名編號|报名编号|申請編號|申请编号|timestamp|時間戳記|时间戳记|時間戳|时间戳";
const STATUS: &str = "\
    submission status|entry status|status|狀態|状态|報名狀態|报名状态|withdrawn|退出|退賽|退赛";
const SELECTED: &str = "\
    judging status|finalist|finalists|selected|selection|selection status|shortlisted|入圍|入围|\
    是否入圍|是否入围|入選|入选|入圍結果|入围结果";

/// What a header may be for: the meaning, its names in full, and whether a longer header may only
/// have one of them in it, as a question of a form does.
type HeaderNames = (fn(ColumnLanguage) -> Meaning, &'static str, bool);

const ALL: [HeaderNames; 14] = [
    (Meaning::Title, TITLE, true),
    (Meaning::Team, TEAM, true),
    (Meaning::Synopsis, SYNOPSIS, true),
    (Meaning::Origin, ORIGIN, true),
    (|_| Meaning::Say, SAY, false),
    (|_| Meaning::Number, NUMBER, false),
    (|_| Meaning::Source, SOURCE, false),
    (|_| Meaning::Status, STATUS, false),
    (|_| Meaning::Selected, SELECTED, false),
    (|_| Meaning::Maker(0), DIRECTORS, false),
    (|_| Meaning::Maker(1), PRODUCERS, false),
    (|_| Meaning::Maker(2), ENTRANT, false),
    (|_| Meaning::Maker(3), FIRST_NAME, false),
    (|_| Meaning::Maker(4), LAST_NAME, false),
];

/// Words of a header that say in which language its column is written.
const TONGUES: [(&[&str], &str); 5] = [
    (
        &[
            "繁體中文",
            "繁体中文",
            "traditional chinese",
            "繁體",
            "繁体",
            "繁中",
        ],
        "zh-Hant",
    ),
    (
        &[
            "簡體中文",
            "简体中文",
            "simplified chinese",
            "簡體",
            "简体",
            "簡中",
            "简中",
        ],
        "zh-Hans",
    ),
    (&["中文", "chinese", "zh", "chi"], "zh"),
    (&["英文", "英語", "英语", "english", "en", "eng"], "en"),
    (
        &["original language", "original", "原文", "原語", "原语"],
        "",
    ),
];

/// A header as it is compared: in one form of Unicode, small letters, a blank between words, and
/// nothing else.
pub(super) fn compared(header: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfkc().normalize(header);
    let small = composed.to_lowercase();
    let words = small.split(|c: char| !c.is_alphanumeric() && c != '#');
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a column with this header is most likely, and how sure that is: 0 is the surest.
pub(super) fn guess(header: &str) -> Option<(Meaning, usize)> {
    let name = compared(header);
    if name.is_empty() {
        return None;
    }
    let full = |name: &str, tongue: ColumnLanguage| {
        ALL.iter().find_map(|(meaning, names, _)| {
            let rank = names.split('|').position(|known| known == name)?;
            Some((meaning(tongue.clone()), rank))
        })
    };
    if let Some(found) = full(&name, ColumnLanguage::Any) {
        return Some(found);
    }
    if PRIVATE.split('|').any(|word| has(&name, word)) {
        return Some((Meaning::Private, 0));
    }
    let (name, tongue) = tongue(&name);
    if let Some(found) = full(&name, tongue.clone()) {
        return Some(found);
    }
    // A question: the longest name in it counts.
    let loose = ALL.iter().filter(|(_, _, loose)| *loose);
    let inside = loose.flat_map(|(meaning, names, _)| {
        let found = names
            .split('|')
            .filter(|known| known.chars().count() > 1 && has(&name, known));
        found
            .map(move |known| (known.len(), meaning))
            .collect::<Vec<_>>()
    });
    let (length, meaning) = inside.max_by_key(|(length, _)| *length)?;
    Some((meaning(tongue), LOOSE.saturating_sub(length)))
}

/// How sure a guess is that rests on a part of the header: surer, the longer the part.
const LOOSE: usize = 1_000;

/// Whether a name has these words in it: whole ones, where words have ends.
fn has(name: &str, words: &str) -> bool {
    match words.is_ascii() {
        true => format!(" {name} ").contains(&format!(" {words} ")),
        false => name.replace(' ', "").contains(words),
    }
}

/// The header without what it says of the language.
fn tongue(name: &str) -> (String, ColumnLanguage) {
    for (marks, tag) in TONGUES {
        if let Some(mark) = marks.iter().find(|mark| has(name, mark)) {
            let rest = match mark.is_ascii() {
                true => format!(" {name} ").replacen(&format!(" {mark} "), " ", 1),
                false => name.replace(' ', "").replacen(mark, "", 1),
            };
            let tongue = match tag {
                "" => ColumnLanguage::Original,
                tag => ColumnLanguage::Tag(tag.to_owned()),
            };
            return (rest.trim().to_owned(), tongue);
        }
    }
    (name.to_owned(), ColumnLanguage::Any)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(header: &str) -> String {
        guess(header).map_or_else(String::new, |(meaning, _)| meaning.to_string())
    }

    #[test]
    fn headers_are_known_in_three_languages_and_from_three_services() {
        for (header, is) in [
            ("作品名稱", "title"),
            ("作品", "title"),
            ("片名（英文）", "title.en"),
            ("英文片名", "title.en"),
            ("中文片名", "title.zh"),
            ("Title (English)", "title.en"),
            ("标题", "title"),
            ("队伍", "team"),
            ("隊伍", "team"),
            ("簡介", "synopsis"),
            ("简介", "synopsis"),
            ("Project Title", "title"),
            ("Project Title (Original Language)", "title.original"),
            ("Synopsis (Original Language)", "synopsis.original"),
            ("Submission ID", "source"),
            ("Submission Status", "status"),
            ("Judging Status", "selected"),
            ("Entry name", "title"),
            ("Entry slug", "source"),
            ("Entrant email", "private"),
            ("Timestamp", "source"),
            ("What is the title of\nyour film?", "title"),
            ("Email Address", "private"),
            ("Birthdate", "private"),
            ("聯絡電話", "private"),
            ("Team leader's phone number", "private"),
            ("Submission Password", "private"),
            ("Country of Origin", "origin"),
            ("Duration", ""),
            ("Subtitle", ""),
        ] {
            assert_eq!(key(header), is, "{header}");
        }
    }
}
