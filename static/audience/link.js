// The phone's link: a socket, and a question every five seconds where sockets do not get through.
// Inlined before static/audience.js, which says what becomes of a frame. ES2017: phones are old.
// The phone: heard(frame), clock(server time minus performance.now(), in ms), online(), offline(),
// and api, which asks (see ask.js).
function palmaresLink(phone) {
  "use strict";
  let socket = null, fails = 0, polling = 0, redo = 0, pings = 0, sent = 0, patience = 0, downAt = 0;

  const phases = ["none", "before", "open", "closing", "closed", "result"];
  const isFrame = (m) => phases.indexOf(m.p) >= 0 && /^[0-9a-f]{8}$/.test(m.v);
  const isOurs = (m) => typeof m.pong === "number" && typeof m.now === "number" || isFrame(m);

  function connect() {
    clearTimeout(redo);
    let mine;
    try {
      mine = new WebSocket(location.protocol.replace("http", "ws") + "//" + location.host + "/live/audience");
    } catch (e) { return lost(); }
    socket = mine;
    wait(8000);
    mine.onopen = ping;
    mine.onmessage = (event) => {
      if (socket !== mine) return;
      const message = told(event.data, isOurs);
      // Somebody else speaks here.
      if (!message) return hangUp(mine);
      fails = 0;
      up();
      if (!message.pong) return phone.heard(message);
      if (message.pong === pings) phone.clock(message.now - (performance.now() + sent) / 2);
      clearTimeout(patience);
    };
    mine.onclose = () => { if (socket === mine) lost(); };
  }

  function wait(ms) {
    const mine = socket;
    clearTimeout(patience);
    patience = setTimeout(() => { if (socket === mine) hangUp(mine); }, ms);
  }

  function hangUp(mine) {
    lost();
    mine.close();
  }

  // The longer it lasts, the rarer and the less together phones try.
  function backoff(n) {
    return Math.min(8000, 500 * Math.pow(2, n)) * (.5 + Math.random() / 2);
  }

  function lost() {
    socket = null;
    clearTimeout(patience);
    downAt = downAt || performance.now();
    if (fails > 1 && !polling) poll();
    redo = setTimeout(connect, fails > 4 ? 30000 * (.75 + Math.random() / 2) : backoff(fails));
    fails += 1;
  }

  function ping() {
    if (!socket || socket.readyState !== 1) return;
    sent = performance.now();
    socket.send(JSON.stringify({ ping: pings += 1 }));
    wait(5000);
  }

  function up() {
    downAt = 0;
    phone.online();
  }

  function poll(once) {
    if (once !== true) {
      polling = fails && setTimeout(poll, 4000 + 2000 * Math.random());
      if (!polling) return;
    }
    if (document.hidden) return;
    phone.api("GET", "/api/hall", null, isFrame, (reply, x) => {
      if (!reply || reply.word) {
        if (performance.now() - downAt > 4000) phone.offline();
        return;
      }
      const told = +x.getResponseHeader("Palmares-Now");
      if (told && !socket) phone.clock(told - performance.now());
      up();
      phone.heard(reply);
    });
  }

  setInterval(() => { if (!document.hidden) ping(); }, 25000);
  // A phone that wakes may hold a socket that died in its sleep.
  return { connect: connect, backoff: backoff, look: () => poll(true), wake: () => { if (socket) ping(); else connect(); } };
}
