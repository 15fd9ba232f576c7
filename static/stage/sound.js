// A drum roll for the suspense and a hit for the reveal, made on the spot: noise, a drum's tone, and their echo in the air.
// Only in a show whose file asks for it. Where the browser wants a click first, the server is told, and whoever moves the mouse
// on that machine is shown where to click; the hall never is.

const HIT_MS = 500; // with the light, after the half second of dark
const LATE_MS = 250; // a hit that would come later than that does not come
const SWELL_S = 18;
const ASKED_MS = 5000;

function noise(context, seconds, shape) {
  const buffer = context.createBuffer(1, Math.round(seconds * context.sampleRate), context.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = (Math.random() * 2 - 1) * shape(index / context.sampleRate);
  }
  return buffer;
}

/** Two sticks, not quite even: a few seconds of it, to be repeated. */
function strokes(context) {
  const [rate, seconds] = [21, 4];
  const all = Array.from({ length: rate * seconds }, (_, index) => ({
    at: (index + (Math.random() - 0.5) * 0.16) / rate,
    force: (index % 2 ? 0.82 : 1) * (0.85 + Math.random() * 0.15),
  }));
  const skin = (t) => {
    const near = all.slice(Math.max(0, Math.floor(t * rate) - 3), Math.floor(t * rate) + 2);
    return near.reduce((sum, { at, force }) => sum + (t < at ? 0 : force * Math.exp(-(t - at) * 34)), 0);
  };
  return noise(context, seconds, skin);
}

function glide(param, from, to, at, seconds) {
  param.setValueAtTime(from, at);
  param.exponentialRampToValueAtTime(to, at + seconds);
}

/** Starts the roll, `age` seconds into it; returns what ends it. */
function roll(context, out, age) {
  const now = context.currentTime;
  const source = new AudioBufferSourceNode(context, { buffer: strokes(context), loop: true });
  const tone = new BiquadFilterNode(context, { type: "bandpass", frequency: 420, Q: 0.6 });
  const level = new GainNode(context, { gain: 0.0001 });
  const grown = Math.min(1, age / SWELL_S);
  glide(tone.frequency, 260 + 900 * grown, 1160, now, Math.max(0.05, SWELL_S - age));
  glide(level.gain, 0.04 + 0.5 * grown ** 2, 0.55, now, Math.max(0.05, SWELL_S - age));
  source.connect(tone).connect(level).connect(out);
  source.start();
  return () => {
    level.gain.cancelScheduledValues(context.currentTime);
    level.gain.setTargetAtTime(0, context.currentTime, 0.03);
    source.stop(context.currentTime + 0.3);
  };
}

/** A bass drum and a cymbal; returns what ends them. */
function hit(context, out, delay) {
  const at = context.currentTime + delay;
  const drum = new OscillatorNode(context, { type: "sine" });
  const body = new GainNode(context, { gain: 0 });
  glide(drum.frequency, 118, 44, at, 0.35);
  glide(body.gain, 0.95, 0.001, at, 1.7);
  drum.connect(body).connect(out);
  const cymbal = new AudioBufferSourceNode(context, { buffer: noise(context, 3, (t) => Math.exp(-t * 1.9) * Math.min(1, t * 400)) });
  const bright = new BiquadFilterNode(context, { type: "highpass", frequency: 3200 });
  const level = new GainNode(context, { gain: 0.28 });
  cymbal.connect(bright).connect(level).connect(out);
  drum.start(at);
  drum.stop(at + 2);
  cymbal.start(at);
  return () => {
    for (const gain of [body.gain, level.gain]) {
      gain.cancelScheduledValues(context.currentTime);
      gain.setTargetAtTime(0, context.currentTime, 0.02);
    }
    for (const source of [drum, cymbal]) source.stop(context.currentTime + 0.2);
  };
}

/**
 * @param {HTMLElement} button what to click, kept hidden
 * @param {(state: "ready"|"blocked"|null) => void} tell hears of every change; null is a screen that keeps silent
 * @returns {{play: (wish: string|undefined, since: () => number) => void, silence: () => void, state: () => (string|null)}}
 */
export function sound(button, tell) {
  let context = null;
  let out = null;
  let playing = null; // { wish, since, end }
  let asked = 0;

  const state = () => (context === null ? null : context.state === "running" ? "ready" : "blocked");

  function begin() {
    context = new AudioContext({ latencyHint: "interactive" });
    out = new DynamicsCompressorNode(context, { threshold: -14, ratio: 6 });
    out.connect(context.destination);
    context.addEventListener("statechange", changed);
    changed();
  }

  function changed() {
    if (state() === "ready") {
      button.hidden = true;
      sing();
    }
    tell(state());
  }

  /** Nothing is put off until the browser allows it: a hit out of nowhere would be worse than none. */
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

  function play(wish, since) {
    silence();
    if (wish === undefined) return;
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
