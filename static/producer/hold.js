// Press and hold to look at a secret: long enough to be meant, shown only while held, gone from the
// page afterwards.

const HOLD_MS = 700;
const HINT_MS = 2000;

/** @param say puts an answer beside a button */
export function holds(words, ask, say) {
  const veil = document.getElementById("held");
  let holding = null;

  function start(button) {
    stop();
    const mine = { button, shown: false };
    mine.timer = setTimeout(() => look(mine), HOLD_MS);
    holding = mine;
    button.classList.add("holding");
  }

  function stop() {
    if (!holding) return;
    const { button, timer, asked } = holding;
    holding = null;
    clearTimeout(timer);
    button.classList.remove("holding");
    veil.hidden = true;
    veil.querySelector(".body").replaceChildren();
    veil.querySelector(".kicker").textContent = "";
    if (!asked) say(button, "hint", words.keep_holding, HINT_MS);
  }

  async function look(mine) {
    mine.asked = true;
    const { hold, url, name, lang } = mine.button.dataset;
    const result = await ask(hold === "tally" ? "GET" : "POST", url, {});
    // Whoever has let go meanwhile sees nothing.
    if (holding !== mine) return;
    if (!result.ok) {
      stop();
      say(mine.button, "refused", result.text);
      return;
    }
    const kicker = veil.querySelector(".kicker");
    kicker.textContent = name;
    kicker.lang = lang;
    veil.classList.toggle("counting", hold === "tally");
    veil.querySelector(".body").replaceChildren(...(hold === "tally" ? tally(result.body) : envelope(result.body)));
    veil.hidden = false;
  }

  /** The entry as the page writes it elsewhere: with its brackets and its languages. */
  function part(id, name, otherwise) {
    const known = document.querySelector(`[data-region="choices"] [data-entry="${CSS.escape(id)}"] .${name}`);
    if (known) return known.cloneNode(true);
    const node = document.createElement("span");
    node.className = name;
    node.dir = "auto";
    node.translate = false;
    node.textContent = otherwise;
    return node;
  }

  function line(...parts) {
    const node = document.createElement("p");
    node.append(...parts);
    return node;
  }

  const work = ({ id, title, team }) => line(part(id, "title", title), part(id, "team", team));

  /** What was sealed with the winners, under its name. */
  function beside(name, ...parts) {
    const node = document.createElement("div");
    node.className = "beside";
    node.append(line(veil.dataset[name]), ...parts);
    return node;
  }

  const reads = (lang) => document.documentElement.lang.split("-")[0] === lang.split("-")[0];

  function quote([lang, text]) {
    const node = line(text);
    if (lang) node.lang = reads(lang) ? document.documentElement.lang : lang;
    Object.assign(node, { dir: "auto", translate: false });
    return node;
  }

  function envelope({ winners, mention = [], second = [], citation }) {
    const said = typeof citation === "string" ? [["", citation]] : Object.entries(citation ?? {});
    said.sort(([one], [other]) => reads(other) - reads(one));
    return [
      ...(winners.length ? winners.map(work) : [line(words.no_winner)]),
      ...(said.length ? [beside("citation", ...said.map(quote))] : []),
      ...(mention.length ? [beside("mention", ...mention.map(work))] : []),
      ...(second.length ? [beside("second", ...second.map(work))] : []),
    ];
  }

  function tally(counts) {
    const most = (a, b) => b.votes - a.votes;
    return [...counts].sort(most).map(({ entry, votes }) => {
      const number = document.createElement("b");
      const shown = votes.toLocaleString(document.documentElement.lang);
      number.textContent = `${shown} ${votes === 1 ? words.vote : words.votes}`;
      const node = line(part(entry, "title", entry), number);
      node.className = "count";
      return node;
    });
  }

  const target = (event) => event.target.closest?.("button.hold");
  addEventListener("pointerdown", (event) => {
    const button = target(event);
    if (button && event.isPrimary && event.button === 0) start(button);
  });
  addEventListener("keydown", (event) => {
    const button = target(event);
    if (!button || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    if (!event.repeat && !event.isComposing) start(button);
  });
  addEventListener("contextmenu", (event) => { if (target(event) || holding) event.preventDefault(); });
  // On the window: the button may have been redrawn under the finger.
  for (const name of ["pointerup", "pointercancel", "keyup", "blur", "pagehide"]) addEventListener(name, stop, true);
  document.addEventListener("visibilitychange", stop);
}
