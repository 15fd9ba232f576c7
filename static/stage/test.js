// The test pattern's facts: the size that the browser really draws, its frame rate, and a flash at
// every full second of the server's clock, so that two screens beside each other flash together.
// One flash a second, and no more.

import { live } from "../live.js";

const FLASH_MS = 100;

const size = document.getElementById("size");
const rate = document.getElementById("rate");
const flash = document.getElementById("flash");
const link = live("/live/stage?mirror=1", { frame: () => {} });

function measure() {
  const dot = devicePixelRatio;
  const [width, height] = [innerWidth, innerHeight].map((length) => Math.round(length * dot));
  size.textContent = `${width} × ${height}${dot === 1 ? "" : ` (${Math.round(dot * 100)} %)`}`;
}
addEventListener("resize", measure);
measure();

let frames = 0;
let since = performance.now();
function frame(now) {
  frames += 1;
  if (now - since >= 1000) {
    rate.textContent = `${Math.round((frames * 1000) / (now - since))} fps`;
    [frames, since] = [0, now];
  }
  flash.classList.toggle("on", link.now() % 1000 < FLASH_MS);
  requestAnimationFrame(frame);
}
requestAnimationFrame(frame);
