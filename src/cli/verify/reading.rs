//! Reads an export. Its longest part goes by message by message; the rest is small enough.

use super::log::NetRecount;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;
use std::io::Read;

/// Everything but the log outside, and what was counted of that; none if the file has none.
pub(super) fn read(file: impl Read) -> Result<(Value, Option<NetRecount>), serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_reader(file);
    let mut outside = None;
    let said = serde::Deserializer::deserialize_map(&mut reader, Whole(&mut outside))?;
    reader.end()?;
    Ok((Value::Object(said), outside))
}

struct Whole<'a>(&'a mut Option<NetRecount>);

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an export")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut said = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if key == "net" {
                map.next_value_seed(Log(self.0.insert(NetRecount::default())))?;
            } else {
                said.insert(key, map.next_value()?);
            }
        }
        Ok(said)
    }
}

/// The log: whose it is, then its messages.
struct Log<'a>(&'a mut NetRecount);

impl<'de> DeserializeSeed<'de> for Log<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Log<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the log outside")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "evening" => self.0.evening = map.next_value()?,
                "hall" => self.0.hall = map.next_value()?,
                "records" => map.next_value_seed(LogMessages(self.0))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

struct LogMessages<'a>(&'a mut NetRecount);

impl<'de> DeserializeSeed<'de> for LogMessages<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for LogMessages<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("messages")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut messages: A) -> Result<(), A::Error> {
        while let Some(body) = messages.next_element::<String>()? {
            self.0.take(&body);
        }
        Ok(())
    }
}
