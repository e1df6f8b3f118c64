/** One word of a rule. */
export interface Token {
  readonly text: string;
  /** Whether it stood in quotes: it is no option then, whatever it begins with. */
  readonly quoted: boolean;
}

/** Signs of a line that are read: rules have a few thousand at most. */
const longest = 20_000;

/** A word in quotes, with a backslash before a quote inside; or one without spaces. */
const word = /"((?:[^"\\]|\\[\s\S])*)"|([^\s"]+)/gy;

/** The words of a rule as iptables-save writes it; undefined where a quote is not closed. */
export function tokensOf(line: string): Token[] | undefined {
  if (line.length > longest) return undefined;
  const tokens: Token[] = [];
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line[at]!)) at += 1;
    else {
      word.lastIndex = at;
      const [whole, quoted, plain] = word.exec(line) ?? [];
      if (whole === undefined) return undefined;
      tokens.push(
        quoted === undefined
          ? { text: plain!, quoted: false }
          : { text: quoted.replace(/\\([\s\S])/g, '$1'), quoted: true },
      );
      at += whole.length;
    }
  }
  return tokens;
}

/** The lines of a text, of which an end in quotes is none: whoever writes a comment cannot write rules in it. */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  let [start, quoted] = [0, false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted && sign === '\\') at += 1;
    else if (sign === '"') quoted = !quoted;
    else if (sign === '\n' && !quoted) {
      lines.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...lines, text.slice(start)].filter((line) => line.trim() !== '');
}
