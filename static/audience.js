// The audience's phone: flips the panels that are already in the page, and sends the vote until it
// is answered. Inlined into the page (no line of code may start with a comment's two strokes).
// ES2017: phones are old.
(function () {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const body = document.body, paper = $("paper"), status = $("status");
  const works = [].slice.call($("works").children);
  const ballots = [].slice.call($("ballots").children);
  const inputs = works.map((li) => li.querySelector("input"));
  let token = body.dataset.voter;
  let frame = JSON.parse(body.dataset.frame);
  let held = JSON.parse(body.dataset.held || null); // what stands: {c: ids, r: receipt, n: number of the change, x: excluded from the count}
  let pending = null; // what is on its way: {c, n, b: ballot id}
  let newest = held ? held.n : 0; // the highest number of a change that we know of
  let editing = false;
  let said = ""; // which of the status line's texts it says
  let offset = null; // server time minus ours, by the clock that nobody can set
  let proved = body.dataset.proved || ""; // what this voter has shown: a ticket, or the code on stage
  let waits = "sending"; // what is said while it is on its way
  let tries = 0, again = 0, sent = 0, joined = false, tapped = false;
  const AGAIN_MS = 9000; // a vote goes again within ten seconds, whatever becomes of its answer

  const now = () => performance.now() + offset;
  const ballot = () => ballots[frame.b];
  const show = (id, on) => { if ($(id)) $(id).hidden = !on; };
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const same = (a, b) => a.slice().sort().join() === b.slice().sort().join();
  const lacks = () => (ballot() && ballot().dataset.proof !== proved ? ballot().dataset.proof : "");
  const visible = (element) => element && element.offsetParent !== null;

  function say(key, quiet) {
    said = quiet ? "" : key;
    status.className = quiet ? "quiet" : "";
    status.textContent = key && (status.dataset[key] || key);
  }

  // What is not sent yet, or not answered, survives a reload.
  const drawer = () => "palmares " + body.dataset.show + " " + ballot().dataset.id;
  function keep(note) {
    const text = note && JSON.stringify({ c: note.c, n: note.n, at: Date.now() });
    try {
      if (note) localStorage.setItem(drawer(), text);
      else localStorage.removeItem(drawer());
    } catch (e) {
      // Where nothing may be stored, the page's place in the history holds it.
      history.replaceState({ [drawer()]: text }, "");
    }
  }
  function kept() {
    let text = null;
    try { text = localStorage.getItem(drawer()); } catch (e) { text = null; }
    text = text || (history.state || {})[drawer()];
    return told(text, (note) => Array.isArray(note.c) && Date.now() - note.at < 36e5);
  }

  function tick(ids) {
    inputs.forEach((input) => { input.checked = ids.indexOf(input.value) >= 0; });
    mark();
  }
  function mark() {
    inputs.forEach((input) => { input.parentNode.className = input.checked ? "on" : ""; });
    const send = $("send"), c = chosen();
    send.textContent = held ? send.dataset.change : send.dataset.send;
    send.setAttribute("aria-disabled", !c.length || !!pending && same(pending.c, c));
  }
  function copy(into, keepWork) {
    $(into).textContent = "";
    works.forEach((li, index) => {
      if (keepWork(inputs[index].value, index)) $(into).appendChild(li.querySelector(".work").cloneNode(true));
    });
  }

  function render() {
    const p = frame.p, open = p === "open", w = frame.w || [], won = p === "result" && (w.length || frame.n);
    const before = p === "before" || p === "none";
    const asked = $("confirm");
    const list = before || open && !asked && (!held || editing);
    if (asked && !open) asked.hidden = true;
    document.documentElement.className = p + (open && list ? " vote" : won ? " gold" : "");
    [].forEach.call(document.querySelectorAll("[name=theme-color]"), (meta, index) => {
      meta.content = won ? "#dfc07a" : index ? "#0b0a0f" : "#f6f1e7";
    });
    show("before", p === "before");
    show("so-far", before);
    show("heading", open);
    show("list", !open);
    show("closed", p === "closing" || p === "closed");
    show("counting", p === "closing");
    show("over", !frame.m);
    show("fixing", frame.m);
    show("later", p !== "result");
    show("result", p === "result");
    show("mine", held && !before && !(open && list));
    show("change", open);
    show("verify", p === "result");
    show("paper", list);
    show("bar", open && list && !lacks());
    [].forEach.call(document.querySelectorAll(".ask"), (ask) => show(ask.id, open && list && lacks() === ask.id));
    show("clock", open);
    show("keep", held);
    if (p === "result") {
      copy("won", (id, index) => w.indexOf(index) >= 0);
      show("nobody", !won);
      show("winner", won);
      show("laurel", won);
      show("many", frame.n);
      $("many").textContent = $("many").dataset.text.replace("0", frame.n);
      show("fixed", frame.x);
      show("pick", held && !held.x && works.some((li, index) => w.indexOf(index) >= 0 && held.c.indexOf(inputs[index].value) >= 0));
    }
    if (held) {
      copy("choice", (id) => held.c.indexOf(id) >= 0);
      $("mine").className = held.x ? "out" : "";
      show("in", !held.x);
      show("out", held.x);
      $("receipt").textContent = held.r;
      $("verify").href = "/receipts/" + ballot().dataset.id + "?receipt=" + held.r;
    }
    mark();
    time();
  }

  // Another ballot of the evening takes the page.
  function turnTo() {
    const b = ballot().dataset, several = b.max > 1;
    [].forEach.call(document.querySelectorAll(".award"), (slot) => { slot.innerHTML = ballot().innerHTML; });
    paper.elements.ballot.value = b.id;
    $("hint").textContent = b.hint;
    $("note").textContent = b.note;
    inputs.forEach((input) => { input.type = several ? "checkbox" : "radio"; input.required = !several; });
    held = pending = null;
    newest = 0;
    editing = false;
    clearTimeout(again);
    tick([]);
  }

  function take(next) {
    if (next.v !== frame.v) return renew();
    const was = frame;
    frame = next;
    if (was.b !== next.b && ballot()) turnTo();
    if (was.p === next.p && was.b === next.b && was.x === next.x && was.m === next.m && same(was.w || [], next.w || [])) return time();
    const lost = body.contains(document.activeElement) && document.activeElement !== body;
    if (next.p !== "open") editing = false;
    if (was.p !== next.p && lacks()) ask();
    // Whoever was excluded meanwhile learns it without a reload; not the whole hall in the same
    // moment.
    else if (was.p !== next.p && held && (next.p === "closed" || next.p === "result")) setTimeout(ask, 5e3 * Math.random());
    render();
    if (pending) say(waits);
    else if (next.p === "result") say($("result").innerText, true);
    else if (next.m) say($("fixing").textContent, true);
    else if (said !== "late") say({ open: "opened", closing: "closed", closed: "closed" }[next.p] || "", true);
    // Whoever stood on something that went away goes on at the new panel; nobody else is moved.
    if (lost && !visible(document.activeElement)) focusOn(document.querySelector("#" + next.p + " h2, #closed h2"));
    if (was.p !== next.p && next.p !== "open") scrollTo(0, 0);
  }

  // The show was edited: what the page holds is not what the frames mean any more.
  let renewing = 0;
  function renew() {
    renewing = renewing || setTimeout(() => location.reload(), 500 + 3000 * Math.random());
  }

  function focusOn(element) {
    if (visible(element)) element.focus({ preventScroll: true });
  }

  // Voting

  const api = palmaresAsk(() => token);

  function counts(reply) {
    held = { c: reply.choices, r: reply.receipt, n: reply.change || newest, x: reply.excluded || reply.status === "excluded" };
    newest = Math.max(newest, held.n);
  }

  function post() {
    const mine = pending;
    clearTimeout(again);
    if (tries === 0) say(waits = "sending");
    tries += 1;
    sent = performance.now();
    keep(mine);
    const vote = { ballot: mine.b, choices: mine.c, change: mine.n };
    api("POST", "/api/vote", vote, api.isVote, (reply, x) => {
      if (pending === mine) answered(reply ? reply.word : null, reply, x);
    });
  }

  // Only these words decide anything. Whatever else is answered, and by whom, the vote is kept and
  // sent again. That there is no such ballot is said also to a redirect that leads back here by
  // GET; a ballot that is gone takes the page with it.
  function answered(word, reply, x) {
    if (word === "") return stored(reply);
    if (word === "ballot-closed") return drop("late");
    if (word === "bad-choice") return drop("bad");
    if (word && word.indexOf("needs-") === 0) {
      proved = "";
      pending = null;
      render();
      return say(word.slice(6));
    }
    if (word === "no-voter" && !joined) return join();
    sayLater(word, x);
  }

  function join() {
    const mine = pending;
    api("POST", "/api/join", null, api.isVoter, (reply, x) => {
      joined = !!reply && !reply.word;
      if (joined) {
        token = reply.voter;
        // The page's cookie did not come back: after a reload this would be somebody else.
        history.replaceState(history.state, "", "/v/" + token);
      }
      if (pending !== mine) return;
      if (joined) post();
      else sayLater(reply && reply.word, x);
    });
  }

  function sayLater(word, x) {
    const stopped = word === null && x.status && intercepted(x.status);
    say(waits = word === "foreign-origin" ? "elsewhere" : stopped ? "intercepted" : "retrying");
    clearTimeout(again);
    const left = Math.max(0, AGAIN_MS - performance.now() + sent);
    again = setTimeout(post, Math.min(link.backoff(tries), left));
  }

  function stored(reply) {
    counts(reply);
    pending = null;
    keep(null);
    editing = false;
    tick(held.c);
    render();
    if (reply.status === "superseded") say("superseded");
    else say(held.x ? $("out").textContent : "counted", true);
    if (frame.p === "open") {
      scrollTo(0, 0);
      focusOn($("mine").querySelector("h2"));
      if (tapped && navigator.vibrate) navigator.vibrate(40);
    }
  }

  function drop(why) {
    pending = null;
    keep(null);
    render();
    say(why);
    if (why === "late") link.look();
  }

  // What the box holds of ours: after a reload, and when the phone wakes.
  function ask() {
    if (!ballot() || frame.p === "before" && !lacks()) return;
    const id = ballot().dataset.id;
    api("GET", "/api/vote?ballot=" + id, null, api.isHeld, (reply) => {
      if (!ballot() || ballot().dataset.id !== id || pending || !reply || reply.word) return;
      if (reply.proved !== proved) {
        proved = reply.proved;
        render();
      }
      newest = Math.max(newest, reply.change || 0);
      if (!reply.choices || held && same(held.c, reply.choices) && !held.x === !reply.excluded) return;
      counts(reply);
      if (!editing) tick(held.c);
      resume();
      render();
    });
  }

  function resume() {
    const note = frame.p === "open" || frame.p === "closing" ? kept() : null;
    if (!note || pending) return;
    if (held && same(held.c, note.c)) return keep(null);
    tick(note.c);
    editing = !!held;
    if (note.n && note.n > (held ? held.n : 0)) {
      pending = { c: note.c, n: note.n, b: ballot().dataset.id };
      newest = Math.max(newest, note.n);
      tries = 0;
      post();
    }
  }

  // One ticket, several phones: what another one has changed.
  function lookAround() {
    setTimeout(() => {
      if (!document.hidden && frame.p === "open" && held && ballot().dataset.proof === "ticket") ask();
      lookAround();
    }, 2e4 + 2e4 * Math.random());
  }

  paper.noValidate = true;
  paper.onsubmit = (event) => {
    event.preventDefault();
    const c = chosen();
    if (!c.length) {
      say("choose");
      return inputs[0].focus();
    }
    if (pending && same(pending.c, c)) return;
    if (held && same(held.c, c)) return $("keep").onclick();
    newest += 1;
    tries = 0;
    joined = false;
    tapped = true;
    pending = { c: c, n: newest, b: ballot().dataset.id };
    keep(pending);
    post();
    mark();
  };
  paper.onchange = (event) => {
    if (inputs.indexOf(event.target) < 0) return;
    const b = ballot().dataset;
    if (b.max > 1 && chosen().length > b.max) {
      event.target.checked = false;
      say(b.over);
    } else if (!pending) {
      say("");
      keep({ c: chosen(), n: 0 });
    }
    mark();
  };
  $("change").onclick = (event) => {
    event.preventDefault();
    editing = true;
    tick(held.c);
    say("");
    render();
    focusOn(inputs.filter((input) => input.checked)[0]);
  };
  $("keep").onclick = () => {
    editing = false;
    keep(null);
    say("");
    tick(held.c);
    render();
    focusOn($("mine").querySelector("h2"));
  };

  // Time

  function time() {
    const open = frame.p === "open" && offset !== null;
    show("time", open);
    if (!open) return;
    const s = Math.max(0, Math.ceil((frame.c - now()) / 1000));
    const text = Math.floor(s / 60) + ":" + ("0" + s % 60).slice(-2);
    if ($("left").textContent === text) return;
    $("left").textContent = text;
    $("time").className = s <= 30 ? "last" : "";
    if (s === 30 && !said) say("half", true);
  }
  setInterval(time, 250);

  // The link

  const link = palmaresLink({
    heard: take,
    clock: (difference) => { offset = difference; time(); },
    online: () => { if (said === "offline") say(""); },
    offline: () => { if (frame.p === "open" && !said) say("offline"); },
    api: api,
  });
  // A vote that waits for its next try goes first when the phone wakes.
  function wake() {
    if (document.hidden) return;
    link.wake();
    if (!pending) ask();
    else if (tries > 1 || performance.now() - sent > 1e3) post();
  }
  addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
  addEventListener("online", wake);
  document.addEventListener("visibilitychange", wake);

  if (ballot()) {
    resume();
    ask();
  }
  render();
  lookAround();
  link.connect();
})();
