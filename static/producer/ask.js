// One request to the API and its answer, in the language of the page.

const PATIENCE_MS = 10_000;

/**
 * @returns {Promise<{ok: true, body: any} | {ok: false, text: string}>} `text` is for a person: what was refused, and why
 */
export async function ask(method, url, body, words) {
  const headers = { Accept: "application/json, application/problem+json", "Accept-Language": document.documentElement.lang };
  const request = { method, headers, credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) };
  if (method !== "GET") {
    headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body ?? {});
  }
  try {
    const response = await fetch(url, request);
    const text = await response.text();
    const json = text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : null;
    if (response.ok) return { ok: true, body: json };
    return { ok: false, text: [json?.title, json?.detail].filter(Boolean).join("\n") || `${response.status} ${response.statusText}` };
  } catch {
    return { ok: false, text: words.unreached };
  }
}
