// One request to the API and its answer. Nothing is ever repeated: an old tap must not reach the
// stage. What is not recognisably our answer is none.

import { intercepted, ours } from "/static/ours.js";

const ANSWER_MS_MAX = 3000;

const isText = (...values) => values.every((value) => typeof value === "string");
const isCount = (line) => isText(line?.entry) && Number.isInteger(line.votes);

// What a 200 of ours holds, by the end of its address. All others tell what became of a command.
const HOLDS = [
  [/\/tally$/, (said) => Array.isArray(said) && said.length > 0 && said.every(isCount)],
  [/^\/api\/envelopes\/[^/]+\/open$/, (said) => Array.isArray(said.winners)],
  [/\/revoke$/, (said) => isText(said.role, said.key, said.link)],
  [/^\/chair\//, (said) => isText(said.html)],
  [/^\/api\/show\/file$/, (said) => isText(said.version) && typeof said.show === "object"],
  // What became of it stands in a frame.
  [/^\/api\/(jury\/|shortlist$)/, () => true],
  [/\/identify$/, (said) => isText(said.name)],
  [/^/, (said) => Number.isInteger(said.revision) && isText(said.cue)],
];

/**
 * Asks for `path`; waits at most `patience` ms, and asks to be refused after that.
 * @param {number} now the server's time in ms
 * @returns {Promise<{ok: boolean, answer?: object, word?: string, detail?: string,
 *   said?: object, silent?: boolean, foreign?: boolean, until: number}>} `said`: all of a problem;
 *   `silent`: nobody knows what became of it; `foreign`: because something else answered;
 *   `until`: the server's time from which it is refused
 */
export async function command(path, body, now, { method = "POST", patience = ANSWER_MS_MAX, juror, epoch } = {}) {
  const until = Math.round(now + patience);
  const headers = {
    "accept-language": document.documentElement.lang,
    // What a bad network delivers late asks to be refused rather than obeyed.
    "palmares-valid-until": String(until),
    // Whose sheet this page shows: the cookie may be another juror's by now.
    ...(juror ? { "palmares-juror": juror } : {}),
    // Which evening this page shows: what is meant for a rehearsal must not act on the real one.
    ...(epoch ? { "palmares-epoch": String(epoch) } : {}),
  };
  const request = { method, headers, cache: "no-store", redirect: "manual" };
  request.signal = AbortSignal.timeout(patience);
  if (method !== "GET") {
    headers["content-type"] = "application/json";
    request.body = JSON.stringify(body ?? {});
  }
  try {
    const response = await fetch(path, request);
    const [, fits] = HOLDS.find(([address]) => address.test(path.split("?")[0]));
    const said = ours(response.status, await response.text(), fits);
    if (!said) return { ok: false, silent: true, foreign: intercepted(response.status), until };
    if (response.ok) return { ok: true, answer: said, until };
    return { ok: false, word: said.word, detail: said.detail, said, until };
  } catch {
    return { ok: false, silent: true, until };
  }
}
