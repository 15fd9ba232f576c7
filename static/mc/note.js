// The producer's note: it stands until somebody at this tablet has understood it.

import { tablet } from "/static/mc/tablet.js";

/** @param send asks the server, and says on the panel what it refuses */
export function notes(send) {
  const region = document.querySelector('[data-region="note"]');

  /** What this tablet has answered is over here, whatever the other one does. */
  function draw() {
    const note = region.querySelector("[data-note]");
    if (!note) return;
    const seen = note.dataset.seen.split(" ");
    note.hidden = seen.includes(tablet().tablet) || seen.includes("all");
  }

  async function understood(button) {
    button.disabled = true;
    await send("/api/note/seen", { note: Number(button.dataset.understood), ...tablet() });
    // Drawn anew once the server has it; until then it may be pressed again.
    button.disabled = false;
  }

  region.addEventListener("click", (event) => {
    const button = event.target.closest("[data-understood]");
    if (button) understood(button);
  });
  new MutationObserver(draw).observe(region, { childList: true });
  draw();
}
