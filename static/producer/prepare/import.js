// A list of works: chosen, dropped or pasted; what would become of each row; and the one edit that
// takes it over. What is read, and how, the server says.

import { button, fill, h } from "/static/producer/prepare/h.js";
import { spoken } from "/static/producer/prepare/inputs.js";
import { shortest } from "/static/producer/prepare/text.js";

const SETTLE_MS = 600; // after the last key in the field for pasted cells
const HEADER_ROWS = 30;
const VERDICTS = ["new", "changed", "by-hand", "gone", "withdrawn", "not-selected", "unchanged", "moved", "removed"];
// In this order, those that somebody looks for first; the others are folded away.
const SHOWN = ["changed", "moved", "by-hand", "gone", "removed", "new"];
const FOLDED = ["withdrawn", "not-selected", "unchanged"];
const TEXTS = ["title", "team", "synopsis", "origin"];
const PLAIN = ["say", "number", "source", "selected", "status"];
const ENCODINGS = ["UTF-8", "UTF-16LE", "Big5", "GBK"];

/**
 * @param w the words of the import
 * @param store the show file
 * @param edit the words of the editor
 * @param entry the description of the entries' table
 * @param comma between names
 * @param send sends a list with its choices
 */
export function importer({ w, store, edit, entry, comma, send }) {
  let list = null; // { body, name }
  let choices = {}; // encoding, sheet, header, columns: by letter
  let seen = null; // what would become of it
  let done = null; // what became of it
  let guess = "";
  let timer = 0;
  let asking = 0;

  // ── What is sent ───────────────────────────────────────────────────────────────────────────────

  const picker = h("input", { type: "file", accept: ".xlsx,.csv,.tsv,.txt,.xls,text/csv", hidden: true });
  const choose = button(edit.pick, () => picker.click(), { className: "gold pick" });
  const pasted = h("textarea", { rows: 3, spellcheck: false, translate: false, aria: { label: w.paste } });
  const source = h("div.drop", {}, h("div.drop-words", {}, h("p.help", { textContent: edit.drop }), h("div.acts", {}, choose)), h("label.paste", {}, h("small", { textContent: w.paste }), pasted), picker);
  const named = h("p.named", { hidden: true });
  const note = h("p.answer", { role: "status" });
  const result = h("div.result");
  const title = h("h2", { textContent: w.open, tabIndex: -1 });
  const node = h("div", {}, h("a.button.back", { href: "#prepare/entry", textContent: w.back }), title, h("p.quiet", { textContent: w.intro }), source, named, note, result);

  function take(body, name) {
    if (!body) return;
    [list, choices, guess] = [{ body, name }, {}, ""];
    look(true);
  }

  picker.addEventListener("change", () => { take(picker.files[0], picker.files[0]?.name); picker.value = ""; });
  pasted.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (pasted.value.trim()) take(pasted.value, ""); }, SETTLE_MS);
  });
  node.addEventListener("dragover", (event) => { event.preventDefault(); source.classList.add("over"); });
  node.addEventListener("dragleave", (event) => { if (!node.contains(event.relatedTarget)) source.classList.remove("over"); });
  node.addEventListener("drop", (event) => {
    event.preventDefault();
    source.classList.remove("over");
    const [file] = event.dataTransfer.files;
    take(file, file?.name);
  });

  function asked() {
    const columns = Object.entries(choices.columns ?? {}).map((pair) => pair.join("="));
    const all = { encoding: choices.encoding, sheet: choices.sheet, header: choices.header, columns: columns.join(",") };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value));
  }

  function tell(kind, text) {
    [note.className, note.textContent] = [`answer ${kind}`, text];
  }

  /** Asks what would become of the list. */
  async function look(isNew, said = "") {
    const mine = ++asking;
    tell("busy", w.reading);
    const reply = await send(list.body, asked());
    if (mine !== asking) return;
    [seen, done] = [reply.ok ? reply.body : null, null];
    if (!reply.ok) tell("refused", reply.text);
    else tell("", said);
    guess ||= seen?.encoding ?? "";
    draw();
    if (isNew && seen && list.name) result.querySelector("h3")?.focus();
  }

  async function apply() {
    tell("busy", edit.saving);
    const { version } = seen;
    const told = counted();
    const reply = await store.run(() => send(list.body, { ...asked(), apply: true, version }));
    if (reply.ok) {
      done = { told, waits: reply.body.waits };
      tell("", "");
      draw();
      result.querySelector("h3")?.focus();
    } else if (reply.word === "stale-version") {
      await look(false, w.stale);
    } else {
      const errors = (reply.said?.errors ?? []).map((one) => one.said ?? one.message);
      tell("refused", [reply.text, ...errors].join("\n"));
    }
  }

  async function undo() {
    if (await store.step("undo")) await look(true, w.undone);
  }

  function leave() {
    [list, seen, done] = [null, null, null];
    pasted.value = "";
    tell("", "");
    draw();
    choose.focus();
  }

  // ── What is seen ───────────────────────────────────────────────────────────────────────────────

  const labels = Object.fromEntries(entry.fields.map((field) => [field.key, field.label]));
  const called = (key) => ({ ...labels, source: w.source })[key] ?? key;
  const verdict = (key) => w.verdicts[VERDICTS.indexOf(key)];
  const counted = () => VERDICTS.filter((key) => SHOWN.includes(key) && seen.counts[key]).map((key) => `${verdict(key)} ${seen.counts[key]}`).join(comma);

  function draw() {
    const focus = document.activeElement?.dataset?.choice;
    source.hidden = Boolean(list?.name);
    named.hidden = !list?.name;
    named.replaceChildren(h("b", { textContent: list?.name ?? "", translate: false }), " ", button(w.another, leave));
    if (done) return result.replaceChildren(...finished());
    if (!seen) return result.replaceChildren();
    const sections = SHOWN.map(section);
    result.replaceChildren(summary(), wrong() ?? "", seen.book ? unread() : how(), ...sections.filter(Boolean), ...FOLDED.map(folded).filter(Boolean));
    if (focus) [...result.querySelectorAll("[data-choice]")].find((one) => one.dataset.choice === focus)?.focus();
  }

  function finished() {
    const acts = h("div.acts", {}, button(edit.undo, undo, { className: "take-back" }), button(w.another, leave), h("a.button", { href: "#prepare/entry", textContent: w.back }));
    return [h("h3", { tabIndex: -1, textContent: fill(w.applied, done.told) }), done.waits ? h("p", { textContent: w.waits }) : "", acts];
  }

  function summary() {
    const all = [["wrong", w.wrong], ...[...SHOWN, ...FOLDED].map((key) => [key, verdict(key)])].filter(([key]) => seen.counts[key]);
    const counts = h("ul.counts", {}, all.map(([key, said]) => h(`li.${key}`, {}, h("b", { textContent: seen.counts[key].toLocaleString(document.documentElement.lang) }), ` ${said}`)));
    const heading = h("h3", { tabIndex: -1, aria: { label: all.map(([key, said]) => `${said} ${seen.counts[key]}`).join(comma) } }, counts);
    const text = seen.changes === 1 ? w.apply_one : fill(w.apply, seen.changes.toLocaleString(document.documentElement.lang));
    const act = seen.changes ? button(text, apply, { className: "gold apply" })
      : seen.counts.wrong ? null : h("p.quiet", { textContent: w.nothing_new });
    return h("div.summary", {}, heading, act);
  }

  const place = ({ sheet, row, column }) => [sheet, column ? fill(w.cell, row, column) : row ? fill(w.row, row) : ""].filter(Boolean).join(" · ");

  /** Columns that the show's own workbook does not have. */
  const unread = () => (seen.unread.length ? h("p.quiet", { textContent: fill(w.unread, seen.unread.join(comma)), translate: false }) : "");

  function wrong() {
    if (!seen.wrong.length) return null;
    const cells = seen.wrong.map((cell) => h("li", {}, h("b", { textContent: place(cell) }), h("span", { textContent: cell.message })));
    return h("section.wrong-cells", {}, h("h4", { textContent: w.wrong }), h("p.quiet", { textContent: w.wrong_note }), h("ul", {}, cells));
  }

  const rowsOf = (key) => seen.rows.filter((row) => row.verdict === key);

  function section(key) {
    const all = rowsOf(key);
    if (!all.length) return null;
    const line = w.notes[VERDICTS.indexOf(key)];
    return h("section", { data: { verdict: key } }, h("h4", { textContent: `${verdict(key)} · ${all.length}` }), line ? h("p.quiet", { textContent: line }) : null, h("ul.works", {}, all.map(work)));
  }

  function folded(key) {
    const all = rowsOf(key);
    if (!all.length) return null;
    const line = w.notes[VERDICTS.indexOf(key)];
    return h("details", { data: { verdict: key } }, h("summary", { textContent: `${verdict(key)} · ${all.length}` }), line ? h("p.quiet", { textContent: line }) : null, h("ul.works", {}, all.map(work)));
  }

  function work({ sheet, row, number, title, team, word, differences }) {
    const beside = [sheet, number, team, word].filter(Boolean).join(" · ");
    const changes = differences.map((one) => h(one.kept ? "li.kept" : "li", {}, h("span", { textContent: called(one.key) }), change(one)));
    return h("li", {}, h("span.n", { textContent: row ?? "–" }),
      h("div.called", {}, h("b", { textContent: title, dir: "auto", translate: false }), h("small", { textContent: beside, dir: "auto", translate: false }), changes.length ? h("ul.differences", {}, changes) : null));
  }

  const quoted = (key, text) => ({ true: "✓", false: "✗", "": edit.nothing })[text] ?? (key === "synopsis" && text.length > 80 ? `${[...text].slice(0, 80).join("")}…` : text);

  function change({ key, here, list: theirs, kept }) {
    const [ours, next] = [quoted(key, here), quoted(key, theirs)];
    if (kept) return h("p", { textContent: fill(w.kept, ours, next), dir: "auto", translate: false });
    return h("p", { dir: "auto", translate: false }, here ? h("del", { textContent: ours }) : null, here ? " → " : null, h("ins", { textContent: next }));
  }

  // ── How it was read ────────────────────────────────────────────────────────────────────────────

  function select(label, key, options, value, chosen) {
    const node = h("select", { data: { choice: key }, aria: { label } }, options.map(([value, said]) => new Option(said, value)));
    node.value = value;
    node.addEventListener("change", () => { chosen(node.value); look(false); });
    return h("label", {}, h("small", { textContent: label }), node);
  }

  function how() {
    const parts = [];
    if (seen.encoding) {
      const options = [["", fill(w.guessed, guess)], ...ENCODINGS.map((name) => [name, name])];
      parts.push(select(w.encoding, "encoding", options, choices.encoding ?? "", (value) => { choices.encoding = value; }));
    }
    if (seen.sheets.length > 1) {
      parts.push(select(w.sheet, "sheet", seen.sheets.map((name) => [name, name]), seen.sheet, (value) => { choices = { encoding: choices.encoding, sheet: value }; }));
    }
    const numbers = Array.from({ length: Math.max(HEADER_ROWS, seen.header ?? 0) }, (_, n) => [String(n + 1), String(n + 1)]);
    parts.push(select(w.header, "header", [["0", w.no_header], ...numbers], String(seen.header ?? 0), (value) => { choices = { ...choices, header: value, columns: {} }; }));
    const columns = h("ul.columns-read", {}, seen.columns.map(column));
    const isOpen = !seen.rows.length || result.querySelector("details.how")?.open;
    const left = seen.private.length ? h("p.quiet", { textContent: fill(w.private_left, seen.private.join(comma)) }) : null;
    return h("details.how", { open: isOpen }, h("summary", { textContent: w.how }), h("div.switches", {}, parts), left, columns);
  }

  function column({ column: letter, header, sample, meaning }) {
    const name = h("div.called", {}, h("b", { textContent: header || letter, dir: "auto", translate: false }), h("small", { textContent: sample, dir: "auto", translate: false }));
    const { [letter]: _, ...others } = choices.columns ?? {};
    // Who made it is guessed alone, and cannot be said.
    const put = (value) => { choices.columns = value === "maker" ? others : { ...others, [letter]: value }; };
    const said = meaning === "private" ? h("p.quiet", { textContent: w.private })
      : select(`${letter} ${header} ${w.becomes}`, letter, meanings(meaning), meaning, put);
    return h("li", {}, h("span.n", { textContent: letter }), name, said);
  }

  /** What a column may be, in the languages of the show. */
  function meanings(now) {
    const own = { ...labels, source: w.source, selected: w.selected, status: w.status };
    const languages = store.languages();
    const tongue = (tag) => (tag === "original" ? w.original : spoken(tag));
    const texts = TEXTS.flatMap((key) => [[key, own[key]], ...(languages.length > 1 ? languages : []).map((lang) => {
      const tag = shortest(lang, languages);
      return [`${key}.${tag}`, `${own[key]} · ${tongue(tag)}`];
    })]);
    const all = [["none", w.none], ...texts, ...PLAIN.map((key) => [key, own[key]])];
    if (now === "maker") all.push(["maker", w.maker]);
    const [key, tag] = now.split(".");
    if (!all.some(([value]) => value === now)) all.push([now, `${own[key] ?? key} · ${tongue(tag)}`]);
    return all;
  }

  return { node, focus: () => title.focus() };
}
