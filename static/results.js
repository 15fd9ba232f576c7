// Keeps the list of winners new without loading the page anew: whoever reads on stays where they are.

const EVERY_MS = 30_000;
const PATIENCE_MS = 10_000;

async function renew() {
  try {
    const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of ["header", "main", "footer"]) {
      const [old, fresh] = [document, page].map((whole) => whole.querySelector(`body > ${part}`));
      if (!old || !fresh) return; // a portal's page, perhaps: what is known stays
      if (old.innerHTML !== fresh.innerHTML) old.replaceChildren(...fresh.childNodes);
    }
  } catch {
    // Nobody answers: the next time will do.
  }
}

setInterval(() => { if (!document.hidden) renew(); }, EVERY_MS);
document.addEventListener("visibilitychange", () => { if (!document.hidden) renew(); });
