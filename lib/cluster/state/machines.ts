import type { Datapath } from '../../datapath';
import { valuesOf } from '../../net';
import type { Plan, PlanNode } from '../../plan';
import { type ReadHost, type ReadHosts, readHost } from '../../state';
import type { Capture } from '../../state/capture';

/** The captures of a cluster's machines, read. */
export interface Machines {
  /** Nodes by their names. */
  readonly nodes: ReadHosts;
  /** Pods with the names of their nodes. */
  readonly pods: readonly { readonly node: string; readonly pod: ReadHost }[];
  /** Machines that are no node of the cluster, by the names in their captures. */
  readonly unknown: readonly string[];
}

/** Reads captures, and tells of which node each is: by its name, else by an address. */
export function machines({ nodes }: Plan, captures: readonly Capture[]): Machines {
  const read = new Map<string, ReadHost>();
  const found: { node: string; pod: ReadHost }[] = [];
  const unknown: string[] = [];
  for (const { host, outputs, pods = [] } of captures) {
    const machine = readHost(host, outputs);
    const node = nodes.find(({ name }) => name === host) ?? nodes.find(hasAddressOf(machine));
    if (!node) {
      unknown.push(host);
      continue;
    }
    read.set(node.name, machine);
    for (const { pod, outputs: inside } of pods)
      found.push({ node: node.name, pod: readHost(pod, inside, 'pod') });
  }
  return { nodes: read, pods: found, unknown };
}

/** The machines by the hosts' names in the datapath: pods are known by their addresses. */
export function asHosts({ nodes, pods }: Machines, { endpoints }: Datapath): ReadHosts {
  const read = new Map(nodes);
  for (const { node, pod } of pods) {
    const endpoint = endpoints.find((one) => one.node === node && hasAddressOf(pod)(one));
    if (endpoint?.kind === 'pod') read.set(endpoint.host, pod);
  }
  return read;
}

function hasAddressOf({ links }: ReadHost): (one: Pick<PlanNode, 'address'>) => boolean {
  const own = new Set(links.flatMap(({ addresses }) => addresses.map(({ address }) => `${address}`)));
  return ({ address }) => valuesOf(address).some((one) => own.has(`${one}`));
}
