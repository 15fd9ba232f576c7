//! Many clients in one thread: requests that may never be answered.

use serde_json::Value;
use std::time::Duration;

/// The longest wait for an answer: longer than anything that the server takes, so that no request
/// is still on its way when it is given up.
const ANSWER_MAX: Duration = Duration::from_secs(20);

/// A client; clones share its connections.
#[derive(Clone)]
pub struct Client(reqwest::Client);

impl Client {
    /// With connections that are used again.
    pub fn new() -> Client {
        Client::of(reqwest::Client::builder(), ANSWER_MAX)
    }

    /// With a connection for each request, given up after `patience`, as a phone on a bad network
    /// does.
    pub fn impatient(patience: Duration) -> Client {
        let builder = reqwest::Client::builder().pool_max_idle_per_host(0);
        Client::of(builder, patience)
    }

    fn of(builder: reqwest::ClientBuilder, patience: Duration) -> Client {
        let builder = builder.no_proxy().timeout(patience);
        Client(builder.build().expect("a client"))
    }

    /// Posts JSON; none if no whole answer came.
    pub async fn post(&self, url: &str, bearer: &str, body: &Value) -> Option<(u16, Value)> {
        self.post_with(url, bearer, &[], body).await
    }

    /// The same with more headers.
    pub async fn post_with(
        &self,
        url: &str,
        bearer: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Option<(u16, Value)> {
        let mut request = self.0.post(url).header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        finish(request.body(body.to_string()), bearer).await
    }

    /// Reads JSON; none if no whole answer came.
    pub async fn get(&self, url: &str, bearer: &str) -> Option<(u16, Value)> {
        finish(self.0.get(url), bearer).await
    }
}

async fn finish(mut request: reqwest::RequestBuilder, bearer: &str) -> Option<(u16, Value)> {
    if !bearer.is_empty() {
        request = request.header("authorization", format!("Bearer {bearer}"));
    }
    let answer = request.send().await.ok()?;
    let status = answer.status().as_u16();
    let body = answer.bytes().await.ok()?;
    Some((status, serde_json::from_slice(&body).ok()?))
}

/// The word that ends a problem's `type`.
pub fn word(problem: &Value) -> &str {
    let kind = problem["type"].as_str().unwrap_or_default();
    kind.rsplit(':').next().unwrap_or_default()
}
