/** A made-up run on a recorded cluster: what its Jobs would report, and what was captured of its nodes, packed as Jobs print it. */
import { gzipSync } from 'node:zlib';
import type { Node } from 'kubernetes-types/core/v1';
import { captureName } from '../../lib/cluster/manifests/captures';
import type { ClusterObservations } from '../../lib/cluster/observations';
import { ipv4Of } from '../../lib/net';
import type { Capture } from '../../lib/state/capture';
import type { FakeNode, ReportOptions } from '../cluster/fake-cluster';
import { observations } from '../cluster/fake-observations';
import { recorded } from './captures';
import { planOf } from './recorded-cluster';

/** What a Job prints of a capture. */
export function printed(capture: unknown): string {
  const packed = gzipSync(typeof capture === 'string' ? capture : JSON.stringify(capture)).toString('base64');
  return ['capture gzip base64', ...(packed.match(/.{1,76}/g) ?? []), 'capture end', ''].join('\n');
}

/** What differs from a run in which all is well. */
export interface CapturedRun extends Pick<ReportOptions, 'change'> {
  readonly captures?: readonly Capture[];
  /** Shares that the API says; those of the CNI's own are others. */
  readonly shares?: readonly string[];
}

/** The observations of a run in which three pods of each node answer: two that were captured, and another. */
export function capturedRun(name: string, run: CapturedRun = {}): ClusterObservations {
  const { cluster, captures = [] } = { ...recorded(name), ...(run.captures && { captures: run.captures }) };
  const nodes = planOf(name).nodes.map((node, i): FakeNode => {
    const [server, client] = node.pods.map(({ address }) => `${ipv4Of(address)}`);
    const others = cluster.pods.filter((pod) => pod.node === node.name && !pod.hostNetwork);
    const third = others.flatMap(({ podIPs }) => podIPs).find((ip) => ip !== server && ip !== client);
    const podCidr = run.shares?.[i] ?? `${node.podCidr ? ipv4Of(node.podCidr) : ''}`;
    return {
      name: node.name,
      address: `${ipv4Of(node.address)}`,
      pods: [server!, client!, third ?? server!],
      podCidr,
    };
  });
  const change: ReportOptions['change'] = (answer, from) => {
    const sized = answer.asked === 'mtu' && /^node:.*node:/.test(`${from} ${answer.to}`);
    return (run.change ?? ((one) => one))(
      sized ? { ...answer, bytes: 1500, localLimit: 1500 } : answer,
      from,
    );
  };
  const seen = observations({ nodes, agent: agents[cluster.cni], change });
  const annotations = new Map(cluster.nodes.map(({ metadata }) => [metadata.name, metadata.annotations]));
  const places = new Map(nodes.map((node, i) => [node.name, captureName(node.name, i)]));
  return {
    ...seen,
    nodes: seen.nodes.map(
      ({ metadata, ...node }): Node => ({
        ...node,
        metadata: { ...metadata, annotations: annotations.get(metadata!.name!) },
      }),
    ),
    captures: Object.fromEntries(
      captures.map((capture) => [places.get(capture.host) ?? capture.host, printed(capture)]),
    ),
  };
}

const agents: Readonly<Record<string, string>> = {
  flannel: 'kube-flannel-ds',
  calico: 'calico-node',
  cilium: 'cilium',
};
