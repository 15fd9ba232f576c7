// One request of the producer's, and what to read of its answer, in the language of the page.

import { command } from "/static/command.js";

const PATIENCE_MS = 10_000;

/**
 * Makes the function that asks; it resolves to `{ok: true, body}` or `{ok: false, word, text}`:
 * the word of the problem, and what was refused and why, for a person.
 * @param {{now: () => number, up: () => boolean}} link
 */
export function asking(words, link) {
  const ours = {
    "foreign-origin": words.elsewhere,
    "late": words.late,
    "no-key": words.locked,
    "wrong-role": words.locked,
  };
  return async (method, url, body) => {
    // Without a link nobody knows the server's time, and so not until when this is meant.
    if (!link.up()) return { ok: false, text: words.cut_off };
    const how = { method, patience: PATIENCE_MS };
    const reply = await command(url, body, link.now(), how);
    if (reply.ok) return { ok: true, body: reply.answer };
    const silence = reply.foreign ? words.intercepted : words.unreached;
    if (reply.silent) return { ok: false, text: silence };
    const said = [reply.title, reply.detail].filter(Boolean).join("\n");
    return { ok: false, word: reply.word, text: ours[reply.word] ?? said };
  };
}
