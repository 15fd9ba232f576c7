// Where the evening stands in the rundown of the panel. Its lines are sent once; what a press moves
// are a few marks.

/**
 * Marks the lines and headings of `rundown` as `marks` says: the numbers of lines and groups, and
 * each mark as it is to look.
 */
export function mark(rundown, marks) {
  const { current, deck, hold, ...groups } = marks.querySelector("i").dataset;
  for (const put of rundown.querySelectorAll("[data-put]")) put.remove();
  for (const line of rundown.querySelectorAll("[data-lent]")) {
    delete line.dataset.lent;
    delete line.dataset.hold;
  }

  const put = (name, parent, before) => {
    const copy = marks.querySelector(`.${name}`).cloneNode(true);
    copy.dataset.put = "";
    parent.insertBefore(copy, before);
  };
  rundown.querySelectorAll(".cue").forEach((line, number) => {
    line.classList.toggle("past", number < current);
    line.classList.toggle("deck", number === Number(deck ?? NaN));
    line.classList.remove("skipped");
    if (number === Number(current)) line.setAttribute("aria-current", "step");
    else line.removeAttribute("aria-current");
    if (!line.classList.contains("deck")) return;
    const after = line.querySelector(".name").nextSibling;
    put("on-deck", line, after);
    if (hold === undefined || "hold" in line.dataset) return;
    line.dataset.hold = line.dataset.lent = "";
    put("hold", line, after);
  });
  const sections = rundown.querySelectorAll(".group");
  for (const name of ["corrected", "revealed", "skipped"]) {
    for (const number of groups[name].split(" ").filter(Boolean)) {
      const heading = sections[number]?.querySelector("h2");
      if (heading) put(name, heading, null);
    }
  }
  for (const number of groups.skipped.split(" ").filter(Boolean)) {
    sections[number]?.querySelector(".cue[data-hold]:not([data-lent])")?.classList.add("skipped");
  }
}
