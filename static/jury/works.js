// Which work is on the screen: the address says so, and a work is covered until its juror has
// opened it, so that a conflict of interest is declared before the work is seen.

let articles = [];
let drawer = "";
let seen = new Set();

const isShown = (article) => !article.hidden;

function turn() {
  const id = decodeURIComponent(location.hash.slice(1));
  const article = articles.find((one) => one.id === id);
  const wide = matchMedia("(min-width: 64rem)").matches;
  const shown = article ?? (wide ? articles[0] : null);
  document.body.dataset.view = article ? "work" : "list";
  for (const one of articles) one.hidden = one !== shown;
  for (const link of document.querySelectorAll("[data-work]")) {
    const on = link.dataset.work === shown?.dataset.entry;
    if (on) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const film of document.querySelectorAll("video")) film.pause();
  if (!article) return;
  article.focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

function uncover(article) {
  seen.add(article.dataset.entry);
  try {
    localStorage.setItem(drawer, JSON.stringify([...seen]));
  } catch { /* it is asked again next time */ }
  cover(article);
  article.focus({ preventScroll: true });
}

/** A work that its juror stood aside from has nothing beneath. */
function cover(article, done = article.querySelectorAll(":checked").length) {
  const body = article.querySelector("[data-body]");
  if (!body) return;
  body.hidden = done === 0 && !seen.has(article.dataset.entry);
  article.querySelector("[data-cover]").hidden = !body.hidden;
}

export const works = {
  /** Once a page, before the first work is shown. */
  begin(list, where) {
    [articles, drawer] = [list, where];
    try {
      seen = new Set(JSON.parse(localStorage.getItem(drawer)) ?? []);
    } catch { /* none was seen */ }
    addEventListener("hashchange", turn);
    matchMedia("(min-width: 64rem)").addEventListener("change", turn);
    turn();
  },
  show: cover,
  uncover,
  /** Brings one criterion of a work before the juror. */
  open(entry, criterion) {
    const article = articles.find((one) => one.dataset.entry === entry);
    if (!article) return;
    if (!isShown(article)) location.hash = article.id;
    const field = article.querySelector(`[data-criterion="${CSS.escape(criterion)}"]`);
    requestAnimationFrame(() => field?.scrollIntoView({ block: "nearest" }));
  },
};
