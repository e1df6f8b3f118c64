/** What a run in a made-up cluster gathered, as the Jobs and collect.sh leave it. */

import type { ClusterObservations } from '../../lib/cluster/observations';
import { extentFor } from '../../lib/prober/questions/extent';
import {
  agents,
  apiNode,
  apiServerObjects,
  type FakeNode,
  fakeNodes,
  healthyLogs,
  kubeletPort,
  type ReportOptions,
} from './fake-cluster';

const threeNodes = fakeNodes(3);

export function observations(
  options: ReportOptions & {
    agent?: string;
    nodes?: FakeNode[];
    /** More of a node's status. */
    status?: (node: FakeNode) => object;
  } = {},
): ClusterObservations {
  const used = options.nodes ?? threeNodes;
  const pod = (part: string, node: FakeNode, ip: string, network?: string) => ({
    metadata: { name: `${part}-${node.name}`, labels: labels(part, network) },
    spec: { nodeName: node.name, containers: [] },
    status: { podIPs: [{ ip }] },
  });
  const service = (name: string, clusterIP: string) => ({
    metadata: { name },
    spec: { clusterIPs: [clusterIP] },
  });
  return {
    schema: 'cni-testbed/observations/v1',
    serverVersion: 'v1.36.4',
    nodes: used.map((node) =>
      apiNode(node, { ...(options.control && kubeletPort), ...options.status?.(node) }),
    ),
    pods: used.flatMap((node) => [
      pod('pod', node, node.pods[0]),
      pod('prober', node, node.pods[1], 'pod'),
      pod('guarded', node, node.pods[2]),
    ]),
    services: [
      service('cluster-ip', '10.96.0.20'),
      service('headless', 'None'),
      service('node-port', '10.96.0.22'),
      service('hairpin', '10.96.0.23'),
    ],
    ...(options.control && { control: apiServerObjects(used) }),
    daemonSets: agents(options.agent ?? 'calico-node'),
    settings: JSON.stringify({
      nodes: used.map(({ name }) => name),
      extent: extentFor(used.length),
      jitterMs: 0,
      egress: options.egress,
      metadata: options.metadata,
      nodePeers: true,
      ...(options.tiers && { clusterPolicies: 'made' }),
    }),
    logs: healthyLogs(used, options),
  };
}

function labels(part: string, network?: string): Record<string, string> {
  return { 'cni-testbed/part': part, ...(network ? { 'cni-testbed/network': network } : {}) };
}
