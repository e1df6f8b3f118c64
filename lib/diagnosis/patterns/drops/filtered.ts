import { type Condition, type End, type RuleAt, ruleName } from '../../../datapath';
import type { Cause } from '../../causes/cause';
import { dropPattern, placeName } from '../../drop-pattern';
import type { Trace } from '../../trace';

/** A rule that drops packets, classified by what it matches: rules that match the same have one cause. */
export const filtered = dropPattern(['filtered'], (trace) => {
  if (!trace.rule) return undefined;
  const cause = causeOf(trace, trace.rule);
  return { key: JSON.stringify({ ...cause, rule: undefined }), cause };
});

function causeOf(trace: Trace, { rule, hook }: RuleAt): Extract<Cause, { readonly rule: string }> {
  const place = { where: placeName(trace), rule: ruleName(rule) };
  const [source, destination] = [
    addressesOf(rule.conditions, 'source'),
    addressesOf(rule.conditions, 'destination'),
  ];
  const protocol = onlyOf(rule.conditions, 'protocol')?.protocols[0];
  const port = onlyOf(rule.conditions, 'port')?.ports[0]?.[0];
  const inTunnel = (trace.hops.at(-1)?.depth ?? 0) > 0;
  if (source?.not || destination?.not) return { code: 'source-destination-check', ...place };
  if (inTunnel && !source) return { code: 'tunnel-port-blocked', ...place, protocol, port };
  if (source && !destination) return { code: 'one-way-block', ...place, sources: source.ranges.map(String) };
  if (destination)
    return { code: 'policy-drop', ...place, protocol, destinations: destination.ranges.map(String) };
  return { code: hook === 'forward' ? 'forward-drop' : 'filtered', ...place, hook };
}

type On<K extends Condition['on']> = Extract<Condition, { readonly on: K }>;

function addressesOf(conditions: readonly Condition[], end: End): On<'address'> | undefined {
  return conditions.find(
    (condition): condition is On<'address'> => condition.on === 'address' && condition.of === end,
  );
}

function onlyOf<K extends 'protocol' | 'port'>(conditions: readonly Condition[], on: K): On<K> | undefined {
  return conditions.find((condition): condition is On<K> => condition.on === on);
}
