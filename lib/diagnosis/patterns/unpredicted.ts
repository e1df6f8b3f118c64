import { isDirect } from '../../check';
import type { Pattern } from '../diagnosis';
import { commonPlace } from '../places';

/** Pairs of which nothing was predicted: all that can be said is where they are. */
export const unpredicted: Pattern = ({ failures, checks }) => {
  const lost = failures.filter((failure) => failure.predicted.none && isDirect(failure));
  const [first] = lost;
  if (!first) return [];
  const place = commonPlace(lost, checks);
  return [{ cause: { code: 'unreachable', checks: lost.length, place, why: first.why }, failures: lost }];
};
