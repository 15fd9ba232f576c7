//! Shows that no stage wants: titles too long, scripts mixed, finalists too many or only one,
//! awards shared, given to nobody.

use std::fmt::Write;

const LONG_ZH: &str = "在那遙遠的海邊有一座被時間遺忘的燈塔每夜為歸航的人點亮直到最後一盞燈熄滅我們才明白等待本身就是愛的另一種名字而已";
const LONG_EN: &str = "The Extraordinary and Mostly Truthful Chronicle of a Lighthouse Keeper";
const LONG_WORD: &str = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk";
const MIXED: &str = "最後的·黃昏 THE LAST TWILIGHT 2046：重啟 Reboot·終章";
const LONG_TEAM: &str = "香港演藝學院電影電視學院碩士二年級聯合創作小組 × Riverside Collective for Experimental Moving Image";

const TITLES: [&str; 10] = [
    LONG_ZH,
    LONG_EN,
    LONG_WORD,
    MIXED,
    "一",
    "A",
    "二〇四六",
    "神將·降世·再臨",
    "Œuvre—“quoted” & <b>not bold</b>",
    "《自帶書名號》",
];

/// Thirty finalists, and every way to share a prize.
pub fn thirty() -> String {
    let mut show = format!(
        "[show]\nid = \"torture\"\ntitle = {{ zh = \"{LONG_ZH}\", en = \"{LONG_EN}, {LONG_EN}\" }}\nlanguages = [\"zh-Hant-HK\", \"en\"]\n\
         date = \"2026-12-31\"\nvenue = {{ zh = \"{LONG_TEAM}\", en = \"{LONG_EN}\" }}\n[show.wifi]\nssid = \"Access Point With A Long Name 32\"\n"
    );
    for index in 0..30 {
        let title = TITLES[index % TITLES.len()];
        let team = [LONG_TEAM, "隊", "William Tsang"][index % 3];
        let more = match index % 4 {
            0 => format!(
                "origin = \"香港 · Hong Kong\"\nsynopsis = {{ zh = \"{LONG_ZH}{LONG_ZH}\", en = \"{LONG_EN}. {LONG_EN}. {LONG_EN}.\" }}\n"
            ),
            1 => format!("origin = \"{LONG_TEAM}\"\n"),
            _ => String::new(),
        };
        let _ = writeln!(
            show,
            "[[entry]]\nid = \"e{index}\"\ntitle = '{title}'\nteam = \"{team}\"\n{more}"
        );
    }
    let shared = |winners: &[usize]| {
        let ids: Vec<String> = winners
            .iter()
            .map(|index| format!("\"e{index}\""))
            .collect();
        format!("[{}]", ids.join(", "))
    };
    let all: [(&str, &[usize]); 6] = [
        ("one", &[0]),
        ("latin", &[1]),
        ("two", &[0, 3]),
        ("three", &[2, 1, 0]),
        ("five", &[0, 1, 2, 3, 4]),
        ("twelve", &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    ];
    let _ = writeln!(
        show,
        "[[person]]\nid = \"guest\"\nname = {{ zh = \"亞歷山大·康斯坦丁諾維奇·彼得羅夫斯基教授\", en = \"Professor Alexander Konstantinovich Petrovsky\" }}\ntitle = {{ zh = \"{LONG_TEAM}\", en = \"{LONG_EN}\" }}"
    );
    for (id, winners) in all {
        let name = match id {
            "one" => format!("{{ zh = \"{LONG_ZH}\", en = \"{LONG_EN}\" }}"),
            _ => "{ zh = \"評審團特別推薦最具社會影響力大獎\", en = \"Special Jury Commendation for Social Impact\" }".to_owned(),
        };
        let more = match id {
            "twelve" => "",
            _ => &format!(
                "citation = {{ zh = \"{LONG_ZH}\", en = \"{LONG_EN}\" }}\npresenter = \"guest\"\n"
            ),
        };
        let _ = writeln!(
            show,
            "[[award]]\nid = \"{id}\"\nname = {name}\ndecided_by = \"jury\"\nwinner = {}\n{more}",
            shared(winners)
        );
    }
    for (id, ballot) in [("hall", "people"), ("nobody", "empty")] {
        let _ = writeln!(
            show,
            "[[award]]\nid = \"{id}\"\nname = {{ zh = \"最受觀眾歡迎大獎\", en = \"People's Choice\" }}\ndecided_by = \"audience\"\n[[ballot]]\nid = \"{ballot}\"\naward = \"{id}\"\nseconds = 300"
        );
    }
    for index in 0..12 {
        let _ = writeln!(
            show,
            "[[jury.juror]]\nid = \"j{index}\"\nname = \"{}\"\ntitle = {{ zh = \"{LONG_TEAM}\", en = \"{LONG_EN}\" }}",
            ["陳", "Federico Grandesso-Montalbano", "歐陽震華博士"][index % 3]
        );
    }
    for index in 0..6 {
        let _ = writeln!(
            show,
            "[[jury.criterion]]\nid = \"c{index}\"\nname = {{ zh = \"故事表達與社會影響力\", en = \"Storytelling and social impact\" }}"
        );
    }
    for name in [
        "數碼港",
        "FizzDragon",
        "香港特別行政區政府文創產業發展處",
        "Riverside Collective",
    ] {
        let _ = writeln!(
            show,
            "[[partner]]\nname = \"{name}\"\nrole = {{ zh = \"合辦機構\", en = \"Co-organiser\" }}"
        );
    }
    show.push_str(&cues());
    show
}

fn cues() -> String {
    let mut cues = String::from(
        "[[cue]]\nkind = \"card\"\nid = \"welcome\"\n[[cue]]\nkind = \"finalists\"\n[[cue]]\nkind = \"jury\"\n",
    );
    let _ = writeln!(
        cues,
        "[[cue]]\nkind = \"message\"\nid = \"long\"\ntitle = \"{MIXED}\"\ntext = \"{LONG_ZH}\"\n[[cue]]\nkind = \"speech\"\nid = \"talk\"\nperson = \"guest\"\ntitle = \"{LONG_EN}\""
    );
    let ballot = |cues: &mut String, ballot: &str, award: &str| {
        for step in ["open", "close", "result"] {
            let _ = writeln!(
                cues,
                "[[cue]]\nkind = \"ballot\"\nballot = \"{ballot}\"\nstep = \"{step}\""
            );
        }
        let _ = writeln!(cues, "[[cue]]\nkind = \"award\"\naward = \"{award}\"");
    };
    ballot(&mut cues, "people", "hall");
    for award in ["one", "latin", "two", "three", "five", "twelve"] {
        let _ = writeln!(cues, "[[cue]]\nkind = \"award\"\naward = \"{award}\"");
    }
    ballot(&mut cues, "empty", "nobody");
    let _ = writeln!(
        cues,
        "[[cue]]\nkind = \"photo\"\nid = \"everyone\"\ntitle = {{ zh = \"大合照\", en = \"Group photo\" }}\ntext = \"{LONG_ZH}\"\n[[cue]]\nkind = \"results\""
    );
    cues
}

/// One finalist, one prize, English first, nothing else.
pub fn one() -> String {
    "[show]\nid = \"lonely\"\ntitle = \"One\"\nlanguages = [\"en\", \"zh-Hant-HK\"]\n[[entry]]\nid = \"only\"\ntitle = { en = \"The Only One\", zh = \"唯一\" }\nteam = \"I\"\n\
     [[award]]\nid = \"best\"\nname = { en = \"Best of One\", zh = \"最佳\" }\ndecided_by = \"jury\"\nwinner = \"only\"\n\
     [[award]]\nid = \"hall\"\nname = \"Choice\"\ndecided_by = \"audience\"\n[[ballot]]\nid = \"people\"\naward = \"hall\"\nseconds = 60\n"
        .to_owned()
}

/// So many awards with long names, each won by one work whose title is as long as titles are, in
/// every script.
pub fn awards(count: usize) -> String {
    let mut show = format!(
        "[show]\nid = \"wall\"\ntitle = {{ zh = \"{LONG_ZH}\", en = \"{LONG_EN}\" }}\nlanguages = [\"zh-Hant-HK\", \"en\"]\n"
    );
    for index in 0..count {
        let title: String = match index % 3 {
            0 => LONG_ZH.chars().take(60).collect(),
            1 => LONG_EN.chars().take(60).collect(),
            _ => MIXED.to_owned(),
        };
        let _ = writeln!(
            show,
            "[[entry]]\nid = \"e{index}\"\ntitle = \"{title}\"\nteam = \"{LONG_TEAM}\"\n[[award]]\nid = \"a{index}\"\n\
             name = {{ zh = \"評審團特別推薦最具社會影響力大獎\", en = \"Special Jury Commendation for Social Impact\" }}\n\
             decided_by = \"jury\"\nwinner = \"e{index}\""
        );
    }
    for index in 0..count {
        let _ = writeln!(show, "[[cue]]\nkind = \"award\"\naward = \"a{index}\"");
    }
    show.push_str("[[cue]]\nkind = \"results\"\n");
    show
}

/// A ballot between so many works with titles as long as titles are, whose count the hall watches.
pub fn watched(finalists: usize) -> String {
    let mut show = String::from(
        "[show]\nid = \"watched\"\ntitle = { zh = \"總決賽\", en = \"Grand Final\" }\nlanguages = [\"zh-Hant-HK\", \"en\"]\n",
    );
    for index in 0..finalists {
        let title = [LONG_ZH, LONG_EN, LONG_WORD][index % 3];
        let _ = writeln!(
            show,
            "[[entry]]\nid = \"e{index}\"\ntitle = \"{title}\"\nteam = \"{LONG_TEAM}\""
        );
    }
    show.push_str(
        "[[award]]\nid = \"hall\"\nname = { zh = \"最受觀眾歡迎大獎\", en = \"People's Choice\" }\ndecided_by = \"audience\"\n\
         [[ballot]]\nid = \"people\"\naward = \"hall\"\nseconds = 300\nresults = \"live\"\n",
    );
    show
}
