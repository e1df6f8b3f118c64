import { dropPattern, placeName } from '../drop-pattern';

/** Packets that come by another link than their answers would take. */
export const reversePath = dropPattern(['reverse-path'], (trace) => {
  const where = placeName(trace);
  return {
    code: 'reverse-path-filter',
    key: where,
    cause: `${trace.reason}. The way there and the way back differ, and rp_filter is strict on ${where}`,
    remedy: `Make both directions take one way (compare the routes on ${where} and at the other end), or set net.ipv4.conf.*.rp_filter to 2 there`,
  };
});
