// The hall's screen: waits until a frame can be shown whole, shows it at once, says when it is
// really there. It never shows an error, a spinner or a blank: without the server it keeps what it
// has.

import { live, place } from "./live.js";
import { change, cut, settle } from "./stage/change.js";
import { confetti, prepare as prepareGold, quench } from "./stage/confetti.js";
import { play, stop } from "./stage/film.js";
import { fit, plain } from "./stage/fit.js";
import { fontsFor, rest } from "./stage/fonts.js";
import { identify, theme } from "./stage/looks.js";
import { painted, ready } from "./stage/ready.js";
import { sound } from "./stage/sound.js";
import { within } from "./stage/wait.js";

const READY_MS = 1200;
const SURE_MS = 400;
const ENTRANCE_MS = 4000;
// A scene that began this short a while ago starts from its beginning on the screens that were
// there.
const FRESH_MS = 2500;
const GROW = { duration: 500, easing: "cubic-bezier(.22, 1, .36, 1)" };

const stage = document.querySelector(".stage");
const region = (name) => stage.querySelector(`[data-region="${name}"]`);
const query = new URLSearchParams(location.search);
const mirror = query.has("mirror");
const reduced = matchMedia("(prefers-reduced-motion: reduce)");

const placed = new Map();
const dress = theme();
let shown = null; // the frame on screen
let wanted = null; // the newest frame
let began = 0; // when the scene on screen began, in server time
let acknowledged = "";
let heard; // what the scene on screen wants to be heard
let waiting = { scene: null, until: 0 }; // how long the next scene may keep the one before on screen

/**
 * An id that this browser keeps. `randomUUID` exists only where the context is secure, which http
 * on a LAN is not.
 */
function screenId() {
  const make = () => crypto.randomUUID?.() ??
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  try {
    const kept = localStorage.getItem("palmares-screen") ?? make();
    localStorage.setItem("palmares-screen", kept);
    return kept;
  } catch {
    return make(); // storage is off: an id for as long as the page lives
  }
}

function path() {
  const mine = new URLSearchParams(query);
  if (!mirror) mine.set("screen", screenId());
  return `/live/stage?${mine}`;
}

// ── Preparing ──

/** The new regions as nodes that can be shown at once. */
async function prepare(frame) {
  const fresh = new Map();
  // Turnout that streams in must not put a scene off again and again.
  if (waiting.scene !== frame.scene) waiting = { scene: frame.scene, until: performance.now() + READY_MS };
  for (const [name, html] of Object.entries(frame.regions)) {
    if (placed.get(name) === html) continue;
    const template = document.createElement("template");
    template.innerHTML = html;
    // Made by this document, not by the template's: a film that begins to load in that one has
    // failed for good.
    fresh.set(name, document.importNode(template.content, true));
  }
  await Promise.all([
    ready([...fresh.values()], Math.max(0, waiting.until - performance.now())),
    within(SURE_MS, link.sure()), // whoever joins in the middle has to know in the middle of what
  ]);
  return fresh;
}

// ── Placing ──

/**
 * Whether only numbers changed in a region; if so they are replaced where they stand, and nothing
 * moves.
 */
function patched(element, content) {
  const spots = (root) => [...root.querySelectorAll("[data-live]")];
  const skeleton = (root) => {
    const copy = document.createElement("div");
    copy.append(...[...root.childNodes].map((node) => node.cloneNode(true)));
    for (const spot of spots(copy)) spot.textContent = "";
    for (const scene of copy.querySelectorAll(".scene")) { scene.removeAttribute("style"); plain(scene); } // ours, see bringToLife and fit
    for (const clock of copy.querySelectorAll("[data-closes-at]")) clock.textContent = "";
    return copy.innerHTML;
  };
  const before = spots(element);
  const after = spots(content);
  if (!after.length || before.length !== after.length || skeleton(element) !== skeleton(content)) return false;
  before.forEach((spot, index) => {
    const lengths = [...spot.querySelectorAll(".bar rect")].map((bar) => bar.width.baseVal.value);
    spot.replaceChildren(...after[index].childNodes);
    if (lengths.length && !isStill()) grow(spot, lengths);
  });
  return true;
}

/** Bars that got longer or shorter go there from where they were. */
function grow(spot, lengths) {
  spot.querySelectorAll(".bar rect").forEach((bar, index) => {
    const length = bar.width.baseVal.value;
    if (length <= 0 || lengths[index] === length || !(lengths[index] >= 0)) return;
    bar.animate([{ transform: `scaleX(${lengths[index] / length})` }, { transform: "none" }], GROW);
  });
}

const isStill = () => reduced.matches || Boolean(stage.querySelector("[data-calm]"));

function put(name, content) {
  const element = region(name);
  if (!element) return;
  if (patched(element, content)) {
    if (element.querySelector(".running")) fit(element, age); // longer numbers, other lengths
    return;
  }
  if (name !== "scene") {
    element.replaceChildren(content);
    if (name === "corner") fit(region("scene"), age); // the scene keeps a band free for it
    return;
  }
  stop(element);
  quench();
  bringToLife(content);
  element.replaceChildren(content);
  fit(element, age);
  bringToLife(element); // fitting takes its time, and nothing has been painted yet
  element.querySelectorAll("video").forEach((video) => play(video, age()));
  const gold = element.querySelector("[data-confetti]");
  if (gold && !isStill()) confetti(gold, element.querySelector(".wipe"), age);
}

/** How long ago the scene on screen began, in ms. */
const age = () => link.now() - began;

/**
 * What moves in a scene moves from where the other screens are. Set before the first paint: a later
 * change would move it again.
 */
function bringToLife(content) {
  content.firstElementChild?.style.setProperty("--began", `${Math.min(0, began - link.now())}ms`);
}

/**
 * Whoever watched the scene change sees it from its start; whoever joins takes it up where the
 * others are.
 */
function beginning(frame, content) {
  const since = Number(content?.querySelector("[data-since]")?.dataset.since ?? 0);
  const now = link.now();
  const watched = shown && shown.epoch === frame.epoch && !shown.scene.startsWith("cover/");
  return watched && now - since < FRESH_MS ? now : since;
}

/** All changed regions in one go, between two paints. */
function show(frame, fresh) {
  if (wanted !== frame) return; // a newer one came while this one waited for its turn
  const changes = frame.scene !== shown?.scene;
  if (changes) began = beginning(frame, fresh.get("scene"));
  for (const content of fresh.values()) tick(content);
  for (const [name, content] of fresh) put(name, content);
  for (const name of fresh.keys()) placed.set(name, frame.regions[name]);
  shown = frame;
  hear(changes);
}

/** From scene to scene by a change; from or to a cover, or within a scene, at once. */
async function bring(frame, fresh) {
  const changes = shown && shown.scene !== frame.scene && !shown.scene.startsWith("cover/");
  if (!changes) return show(frame, fresh);
  const scene = fresh.get("scene")?.firstElementChild;
  // A winner comes out of the dark once: afterwards its scene comes like any other.
  const kind = "settled" in (scene?.dataset ?? {}) ? "" : scene?.classList[1] ?? "";
  await change(kind, () => show(frame, fresh));
}

async function take(frame) {
  wanted = frame;
  dress(frame);
  if (frame.regions.cover) {
    // What must not be seen goes at once; a font that is late on a card does no harm.
    cut();
    audible?.silence();
    stop(region("scene"));
    quench();
    place(frame.regions, placed);
    shown = frame;
  } else {
    const fresh = await prepare(frame);
    if (wanted !== frame) return;
    await bring(frame, fresh);
    if (shown !== frame) return;
  }
  acknowledge(frame);
}

/** Tells the server, once the frame has been painted and its entrance is over. */
async function acknowledge(frame) {
  const mark = `${frame.epoch}/${frame.revision}`;
  if (mirror || acknowledged === mark) return;
  await painted();
  const entrances = region("scene").getAnimations({ subtree: true })
    .filter((animation) => isEntrance(animation.effect.getComputedTiming()));
  await within(ENTRANCE_MS, Promise.allSettled(entrances.map((animation) => animation.finished)));
  if (shown.epoch !== frame.epoch || shown.revision !== frame.revision || acknowledged === mark) return;
  if (link.send({ shown: frame.revision, epoch: frame.epoch })) acknowledged = mark;
}

/** A suspense goes on until it is released: nobody waits for that. */
const isEntrance = (timing) => timing.iterations === 1 && timing.endTime < 2 * ENTRANCE_MS;

// ── Sound ──

// The panel's small picture of the stage keeps silent, and so does a screen that is asked to.
const audible = mirror || query.has("mute") ? null : sound(document.querySelector("[data-arm]"), (state) => { link.send({ sound: state }); });

/**
 * What the scene on screen wants to be heard. Within a scene only a show that was read anew changes
 * that.
 */
function hear(changes) {
  const wish = region("scene").firstElementChild?.dataset.sound;
  if (changes || wish !== heard) audible?.play(wish, age);
  heard = wish;
}

function tellSound() {
  if (audible?.state()) link.send({ sound: audible.state() });
}

// ── Clocks ──

function tick(root) {
  for (const clock of root.querySelectorAll("[data-closes-at]")) {
    const left = Math.max(0, Math.ceil((Number(clock.dataset.closesAt) - link.now()) / 1000));
    const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    const two = (n) => String(n).padStart(2, "0");
    const text = hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
    if (clock.textContent !== text) clock.textContent = text;
  }
}

const link = live(path(), {
  frame: (frame) => { take(frame); },
  identify: (call) => identify(call, stage),
  link: (up) => {
    if (up) tellSound();
    else acknowledged = ""; // the server may be another one when it is back
  },
});
setInterval(() => tick(stage), 250);
// A window that becomes full screen, a wall that is turned: the scene that is on has to fit all the
// same.
addEventListener("resize", () => fit(region("scene"), age));
prepareGold();
if (!mirror) {
  fontsFor(document.getElementById("glyphs").content.textContent).then(() => Promise.all([settle(query.get("changes")), rest()]));
}
