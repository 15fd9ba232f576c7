//! The guide: what the people of a show read before and on the night.
//!
//! A venue has no internet, so the guide is in the program: `palmares guide` prints the list and
//! `palmares guide TOPIC` a topic. The same files are the pages below, and read well on the forge.
//!
//! A topic is one file beside this one and one row of the table. In the files `[topic]` leads to
//! another topic: on the forge by the lines at the file's end, here by those that the table makes,
//! and the terminal is told the command.

/// One page of the guide.
pub struct Topic {
    /// What `palmares guide` calls it.
    pub name: &'static str,
    pub title: &'static str,
    /// Markdown. The first line is the heading.
    pub text: &'static str,
}

/// A file that is handed out as it is: `palmares guide nats.conf > nats.conf`.
pub struct Handout {
    /// What the file is called, here and where it goes.
    pub name: &'static str,
    /// What it is for.
    pub title: &'static str,
    pub text: &'static str,
}

macro_rules! handouts {
    ($($name:literal $title:literal)*) => {
        /// Every file, in the order of the list.
        pub const HANDOUTS: &[Handout] = &[
            $(Handout { name: $name, title: $title, text: include_str!(concat!("files/", $name)) },)*
        ];
    };
}

handouts! {
    "nats.conf" "One of the three servers of a larger audience"
    "nats.service" "The same as a unit of systemd"
    "palmares-node.service" "One of the nodes, as a unit of systemd"
    "node.env" "What a node is told of the servers"
    "prometheus.yml" "What Prometheus asks of hall and nodes"
    "grafana.json" "A dashboard of hall and nodes for Grafana"
}

macro_rules! topics {
    ($($module:ident $name:literal $title:literal)*) => {
        /// Where `[topic]` leads in these pages. It comes before the lines in the file, and so
        /// wins.
        macro_rules! links {
            () => { concat!($("[", $name, "]: mod@crate::guide::", stringify!($module), "\n",)* "\n") };
        }
        $(
            #[doc = links!()]
            #[doc = include_str!(concat!($name, ".md"))]
            pub mod $module {}
        )*

        /// Every topic, in the order of the list.
        pub const TOPICS: &[Topic] = &[
            $(Topic { name: $name, title: $title, text: include_str!(concat!($name, ".md")) },)*
        ];
    };
}

topics! {
    making_a_show "making-a-show" "Making a show: on the producer's page, and from a spreadsheet"
    rehearsal "rehearsal" "Load-in and rehearsal"
    evening "evening" "A real evening"
    ready "ready" "Ready to open?"
    show_file "show-file" "The show file: every key and every kind of cue"
    judging "judging" "Judging: for a jury and its chair"
    crew "crew" "The crew: rundown, prompter, timer"
    projector "projector" "The projector's computer, the screens, the stream"
    looks "looks" "Looks: pictures, films, fonts, colours"
    soundcheck "soundcheck" "Soundcheck: how many phones this laptop will serve"
    larger_audience "larger-audience" "A larger audience: votes from outside the hall"
    https "https" "HTTPS, with and without the internet"
    late "late" "Late changes: on the night, while the show goes on"
    failures "failures" "What happens when things fail"
    ballot "ballot" "The ballot: what is proved, and what is not"
    security "security" "Security: who would cheat, what stops them, what remains"
    api "api" "The API, for programs and show control"
    testing "testing" "Tests and benches, for those who change the program"
}

impl Topic {
    /// The topic of this name, in any case.
    pub fn named(name: &str) -> Option<&'static Topic> {
        TOPICS
            .iter()
            .find(|topic| topic.name.eq_ignore_ascii_case(name))
    }

    /// The text for a terminal: a link is the command that prints its topic.
    pub fn plain(&self) -> String {
        let is_link_line = |line: &&str| line.starts_with('[') && line.contains("]: ");
        let body: Vec<&str> = self
            .text
            .lines()
            .filter(|line| !is_link_line(line))
            .collect();
        let body = body.join("\n");
        // Backticks enclose code, one or three at a time: every other part is prose.
        let parts = body.trim_end().split('`').enumerate();
        let parts = parts.map(|(at, part)| match at % 2 {
            0 => commands(part),
            _ => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join("`") + "\n"
    }
}

impl Handout {
    /// The file of this name, in any case.
    pub fn named(name: &str) -> Option<&'static Handout> {
        HANDOUTS
            .iter()
            .find(|file| file.name.eq_ignore_ascii_case(name))
    }
}

/// Prose whose links are commands.
fn commands(prose: &str) -> String {
    let command = |prose: String, topic: &Topic| {
        let link = format!("[{}]", topic.name);
        prose.replace(&link, &format!("`palmares guide {}`", topic.name))
    };
    TOPICS.iter().fold(prose.to_owned(), command)
}

/// The list: a line for each topic, and one for each file.
pub fn list() -> String {
    let line = |name, title| format!("  {name:<11} {title}\n");
    let topics = TOPICS.iter().map(|topic| line(topic.name, topic.title));
    let files = HANDOUTS.iter().map(|file| line(file.name, file.title));
    let between = "\nFiles, to be put in their places: palmares guide FILE > FILE\n\n".to_owned();
    topics.chain([between]).chain(files).collect()
}
