// Peeking into the envelope that is on deck: the names are in the page only while the finger is
// down.

/** @param send asks the server, and says on the panel what it refuses */
export function peeks(send) {
  let shown = null;
  let wish = 0;
  const stop = () => { wish += 1; shown?.remove(); shown = null; };
  const start = async (event) => {
    stop();
    const button = event.target.closest?.("[data-peek]");
    if (!button) return;
    const mine = wish;
    const reply = await send(`/api/envelopes/${button.dataset.peek}/open`, { as: "mc" });
    if (mine !== wish || !reply?.ok) return;
    shown = Object.assign(document.createElement("div"), { className: "peeked" });
    for (const winner of reply.answer.winners ?? []) {
      const line = shown.appendChild(Object.assign(document.createElement("p"), { translate: false }));
      line.append(apart(winner.title), " · ", apart(winner.team));
    }
    document.querySelector("section.script").append(shown);
  };
  addEventListener("pointerdown", (event) => { if (event.isPrimary) start(event); });
  addEventListener("keydown", (event) => {
    if ([" ", "Enter"].includes(event.key) && !event.repeat && !event.isComposing) start(event);
  });
  const ends = ["pointerup", "pointercancel", "keyup", "blur", "pagehide"];
  ends.forEach((type) => addEventListener(type, stop));
  document.addEventListener("visibilitychange", stop);
}

/** A name that keeps its direction to itself. */
function apart(text) {
  const name = document.createElement("bdi");
  name.textContent = plain(text);
  return name;
}
const plain = (text) => typeof text === "string" ? text : Object.values(text ?? {})[0] ?? "";
