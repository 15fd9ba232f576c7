// One command to the server and its answer. Nothing is ever repeated: an old tap must not reach the stage.

const ANSWER_MS_MAX = 3000;

/**
 * Posts `body` to `path`.
 * @param {number} now the server's time in ms
 * @returns {Promise<{ok: boolean, silent?: boolean, status?: number, type?: string, detail?: string, answer?: object}>}
 */
export async function command(path, body, now) {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "accept-language": document.documentElement.lang,
        // A request that a bad network delivers late asks to be refused rather than obeyed.
        "palmares-valid-until": String(Math.round(now + ANSWER_MS_MAX)),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return { ok: true, answer };
    return { ok: false, status: response.status, type: answer.type, detail: answer.detail };
  } catch {
    return { ok: false, silent: true };
  }
}
