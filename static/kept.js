// What a page keeps on this device, under one name.

/** What was kept, and a function that changes some of it. */
export function remembered(name) {
  let values;
  try {
    values = JSON.parse(localStorage.getItem(name)) ?? {};
  } catch {
    values = {};
  }
  const keep = (change) => {
    Object.assign(values, change);
    // A browser that keeps nothing shows the page all the same, until it loads it anew.
    try { localStorage.setItem(name, JSON.stringify(values)); } catch { /* nothing is kept */ }
  };
  return [values, keep];
}
