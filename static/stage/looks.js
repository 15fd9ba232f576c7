// What lies over or beneath every scene of a stage: the show's own style sheets, and the name of a
// screen that somebody looks for.

const NAME_MS = 8000;
const AGAIN_MS = 1000; // until a style sheet that did not come is asked for again

/**
 * Follows the style sheets that a frame names: the new ones are there before the old ones go. While
 * one of them cannot be loaded the old ones stay, and it is asked for again.
 */
export function theme() {
  const links = () => [...document.querySelectorAll("link.theme")];
  let named = links().map((link) => link.getAttribute("href")).join(" ");
  return ({ regions }) => {
    if (!("theme" in regions) || (regions.theme ?? "") === named) return;
    named = regions.theme ?? "";
    change(named);
  };

  async function change(wanted) {
    if (wanted !== named) return; // another one is wanted since
    const old = links();
    const fresh = wanted.split(" ").filter(Boolean).map((href) => Object.assign(document.createElement("link"), { rel: "stylesheet", className: "theme", href }));
    const here = fresh.map((link) => new Promise((done) => {
      link.onload = () => done(true);
      link.onerror = () => done(false);
    }));
    document.head.append(...fresh);
    const loaded = (await Promise.all(here)).every(Boolean);
    for (const link of loaded ? old : fresh) link.remove();
    if (!loaded) setTimeout(change, AGAIN_MS, wanted);
  }
}

/** Lights this screen's name up for some seconds; a blackout puts it out. */
export function identify({ identify: name }, stage) {
  stage.querySelector(".identify")?.remove();
  if (stage.querySelector(".blackout")) return;
  const sign = document.createElement("div");
  sign.className = "identify";
  const text = document.createElement("b");
  text.textContent = name;
  sign.append(text);
  stage.append(sign);
  setTimeout(() => sign.remove(), NAME_MS);
}
