import { dropPattern, placeName } from '../../drop-pattern';

/** Packets that come by another link than their answers would take. */
export const reversePath = dropPattern(['reverse-path'], (trace) => {
  const where = placeName(trace);
  return { key: where, cause: { code: 'reverse-path-filter', where, drop: trace.drop } };
});
