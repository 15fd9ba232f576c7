// One request of the producer's, and what to read of its answer, in the language of the page.

import { command } from "/static/command.js";
import { ours } from "/static/ours.js";

const PATIENCE_MS = 10_000;
const LIST_MS = 60_000;

/**
 * Makes the function that asks; it resolves to `{ok: true, body}` or `{ok: false, word, text, said,
 * silent}`: the word of the problem, why it was refused, for a person, all that the server said of
 * it, and whether it said nothing.
 * @param {{now: () => number, sure: () => Promise<void>, up: () => boolean}} link
 * @param {() => number} epoch of what the page shows, a rehearsal or the evening
 */
export function asking(words, link, epoch = () => 0) {
  const ours = {
    "foreign-origin": words.elsewhere,
    "late": words.late,
    "no-key": words.locked,
    "wrong-role": words.locked,
  };
  return async (method, url, body) => {
    // Without a link nobody knows the server's time, and so not until when this is meant.
    if (!link.up()) return { ok: false, text: words.cut_off };
    // What is asked at the first sign of life waits until its time is known.
    if (method === "GET") await link.sure();
    const how = { method, patience: PATIENCE_MS, epoch: epoch() };
    const reply = await command(url, body, link.now(), how);
    if (reply.ok) return { ok: true, body: reply.answer };
    const silence = reply.foreign ? words.intercepted : words.unreached;
    if (reply.silent) return { ok: false, silent: true, text: silence };
    return { ok: false, word: reply.word, text: ours[reply.word] ?? reply.detail, said: reply.said };
  };
}

/** Makes the function that sends a list of works; it resolves as what is asked does. */
export function listing(words, link) {
  return async (list, choices) => {
    if (!link.up()) return { ok: false, text: words.cut_off };
    const headers = { "accept-language": document.documentElement.lang, "content-type": "application/octet-stream" };
    const request = { method: "POST", headers, body: list, cache: "no-store", redirect: "manual" };
    request.signal = AbortSignal.timeout(LIST_MS);
    try {
      const response = await fetch(`/api/show/import?${new URLSearchParams(choices)}`, request);
      const said = ours(response.status, await response.text(), ({ version }) => typeof version === "string");
      if (!said) return { ok: false, silent: true, text: words.intercepted };
      if (response.ok) return { ok: true, body: said };
      return { ok: false, word: said.word, text: said.detail, said };
    } catch {
      return { ok: false, silent: true, text: words.unreached };
    }
  };
}

/** Makes the function that sends a file; it resolves to `{path}`, or to `{text}` that says why not. */
export function sending(words) {
  return async (file, purpose) => {
    const query = new URLSearchParams({ name: file.name, purpose });
    const headers = { "accept-language": document.documentElement.lang, "content-type": "application/octet-stream" };
    try {
      const request = { method: "POST", headers, body: file, cache: "no-store", redirect: "manual" };
      const response = await fetch(`/api/show/media?${query}`, request);
      const said = ours(response.status, await response.text(), ({ path }) => typeof path === "string");
      if (!said) return { text: words.intercepted };
      return response.ok ? { path: said.path } : { text: said.detail };
    } catch {
      return { text: words.unreached };
    }
  };
}
