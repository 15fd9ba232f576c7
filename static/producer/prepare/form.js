// The form of one row: its fields, what is wrong beside each, and what two people typed at once.

import { button, h } from "/static/producer/prepare/h.js";
import { MAKERS, spoken } from "/static/producer/prepare/inputs.js";
import { applies } from "/static/producer/prepare/rows.js";

/**
 * @param at what every control knows: store, table, id, w, called; a `place` of its own where the
 *   page has more forms
 * @param description the table's
 * @returns {{ node: HTMLElement, sync: () => void, focus: () => void }}
 */
export function form(at, description) {
  const fields = description.fields.filter(({ key }) => key !== "kind").map((field) => shell(at, field));
  const general = h("ul.errors", { role: "status" });
  const node = h("form", { onsubmit: (event) => { event.preventDefault(); at.store.flush(); } }, general, fields.map((one) => one.node));

  function sync() {
    const row = at.store.row(at.table, at.id);
    if (!row) return;
    const errors = at.store.errors(at.table, at.id);
    const told = new Set();
    for (const one of fields) {
      one.node.hidden = !applies(one.field, row);
      if (one.node.hidden) continue;
      const own = errors.filter(({ key }) => key === one.field.key || key?.startsWith(`${one.field.key}.`));
      own.forEach((error) => told.add(error));
      one.sync(own, at.draft && one.field.needed && empty(row, one.field));
    }
    const rest = errors.filter((error) => !told.has(error));
    general.replaceChildren(...rest.map(sentence));
  }

  const focus = () => node.querySelector("input:not([type=checkbox]), textarea, select")?.focus();
  return { node, sync, focus };
}

const empty = (row, field) => field.key.split(".").reduce((value, key) => value?.[key], row) === undefined;

/** What is wrong, in the page's language where that is known, else as the check says it. */
function sentence({ said, message, mend, odd }) {
  const node = h(odd ? "li.odd" : "li", { translate: false });
  if (said) node.append(said);
  else node.append(h("span", { lang: "en", textContent: [message, mend].filter(Boolean).join(": ") }));
  return node;
}

function shell(at, field) {
  const control = MAKERS[field.input](at, field);
  const own = `${at.place ?? ""}${field.key}-${field.only?.[1][0] ?? ""}`;
  const wrong = h("ul.errors", { role: "status", id: `wrong-${own}` });
  const asked = h("div.asked");
  const flag = field.input === "flag";
  const label = h(flag ? "span" : "p.label", { textContent: field.label });
  const help = field.help ? h("p.help", { id: `help-${own}`, textContent: field.help }) : null;
  const head = flag ? h("label.flag", {}, control.node, label) : label;
  const node = h("div.field", { data: { field: field.key, input: field.input } }, head, flag ? null : control.node, help, asked, wrong);
  const langs = control.langs ?? [""];

  function sync(errors, lacking) {
    control.sync();
    const bad = errors.filter(({ odd }) => !odd);
    node.classList.toggle("wrong", bad.length > 0);
    node.classList.toggle("lacking", Boolean(lacking));
    const said = lacking && !bad.length ? [h("li.odd", { textContent: at.w.needed })] : errors.map(sentence);
    const drawn = said.map((one) => one.outerHTML).join("");
    if (wrong.dataset.drawn !== drawn) wrong.replaceChildren(...said);
    wrong.dataset.drawn = drawn;
    const about = [help, wrong].filter((one) => one?.childNodes.length).map((one) => one.id).join(" ");
    for (const input of node.querySelectorAll("input, textarea, select")) {
      input.setAttribute("aria-invalid", String(bad.length > 0));
      if (about) input.setAttribute("aria-describedby", about);
      else input.removeAttribute("aria-describedby");
    }
    ask();
  }

  /** Where somebody else wrote the same field meanwhile, both stand there. */
  function ask() {
    const open = langs.map((lang) => [lang, at.store.conflict(at.table, at.id, field, lang)]).filter(([, theirs]) => theirs);
    const drawn = JSON.stringify(open);
    if (asked.dataset.drawn === drawn) return;
    asked.dataset.drawn = drawn;
    asked.replaceChildren(...open.map(([lang, theirs]) => {
      const settle = (mine) => { at.store.settle(at.table, at.id, field, lang, mine); };
      const what = theirs.now === undefined || theirs.now === "" ? at.w.nothing : typeof theirs.now === "object" ? JSON.stringify(theirs.now) : String(theirs.now);
      return h("div.both", { role: "alert" },
        h("p", { textContent: lang && langs.length > 1 ? `${at.w.both} (${spoken(lang)})` : at.w.both }),
        h("blockquote", { textContent: what, dir: "auto", translate: false }),
        h("div.acts", {}, button(at.w.theirs, () => settle(false), { className: "theirs" }), button(at.w.mine, () => settle(true), { className: "mine gold" })));
    }));
  }

  return { node, sync, field };
}
