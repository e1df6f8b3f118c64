import { TargetError } from '../../base/target-error';
import type { ClusterObservations } from '../../cluster/observations';
import type { NodeStatus } from '../../provision/watch';
import type { TestedMachine } from '../../results';
import type { SeenMachine } from './seen-machine';

/**
 * Which machine each node of a stack was when the Jobs ran: what it said of itself, and what its kubelet said then.
 * @param rerun the command that runs the Jobs again
 * @throws TargetError where a node is another machine by now: what was seen is no result of the stack as it is
 */
export function testedMachines(
  stack: string,
  nodes: readonly NodeStatus[],
  seen: readonly SeenMachine[],
  rerun: string,
): TestedMachine[] {
  const byNode = new Map(seen.map((one) => [one.node, one]));
  const replaced = nodes.filter(({ name, machine }) => machine?.machineId !== byNode.get(name)?.machineId);
  if (replaced.length > 0) throw otherMachines(stack, replaced, rerun);
  return nodes.flatMap(({ name, machine }) => {
    const then = byNode.get(name);
    if (!machine || !then) return [];
    const { id, type, zone, placementGroup } = machine;
    return [{ node: name, id, type, zone, placementGroup, kernel: then.kernel, bootId: then.bootId }];
  });
}

/** What the nodes' kubelets said of their machines. */
export function seenMachines({ nodes }: ClusterObservations): SeenMachine[] {
  return nodes.flatMap(({ metadata, status }) => {
    const [node, info] = [metadata?.name, status?.nodeInfo];
    if (!node || !info) return [];
    return [{ node, machineId: info.machineID, bootId: info.bootID, kernel: info.kernelVersion }];
  });
}

function otherMachines(stack: string, replaced: readonly NodeStatus[], rerun: string): TargetError {
  const names = replaced.map(({ name, machine }) => (machine ? `${name} (${machine.id})` : name)).join(', ');
  return new TargetError(
    `the connectivity Jobs of ${stack} ran before these machines were there: ${names}`,
    `Run them on the machines that are there now: ${rerun}`,
  );
}
