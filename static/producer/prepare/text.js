// A text of the show: one string for every language, or one for each.

const isTable = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** The key of a table that serves a language; a shorter tag serves a longer one. */
function serving(table, lang) {
  for (let tag = lang; ; tag = tag.slice(0, tag.lastIndexOf("-"))) {
    if (tag in table) return tag;
    if (!tag.includes("-")) return null;
  }
}

/** The shortest tag that serves this language and no other one of the show's. */
export function shortest(lang, languages) {
  const parts = lang.split("-");
  for (let n = 1; n < parts.length; n += 1) {
    const tag = parts.slice(0, n).join("-");
    const served = languages.filter((other) => other === tag || other.startsWith(`${tag}-`));
    if (served.length === 1) return tag;
  }
  return lang;
}

/** What stands in the field of a language: a plain string stands in the first one's alone. */
export function shown(value, languages, lang) {
  if (typeof value === "string") return lang === languages[0] ? value : "";
  if (!isTable(value)) return "";
  const key = serving(value, lang);
  return key === null ? "" : String(value[key]);
}

/** The text in the first of these languages that it has. */
export function first(value, languages) {
  if (typeof value === "string") return value;
  if (!isTable(value)) return "";
  const found = languages.map((lang) => shown(value, [lang], lang)).find(Boolean);
  return found ?? String(Object.values(value)[0] ?? "");
}

/**
 * What becomes of a text once this was typed into the fields of its languages: as sets of its keys,
 * `[key, value]`, the key below the text's own; null takes it away.
 * @param {Record<string, string>} typed by language
 */
export function retyped(value, languages, typed) {
  const next = languages.map((lang) => typed[lang] ?? shown(value, languages, lang));
  if (next.every((text) => !text.trim())) return value === undefined ? [] : [["", null]];
  if (isTable(value)) {
    const edits = new Map();
    for (const lang of languages.filter((one) => one in typed)) {
      const key = serving(value, lang);
      const sharing = languages.filter((other) => key !== null && serving(value, other) === key);
      if (sharing.length < 2) {
        edits.set(key ?? shortest(lang, languages), typed[lang] || null);
        continue;
      }
      // A key that serves others too is divided: each of them gets one of its own.
      const own = sharing.map((other) => [shortest(other, languages), typed[other] ?? shown(value, languages, other)]);
      edits.set(key, null);
      for (const [tag, text] of own) if (text || tag === key) edits.set(tag, text || null);
    }
    return [...edits];
  }
  if (next.slice(1).every((text) => !text)) return [["", next[0]]];
  const each = languages.map((lang, at) => [shortest(lang, languages), next[at]]);
  return [["", Object.fromEntries(each.filter(([, text]) => text))]];
}

/** The same as a whole value; undefined for none. */
export function whole(value, languages, typed) {
  return retyped(value, languages, typed).reduce((text, [key, said]) => {
    if (!key) return said ?? undefined;
    const { [key]: _, ...rest } = text;
    return said === null ? rest : { ...rest, [key]: said };
  }, value);
}
