//! One chromium of its own: its own profile, its own chromedriver on a free port, both gone when it
//! is dropped.

use crate::support::wait::until;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use tempfile::TempDir;
use thirtyfour::SessionId;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, RequestData};
use tokio::runtime::Runtime;
use ureq::http::Method;

const CHROMEDRIVER: &str = "/usr/bin/chromedriver";
const CHROMIUM: &str = "/usr/bin/chromium";

/// A browser with one window. Every call waits for its answer, so that a test reads from top to
/// bottom.
pub struct Browser {
    driver: Option<WebDriver>,
    runtime: Runtime,
    chromedriver: Child,
    // chromedriver writes to it as long as it lives.
    _says: Option<BufReader<ChildStdout>>,
    profile: TempDir,
}

/// What kind of window.
pub struct Window {
    pub width: u32,
    pub height: u32,
    /// A phone's: two pixels to the dot, and a phone's viewport.
    pub phone: bool,
    pub cookies: bool,
    pub script: bool,
    pub language: &'static str,
    /// A home folder whose store of trusted authorities the browser reads.
    pub home: Option<PathBuf>,
}

impl Window {
    /// A screen or a laptop.
    pub fn of(width: u32, height: u32) -> Window {
        Window {
            width,
            height,
            phone: false,
            cookies: true,
            script: true,
            language: "en",
            home: None,
        }
    }

    /// A phone held upright.
    pub fn phone() -> Window {
        Window {
            phone: true,
            language: "zh-HK",
            ..Window::of(390, 844)
        }
    }
}

impl Browser {
    /// Opens a window.
    pub fn open(window: &Window) -> Browser {
        for program in [CHROMEDRIVER, CHROMIUM] {
            assert!(
                Path::new(program).exists(),
                "{program} is not installed: run ./tests/run, which sets up what the browser tests need."
            );
        }
        let profile = TempDir::new().expect("a temporary folder");
        let (chromedriver, says, port) = start(window.home.as_deref(), profile.path());
        let runtime = Runtime::new().expect("a runtime");
        let mut browser = Browser {
            driver: None,
            runtime,
            chromedriver,
            _says: says,
            profile,
        };
        let wishes = wishes(window, browser.profile.path());
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wishes);
        let driver = browser.runtime.block_on(driver);
        browser.driver = Some(driver.expect("chromium starts"));
        browser.resize(window);
        if !window.script {
            let off = json!({ "value": true });
            browser.cdp("Emulation.setScriptExecutionDisabled", off);
        }
        browser
    }

    fn resize(&self, window: &Window) {
        let metrics = json!({
            "width": window.width,
            "height": window.height,
            "deviceScaleFactor": if window.phone { 2 } else { 1 },
            "mobile": window.phone,
        });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Makes the window of a screen or a laptop another size.
    pub fn size(&self, width: u32, height: u32) {
        self.resize(&Window::of(width, height));
    }

    fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("an open browser")
    }

    /// `light` or `dark` around the device; nothing for its own setting.
    pub fn light(&self, light: &str) {
        let feature = json!({ "name": "prefers-color-scheme", "value": light });
        let media = json!({ "features": [feature] });
        self.cdp("Emulation.setEmulatedMedia", media);
    }

    /// Where the browser itself is spoken to, once it has said so.
    pub fn devtools(&self) -> Option<String> {
        let said = std::fs::read_to_string(self.profile.path().join("DevToolsActivePort")).ok()?;
        let (port, path) = said.split_once('\n')?;
        Some(format!("ws://127.0.0.1:{port}{path}"))
    }

    /// Goes to an address and waits until the page is loaded.
    pub fn goto(&self, url: &str) {
        let gone = self.runtime.block_on(self.driver().goto(url));
        gone.unwrap_or_else(|error| panic!("{url}: {error}"));
    }

    /// Loads the page anew.
    pub fn reload(&self) {
        let loaded = self.runtime.block_on(self.driver().refresh());
        loaded.expect("the page loads again");
    }

    /// Where the window is.
    pub fn url(&self) -> String {
        let url = self.runtime.block_on(self.driver().current_url());
        url.expect("an address").to_string()
    }

    /// What a function's body returns; promises are waited for.
    #[track_caller]
    pub fn js(&self, body: &str) -> Value {
        self.js_with(body, vec![])
    }

    /// The same with arguments.
    #[track_caller]
    pub fn js_with(&self, body: &str, arguments: Vec<Value>) -> Value {
        let ran = self
            .runtime
            .block_on(self.driver().execute(body, arguments));
        match ran {
            Ok(returned) => returned.json().clone(),
            Err(error) => panic!("{}: {error}", &body[..body.len().min(200)]),
        }
    }

    /// Waits until the body returns true.
    #[track_caller]
    pub fn until(&self, what: &str, body: &str) {
        until(what, || (self.js(body) == json!(true)).then_some(()));
    }

    /// Waits until nothing moves any more.
    #[track_caller]
    pub fn settled(&self) {
        self.until(
            "the page is still",
            "return document.getAnimations().every((a) => a.playState !== 'running' || a.effect.getComputedTiming().endTime === Infinity)",
        );
    }

    /// The text of the first match, without any spaces: line breaks are the designer's.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        let body = "return document.querySelector(arguments[0])?.textContent ?? ''";
        let text = self.js_with(body, vec![json!(selector)]);
        dense(text.as_str().unwrap_or_default())
    }

    /// Whether a match of the selector can be seen.
    #[track_caller]
    pub fn sees(&self, selector: &str) -> bool {
        let body =
            "return [...document.querySelectorAll(arguments[0])].some((e) => e.checkVisibility())";
        self.js_with(body, vec![json!(selector)]) == json!(true)
    }

    /// A real click in the middle of the first match, as soon as there is one.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        until(&format!("{selector} can be clicked"), || {
            let element = self.driver().find(By::Css(selector.to_owned()));
            let clicked = async { element.await?.click().await };
            self.runtime.block_on(clicked).ok()
        });
    }

    /// The same on a page that scrolls, as a thumb would: away from the edge, where a bar lies over
    /// the page.
    #[track_caller]
    pub fn tap(&self, selector: &str) {
        let bring = "document.querySelector(arguments[0])?.scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.js_with(bring, vec![json!(selector)]);
        self.click(selector);
    }

    /// Presses the pointer on an element and keeps it down.
    #[track_caller]
    pub fn hold(&self, selector: &str) {
        let element = self.driver().find(By::Css(selector.to_owned()));
        let held = async {
            let chain = self.driver().action_chain();
            let element = element.await?;
            chain.click_and_hold_element(&element).perform().await
        };
        let held = self.runtime.block_on(held);
        held.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Lets the pointer go.
    pub fn release(&self) {
        let chain = self.driver().action_chain();
        let released = self.runtime.block_on(chain.release().perform());
        released.expect("the pointer goes up");
    }

    /// A key goes down and up.
    pub fn press(&self, key: impl Into<char>) {
        let chain = self.driver().action_chain();
        let key = key.into();
        let chain = chain.key_down(key).key_up(key);
        let pressed = self.runtime.block_on(chain.perform());
        pressed.expect("a key is pressed");
    }

    /// Types into a field.
    #[track_caller]
    pub fn write(&self, selector: &str, text: &str) {
        let element = self.driver().find(By::Css(selector.to_owned()));
        let written = async { element.await?.send_keys(text).await };
        let written = self.runtime.block_on(written);
        written.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// What is on the screen, as a PNG.
    pub fn png(&self) -> Vec<u8> {
        let png = self.runtime.block_on(self.driver().screenshot_as_png());
        png.expect("a picture")
    }

    /// Speaks to the browser beneath WebDriver.
    pub fn cdp(&self, command: &str, parameters: Value) -> Value {
        let command = DevTools(json!({ "cmd": command, "params": parameters }));
        let done = self.runtime.block_on(self.driver().handle().cmd(command));
        let answer = done.expect("the browser obeys");
        answer.value_json().unwrap_or_default()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Through the session: a killed chromedriver leaves its chromium behind.
        if let Some(driver) = self.driver.take() {
            let _ = self.runtime.block_on(driver.quit());
        }
        let _ = self.chromedriver.kill();
        let _ = self.chromedriver.wait();
    }
}

/// A text without any white space.
pub fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The port that chromedriver looks for may be taken before it listens there: then it ends, and is
/// started again.
fn start(home: Option<&Path>, folder: &Path) -> (Child, Option<BufReader<ChildStdout>>, u16) {
    let started = (0..3).find_map(|_| try_to_start(home, folder));
    started.expect("chromedriver says its port before it ends")
}

fn try_to_start(
    home: Option<&Path>,
    folder: &Path,
) -> Option<(Child, Option<BufReader<ChildStdout>>, u16)> {
    let mut command = Command::new(CHROMEDRIVER);
    command.arg("--port=0").stdin(Stdio::null());
    // Chromium does not always take its own temporary folders with it.
    command.env("TMPDIR", folder);
    if let Some(home) = home {
        command.env("HOME", home);
    }
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver starts");
    let out = child.stdout.take();
    let mut says = out.map(BufReader::new);
    let port = says.as_mut().and_then(port);
    if port.is_none() {
        let _ = child.wait();
    }
    Some((child, says, port?))
}

/// "ChromeDriver was started successfully on port 40123."
fn port(says: &mut BufReader<ChildStdout>) -> Option<u16> {
    let lines = says.lines().map_while(Result::ok);
    let mut ports = lines.filter_map(|line| {
        let (_, port) = line.split_once("successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    ports.next()
}

fn wishes(window: &Window, profile: &Path) -> thirtyfour::ChromeCapabilities {
    let mut wishes = DesiredCapabilities::chrome();
    let own = format!("--user-data-dir={}", profile.display());
    let size = format!("--window-size={},{}", window.width, window.height);
    let flags = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--hide-scrollbars",
        own.as_str(),
        size.as_str(),
    ];
    for flag in flags {
        wishes.add_arg(flag).expect("a flag");
    }
    wishes.set_binary(CHROMIUM).expect("a program");
    // 2 is "block".
    let cookies = if window.cookies { 1 } else { 2 };
    let preferences = json!({
        "intl.accept_languages": window.language,
        "profile.default_content_setting_values.cookies": cookies,
    });
    let added = wishes.add_experimental_option("prefs", preferences);
    added.expect("preferences");
    wishes
}

#[derive(Debug)]
struct DevTools(Value);

impl FormatRequestData for DevTools {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let path = format!("/session/{session}/goog/cdp/execute");
        RequestData::new(Method::POST, path).add_body(self.0.clone())
    }
}
