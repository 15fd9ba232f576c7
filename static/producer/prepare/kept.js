// What this browser's tab keeps over a reload.

const TYPED = "palmares-desk";
const VERSION = "palmares-desk-version";

/** Without a place to keep it, it stays on the page alone. */
function keep(key, text) {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch { /* As said. */ }
}

function kept(key) {
  try { return sessionStorage.getItem(key); } catch { return null; }
}

/** What was typed, of the show with this id; null for nothing. */
export const keepTyped = (all) => keep(TYPED, all && JSON.stringify(all));
export const keptTyped = () => JSON.parse(kept(TYPED));

/** The version of the file that the last change of one's own left. */
export const keepVersion = (version) => keep(VERSION, version);
export const keptVersion = () => kept(VERSION);
