// Keeps the screen awake where the browser allows it; where it does not, a hint says how to.

const DISMISSED = "palmares-wake-hint";

/** Starts it, once a page. */
export function stayAwake() {
  const hint = document.querySelector("[data-wake]");
  const help = () => { hint.hidden = sessionStorage.getItem(DISMISSED) !== null; };
  document.querySelector("[data-wake-ok]").onclick = () => {
    hint.hidden = true;
    sessionStorage.setItem(DISMISSED, "");
  };
  if (!isSecureContext || !navigator.wakeLock) return help();

  // The lock is lost whenever the page is hidden, and a low battery may refuse it.
  const lock = () => {
    if (!document.hidden) navigator.wakeLock.request("screen").then(() => { hint.hidden = true; }, help);
  };
  document.addEventListener("visibilitychange", lock);
  lock();
}
