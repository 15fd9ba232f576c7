// Long presses for what cannot be taken back: elements with `data-press="hold"`.

/**
 * How long a press has to be held, in ms; `hold.css` fills the button, and `mc.css` the ring, in
 * the same time.
 */
export const HOLD_MS = 800;
const CONFIRM_MS = 3000;

/**
 * Calls `fire(element)` once an element with `data-press="hold"` has been held.
 * Assistive technology presses without a pointer: there a second press confirms the first, and
 * `again` says so; `short` answers a press that was let go too soon.
 */
export function holds(fire, again, short) {
  let timer = 0;
  let held = null;
  let asked = null;

  const stop = () => {
    clearTimeout(timer);
    held?.removeAttribute("data-holding");
    held = null;
  };

  addEventListener("pointerdown", (event) => {
    stop();
    const element = event.target.closest?.('[data-press="hold"]');
    if (!element || element.disabled || !event.isPrimary || event.button) return;
    held = element;
    element.setAttribute("data-holding", "");
    timer = setTimeout(() => { stop(); fire(element); }, HOLD_MS);
  });
  addEventListener("pointerup", () => { if (held) short(); });
  for (const type of ["pointerup", "pointercancel", "blur"]) addEventListener(type, stop);

  addEventListener("click", (event) => {
    const element = event.target.closest?.('[data-press="hold"]');
    if (!element || event.detail !== 0) return;
    // By what it does: a frame may have drawn the button anew between the two presses.
    const what = `${element.dataset.post} ${element.dataset.body}`;
    if (asked?.what === what && performance.now() - asked.at < CONFIRM_MS) {
      asked = null;
      return fire(element);
    }
    asked = { what, at: performance.now() };
    again();
  });
}
