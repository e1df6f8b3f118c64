import type { Action } from '../../../datapath';
import { contentOf, fieldsOf, itemsOf, kindOf } from './expression';

/** What becomes of a packet's mark: (mark & keep) ^ flip, of which some bits are not known. */
interface Change {
  readonly keep: number;
  readonly flip: number;
  readonly unknown: number;
}

const all = 0xffff_ffff;

/** Whether the expression is the packet's mark. */
export const isMark = (expression: unknown): boolean =>
  fieldsOf(contentOf(expression, 'meta')).key === 'mark';

/** The action that sets the mark to the value of the expression; undefined where that is no arithmetic of bits. */
export function markAction(value: unknown): Action | undefined {
  const change = changeOf(value);
  if (!change) return undefined;
  const { keep, flip, unknown } = change;
  return { do: 'mark', clear: ~keep >>> 0, flip, ...(unknown !== 0 && { unknown }) };
}

function changeOf(value: unknown): Change | undefined {
  if (isNumber32(value)) return { keep: 0, flip: value, unknown: 0 };
  if (isMark(value)) return { keep: all, flip: 0, unknown: 0 };
  const [kind, content] = kindOf(value) ?? [];
  if (kind === 'ct') return { keep: 0, flip: 0, unknown: all };
  if (kind === undefined || !'&|^'.includes(kind)) return undefined;
  const [left, ...constants] = itemsOf(content);
  return constants.reduce<Change | undefined>(
    (change, constant) => change && changed(change, kind, constant),
    changeOf(left),
  );
}

function changed({ keep, flip, unknown }: Change, operator: string, constant: unknown): Change | undefined {
  if (!isNumber32(constant)) return undefined;
  if (operator === '^') return { keep, flip: (flip ^ constant) >>> 0, unknown };
  if (operator === '&')
    return {
      keep: (keep & constant) >>> 0,
      flip: (flip & constant) >>> 0,
      unknown: (unknown & constant) >>> 0,
    };
  return {
    keep: (keep & ~constant) >>> 0,
    flip: (flip | constant) >>> 0,
    unknown: (unknown & ~constant) >>> 0,
  };
}

/** Whether the value is a number of 32 bits. */
export const isNumber32 = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= all;
