//! Whether the doors may be opened.

use super::acting::Acting;
use crate::view::ready::{self, ReadyReport};
use axum::Json;

/// One answer, and a row for each thing that the show needs: red first, with what to do.
#[utoipa::path(
    get, path = "/api/ready", tag = "producer",
    responses((status = 200, body = ReadyReport)),
)]
pub async fn ready(acting: Acting) -> Json<ReadyReport> {
    let (snapshot, live) = acting.app.fanout.now();
    Json(ready::report(
        [&snapshot.state, snapshot.on_stage()],
        &live,
        acting.ui,
    ))
}
