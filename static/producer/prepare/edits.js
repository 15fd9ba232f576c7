// What is sent of what was typed: the edits of one row, and a row that is new.

import { applies, companions, freshId, held, rows } from "/static/producer/prepare/rows.js";
import { retyped } from "/static/producer/prepare/text.js";

/** Whether a row has not yet what the file demands of it. */
export const lacks = (description, row) => description.fields.some((field) =>
  field.needed && applies(field, row) && held(row, field.key) === undefined);

/**
 * @param group a row's `table` and `id`, and what was `typed` into it
 * @param {object} old the row as the file has it
 * @param {object} row as it will be
 */
export function changes(show, tables, languages, group, old, row) {
  const at = { table: group.table, ...(group.id === null ? {} : { id: group.id }) };
  const edits = [];
  for (const key of new Set(group.typed.map((one) => one.field.key))) {
    const own = group.typed.filter((one) => one.field.key === key);
    if (!own[0].lang) {
      edits.push({ ...at, key, ...(own[0].value === undefined ? {} : { value: own[0].value }) });
      continue;
    }
    const said = Object.fromEntries(own.map((one) => [one.lang, one.value]));
    for (const [below, text] of retyped(held(old, key), languages, said)) {
      edits.push({ ...at, key: below ? `${key}.${below}` : key, ...(text === null ? {} : { value: text }) });
    }
  }
  const { fields } = tables.find((one) => one.table === group.table);
  const steers = new Set(fields.filter((field) => field.only).map((field) => field.only[0]));
  if (!group.typed.some((one) => steers.has(one.field.key))) return [...edits, ...emptied(at, old, row, group.typed)];
  // What has no meaning any more goes.
  const meant = fields.filter((field) => applies(field, row)).map((field) => field.key);
  const keys = fields.map((field) => field.key).filter((key) => !meant.includes(key));
  const left = edits.filter((edit) => !keys.includes(edit.key));
  const written = keys.filter((key) => held(old, key) !== undefined);
  // The emptied table goes behind its keys, however the file writes it.
  const whole = new Set(written.filter((key) => key.includes(".")).map((key) => key.split(".")[0]));
  const gone = [...written, ...whole].map((key) => ({ ...at, key }));
  const decides = group.typed.some((one) => one.field.key === "decided_by");
  return [...left, ...gone, ...(decides ? companions(show, tables, group.table, row, false) : [])];
}

/** A table within a table that stands once goes with the last of its keys: it would lack them. */
function emptied(at, old, row, typed) {
  if ("id" in at) return [];
  const within = new Set(typed.map((one) => one.field.key).filter((key) => key.includes(".")).map((key) => key.split(".")[0]));
  const empty = [...within].filter((key) => held(old, key) !== undefined && held(row, key) === undefined);
  return empty.map((key) => ({ ...at, key }));
}

/**
 * A row that the file has not yet.
 * @returns {{ edits: object[], sent: { name?: string, row: object } }} with what it goes by then
 */
export function addition(show, tables, { table, row, before, sent }) {
  const description = tables.find((one) => one.table === table);
  const points = table === "cue" && { award: row.award, ballot: `${row.ballot}/${row.step}` }[row.kind];
  let next = row;
  if (table !== "partner" && !points) {
    const title = held(next, description.called || "title");
    const texts = typeof title === "string" ? [title] : Object.values(title ?? {});
    const text = texts.find((one) => /[a-z0-9]/i.test(one)) ?? "";
    const usual = table === "cue" ? next.kind : table.split(".").pop();
    // One that was sent before and not answered must not come twice.
    const again = rows(show, table).some(({ name }) => name === sent?.name) ? undefined : sent?.name;
    next = { id: again ?? freshId(show, tables, text, usual), ...next };
  }
  // A place that is gone meanwhile is no place any more.
  const place = rows(show, table).some(({ name }) => name === before) ? { before } : {};
  const edits = [{ table, add: next, ...place }, ...companions(show, tables, table, next, true)];
  return { edits, sent: { name: points || next.id, row: next } };
}

const sorted = (value) => (value === null || typeof value !== "object" || Array.isArray(value) ? value
  : Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, below]) => [key, sorted(below)])));

/**
 * The name under which the file has a row that was sent. Two desks may have sent one of the same
 * name: what it is called by tells them apart.
 */
export function found(show, description, { name, row }) {
  const { table, called } = description;
  const told = (one) => JSON.stringify(sorted(name && called ? one[called] : one));
  const is = (one) => (!name || one.name === name) && told(one.row) === told(row);
  return rows(show, table).findLast(is)?.name;
}
