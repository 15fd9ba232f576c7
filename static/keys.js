// Keys and clickers: from a key to an action of the panel. What is typed is never an action.

const ACTIONS = {
  PageDown: "go", ArrowRight: "go", " ": "go", Enter: "go",
  PageUp: "back", ArrowLeft: "back",
  b: "blackout", B: "blackout", ".": "blackout",
  Escape: "escape",
};

function types(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

/** Calls `act(action, "key")` for every key that means one. */
export function keys(act) {
  const listen = (type, press) => addEventListener(type, (event) => {
    // A clicker's "start the slides" would reload the page in the middle of the show.
    if (event.key === "F5" && !event.ctrlKey && !event.altKey && !event.metaKey) return event.preventDefault();
    if (event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const action = ACTIONS[event.key];
    if (!action || (types(event.target) && action !== "escape")) return;
    // Before anything else hears of it, and on the way up too: a focused button would press itself.
    event.preventDefault();
    event.stopPropagation();
    if (press && !event.repeat) act(action, "key");
  }, { capture: true });
  listen("keydown", true);
  listen("keyup", false);
}
