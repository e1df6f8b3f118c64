import { dropPattern, placeName } from '../drop-pattern';

/** A route that says to drop. */
export const blackholeRoute = dropPattern(['blackhole', 'unreachable', 'throw'], (trace) => {
  const where = placeName(trace);
  if (trace.host.role === 'router') return undefined;
  return { key: where, cause: { code: 'blackhole-route', where, node: trace.target.node, drop: trace.drop } };
});
