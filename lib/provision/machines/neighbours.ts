import { valuesOf } from '../../net';
import { sharesOf } from '../../plan';
import type { Surroundings } from '../../state';
import type { MachineCluster } from '../machine-cluster';

/** The plan's nodes as routes know them. */
export function neighboursOf({ plan }: MachineCluster): Surroundings['nodes'] {
  return plan.nodes.map((node) => ({ addresses: valuesOf(node.address), shares: valuesOf(sharesOf(node)) }));
}
