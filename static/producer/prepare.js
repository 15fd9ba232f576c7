// The editor of the show file: its tables on the left, the rows of one beside them, and the form of
// one row. Everything is drawn from the description that the page carries.

import { form } from "/static/producer/prepare/form.js";
import { button, fill, h } from "/static/producer/prepare/h.js";
import { importer } from "/static/producer/prepare/import.js";
import { list } from "/static/producer/prepare/list.js";
import { preview } from "/static/producer/prepare/preview.js";
import { applies } from "/static/producer/prepare/rows.js";
import { store as storing } from "/static/producer/prepare/store.js";
import { first } from "/static/producer/prepare/text.js";

/**
 * @param ask asks the server
 * @param send sends it a file
 * @param sendList sends it a list of works
 * @param {() => boolean} linked whether the server can be heard
 */
export function prepare(ask, send, sendList, linked) {
  const { tables, w, comma } = JSON.parse(document.getElementById("forms").textContent);
  const imports = JSON.parse(document.getElementById("import").textContent);
  const root = document.getElementById("desk-prepare");
  const listeners = { changed: () => {}, renamed: () => {} }; // the other place where rows are edited
  const store = storing(tables, ask, linked, () => { draw(); listeners.changed(); });
  let open = null; // { table, id } of the form that is drawn
  let parts = null;
  let revision = null;
  let isShown = false;
  let isRenamed = false; // the row of the form goes by another name now
  let composing = false; // as Chinese is: nothing is redrawn under it

  // ── Names ──────────────────────────────────────────────────────────────────────────────────────

  const find = (table) => tables.find((one) => one.table === table);
  /** A text in the language of the page, where it has that. */
  function said(value) {
    const [mine] = document.documentElement.lang.split("-");
    const own = (tag) => Number(tag.split("-")[0] === mine);
    return first(value, [...store.languages()].sort((one, other) => own(other) - own(one)));
  }

  const rowById = (table, id) => store.list(table).find((one) => one.row.id === id)?.row;

  /** What a row is called by people. */
  function called(table, row) {
    const description = find(table);
    const keys = description.called ? [description.called] : description.fields.filter((field) => applies(field, row)).map((field) => field.key);
    for (const key of keys) {
      const field = description.fields.find((one) => one.key === key && applies(one, row));
      const value = row[key];
      if (value === undefined || field.input === "choice") continue;
      if (field.input === "row") {
        const other = rowById(field.of, value);
        return other ? called(field.of, other) : String(value);
      }
      // A line's script says much and is no name.
      const speaks = field.input === "text" || field.input === "passage" && field.only;
      if (speaks && said(value)) return said(value);
    }
    return kindOf(row) || w.unnamed;
  }

  const option = (key, value) => find("cue").fields.find((one) => one.key === key).options.find(([own]) => own === value)?.[1];
  const kindOf = (row) => (row.kind ? [option("kind", row.kind), row.step && option("step", row.step)].filter(Boolean).join(" · ") : "");

  /** The smaller line beneath a name. */
  function kind(table, row) {
    if (table === "cue") return called(table, row) === kindOf(row) ? "" : kindOf(row);
    const beside = find(table).fields.filter((field) => field.key !== find(table).called && ["text", "choice"].includes(field.input));
    const field = beside.find((one) => row[one.key] !== undefined);
    if (!field) return "";
    return field.input === "choice" ? field.options.find(([value]) => value === row[field.key])?.[1] ?? "" : said(row[field.key]);
  }

  // ── Where one is ───────────────────────────────────────────────────────────────────────────────

  const link = (table, id) => `#prepare/${table}${id === null ? "" : `/${encodeURIComponent(id)}`}`;

  function asked() {
    const [tab, table, id] = location.hash.slice(1).split("/");
    if (tab !== "prepare") return null;
    if (table === "import") return { table: "entry", id: null, imports: true };
    const description = find(table) ?? tables[0];
    return { table: description.table, id: id === undefined || !description.add ? null : decodeURIComponent(id) };
  }

  function go(table, id) {
    location.hash = link(table, id);
  }

  // ── Drawing ────────────────────────────────────────────────────────────────────────────────────

  function frame() {
    const state = h("p.saved", { role: "status" });
    const spoken = h("p.spoken", { role: "status", aria: { live: "polite" } });
    const undo = button(w.undo, () => step("undo"), { className: "undo", aria: { keyshortcuts: "Control+Z" } });
    const redo = button(w.redo, () => step("redo"), { className: "redo", aria: { keyshortcuts: "Control+Shift+Z" } });
    const nav = h("nav.tables", { aria: { label: root.getAttribute("aria-label") } }, tables.map((one) => h("a", { href: link(one.table, null), data: { table: one.table } }, h("span", { textContent: one.label }), h("small"))));
    const [side, body, lost, imports] = [h("div.side"), h("div.body"), h("div.lost"), h("div.import")];
    root.replaceChildren(h("div.bar", {}, state, h("div.acts", {}, undo, redo)), lost, h("div.work", {}, nav, side, body, imports), spoken);
    return { state, spoken, undo, redo, nav, side, body, lost, imports };
  }

  function draw() {
    if (!isShown || composing) return;
    parts ??= frame();
    const now = store.state();
    parts.state.textContent = now.note || (now.broken ? w.broken : now.ready ? [w[now.state], stepped(now.stepped)].filter(Boolean).join(" · ") : w.loading);
    parts.state.dataset.state = now.note || now.broken ? "refused" : now.ready ? now.state : "loading";
    parts.undo.disabled = !now.undo || !linked();
    parts.redo.disabled = !now.redo || !linked();
    if (!now.ready) return;
    const here = asked();
    if (!here) return;
    for (const one of parts.nav.children) {
      const { table } = one.dataset;
      const rows = find(table).add ? store.list(table).length || (table === "cue" ? store.made().length : 0) : 0;
      one.lastChild.textContent = rows || "";
      if (table === here.table) {
        if (open?.table !== table) parts.nav.scrollLeft = one.offsetLeft - parts.nav.offsetLeft - parts.nav.clientWidth / 3;
        one.setAttribute("aria-current", "true");
      } else one.removeAttribute("aria-current");
    }
    drawLost();
    if (here.imports) return drawImport();
    if (open?.table !== here.table) side(here.table);
    if (open?.table !== here.table || open.id !== here.id) {
      const back = isRenamed ? caret() : null;
      isRenamed = false;
      body(here);
      back?.();
    }
    root.dataset.view = here.id === null && find(here.table).add ? "list" : "form";
    parts.list?.sync(here.id);
    drawMade(here.table);
    if (parts.form) {
      if (find(here.table).add && !store.row(here.table, here.id)) return go(here.table, null);
      parts.form.sync();
      parts.preview?.sync();
      parts.heading.textContent = find(here.table).add ? called(here.table, store.row(here.table, here.id)) : find(here.table).label;
    }
  }

  /** Where the cursor is; gives what puts it back into the same field of another form. */
  function caret() {
    const { dataset, selectionStart: at } = document.activeElement ?? {};
    return () => {
      const field = dataset?.key && [...root.querySelectorAll("[data-key]")].find((one) => one.dataset.key === dataset.key);
      field?.focus();
      if (field?.setSelectionRange && Number.isInteger(at) && field.type !== "date") field.setSelectionRange(at, at);
    };
  }

  /** The list that is being imported stays while one looks elsewhere. */
  function drawImport() {
    const isNew = root.dataset.view !== "import";
    root.dataset.view = "import";
    parts.importer ??= importer({ w: imports, store, edit: w, entry: find("entry"), comma, send: sendList });
    if (!parts.imports.firstChild) parts.imports.append(parts.importer.node);
    if (isNew) parts.importer.focus();
  }

  /** What was typed into something that somebody else has removed meanwhile. */
  function drawLost() {
    const lost = store.lost();
    parts.lost.replaceChildren(...lost.map((one) => h("p", {}, h("b", { textContent: one.field.label }), ` ${String(one.value)} `, button(w.discard, () => store.forget(one)))));
  }

  function side(table) {
    const description = find(table);
    parts.list = null;
    if (!description.add) return parts.side.replaceChildren();
    const at = { store, w, called, kind, link, redraw: draw };
    parts.list = list(at, description, (id) => go(table, id), (text) => { parts.spoken.textContent = text; });
    parts.made = h("div.made");
    parts.side.replaceChildren(h("div.side-head", {}, h("h2", { textContent: description.label }), door(table), adder(description)), parts.made, parts.list.node);
  }

  /** A list of works leads to many entries, and the whole show goes out to a spreadsheet. */
  const door = (table) => (table !== "entry" ? null : h("div.acts", {},
    h("a.button.open-import", { href: "#prepare/import", textContent: imports.open }),
    h("a.button", { href: "/api/show/workbook", download: "", textContent: imports.whole })));

  /** A new line needs its kind first; every other row begins empty. */
  function adder(description) {
    const { table } = description;
    const begin = (row) => go(table, store.begin(table, row, lastly(table)));
    if (table !== "cue") return button(description.add, () => begin({}), { className: "gold add" });
    const kinds = description.fields.find((field) => field.key === "kind").options;
    const choose = h("select", { aria: { label: description.add } }, kinds.map(([value, text]) => new Option(text, value)));
    return h("div.add", {}, choose, button(w.add, () => begin({ kind: choose.value }), { className: "gold", aria: { label: description.add } }));
  }

  /** A new line stands behind the one that is open. */
  function lastly(table) {
    if (table !== "cue" || !open?.id) return undefined;
    const rows = store.list(table).filter((one) => !one.draft);
    const at = rows.findIndex((one) => one.name === open.id);
    return at < 0 ? undefined : rows[at + 1]?.name;
  }

  /** An order that is made from the awards can be seen, and written out to be changed. */
  function drawMade(table) {
    if (!parts.made) return;
    const made = table === "cue" && !store.list("cue").length ? store.made() : [];
    const none = table !== "cue" && !store.list(table).length;
    const drawn = JSON.stringify([made, table, none]);
    if (parts.made.dataset.drawn === drawn) return;
    parts.made.dataset.drawn = drawn;
    const add = parts.side.querySelector(".add");
    if (add) add.hidden = made.length > 0;
    if (!made.length) {
      return parts.made.replaceChildren(...(none ? [h("p.quiet", { textContent: w.empty })] : []));
    }
    const write = button(w.write_out, () => store.act(made.map((row) => ({ table: "cue", add: row }))), { className: "gold write-out" });
    const lines = made.map((row, n) => h("li", {}, h("span.n", { textContent: n + 1 }), h("span.called", {}, h("b", { textContent: called("cue", row) }), h("small", { textContent: kind("cue", row) }))));
    parts.made.replaceChildren(h("p.quiet", { textContent: w.made }), write, h("ol.rows-list.faint", {}, lines));
  }

  function body({ table, id }) {
    open = { table, id };
    const description = find(table);
    [parts.form, parts.preview] = [null, null];
    if (description.add && id === null) return parts.body.replaceChildren(h("p.quiet.choose", { textContent: w.choose }));
    const draft = Boolean(store.list(table).find((one) => one.name === id)?.draft);
    const at = { store, table, id, w, called, draft, send, sureOf: (...choice) => sureOf(table, id, ...choice) };
    parts.form = form(at, description);
    parts.heading = h("h2", { dir: "auto", translate: false });
    const back = description.add ? h("a.button.back", { href: link(table, null), textContent: w.back }) : null;
    const remove = !description.add ? null
      : draft ? button(w.discard, () => { store.discard(table, id); go(table, null); }, { className: "remove" })
        : button(w.remove, () => sure(table, id), { className: "remove danger" });
    const apart = table === "award" ? h("p.quiet", { textContent: w.sealed_apart }) : null;
    // An award's line has steps, each with a picture of its own.
    const steps = table === "cue" ? stepsOf(store.row(table, id)) : [];
    parts.preview = table === "cue" && !draft ? preview(at, steps) : null;
    parts.body.replaceChildren(back ?? "", h("div.body-head", {}, parts.heading, remove), apart ?? "", parts.preview?.node ?? "", parts.form.node);
    parts.form.sync();
    if (draft) parts.form.focus();
  }

  /** The steps that the line of an award has: three of them only where the award asks for them. */
  function stepsOf(row) {
    if (row?.kind !== "award") return [];
    const award = rowById("award", row.award) ?? {};
    const asks = { presenter: "presenter", citation: "citation_cue", mention: "mention_cue" };
    const { steps } = find("cue").fields.find((field) => field.key === "scripts");
    return steps.filter(([step]) => !asks[step] || award[asks[step]]);
  }

  // ── What is asked first ────────────────────────────────────────────────────────────────────────

  /** Asks; `left` is called once the question is gone, whatever the answer. */
  function question(title, text, look, yes, left) {
    const dialog = document.getElementById("sure");
    dialog.querySelector("h2").textContent = title;
    dialog.querySelector("p").textContent = text;
    const go = dialog.querySelector("[data-go]");
    [go.textContent, go.className] = [title, look];
    go.onclick = () => { dialog.close(); yes(); };
    if (left) dialog.addEventListener("close", left, { once: true });
    dialog.showModal();
  }

  /** What goes out of the show: one row, and others with it. */
  function going(table, name, also) {
    const named = ({ table, name }) => [find(table).label, called(table, store.row(table, name)), kind(table, store.row(table, name))];
    const names = also.map((one) => named(one).filter(Boolean).join(" · "));
    return [fill(w.remove_sure, name), names.length ? fill(w.remove_also, names.join(comma)) : ""].join("\n").trim();
  }

  /** Asks before a row goes; what was named then is what goes. */
  async function sure(table, id) {
    await store.flush();
    if (!store.row(table, id)) return;
    const { edits, gone, version } = store.removal(table, id);
    const also = gone.filter((one) => one.table !== table || one.name !== id);
    const text = going(table, called(table, store.row(table, id)), also);
    question(w.remove, text, "danger", async () => { if (await store.act(edits, version)) go(table, null); });
  }

  /** Asks before a choice that takes something out of the show. */
  function sureOf(table, id, field, next, put, left) {
    const gone = store.goneBy(table, id, field, next);
    if (!gone.length) return put();
    const main = gone.pop();
    const name = `${find(main.table).label} · ${called(main.table, store.row(main.table, main.name))}`;
    question(w.remove, going(main.table, name, gone), "danger", put, left);
  }

  /** Takes back, or makes again. Somebody else's work is not taken back unasked. */
  function step(way) {
    if (way === "redo" || store.isMine()) return store.step(way);
    question(w.undo, w.undo_theirs, "gold", () => store.step(way));
  }

  /** What was taken back or made again. */
  function stepped(last) {
    if (!last) return "";
    const named = ({ table, id, key }) => {
      const description = find(table);
      const row = id === undefined ? undefined : store.row(table, id);
      const field = description?.fields.find((one) => key === one.key || key?.startsWith(`${one.key}.`));
      return [description?.label ?? table, row ? called(table, row) : "", field?.label].filter(Boolean).join(" · ");
    };
    return fill(w[last.way === "undo" ? "undone" : "redone"], [...new Set(last.fields.map(named))].join(comma));
  }

  // ── What is heard ──────────────────────────────────────────────────────────────────────────────

  root.addEventListener("compositionstart", () => { composing = true; });
  root.addEventListener("compositionend", () => { composing = false; draw(); });
  store.onRenamed((table, old, name) => {
    listeners.renamed(table, old, name);
    if (open?.table !== table || open.id !== old) return;
    isRenamed = true;
    history.replaceState(null, "", link(table, name));
  });

  const typing = (node) => node?.matches?.("input:not([type=checkbox], [type=color]), textarea, select");

  document.addEventListener("keydown", (event) => {
    if (!isShown || !(event.ctrlKey || event.metaKey) || event.altKey || typing(event.target)) return;
    const key = event.key.toLowerCase();
    const way = key === "y" || key === "z" && event.shiftKey ? "redo" : key === "z" ? "undo" : null;
    if (!way || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (store.state()[way]) step(way);
  });
  addEventListener("hashchange", draw);
  addEventListener("pagehide", () => store.flush());

  return {
    /** What another place needs that edits the same rows. */
    desk: { store, tables, w, called, kind, find, listeners },
    /** The part of the page is opened or left. */
    shown(is) {
      const comes = is && !isShown;
      isShown = is;
      if (comes && linked()) store.read();
      draw();
    },
    /** The show has changed. */
    heard(next) {
      if (revision === next) return;
      revision = next;
      if (isShown) store.read();
    },
    link: (up) => { if (up && (isShown || store.state().ready)) store.read(); store.linkChanged(up); },
  };
}
