// The tables of the show file as data: their rows, what these go by, and who points to whom.

const at = (table, path) => path.split(".").reduce((value, key) => value?.[key], table);

/** What a key of a row holds; dots lead into tables. */
export const held = (row, key) => at(row ?? {}, key);

/** The row with this key set; undefined takes it away. */
export function put(row, key, value) {
  const [head, ...rest] = key.split(".");
  const { [head]: old, ...others } = row;
  const next = rest.length ? put(old ?? {}, rest.join("."), value) : value;
  const empty = next === undefined || (rest.length && Object.keys(next).length === 0);
  return empty ? others : { ...others, [head]: next };
}

/** What a row goes by in an edit, as the server names it. */
function named(row) {
  if (row.id !== undefined) return row.id;
  if (row.kind === "award" && row.award) return row.award;
  if (row.kind === "ballot" && row.ballot && row.step) return `${row.ballot}/${row.step}`;
  return row.kind ?? "";
}

/** The rows of a table that has many, with their names: `[{ name, row }]`. */
export function rows(show, table) {
  const found = at(show, table);
  const seen = new Set();
  return (Array.isArray(found) ? found : []).map((row, n) => {
    const own = named(row);
    const name = own && !seen.has(own) ? own : `#${n + 1}`;
    seen.add(name);
    return { name, row };
  });
}

/** An id that nothing has, made from a text. */
export function freshId(show, tables, text, usual) {
  const taken = new Set(tables.flatMap(({ table }) => rows(show, table).map(({ row }) => row.id)));
  const plain = text.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const base = plain.replace(/^[^a-z0-9]+|-+$/g, "").slice(0, 48).replace(/-+$/, "");
  const id = base || usual;
  for (let n = 1; ; n += 1) {
    const tried = n === 1 && base ? id : `${id}-${n}`;
    if (!taken.has(tried)) return tried;
  }
}

/** Whether a field has a meaning in a row. */
export const applies = (field, row) => !field.only || field.only[1].includes(held(row, field.only[0]));

/**
 * The edits without which a row cannot go: whatever needs it goes too, whatever else names it
 * forgets it. The row itself is the last.
 * @returns {{ edits: object[], gone: { table: string, name: string }[] }}
 */
export function removal(show, tables, table, name) {
  const edits = [];
  const gone = [];
  const id = rows(show, table).find((one) => one.name === name)?.row.id;
  const points = (field) => field.of === table && id !== undefined;
  const forget = (other, where, row) => {
    for (const field of other.fields.filter((field) => points(field) && applies(field, row))) {
      const value = held(row, field.key);
      if (field.input === "row" && value === id) {
        if (field.needed && where) return false;
        edits.push({ table: other.table, ...where, key: field.key });
      } else if (Array.isArray(value) && value.includes(id)) {
        const rest = value.filter((one) => one !== id);
        edits.push({ table: other.table, ...where, key: field.key, ...(rest.length ? { value: rest } : {}) });
      }
    }
    return true;
  };
  for (const other of tables) {
    if (!other.add) {
      forget(other, null, at(show, other.table) ?? {});
      continue;
    }
    // From the last to the first, so that numbers in the place of names stay true.
    for (const one of rows(show, other.table).reverse()) {
      if (other.table === table && one.name === name) continue;
      if (forget(other, { id: one.name }, one.row)) continue;
      const also = removal(show, tables, other.table, one.name);
      const fresh = also.gone.filter((it) => !gone.some((known) => known.table === it.table && known.name === it.name));
      if (!fresh.length) continue;
      edits.push(...also.edits);
      gone.push(...also.gone);
    }
  }
  const mine = { table, id: name, remove: true };
  const known = (edit) => JSON.stringify(edit);
  const unique = [...new Map([...edits, mine].map((edit) => [known(edit), edit])).values()];
  return { edits: unique, gone: [...gone, { table, name }] };
}

/**
 * What a row cannot do without: an award by the hall has a ballot, and a running order that is
 * written gives every award.
 * @param {object} row as it will be
 * @param {boolean} isNew
 */
export function companions(show, tables, table, row, isNew) {
  if (table !== "award") return [];
  const edits = [];
  const cues = rows(show, "cue");
  const own = cues.find(({ row: cue }) => cue.kind === "award" && cue.award === row.id);
  const before = own ?? cues.find(({ row: cue }) => cue.kind === "results");
  const place = before ? { before: before.name } : {};
  const ballot = rows(show, "ballot").find(({ row: ballot }) => ballot.award === row.id);
  const voted = ["audience", "blend"].includes(row.decided_by);
  if (voted && !ballot) {
    const id = freshId(show, tables, `${row.id}-vote`, "vote");
    edits.push({ table: "ballot", add: { id, award: row.id, seconds: 90 } });
    for (const step of cues.length ? ["open", "close", "result"] : []) {
      edits.push({ table: "cue", add: { kind: "ballot", ballot: id, step }, ...place });
    }
  }
  if (!voted && ballot) edits.push(...removal(show, tables, "ballot", ballot.name).edits);
  if (isNew && cues.length) edits.push({ table: "cue", add: { kind: "award", award: row.id }, ...place });
  return edits;
}
