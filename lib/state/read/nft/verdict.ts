import type { Action } from '../../../datapath';
import { fieldsOf, kindOf } from './expression';

/** Name of a table, a chain or a set. */
export const namePattern = /^[^\p{C}]{1,256}$/u;

/** The action of a verdict; undefined for what is none. */
export function verdict(shown: unknown): Action | undefined {
  const [kind, content] = kindOf(shown) ?? [];
  const { target } = fieldsOf(content);
  switch (kind) {
    case 'accept':
    case 'drop':
    case 'return':
    case 'continue':
      return { do: kind };
    case 'jump':
    case 'goto':
      return typeof target === 'string' && namePattern.test(target) ? { do: kind, chain: target } : undefined;
    default:
      return undefined;
  }
}
