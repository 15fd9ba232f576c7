// The rows of a table: one is opened, moved by its buttons, or dragged by its handle with a mouse,
// a pen or a finger.

import { button, fill, h, url } from "/static/producer/prepare/h.js";

/**
 * @param at store, w, called
 * @param {(text: string) => void} say reads it aloud
 */
export function list(at, description, opened, say) {
  const node = h("ol.rows-list");
  const { table } = description;
  let dragging = null;

  const picture = description.fields.find((field) => field.input === "file" && field.takes.startsWith("image"));

  function sync(open) {
    if (dragging) return;
    const rows = at.store.list(table);
    const focus = document.activeElement?.dataset?.row;
    const kept = node.contains(document.activeElement) ? focus : null;
    node.replaceChildren(...rows.map((one, n) => item(one, n, rows, open)));
    if (!kept) return;
    const named = (key) => [...node.querySelectorAll("[data-row]")].find((other) => other.dataset.row === key);
    const same = named(kept);
    // At either end one of the arrows has nothing left to do.
    (same?.disabled ? named(kept.replace(/\S+$/, "open")) : same)?.focus();
  }

  function item({ name, row, draft }, n, rows, open) {
    const called = at.called(table, row);
    const wrong = at.store.errors(table, name).some((error) => !error.odd);
    const path = picture && row[picture.key];
    const kind = at.kind(table, row);
    const link = h("a", { href: at.link(table, name), data: { row: `${name} open` }, aria: name === open ? { current: "true" } : {} },
      picture ? path ? h("img", { src: url(path), alt: "", loading: "lazy" }) : h("i.still", { textContent: [...called][0], aria: { hidden: "true" } }) : null,
      h("span.called", {}, h("b", { textContent: called, dir: "auto", translate: false }),
        kind ? h("small", { textContent: kind, dir: "auto" }) : null,
        draft ? h("small.draft", { textContent: at.w.draft }) : null));
    link.addEventListener("click", (event) => { event.preventDefault(); opened(name); });
    const handle = h("span.handle", { title: at.w.drag, aria: { hidden: "true" } });
    const move = (by, word, key) => button("", () => shift(n, by), {
      className: key, disabled: draft || n + by < 0 || n + by >= rows.length || rows[n + by].draft,
      data: { row: `${name} ${key}` }, aria: { label: fill(word, `${n + 1} ${called}`) },
    });
    const li = h(wrong ? "li.wrong" : "li", { data: { name } }, handle, h("span.n", { textContent: n + 1 }), link, move(-1, at.w.up, "up"), move(1, at.w.down, "down"));
    if (!draft) handle.addEventListener("pointerdown", (event) => drag(event, li, name));
    return li;
  }

  async function shift(n, by) {
    const rows = at.store.list(table);
    const to = n + by;
    await moved(rows[n], rows.slice(by > 0 ? to + 1 : to), to);
  }

  /** Moves a row before the first of these that the file has. */
  async function moved({ name, row }, behind, to) {
    const next = behind.find((one) => !one.draft);
    const done = await at.store.act([{ table, id: name, move: true, ...(next ? { before: next.name } : {}) }]);
    if (done) say(fill(at.w.moved, at.called(table, row), String(to + 1)));
    return done;
  }

  function drag(event, li, name) {
    if (event.button !== 0 || dragging) return;
    event.preventDefault();
    dragging = li;
    const version = at.store.version();
    const order = () => others().map((other) => other.dataset.name);
    li.classList.add("dragged");
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const others = () => [...node.children];
    const before = String(order());
    const onMove = (at) => {
      const over = others().find((other) => other !== li && at.clientY < other.getBoundingClientRect().top + other.offsetHeight / 2);
      if (over !== li.nextElementSibling) node.insertBefore(li, over ?? null);
      const edge = 60;
      if (at.clientY < edge) scrollBy(0, -12);
      else if (at.clientY > innerHeight - edge) scrollBy(0, 12);
    };
    const end = async (dropped) => {
      for (const [name, hear] of heard) handle.removeEventListener(name, hear);
      li.classList.remove("dragged");
      const [to, names] = [others().indexOf(li), order()];
      dragging = null;
      // The rows may have changed meanwhile, and a number then is the name of another.
      const numbered = names.some((one) => one.startsWith("#")) && at.store.version() !== version;
      const rows = at.store.list(table);
      const row = rows.find((one) => one.name === name);
      const behind = names.slice(to + 1).map((one) => rows.find((other) => other.name === one)).filter(Boolean);
      if (dropped && row && !numbered && String(names) !== before) await moved(row, behind, to);
      at.redraw();
    };
    const heard = [["pointermove", onMove], ["pointerup", () => end(true)], ["pointercancel", () => end(false)]];
    for (const [name, hear] of heard) handle.addEventListener(name, hear);
  }

  return { node, sync };
}
