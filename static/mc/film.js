// How long the film on stage is: the panel's small picture of the stage plays it, too, and knows.
// It counts from when its cue was fired, as every stage does.

const LOOK_MS = 500;

/** Tells the clock of a film how long it is. Until that is known the planned time stands there. */
export function film() {
  const mirror = document.querySelector(".mirror iframe");
  setInterval(() => {
    const clock = document.querySelector("time[data-film]");
    if (!clock || clock.dataset.length) return;
    const length = mirror.contentDocument?.querySelector("video.film")?.duration;
    if (Number.isFinite(length)) clock.dataset.length = Math.round(length * 1000);
  }, LOOK_MS);
}
