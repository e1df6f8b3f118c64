import { inGib, machineRoom } from '../../base/room';
import { TargetError } from '../../base/target-error';
import { type Plan, podCount } from '../../plan';
import type { PlannedTestbed } from '../../testbed';
import { proberRoom } from './descriptors';

/**
 * Memory of the kernel: for a namespace with its links, and for the routes, neighbours and forwarding entries of one node
 * towards another, in bytes. Measured with 500 and 1,000 nodes of Flannel's vxlan on Linux 6.18: 230,000 and 1,700.
 */
const ofNamespace = 250_000;
const ofNodePair = 1_800;

/** Ports of a Linux bridge at most (BR_MAX_PORTS of net/bridge/br_private.h, the first number stands for none). */
const bridgePorts = 1023;

/**
 * Sees before any of it is computed that a lab of this plan can be built and probed here.
 * @throws TargetError where a switch's ports, open files or memory do not suffice
 */
export function refuseTooLarge({ plan }: PlannedTestbed, room = machineRoom()): void {
  const { families, nodes } = plan;
  refuseWideZones(plan);
  const endpoints = endpointsOf(plan);
  proberRoom({ endpoints, families: families.length });
  const bytes = endpoints * ofNamespace + nodes.length ** 2 * families.length * ofNodePair;
  if (bytes <= room) return;
  throw new TargetError(
    `a lab of ${nodes.length.toLocaleString('en-US')} nodes would take about ${inGib(bytes)} of the kernel's memory, and ${inGib(room)} are free`,
    'Take fewer nodes; or --target predicted, which builds nothing',
  );
}

/** A zone's switch has a port for each node, and one for the router. */
function refuseWideZones({ zones, nodes }: Plan): void {
  for (const { name } of zones) {
    const count = nodes.filter(({ zone }) => zone === name).length;
    if (count < bridgePorts) continue;
    throw new TargetError(
      `zone ${name} has ${count.toLocaleString('en-US')} nodes, and the lab's switch of a zone, a Linux bridge, has room for ${(bridgePorts - 1).toLocaleString('en-US')}`,
      `Spread the nodes over ${Math.ceil(nodes.length / (bridgePorts - 1))} zones or more, with --zones or in the spec`,
    );
  }
}

/** Nodes, pods and the host outside. */
function endpointsOf(plan: Plan): number {
  return plan.nodes.length + podCount(plan) + 1;
}
