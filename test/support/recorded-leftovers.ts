/** What is left in a recorded cluster: its captures with the files that were recorded beside them, and what its API had. */
import type { Node } from 'kubernetes-types/core/v1';
import type { ApiRemains } from '../../lib/cluster/leftovers/api-remains';
import { clusterLeftovers } from '../../lib/cluster/leftovers/cluster-leftovers';
import type { LeftoversReport } from '../../lib/results';
import type { Capture, Output } from '../../lib/state/capture/capture';
import { recorded } from './captures';

/** The API groups of what was recorded, as `kubectl get` has its kinds. */
const groupsOf: Readonly<Record<string, readonly [version: string, ...kinds: string[]]>> = {
  'crd.projectcalico.org': [
    'crd.projectcalico.org/v1',
    ...['ippools', 'blockaffinities', 'bgpconfigurations', 'felixconfigurations', 'ipamblocks'],
  ],
  'cilium.io': ['cilium.io/v2', 'ciliumnodes', 'ciliumendpoints'],
};

/** What a command says that lists these names. */
export const listing = (names: readonly string[]): Output => ({
  stdout: names.map((name) => `${name}\n`).join(''),
  stderr: '',
  exit: 0,
});

/** The captures with the names of CNI configuration files; a pinned folder that was not asked for then is empty. */
export function capturesOf(name: string): Capture[] {
  const { cluster, captures } = recorded(name);
  const files = cluster['/etc/cni/net.d'] as Readonly<Record<string, object>>;
  return captures.map(({ pods: _, ...capture }) => ({
    ...capture,
    outputs: {
      'find /sys/fs/bpf': listing(['/sys/fs/bpf']),
      ...capture.outputs,
      'ls -A /etc/cni/net.d': listing(Object.keys(files[capture.host] ?? {})),
    },
  }));
}

/** The nodes as the API has them. */
export const nodesOf = (name: string): Node[] => recorded(name).cluster.nodes as unknown as Node[];

/** The groups of the API in which objects were recorded. */
export function apiOf(name: string): Required<ApiRemains> {
  const { cluster } = recorded(name);
  const groups = Object.entries(groupsOf).flatMap(([group, [version, ...kinds]]) => {
    const resources = kinds.filter((kind) => Array.isArray(cluster[kind]) && cluster[kind].length > 0);
    return resources.length > 0 ? [{ name: group, version, resources }] : [];
  });
  return { groups, namespaces: ['default', 'kube-system'] };
}

/** What is left there. @param running @default none after an uninstall, else the one that was recorded */
export function leftoversOf(
  name: string,
  {
    running = /^(leftovers|none)/.test(name) ? [] : [recorded(name).cluster.cni],
    captures = capturesOf(name),
  }: { readonly running?: readonly string[]; readonly captures?: readonly Capture[] } = {},
): LeftoversReport {
  return clusterLeftovers({
    source: name,
    running,
    captures,
    nodes: nodesOf(name),
    api: apiOf(name),
    notes: [],
  });
}
