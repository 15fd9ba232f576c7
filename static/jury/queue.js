// What a juror wrote and the server has not confirmed yet. It is kept on this device, survives a
// reload, and is sent once and in order, one at a time. A score sent again is the same score: its
// change number says so.

import { intercepted, ours } from "/static/ours.js";

const ANSWER_MS_MAX = 8000;
const AGAIN_MS = [300, 700, 1500, 3000];

const isTold = ({ status }) => typeof status === "string";
const cell = ({ path, body }) => `${path} ${body.entry} ${body.criterion ?? ""}`;

/**
 * @param {string} drawer where it is kept
 * @param {string} juror whose sheet it is
 * @param {{changed: () => void, answered: (item: object, reply: object) => void}} on `answered`
 *   hears what became of an item that waits no more
 */
export function queue(drawer, juror, on) {
  let items = [];
  items = read();
  let unstored = false;
  let flying = null;
  let failures = 0;
  let timer = 0;

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(drawer));
      return Array.isArray(kept) ? kept.filter((item) => item?.path && item.body) : [];
    } catch {
      return items;
    }
  }

  function keep() {
    try {
      if (items.length) localStorage.setItem(drawer, JSON.stringify(items));
      else localStorage.removeItem(drawer);
    } catch {
      unstored = true;
    }
    on.changed();
  }

  /** A newer value of what still waits takes its place, at the end. */
  function put(path, body) {
    if (!unstored) items = read();
    items = items.filter((item) => cell(item) !== cell({ path, body }) || same(item, flying));
    items.push({ path, body });
    keep();
    flush();
  }

  const same = (one, other) => Boolean(other) && one.path === other.path && JSON.stringify(one.body) === JSON.stringify(other.body);

  async function flush() {
    clearTimeout(timer);
    if (flying || !items.length) return;
    flying = items[0];
    on.changed();
    const reply = await tell(flying);
    const sent = flying;
    flying = null;
    if (reply.silent) {
      timer = setTimeout(flush, AGAIN_MS[Math.min(failures, AGAIN_MS.length - 1)]);
      failures += 1;
      return on.changed();
    }
    failures = 0;
    if (!unstored) items = read();
    items = items.filter((item) => !same(item, sent));
    on.answered(sent, reply);
    keep();
    flush();
  }

  /** `silent`: nobody knows what became of it, or it was not stored; it goes again. */
  async function tell({ path, body }) {
    const headers = { "content-type": "application/json", "accept-language": document.documentElement.lang, "palmares-juror": juror };
    const request = { method: "POST", headers, body: JSON.stringify(body), cache: "no-store", redirect: "manual" };
    try {
      const response = await fetch(path, { ...request, signal: AbortSignal.timeout(ANSWER_MS_MAX) });
      const said = ours(response.status, await response.text(), isTold);
      if (!said) return { silent: true, foreign: intercepted(response.status) };
      if (response.ok) return { ok: true, answer: said };
      // Without a key nothing is refused: it waits for the one who has it.
      const waits = response.status >= 500 || [401, 403, 429].includes(response.status);
      return waits ? { silent: true } : { ok: false, word: said.word, detail: said.detail };
    } catch {
      return { silent: true };
    }
  }

  // Another tab of this browser writes the same drawer.
  addEventListener("storage", (event) => {
    if (event.key !== drawer) return;
    items = read();
    on.changed();
  });
  return {
    put, flush,
    items: () => items,
    size: () => items.length,
    failing: () => failures > 0,
    unstored: () => unstored,
  };
}
