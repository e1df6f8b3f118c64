import type { Condition } from '../../../datapath';
import { fieldsOf, itemsOf } from './expression';
import { alternatives } from './value';

const types = new Set([
  'unspec',
  'unicast',
  'local',
  'broadcast',
  'anycast',
  'multicast',
  'blackhole',
  'unreachable',
  'prohibit',
]);

/** What a rule asks of the routing tables: of what type an address is, or whether the way back is there. */
export function fibConditions(content: unknown, right: unknown, not: boolean): Condition[] | undefined {
  const { result, flags } = fieldsOf(content);
  const asked = itemsOf(flags);
  const of = asked.includes('saddr') ? 'source' : 'destination';
  const negated = not ? ({ not: true } as const) : {};
  const link = asked.includes('iif') ? 'in' : asked.includes('oif') ? 'out' : undefined;
  if (result === 'type') {
    const named = alternatives(right);
    if (!named.every((type): type is string => typeof type === 'string' && types.has(type))) return undefined;
    return [{ on: 'address-type', of, types: named, ...(link && { link }), ...negated }];
  }
  const isMissing = right === false || right === '0' || right === 0;
  if (
    of !== 'source' ||
    link === 'out' ||
    (result !== 'oif' && result !== 'oifname') ||
    !(isMissing || right === true)
  )
    return undefined;
  return [
    {
      on: 'reverse-path',
      ...(link === undefined && { loose: true }),
      ...(isMissing !== not && { not: true }),
    },
  ];
}
