// A juror's sheet. Every touch is saved: it goes into the queue, which keeps it until the server
// has it. What the server holds comes in frames; what waits on this device lies over it.

import { command } from "/static/command.js";
import { queue } from "/static/jury/queue.js";
import { keyboard } from "/static/jury/keyboard.js";
import { works } from "/static/jury/works.js";
import { live, place } from "/static/live.js";

// A file of ours that the jury's own port answers, too.
const DOOR = "/static/icon.svg";
const TOAST_MS = 6000;
const NOTE_MS = 900;

const $ = (selector) => document.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const words = JSON.parse($("#words").textContent);
const { show, juror } = document.body.dataset;
const articles = all("article[data-entry]");
const placed = new Map();

let sheet = JSON.parse($("[data-region=sheet]").textContent);
let confirmed = new Map(); // answered, and not in a frame yet: cell → {value, change}
let newest = sheet.change; // the highest change number that we know of
let undos = []; // {entry, criterion, before, after}
let toastTimer = 0;
let noteTimers = new Map();

// ── What stands ──────────────────────────────────────────────────────────────────────────────────

const key = (entry, criterion) => `${entry} ${criterion}`;
const waiting = queue(`palmares jury ${show} ${juror}`, juror, { changed, answered });

/** What the juror has given: what waits, else what was answered, else what the server last told. */
function score(entry, criterion) {
  const mine = waiting.items().findLast(({ path, body }) => path.endsWith("/score") && body.entry === entry && body.criterion === criterion);
  if (mine) return mine.body.score;
  const known = confirmed.get(key(entry, criterion));
  if (known && known.change > sheet.change) return known.value;
  return sheet.scores[entry]?.[criterion] ?? null;
}

function note(entry) {
  const mine = waiting.items().findLast(({ path, body }) => path.endsWith("/note") && body.entry === entry);
  if (mine) return mine.body.note;
  const known = confirmed.get(key(entry, "note"));
  if (known && known.change > sheet.change) return known.value;
  return sheet.notes[entry] ?? "";
}

const criteria = (article) => all("[data-criterion]", article);
const recused = (article) => article.dataset.entry in sheet.recused;
const given = (article) => criteria(article).filter((field) => score(article.dataset.entry, field.dataset.criterion) !== null).length;
const gaps = () => articles.filter((article) => !recused(article) && given(article) < criteria(article).length);

function draw() {
  document.body.dataset.phase = sheet.phase;
  for (const article of articles) drawWork(article);
  const missing = gaps().length;
  for (const line of all("[data-missing-line], .bar .count")) {
    const [number, text] = line.children;
    line.classList.toggle("none", missing === 0);
    number.textContent = missing.toLocaleString(document.documentElement.lang);
    text.textContent = !missing ? text.dataset.none : sheet.phase === "open" ? text.dataset.some : text.dataset.left;
  }
  $("[data-undo]").disabled = undos.length === 0;
  for (const time of all("time[data-at]")) time.textContent = clock(Number(time.dataset.at));
  for (const device of all("li[data-device]")) device.querySelector("[data-this]").hidden = device.dataset.device !== document.body.dataset.device;
  drawSaved();
}

function drawWork(article) {
  const { entry } = article.dataset;
  const done = given(article);
  const of = criteria(article).length;
  for (const field of criteria(article)) {
    const value = score(entry, field.dataset.criterion);
    field.disabled = sheet.phase !== "open";
    for (const input of all("input", field)) input.checked = value !== null && Number(input.value) === value;
    field.querySelector("[data-clear]").hidden = value === null;
  }
  const area = article.querySelector("[data-note]");
  if (area && document.activeElement !== area && !noteTimers.has(entry)) area.value = note(entry);
  works.show(article, done);
  const state = $(`[data-work="${CSS.escape(entry)}"] [data-state]`);
  state.classList.toggle("whole", !recused(article) && done === of);
  state.textContent = recused(article) ? state.dataset.recused : done === of ? `✓ ${words.complete}` : `${words.of.replace("0", done)} ${of}`;
}

function drawSaved() {
  const saved = $("[data-saved]");
  const size = waiting.size();
  const cut = waiting.failing() || !link.up();
  const [tone, text] = size === 0 ? (link.up() ? ["calm", words.saved] : ["wait", words.offline])
    : cut ? ["wait", words.waiting.replace("0", size)] : ["busy", words.sending];
  saved.dataset.tone = tone;
  if (saved.textContent !== text) saved.textContent = text;
}

function clock(ms) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(ms));
}

function toast(text, tone = "calm") {
  const box = $("[data-toast]");
  box.textContent = text;
  box.dataset.tone = tone;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.textContent = ""; }, TOAST_MS);
}

const titleOf = (entry) => $(`[data-work="${CSS.escape(entry)}"] .title`)?.textContent.trim() ?? entry;
const nameOf = (criterion) => $(`[data-criterion="${CSS.escape(criterion)}"] legend span`)?.textContent.trim() ?? "";

// ── What the juror does ──────────────────────────────────────────────────────────────────────────

function give(entry, criterion, value) {
  const before = score(entry, criterion);
  if (before === value || sheet.phase !== "open") return draw();
  undos.push({ entry, criterion, before, after: value });
  send(entry, criterion, value);
}

function send(entry, criterion, value) {
  newest += 1;
  waiting.put("/api/jury/score", { entry, criterion, score: value, change: newest });
  if (waiting.unstored()) toast(words.unstored, "bad");
}

function undo() {
  const last = undos.pop();
  if (!last) return toast(words.nothing_to_undo);
  if (score(last.entry, last.criterion) !== last.after) return undo();
  send(last.entry, last.criterion, last.before);
  const value = (one) => one ?? "–";
  toast(`${words.undone}${words.colon}${titleOf(last.entry)} · ${nameOf(last.criterion)} ${value(last.after)} → ${value(last.before)}`);
  works.open(last.entry, last.criterion);
}

function writeNote(area) {
  const { entry } = area.closest("article").dataset;
  clearTimeout(noteTimers.get(entry));
  noteTimers.delete(entry);
  if (area.value === note(entry)) return;
  newest += 1;
  waiting.put("/api/jury/note", { entry, note: area.value, change: newest });
}

function changed() {
  for (const { body } of waiting?.items() ?? []) newest = Math.max(newest, body.change);
  if (!waiting) return;
  draw();
  report();
}

/** What became of one that waits no more. */
function answered({ path, body }, reply) {
  const cell = key(body.entry, path.endsWith("/note") ? "note" : body.criterion);
  if (!reply.ok) return keepRefused(path, body, reply.detail || reply.word);
  const { status, change } = reply.answer;
  newest = Math.max(newest, change ?? 0);
  if (status === "superseded") {
    if (path.endsWith("/score")) confirmed.set(cell, { value: reply.answer.score, change });
    return toast(words.superseded);
  }
  confirmed.set(cell, { value: path.endsWith("/note") ? body.note : body.score, change: change ?? body.change });
}

// A score that this page called saved and the server did not take stays in sight until it is
// dismissed, also through a reload: it may have waited for minutes.
const REFUSED = `palmares jury refused ${show} ${juror}`;

function refusedNow() {
  try {
    return JSON.parse(localStorage.getItem(REFUSED)) ?? [];
  } catch {
    return [];
  }
}

function keepRefused(path, { entry, criterion, score: value }, why) {
  const what = path.endsWith("/note") ? words.a_note : `${nameOf(criterion)} ${value ?? "–"}`;
  const line = `${titleOf(entry)} · ${what}\n${why}`;
  try {
    localStorage.setItem(REFUSED, JSON.stringify([...refusedNow().filter((known) => known !== line), line]));
  } catch {
    toast(`${words.refused}${words.colon}${line}`, "bad");
  }
  drawRefused();
}

function drawRefused() {
  const lines = refusedNow();
  const box = $("[data-refused]");
  box.hidden = lines.length === 0;
  const item = (line) => Object.assign(document.createElement("li"), { textContent: line });
  box.querySelector("ul").replaceChildren(...lines.map(item));
}

function dismissRefused() {
  localStorage.removeItem(REFUSED);
  drawRefused();
}

// ── Frames and other requests ────────────────────────────────────────────────────────────────────

function take(frame) {
  place(frame.regions, placed);
  const told = JSON.parse($("[data-region=sheet]").textContent);
  // Somebody else has said on this device who they are: this page is theirs from here on.
  if (told.juror !== juror) return location.reload();
  sheet = told;
  newest = Math.max(newest, sheet.change);
  for (const [cell, { change }] of confirmed) if (change <= sheet.change) confirmed.delete(cell);
  const lost = noteTimers.size || (waiting.unstored() && waiting.size());
  if (sheet.works !== document.body.dataset.works && !lost) return location.reload();
  draw();
  report();
}

let reported = null;
function report() {
  if (reported !== waiting.size() && link.send({ waiting: waiting.size() })) reported = waiting.size();
}

function linked(up) {
  reported = null;
  drawSaved();
  if (up) waiting.flush();
}

async function ask(dialog, path, body) {
  const answer = dialog?.querySelector(".answer");
  const say = (text) => { if (answer) answer.textContent = text; else if (text) toast(text, "bad"); };
  if (!link.up()) return say(words.cut_off);
  const reply = await command(path, body, link.now(), { patience: 8000, juror });
  if (reply.ok) dialog?.close();
  say(reply.ok ? "" : reply.silent ? words.no_answer : reply.detail);
  return reply;
}

function openSubmit() {
  const dialog = $("#submit");
  if (waiting.size()) {
    waiting.flush();
    return toast(words.submit_waits.replace("0", waiting.size()), "bad");
  }
  const missing = gaps().length;
  const [text, go] = [dialog.querySelector("[data-gaps]"), dialog.querySelector("[data-go]")];
  text.textContent = missing ? words.submit_gaps.replace("0", missing) : text.dataset.whole;
  go.textContent = missing ? go.dataset.incomplete : go.dataset.whole;
  go.onclick = () => ask(dialog, "/api/jury/sign", missing ? { incomplete: true } : {});
  dialog.querySelector(".answer").textContent = "";
  dialog.showModal();
}

function openRecuse(article) {
  const dialog = $("#recuse");
  const form = dialog.querySelector("form");
  form.reset();
  dialog.querySelector(".answer").textContent = "";
  dialog.querySelector("[data-title]").textContent = titleOf(article.dataset.entry);
  form.onsubmit = (event) => {
    event.preventDefault();
    ask(dialog, "/api/jury/recuse", { entry: article.dataset.entry, reason: form.elements.reason.value.trim() });
  };
  dialog.showModal();
}

document.addEventListener("change", ({ target }) => {
  const field = target.closest("[data-criterion]");
  if (field && target.type === "radio") give(field.closest("article").dataset.entry, field.dataset.criterion, Number(target.value));
});
document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-note]")) return;
  const { entry } = target.closest("article").dataset;
  clearTimeout(noteTimers.get(entry));
  noteTimers.set(entry, setTimeout(() => writeNote(target), NOTE_MS));
});
addEventListener("pagehide", () => { for (const area of all("[data-note]")) if (noteTimers.has(area.closest("article").dataset.entry)) writeNote(area); });
document.addEventListener("focusout", ({ target }) => { if (target.matches?.("[data-note]")) writeNote(target); });
document.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  const article = button.closest("article");
  const { dataset } = button;
  if ("undo" in dataset) undo();
  else if ("submit" in dataset) openSubmit();
  else if ("takeBack" in dataset) ask(null, "/api/jury/unsign", {});
  else if ("recuse" in dataset) openRecuse(article);
  else if ("open" in dataset) works.uncover(article);
  else if ("dismiss" in dataset) dismissRefused();
  else if ("clear" in dataset) clear(button.closest("[data-criterion]"));
  else if ("end" in dataset) ask(null, "/api/jury/device", { device: dataset.end });
  else if ("close" in dataset) button.closest("dialog").close();
});

function clear(field) {
  give(field.closest("article").dataset.entry, field.dataset.criterion, null);
}

keyboard(Number(document.body.dataset.scale), give, clear);
works.begin(articles, `palmares jury seen ${show} ${juror}`);
const link = live("/live/jury", { frame: take, link: linked, locked: () => location.reload(), door: DOOR });
changed();
drawRefused();
waiting.flush();
