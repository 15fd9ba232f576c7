//! Who judges, on what, and by which rule.

use super::{is_one, one};
use crate::show::jury::Exact;
use crate::show::text::Text;
use num_bigint::BigInt;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Who judges, on what, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jury {
    /// The highest score; scores start from 0.
    pub scale: u32,
    /// What makes a figure of an entry's sheets.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rule: Rule,
    /// What breaks a tie, tried one after the other; what they leave is the chair's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<JuryTie>,
    /// Sheets that an entry needs to stand in the ranking.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub minimum: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    pub seal: Seal,
    /// The juror who is the chair, where the chair votes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<String>,
    /// Whether each juror has the entries in an order of their own.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub shuffle: bool,
    /// How an export names the jurors.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sheets: SheetNames,
    /// How the finalists are found, where the jury does that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Round>,
    /// What is judged now.
    pub criteria: Vec<Criterion>,
    pub jurors: Vec<Juror>,
    /// What the final will be scored on, while a first round sorts the works. Earlier versions
    /// wrote down none of it.
    #[serde(default, rename = "final", skip_serializing_if = "Option::is_none")]
    pub final_sheet: Option<FinalSheet>,
}

impl Default for Jury {
    fn default() -> Self {
        Jury {
            scale: 10,
            rule: Rule::default(),
            ties: Vec::new(),
            minimum: 1,
            seal: Seal::default(),
            chair: None,
            shuffle: true,
            sheets: SheetNames::default(),
            round: None,
            criteria: Vec::new(),
            jurors: Vec::new(),
            final_sheet: None,
        }
    }
}

impl Jury {
    /// What decides the awards, also while a first round asks something else.
    pub fn final_criteria(&self) -> &[Criterion] {
        let later = self.final_sheet.as_ref();
        later.map_or(&self.criteria, |sheet| &sheet.criteria)
    }

    /// The highest score in the final.
    pub fn final_scale(&self) -> u32 {
        let later = self.final_sheet.as_ref();
        later.map_or(self.scale, |sheet| sheet.scale)
    }

    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == id)
    }

    pub fn juror(&self, id: &str) -> Option<&Juror> {
        self.jurors.iter().find(|juror| juror.id == id)
    }
}

/// What makes one figure of an entry's sheets. There is no sum: it would punish the entry with
/// fewer sheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rule {
    #[default]
    Mean,
    /// The mean without one highest and one lowest sheet.
    Trimmed,
    /// The mean of each juror's own places.
    Ranks,
    /// The mean of what lies above or below each juror's own mean.
    Centred,
}

impl Rule {
    pub const ALL: [Rule; 4] = [Rule::Mean, Rule::Trimmed, Rule::Ranks, Rule::Centred];

    pub fn as_str(self) -> &'static str {
        match self {
            Rule::Mean => "mean",
            Rule::Trimmed => "trimmed",
            Rule::Ranks => "ranks",
            Rule::Centred => "centred",
        }
    }
}

/// What breaks a tie of the jury's figures. In files it is a criterion's id or one of two words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum JuryTie {
    /// The figure of this criterion alone.
    Criterion(String),
    /// More jurors placed it above the other than below.
    HeadToHead,
    /// The chair decides.
    Chair,
}

impl JuryTie {
    pub fn as_str(&self) -> &str {
        match self {
            JuryTie::Criterion(id) => id,
            JuryTie::HeadToHead => "head-to-head",
            JuryTie::Chair => "chair",
        }
    }
}

impl From<String> for JuryTie {
    fn from(written: String) -> Self {
        match written.as_str() {
            "head-to-head" => JuryTie::HeadToHead,
            "chair" => JuryTie::Chair,
            _ => JuryTie::Criterion(written),
        }
    }
}

impl From<JuryTie> for String {
    fn from(tie: JuryTie) -> Self {
        tie.as_str().to_owned()
    }
}

/// How many people seal what the jury decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Seal {
    #[default]
    One,
    /// Chair and producer, each for themselves; only equality seals.
    Two,
}

/// How an export names the jurors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SheetNames {
    #[default]
    Named,
    Anonymous,
}

/// A first round: from many entries to the finalists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// How many entries become finalists.
    pub keep: u32,
    /// Sheets that each entry gets at least.
    pub per_entry: u32,
    pub mode: RoundMode,
}

/// What a sheet of the final asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinalSheet {
    /// The highest score.
    pub scale: u32,
    pub criteria: Vec<Criterion>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundMode {
    /// Scores on the criteria.
    #[default]
    Scores,
    /// One answer for each entry.
    YesMaybeNo,
}

/// One thing that is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Its id in the file.
    pub id: String,
    pub name: Text,
    /// Its share of the score, relative to the other criteria's; above zero.
    pub weight: Weight,
    /// What each score means, from 0 to the highest; empty where the file does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Text>,
}

/// One of the jury.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Juror {
    /// The id in the file, which is also the name of the juror's key.
    pub id: String,
    /// The name, never translated unless the file does.
    pub name: Text,
    /// Office or profession.
    pub title: Option<Text>,
    /// Path below the show folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portrait: Option<String>,
    /// Where they are from: entries of that origin are proposed as conflicts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Text>,
    /// Entries that they never see.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<String>,
}

/// Who has a share in a blended award.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Electorate {
    Jury,
    /// The audience's ballot; where those outside have a share of their own, the hall's part of it.
    Hall,
    /// Those who vote in it from outside.
    Net,
}

impl Electorate {
    pub const ALL: [Electorate; 3] = [Electorate::Jury, Electorate::Hall, Electorate::Net];

    pub fn as_str(self) -> &'static str {
        match self {
            Electorate::Jury => "jury",
            Electorate::Hall => "hall",
            Electorate::Net => "net",
        }
    }
}

/// A share relative to others, above zero: the decimal number as written, exactly. Journals and
/// exports hold it as the JSON number that it always was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// Without zeros behind.
    digits: u64,
    /// How many decimal places they are moved to the left; to the right, below zero.
    exponent: i32,
}

impl Weight {
    pub const ONE: Weight = Weight {
        digits: 1,
        exponent: 0,
    };

    /// A decimal number above zero, as `0.5`, `1_000` or `2e3`. None where it is no such number or
    /// has more digits than fit.
    pub fn read(written: &str) -> Option<Weight> {
        let plain = written.replace('_', "").to_ascii_lowercase();
        let (mantissa, exponent) = match plain.split_once('e') {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (plain.as_str(), 0),
        };
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let part = part.trim_end_matches('0');
        let mut digits: u64 = format!("{whole}{part}").parse().ok()?;
        let mut exponent = exponent.checked_sub(i32::try_from(part.len()).ok()?)?;
        if digits == 0 {
            return None;
        }
        while digits.is_multiple_of(10) {
            (digits, exponent) = (digits / 10, exponent.checked_add(1)?);
        }
        Some(Weight { digits, exponent })
    }

    /// The number that JSON has for it: the decimal digits that tell it from every other.
    pub fn from_float(number: f64) -> Option<Weight> {
        Weight::read(&format!("{number:e}"))
    }

    pub fn as_float(self) -> f64 {
        let Weight { digits, exponent } = self;
        format!("{digits}e{exponent}").parse().unwrap_or(f64::MAX)
    }

    pub fn exact(self) -> Exact {
        let power = BigInt::from(10).pow(self.exponent.unsigned_abs());
        let digits = BigInt::from(self.digits);
        match self.exponent {
            0.. => Exact::from(digits * power),
            _ => Exact::new(digits, power),
        }
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.as_float())
    }
}

impl Serialize for Weight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_float())
    }
}

impl<'de> Deserialize<'de> for Weight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        let weight = Weight::from_float(number);
        weight.ok_or_else(|| serde::de::Error::custom("a weight is a number above zero"))
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn yes() -> bool {
    true
}

fn is_yes(flag: &bool) -> bool {
    *flag
}
