// Small makers of elements.

/** An element with properties (`data` and `aria` as objects) and children; null children are none. */
export function h(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key === "data") Object.assign(node.dataset, value);
    else if (key === "aria") for (const [part, said] of Object.entries(value)) node.setAttribute(`aria-${part}`, said);
    else if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A sentence with `{}` in it, filled in. */
export const fill = (sentence, ...parts) => parts.reduce((text, part) => text.replace("{}", () => part), sentence);

/** A button that says what it does, for those who only hear it too. */
export const button = (text, click, properties = {}) => h("button", { type: "button", textContent: text, onclick: click, ...properties });

/** Where a file of the show is fetched. */
export const url = (path) => `/media/${path.replace(/^media\//, "").split("/").map(encodeURIComponent).join("/")}`;
