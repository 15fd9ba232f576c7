// What of a picture has to stay in sight: touched, or moved by the arrow keys.

import { h, url } from "/static/producer/prepare/h.js";

const STEP = 0.05;
const MIDDLE = [0.5, 0.5];
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
const kept = (share) => Math.round(Math.min(1, Math.max(0, share)) * 100) / 100;

/** A point of the picture in the field `field.of` of the same row. */
export function point(at, field) {
  const { store, table, id } = at;
  const picture = h("img", { alt: "", draggable: false });
  const mark = h("i");
  const node = h("button.point", { type: "button", data: { key: field.key }, aria: { label: field.label } }, picture, mark);
  const now = () => store.value(table, id, field) ?? MIDDLE;
  function put(across, down) {
    store.set(table, id, field, "", [kept(across), kept(down)]);
    store.flush();
    sync();
  }

  node.addEventListener("click", (event) => {
    if (event.detail === 0) return; // Enter and Space choose nothing
    const box = picture.getBoundingClientRect();
    put((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  });
  node.addEventListener("keydown", (event) => {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    put(now()[0] + step[0], now()[1] + step[1]);
  });

  function sync() {
    const path = store.value(table, id, { key: field.of });
    node.disabled = !path;
    const drawn = `${path ?? ""} ${store.version()}`;
    if (path && node.dataset.drawn !== drawn) picture.src = url(path);
    node.dataset.drawn = drawn;
    const [across, down] = now();
    [mark.style.left, mark.style.top] = [`${across * 100}%`, `${down * 100}%`];
    node.setAttribute("aria-label", `${field.label}: ${Math.round(across * 100)} %, ${Math.round(down * 100)} %`);
  }

  return { node, sync };
}
