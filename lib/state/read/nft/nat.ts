import type { Action } from '../../../datapath';
import type { Address } from '../../../net';
import { addressOf } from '../answers/values';
import { targetsBetween } from '../netfilter/targets';
import { choices } from './chance';
import { contentOf, fieldsOf, itemsOf } from './expression';
import { familyConditions } from './key';
import { doing, type Meaning, notKnown, onlyWhere, type RuleContext } from './meaning';
import { lookup, pairsOf } from './vmap';

/** One of several new ends of a packet. */
type Target = { readonly address?: Address; readonly port?: number };

/** Statements that translate. */
type Kind = 'dnat' | 'snat' | 'redirect' | 'masquerade';

/** What a translation means: `dnat`, `snat`, `redirect`, `masquerade`. */
export function natMeaning(kind: Kind, content: unknown, context: RuleContext): Meaning {
  const { family } = fieldsOf(content);
  return onlyWhere(familyConditions(family, context.families), meaningOf(kind, content, context));
}

function meaningOf(kind: Kind, content: unknown, context: RuleContext): Meaning {
  const { addr, port, flags, type_flags } = fieldsOf(content);
  const unknown = notKnown({ [kind]: content });
  if (kind === 'masquerade') return doing({ do: kind });
  if (kind === 'redirect') {
    if (port === undefined) return doing({ do: kind });
    return isPort(port) ? doing({ do: kind, port }) : unknown;
  }
  if (type_flags !== undefined || [flags].flat().includes('netmap')) return unknown;
  const map = fieldsOf(contentOf(addr, 'map'));
  if (map.key !== undefined) return (port === undefined && mapMeaning(kind, map, context)) || unknown;
  const to = targetsOf(addr, kind === 'dnat' ? port : undefined);
  return to ? doing({ do: kind, to }) : unknown;
}

/** The new end is looked up in a map, of which each entry has one. */
function mapMeaning(
  kind: 'dnat' | 'snat',
  map: Readonly<Record<string, unknown>>,
  context: RuleContext,
): Meaning | undefined {
  const pairs = pairsOf(map.data, context);
  if (!pairs) return undefined;
  if (choices(map.key) === pairs.pairs.length) {
    const to = pairs.pairs.map((pair) => targetOf(itemsOf(pair)[1]));
    return to.every((target) => target !== undefined) ? doing({ do: kind, to }) : undefined;
  }
  const actionOf = (value: unknown): Action | undefined => {
    const target = targetOf(value);
    return target && { do: kind, to: [target] };
  };
  return lookup(map.key, pairs, actionOf, context);
}

/** An address, or an address and a port. */
function targetOf(value: unknown): Target | undefined {
  const concat = contentOf(value, 'concat');
  const [shown, port] = concat === undefined ? [value] : itemsOf(concat);
  const address = typeof shown === 'string' ? addressOf(shown) : undefined;
  if (!address || !(port === undefined || isPort(port))) return undefined;
  return { address, ...(port !== undefined && { port }) };
}

function targetsOf(addr: unknown, port: unknown): Target[] | undefined {
  const [first, last] =
    addr === undefined
      ? []
      : endsOf(addr).map((end) => (typeof end === 'string' ? addressOf(end) : undefined));
  if (addr !== undefined && !(first && last)) return undefined;
  const [low, high] = port === undefined ? [] : endsOf(port);
  if (port !== undefined && !(isPort(low) && isPort(high))) return undefined;
  return targetsBetween(
    first && last && [first, last],
    isPort(low) && isPort(high) ? [low, high] : undefined,
  );
}

/** A range, or one value as both its ends. */
function endsOf(value: unknown): readonly unknown[] {
  const range = contentOf(value, 'range');
  return range === undefined ? [value, value] : itemsOf(range);
}

const isPort = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) > 0 && (value as number) <= 65_535;
