// What this tablet is: a name that the server tells it from others by, and which of two MCs holds
// it. Both stay with the device.

import { remembered } from "/static/kept.js";

const KEPT = "palmares-mc";
const VOICES = ["A", "B"];

const [kept, keep] = remembered(KEPT);

/** Made here: over plain HTTP a page has no other random names. */
function named() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

if (!/^[0-9a-f]{16}$/.test(kept.id ?? "")) keep({ id: named() });

/** Its name, and the letter of whoever holds it, if it says so. */
export function tablet() {
  return VOICES.includes(kept.voice) ? { tablet: kept.id, voice: kept.voice } : { tablet: kept.id };
}

/** Lets the lines of whoever holds it stand out. */
export function voices() {
  const script = document.querySelector("section.script");
  const buttons = [...document.querySelectorAll("button[data-voice]")];
  const show = () => {
    const { voice = "" } = tablet();
    script.dataset.voice = voice;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.voice === voice));
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      keep({ voice: button.dataset.voice });
      show();
    });
  }
  show();
}
