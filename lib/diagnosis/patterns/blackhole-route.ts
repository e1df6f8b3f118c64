import { dropPattern, placeName } from '../drop-pattern';

/** A route that says "drop". */
export const blackholeRoute = dropPattern(['blackhole', 'unreachable', 'throw'], (trace) => {
  const where = placeName(trace);
  if (trace.host.role === 'router') return undefined;
  return {
    code: 'blackhole-route',
    key: where,
    cause: `${trace.reason}, and so drops what should go to ${trace.target.node}`,
    remedy: `Delete the route on ${where} (ip route del ${trace.code} …), and see why the CNI left it: a range that moved to another node`,
  };
});
