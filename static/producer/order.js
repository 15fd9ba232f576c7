// The running order on the tab of the evening: what is done while the show goes on, without the
// editor. Each act is an edit of the same rows, by the same store.

import { form } from "/static/producer/prepare/form.js";
import { button, fill, h } from "/static/producer/prepare/h.js";
import { freshId, rows } from "/static/producer/prepare/rows.js";

// What is changed in a hurry, by table.
const QUICK = {
  cue: ["title", "text", "person", "script", "seconds", "scripts", "timings"],
  award: ["name", "presenter"],
  entry: ["title", "team", "say", "withdrawn", "absent", "received_by"],
  person: ["name", "title", "say", "absent", "replaced_by"],
};

/**
 * @param desk of the editor: its store, its tables, and what it calls their rows
 * @param {() => boolean} linked whether the server can be heard
 */
export function order({ store, tables, w, called, kind, find, listeners }, linked) {
  const root = document.getElementById("order-list");
  const words = JSON.parse(document.getElementById("order-words").textContent);
  const note = h("p.answer", { role: "status" });
  const earlier = button("", () => { showsPast = !showsPast; draw(); }, { className: "earlier" });
  const list = h("ol.order-lines");
  const people = h("select", { aria: { label: words.people_choose } });
  const who = h("div.more");
  const lines = new Map(); // by name: { li, head, more }
  let isShown = false;
  let composing = false; // as Chinese is: nothing is redrawn under it
  let isHeld = false; // a button that is replaced between press and release is a click that is lost
  let showsPast = false;
  let open = null; // { name, forms }: the line whose rest is shown
  let chosen = null; // { value, forms }: the work or the person beside them
  let stamp = null;

  root.append(note, earlier, list, h("div.works", {}, h("label", {}, h("span", { textContent: words.people }), people), who));

  // ── What is there ──────────────────────────────────────────────────────────────────────────────

  const stands = () => document.querySelector('[data-region="order"] i')?.dataset ?? {};
  const isMade = () => !store.list("cue").length;
  const all = () => (isMade() ? rows({ cue: store.made() }, "cue") : store.list("cue"));
  const row = (table, id) => (table === "cue" && isMade() ? all().find((one) => one.name === id)?.row : store.row(table, id));
  const byId = (table, id) => store.list(table).find((one) => one.row.id === id)?.row;

  /** Why GO passes over a line, if it does. */
  function off(line) {
    if (line.skip) return words.skipped;
    if (line.kind === "clip" && byId("entry", line.entry)?.withdrawn) return words.withdrawn;
    const person = line.kind === "speech" ? byId("person", line.person) : null;
    return person?.absent && !person.replaced_by ? words.absent : null;
  }

  /** Who of the finalists has withdrawn, beside the line that shows them all. */
  function gone(line) {
    if (line.kind !== "finalists") return "";
    const left = store.list("entry").filter((one) => one.row.withdrawn);
    return left.length ? `${words.withdrawn}: ${left.map((one) => called("entry", one.row)).join(" · ")}` : "";
  }

  function planned(line) {
    const steps = Object.values(line.timings ?? {}).filter(Number.isInteger);
    const seconds = line.seconds ?? (steps.length ? steps.reduce((sum, one) => sum + one, 0) : null);
    return Number.isInteger(seconds) ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : "";
  }

  // ── What is done ───────────────────────────────────────────────────────────────────────────────

  /** An order that is made from the awards is written out first, with the act that needs it. */
  const written = () => (isMade() ? store.made().map((one) => ({ table: "cue", add: one })) : []);

  async function act(edits, said) {
    const done = await store.act([...written(), ...edits]);
    say(done ? said : store.state().note, done ? "done" : "refused");
    draw();
  }

  function say(text, look) {
    note.className = `answer ${look}`;
    note.textContent = text;
  }

  function skip(name, line) {
    const is = Boolean(line.skip);
    act([{ table: "cue", id: name, key: "skip", ...(is ? {} : { value: true }) }], `${called("cue", line)}: ${is ? words.back : words.skip}`);
  }

  function move(name, next, to) {
    const line = row("cue", name);
    act([{ table: "cue", id: name, move: true, ...(next ? { before: next } : {}) }], fill(w.moved, called("cue", line), String(to)));
  }

  /** A line behind this one, to be filled in: it is stored once it has what it needs. */
  async function insert(name, made) {
    const at = all().findIndex((one) => one.name === name);
    const next = all()[at + 1]?.name;
    if (isMade() && !await store.act(written())) return say(store.state().note, "refused");
    toggle(store.begin("cue", made, next));
    root.querySelector(".line.open .more input, .line.open .more select")?.focus();
  }

  async function newcomer(id, field) {
    const name = field.value.trim();
    if (!name) return field.focus();
    const show = Object.fromEntries(tables.filter(({ add }) => add).map(({ table }) => [table, store.list(table).map((one) => one.row)]));
    const fresh = freshId(show, tables, name, "person");
    if (!await store.act([{ table: "person", add: { id: fresh, name } }])) return say(store.state().note, "refused");
    field.value = "";
    store.set("cue", id, find("cue").fields.find((one) => one.key === "person"), "", fresh);
  }

  // ── The rest of a line ─────────────────────────────────────────────────────────────────────────

  function quick(table, id, draft = false) {
    const description = find(table);
    const fields = description.fields.filter(({ key }) => QUICK[table].includes(key));
    const at = { store, table, id, w, called, draft, place: `order-${table}-`, sureOf: (field, next, put) => put() };
    return form(at, { ...description, fields });
  }

  /** The forms of a line: its own, and that of whom or what it is about. */
  function about(name, line, draft) {
    const forms = isMade() ? [] : [["cue", name]];
    const award = line.kind === "award" ? byId("award", line.award) : null;
    if (award) forms.push(["award", award.id]);
    const person = line.kind === "speech" ? line.person : award?.presenter;
    if (person && byId("person", person)) forms.push(["person", person]);
    if (line.kind === "clip" && byId("entry", line.entry)) forms.push(["entry", line.entry]);
    return forms.map(([table, id]) => ({ table, id, ...quick(table, id, draft) }));
  }

  const headed = (forms) => forms.map((one) => [one.table === "cue" ? "" : h("h4", { textContent: find(one.table).label }), one.node]);

  function fillMore(more, name, draft) {
    const line = row("cue", name);
    open.forms = about(name, line, draft);
    open.of = JSON.stringify([line.person, open.forms.map((one) => [one.table, one.id])]);
    const places = h("select", { aria: { label: words.to } });
    open.places = places;
    const go = button(words.go_there, () => {
      const at = all().findIndex((one) => one.name === places.value);
      move(name, places.value || undefined, at < 0 ? all().length : at + 1);
    });
    const adding = [["speech", words.speech], ["message", words.pause]].map(([kind, text]) => button(text, () => insert(name, { kind })));
    const field = h("input", { type: "text", autocomplete: "off", aria: { label: words.newcomer }, placeholder: words.newcomer });
    const fresh = line.kind === "speech" && draft ? h("div.newcomer", {}, field, button(words.add, () => newcomer(name, field))) : null;
    const away = button(w.discard, () => { store.discard("cue", name); toggle(null); }, { className: "danger" });
    const acts = draft ? [h("div.acts", {}, away)]
      : [h("div.acts", {}, h("label.to", {}, h("span", { textContent: words.to }), places), go), h("div.acts", {}, adding)];
    more.replaceChildren(...acts, fresh ?? "", ...headed(open.forms).flat());
  }

  function toggle(name) {
    open = name === null || open?.name === name ? null : { name, forms: [] };
    for (const one of lines.values()) one.more.replaceChildren();
    draw();
  }

  // ── Drawing ────────────────────────────────────────────────────────────────────────────────────

  function head(one, n, found, { stage, deck, past, isFired }) {
    const { name, row: line, draft } = one;
    const title = called("cue", line);
    const is = open?.name === name;
    const [why, left] = [off(line), gone(line)];
    const small = kind("cue", line);
    const press = (text, key, click, more = {}) => button(text, click, { data: { row: `${name} ${key}` }, aria: { label: `${text}: ${n + 1} ${title}`, ...more.aria }, ...more.rest });
    const shift = (by, key, word) => {
      const to = n + by;
      const shut = draft || isFired || to < 0 || to >= found.length || to <= past || found[to].draft;
      const next = by > 0 ? found[to + 1]?.name : found[to]?.name;
      return button("", () => move(name, next, to + 1), { className: key, disabled: shut, data: { row: `${name} ${key}` }, aria: { label: fill(word, `${n + 1} ${title}`) } });
    };
    const marks = [[stage === name, words.now, "now"], [deck === name, words.next, "next"], [why, why, "off"], [draft, w.draft, "draft"]];
    return h("div.line-head", {},
      h("span.n", { textContent: n + 1 }),
      h("span.called", {}, h("b", { textContent: title, dir: "auto", translate: false }), small ? h("small", { textContent: small, dir: "auto" }) : null, left ? h("small.left", { textContent: left, dir: "auto" }) : null),
      h("span.marks", {}, marks.filter(([there]) => there).map(([, text, look]) => h(`span.chip.${look}`, { textContent: text }))),
      h("span.planned", { textContent: planned(line) }),
      h("div.acts", {},
        draft ? null : press(line.skip ? words.back : words.skip, "skip", () => skip(name, line), { rest: { disabled: isFired && !line.skip } }),
        shift(-1, "up", w.up), shift(1, "down", w.down),
        press(is ? words.less : words.more, "more", () => toggle(name), { aria: { expanded: String(is) } })));
  }

  function draw() {
    if (!isShown || composing || isHeld || !store.state().ready) return;
    const found = all();
    const at = stands();
    const fired = new Set((at.fired ?? "").split(" ").filter(Boolean));
    const past = fired.size ? Math.max(...found.map((one, n) => (fired.has(one.name) || one.name === at.stage ? n : -1))) : -1;
    const first = showsPast ? 0 : Math.max(0, found.findIndex((one) => one.name === at.stage));
    earlier.hidden = !showsPast && first === 0;
    earlier.textContent = showsPast ? words.earlier_away : fill(words.earlier, String(first));
    if (open && !found.some((one) => one.name === open.name)) open = null;
    const focus = root.contains(document.activeElement) ? document.activeElement.dataset.row : null;
    const shown = found.slice(first).map((one, n) => {
      const line = lines.get(one.name) ?? fresh(one.name);
      const isFired = fired.has(one.name);
      line.li.className = `line${one.name === at.stage ? " on" : ""}${isFired ? " fired" : ""}${off(one.row) ? " off" : ""}${open?.name === one.name ? " open" : ""}`;
      line.head.replaceChildren(head(one, first + n, found, { stage: at.stage, deck: at.deck, past, isFired }));
      if (open?.name === one.name) drawMore(line.more, one, found, past, isFired);
      return line.li;
    });
    place(shown);
    for (const [name] of lines) if (!found.some((one) => one.name === name)) lines.delete(name);
    if (focus) [...root.querySelectorAll("[data-row]")].find((other) => other.dataset.row === focus)?.focus();
    drawPeople();
  }

  /** Only what stands elsewhere is moved: a field that is moved loses what is being typed. */
  function place(shown) {
    for (const old of [...list.children]) if (!shown.includes(old)) old.remove();
    shown.forEach((li, n) => { if (list.children[n] !== li) list.insertBefore(li, list.children[n] ?? null); });
  }

  function fresh(name) {
    const [head, more] = [h("div.head"), h("div.more")];
    const line = { li: h("li.line", { data: { name } }, head, more), head, more };
    lines.set(name, line);
    return line;
  }

  function drawMore(more, one, found, past, isFired) {
    const of = () => JSON.stringify([one.row.person, about(one.name, one.row, one.draft).map(({ table, id }) => [table, id])]);
    if (!more.childNodes.length || open.of !== of()) {
      const back = caret();
      fillMore(more, one.name, Boolean(one.draft));
      back();
    }
    const places = found.map((other, n) => [other.name, fill(words.before, String(n + 1), called("cue", other.row)), n])
      .filter(([name, , n]) => n > past && name !== one.name && !found[n].draft);
    const drawn = JSON.stringify(places);
    if (open.places.dataset.drawn !== drawn) {
      const value = open.places.value;
      open.places.replaceChildren(...places.map(([name, text]) => new Option(text, name)), new Option(words.end, ""));
      open.places.value = [...open.places.options].some((option) => option.value === value) ? value : "";
      open.places.dataset.drawn = drawn;
    }
    for (const node of more.querySelectorAll(".to select, .to + button")) node.disabled = isFired;
    open.forms.forEach((one) => one.sync());
  }

  function drawPeople() {
    const group = (table) => [find(table).label, store.list(table).filter((one) => !one.draft && one.row.finalist !== false || one.row.withdrawn).map((one) => [`${table}/${one.name}`, called(table, one.row)])];
    const groups = ["entry", "person"].map(group);
    const drawn = JSON.stringify(groups);
    if (people.dataset.drawn !== drawn) {
      const value = people.value;
      people.replaceChildren(new Option(words.people_choose, ""), ...groups.map(([label, options]) => h("optgroup", { label }, options.map(([key, text]) => new Option(text, key)))));
      people.value = value;
      people.dataset.drawn = drawn;
    }
    if (chosen?.value !== people.value) choose();
    chosen?.form?.sync();
  }

  function choose() {
    const [table, ...rest] = people.value.split("/");
    const id = rest.join("/");
    chosen = { value: people.value, form: table ? quick(table, id) : null };
    who.replaceChildren(...(chosen.form ? [chosen.form.node] : []));
    chosen.form?.sync();
  }

  /** Where the cursor is; gives what puts it back into the same field of a form that is new. */
  function caret() {
    const { dataset, selectionStart: at } = document.activeElement ?? {};
    const key = list.contains(document.activeElement) ? dataset?.key : null;
    return () => {
      const field = key && [...list.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
      field?.focus();
      if (field?.setSelectionRange && Number.isInteger(at)) field.setSelectionRange(at, at);
    };
  }

  // ── What is heard ──────────────────────────────────────────────────────────────────────────────

  people.addEventListener("change", choose);
  root.addEventListener("pointerdown", () => { isHeld = true; }, true);
  for (const type of ["pointerup", "pointercancel"]) addEventListener(type, () => { isHeld = false; setTimeout(draw); }, true);
  root.addEventListener("compositionstart", () => { composing = true; });
  root.addEventListener("compositionend", () => { composing = false; draw(); });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || !open || !list.contains(event.target)) return;
    const { name } = open;
    toggle(null);
    [...root.querySelectorAll("[data-row]")].find((one) => one.dataset.row === `${name} more`)?.focus();
  });
  listeners.changed = draw;
  listeners.renamed = (table, old, name) => {
    if (table !== "cue" || open?.name !== old) return;
    const back = caret();
    [open.name, open.of] = [name, null];
    draw();
    back();
  };

  const now = () => `${stands().takenOver} ${document.querySelector("[data-waiting]")?.dataset.waiting ?? ""}`;

  return {
    /** The tab is opened or left. */
    shown(is) {
      const comes = is && !isShown;
      isShown = is;
      if (!comes) return;
      stamp = now();
      if (linked()) store.read();
      draw();
    },
    /** A frame came: the file is read where the show or what waits is another. */
    heard() {
      if (!isShown) return;
      if (stamp !== now() || !store.state().ready) store.read();
      stamp = now();
      draw();
    },
  };
}
