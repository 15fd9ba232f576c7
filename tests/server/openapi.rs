//! The API's description and the router's page say the same.

use crate::support::server::{Room, Server};
use std::collections::BTreeSet;

const ROUTER: &str = include_str!("../../src/http/router.rs");

/// `METHOD path` of every route on the router's page.
fn routes() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for call in ROUTER.split(".route(").skip(1) {
        let path = call.split('"').nth(1).expect("a path");
        let end = call.find(")\n").unwrap_or(call.len());
        let handlers = &call[..end];
        for method in ["get", "post", "put", "delete", "patch"] {
            if handlers.contains(&format!("{method}(")) {
                all.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    all
}

#[test]
fn every_route_of_the_api_is_described_and_every_description_is_a_route() {
    let of_the_api = |route: &&String| {
        let path = route.split(' ').nth(1).unwrap_or_default();
        let described = path != "/api/openapi.json";
        (path.starts_with("/api/") || path == "/healthz") && described
    };
    let routes = routes();
    assert!(
        routes.len() > 30,
        "the router's page reads otherwise now: {routes:?}"
    );
    let on_the_page: BTreeSet<String> = routes.iter().filter(of_the_api).cloned().collect();

    let room = Room::demo();
    let server = Server::start(&room);
    let description = server.get("/api/openapi.json").json();
    let paths = description["paths"].as_object().expect("paths");
    let described: BTreeSet<String> = paths
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().expect("methods").keys();
            methods.map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    assert_eq!(on_the_page, described);
}

#[test]
fn every_call_that_needs_a_key_says_so_in_its_description() {
    let room = Room::demo();
    let server = Server::start(&room);
    let description = server.get("/api/openapi.json").json();
    for (path, methods) in description["paths"].as_object().expect("paths") {
        for (method, call) in methods.as_object().expect("methods") {
            let tags = call["tags"].to_string();
            let roles = ["mc", "producer", "juror", "chair", "crew"];
            let needs_key = roles.iter().any(|role| tags.contains(role));
            let secured = call["security"].as_array().is_some_and(|s| !s.is_empty());
            assert_eq!(needs_key, secured, "{method} {path}");
            let mut responses = call["responses"].as_object().expect("responses").keys();
            assert!(
                !needs_key || responses.any(|status| status == "401"),
                "{method} {path}"
            );
        }
    }
}

#[test]
fn every_call_has_a_name_of_its_own() {
    let room = Room::demo();
    let server = Server::start(&room);
    let description = server.get("/api/openapi.json").json();
    let mut names = BTreeSet::new();
    for (path, methods) in description["paths"].as_object().expect("paths") {
        for (method, call) in methods.as_object().expect("methods") {
            let name = call["operationId"].as_str().unwrap_or_default().to_owned();
            assert!(name.starts_with(method), "{method} {path}: {name}");
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "{name}");
            assert!(names.insert(name.clone()), "{name} stands twice");
        }
    }
    assert!(
        names.contains("getBallotsIdTally") && names.contains("postGo"),
        "{names:?}"
    );
}
