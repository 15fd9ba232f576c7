// Keys and clickers: from a key to an action of the panel. What is typed is never an action, and
// what has the focus gets its own keys first.

const ACTIONS = {
  PageDown: "go", ArrowRight: "go", " ": "go", Enter: "go",
  PageUp: "back", ArrowLeft: "back",
  b: "blackout", B: "blackout", ".": "blackout",
  Escape: "escape",
};

// Where everything but Escape belongs to whoever types, chooses or slides.
const FIELDS = `textarea, select, audio, video,
  input:not([type=button], [type=submit], [type=reset], [type=checkbox], [type=radio],
    [type=image], [type=file], [type=color]),
  [contenteditable]:not([contenteditable=false i]),
  [role=textbox], [role=searchbox], [role=combobox], [role=listbox], [role=spinbutton],
  [role=slider], [role=tree], [role=grid], [role=menu], [role=menubar]`;
// Where the arrows go from one choice to the next.
const CHOICES = `input[type=radio], [role=radio], [role=tab], [role=option], [role=menuitem],
  [role=scrollbar], [role=separator]`;
const PRESSES = [" ", "Enter"];

/**
 * Whether the key is the focused element's own. Space and Enter are GO's where GO or nothing has
 * the focus.
 */
function owns(target, key) {
  if (key === "Escape" || !(target instanceof Element)) return false;
  if (target.closest(FIELDS)) return true;
  if (key.startsWith("Arrow") && target.closest(CHOICES)) return true;
  if (!PRESSES.includes(key)) return false;
  return !target.matches("html, body") && !target.closest("[data-go]");
}

/**
 * Calls `act(action, "key")` for every key that means one; where Space or Enter falls on the bare
 * page, `act(action, "page")`.
 */
export function keys(act) {
  const listen = (type, press) => addEventListener(type, (event) => {
    // A clicker's "start the slides" would reload the page in the middle of the show.
    if (event.key === "F5" && !event.ctrlKey && !event.altKey && !event.metaKey) return event.preventDefault();
    if (event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const action = ACTIONS[event.key];
    if (!action) return;
    if (owns(event.target, event.key)) {
      // A button presses itself once for a key, however long that key is held.
      const again = event.repeat && event.key === "Enter";
      if (again && !event.target.closest(FIELDS)) event.preventDefault();
      return;
    }
    // Before anything else hears of it, and on the way up too: the page would scroll, GO press
    // itself.
    event.preventDefault();
    event.stopPropagation();
    const bare = PRESSES.includes(event.key) && !event.target.closest?.("[data-go]");
    if (press && !event.repeat) act(action, bare ? "page" : "key");
  }, { capture: true });
  listen("keydown", true);
  listen("keyup", false);
}
