//! How an award is decided.

use crate::show::programme::{DecidedBy, Rule};
use crate::words::decided::{Deciding, FirstRound, JudgedOn, RoundAsks, RuleWords, TieOf};

pub(super) const RULE: RuleWords = RuleWords {
    changed: |parts| format!("The announced rule was changed after the first score: {parts}"),
    parts: [
        "the scale",
        "the rule",
        "what breaks ties",
        "the fewest sheets",
        "criteria or weights",
        "awards",
        "jurors or their conflicts",
        "the sealing",
        "the first round",
    ],
};

pub(super) fn sentence(how: &Deciding<'_>) -> String {
    let award = how.award;
    match how.by {
        DecidedBy::Organiser => format!("{award}: the organisers decide."),
        DecidedBy::Audience => {
            let tie = match how.shared {
                true => "a tie is shared",
                false => "the organisers rule on a tie",
            };
            let choices = match how.choices {
                1 => "one work".to_owned(),
                choices => format!("up to {choices} works"),
            };
            format!(
                "{award}: everybody in the audience may vote for {choices}, and the work with the \
                    most votes wins; {tie}."
            )
        }
        DecidedBy::Jury => format!("{award}: {}.", jury(how)),
        DecidedBy::Blend => {
            let [jurys, halls, nets] = &how.shares;
            let (who, audiences) = match (halls.is_empty(), nets.is_empty()) {
                (_, true) => ("audience", format!("the audience's {halls}")),
                (true, _) => ("the audience outside the hall", format!("that audience's {nets}")),
                _ => (
                    "two audiences",
                    format!("those of the hall {halls}, those of the one outside {nets}"),
                ),
            };
            format!(
                "{award}: jury and {who} decide together; each places the works, the first ten \
                    places earn {} points, and the jury's points count {jurys}, {audiences}; \
                    a tie goes to the work with more votes, then to the chair of the \
                    jury; {}.",
                how.points,
                scores(how)
            )
        }
    }
}

fn jury(how: &Deciding<'_>) -> String {
    if how.jurors == 0 {
        return "the jury decides".to_owned();
    }
    if how.criteria.is_empty() {
        return format!("a jury of {} deliberates and decides", how.jurors);
    }
    let most = match how.most {
        1 => String::new(),
        most => format!("; up to {most} works win"),
    };
    format!("{}{most}; the jury deliberates on that order and decides", scores(how))
}

/// How the works become fewer before anything is decided.
pub(super) fn first_round(how: &FirstRound<'_>) -> String {
    let FirstRound {
        jurors,
        per_entry,
        keep,
        ..
    } = how;
    let asked = match &how.asked {
        RoundAsks::Answers([no, maybe, yes]) => format!(
            "who say whether it belongs in the final (“{yes}” counts 2, “{maybe}” 1, “{no}” 0)"
        ),
        RoundAsks::Scores(judged, scale) => {
            format!("who score it from 0 to {scale} on {}", criteria(judged))
        }
    };
    let kept = match keep {
        1 => "the first work comes".to_owned(),
        keep => format!("the first {keep} works come"),
    };
    format!(
        "First round: each work is looked at by at least {per_entry} of a jury of {jurors}, \
            {asked}; {}; {kept} into the final; where a tie goes across that line the chair of \
            the jury decides, and the chair confirms the finalists.",
        rule(how.rule)
    )
}

fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Mean => "the highest mean of the score sheets comes first",
        Rule::Trimmed => {
            "the highest mean of the score sheets, without the highest and lowest, comes first"
        }
        Rule::Ranks => "each juror's order of the works counts, and the best mean place is first",
        Rule::Centred => {
            "each score counts by how far it lies above or below that juror's own mean"
        }
    }
}

/// What the jury's order comes from.
fn scores(how: &Deciding<'_>) -> String {
    let rule = rule(how.rule);
    let minimum = match how.minimum {
        1 => String::new(),
        minimum => format!(", of at least {minimum} sheets per work"),
    };
    let mut ties: Vec<String> = how.ties.iter().map(tie).collect();
    // In a blend two works of the jury's may stand on one place.
    let shared = how.by == DecidedBy::Blend;
    if !shared {
        ties.push("the chair of the jury".to_owned());
    }
    let tied = match (ties.is_empty(), shared) {
        (false, false) => format!("a tie goes to {}", ties.join(", then to ")),
        (false, true) => format!(
            "a tie goes to {}; works that are still equal share their place",
            ties.join(", then to ")
        ),
        (true, _) => "equal works share their place".to_owned(),
    };
    format!(
        "a jury of {} scores the finalists from 0 to {} on {}; {rule}{minimum}; {tied}",
        how.jurors,
        how.scale,
        criteria(&how.criteria),
    )
}

fn tie(tie: &TieOf<'_>) -> String {
    match tie {
        TieOf::Criterion(name) => format!("the work that is higher on {name}"),
        TieOf::HeadToHead => "the work that more jurors placed higher".to_owned(),
    }
}

fn criteria(judged: &JudgedOn<'_>) -> String {
    let named = judged.iter().map(|(name, weight)| match weight {
        Some(weight) => format!("{name} (weight {weight})"),
        None => (*name).to_owned(),
    });
    let named: Vec<String> = named.collect();
    match named.split_last() {
        Some((last, [])) => format!("{last} alone"),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
