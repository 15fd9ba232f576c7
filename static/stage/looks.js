// What lies over or beneath every scene of a stage: the show's own style sheets, and the name of a
// screen that somebody looks for.

const NAME_MS = 8000;

/** Follows the style sheets that a frame names: the new ones are there before the old ones go. */
export function theme() {
  let named = [...document.querySelectorAll("link.theme")].map((link) => link.getAttribute("href")).join(" ");
  return (frame) => {
    const wanted = frame.regions.theme ?? "";
    if (wanted === named || !("theme" in frame.regions)) return;
    named = wanted;
    const old = [...document.querySelectorAll("link.theme")];
    const fresh = wanted.split(" ").filter(Boolean).map((href) => Object.assign(document.createElement("link"), { rel: "stylesheet", className: "theme", href }));
    const here = fresh.map((link) => new Promise((done) => { link.onload = link.onerror = done; }));
    document.head.append(...fresh);
    Promise.all(here).then(() => old.forEach((link) => link.remove()));
  };
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
