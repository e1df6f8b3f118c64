import type { FilterRule } from '../../../datapath';
import type { Cause } from '../../causes/cause';
import { dropPattern, placeName } from '../../drop-pattern';
import type { Trace } from '../../trace';

/** A rule that drops packets, classified by what it matches: rules that match the same have one cause. */
export const filtered = dropPattern(['filtered'], (trace) => {
  if (!trace.rule) return undefined;
  const cause = causeOf(trace, trace.rule);
  return { key: JSON.stringify({ ...cause, rule: undefined }), cause };
});

function causeOf(trace: Trace, rule: FilterRule): Extract<Cause, { readonly rule: string }> {
  const place = { where: placeName(trace), rule: rule.comment };
  const { source, destination, protocol, port, hook } = rule;
  const inTunnel = (trace.hops.at(-1)?.depth ?? 0) > 0;
  if (source?.not || destination?.not) return { code: 'source-destination-check', ...place };
  if (inTunnel && !source) return { code: 'tunnel-port-blocked', ...place, protocol, port };
  if (source && !destination) return { code: 'one-way-block', ...place, sources: source.ranges.map(String) };
  if (destination)
    return { code: 'policy-drop', ...place, protocol, destinations: destination.ranges.map(String) };
  return { code: hook === 'forward' ? 'forward-drop' : 'filtered', ...place, hook };
}
