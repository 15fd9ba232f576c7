// A picture of a line as the stage would show it. It is drawn from the show as it is stored, and
// knows no winner.

import { h } from "/static/producer/prepare/h.js";

const WIDTH_PX = 1280; // of the stage that is drawn, whatever room there is for it

/**
 * @param at what every control knows: store, id, w
 * @param {[string, string][]} steps the parts of a line that has several, with their names
 */
export function preview(at, steps) {
  const frame = h("iframe", { title: at.w.preview, tabIndex: -1, loading: "lazy" });
  const box = h("div.preview-box", {}, frame);
  const choose = steps.length ? h("select", { aria: { label: at.w.preview } }, steps.map(([step, said]) => new Option(said, step))) : null;
  const node = h("figure.preview", {}, h("figcaption", {}, h("span", { textContent: at.w.preview }), choose), box);
  let drawn = "";

  function sync() {
    const cue = choose ? `${at.id}/${choose.value}` : at.id;
    const address = `/producer/preview?cue=${encodeURIComponent(cue)}&of=${at.store.version()}`;
    if (address === drawn) return;
    drawn = address;
    // In place: the browser's "back" is for the page, and not for its pictures.
    if (frame.contentWindow && frame.isConnected) frame.contentWindow.location.replace(address);
    else frame.src = address;
  }

  choose?.addEventListener("change", sync);
  new ResizeObserver(() => box.style.setProperty("--scale", box.clientWidth / WIDTH_PX)).observe(box);
  return { node, sync };
}
