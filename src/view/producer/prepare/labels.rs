//! What the forms call tables, fields and choices, for pages that name them elsewhere.

use super::{Input, tables};
use crate::words::producer::prepare::PrepareWords;
use std::collections::BTreeMap;

/// The names of the editor's forms.
pub(in crate::view::producer) struct Labels {
    names: BTreeMap<(&'static str, &'static str), &'static str>,
    choices: BTreeMap<(&'static str, &'static str, &'static str), &'static str>,
}

impl Labels {
    /// What a field is called; with an empty key, what its table is.
    pub(in crate::view::producer) fn name(&self, table: &str, key: &str) -> Option<&'static str> {
        self.names.get(&(table, key)).copied()
    }

    /// How a value of it is chosen in the form; what one of its steps is called.
    pub(in crate::view::producer) fn choice(
        &self,
        table: &str,
        key: &str,
        value: &str,
    ) -> Option<&'static str> {
        self.choices.get(&(table, key, value)).copied()
    }
}

/// All of them.
pub(in crate::view::producer) fn labels(w: &PrepareWords) -> Labels {
    let mut labels = Labels {
        names: BTreeMap::new(),
        choices: BTreeMap::new(),
    };
    for form in tables(w) {
        labels.names.insert((form.table, ""), form.label);
        for field in form.fields {
            labels.names.insert((form.table, field.key), field.label);
            let said = match field.input {
                Input::Choice { options } | Input::Rows { options, .. } => options,
                Input::Steps { steps, .. } => steps,
                _ => continue,
            };
            let said = said.into_iter();
            let said = said.map(|(value, said)| ((form.table, field.key, value), said));
            labels.choices.extend(said);
        }
    }
    labels
}
