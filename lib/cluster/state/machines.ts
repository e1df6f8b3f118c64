import type { Datapath } from '../../datapath';
import { valuesOf } from '../../net';
import type { Plan, PlanNode } from '../../plan';
import { type ReadHost, type ReadHosts, readHost } from '../../state';
import type { Capture } from '../../state/capture';

/** The captures of a cluster's machines, each with what it is of. */
export interface Machines {
  /** By the hosts' names in the datapath. */
  readonly read: ReadHosts;
  /** Machines that are no node of the cluster, by the names in their captures. */
  readonly strangers: readonly string[];
}

/** Tells whose captures they are: nodes by name or address, pods by address. */
export function machines({ nodes }: Plan, { endpoints }: Datapath, captures: readonly Capture[]): Machines {
  const read = new Map<string, ReadHost>();
  const strangers: string[] = [];
  for (const { host, outputs, pods = [] } of captures) {
    const machine = readHost(host, outputs);
    const node = nodes.find(({ name }) => name === host) ?? nodes.find(hasAddressOf(machine));
    if (!node) {
      strangers.push(host);
      continue;
    }
    read.set(node.name, machine);
    for (const pod of pods) {
      const seen = readHost(pod.pod, pod.outputs, 'pod');
      const endpoint = endpoints.find((one) => one.node === node.name && hasAddressOf(seen)(one));
      if (endpoint && endpoint.kind === 'pod') read.set(endpoint.host, seen);
    }
  }
  return { read, strangers };
}

function hasAddressOf({ links }: ReadHost): (one: Pick<PlanNode, 'address'>) => boolean {
  const own = new Set(links.flatMap(({ addresses }) => addresses.map(({ address }) => `${address}`)));
  return ({ address }) => valuesOf(address).some((one) => own.has(`${one}`));
}
