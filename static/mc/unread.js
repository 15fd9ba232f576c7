// What edits have changed under the MC's hands: each line is marked until it was seen.
//
// Seen is of this device, and kept in this tab. Whoever speaks has to have read it themselves: what
// one of two MCs has looked at says nothing of the other. And what was seen moves nothing on stage,
// so that the evening's record need not know of it.

const KEPT = "mc-seen";
// What stands still so long under a hand that moves the list has been looked at.
const LOOK_MS = 1200;

const $ = (selector) => document.querySelector(selector);

/** @param {() => void} heard is called when more has been seen */
export function unread(heard) {
  const seen = new Map(kept());
  let fresh = new Map(); // what has changed: the last revision, by cue
  let [revision, scene, deck] = [0, "", {}];
  let timer = 0;

  const since = (cue) => Math.max(fresh.get(cue) ?? 0, cue === deck.cue ? Number(deck.changed ?? 0) : 0);
  const isNew = (cue) => since(cue) > (seen.get(cue) ?? 0);

  function see(...cues) {
    const news = cues.filter(isNew);
    for (const cue of news) seen.set(cue, since(cue));
    if (!news.length) return;
    keep([...seen]);
    draw();
    heard();
  }

  /** @param {object} next the frame that is drawn; `on` what its deck says of what comes next */
  function update(next, on) {
    // A clean evening counts from the start again.
    if (next.revision < revision) seen.clear();
    const moved = scene !== next.scene;
    [revision, scene, deck] = [next.revision, next.scene, on];
    const lines = [...document.querySelectorAll('[data-region="rundown"] .cue')];
    const changed = $('[data-region="marks"] i').dataset.changed.split(" ").filter(Boolean);
    const pairs = changed.map((one) => one.split(":").map(Number));
    fresh = new Map(pairs.map(([number, at]) => [lines[number]?.dataset.jump, at]));
    draw();
    // What is on stage is said; an edit after that is new again.
    if (moved) see(scene);
  }

  function draw() {
    const mark = $('[data-region="marks"] .fresh');
    const lines = [...document.querySelectorAll('[data-region="rundown"] .cue')];
    for (const line of lines) {
      const is = fresh.has(line.dataset.jump) && isNew(line.dataset.jump);
      line.classList.toggle("fresh", is);
      const put = line.querySelector(".mark.fresh");
      if (is && !put) line.querySelector(".name").after(mark.cloneNode(true));
      if (!is) put?.remove();
    }
    const count = lines.filter((line) => line.classList.contains("fresh")).length;
    const button = $(".to-rundown");
    if (count) button.dataset.fresh = count;
    else delete button.dataset.fresh;
    $("section.next").toggleAttribute("data-fresh", isNew(deck.cue));
    $("section.script").toggleAttribute("data-fresh-ahead", isNew(deck.cue));
    $("section.script").toggleAttribute("data-fresh-here", isNew(scene));
  }

  // What a finger, a focus or a moved list has brought before somebody's eyes.

  function touched({ target }) {
    const line = target.closest?.(".cue");
    if (line) see(line.dataset.jump);
    else if (target.closest?.(".spoken.here, section.now")) see(scene);
    else if (target.closest?.(".spoken.ahead, section.next")) see(deck.cue);
  }

  function look() {
    const box = $("[data-scroll]").getBoundingClientRect();
    const inView = (line) => {
      const { top, bottom, height } = line.getBoundingClientRect();
      return height > 0 && top >= box.top - 1 && bottom <= box.bottom + 1;
    };
    const lines = [...document.querySelectorAll('[data-region="rundown"] .cue.fresh')];
    see(...lines.filter(inView).map((line) => line.dataset.jump));
  }

  function browsed() {
    clearTimeout(timer);
    timer = setTimeout(look, LOOK_MS);
  }

  addEventListener("pointerdown", touched);
  addEventListener("focusin", touched);
  for (const type of ["wheel", "touchmove", "pointerup", "keydown"]) {
    $("[data-scroll]").addEventListener(type, browsed, { passive: true });
  }
  $(".to-rundown").addEventListener("click", browsed);

  return {
    update,
    /** Whether an edit has changed what is on deck, and nobody has read it here. */
    asks: () => "changed" in deck && Number(deck.changed) > (seen.get(deck.cue) ?? 0),
    read: () => see(deck.cue),
  };
}

// A browser may refuse to keep anything: then what was seen is known until the page is left.

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

function keep(seen) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(seen));
  } catch { /* it is full, or closed */ }
}
