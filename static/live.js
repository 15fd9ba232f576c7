// The link to the server that every live page shares: connect, heartbeat, reconnect, and place what arrives.

const PING_MS = 2000;
const SILENCE_MS = 5000;
// A screen has to be right again within a second of the server's return, so the back-off stays short.
const RETRY_MS = [150, 300, 500, 700];

/**
 * Keeps a socket to `path` open.
 * @param {string} path e.g. "/live/stage"
 * @param {{frame: (frame: object) => void, link?: (up: boolean) => void, identify?: (call: object) => void}} on `frame` gets every newer frame,
 *   `link` every change of the connection, `identify` a call to say which screen this is
 * @returns {{send: (message: object) => boolean, now: () => number, rtt: () => (number|null), up: () => boolean}}
 *   `now` is the server's time in ms, `rtt` the last round trip in ms
 */
export function live(path, on) {
  let socket = null;
  let attempt = 0;
  let last = null; // newest frame seen
  let heardAt = 0;
  let rtt = null;
  let offset = 0; // server time minus ours
  let ping = 0;
  let sentAt = 0;
  let up = false;

  const url = () => `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}${path}`;
  const newer = (frame) =>
    !last || frame.epoch > last.epoch ||
    (frame.epoch === last.epoch && (frame.revision > last.revision ||
      (frame.revision === last.revision && frame.beat >= last.beat)));

  function setUp(next) {
    if (up === next) return;
    up = next;
    on.link?.(up);
  }

  function heard(message, at) {
    heardAt = at;
    setUp(true);
    if ("pong" in message) {
      if (message.pong !== ping) return;
      rtt = at - sentAt;
      offset = message.now + rtt / 2 - Date.now();
      return;
    }
    if ("identify" in message) return on.identify?.(message);
    if (!newer(message)) return;
    if (rtt === null) offset = message.now - Date.now();
    last = message;
    on.frame(message);
  }

  function connect() {
    const mine = new WebSocket(url());
    socket = mine;
    heardAt = performance.now();
    mine.onopen = () => { attempt = 0; beat(); };
    mine.onmessage = (event) => { if (socket === mine) heard(JSON.parse(event.data), performance.now()); };
    mine.onclose = () => { if (socket === mine) retry(); };
  }

  function retry() {
    socket = null;
    setUp(false);
    const wait = RETRY_MS[Math.min(attempt++, RETRY_MS.length - 1)];
    setTimeout(connect, wait * (0.6 + 0.4 * Math.random()));
  }

  function send(message) {
    if (!socket || socket.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify(message));
    return true;
  }

  function beat() {
    if (socket && performance.now() - heardAt > SILENCE_MS) {
      const dead = socket;
      retry();
      dead.close();
      return;
    }
    ping += 1;
    sentAt = performance.now();
    send({ ping });
  }

  setInterval(beat, PING_MS);
  // A tablet that wakes up may hold a socket that died in its sleep.
  addEventListener("pageshow", beat);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
  connect();
  return { send, now: () => Date.now() + offset, rtt: () => rtt, up: () => up };
}

/**
 * Replaces the regions of the page whose HTML changed; an element with `data-region="name"` takes the region of that name.
 * @returns {string[]} the names of the regions that changed
 */
export function place(regions, placed) {
  const changed = [];
  for (const [name, html] of Object.entries(regions)) {
    if (placed.get(name) === html) continue;
    const element = document.querySelector(`[data-region="${name}"]`);
    if (!element) continue;
    element.innerHTML = html;
    placed.set(name, html);
    changed.push(name);
  }
  return changed;
}
