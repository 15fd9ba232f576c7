// The show file as the editor has it: what the server holds, what was typed on top of that, and how
// the one becomes the other. What was typed stays in the browser until the server has stored it:
// over a lost link, over a reload, and beside what somebody else has written meanwhile.

import { addition, changes, found as foundAs, lacks } from "/static/producer/prepare/edits.js";
import { keepTyped, keepVersion, keptTyped, keptVersion } from "/static/producer/prepare/kept.js";
import { companions, held, put, removal, rows } from "/static/producer/prepare/rows.js";
import { shown, whole } from "/static/producer/prepare/text.js";

const SAVE_MS = 700;
const RETRY_MS = 3000;

const isText = (field) => field.input === "text" || field.input === "passage";
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * @param {object[]} tables the description of the forms
 * @param ask asks the server
 * @param {() => boolean} linked
 * @param {() => void} changed is called after whatever is to be seen has changed
 */
export function store(tables, ask, linked, changed) {
  let file = null;
  let broken = false;
  let typed = new Map(); // by place: { table, id, field, lang, value, base, was?, theirs? }
  let drafts = []; // rows that the file has not yet: { table, id, row, before, sent?, late? }
  const became = new Map(); // what such a row goes by since it is in the file, by row
  const refused = new Map(); // what is wrong with what was sent, by row
  let note = "";
  let mine = null; // the version that the last change of one's own left
  let stepped = null; // what was undone or redone last: { way, fields }
  let state = "saved";
  let timer = 0;
  let queue = Promise.resolve(); // one request after the other

  const place = (table, id, key, lang) => JSON.stringify([table, id, key, lang]);
  const rowKey = (table, id) => JSON.stringify([table, id]);
  const languages = () => file?.show.show?.languages ?? ["en"];
  const draftOf = (table, id) => drafts.find((draft) => draft.table === table && draft.id === id);
  const fieldsOf = (table) => tables.find((one) => one.table === table);

  // ── What is there ──────────────────────────────────────────────────────────────────────────────

  /** A row of the file, or of a table that stands once (`id` null). */
  function written(table, id) {
    if (!file) return undefined;
    const draft = draftOf(table, id);
    if (draft) return draft.row;
    if (id === null) return held(file.show, table) ?? {};
    return rows(file.show, table).find((one) => one.name === id)?.row;
  }

  const inFile = (table, id, field, lang) => {
    const value = held(written(table, id), field.key);
    return isText(field) ? shown(value, languages(), lang) : value;
  };

  /** What stands in a field now. */
  function value(table, id, field, lang = "") {
    const own = typed.get(place(table, id, field.key, lang));
    return own ? own.value : inFile(table, id, field, lang);
  }

  /** A row with what was typed into it. */
  function row(table, id) {
    let now = written(table, id);
    if (!now) return now;
    for (const one of typed.values()) {
      if (one.table !== table || one.id !== id) continue;
      const next = one.lang ? whole(held(now, one.field.key), languages(), { [one.lang]: one.value }) : one.value;
      now = put(now, one.field.key, next);
    }
    return now;
  }

  /** All rows of a table, those that are not in the show yet in their places. */
  function list(table) {
    const found = file ? rows(file.show, table).map(({ name }) => ({ name, row: row(table, name) })) : [];
    for (const draft of drafts.filter((one) => one.table === table)) {
      const at = found.findIndex(({ name }) => name === draft.before);
      found.splice(at < 0 ? found.length : at, 0, { name: draft.id, row: draft.row, draft: true });
    }
    return found;
  }

  /** Everything that is wrong with a row, beside its fields. */
  function errors(table, id) {
    const about = (one) => one.table === table && (id === null || one.id === id);
    const standing = file ? [...file.errors, ...file.warnings.map((one) => ({ ...one, odd: true }))] : [];
    const sent = refused.get(rowKey(table, id)) ?? [];
    return [...sent, ...standing.filter(about)];
  }

  const conflict = (table, id, field, lang = "") => typed.get(place(table, id, field.key, lang))?.theirs;

  // ── What is typed ──────────────────────────────────────────────────────────────────────────────

  function set(table, oldId, field, lang, next) {
    const id = became.get(rowKey(table, oldId)) ?? oldId;
    refused.delete(rowKey(table, id));
    [note, stepped] = ["", null];
    const draft = draftOf(table, id);
    if (draft) {
      const old = held(draft.row, field.key);
      draft.row = put(draft.row, field.key, lang ? whole(old, languages(), { [lang]: next }) : next);
      draft.late?.push([field, lang, next]);
    } else {
      const key = place(table, id, field.key, lang);
      const before = typed.get(key);
      const base = before ? before.base : inFile(table, id, field, lang);
      // Where its number is all that a row goes by, the whole of it tells which one is meant.
      const was = id?.startsWith("#") ? before?.was ?? written(table, id) : undefined;
      const now = { table, id, field, lang, value: next, base, was };
      if (same(next ?? null, base ?? null) && !before?.theirs) typed.delete(key);
      else typed.set(key, before?.theirs ? { ...now, theirs: before.theirs } : now);
    }
    keep();
    wait(SAVE_MS);
    report();
  }

  /** Chooses between two that were typed at once. */
  function settle(table, id, field, lang, mine) {
    const key = place(table, id, field.key, lang);
    const own = typed.get(key);
    if (mine) typed.set(key, { ...own, base: own.theirs.now, theirs: undefined });
    else typed.delete(key);
    keep();
    wait(0);
    report();
  }

  function begin(table, row, before) {
    const id = `~${Date.now().toString(36)}`;
    drafts.push({ table, id, row, before });
    keep();
    wait(0);
    report();
    return id;
  }

  function discard(table, id) {
    drafts = drafts.filter((draft) => draft !== draftOf(table, id));
    typed.forEach((one, key) => { if (one.table === table && one.id === id) typed.delete(key); });
    refused.delete(rowKey(table, id));
    keep();
    report();
  }

  /** What was typed is kept in this browser's tab. */
  function keep() {
    const all = { show: file?.show.show?.id, typed: [...typed.values()].map(({ theirs: _, ...one }) => one), drafts };
    keepTyped(typed.size || drafts.length ? all : null);
  }

  function remember() {
    const all = keptTyped();
    if (!all || all.show !== file.show.show?.id) return;
    for (const one of all.typed) typed.set(place(one.table, one.id, one.field.key, one.lang), one);
    drafts = all.drafts;
    wait(0);
  }

  // ── What is sent ───────────────────────────────────────────────────────────────────────────────

  /** What waits to be stored, by row: each knows its edits as the file is now. */
  function waiting() {
    const groups = new Map();
    for (const draft of drafts.filter((one) => !lacks(fieldsOf(one.table), one.row))) {
      groups.set(rowKey(draft.table, draft.id), { table: draft.table, id: draft.id, draft, typed: [] });
    }
    for (const one of typed.values()) {
      if (one.theirs) continue;
      const key = rowKey(one.table, one.id);
      const group = groups.get(key) ?? { table: one.table, id: one.id, typed: [] };
      group.typed.push(one);
      groups.set(key, group);
    }
    return [...groups.values()];
  }

  function editsOf(group) {
    const { table, id, draft } = group;
    if (!draft) return changes(file.show, tables, languages(), group, written(table, id), row(table, id));
    const { edits, sent } = addition(file.show, tables, draft);
    // Kept, as an answer may be lost and the page be loaded anew.
    draft.sent = sent;
    return edits;
  }

  const wait = (ms) => { clearTimeout(timer); timer = setTimeout(flush, ms); };

  /** Sends what waits; resolves once it is answered. */
  function flush() {
    clearTimeout(timer);
    queue = queue.then(save).catch(() => {});
    return queue;
  }

  async function save() {
    if (!linked() || !file) return report();
    // What was sent and not answered may be in the file.
    if (drafts.some((draft) => draft.sent)) await read();
    const groups = waiting();
    if (!groups.length) return report();
    state = "saving";
    changed();
    let end = await send(groups, true);
    // What one row is wrong in does not hold the others back.
    if (end === "refused" && groups.length > 1) {
      for (const group of groups) {
        const left = free([group]);
        if (!left.length) continue;
        end = await send(left, true);
        if (end === "lost") break;
      }
    }
    if (end === "lost") wait(RETRY_MS);
    report();
  }

  async function send(groups, again) {
    const edits = groups.flatMap(editsOf);
    if (!edits.length) return finish(groups);
    for (const { draft } of groups) if (draft) draft.late = [];
    keep();
    const reply = await ask("POST", "/api/show/edit", { version: file.version, edits });
    if (reply.ok) {
      await load();
      own(reply.body.version);
      finish(groups);
      compare();
      return "saved";
    }
    // Without an answer nobody knows whether they are in the file.
    if (reply.silent || !reply.said) return "lost";
    if (reply.word === "stale-version" && again) {
      await read();
      const left = free(groups);
      return left.length ? send(left, false) : "refused";
    }
    tell(groups, reply);
    for (const { draft } of groups) if (draft) [draft.sent, draft.late] = [];
    keep();
    return "refused";
  }

  /** These without what somebody else wrote meanwhile, too. */
  function free(groups) {
    const left = groups.map((group) => ({ ...group, typed: group.typed.filter(isFree) }));
    return left.filter(({ draft, typed: own }) => (draft ? drafts.includes(draft) : own.length));
  }

  const isFree = (one) => {
    const now = typed.get(place(one.table, one.id, one.field.key, one.lang));
    return now === one && !now.theirs;
  };

  function finish(groups) {
    for (const { table, id, draft, typed: sent } of groups) {
      refused.delete(rowKey(table, id));
      for (const one of sent) {
        const key = place(one.table, one.id, one.field.key, one.lang);
        const now = typed.get(key);
        if (now === one) typed.delete(key);
        // More was typed meanwhile, on top of what is stored now.
        else if (now) typed.set(key, { ...now, base: one.value });
      }
      // It reads otherwise now, and is the same row.
      for (const [key, one] of typed) {
        if (one.was && one.table === table && one.id === id) typed.set(key, { ...one, was: written(table, id) });
      }
      if (draft) arrived(draft, draft.sent?.name ?? rows(file.show, table).at(-1)?.name);
    }
    keep();
  }

  /** A row that was sent is in the file, under this name. */
  function arrived(draft, name) {
    if (!name || !drafts.includes(draft)) return;
    drafts = drafts.filter((one) => one !== draft);
    refused.delete(rowKey(draft.table, draft.id));
    became.set(rowKey(draft.table, draft.id), name);
    renamed?.(draft.table, draft.id, name);
    for (const [field, lang, next] of draft.late ?? []) set(draft.table, name, field, lang, next);
  }

  /** Puts what the server refuses beside the rows that it is about. */
  function tell(groups, reply) {
    const all = reply.said.errors ?? [];
    for (const group of groups) {
      const name = group.draft?.sent?.name ?? group.id;
      const own = all.filter((one) => one.table === group.table && (name === null || one.id === name));
      const rest = all.filter((one) => !own.includes(one)).map((one) => ({ ...one, key: undefined }));
      const said = own.length || groups.length > 1 ? own : [...rest, ...(all.length ? [] : [{ said: reply.text }])];
      refused.set(rowKey(group.table, group.id), said);
    }
  }

  /** Edits that are made at once, and are not typed: a move, a removal. */
  function act(edits, version) {
    return order(() => ask("POST", "/api/show/edit", { version: version ?? file.version, edits }));
  }

  function step(way) {
    const tell = ({ fields }) => { stepped = { way, fields }; };
    return order(() => ask("POST", `/api/show/${way}`, { version: file.version }), tell);
  }

  /** Resolves to whether it was done, or to the whole reply where that is told elsewhere. */
  function order(request, done, whole = false) {
    flush();
    queue = queue.then(async () => {
      const reply = await request();
      [note, stepped] = [reply.ok || whole ? "" : wrong(reply), null];
      if (reply.ok) done?.(reply.body);
      await read();
      // Together with the file's own: between the two the last change would seem another's.
      if (reply.ok) own(reply.body.version);
      return whole ? reply : reply.ok;
    }).catch(() => false);
    return queue;
  }

  function own(version) {
    mine = version;
    keepVersion(version);
  }

  const wrong = ({ said, text }) => {
    const first = said?.errors?.[0];
    return first ? first.said ?? `${first.message} ${first.mend}`.trim() : text.split("\n").pop();
  };

  // ── What comes back ────────────────────────────────────────────────────────────────────────────

  async function load() {
    const isFirst = !file;
    const reply = await ask("GET", "/api/show/file", null);
    if (reply.ok) [file, broken] = [reply.body, false];
    else broken = reply.word === "bad-show";
    // Nobody else may change the show, and then nothing else would ask again.
    if (!reply.ok && !broken && linked()) setTimeout(read, RETRY_MS);
    if (!reply.ok) return;
    if (isFirst) {
      own(keptVersion() ?? file.version);
      remember();
    }
    for (const draft of [...drafts]) if (draft.sent) arrived(draft, foundAs(file.show, fieldsOf(draft.table), draft.sent));
  }

  async function read() {
    await load();
    if (file) compare();
    report();
  }

  /** What was typed and stands in the file now is done; what reads otherwise than before is asked. */
  function compare() {
    for (const [key, one] of typed) {
      const row = written(one.table, one.id);
      const there = one.was && !same(row, one.was) ? undefined : row;
      const now = there === undefined ? undefined : inFile(one.table, one.id, one.field, one.lang);
      if (there !== undefined && same(now ?? null, one.value ?? null)) typed.delete(key);
      else if (there === undefined || !same(now ?? null, one.base ?? null)) typed.set(key, { ...one, theirs: { now, gone: there === undefined } });
      else if (one.theirs) typed.set(key, { ...one, theirs: undefined });
    }
    keep();
  }

  function report() {
    const left = typed.size + drafts.length;
    if (!linked() && left) state = "kept";
    else state = left ? (refused.size || [...typed.values()].some((one) => one.theirs) || drafts.length ? "unsaved" : "saving") : "saved";
    changed();
  }

  let renamed = null;
  return {
    read: () => { queue = queue.then(read).catch(() => {}); return queue; },
    flush, value, row, list, errors, conflict, set, settle, begin, discard, act, step, languages,
    run: (request) => order(request, null, true),
    removal: (table, name) => ({ ...removal(file.show, tables, table, name), version: file.version }),
    /** What this choice in a row would take out of the show. */
    goneBy(table, id, field, next) {
      if (field.key !== "decided_by" || draftOf(table, id)) return [];
      const edits = companions(file.show, tables, table, put(row(table, id), field.key, next), false);
      return edits.filter((edit) => edit.remove).map((edit) => ({ table: edit.table, name: edit.id }));
    },
    isMine: () => mine === file?.version,
    lost: () => [...typed.values()].filter((one) => one.theirs?.gone),
    forget: (one) => { typed.delete(place(one.table, one.id, one.field.key, one.lang)); keep(); report(); },
    made: () => file?.made ?? [],
    version: () => file?.version ?? "",
    state: () => ({ state, note, stepped, broken, ready: Boolean(file), undo: file?.undo ?? false, redo: file?.redo ?? false }),
    onRenamed: (hear) => { renamed = hear; },
    linkChanged: (up) => { if (up) flush(); report(); },
  };
}
