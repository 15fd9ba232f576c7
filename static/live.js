// The link to the server that every live page shares: connect, heartbeat, reconnect, and place what
// arrives.

import { ours, told } from "./ours.js";

const PING_MS = 500;
// After so long without a word a second socket is dialled beside the first, and whichever speaks is
// the link: a network that swallows everything tells nobody that it does.
const DOUBT_MS = 1000;
const SILENCE_MS = 5000;
// So short a way there and back tells the server's time well enough to join an animation by it; and
// after so long it is measured anew.
const SURE_MS = 60;
const TRIES_MAX = 5;
const STALE_MS = 10_000;
// Who answers at the server's address.
const [OURS, FOREIGN, NOBODY] = ["ours", "foreign", "nobody"];
const NEVER = { rtt: Infinity, at: 0 };
// A screen has to be right again within a second of the server's return, so the back-off stays
// short.
const RETRY_MS = [150, 300, 500, 700];
// The server closes a socket with this when its key was revoked. By then the browser that revoked
// its own key has the new one.
const REVOKED = 4401;
const LOOK_AGAIN_MS = 1500;
const LOCK = 'Bearer realm="palmares"';
// A tablet that slept through it never hears the code: it asks after so many attempts in vain.
const ATTEMPTS_IN_VAIN = 6;

const isNumber = (...values) => values.every((value) => typeof value === "number");
const isFrame = ({ epoch, revision, now, regions }) => isNumber(epoch, revision, now) &&
  Boolean(regions) && Object.values(regions).every((html) => typeof html === "string");
// Whether a message is one of ours: a proxy may take a socket and say what it likes.
const isOurs = (message) => isNumber(message.pong, message.now) ||
  typeof message.identify === "string" || isFrame(message);
const isWell = ({ revision, version }) => isNumber(revision) && typeof version === "string";

/**
 * Keeps a socket to `path` open.
 * @param {string} path e.g. "/live/stage"
 * @param {{frame: (frame: object) => void, link?: (up: boolean) => void, locked?: () => void,
 *   identify?: (call: object) => void, door?: string}} on `frame` gets every newer frame,
 *   `link` every change of the connection, `locked` hears that this page's key opens nothing any
 *   more, `identify` gets a call to say which screen this is; `door` is a picture of ours to ask
 *   for where the server's health is not answered
 * @returns {{send: (message: object) => boolean, now: () => number, sure: () => Promise<void>, rtt:
 *   () => (number|null), up: () => boolean}}
 *   `now` is the server's time in ms, `sure` settles once it no longer hangs on how long the first
 *   frame lay unread on a busy machine,
 *   `rtt` is the last round trip in ms
 */
export function live(path, on) {
  let socket = null; // the one that we listen to
  let dialled = []; // those that become it with their first word
  let dialledAt = -Infinity;
  let attempt = 0;
  let seeking = false;
  let swept = false; // whether sockets that got stuck were given up since we last heard a word
  let heardAt = performance.now();
  let known = {}; // the regions by name: a panel is sent those that changed
  let rtt = null;
  let offset = null; // the server's time minus ours, by the clock that nobody can set
  let up = false;
  let best = NEVER; // the measurement that the server's time is from
  let tries = 0; // measurements on this socket
  let unsure = []; // those that wait until the server's time is known well

  const url = () => `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}${path}`;
  const now = () => performance.now() + (offset ?? Date.now() - performance.now());

  function setUp(next) {
    if (up === next) return;
    up = next;
    on.link?.(up);
  }

  function heard(message, at) {
    heardAt = at;
    setUp(true);
    if ("pong" in message) {
      rtt = Math.max(0, at - message.pong);
      measured(message.now, at);
      return;
    }
    if ("identify" in message) return on.identify?.(message);
    if (rtt === null) offset = message.now - at;
    known = { ...known, ...message.regions };
    on.frame({ ...message, regions: known });
  }

  /**
   * The shorter the way, the better the time: what lay unread on a busy machine does not move a
   * countdown.
   */
  function measured(theirs, at) {
    const newer = theirs + rtt / 2 - at;
    // Two that exclude each other: one of the clocks was set, or slept.
    const apart = Math.abs(newer - offset) > (rtt + best.rtt) / 2;
    if (apart || rtt <= best.rtt * 1.5 + 5 || at - best.at > STALE_MS) {
      offset = newer;
      best = { rtt, at };
    }
    tries += 1;
    if (rtt <= SURE_MS || tries >= TRIES_MAX) unsure.splice(0).forEach((sure) => sure());
    else if (unsure.length) beat();
  }

  function dial() {
    const mine = new WebSocket(url());
    dialledAt = performance.now();
    dialled.push(mine);
    mine.onmessage = (event) => {
      const message = told(event.data, isOurs);
      if (!message) return giveUp(mine);
      if (dialled.includes(mine)) takeOver(mine);
      if (socket === mine) heard(message, performance.now());
    };
    mine.onclose = (event) => {
      lost(mine);
      if (event.code === REVOKED) setTimeout(askWhetherLocked, LOOK_AGAIN_MS);
    };
    setTimeout(() => { if (dialled.includes(mine)) giveUp(mine); }, SILENCE_MS);
  }

  // The whole state comes first on every socket, and what follows is newer: nothing of another
  // socket is heard any more, whatever it called its epoch. The server may be another one now, with
  // another clock.
  function takeOver(mine) {
    const others = [socket, ...dialled].filter((other) => other && other !== mine);
    [socket, dialled, attempt, swept] = [mine, [], 0, false];
    [known, rtt, best, tries] = [{}, null, NEVER, 0];
    others.forEach((other) => other.close());
    beat();
  }

  function giveUp(mine) {
    lost(mine);
    mine.close();
  }

  function lost(mine) {
    if (socket === mine) {
      socket = null;
      setUp(false);
    } else if (dialled.includes(mine)) {
      dialled = dialled.filter((other) => other !== mine);
    } else {
      return;
    }
    if (!alive()) retry();
  }

  const alive = () => socket || dialled.length > 0;

  function retry() {
    if (attempt > 0 && attempt % ATTEMPTS_IN_VAIN === 0) askWhetherLocked();
    const wait = RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)];
    setTimeout(() => { if (!alive()) seek(); }, wait * (0.6 + 0.4 * Math.random()));
  }

  // Browsers slow a page down that dials in vain again and again, but not one that only asks
  // whether anybody is there. They also dial one socket after the other: behind one that an outage
  // swallowed it is no use to dial again before that one is given up.
  async function seek() {
    if (seeking) return;
    seeking = true;
    attempt += 1;
    const answer = attempt <= 2 && !dialled.length ? OURS : await answers();
    seeking = false;
    if (socket && performance.now() - heardAt < DOUBT_MS) return;
    if (answer === OURS && !swept) {
      // Once only: where the way is merely long, the next one has its time.
      const stuck = dialled.filter((mine) => mine.readyState === WebSocket.CONNECTING);
      swept = stuck.length > 0;
      stuck.forEach(giveUp);
    }
    // Whoever answers in the server's place may yet let a socket through.
    const there = answer === OURS || answer === FOREIGN && attempt % ATTEMPTS_IN_VAIN === 0;
    if (there) dial();
    else if (!alive()) retry();
  }

  async function answers() {
    const signal = AbortSignal.timeout(DOUBT_MS);
    const request = { cache: "no-store", redirect: "manual", signal };
    try {
      const response = await fetch(on.door ?? "/healthz", request);
      const said = await response.text();
      const well = on.door ? response.ok && said.startsWith("<svg") : ours(response.status, said, isWell);
      return well ? OURS : FOREIGN;
    } catch {
      return NOBODY;
    }
  }

  /** A socket that is refused does not tell why; the page's own address does. */
  async function askWhetherLocked() {
    if (!on.locked || up) return;
    const request = { method: "HEAD", cache: "no-store", redirect: "manual" };
    const answer = await fetch(location.href, request).catch(() => null);
    // A guard may ask for a password of its own: loaded anew, this page would be gone.
    const lock = answer?.headers.get("www-authenticate");
    if (answer?.status === 401 && lock === LOCK) on.locked();
  }

  function send(message) {
    if (!socket || socket.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify(message));
    return true;
  }

  function beat() {
    const at = performance.now();
    if (at - heardAt > SILENCE_MS) setUp(false);
    if (alive() && at - heardAt > DOUBT_MS && at - dialledAt > DOUBT_MS) seek();
    send({ ping: Math.round(at) });
  }

  setInterval(beat, PING_MS);
  // A tablet that wakes up may hold a socket that died in its sleep.
  addEventListener("pageshow", beat);
  addEventListener("online", beat);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
  dial();
  const sure = () => new Promise((done) => { if (rtt === null) unsure.push(done); else done(); });
  return { send, now, sure, rtt: () => rtt, up: () => up };
}

/**
 * Replaces the regions of the page whose HTML changed. An element with `data-region="name"` takes
 * the region of that name; a region `name/…` is an element, which replaces the one with
 * `data-row="name/…"` in there.
 * @returns {string[]} the names of the regions that changed
 */
export function place(regions, placed) {
  const changed = [];
  for (const [name, html] of Object.entries(regions)) {
    if (placed.get(name) === html) continue;
    const row = name.includes("/");
    const element = document.querySelector(`[data-${row ? "row" : "region"}="${name}"]`);
    if (!element) continue;
    if (row) {
      element.outerHTML = html;
    } else {
      element.innerHTML = html;
      // Its rows are but empty places now.
      const rows = [...placed.keys()].filter((other) => other.startsWith(`${name}/`));
      rows.forEach((other) => placed.delete(other));
    }
    placed.set(name, html);
    changed.push(name);
  }
  return changed;
}
