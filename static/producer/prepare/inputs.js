// One maker for each kind of input. A control is `{ node, sync }`: `sync` brings it up to what the
// store holds, and leaves alone what somebody is typing in.

import { first, shown, whole as retold } from "/static/producer/prepare/text.js";
import { file } from "/static/producer/prepare/file.js";
import { point } from "/static/producer/prepare/point.js";
import { fill, h } from "/static/producer/prepare/h.js";

/** The name of a language in the language of the page. */
export function spoken(tag) {
  try {
    return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** One field for one value. What is still being composed, as Chinese is, is not typed yet. */
function line(at, field, lang, node, read = (written) => written) {
  const { store, table, id } = at;
  const text = (value) => (value === undefined ? "" : String(value).replaceAll("\r\n", "\n"));
  let composing = false;
  const put = () => { if (!composing) store.set(table, id, field, lang, read(node.value)); };
  node.addEventListener("compositionstart", () => { composing = true; });
  node.addEventListener("compositionend", () => { composing = false; put(); });
  node.addEventListener("input", put);
  node.addEventListener("change", () => store.flush());
  node.dataset.key = lang ? `${field.key}.${lang}` : field.key;
  const sync = () => {
    const now = text(store.value(table, id, field, lang));
    if (!composing && text(read(node.value)) !== now) node.value = now;
  };
  return { node, sync };
}

function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

/** A text has a field in each language of the show, beside each other. */
function text(at, field) {
  const languages = at.store.languages();
  const many = field.input === "passage";
  const controls = languages.map((lang, n) => {
    const node = many ? h("textarea", { rows: 3 }) : h("input", { type: "text", autocomplete: "off" });
    Object.assign(node, { lang, dir: "auto", translate: false });
    const control = line(at, field, lang, node);
    const sync = () => {
      control.sync();
      const one = first(at.store.value(at.table, at.id, field, languages[0]), languages);
      node.placeholder = n > 0 && one ? fill(at.w.as_first, spoken(languages[0])) : "";
      if (many) grow(node);
    };
    if (many) node.addEventListener("input", () => grow(node));
    const label = languages.length > 1 ? h("small", { textContent: spoken(lang) }) : null;
    node.setAttribute("aria-label", languages.length > 1 ? `${field.label} · ${spoken(lang)}` : field.label);
    return { node: h("label", {}, label, node), sync, lang };
  });
  return {
    node: h("div.languages-beside", {}, controls.map((control) => control.node)),
    sync: () => controls.forEach((control) => control.sync()),
    langs: languages,
  };
}

const whole = (written) => (written.trim() === "" ? undefined : /^-?\d+$/.test(written.trim()) ? Number(written) : written);
const fraction = (written) => (written.trim() === "" || Number.isNaN(Number(written)) ? written.trim() || undefined : Number(written));
const plain = (written) => written || undefined;

const short = (properties, read) => (at, field) =>
  line(at, field, "", h("input", { autocomplete: "off", spellcheck: false, aria: { label: field.label }, ...properties }), read);

function number(at, field) {
  return short({ type: "text", inputMode: "numeric", className: "number" }, whole)(at, field);
}

const two = (n) => String(n).padStart(2, "0");

/** The offset from UTC of this machine's place at a local time, as `+08:00`. */
function offsetAt(local) {
  const minutes = -new Date(local).getTimezoneOffset();
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${two(hours)}:${two(rest)}`;
}

/** A day and a time. Its offset stays as it was written; a first one is that of this machine. */
function moment(at, field) {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i;
  const written = () => parts.exec(String(at.store.value(at.table, at.id, field) ?? ""));
  const node = h("input", { type: "datetime-local", data: { key: field.key }, aria: { label: field.label } });
  const offset = h("span.offset");
  node.addEventListener("change", () => {
    const local = node.value.slice(0, 16);
    const [, , , known] = written() ?? [];
    at.store.set(at.table, at.id, field, "", local ? `${local}:00${known ?? offsetAt(local)}` : undefined);
    at.store.flush();
  });
  const sync = () => {
    const [, day, time, known] = written() ?? [];
    const now = day ? `${day}T${time}` : "";
    if (document.activeElement !== node && node.value.slice(0, 16) !== now) node.value = now;
    offset.textContent = known ? `UTC${known.toUpperCase() === "Z" ? "" : known}` : "";
  };
  return { node: h("div.beside", {}, node, offset), sync };
}

function colour(at, field) {
  const control = short({ type: "text", className: "hex", maxLength: 9, placeholder: "#d8b56a" }, plain)(at, field);
  const well = h("input", { type: "color", tabIndex: -1, aria: { hidden: "true" } });
  well.addEventListener("change", () => { at.store.set(at.table, at.id, field, "", well.value); at.store.flush(); });
  const sync = () => {
    control.sync();
    const now = at.store.value(at.table, at.id, field);
    well.value = /^#[0-9a-f]{6}$/i.test(now ?? "") ? now : "#000000";
  };
  return { node: h("div.beside", {}, well, control.node), sync };
}

function flag(at, field) {
  const node = h("input", { type: "checkbox", data: { key: field.key }, aria: { label: field.label } });
  node.addEventListener("change", () => {
    at.store.set(at.table, at.id, field, "", node.checked === field.default ? undefined : node.checked);
    at.store.flush();
  });
  return { node, sync: () => { node.checked = at.store.value(at.table, at.id, field) ?? field.default; } };
}

function select(at, field, options, empty) {
  // What a line is about stays: it goes by that name.
  const fixed = at.table === "cue" && !at.draft && ["award", "ballot", "step"].includes(field.key);
  const node = h("select", { data: { key: field.key }, aria: { label: field.label }, disabled: fixed });
  node.addEventListener("change", () => {
    const next = node.value || undefined;
    const put = () => {
      at.store.set(at.table, at.id, field, "", next);
      at.store.flush();
    };
    at.sureOf(field, next, put, sync);
  });
  const sync = () => {
    const now = at.store.value(at.table, at.id, field);
    const all = options();
    if (now !== undefined && !all.some(([value]) => value === now)) all.push([now, now]);
    const drawn = JSON.stringify(all);
    if (node.dataset.drawn !== drawn) {
      node.replaceChildren(...(empty(now) ? [new Option(at.w.nothing, "")] : []), ...all.map(([value, said]) => new Option(said, value)));
      node.dataset.drawn = drawn;
    }
    node.value = now ?? (empty(now) ? "" : all[0]?.[0] ?? "");
  };
  return { node, sync };
}

const choice = (at, field) => select(at, field, () => [...field.options], (now) => field.needed && now === undefined);

function row(at, field) {
  const options = () => at.store.list(field.of).filter((one) => !one.draft && one.row.id)
    .map((one) => [one.row.id, at.called(field.of, one.row)]);
  return select(at, field, options, (now) => !field.needed || now === undefined);
}

/** Several of many, in the order in which they were chosen. */
function several(at, field, options) {
  const node = h("div.several", { role: "group", data: { key: field.key }, aria: { label: field.label } });
  const sync = () => {
    const now = at.store.value(at.table, at.id, field) ?? [];
    const all = options();
    for (const one of now) if (!all.some(([value]) => value === one)) all.push([one, one]);
    const drawn = JSON.stringify([now, all]);
    if (node.dataset.drawn === drawn) return;
    node.dataset.drawn = drawn;
    const focus = document.activeElement?.value;
    const inside = node.contains(document.activeElement);
    const ordered = [...all].sort(([one], [other]) => (now.indexOf(one) + 1 || 1e6) - (now.indexOf(other) + 1 || 1e6));
    node.replaceChildren(...ordered.map(([value, said]) => {
      const box = h("input", { type: "checkbox", value, checked: now.includes(value) });
      box.addEventListener("change", () => {
        const rest = now.filter((one) => one !== value);
        const next = box.checked ? [...rest, value] : rest;
        at.store.set(at.table, at.id, field, "", next.length ? next : undefined);
        at.store.flush();
      });
      const place = now.includes(value) && now.length > 1 ? h("b", { textContent: now.indexOf(value) + 1 }) : null;
      return h("label", {}, box, h("span", { textContent: said, dir: "auto" }), place);
    }));
    if (inside) [...node.querySelectorAll("input")].find((box) => box.value === focus)?.focus();
  };
  return { node, sync };
}

function severalRows(at, field) {
  const own = () => at.store.list(field.of).filter((one) => !one.draft && one.row.id)
    .map((one) => [one.row.id, at.called(field.of, one.row)]);
  return several(at, field, () => [...own(), ...field.options]);
}

const offered = ["zh-Hant-HK", "zh-Hans", "en"];
const languages = (at, field) => several(at, field, () => offered.map((tag) => [tag, spoken(tag)]));

/** A line for every item, in each language. */
function texts(at, field) {
  const tags = at.store.languages();
  const areas = tags.map((lang) => {
    const node = h("textarea", { rows: 4, lang, data: { key: `${field.key}.${lang}` }, aria: { label: `${field.label} · ${spoken(lang)}` } });
    node.addEventListener("input", () => {
      grow(node);
      const lines = areas.map(({ node: area }) => area.value.split("\n"));
      const count = Math.max(...lines.map((own) => own.findLastIndex((one) => one.trim()) + 1));
      const old = at.store.value(at.table, at.id, field) ?? [];
      const mine = lines[tags.indexOf(lang)];
      const item = (n) => {
        const typed = mine[n] ?? "";
        return (shown(old[n], tags, lang) === typed ? old[n] : retold(old[n], tags, { [lang]: typed })) ?? "";
      };
      const next = Array.from({ length: count }, (_, n) => item(n));
      at.store.set(at.table, at.id, field, "", count ? next : undefined);
    });
    node.addEventListener("change", () => at.store.flush());
    return { node, lang };
  });
  const sync = () => {
    const now = at.store.value(at.table, at.id, field) ?? [];
    for (const { node, lang } of areas) {
      if (document.activeElement === node) continue;
      node.value = now.map((one) => shown(one, tags, lang)).join("\n");
      requestAnimationFrame(() => grow(node));
    }
  };
  const labels = areas.map(({ node, lang }) => h("label", {}, tags.length > 1 ? h("small", { textContent: spoken(lang) }) : null, node));
  return { node: h("div.languages-beside", {}, labels), sync };
}

/** The steps of an award's line, each with a field of its own. */
function steps(at, field) {
  const own = field.steps.map(([step, said]) => {
    const one = { ...field, key: `${field.key}.${step}`, label: `${field.label} · ${said}`, help: "", input: field.lines ? "passage" : "number" };
    const control = MAKERS[one.input](at, one);
    return { node: h("div.step", {}, h("span.step-name", { textContent: said }), control.node), sync: control.sync };
  });
  const node = h("details.steps", {}, h("summary", { textContent: `${at.w.steps} · ${field.label}` }), own.map((one) => one.node));
  return { node, sync: () => own.forEach((one) => one.sync()) };
}

/** A field for each work that stands in the final, by its id; they come and go with the works. */
function each(at, field) {
  const body = h("div");
  let own = [];
  const sync = () => {
    const works = at.store.list(field.of).filter(({ row, draft }) => !draft && row.id && row.finalist !== false && !row.withdrawn);
    const drawn = JSON.stringify(works.map(({ row }) => row.id));
    if (body.dataset.drawn !== drawn) {
      body.dataset.drawn = drawn;
      own = works.map(({ row }) => {
        const name = h("span.step-name", { dir: "auto", translate: false });
        const one = { ...field, key: `${field.key}.${row.id}`, help: "", input: field.lines ? "passage" : "number" };
        one.label = `${field.label} · ${at.called(field.of, row)}`;
        const control = MAKERS[one.input](at, one);
        return { id: row.id, name, node: h("div.step", {}, name, control.node), sync: control.sync };
      });
      body.replaceChildren(...own.map((one) => one.node));
    }
    own.forEach((one, n) => {
      const said = at.called(field.of, works[n].row);
      if (one.name.textContent !== said) one.name.textContent = said;
      one.sync();
    });
  };
  return { node: h("details.steps", {}, h("summary", { textContent: field.label }), body), sync };
}

export const MAKERS = {
  text,
  passage: text,
  line: short({ type: "text" }, plain),
  date: short({ type: "date" }, plain),
  moment,
  number,
  weight: short({ type: "text", inputMode: "decimal", className: "number" }, fraction),
  colour,
  file,
  point,
  flag,
  choice,
  row,
  rows: severalRows,
  languages,
  texts,
  steps,
  each,
};
