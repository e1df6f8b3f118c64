import { bare, fieldsOf, itemsOf, kindOf } from './expression';

/** Keys of `meta` that nft writes without that word. */
const short = new Set(['iif', 'oif', 'iifname', 'oifname', 'iiftype', 'oiftype', 'iifgroup', 'oifgroup']);

/** Keys of `meta` whose values are names of links. */
const names = new Set(['iifname', 'oifname', 'iif', 'oif']);

/** An expression as nft writes it; what is not known here stays JSON. */
export function valueText(value: unknown): string {
  if (value === true) return 'exists';
  if (value === false) return 'missing';
  if (typeof value === 'string' || typeof value === 'number') return `${value}`;
  if (Array.isArray(value)) return value.map(valueText).join(',');
  const [kind, content] = kindOf(value) ?? [];
  return kind === undefined ? JSON.stringify(value) : expressionText(kind, content);
}

/** A value that is compared with or given to a key: names of links in quotes, marks in hexadecimal. */
export function valueTextFor(key: unknown, value: unknown): string {
  const [kind, content] = kindOf(value) ?? [];
  const [keyKind, keyContent] = kindOf(key) ?? [];
  const { key: name } = fieldsOf(keyContent);
  const keys = keyKind === 'concat' ? itemsOf(keyContent) : [];
  if (kind === 'set') return setText(itemsOf(content).map((item) => valueTextFor(key, bare(item))));
  if (kind === 'concat')
    return itemsOf(content)
      .map((item, i) => valueTextFor(keys[i], item))
      .join(' . ');
  if (kind === 'range')
    return itemsOf(content)
      .map((item) => valueTextFor(key, item))
      .join('-');
  if (keyKind === 'meta' && names.has(`${name}`) && typeof value === 'string' && !value.startsWith('@'))
    return `"${value}"`;
  const isMark = (keyKind === 'meta' || keyKind === 'ct') && name === 'mark';
  return isMark && typeof value === 'number' ? `0x${value.toString(16).padStart(8, '0')}` : valueText(value);
}

function expressionText(kind: string, content: unknown): string {
  const fields = fieldsOf(content);
  const items = itemsOf(content);
  switch (kind) {
    case 'payload':
      return fields.protocol === undefined
        ? `@${fields.base},${fields.offset},${fields.len}`
        : `${fields.protocol} ${fields.field}`;
    case 'meta':
      return short.has(`${fields.key}`) ? `${fields.key}` : `meta ${fields.key}`;
    case 'ct':
      return ['ct', fields.dir, fields.key].filter((word) => word !== undefined).join(' ');
    case 'fib':
      return `fib ${itemsOf(fields.flags).join(' . ')} ${fields.result}`;
    case 'numgen':
      return `numgen ${fields.mode} mod ${fields.mod}${fields.offset ? ` offset ${fields.offset}` : ''}`;
    case 'jhash':
      return `jhash ${valueText(fields.expr)} mod ${fields.mod}`;
    case 'prefix':
      return `${valueText(fields.addr)}/${fields.len}`;
    case 'range':
      return items.map(valueText).join('-');
    case 'concat':
      return items.map(valueText).join(' . ');
    case 'set':
      return setText(
        items.map((item) => (Array.isArray(item) ? item.map(valueText).join(' : ') : valueText(item))),
      );
    case 'map':
      return `${valueText(fields.key)} map ${valueText(fields.data)}`;
    case 'socket':
      return `socket ${fields.key}`;
    case 'elem':
      return valueText(fields.val);
    case 'jump':
    case 'goto':
      return `${kind} ${fields.target}`;
    case '&':
    case '|':
    case '^':
    case '<<':
    case '>>':
      return items.map((item) => valueTextFor(innermost(items[0]), item)).join(` ${kind} `);
    default:
      return content === null ? kind : JSON.stringify({ [kind]: content });
  }
}

const setText = (items: readonly string[]) => `{ ${items.join(', ')} }`;

/** What a chain of operators begins with. */
function innermost(value: unknown): unknown {
  const [kind = '', content] = kindOf(value) ?? [];
  return operators.has(kind) ? innermost(itemsOf(content)[0]) : value;
}

const operators = new Set(['&', '|', '^', '<<', '>>']);
