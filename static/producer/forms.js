// The forms: sealing, correcting, excluding a vote, approving a screen, back to the top. They lie
// outside every region, so that a frame never wipes what somebody is filling in.

/**
 * @param {() => boolean} linked whether the server can be heard
 * @param {() => number} epoch of what is on stage, a rehearsal or the evening
 */
export function forms(words, ask, linked, epoch) {
  const mending = document.getElementById("mend");

  /** Opens the form that a button asks for. */
  function open(button) {
    const dialog = document.getElementById(button.dataset.form);
    const form = dialog.querySelector("form");
    ready(form, button.dataset);
    if (form.dataset.kind === "approve") form.elements.name.value = button.dataset.name;
    if (form.dataset.kind === "rewind") {
      form.querySelector("[data-asks]").textContent = button.dataset.asks;
      form.dataset.epoch = epoch();
    }
    if (form.dataset.kind === "seal") {
      form.dataset.round = button.dataset.round ?? "";
      judge(form, button.dataset);
      rule(form, button.dataset.tally);
      if (button.dataset.who) form.querySelector("legend").textContent = button.dataset.who;
    }
    heed();
    dialog.showModal();
  }

  /**
   * What an open form stands on may go from under it: the server, or what it decides about. It says
   * so, keeps what was chosen, and cannot be sent.
   */
  function heed() {
    for (const form of document.querySelectorAll("form[data-kind]")) {
      const why = form.dataset.url ? hindrance(form) : "";
      let note = form.querySelector(".hindrance");
      if (!note) {
        note = document.createElement("p");
        note.className = "hindrance";
        note.setAttribute("role", "status");
        form.querySelector(".acts").before(note);
      }
      if (note.textContent !== why) note.textContent = why;
      form.querySelector(".acts button:not([type=button])").disabled = Boolean(why);
    }
  }

  function hindrance(form) {
    if (!linked()) return words.cut_off;
    if (form.dataset.kind !== "seal") return "";
    const row = document.querySelector(`[data-envelope="${CSS.escape(form.dataset.url)}"]`);
    const button = row?.querySelector("[data-form=seal]");
    const ruling = form.dataset.round !== "";
    if (button) return (button.dataset.round ?? "") === form.dataset.round ? "" : words.counted_anew;
    return ruling && row?.classList.contains("hall") ? words.voted_anew : words.announced;
  }

  /** Beside the winners of a jury's award there may be a mention, a second choice and a citation. */
  function judge(form, button) {
    const judged = "judged" in button;
    const more = form.querySelector("[data-judged]");
    more.hidden = !judged;
    more.querySelector("[data-unseen]").hidden = !("unseen" in button);
    const choices = [...document.querySelector('[data-region="choices"]').children];
    const mentions = choices.map((choice) => {
      const copy = choice.cloneNode(true);
      copy.querySelector("input").name = "mention";
      return copy;
    });
    more.querySelector(".mentions").replaceChildren(...(judged ? mentions : []));
    const seconds = choices.map((choice) => {
      const text = choice.querySelector(".title").textContent;
      return new Option(text, choice.querySelector("input").value);
    });
    form.elements.second.replaceChildren(new Option("—", ""), ...seconds);
  }

  /** What is said beside the winners, as far as anything is. */
  function honours(form) {
    const more = form.querySelector("[data-judged]");
    if (!more || more.hidden) return {};
    const said = {};
    const mention = [...more.querySelectorAll("input[name=mention]:checked")].map((input) => input.value);
    const citation = {};
    for (const field of more.querySelectorAll("textarea")) {
      if (field.value.trim()) citation[field.dataset.lang] = field.value.trim();
    }
    if (mention.length) said.mention = mention;
    if (form.elements.second.value) said.second = form.elements.second.value;
    if (Object.keys(citation).length) said.citation = citation;
    return said;
  }

  const nobody = (form) => Boolean(form.elements.nobody?.checked);

  /** A ruling chooses among those that are tied for first, and the count says who they are. */
  async function rule(form, tally) {
    for (const text of form.querySelectorAll("[data-tied]")) text.textContent = tally ? text.dataset.tied : text.dataset.usual;
    if (!tally) return;
    const [{ url }, choices] = [form.dataset, [...form.querySelectorAll(".choices > *")]];
    form.querySelector(".choices").replaceChildren();
    say(form, "busy", words.busy);
    const counted = await ask("GET", tally, null);
    if (form.dataset.url !== url) return; // closed meanwhile, or opened for another award
    if (!counted.ok) return say(form, "refused", counted.text);
    // Who has withdrawn is counted, and cannot be chosen.
    const lines = counted.body.filter((line) => choices.some((choice) => choice.dataset.entry === line.entry));
    const most = Math.max(...lines.map((line) => line.votes));
    const leads = new Set(lines.filter((line) => line.votes === most).map((line) => line.entry));
    form.querySelector(".choices").replaceChildren(...choices.filter((choice) => leads.has(choice.dataset.entry)));
    say(form, "", "");
  }

  /** While an envelope is known to be wrong, its correction stands open at the top of the page. */
  function mend(alarm) {
    const form = mending.querySelector("form");
    const url = alarm ? `${alarm.dataset.alarm}/correct` : "";
    if (form.dataset.url === url || (!url && mending.hidden)) return;
    mending.hidden = !url;
    clear(form);
    if (!url) return;
    document.getElementById("correct").close();
    ready(form, { url, name: alarm.dataset.name, lang: alarm.dataset.lang });
    heed();
    scrollTo({ top: 0 });
  }

  function ready(form, { url, name, lang }) {
    clear(form);
    form.dataset.url = url;
    const shown = form.querySelector("[data-name]");
    if (shown) [shown.textContent, shown.lang] = [name, lang];
    const choices = document.querySelector('[data-region="choices"]');
    form.querySelector(".choices")?.replaceChildren(...[...choices.children].map((choice) => choice.cloneNode(true)));
  }

  /** Leaves nothing of a choice in the page. */
  function clear(form) {
    form.reset();
    delete form.dataset.url;
    delete form.dataset.round;
    form.querySelector(".choices")?.replaceChildren();
    form.querySelector(".mentions")?.replaceChildren();
    say(form, "", "");
    again(form, null);
  }

  function say(form, kind, text) {
    let note = form.querySelector(".answer");
    if (!note) {
      note = document.createElement("p");
      note.setAttribute("role", "status");
      form.append(note);
    }
    note.className = `answer ${kind}`;
    note.translate = false;
    note.textContent = text;
  }

  /** A decision is read back before it counts: the first press shows it, the second sends it. */
  function again(form, chosen) {
    const check = form.querySelector(".check");
    const button = form.querySelector("[data-twice]");
    if (!check) return;
    form.toggleAttribute("data-checked", Boolean(chosen));
    button.textContent = chosen ? button.dataset.twice : button.dataset.once;
    check.hidden = !chosen;
    if (chosen) check.replaceChildren(check.dataset.check, ...chosen);
    else check.replaceChildren();
  }

  const winners = (form) => [...form.querySelectorAll("input[name=winner]:checked")];

  function named(form) {
    if (nobody(form)) return [words.no_winner];
    return winners(form).flatMap((input, index) => {
      const title = input.parentElement.querySelector(".title").cloneNode(true);
      return index ? [words.comma, title] : [title];
    });
  }

  /** What is sealed beside the winners, as it is read back. */
  function beside(form) {
    const { mention = [], second, citation = {} } = honours(form);
    const more = form.querySelector("[data-judged]");
    const title = (id) => more.querySelector(`.mentions [data-entry="${CSS.escape(id)}"] .title`).cloneNode(true);
    const said = [
      ...mention.map((id) => [more.querySelector("legend").textContent, title(id)]),
      ...(second ? [[form.elements.second.labels[0].firstChild.textContent, title(second)]] : []),
      ...Object.entries(citation).map(([lang, text]) => [`${more.querySelector("textarea").labels[0].firstChild.textContent} ${lang}`, text]),
    ];
    return said.map(([name, what]) => {
      const line = document.createElement("p");
      line.append(Object.assign(document.createElement("small"), { textContent: name }), what);
      return line;
    });
  }

  /** What the form sends, or what it still lacks. */
  function body(form) {
    const ids = winners(form).map((input) => input.value);
    const winner = ids.length === 1 ? ids[0] : ids;
    const reason = form.elements.reason?.value.trim();
    switch (form.dataset.kind) {
      case "approve": return { send: { approved: true, name: form.elements.name.value.trim() } };
      case "rewind": return { send: { confirm: form.elements.confirm.value.trim(), epoch: Number(form.dataset.epoch) } };
      case "exclude": return reason ? { send: { receipt: form.elements.receipt.value.trim(), reason } } : { lacks: words.reason };
      case "seal":
        if (nobody(form)) return ids.length ? { lacks: words.choose } : { send: { winners: [], ...honours(form) } };
        return ids.length ? { send: { winner, ...honours(form) } } : { lacks: words.choose };
      default:
        if (!ids.length) return { lacks: words.choose };
        return reason ? { send: { winner, reason } } : { lacks: words.reason };
    }
  }

  async function submit(form) {
    if (form.hasAttribute("data-busy")) return;
    // Return sends a form whatever its button says.
    if (hindrance(form)) return heed();
    const { send, lacks } = body(form);
    if (lacks) return say(form, "refused", lacks);
    if (form.querySelector(".check") && !form.hasAttribute("data-checked")) {
      say(form, "", "");
      return again(form, [...named(form), ...beside(form)]);
    }
    form.toggleAttribute("data-busy", true);
    say(form, "busy", words.busy);
    const result = await ask("POST", form.dataset.url, send);
    form.toggleAttribute("data-busy", false);
    if (!result.ok) {
      again(form, null);
      // Whoever presses again has seen what is on now.
      if (form.dataset.kind === "rewind") form.dataset.epoch = epoch();
      return say(form, "refused", result.text);
    }
    say(form, "done", words.done);
    // A clean evening counts its events from the start again: begin with it.
    if (form.dataset.kind === "rewind") return location.reload();
    form.closest("dialog")?.close();
  }

  for (const form of document.querySelectorAll("form[data-kind]")) {
    form.addEventListener("submit", (event) => { event.preventDefault(); submit(form); });
    form.addEventListener("input", () => { if (form.hasAttribute("data-checked")) again(form, null); });
    form.closest("dialog")?.addEventListener("close", () => clear(form));
  }
  return { open, mend, heed };
}
