// Times on paper, as the clocks of the place say where it is printed; the server writes UTC.

const lang = document.documentElement.lang;
const two = (number) => String(number).padStart(2, "0");

/** The difference from UTC, as people there write it: "GMT+8". */
function zone(at) {
  const parts = new Intl.DateTimeFormat(lang, { timeZoneName: "shortOffset" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName").value;
}

for (const time of document.querySelectorAll("time[data-at]")) {
  const at = new Date(Number(time.dataset.at));
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}`;
  if ("clock" in time.dataset) time.textContent = `${clock}:${two(at.getSeconds())}`;
  else time.textContent = "zone" in time.dataset ? `${day} ${clock} ${zone(at)}` : `${day} ${clock}`;
}
