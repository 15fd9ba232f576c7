// What the producer says: notes to the MC, and messages over everything on stage. The fields lie
// outside every region, so that a frame never wipes what somebody is typing.

import { holds } from "/static/hold.js";

/**
 * @param {(button: Element) => Promise<boolean>} post does what a button says; true once it is done
 * @param say puts an answer beside a button
 */
export function messages(words, post, say) {
  /** A field of its own: what was typed is the button's until it has gone out. */
  async function send(field, button) {
    const text = field.value.trim();
    if (!text) return field.focus();
    button.dataset.body = JSON.stringify({ text });
    if (await post(button) && field.value.trim() === text) field.value = "";
  }

  const note = document.querySelector("[data-note-form]");
  note.addEventListener("submit", (event) => {
    event.preventDefault();
    send(note.elements.text, note.querySelector("button"));
  });

  // Return is no hold.
  document.querySelector("[data-message-form]").addEventListener("submit", (event) => event.preventDefault());

  let last = null;
  const hint = (text) => say(last, "hint", text, 2500);
  for (const type of ["pointerdown", "click"]) {
    addEventListener(type, ({ target }) => { last = target.closest?.('[data-press="hold"]') ?? last; }, true);
  }
  const raise = (button) => {
    const field = button.closest("form")?.elements.text;
    if (field) send(field, button);
    else post(button);
  };
  holds(raise, () => hint(words.once_more), () => hint(words.hold_on));
}
