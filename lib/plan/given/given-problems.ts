/** Proves a list of nodes that have their addresses: each in a zone and its own, and as many of each role as are asked for. */

import type { Problem } from '../problem';
import type { TestbedSpec } from '../testbed-spec';
import { addressProblems } from './address-problems';
import { areGiven } from './given-node';
import { roleProblems } from './role-problems';

/** All that is wrong with the list; of a spec without one, nothing. */
export function givenProblems(spec: TestbedSpec): Problem[] {
  return areGiven(spec.nodes) ? [...roleProblems(spec), ...addressProblems(spec)] : [];
}
