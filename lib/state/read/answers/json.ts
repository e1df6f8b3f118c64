/** Lists and objects in each other that are read: the deepest answer of any tool has fewer than twenty. */
const deepest = 100;

/** The data that the text is, or why it is none: in the parser's words, which quote nothing of the text. */
export function parsed(text: string): { readonly data: unknown } | { readonly fault: string } {
  if (isNestedTooDeeply(text))
    return { fault: `lists and objects are nested more than ${deepest} levels deep` };
  try {
    return { data: JSON.parse(text) };
  } catch {
    return {
      fault: /[\]}]\s*$/.test(text.slice(-100))
        ? 'this is not JSON'
        : 'this is not JSON, or its end is missing',
    };
  }
}

const [quote, backslash, openList, closeList, openObject, closeObject] = [...'"\\[]{}'].map((sign) =>
  sign.charCodeAt(0),
);

/** Looked for before parsing, which would take the machine's memory for millions of levels. */
function isNestedTooDeeply(text: string): boolean {
  let [depth, quoted] = [0, false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (quoted && sign === backslash) at += 1;
    else if (sign === quote) quoted = !quoted;
    else if (quoted) continue;
    else if (sign === openList || sign === openObject) depth += 1;
    else if (sign === closeList || sign === closeObject) depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}
