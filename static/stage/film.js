// A film over its plate: seen from its first real frame, left standing on its last, stopped when
// its scene goes.

const LATE_MS = 2500;

/**
 * Plays a film whose scene began `elapsedMs` ago; a screen that joins late takes it up where the
 * others are.
 */
export async function play(video, elapsedMs = 0) {
  const seen = () => video.classList.add("playing");
  // A decoder announces "playing" before its first picture is there.
  if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(seen);
  else video.addEventListener("timeupdate", seen, { once: true });
  // What cannot be decoded leaves the plate in its place.
  video.addEventListener("error", () => video.remove(), { once: true });
  if (elapsedMs > LATE_MS) {
    await new Promise((done) => (video.readyState > 0 ? done() : video.addEventListener("loadedmetadata", done, { once: true })));
    const late = elapsedMs / 1000;
    // Beyond the end: the last frame, which is where everybody else stands.
    video.currentTime = Math.min(late, Math.max(0, video.duration - 0.05));
    if (late >= video.duration) return;
  }
  try {
    await video.play();
  } catch {
    if (!video.isConnected) return;
    video.muted = true; // a browser that was not started as a kiosk lets no sound play by itself
    video.play().catch(() => {});
  }
}

/** Stops the films of a scene that is about to go: a film that nobody sees must not be heard. */
export function stop(scene) {
  for (const video of scene.querySelectorAll("video")) {
    video.pause();
    video.removeAttribute("src");
    video.load();
  }
}
