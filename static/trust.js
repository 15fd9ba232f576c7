// Asks for a picture over HTTPS: it comes only once this device trusts the server.

const ASK_AGAIN_MS = 4000;

const trusted = document.querySelector("[data-trusted]");
const untrusted = document.querySelector("[data-untrusted]");

function say(yes) {
  trusted.hidden = !yes;
  untrusted.hidden = yes;
}

function ask() {
  const probe = new Image();
  probe.onload = () => say(true);
  probe.onerror = () => {
    say(false);
    setTimeout(ask, ASK_AGAIN_MS);
  };
  probe.src = `https://${location.host}/static/icon.svg?${Date.now()}`;
}

if (location.protocol === "https:") {
  say(true);
} else {
  ask();
}

// An iPad says that it is a Mac, but a Mac has no touch screen.
const [apple, mac] = ["apple", "mac"].map((id) => document.querySelector(`[data-device="${id}"]`));
if (apple.open && mac.open) {
  if (navigator.maxTouchPoints > 1) mac.open = false;
  else apple.open = false;
}
