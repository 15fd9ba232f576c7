// A file of the show: dropped on its place, or chosen. It is sent as it is; the server looks into
// it, keeps it, and says where; the row then names it by an edit like any other.

import { button, h, url } from "/static/producer/prepare/h.js";

/** @param send sends a file; resolves to `{ path }` or `{ text }` */
export function file(at, field) {
  const { store, table, id, w } = at;
  const film = field.takes.startsWith("video");
  const sheet = field.takes === "text/css";
  const purpose = film ? "clip" : sheet ? "style" : "picture";
  const picker = h("input", { type: "file", accept: field.takes, hidden: true });
  const shown = h("div.shown");
  const note = h("p.answer", { role: "status" });
  const choose = button(w.pick, () => picker.click(), { aria: { label: `${w.pick}: ${field.label}` }, data: { key: field.key } });
  const away = button(w.take_away, () => { store.set(table, id, field, "", undefined); store.flush(); }, { aria: { label: `${w.take_away}: ${field.label}` } });
  const drop = h("div.drop", {}, shown, h("div.drop-words", {}, h("p.help", { textContent: w.drop }), h("div.acts", {}, choose, away), note), picker);

  async function take(chosen) {
    if (!chosen || choose.disabled) return;
    choose.disabled = true;
    [note.className, note.textContent] = ["answer busy", w.sending];
    const sent = await at.send(chosen, purpose);
    choose.disabled = false;
    [note.className, note.textContent] = sent.path ? ["answer", ""] : ["answer refused", sent.text];
    if (!sent.path) return;
    store.set(table, id, field, "", sent.path);
    store.flush();
  }

  picker.addEventListener("change", () => { take(picker.files[0]); picker.value = ""; });
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take(event.dataTransfer.files[0]);
  });

  function sync() {
    const path = store.value(table, id, field);
    away.hidden = !path;
    const drawn = `${path ?? ""} ${store.version()}`;
    if (shown.dataset.drawn === drawn) return;
    shown.dataset.drawn = drawn;
    if (!path) return shown.replaceChildren(h("i.none", { aria: { hidden: "true" } }));
    // A style sheet has no picture: the stage is what it looks like.
    if (sheet) return shown.replaceChildren(h("code", { textContent: path.replace(/^media\//, "") }));
    const media = film ? h("video", { src: url(path), muted: true, preload: "metadata", controls: true }) : h("img", { src: url(path), alt: "" });
    // What was chosen a moment ago is served once the show has it.
    media.onerror = () => { if (store.value(table, id, field) === path) setTimeout(() => { if (media.isConnected) media.src = `${url(path)}?${Date.now()}`; }, 1500); };
    shown.replaceChildren(media);
  }

  return { node: drop, sync };
}
