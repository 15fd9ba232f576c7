// The four parts of the page. Each is a place of its address, so that a reload, a link and the
// browser's "back" keep it.

const USUAL = "tonight";

/** @param {(tab: string) => void} opened hears which part is shown, also at the start */
export function tabs(opened) {
  const main = document.querySelector("main");
  const links = [...document.querySelectorAll(".tabs a")];
  const names = links.map((link) => link.hash.slice(1));

  function show() {
    const [asked, part] = location.hash.slice(1).split("/");
    const tab = names.includes(asked) ? asked : USUAL;
    main.dataset.tab = tab;
    links.forEach((link, at) => {
      if (names[at] === tab) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    opened(tab);
    // The editor's parts are its own.
    if (tab !== "prepare" && part) document.getElementById(part)?.scrollIntoView();
  }

  addEventListener("hashchange", show);
  // Where the address says so already, it does not change.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.button[href^='#']");
    if (link && link.hash === location.hash) show();
  });
  // The language is chosen without leaving the part.
  for (const link of document.querySelectorAll(".languages a")) {
    link.addEventListener("click", () => { link.hash = location.hash; });
  }
  show();
}
