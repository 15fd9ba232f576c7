//! A folder that holds no show yet: a new one begins in the browser.

use super::links::given_base;
use super::listen::{Ports, end_on_signal};
use super::{Failure, Options, secrets, serve};
use crate::folder::Folder;
use crate::http::begin::Begin;
use crate::http::router::begin_router;
use crate::keys::random_key;
use crate::show::who::Who;
use crate::tls::here::reachable;
use axum_server::Handle;
use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// How long the last answer may take to go out.
const FAREWELL: Duration = Duration::from_secs(2);

/// Whether a new show is meant: the folder is there and empty, or somebody at a terminal has named
/// one that is not there. A program that mistypes a name is told so instead.
pub(super) fn is_meant(folder: &Folder) -> bool {
    match std::fs::read_dir(folder.path()) {
        Ok(mut all) => all.next().is_none(),
        Err(_) => !folder.path().exists() && std::io::stdin().is_terminal(),
    }
}

/// Asks until there is a show, and hands over the ports: whoever is sent on to the producer's desk
/// waits there until the show answers. `None` where it was ended before.
pub(super) async fn ask(folder: &Folder, options: &Options) -> Result<Option<Ports>, Failure> {
    let ports = Ports::hold(options)?;
    let address = ports.house.local_addr().map_err(Failure::other)?;
    let key = random_key().map_err(Failure::other)?;
    let (kept, fresh) = (folder.clone(), options.new_keys);
    // The questions are asked in the clear; a key of a show that has HTTPS is not sent so.
    let has_https = options.tls_cert.is_some() || options.tls_local;
    let made = move || {
        let keys = serve::lock(&kept).and_then(|mut file| secrets::keys(&kept, &mut file, fresh));
        let keys = keys.map_err(|failure| failure.to_string())?;
        let key = keys.of(&Who::Producer).cloned().unwrap_or_default();
        Ok((!has_https).then(|| format!("/producer?key={key}#prepare")))
    };
    let begin = Arc::new(Begin::new(folder.clone(), key.clone(), Box::new(made)));
    let reached = SocketAddr::new(reachable(address.ip()), address.port());
    let base = match &options.public_url {
        Some(url) => given_base("--public-url", url)?,
        None => format!("http://{reached}"),
    };
    let _ = writeln!(
        std::io::stdout(),
        "\n  There is no show in {} yet. Five questions make one; open this page:\n\n  \
         {base}/begin?key={key}\n",
        folder.path().display()
    );
    let handle = Handle::new();
    end_on_signal(handle.clone()).map_err(Failure::other)?;
    let (made, ending) = (begin.clone(), handle.clone());
    tokio::spawn(async move {
        made.made().await;
        ending.graceful_shutdown(Some(FAREWELL));
    });
    let port = ports.house.try_clone().map_err(Failure::other)?;
    let server = axum_server::from_tcp(port).map_err(Failure::other)?;
    let routes = begin_router(begin.clone()).into_make_service();
    server
        .handle(handle)
        .serve(routes)
        .await
        .map_err(Failure::other)?;
    Ok(begin.is_made().then_some(ports))
}
