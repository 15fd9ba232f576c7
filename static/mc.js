// The MC's panel. Every finger, key and clicker goes through `act`; every command through `send`.

import { command } from "/static/command.js";
import { tick } from "/static/gauges.js";
import { GoButton } from "/static/go.js";
import { holds } from "/static/hold.js";
import { keys } from "/static/keys.js";
import { live, place } from "/static/live.js";
import { film } from "/static/mc/film.js";
import { notes } from "/static/mc/note.js";
import { peeks } from "/static/mc/peek.js";
import { voices } from "/static/mc/tablet.js";
import { unread } from "/static/mc/unread.js";
import { mark } from "/static/rundown.js";
import { stayAwake } from "/static/wake.js";

const TICK_MS = 250;
const BROWSING_MS = 5000;
const MESSAGE_MS = 9000;
const DEAD_MS = 6000; // longer than live.js waits for a sign of life
const SETTLED_MS = 500; // the server has shown by then what it took in time

const $ = (selector) => document.querySelector(selector);
const words = JSON.parse($("#words").textContent);
const follows = "follow" in document.body.dataset;
const placed = new Map();

let frame = null;
let deck = {};
let silence = null; // { rtt, at }: an answer failed to come, and there was no sign of life since
let unclear = null; // { revision, until, rtt? }: a press that nobody knows the outcome of
let browsedAt = -Infinity;
let scrolledByUs = false;
let jumpTo = null;
let messageTimer = 0;
let shut = false; // this page's key has opened nothing the last time
let covering = 0; // wishes to cover the stage whose answer has not come
let opener = null; // what had the focus when a sheet opened by a key

// Saying

function say(text, tone = "calm") {
  const message = $("[data-message]");
  if (!message) return;
  message.textContent = text;
  message.dataset.tone = tone;
  clearTimeout(messageTimer);
  if (tone !== "alarm") messageTimer = setTimeout(() => { message.textContent = ""; }, MESSAGE_MS);
}

// Sending

const edits = follows ? null : unread(() => showDeck(false, false));
const go = follows ? null : new GoButton(words, { fire: () => fire("/api/go", {}), read: () => edits.read(), say });
const reachable = () => frame !== null && link.up() && silence === null;

async function send(path, body) {
  if (!reachable()) return say(words.down, "alarm");
  const { revision, epoch } = frame;
  unclear = null;
  const reply = await command(path, body, link.now(), { epoch });
  shut = SHUT.includes(REFUSED[reply.word]);
  showDeck(false, false);
  if (reply.ok) {
    say(reply.answer.stored === false ? words.unstored : "", reply.answer.stored === false ? "alarm" : "calm");
  } else if (reply.silent) {
    // Whether it arrived is unknown: the next sign of life brings the truth, and until then nothing
    // more is sent.
    silence = { rtt: link.rtt(), at: performance.now() };
    unclear = { revision, until: reply.until };
    showLink();
    say(reply.foreign ? words.intercepted : words.no_answer, "alarm");
    settle();
  } else if (reply.word in REFUSED) {
    say(words[REFUSED[reply.word]], "alarm");
  } else {
    say(reply.detail || words.failed, "refused");
  }
  return reply;
}

// Problems that say nothing of the show.
const REFUSED = {
  "no-key": "forbidden", "wrong-role": "forbidden", "foreign-origin": "elsewhere", "late": "late",
};
// Those after which nothing else will be done either.
const SHUT = ["forbidden", "elsewhere"];

/** Says what became of a press that nobody answered: a newer frame came, or none in its time. */
function settle() {
  if (!unclear || !link.up()) return;
  if (frame.revision !== unclear.revision) {
    say(words.moved);
  } else if (silence || link.now() < unclear.until + SETTLED_MS) {
    return;
  } else if (!("rtt" in unclear)) {
    // What the server says from now on, it says after all that it has done.
    unclear.rtt = link.rtt();
    return;
  } else if (link.rtt() === unclear.rtt) {
    return;
  } else {
    say(words.not_done, "refused");
  }
  unclear = null;
}

/** Fires a cue, or goes back: one at a time, and only from the state that the MC has seen. */
async function fire(path, body) {
  closeSheets();
  go.sent();
  const reply = await send(path, { ...body, expect: frame.revision });
  go.answered(!reply || reply.silent ? null : reply.ok ? "done" : "refused");
}

// Covering the stage may never be refused as stale; to uncover it, the MC has to have seen what is
// beneath.
async function cover(path, on) {
  covering += on ? 1 : 0;
  await send(path, on ? { on } : { on, expect: frame.revision });
  covering -= on ? 1 : 0;
}

/** Whether the hall sees nothing of the show, or is about to. */
const covered = () => covering > 0 || ["blackout", "card", "message"].some((over) => over in deck);

// Doing: the one dispatcher

function act(action, source) {
  if (action === "escape") return closeSheets();
  if (follows) return;
  if (openSheet() && source !== "touch") return say(words.sheet_open, "refused");
  if (!reachable()) return say(words.down, "alarm");
  // Whoever has just covered the stage and presses Space means that cover, not the next cue.
  if (action === "go" && source === "page" && covered()) return say(words.covered, "refused");
  if (action === "go") return go.press(source === "touch" ? "touch" : "key");
  go.disarm();
  if (action === "back") fireUnlessMoving("/api/back", {});
  if (action === "blackout") cover("/api/blackout", !("blackout" in deck));
  if (action === "card") cover("/api/card", !("card" in deck));
}

function fireUnlessMoving(path, body) {
  if (go.moving) return say(words.too_soon);
  fire(path, body);
}

/** A button that posts as it is, or the jump. */
function post(element) {
  go.disarm();
  if ("fire" in element.dataset) {
    if (jumpTo) fireUnlessMoving("/api/goto", { cue: jumpTo });
  } else if (element.dataset.post === "/api/message") {
    raise(element);
  } else if (element.dataset.post === "/api/goto") {
    fireUnlessMoving("/api/goto", JSON.parse(element.dataset.body));
  } else {
    send(element.dataset.post, JSON.parse(element.dataset.body || "{}"));
  }
}

/** A ready message, one that was typed, or none: it goes up, or away, and nothing moves. */
async function raise(element) {
  const field = $("[data-own-text]");
  const own = "own" in element.dataset;
  const reply = await send("/api/message", own ? { text: field.value } : JSON.parse(element.dataset.body || "{}"));
  if (reply?.ok) closeSheets();
  if (reply?.ok && own) field.value = "";
}

function clicked(event) {
  // After a finger the focus is the page's again, so that no key presses the button once more; a
  // field, and whoever goes by the keyboard, keep it.
  const byKey = event.detail === 0;
  const focused = document.activeElement;
  if (!byKey && !focused.closest("input")) focused.blur();
  const button = event.target.closest?.("button");
  if (!button) return;
  const { act: action, open, jump, press, post: path } = button.dataset;
  if ("close" in button.dataset) closeSheets();
  else if (action) act(action, "touch");
  else if (open) toggleSheet(open, byKey);
  else if (follows) return;
  else if (jump) askJump(button, byKey);
  else if (press !== "hold" && (path || "fire" in button.dataset)) post(button);
}

// Sheets

const openSheet = () => $("[data-sheet].open");

function closeSheets() {
  const within = openSheet()?.contains(document.activeElement);
  for (const sheet of document.querySelectorAll("[data-sheet].open")) {
    sheet.classList.remove("open");
    if (sheet.classList.contains("sheet")) sheet.hidden = true;
  }
  jumpTo = null;
  if (within) {
    document.activeElement.blur();
    opener?.focus();
  }
  opener = null;
}

/** A sheet that a key opens takes the focus, and gives it back. */
function toggleSheet(name, byKey) {
  const sheet = $(`[data-sheet="${name}"]`);
  const opens = !sheet.classList.contains("open");
  const focused = document.activeElement;
  closeSheets();
  if (!opens) return;
  sheet.hidden = false;
  sheet.classList.add("open");
  if (name === "rundown") showCurrent();
  if (!byKey) return;
  opener = focused;
  sheet.querySelector("button, a").focus();
}

function askJump(line, byKey) {
  toggleSheet("jump", byKey);
  jumpTo = line.dataset.jump;
  const copy = (part) => line.querySelector(part)?.cloneNode(true);
  const [of, kind, name] = [".of", ".kind", ".name"].map(copy);
  const said = kind ? [`${kind.textContent} · `] : [];
  $("[data-jump-title]").replaceChildren(...of.childNodes, ...said, name);
  for (const button of document.querySelectorAll("[data-fire]")) {
    button.hidden = (button.dataset.press === "hold") !== ("hold" in line.dataset);
  }
}

let asked = 0; // the epoch in which whoever goes back to the top saw what is on
async function rewind(event) {
  event.preventDefault();
  const reply = await send("/api/rewind", { confirm: event.target.elements.confirm.value, epoch: asked });
  if (reply?.ok) location.reload();
  asked = frame.epoch;
}

// Showing

function onFrame(next) {
  const [before, sceneBefore] = [deck, frame?.scene];
  const first = frame === null;
  frame = next;
  silence = null;
  placeRegions(next.regions);
  deck = { ...$("[data-deck]").dataset };
  const changed = !first && deck.stage !== before.stage; // position, blackout or card
  const moved = !first && (next.scene !== sceneBefore || deck.cue !== before.cue);
  if (changed && jumpTo) {
    closeSheets();
    say(words.jump_dropped);
  }
  showLink();
  settle();
  edits?.update(next, deck);
  if (!follows) showControls(changed, moved);
  tick(link.now());
  if (first || moved) showCurrent();
}

/** Names a control across redraws. */
const nameOf = ({ ariaLabel, dataset: { jump, post: path, body, peek } }) =>
  jump ?? [ariaLabel, path, body, peek].join(" ");

/**
 * A control that is drawn anew keeps the focus. Where it is gone its area has it, and not the page:
 * whoever was about to press it with Space would fire a cue.
 */
function placeRegions(regions) {
  const focused = document.activeElement;
  const area = focused.closest("[data-region]");
  const name = nameOf(focused);
  const fresh = place(regions, placed);
  if (fresh.includes("rundown") || fresh.includes("marks")) {
    mark($('[data-region="rundown"]'), $('[data-region="marks"]'));
  }
  if (!area || document.activeElement === focused) return;
  const controls = [...area.querySelectorAll("button, [tabindex]")];
  const again = controls.find((one) => nameOf(one) === name);
  const around = area.closest("section") ?? $("main");
  around.tabIndex = -1;
  (again ?? around).focus({ preventScroll: true });
}

/** Hands GO what is next. */
function showDeck(changed, moved) {
  const next = { hold: "hold" in deck, end: !deck.cue, barred: deck.refused ?? null, shut, unread: edits?.asks() };
  go?.deck(next, changed, moved);
}

function showControls(changed, moved) {
  showDeck(changed, moved);
  $('[data-act="blackout"]').setAttribute("aria-pressed", "blackout" in deck);
  $('[data-act="card"]').setAttribute("aria-pressed", "card" in deck);
  const wrong = $("[data-wrong]");
  wrong.disabled = !("wrongAward" in deck);
  wrong.dataset.body = JSON.stringify({ award: deck.wrongAward });
  $("[data-rewind]").hidden = "doorsOpen" in deck;
  $("[data-rewind-locked]").hidden = !("doorsOpen" in deck);
}

let wasReachable = null;

function showLink() {
  const yes = reachable();
  document.body.dataset.link = yes ? "up" : "down";
  const rtt = link.rtt();
  $("[data-rtt]").textContent = frame === null ? words.connecting : !yes ? words.offline : rtt === null ? "…" : `${Math.max(1, Math.round(rtt))} ms`;
  if (frame === null || yes === wasReachable) return;
  go?.reachable(yes);
  const known = yes && unclear; // there is something more important to say
  if (wasReachable !== null && !known) say(yes ? words.back : words.down, yes ? "calm" : "alarm");
  wasReachable = yes;
}

/** Brings the current line into view, unless somebody is reading elsewhere in the rundown. */
function showCurrent() {
  const scroll = $("[data-scroll]");
  const line = scroll.querySelector('[aria-current="step"]');
  if (!line || performance.now() - browsedAt < BROWSING_MS) return;
  const top = line.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop;
  scrolledByUs = true;
  scroll.scrollTop = Math.max(0, top - scroll.clientHeight * 0.3);
}

function watchBrowsing() {
  const scroll = $("[data-scroll]");
  const browsed = () => { browsedAt = performance.now(); };
  for (const type of ["pointerdown", "wheel", "touchmove"]) scroll.addEventListener(type, browsed, { passive: true });
  scroll.addEventListener("scroll", () => {
    if (!scrolledByUs) browsed();
    scrolledByUs = false;
  }, { passive: true });
}

function fitMirror() {
  const mirror = $(".mirror");
  const fit = () => mirror.style.setProperty("--scale", mirror.clientWidth / 1280);
  new ResizeObserver(fit).observe(mirror);
  fit();
}

function everyTick() {
  // A round trip since then, or a socket that would have been given up by now: the server is there
  // after all.
  const alive = silence && (link.rtt() !== silence.rtt || performance.now() - silence.at > DEAD_MS);
  if (alive && link.up()) silence = null;
  showLink();
  settle();
  tick(link.now());
  const idle = performance.now() - browsedAt;
  if (idle > BROWSING_MS && idle < BROWSING_MS + 2 * TICK_MS) showCurrent();
}

const link = live(`/live/mc?ui=${document.documentElement.lang}`, { frame: onFrame, link: () => showLink(), locked: () => location.reload() });
setInterval(everyTick, TICK_MS);
addEventListener("click", clicked);
keys(act);
watchBrowsing();
fitMirror();
film();
stayAwake();
if (!follows) {
  holds((element) => post(element), () => say(words.once_more), () => say(words.hold_on));
  peeks(send);
  notes(send);
  voices();
  $("[data-rewind]").addEventListener("submit", rewind);
  $("details").addEventListener("toggle", ({ target }) => { asked = frame?.epoch ?? 0; target.scrollIntoView({ block: "end" }); });
}
