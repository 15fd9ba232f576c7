// The clocks of the panel: the frame holds moments, and only the text of `<time>` elements moves.

const two = (n) => String(n).padStart(2, "0");

/** 65000 as "1:05", 3665000 as "1:01:05". */
export function duration(ms) {
  const s = Math.floor(Math.abs(ms) / 1000);
  const h = Math.floor(s / 3600);
  const m = Math.floor(s / 60) % 60;
  return h ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
}

function signed(ms) {
  const text = duration(ms);
  return /^[0:]+$/.test(text) ? text : `${ms < 0 ? "−" : "+"}${text}`;
}

function put(element, text, tone) {
  if (element.textContent !== text) element.textContent = text;
  if (element.dataset.tone !== tone) element.dataset.tone = tone;
}

const draw = {
  clock(element, now) {
    const date = new Date(now);
    put(element, `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`, "calm");
  },
  cueTime(element, now) {
    const { since, plan } = element.dataset;
    const planned = plan ? ` / ${duration(+plan)}` : "";
    if (!since) return put(element, `–:––${planned}`, "calm");
    const spent = Math.max(0, now - since);
    put(element, `${duration(spent)}${planned}`, plan && spent > +plan ? "over" : "calm");
  },
  // Late or early by the plan; within its own planned time a cue changes nothing.
  evening(element, now) {
    const { begun, since, before, plan } = element.dataset;
    if (!begun) return put(element, "–", "calm");
    const late = (since - begun) - before + Math.max(0, now - since - plan);
    put(element, signed(late), late >= 1000 ? "over" : "calm");
  },
  // What is left of a film: of its own length, or of the planned one.
  film(element, now) {
    const { since, plan, length } = element.dataset;
    const whole = length ?? plan;
    if (!whole) return put(element, "–:––", "calm");
    const left = Math.max(0, +since + +whole - now);
    put(element, duration(left + 999 * (left > 0)), left <= 10000 ? "over" : "calm");
  },
  until(element, now) {
    const left = Math.max(0, element.dataset.until - now);
    put(element, duration(left + 999), left <= 10000 ? "over" : "calm");
  },
};

/** Writes every `<time>` of the page for the server's time `now`. */
export function tick(now) {
  for (const element of document.querySelectorAll("time")) {
    for (const [name, write] of Object.entries(draw)) if (name in element.dataset) write(element, now);
  }
}
