// Scores by the keyboard: digits give one, Delete takes it back; the arrow keys are the browser's
// own.

const NEXT_DIGIT_MS = 900;

/** @param {number} scale the highest score */
export function keyboard(scale, give, clear) {
  let typed = { field: null, text: "", at: 0 };

  addEventListener("keydown", (event) => {
    const field = event.target.closest?.("[data-criterion]");
    if (!field || field.disabled || event.target.type !== "radio") return;
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      clear(field);
    } else if (/^\d$/.test(event.key)) {
      event.preventDefault();
      give(field.closest("article").dataset.entry, field.dataset.criterion, number(field, event));
    }
  });

  /** "1" and then "0" is 10 where there is a 10; a digit beyond the scale begins anew. */
  function number(field, event) {
    const goes = typed.field === field && event.timeStamp - typed.at < NEXT_DIGIT_MS;
    const longer = goes ? typed.text + event.key : event.key;
    const text = Number(longer) <= scale ? longer : event.key;
    typed = { field, text, at: event.timeStamp };
    const score = Math.min(Number(text), scale);
    field.querySelector(`input[value="${score}"]`)?.focus();
    return score;
  }
}
