import type { Token } from './tokens';

/** An option of a rule with its values: `! --dport 80:90`. */
export interface Option {
  readonly name: string;
  readonly not: boolean;
  readonly values: readonly string[];
}

/** A match or the target of a rule with its options: `-m tcp --dport 80`. */
export interface Part {
  /** `-m`, `-j`, `-g`; `-` for what comes before any: addresses, links, the protocol. */
  readonly kind: string;
  readonly name: string;
  readonly options: readonly Option[];
}

/** Options whose value is a text of somebody's own, which may begin as an option does. */
const texts = new Set(['--comment', '--log-prefix', '--nflog-prefix', '--string']);
/** Options of the rule itself, wherever they stand. */
const plain = new Set(['-s', '-d', '-i', '-o', '-p', '-f', '-c']);
const parts = new Set(['-m', '-j', '-g']);

/** The parts of a rule; undefined where a word is no part of any. */
export function partsOf(tokens: readonly Token[]): Part[] | undefined {
  const rule: Option[] = [];
  const named: { kind: string; name: string; options: Option[] }[] = [];
  let not = false;
  for (let at = 0; at < tokens.length; ) {
    const { text } = tokens[at]!;
    at += 1;
    if (text === '!' && !not) {
      not = true;
      continue;
    }
    if (!isOption(tokens[at - 1]!)) return undefined;
    const count = valueCount(text, tokens, at);
    const values = tokens.slice(at, at + count).map((token) => token.text);
    at += count;
    if (parts.has(text)) {
      if (values.length !== 1 || not) return undefined;
      named.push({ kind: text, name: values[0]!, options: [] });
    } else if (plain.has(text)) rule.push({ name: text, not, values });
    else if (named.length === 0) return undefined;
    else named.at(-1)!.options.push({ name: text, not, values });
    not = false;
  }
  return not ? undefined : [{ kind: '-', name: '', options: rule }, ...named];
}

const isOption = ({ text, quoted }: Token) => !quoted && /^--?[a-zA-Z]/.test(text);

/** How many words after an option are its values. */
function valueCount(option: string, tokens: readonly Token[], from: number): number {
  if (texts.has(option)) return Math.min(1, tokens.length - from);
  const isValue = (token: Token | undefined) =>
    token !== undefined && !isOption(token) && (token.quoted || token.text !== '!');
  let count = 0;
  while (isValue(tokens[from + count])) count += 1;
  return count;
}

/** A part as iptables-save writes it. */
export function partText({ kind, name, options }: Part): string {
  const words = options.flatMap((option) => [...(option.not ? ['!'] : []), option.name, ...option.values]);
  return [...(kind === '-' ? [] : [kind, name]), ...words].join(' ');
}
