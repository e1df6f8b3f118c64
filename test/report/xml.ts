/** A strict reader of the XML that reports are: anything that is not well-formed throws. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const attribute = /\s+([A-Za-z][\w-]*)="((?:[^"<&]|&(?:amp|lt|gt|quot|apos|#x?[0-9a-fA-F]+);)*)"/y;
const text = /(?:[^<&]|&(?:amp|lt|gt|quot|apos|#x?[0-9a-fA-F]+);)+/y;
const cdata = /<!\[CDATA\[[\s\S]*?\]\]>/y;
const closing = /<\/([A-Za-z][\w-]*)\s*>/y;
const opening = /<([A-Za-z][\w-]*)/y;
const end = /\s*(\/?)>/y;
const illegal = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** All elements in the order in which they open. */
export function elementsOf(xml: string): Element[] {
  if (illegal.test(xml))
    throw new Error(`a character that XML cannot hold: ${JSON.stringify(illegal.exec(xml))}`);
  const open: string[] = [];
  const found: Element[] = [];
  let at = /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/.exec(xml)?.[0].length ?? 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(xml);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (at < xml.length) {
    if (open.length > 0 && take(cdata)) continue;
    const white = take(text)?.[0];
    if (white !== undefined) {
      if (white.includes(']]>') || (open.length === 0 && white.trim() !== ''))
        throw new Error(`stray text ${white}`);
      continue;
    }
    const closed = take(closing)?.[1];
    if (closed !== undefined) {
      if (open.pop() !== closed) throw new Error(`${closed} closes what is not open`);
      continue;
    }
    const name = take(opening)?.[1];
    if (name === undefined) throw new Error(`no markup: ${xml.slice(at, at + 60)}`);
    const attributes: Record<string, string> = {};
    for (let match = take(attribute); match; match = take(attribute)) attributes[match[1]!] = match[2]!;
    const ended = take(end);
    if (!ended) throw new Error(`a broken tag: ${xml.slice(at, at + 60)}`);
    found.push({ name, attributes });
    if (ended[1] === '') open.push(name);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(', ')}`);
  return found;
}
