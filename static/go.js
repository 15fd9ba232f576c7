// The GO button: what it shows, and when a press of it fires. It knows nothing of the network.

import { HOLD_MS } from "/static/hold.js";

// A bounce of a clicker and a second tap are one wish: nobody reads a new cue within this time.
const GUARD_MS = 500;
// The finger that armed it may tremble on its way up.
const TREMBLE_MS = 250;
const ARMED_BY_HOLD_MS = 60000;
const ARMED_BY_KEY_MS = 3000;
const SHOWN_MS = 1200;

const now = () => performance.now();

// Before the first touch is over, browsers refuse to vibrate and say so in the log.
const feel = () => { if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(10); };

export class GoButton {
  #words;
  #on;
  #button = document.querySelector("[data-go]");
  #label = this.#button.querySelector("[data-go-word]");
  #note = this.#button.querySelector("[data-go-note]");
  #needsHold = false;
  #barred = null; // why a press would be refused
  // The last command was refused for its key: a press finds out whether that is still so.
  #shut = false;
  #unread = false; // an edit has changed what is next, and nobody has read it here
  #readAt = -Infinity; // when a press was spent on that
  #ended = false;
  #reachable = false;
  #busy = false;
  #armed = null; // { from }: a press from then on fires
  #movedAt = -Infinity; // when the stage last moved, or was told to
  #holdTimer = 0;
  #releaseArms = false;
  #shown = null; // { state, text, until }: an outcome that stays for a moment
  #drawTimer = 0;

  /**
   * @param {object} words what it says
   * @param {{fire: () => void, read: () => void, say: (text: string, tone?: string) => void}} on
   *   `fire` when a press counts, `read` when it is spent on what was changed
   */
  constructor(words, on) {
    [this.#words, this.#on] = [words, on];
    const button = this.#button;
    button.addEventListener("pointerdown", (event) => {
      if (!event.isPrimary || event.button) return;
      button.setPointerCapture(event.pointerId);
      feel();
      this.press("touch");
    });
    for (const type of ["pointerup", "pointercancel"]) button.addEventListener(type, () => this.#release());
    // Without a pointer: assistive technology, which cannot hold.
    button.addEventListener("click", (event) => { if (event.detail === 0) this.press("key"); });
    button.addEventListener("contextmenu", (event) => event.preventDefault());
    // A tap anywhere else means that the moment has passed.
    addEventListener("pointerdown", (event) => { if (!button.contains(event.target)) this.disarm(); });
  }

  /** A press; `source` is "touch" for a finger or a mouse and "key" for all that cannot be held. */
  press(source) {
    const words = this.#words;
    if (!this.#reachable) return this.#on.say(words.down, "alarm");
    if (this.#busy) return;
    if (this.moving) return this.#on.say(words.too_soon);
    if (this.#barred && !this.#shut) return this.#on.say(this.#barred, "refused");
    if (this.#unread) return this.#read();
    // The same tap may bounce.
    if (now() - this.#readAt < GUARD_MS) return;
    if (!this.#needsHold) return this.#fire();
    if (this.#armed) {
      if (now() >= this.#armed.from) this.#fire();
    } else if (source === "key") {
      this.#arm(now() + GUARD_MS, ARMED_BY_KEY_MS);
      this.#on.say(words.armed_key);
    } else {
      this.#hold();
    }
  }

  /** The next press no longer fires. */
  disarm() {
    if (!this.#armed) return;
    this.#armed = null;
    this.#on.say(this.#words.disarmed);
    this.#redraw();
  }

  /** Whether a command is under way, or the stage has only just moved. */
  get moving() {
    return this.#busy || now() - this.#movedAt < GUARD_MS;
  }

  /**
   * What is on deck now.
   * @param {{hold: boolean, end: boolean, barred: string|null, shut: boolean,
   *   unread: boolean}} next `barred` says why the server would refuse it, `shut` that it did not
   *   take the page's key, `unread` that it was changed and the first press is for reading it
   * @param {boolean} changed whether the stage is not what it was
   * @param {boolean} moved whether it stands on another cue
   */
  deck({ hold, end, barred, shut, unread }, changed, moved) {
    [this.#needsHold, this.#ended, this.#barred, this.#shut, this.#unread] = [hold, end, barred, shut, unread];
    if (moved) this.#movedAt = now();
    if (changed || barred) this.#drop();
    this.#redraw();
  }

  /** Whether a press could reach the server. */
  reachable(yes) {
    this.#reachable = yes;
    if (!yes) this.#drop();
    this.#redraw();
  }

  /** A command left. */
  sent() {
    [this.#busy, this.#shown, this.#movedAt] = [true, null, now()];
    // In the next frame: "pressed" has to be seen first.
    requestAnimationFrame(() => { if (this.#busy) this.#redraw(); });
  }

  /** Its answer came: "done" or "refused", or nothing at all. */
  answered(state) {
    this.#busy = false;
    this.#shown = state ? { state, text: this.#words[state], until: now() + SHOWN_MS } : null;
    this.#redraw();
  }

  #read() {
    this.#readAt = now();
    this.#on.read();
    this.#on.say(this.#words.read);
  }

  #fire() {
    this.#armed = null;
    this.#button.dataset.state = "pressed";
    this.#on.fire();
  }

  #hold() {
    this.#shown = null;
    this.#holdTimer = setTimeout(() => {
      this.#holdTimer = 0;
      this.#releaseArms = true;
      this.#arm(Infinity, ARMED_BY_HOLD_MS);
      feel();
    }, HOLD_MS);
    this.#redraw();
  }

  #arm(from, lasts_ms) {
    const armed = { from };
    [this.#armed, this.#shown] = [armed, null];
    setTimeout(() => { if (this.#armed === armed) this.disarm(); }, lasts_ms);
    this.#redraw();
  }

  #release() {
    if (this.#releaseArms && this.#armed) this.#armed.from = now() + TREMBLE_MS;
    this.#releaseArms = false;
    if (!this.#holdTimer) return;
    this.#drop();
    this.#on.say(this.#words.hold_longer);
    this.#redraw();
  }

  // Whatever was begun is off.
  #drop() {
    clearTimeout(this.#holdTimer);
    [this.#holdTimer, this.#armed] = [0, null];
  }

  // Draws now, and again when what is shown runs out.
  #redraw() {
    if (this.#shown && this.#shown.until <= now()) this.#shown = null;
    this.#draw();
    clearTimeout(this.#drawTimer);
    const ends = [this.#shown?.until, this.#movedAt + GUARD_MS].filter((at) => at > now());
    if (ends.length) this.#drawTimer = setTimeout(() => this.#redraw(), Math.min(...ends) - now() + 1);
  }

  #draw() {
    const [words, shown] = [this.#words, this.#shown];
    const show = (state, note, word = "GO") => {
      this.#button.dataset.state = state;
      this.#label.textContent = word;
      this.#note.textContent = note;
    };
    if (!this.#reachable) return show("offline", words.offline);
    if (this.#busy) return show("sent", words.sent);
    if (shown) return show(shown.state, shown.text);
    if (this.#armed) return show("armed", words.armed_note, words.armed);
    if (this.#holdTimer) return show("holding", words.hold_go);
    if (this.moving) return show("guard", "");
    if (this.#ended) return show("end", words.end);
    if (this.#barred || this.#shut) return show("barred", words.barred);
    if (this.#unread) return show("unread", words.unread);
    show("ready", this.#needsHold ? words.hold_go : words.ready);
  }
}
