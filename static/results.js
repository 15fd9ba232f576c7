// Keeps the list of winners new without loading the page anew: whoever reads on stays where they
// are. What is not recognisably this page changes nothing: a portal may answer in its place.

const EVERY_MS = 30_000;
const PATIENCE_MS = 10_000;

async function renew() {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const request = { cache: "no-store", redirect: "manual", signal };
    const answer = await fetch(location.href, request);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector('script[src="/static/results.js"]')) return;
    for (const part of ["header", "main", "footer"]) {
      const [old, fresh] = [document, page].map((whole) => whole.querySelector(`body > ${part}`));
      if (!old || !fresh) return;
      if (old.innerHTML !== fresh.innerHTML) old.replaceChildren(...fresh.childNodes);
    }
  } catch {
    // Nobody answers: the next time will do.
  }
}

setInterval(() => { if (!document.hidden) renew(); }, EVERY_MS);
document.addEventListener("visibilitychange", () => { if (!document.hidden) renew(); });
