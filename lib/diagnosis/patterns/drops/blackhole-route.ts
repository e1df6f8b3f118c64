import { dropPattern, placeName } from '../../drop-pattern';

/** A route that says to drop. */
export const blackholeRoute = dropPattern(
  ['blackhole', 'unreachable', 'prohibit', 'throw'],
  (trace, _failure, { meant }) => {
    const where = placeName(trace);
    if (trace.host.role === 'router') return undefined;
    const { drop } = trace;
    const set = meant.routes(trace.host, where, trace.destination);
    const mend =
      set.length > 0 && 'range' in drop
        ? [{ where, command: ['ip', 'route', 'del', drop.code, drop.range] }, ...set]
        : undefined;
    return { key: where, cause: { code: 'blackhole-route', where, node: trace.target.node, drop, mend } };
  },
);
