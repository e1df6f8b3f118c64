/** Whose address receivers see, row by row, for whatever shows it. */
import { notMeasured } from '../../base/targets';
import {
  asPredicted,
  checksOfFlow,
  flowText,
  type NatFlow,
  type NatOwner,
  type NatRow,
  ownerText,
  predictionReach,
  type Results,
} from '../../results';
import { type Standing, standingOf } from './standing';

/** One kind of flow in one family. */
export interface FlowRow {
  readonly flow: string;
  readonly family: NatRow['family'];
  /** What its checks say together; absent where another version's flow does not say which checks these are. */
  readonly standing?: Standing;
  /** Whose addresses the receivers should see; absent: nothing is predicted of it. */
  readonly predicted?: string;
  /** Whose addresses they saw; absent: nothing was measured. */
  readonly observed?: string;
  /** Whether receivers saw others than they should. */
  readonly differs: boolean;
  readonly examples: readonly string[];
}

/** The rows of the table; without any where no exchange was tried. */
export function flowRows({ nat, target, checks }: Results): FlowRow[] {
  const { packets } = predictionReach(checks);
  const words = flowWords(nat);
  return nat.map((row) => {
    const own = checksOfFlow(checks, row);
    const predicted = packets && !isUnpredicted(row, own);
    return {
      flow: words(row.flow),
      family: row.family,
      ...(own.length > 0 ? { standing: standingOf(own) } : {}),
      ...(predicted ? { predicted: ownersText(row.predicted) } : {}),
      ...(target === notMeasured ? {} : { observed: ownersText(row.observed) }),
      differs: target !== notMeasured && predicted && !asPredicted(row) && !isBorneOut(own),
      examples: row.examples,
    };
  });
}

/** Older files do not say so of the row, but of its checks. */
function isUnpredicted({ unpredicted }: NatRow, own: Results['checks']): boolean {
  return unpredicted === true || (own.length > 0 && own.every(({ predicted }) => predicted.none));
}

/** Whether all came as predicted where anything was: others of the row may have been seen without. */
function isBorneOut(own: Results['checks']): boolean {
  return own.length > 0 && !own.some(({ mispredicted }) => mispredicted);
}

/** Whose addresses in words; nobody's where not one of the right receivers answers. */
export function ownersText(owners: readonly NatOwner[]): string {
  return owners.map(ownerText).join(', ') || 'no right answer';
}

/** Flows of nodes that stand for pods on the host's network too. */
const forBoth: Readonly<Record<string, string>> = {
  'node-to-pod/same-node': 'node, host-network pod → pod, same node',
  'node-to-pod/other-node': 'node, host-network pod → pod, other node',
};

/** A pod on the host's network sends from the node's own stack: where it was not asked apart, the node speaks for it. */
function flowWords(nat: readonly NatRow[]): (flow: NatFlow) => string {
  const apart = nat.some(({ flow }) => typeof flow === 'string' && flow.startsWith('host-pod-to-pod/'));
  return (flow) => (apart ? undefined : forBoth[`${flow}`]) ?? flowText(flow);
}
