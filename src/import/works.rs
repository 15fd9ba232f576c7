//! Rows of a table as works, and what is wrong with a row.

use super::columns::{ColumnLanguage, Columns, HeadedColumn, Meaning, serves};
use super::headers::compared;
use super::table::{CellRow, CellTable, letter};
use super::verdict::{Part, Tick, choice, status};
use crate::show::text::{Lang, is_wide, lang_of};
use std::collections::{BTreeMap, HashMap};
use toml::Value;

/// Characters of a title or a name: what is longer is no title.
const LINE_CHARS_MAX: usize = 300;
/// Characters of a synopsis.
const PASSAGE_CHARS_MAX: usize = 5_000;
/// The rank of the first of the halves of a maker's name.
const FIRST: u8 = 3;

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongCell {
    /// The sheet, where several are read.
    pub sheet: Option<String>,
    /// The row's number.
    pub row: u32,
    /// The column, from 0; none where the row as a whole is wrong.
    pub column: Option<usize>,
    /// What is wrong, and what mends it.
    pub reason: String,
}

/// One row as a work.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedWork {
    /// The row's number.
    pub row: u32,
    pub part: Part,
    /// The keys of its `[[entry]]`, by name. A key that the file has a column for and no value
    /// is none; a key without a column is not there.
    pub keys: BTreeMap<&'static str, Option<Value>>,
}

impl ImportedWork {
    /// Its id in the file.
    pub fn source(&self) -> Option<&str> {
        self.keys.get("source")?.as_ref()?.as_str()
    }
}

/// The rows below the header, and what is wrong with them.
pub fn read(
    table: &CellTable,
    columns: &Columns,
    languages: &[Lang],
) -> (Vec<ImportedWork>, Vec<WrongCell>) {
    let mut reader = RowReader {
        columns,
        languages,
        chosen_yet: false,
        numbered: false,
        wrong: Vec::new(),
    };
    let below = |row: &&CellRow| columns.header.is_none_or(|header| row.number > header);
    let rows: Vec<&CellRow> = table.rows.iter().filter(below).collect();
    let judged = |row: &&CellRow| {
        let mut cells = columns.of("selected").map(|column| row.cell(column.at));
        cells.any(|cell| choice(cell) == Some(Tick::Yes))
    };
    reader.chosen_yet = rows.iter().any(judged);
    reader.numbered = identifies(columns, &rows);
    let works: Vec<_> = rows.iter().filter_map(|row| reader.work(row)).collect();
    reader.twice(&works);
    (works, reader.wrong)
}

/// Whether the column of ids tells every work from the others. A column of times may not.
fn identifies(columns: &Columns, rows: &[&CellRow]) -> bool {
    columns.of("source").any(|column| {
        let time = ["timestamp", "時間", "时间"];
        let header = compared(&column.header);
        if !time.iter().any(|word| header.starts_with(word)) {
            return true;
        }
        let mut cells: Vec<&str> = rows.iter().map(|row| row.cell(column.at)).collect();
        cells.sort_unstable();
        cells.windows(2).all(|two| two[0] != two[1])
    })
}

struct RowReader<'a> {
    columns: &'a Columns,
    languages: &'a [Lang],
    /// Whether the file says of any work that it is in the final.
    chosen_yet: bool,
    /// Whether the file's ids tell the works apart.
    numbered: bool,
    wrong: Vec<WrongCell>,
}

impl RowReader<'_> {
    fn work(&mut self, row: &CellRow) -> Option<ImportedWork> {
        let before = self.wrong.len();
        let mut keys = BTreeMap::new();
        for (key, many_lines) in [("title", false), ("origin", false), ("synopsis", true)] {
            let columns: Vec<&HeadedColumn> = self.columns.of(key).collect();
            if !columns.is_empty() {
                keys.insert(key, self.text(row, &columns, many_lines));
            }
        }
        let team = self.team(row, &mut keys);
        keys.insert("team", team);
        for key in ["say", "number", "source"] {
            let column = self.columns.of(key).next();
            if let Some(column) = column.filter(|_| key != "source" || self.numbered) {
                let text = self.line(row, column, false);
                keys.insert(key, Some(text).filter(|t| !t.is_empty()).map(Value::from));
            }
        }
        let part = self.part(row);
        let said = |key: &str| self.columns.of(key).next().is_some();
        if said("status") {
            let out = matches!(part, Part::Withdrawn(_));
            keys.insert("withdrawn", out.then_some(Value::Boolean(true)));
        }
        let out = matches!(part, Part::NotSelected(_));
        if out || said("selected") && part == Part::In {
            keys.insert("finalist", out.then_some(Value::Boolean(false)));
        }
        for key in ["title", "team"] {
            if keys.get(key).is_none_or(Option::is_none) {
                let column = self.columns.of(key).next().map(|column| column.at);
                let reason = match column {
                    Some(_) => format!("there is no {key}: write one into this cell"),
                    None => format!(
                        "there is no column for the {key}: say which is it, as \
                        --column B={key}"
                    ),
                };
                self.refuse(row, column, reason);
            }
        }
        (self.wrong.len() == before).then_some(ImportedWork {
            row: row.number,
            part,
            keys,
        })
    }

    fn refuse(&mut self, row: &CellRow, column: Option<usize>, reason: String) {
        self.wrong.push(WrongCell {
            sheet: None,
            row: row.number,
            column,
            reason,
        });
    }

    /// Who made it: the team, else whoever is named, else where it comes from.
    fn team(
        &mut self,
        row: &CellRow,
        keys: &mut BTreeMap<&'static str, Option<Value>>,
    ) -> Option<Value> {
        let columns: Vec<&HeadedColumn> = self.columns.of("team").collect();
        if !columns.is_empty() {
            return self.text(row, &columns, false);
        }
        let maker = |rank: u8| {
            self.columns
                .all
                .iter()
                .find(|c| c.meaning == Meaning::Maker(rank))
        };
        let whole: Vec<_> = (0..FIRST).filter_map(maker).collect();
        let halves: Vec<_> = (FIRST..=FIRST + 1).filter_map(maker).collect();
        for column in whole {
            let name = self.line(row, column, false);
            if !name.is_empty() {
                return Some(Value::from(name));
            }
        }
        let name: Vec<String> = halves
            .iter()
            .map(|half| self.line(row, half, false))
            .collect();
        let name = name.join(" ").trim().to_owned();
        match name.is_empty() {
            false => Some(Value::from(name)),
            true => keys.remove("origin").flatten(),
        }
    }

    /// A text of the show, in as many languages as there are columns for it.
    fn text(
        &mut self,
        row: &CellRow,
        columns: &[&HeadedColumn],
        many_lines: bool,
    ) -> Option<Value> {
        let mut by = BTreeMap::new();
        let mut rest = Vec::new();
        for column in columns {
            let text = self.line(row, column, many_lines);
            if text.is_empty() {
                continue;
            }
            let tongue = match &column.meaning {
                Meaning::Title(tongue)
                | Meaning::Team(tongue)
                | Meaning::Synopsis(tongue)
                | Meaning::Origin(tongue) => tongue,
                _ => &ColumnLanguage::Any,
            };
            match tongue {
                ColumnLanguage::Tag(tag) => {
                    by.insert(self.key_of(tag), text);
                }
                tongue => rest.push((*tongue == ColumnLanguage::Original, text)),
            }
        }
        rest.sort_by_key(|(original, _)| *original);
        for (_, text) in rest {
            let own = self.key_of(&lang_of(&text, self.languages));
            let is_shown = self.languages.iter().any(|lang| serves(&own, lang));
            let free = !by.contains_key(&own) && is_shown;
            if by.is_empty() || free && !by.values().any(|other| *other == text) {
                by.insert(own, text);
            }
        }
        let mut texts = by.into_iter();
        match (texts.next(), texts.next()) {
            (None, _) => None,
            (Some((_, only)), None) => Some(Value::from(only)),
            (Some(one), Some(two)) => {
                let all = [one, two].into_iter().chain(texts);
                Some(Value::Table(
                    all.map(|(tag, text)| (tag, Value::from(text))).collect(),
                ))
            }
        }
    }

    /// The key of a language: as short as the show's languages allow.
    fn key_of(&self, tag: &str) -> Lang {
        let short = |lang: &str| lang.split('-').next().unwrap_or_default().to_lowercase();
        let kin: Vec<&Lang> = self
            .languages
            .iter()
            .filter(|l| short(l) == short(tag))
            .collect();
        let served = kin.iter().find(|lang| serves(tag, lang));
        match served {
            Some(lang) if kin.len() > 1 => (*lang).clone(),
            _ => short(tag),
        }
    }

    /// A cell's text as the show has it.
    fn line(&mut self, row: &CellRow, column: &HeadedColumn, many_lines: bool) -> String {
        let cell = row.cell(column.at);
        let most = if many_lines {
            PASSAGE_CHARS_MAX
        } else {
            LINE_CHARS_MAX
        };
        if let Some(flaw) = flaw(cell, most) {
            self.refuse(row, Some(column.at), flaw);
            return String::new();
        }
        let cell = cell
            .replace(['\u{2028}', '\u{2029}'], "\n")
            .replace('\t', " ");
        if many_lines {
            let lines: Vec<&str> = cell.lines().map(str::trim_end).collect();
            return lines.join("\n");
        }
        let line = joined(&cell);
        let bare = line
            .strip_prefix('《')
            .and_then(|rest| rest.strip_suffix('》'));
        match bare.filter(|bare| !bare.contains(['《', '》'])) {
            Some(bare) if column.kind() == "title" => bare.trim().to_owned(),
            _ => line,
        }
    }

    fn part(&mut self, row: &CellRow) -> Part {
        let columns = self.columns;
        if let Some(column) = columns.of("status").next() {
            let cell = row.cell(column.at);
            let asks = ["withdrawn", "退出", "退賽", "退赛"];
            let found = match asks.contains(&compared(&column.header).as_str()) {
                true => choice(cell).map(|said| match said {
                    Tick::Yes => Part::Withdrawn(cell.to_owned()),
                    _ => Part::In,
                }),
                false => status(cell),
            };
            match found {
                Some(Part::In) => {}
                Some(part) => return part,
                None => self.unknown(row, column, "a status"),
            }
        }
        if let Some(column) = columns.of("selected").next() {
            let cell = row.cell(column.at);
            let own = match cell {
                "" => "not marked".to_owned(),
                cell => cell.to_owned(),
            };
            match choice(cell) {
                Some(Tick::No) => return Part::NotSelected(own),
                Some(Tick::Open) if self.chosen_yet => return Part::NotSelected(own),
                Some(_) => {}
                None => self.unknown(row, column, "a yes or a no"),
            }
        }
        Part::In
    }

    fn unknown(&mut self, row: &CellRow, column: &HeadedColumn, what: &str) {
        let reason = format!(
            "{:?} is not known as {what}: write another word, or leave the column out with \
            --column {}=none",
            row.cell(column.at),
            letter(column.at)
        );
        self.refuse(row, Some(column.at), reason);
    }

    /// Two rows with one id.
    fn twice(&mut self, works: &[ImportedWork]) {
        let mut first: HashMap<&str, u32> = HashMap::new();
        let column = self.columns.of("source").next().map(|column| column.at);
        for work in works {
            let Some(source) = work.source() else {
                continue;
            };
            if let Some(row) = first.insert(source, work.row) {
                self.wrong.push(WrongCell {
                    sheet: None,
                    row: work.row,
                    column,
                    reason: format!(
                        "{source:?} is the id of row {row}, too: each work has its own"
                    ),
                });
            }
        }
    }
}

/// Why a cell cannot be read, whatever it is to say.
pub(super) fn flaw(cell: &str, chars_max: usize) -> Option<String> {
    const ERRORS: [&str; 7] = [
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
    ];
    let control = |c: char| c.is_control() && !(c == '\t' || c == '\n');
    match () {
        () if ERRORS.contains(&cell) => {
            Some(format!("the formula in this cell comes to nothing: {cell}"))
        }
        () if cell.contains('\u{FFFD}') => Some(
            "not every character of this cell could be read: \
                name the file's encoding with --encoding, or save it as UTF-8"
                .to_owned(),
        ),
        () if cell.contains(control) => {
            Some("there is a control character in this cell: write it anew".to_owned())
        }
        () if cell.chars().count() > chars_max => Some(format!(
            "there are more than {chars_max} characters in this cell: shorten it"
        )),
        () => None,
    }
}

/// Several lines as one: Chinese needs no blank between them.
fn joined(cell: &str) -> String {
    let mut line = String::new();
    for part in cell
        .split('\n')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let wide = line.chars().next_back().is_some_and(is_wide) && part.starts_with(is_wide);
        if !line.is_empty() && !wide {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}
