// A second press of the button would take the page away from the answer to the first.
let sent = false;
document.querySelector("form")?.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
addEventListener("pageshow", () => { sent = false; });
