//! What every call may answer, said once: the calls themselves name what is their own.

use crate::http::body::BODY_BYTES_MAX;
use utoipa::Modify;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::request_body::RequestBody;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    Content, OpenApi, Ref, RefOr, Response, ResponseBuilder, Schema, content::ContentBuilder,
};

/// Who may make a call stands in its tag, and a key is sent the same way by all.
pub struct KeySchemes;

/// The roles that a tag may name.
const ROLES: [&str; 5] = ["mc", "producer", "chair", "juror", "crew"];

impl Modify for KeySchemes {
    fn modify(&self, api: &mut OpenApi) {
        let components = api.components.get_or_insert_default();
        for role in ROLES {
            let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer);
            components.add_security_scheme(role, SecurityScheme::Http(scheme.build()));
        }
        for item in api.paths.paths.values_mut() {
            let PathItem { get, post, .. } = item;
            for call in get.iter_mut().chain(post) {
                let tags = call.tags.iter().flatten();
                let roles = tags.flat_map(|tag| tag.split(", "));
                let roles = roles.filter(|role| ROLES.contains(role));
                let needs = roles.map(|role| SecurityRequirement::new(role, [""; 0]));
                let needs: Vec<_> = needs.collect();
                call.security = (!needs.is_empty()).then_some(needs);
            }
        }
    }
}

/// Each call has one name, made of its method and its address: programs are generated from them.
pub struct Names;

impl Modify for Names {
    fn modify(&self, api: &mut OpenApi) {
        for (path, item) in &mut api.paths.paths {
            let PathItem { get, post, .. } = item;
            for (method, call) in [("get", get), ("post", post)] {
                if let Some(call) = call {
                    call.operation_id = Some(named(method, path));
                }
            }
        }
    }
}

/// `getBallotsIdTally` for GET `/api/ballots/{id}/tally`.
fn named(method: &str, path: &str) -> String {
    let below = path.strip_prefix("/api").unwrap_or(path);
    let words = below.split(|c: char| !c.is_ascii_alphanumeric());
    let mut name = method.to_owned();
    for word in words.filter(|word| !word.is_empty()) {
        name.push_str(&word[..1].to_ascii_uppercase());
        name.push_str(&word[1..]);
    }
    name
}

/// Problems have a media type of their own, and most calls share most of them.
pub struct Problems;

/// The media type of problems.
const PROBLEM: &str = "application/problem+json";

/// Where the schema of problems stands.
const SCHEMA: &str = "#/components/schemas/Problem";

impl Modify for Problems {
    fn modify(&self, api: &mut OpenApi) {
        for (path, item) in &mut api.paths.paths {
            let named = path.contains('{');
            let PathItem { get, post, .. } = item;
            for call in get.iter_mut().chain(post.iter_mut()) {
                if named {
                    add(call, "404", "nothing has this id, or it is no text");
                }
                if call.security.is_some() {
                    add(call, "401", "no-key: no key, or none of this show");
                    add(call, "403", "wrong-role: it takes somebody else's key");
                    add(
                        call,
                        "429",
                        "slow-down: too many wrong keys; a right one always works",
                    );
                    add(call, "503", "busy, not-stored: it was not done; try again");
                }
            }
            if let Some(call) = post {
                posted(call);
            }
            for call in get.iter_mut().chain(post.iter_mut()) {
                call.responses.responses.values_mut().for_each(mark);
            }
        }
    }
}

/// What may become of anything that is sent.
fn posted(call: &mut Operation) {
    add(call, "403", "foreign-origin: sent by another site's page");
    add(call, "408", "too-slow: the body did not come in time");
    add(call, "409", "late: it arrived after its sender meant it");
    let large = format!("too-large: a body has at most {BODY_BYTES_MAX} bytes");
    add(call, "413", &large);
    let is_json = |body: &RequestBody| body.content.contains_key("application/json");
    if let Some(body) = call.request_body.as_mut().filter(|body| is_json(body)) {
        // An empty body is an empty wish.
        body.required = None;
        add(call, "400", "bad-json");
        add(
            call,
            "415",
            "not-json: send `Content-Type: application/json`",
        );
        add(call, "422", "bad-body: JSON, but no such wish");
    }
}

/// Adds an answer that the call does not name itself.
fn add(call: &mut Operation, status: &str, description: &str) {
    let answers = &mut call.responses.responses;
    let answer = || {
        let problem: RefOr<Schema> = RefOr::Ref(Ref::new(SCHEMA));
        let content = ContentBuilder::new().schema(Some(problem)).build();
        let answer = ResponseBuilder::new().description(description);
        RefOr::T(answer.content(PROBLEM, content).build())
    };
    answers.entry(status.to_owned()).or_insert_with(answer);
}

/// Gives a problem its media type.
fn mark(answer: &mut RefOr<Response>) {
    let RefOr::T(answer) = answer else { return };
    let is_problem = |content: &Content| match &content.schema {
        Some(RefOr::Ref(to)) => to.ref_location == SCHEMA,
        _ => false,
    };
    let json = "application/json";
    if answer.content.get(json).is_some_and(is_problem)
        && let Some(content) = answer.content.swap_remove(json)
    {
        answer.content.insert(PROBLEM.to_owned(), content);
    }
}
