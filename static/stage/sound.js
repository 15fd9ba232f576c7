// A drum roll for the suspense and a hit for the reveal, made on the spot: noise, a drum's tone,
// and their echo in the air. Only in a show whose file asks for it. Where the browser wants a click
// first, the server is told, and whoever moves the mouse on that machine is shown where to click;
// the hall never is.

const HIT_MS = 500; // with the light, after the half second of dark
const LATE_MS = 250; // a hit that would come later than that does not come
const SWELL_S = 18;
const ROLL = [0.1, 0.9]; // how loud it begins, and how loud it becomes
const ASKED_MS = 5000;
// The compressor makes up for what it takes away, and more.
const LEVEL = 0.7;

const idle = (work) => (globalThis.requestIdleCallback ?? setTimeout)(work);

/** White noise under an envelope: one number a sample. */
function noise(context, envelope) {
  const buffer = context.createBuffer(1, envelope.length, context.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let index = 0; index < samples.length; index += 1) samples[index] = (Math.random() * 2 - 1) * envelope[index];
  return buffer;
}

/**
 * Two sticks, not quite even: a few seconds of it, to be repeated. A stroke that rings over the end
 * rings on at the start.
 */
function strokes(context) {
  const [strokesPerSecond, seconds, ring_s] = [21, 4, 0.16];
  const rate = context.sampleRate;
  const skin = new Float32Array(Math.round(seconds * rate));
  for (let stroke = 0; stroke < strokesPerSecond * seconds; stroke += 1) {
    const at = Math.round(((stroke + (Math.random() - 0.5) * 0.16) / strokesPerSecond) * rate);
    const force = (stroke % 2 ? 0.82 : 1) * (0.85 + Math.random() * 0.15);
    for (let index = 0; index < ring_s * rate; index += 1) {
      const t = index / rate;
      skin[(at + index + skin.length) % skin.length] += force * Math.min(1, t * 900) * Math.exp(-t * 34);
    }
  }
  return noise(context, skin);
}

/** A cymbal's wash. */
function wash(context) {
  const rate = context.sampleRate;
  return noise(context, Float32Array.from({ length: 3 * rate }, (_, index) => {
    const t = index / rate;
    return Math.exp(-t * 1.9) * Math.min(1, t * 400, (3 - t) * 20);
  }));
}

const made = new WeakMap();

/**
 * What both sounds are cut from, made once and while nothing else happens: in the moment itself
 * there is no time for it.
 */
export function materials(context) {
  if (!made.has(context)) made.set(context, { strokes: strokes(context), wash: wash(context) });
  return made.get(context);
}

/**
 * Where every sound goes: loud passages are held together, and nothing is louder than the
 * loudspeaker can be.
 */
export function bus(context) {
  const together = new DynamicsCompressorNode(context, { threshold: -14, ratio: 6 });
  const level = new GainNode(context, { gain: LEVEL });
  together.connect(level).connect(context.destination);
  return together;
}

/** Fades from wherever a ramp has come to. */
function fade(param, context, seconds) {
  const now = context.currentTime;
  if (param.cancelAndHoldAtTime) {
    param.cancelAndHoldAtTime(now);
  } else {
    const held = param.value;
    param.cancelScheduledValues(now);
    param.setValueAtTime(held, now);
  }
  param.setTargetAtTime(0, now, seconds);
}

function glide(param, from, to, at, seconds) {
  param.setValueAtTime(from, at);
  param.exponentialRampToValueAtTime(to, at + seconds);
}

/** Starts the roll, `age` seconds into it; returns what ends it. */
export function roll(context, out, age) {
  const now = context.currentTime;
  const source = new AudioBufferSourceNode(context, { buffer: materials(context).strokes, loop: true });
  const tone = new BiquadFilterNode(context, { type: "bandpass", frequency: 420, Q: 0.6 });
  const level = new GainNode(context, { gain: 0 });
  // A screen that joins late is as loud as the others are by then.
  const grown = Math.min(1, age / SWELL_S);
  const left = Math.max(0.05, SWELL_S - age);
  glide(tone.frequency, 260 * (1160 / 260) ** grown, 1160, now, left);
  glide(level.gain, ROLL[0] * (ROLL[1] / ROLL[0]) ** grown, ROLL[1], now, left);
  source.connect(tone).connect(level).connect(out);
  source.start();
  return () => {
    fade(level.gain, context, 0.03);
    source.stop(context.currentTime + 0.4);
  };
}

/** A bass drum and a cymbal; returns what ends them. */
export function hit(context, out, delay) {
  const at = context.currentTime + delay;
  const drum = new OscillatorNode(context, { type: "sine" });
  const body = new GainNode(context, { gain: 0 });
  glide(drum.frequency, 118, 44, at, 0.35);
  body.gain.setValueAtTime(0, at);
  body.gain.linearRampToValueAtTime(0.95, at + 0.004);
  body.gain.exponentialRampToValueAtTime(0.0001, at + 1.9);
  drum.connect(body).connect(out);
  const cymbal = new AudioBufferSourceNode(context, { buffer: materials(context).wash });
  const bright = new BiquadFilterNode(context, { type: "highpass", frequency: 3200 });
  const level = new GainNode(context, { gain: 0.28 });
  cymbal.connect(bright).connect(level).connect(out);
  drum.start(at);
  drum.stop(at + 2);
  cymbal.start(at);
  return () => {
    for (const gain of [body.gain, level.gain]) fade(gain, context, 0.02);
    for (const source of [drum, cymbal]) source.stop(context.currentTime + 0.3);
  };
}

/**
 * @param {HTMLElement} button what to click, kept hidden
 * @param {(state: "ready"|"blocked"|null) => void} tell hears of every change; null is a screen
 *   that keeps silent
 * @returns {{play: (wish: string|undefined, since: () => number) => void, silence: () => void,
 *   state: () => (string|null)}}
 */
export function sound(button, tell) {
  let context = null;
  let out = null;
  let playing = null; // { wish, since, end }
  let asked = 0;

  const state = () => (context === null ? null : context.state === "running" ? "ready" : "blocked");

  function begin() {
    context = new AudioContext({ latencyHint: "interactive" });
    out = bus(context);
    const mine = context;
    idle(() => { if (context === mine) materials(mine); });
    context.addEventListener("statechange", changed);
    changed();
  }

  function changed() {
    if (context === null) return;
    if (state() === "ready") {
      button.hidden = true;
      sing();
    }
    tell(state());
  }

  /**
   * Nothing is put off until the browser allows it: a hit out of nowhere would be worse than none.
   */
  function sing() {
    if (!playing || playing.end || state() !== "ready") return;
    const age = playing.since();
    if (playing.wish === "roll") playing.end = roll(context, out, age / 1000);
    if (playing.wish === "hit" && age < HIT_MS + LATE_MS) playing.end = hit(context, out, Math.max(0, HIT_MS - age) / 1000);
  }

  function silence() {
    playing?.end?.();
    playing = null;
  }

  /** The show wants no sound any more: the speakers are let go, and nobody is asked for a click. */
  function close() {
    const old = context;
    [context, out] = [null, null];
    if (old === null) return;
    button.hidden = true;
    tell(null);
    setTimeout(() => old.close(), 500); // what still fades may do so
  }

  function play(wish, since) {
    silence();
    if (wish === undefined) return close();
    if (context === null) begin();
    playing = { wish, since, end: null };
    sing();
  }

  const arm = () => { if (state() === "blocked") context.resume(); };
  for (const type of ["pointerdown", "keydown"]) addEventListener(type, arm);
  addEventListener("pointermove", () => {
    if (state() !== "blocked") return;
    button.hidden = false;
    clearTimeout(asked);
    asked = setTimeout(() => { button.hidden = true; }, ASKED_MS);
  });
  return { play, silence, state };
}
