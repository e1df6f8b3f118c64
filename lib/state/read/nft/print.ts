import { ruleText } from '../netfilter/text';
import { contentOf, fieldsOf, itemsOf, kindOf } from './expression';
import { valueText, valueTextFor } from './print-value';

/** A rule as nft writes it, without counters: nft's JSON has no text. */
export function nftText(statements: readonly unknown[], comment?: string): string {
  const words = statements.map(statementText).filter((text) => text !== '');
  return ruleText(
    [
      ...(words.length > 0 ? words : ['counter']),
      ...(comment === undefined ? [] : [`comment "${comment}"`]),
    ].join(' '),
  );
}

/** A statement as nft writes it; what is not known here stays JSON. */
export function statementText(statement: unknown): string {
  const [kind, content] = kindOf(statement) ?? [];
  return ruleText(kind === undefined ? JSON.stringify(statement) : kindText(kind, content));
}

function kindText(kind: string, content: unknown): string {
  const fields = fieldsOf(content);
  switch (kind) {
    case 'match':
      return matchText(fields);
    case 'counter':
      return typeof content === 'string' ? `counter name "${content}"` : '';
    case 'vmap':
      return `${valueText(fields.key)} vmap ${valueText(fields.data)}`;
    case 'mangle':
      return `${valueText(fields.key)} set ${valueTextFor(fields.key, fields.value)}`;
    case 'dnat':
    case 'snat':
    case 'redirect':
    case 'masquerade':
      return natText(kind, fields);
    case 'reject':
      return rejectText(fields);
    case 'limit':
      return `limit rate ${fields.inv ? 'over ' : ''}${fields.rate}/${fields.per} burst ${fields.burst} packets`;
    case 'log':
      return fields.prefix === undefined ? 'log' : `log prefix "${fields.prefix}"`;
    case 'set':
      return `${fields.op} ${fields.set} { ${[fields.elem, ...itemsOf(fields.stmt)].map(partText).join(' ')} }`;
    case 'ct count':
      return `ct count ${fields.inv ? 'over ' : ''}${fields.val}`;
    case 'xt':
      return `xt ${fields.type ?? ''} "${fields.name ?? '?'}"`.replace('  ', ' ');
    default:
      return valueText({ [kind]: content });
  }
}

/** A value, or a statement beside one. */
const partText = (part: unknown) =>
  contentOf(part, 'limit') === undefined ? valueText(part) : statementText(part);

function matchText({ op, left, right }: Readonly<Record<string, unknown>>): string {
  const masked = itemsOf(contentOf(left, '&'));
  const value = valueTextFor(masked[0] ?? left, right);
  const operator = (op === '==' && masked.length === 0) || op === 'in' ? '' : `${op} `;
  return `${valueText(left)} ${operator}${value}`;
}

function natText(kind: string, { family, addr, port, flags }: Readonly<Record<string, unknown>>): string {
  const address = addr === undefined ? '' : valueText(addr);
  const isBracketed = port !== undefined && typeof addr === 'string' && addr.includes(':');
  const ends = [isBracketed ? `[${address}]` : address, port === undefined ? '' : `:${valueText(port)}`].join(
    '',
  );
  const target = ends === '' ? '' : ` ${family === undefined ? '' : `${family} `}to ${ends}`;
  return `${kind}${target}${flags === undefined ? '' : ` ${valueText(flags)}`}`;
}

function rejectText({ type, expr }: Readonly<Record<string, unknown>>): string {
  const words = [type, expr].filter((word) => word !== undefined).map(valueText);
  return words.length === 0 ? 'reject' : `reject with ${words.join(' ')}`;
}
