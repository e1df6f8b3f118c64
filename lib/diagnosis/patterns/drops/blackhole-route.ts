import { dropPattern, placeName } from '../../drop-pattern';

/** A route that says to drop. */
export const blackholeRoute = dropPattern(
  ['blackhole', 'unreachable', 'throw'],
  (trace, failure, { meant }) => {
    const where = placeName(trace);
    if (trace.host.role === 'router') return undefined;
    const set = meant.route(failure, trace.host.name, where);
    const { drop } = trace;
    const mend =
      set && 'range' in drop
        ? [{ where, command: ['ip', 'route', 'del', drop.code, drop.range] }, set]
        : undefined;
    return { key: where, cause: { code: 'blackhole-route', where, node: trace.target.node, drop, mend } };
  },
);
