// Whether an answer, or what a socket says, is this server's own. A portal, a guard or a proxy may
// speak in its place, with any status and any body: what is not recognisably ours decides nothing.
// The audience's page holds it too (no line of code may start with a comment's two strokes, and
// `export` stands alone before a declaration). ES2017: phones are old.

const PROBLEM = "urn:palmares:problem:";

/** The object that a text holds, if `fits` knows it; else null. */
export function told(text, fits) {
  try {
    const said = JSON.parse(text);
    return said && typeof said === "object" && fits(said) ? said : null;
  } catch (e) { return null; }
}

/** What our answer says; `word` names its problem, and is "" for a 200 that `fits` knows. */
export function ours(status, text, fits) {
  const isProblem = ({ type, status: said }) =>
    said === status && typeof type === "string" && type.startsWith(PROBLEM);
  const said = told(text, status === 200 ? fits : isProblem);
  if (said) said.word = status === 200 ? "" : said.type.slice(PROBLEM.length);
  return said;
}

/** Whether an answer that is not ours came from the network; gateways say that we are away. */
export function intercepted(status) {
  return status < 500 || status === 511;
}
