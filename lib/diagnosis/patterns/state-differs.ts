import { asksForSize } from '../../check';
import type { Pattern } from '../diagnosis';
import { commonPlace } from '../places';

/** The state of the machine is not the computed one: one endpoint or node stands out, or one direction. */
export const stateDiffers: Pattern = ({ failures, checks }) => {
  const odd = failures.filter((failure) => !asksForSize(failure) && failure.predicted.reachable === true);
  if (odd.length === 0) return [];
  const place = commonPlace(odd, checks);
  return [{ cause: { code: 'state-differs', checks: odd.length, place }, failures: odd }];
};
