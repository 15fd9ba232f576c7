// Gold for the winner, as light and not as paper: sparks that the opening title sheds, and leaves
// of gold that sink through them. Every place is worked out from a seed and the time, so that all
// screens show the same and a late one joins in the middle.
//
// This file is read twice: by the page, and as a worker that draws beside it (see confetti.js). It
// imports nothing, because what a worker fetches for itself may come from nowhere.

/** Counted from the GO; the stage is still by then. */
export const END_S = 4;
const PAGE = typeof document === "object";
const OPENS_S = 0.5; // when the title opens, and for how long
const OPENING_S = 1.1;
const SPARKS = 140;
const LEAVES = 200; // on a 16:9 screen
const LEAVES_MAX = 320;
const PIXELS_MAX = 640_000;

/** Random numbers that are the same for the same text, on every machine. */
function numbers(text) {
  let state = 2166136261;
  for (let index = 0; index < text.length; index += 1) state = Math.imul(state ^ text.charCodeAt(index), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A soft point of light, drawn once. */
function light(colour) {
  const size = 64;
  const sprite = PAGE ? document.createElement("canvas") : new OffscreenCanvas(size, size);
  sprite.width = sprite.height = size;
  const pen = sprite.getContext("2d");
  const glow = pen.createRadialGradient(size / 2, size / 2, 0, size / 2, size / 2, size / 2);
  glow.addColorStop(0, "rgb(255 250 232)");
  glow.addColorStop(0.16, colour);
  glow.addColorStop(1, "rgb(0 0 0 / 0)");
  pen.fillStyle = glow;
  pen.fillRect(0, 0, size, size);
  return sprite;
}

/** How far something has come that is slowed down by the air: it starts with speed `v`. */
const slowed = (v, drag, t) => (v * (1 - Math.exp(-drag * t))) / drag;

/**
 * Thrown off by the edges of the title while it opens. Lengths in u, from the middle of the screen.
 */
function spark(random) {
  const side = random() < 0.5 ? -1 : 1;
  const when = random();
  const edge = 1 - (1 - when) ** 3.2;
  const drag = 1.5 + random();
  const speed = 0.4 + random() ** 2;
  return {
    born: OPENS_S + when * OPENING_S,
    life: 1.1 + random() * 1.3,
    size: 0.4 + random() ** 3 * 1.2,
    bright: 0.45 + random() * 0.55,
    tall: 1,
    x: [side * edge * 36, side * speed * 20 * (1.15 - edge)],
    y: [(random() - 0.55) * 11, -speed * (4 + random() * 22)],
    drag, falls: 3 + random() * 4,
    sways: 0, pace: 0, turn: random() * 6.3, twist: 1 + random() * 2,
  };
}

/** Sinks from above, turning: it is bright when it faces the hall. */
function leaf(random, wide, high) {
  const near = 0.45 + random() * 0.55;
  return {
    born: 0.7 + random() * 1.2,
    life: 2.1 + random() * 1.2,
    size: 1.05 * near,
    bright: near * (0.5 + random() * 0.5),
    tall: 1.5 + random() * 1.5,
    x: [(random() - 0.5) * wide * 1.05, 0],
    y: [-high / 2 + (random() ** 1.6 * 0.78 - 0.14) * high, 0],
    drag: 1, falls: near * (7 + random() * 6),
    sways: 0.6 + random() * 1.8, pace: 1.5 + random() * 2, turn: random() * 6.3, twist: 1.6 + random() * 2.6,
  };
}

function draw(pen, sprite, one, t, u, centre) {
  const age = t - one.born;
  const life = Math.min(one.life, END_S - one.born);
  if (age <= 0 || age >= life) return;
  const fades = Math.min(1, age / 0.18, (life - age) / 0.8);
  const faces = Math.abs(Math.cos(one.turn + age * one.twist));
  const x = one.x[0] + slowed(one.x[1], one.drag, age) + one.sways * Math.sin(one.turn + age * one.pace);
  const y = one.y[0] + slowed(one.y[1], one.drag, age) + one.falls * age;
  const wide = one.size * u * 2;
  pen.globalAlpha = one.bright * fades * (one.tall > 1 ? 0.18 + 0.82 * faces ** 3 : 1);
  pen.setTransform(1, 0, 0, 1, centre.x + x * u, centre.y + y * u);
  pen.rotate(one.sways * Math.cos(one.turn + age * one.pace) * 0.5);
  pen.drawImage(sprite, -wide / 2, (-wide * one.tall) / 2, wide * (one.tall > 1 ? 0.25 + 0.75 * faces : 1), wide * one.tall);
}

/**
 * The gold of one award on one canvas. Its size may change at any time: the gold goes on in the new
 * shape.
 * @param {HTMLCanvasElement | OffscreenCanvas} canvas
 * @param {{ seed: string, colour: string }} what
 * @returns {{ size: (wide: number, high: number) => void, draw: (seconds: number) => boolean }}
 *   `size` takes the box in CSS pixels; `draw`
 *   says whether more is to come.
 */
export function gold(canvas, { seed, colour }) {
  const pen = canvas.getContext("2d");
  const sprite = light(colour);
  let [all, u, centre] = [[], 1, { x: 0, y: 0 }];
  return {
    size(boxWide, boxHigh) {
      const scale = Math.min(1, Math.sqrt(PIXELS_MAX / (boxWide * boxHigh)));
      canvas.width = Math.round(boxWide * scale);
      canvas.height = Math.round(boxHigh * scale);
      u = Math.min(canvas.width / 100, canvas.height / 56.25);
      const [wide, high] = [canvas.width / u, canvas.height / u];
      centre = { x: canvas.width / 2, y: canvas.height / 2 };
      const random = numbers(seed);
      const leaves = Math.min(LEAVES_MAX, Math.round((LEAVES * wide * high) / 5625));
      all = Array.from({ length: SPARKS }, () => spark(random));
      for (let index = 0; index < leaves; index += 1) all.push(leaf(random, wide, high));
    },
    draw(seconds) {
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.clearRect(0, 0, canvas.width, canvas.height);
      if (seconds >= END_S) return false;
      pen.globalCompositeOperation = "lighter";
      for (const one of all) draw(pen, sprite, one, seconds, u, centre);
      return true;
    },
  };
}

/** As a worker: one canvas at a time, until its end or until it is told to stop. */
function serve() {
  let [running, handle, began] = [null, 0, 0];
  // The clocks of the page and of a worker begin at different times, and run alike.
  const clock = () => performance.timeOrigin + performance.now();
  const frame = () => {
    handle = running?.draw((clock() - began) / 1000) ? requestAnimationFrame(frame) : 0;
  };
  onmessage = ({ data }) => {
    if (data.canvas) {
      cancelAnimationFrame(handle);
      running = gold(data.canvas, data);
      began = data.began;
    }
    if (data.stop) {
      cancelAnimationFrame(handle);
      [running, handle] = [null, 0];
    }
    if (!running || !data.wide) return;
    running.size(data.wide, data.high);
    cancelAnimationFrame(handle);
    frame(); // a canvas that changes its size is empty: it is drawn anew in the same breath
    postMessage({ drew: true });
  };
  onmessageerror = () => postMessage({ unread: true });
  postMessage({ able: typeof requestAnimationFrame === "function" && Boolean(new OffscreenCanvas(1, 1).getContext("2d")) });
}

if (!PAGE) serve();
