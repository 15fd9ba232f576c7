//! The room that a show is given in.

use serde::{Deserialize, Serialize};

/// The audience's Wi-Fi.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wifi {
    pub ssid: String,
    /// Pass phrase; none for an open network.
    pub password: Option<String>,
}

/// The room that the show is given in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Auditorium {
    /// How many people it seats.
    pub seats: Option<u32>,
    /// From the picture to the last row, in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<u32>,
    /// How wide the picture is, in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screen: Option<u32>,
}
