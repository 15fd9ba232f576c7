// The chair's forms. They lie outside every region, so that a frame never wipes what somebody is
// filling in.

const SHOWN_MS = 1800; // that it is sealed

const $ = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

/** Opens a dialog that is empty but for these texts. */
function ready(id, texts = {}) {
  const dialog = document.getElementById(id);
  dialog.querySelector("form")?.reset();
  say(dialog, "");
  for (const [name, text] of Object.entries(texts)) {
    for (const place of all(`[data-${name}]`, dialog)) place.textContent = text;
  }
  return dialog;
}

function say(dialog, text, kind = "") {
  const answer = $(".answer", dialog);
  answer.className = `answer ${kind}`;
  answer.textContent = text;
}

async function send(dialog, { ask, words }, path, body) {
  say(dialog, words.busy, "done");
  const result = await ask("POST", path, body);
  say(dialog, result.ok ? "" : result.text);
  return result;
}

/** Reopen, move, void: what needs a reason. */
export function reason(button, desk) {
  const { url, juror, name, more, others } = button.dataset;
  const dialog = ready("reason", { heading: button.textContent, name, more });
  const form = $("form", dialog);
  const to = $("[data-to]", dialog);
  to.hidden = !others;
  to.querySelector("select").replaceChildren(...JSON.parse(others ?? "[]").map(([id, text]) => new Option(text, id)));
  form.onsubmit = async (event) => {
    event.preventDefault();
    const said = form.elements.reason.value.trim();
    const body = others ? { from: juror, to: form.elements.to.value, reason: said } : { juror, reason: said };
    if ((await send(dialog, desk, url, body)).ok) dialog.close();
  };
  dialog.showModal();
}

/** Closing lists what is not submitted, and asks once. */
export function closing(button, desk) {
  const dialog = ready("close");
  const list = button.closest("[data-region]").querySelector("[data-close-list]");
  $("[data-list]", dialog).replaceChildren(list.content.cloneNode(true));
  $("[data-go]", dialog).onclick = async () => {
    if ((await send(dialog, desk, "/api/jury/close", {})).ok) dialog.close();
  };
  dialog.showModal();
}

/**
 * A sheet from paper: its grid comes from the server, with what the juror has given already
 * beside it.
 */
export async function paper(button, desk) {
  const { juror, name } = button.dataset;
  const dialog = ready("paper", { name });
  const grid = $("[data-grid]", dialog);
  grid.replaceChildren();
  dialog.showModal();
  const sheet = await send(dialog, desk, `/chair/paper/${encodeURIComponent(juror)}`, {});
  if (!sheet.ok) return;
  grid.innerHTML = sheet.body.html;
  $("input", grid)?.focus();
  const form = $("form", dialog);
  form.onsubmit = async (event) => {
    event.preventDefault();
    const marks = all("[data-entry]", grid).filter((field) => field.value.trim() !== "")
      .map((field) => ({ entry: field.dataset.entry, criterion: field.dataset.criterion, score: Number(field.value) }));
    if (!marks.length) return say(dialog, desk.words.no_scores);
    const body = { juror, marks, read_back_by: form.elements.by.value.trim() };
    if ((await send(dialog, desk, "/api/jury/paper", body)).ok) dialog.close();
  };
}

/** A decision is read back before it is sealed: the first press shows it, the second sends it. */
export function decide(button, desk) {
  const { award, name, atMost, most } = button.dataset;
  const dialog = ready("decide", { name, most: atMost });
  const form = $("form", dialog);
  dialog.dataset.award = award;
  $("[data-unseen]", dialog).hidden = !("unseen" in button.dataset);
  for (const list of all("[data-choices]", dialog)) fill(list);
  step(dialog, false);
  form.elements.none.onchange = () => { for (const input of picked(form, "winner")) input.checked = false; };
  form.onchange = ({ target }) => { if (target.name === "winner" && target.checked) form.elements.none.checked = false; };
  $("[data-prizes-look]", dialog).onclick = async () => {
    const held = await send(dialog, desk, "/chair/prizes", {});
    if (held.ok) hold(dialog, held.body.html);
  };
  $("[data-back]", dialog).onclick = () => { step(dialog, false); say(dialog, ""); };
  form.onsubmit = async (event) => {
    event.preventDefault();
    const body = decision(form, award);
    if (!body.winners.length && !form.elements.none.checked) return say(dialog, desk.words.choose);
    const beyond = body.winners.length > Number(most) ? desk.words.too_many.replace("0", most) : "";
    $("[data-beyond]", dialog).textContent = beyond;
    if (!dialog.hasAttribute("data-checked")) return readBack(dialog, form, body);
    const go = $("[data-go]", dialog);
    go.disabled = true;
    const result = await send(dialog, desk, "/api/jury/decide", body);
    go.disabled = false;
    // Put away meanwhile, or opened for another award.
    if (dialog.open && dialog.dataset.award === award) sealed(dialog, result, desk.words);
  };
  dialog.showModal();
}

/** Writes beside each work how many prizes it holds. */
function hold(dialog, html) {
  const told = Object.assign(document.createElement("template"), { innerHTML: html });
  for (const mark of all("[data-prizes]", told.content)) {
    for (const choice of all(`[data-entry="${CSS.escape(mark.dataset.prizes)}"] .work`, dialog)) {
      choice.querySelector(".holds")?.remove();
      choice.append(Object.assign(document.createElement("small"), { className: "holds", textContent: mark.textContent }));
    }
  }
}

function sealed(dialog, result, words) {
  if (!result.ok) {
    step(dialog, false);
    // The form is longer than the window: what is wrong with it has to be in sight, and the field
    // that is missing at hand.
    if (result.word === "reason") $("[name=reason]", dialog).focus({ preventScroll: true });
    $(".answer", dialog).scrollIntoView({ block: "center" });
    return;
  }
  say(dialog, words[result.body.status] ?? words.done, "done");
  $("[data-go]", dialog).disabled = true;
  for (const act of all(".acts button", dialog)) act.hidden = !("shut" in act.dataset);
  const later = setTimeout(() => dialog.close(), SHOWN_MS);
  dialog.addEventListener("close", () => clearTimeout(later), { once: true });
}

function fill(list) {
  const { choices, kind } = list.dataset;
  const copies = all("[data-region=choices] > label").map((choice) => {
    const copy = choice.cloneNode(true);
    Object.assign($("input", copy), { type: kind, name: choices });
    return copy;
  });
  list.replaceChildren(...copies);
}

const picked = (form, name) => all(`input[name="${name}"]:checked`, form).filter((input) => input.value);

function decision(form, award) {
  const ids = (name) => picked(form, name).map((input) => input.value);
  const citation = Object.fromEntries(all("[name=citation]", form).map((area) => [area.dataset.lang, area.value.trim()]).filter(([, text]) => text));
  const [second] = ids("second");
  const why = form.elements.reason.value.trim();
  return {
    award,
    winners: form.elements.none.checked ? [] : ids("winner"),
    ...(Object.keys(citation).length ? { citation } : {}),
    ...(ids("mention").length ? { mention: ids("mention") } : {}),
    ...(second ? { second } : {}),
    ...(why ? { reason: why } : {}),
  };
}

function step(dialog, checking) {
  const go = $("[data-go]", dialog);
  go.disabled = false;
  for (const act of all(".acts button", dialog)) act.hidden = "shut" in act.dataset;
  dialog.toggleAttribute("data-checked", checking);
  go.textContent = checking ? go.dataset.twice : go.dataset.once;
  $("[data-back]", dialog).hidden = !checking;
  for (const part of all("[data-step]", dialog)) part.hidden = (part.dataset.step === "check") !== checking;
}

/** A work as the choices name it: its title, and its team. */
function work(id) {
  const choice = $(`[data-region=choices] [data-entry="${CSS.escape(id)}"] .work`);
  return [$(".title", choice).cloneNode(true), " ", $("small", choice).cloneNode(true)];
}

function readBack(dialog, form, body) {
  const read = $("[data-read]", dialog);
  const titles = (ids) => ids.map(work);
  const lines = [
    [read.dataset.winner, body.winners.length ? titles(body.winners) : [read.dataset.none]],
    ...all("[name=citation]", form).filter((area) => area.value.trim()).map((area) => [area.labels[0].firstChild.textContent, [area.value.trim()]]),
    [read.dataset.mention, titles(body.mention ?? [])],
    [read.dataset.second, titles(body.second ? [body.second] : [])],
    [read.dataset.reason, body.reason ? [body.reason] : []],
  ];
  const part = (tag, said) => {
    const node = document.createElement(tag);
    node.append(...[said].flat());
    return node;
  };
  read.replaceChildren(...lines.filter(([, said]) => said.length).flatMap(([term, said]) => [part("dt", term), ...said.map((text) => part("dd", text))]));
  say(dialog, "");
  step(dialog, true);
}
