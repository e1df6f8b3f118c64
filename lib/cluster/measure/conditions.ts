/** What a cluster's numbers depend on: what the API says of its nodes, and what its servers saw there. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { MeasurableNode } from '../../measure';
import type { ServerReport } from '../../prober/measure/job/report';
import type { ClusterNode } from '../cluster-node';
import { foundCnis } from '../detect-cni';
import type { Preflight } from '../runner/preflight';
import { mtuOf, type ServerPlace } from './places';

/** A node before anything runs on it. */
export function knownNode(node: ClusterNode): MeasurableNode {
  const { name, kernel, instanceType, placementGroup, containerRuntime } = node;
  return { name, kernel, instanceType, placementGroup, containerRuntime };
}

/** A node when servers run on it. */
export function seenNode(known: ClusterNode, onNode: ServerPlace, onPods: ServerPlace): MeasurableNode {
  const { processors, governor, busy } = onNode.report;
  return {
    ...knownNode(known),
    ...{ processors, governor, busy },
    podMtu: mtuOf(onPods),
    nodeMtu: mtuOf(onNode),
    congestionControl: onPods.report.congestionControl,
  };
}

/** In words, by name; nodes that differ have theirs side by side. */
export function conditionsOf(
  found: Preflight,
  nodes: readonly ClusterNode[],
  seen: readonly MeasurableNode[],
  reports: readonly ServerReport[],
): Record<string, string> {
  const of = <T>(items: readonly T[], value: (item: T) => string | number | undefined) => {
    const values = [...new Set(items.flatMap((item) => value(item) ?? []))];
    return values.length === 0 ? undefined : values.join(', ');
  };
  const conditions = {
    Kubernetes: found.serverVersion,
    nodes: `${nodes.length} of ${found.nodes.length}`,
    zones: of(nodes, ({ zone }) => zone),
    kernel: of(seen, ({ kernel }) => kernel || undefined),
    'instance type': of(seen, ({ instanceType }) => instanceType),
    'placement group': of(seen, ({ placementGroup }) => placementGroup && 'yes'),
    'OS image': of(nodes, ({ osImage }) => osImage),
    'container runtime': of(seen, ({ containerRuntime }) => containerRuntime),
    processors: of(seen, ({ processors }) => processors),
    governor: of(seen, ({ governor }) => governor),
    'CNI agent': agentOf(found.daemonSets),
    'kube-proxy': of(reports, ({ proxyMode }) => proxyMode) ?? proxyOf(found.daemonSets),
    'pod MTU': of(seen, ({ podMtu }) => podMtu),
    'node MTU': of(seen, ({ nodeMtu }) => nodeMtu),
    'congestion control': of(seen, ({ congestionControl }) => congestionControl),
    'Node.js': of(reports, ({ runtime }) => runtime),
  };
  return Object.fromEntries(
    Object.entries(conditions).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

/** Images of the CNI's agent, with what they are pinned to. */
function agentOf(daemonSets: readonly DaemonSet[]): string | undefined {
  const [cni] = foundCnis(daemonSets);
  const images = imagesOf(daemonSets.find(({ metadata }) => metadata?.name === cni?.agent));
  return images[0];
}

/** What is known without asking it: that it is there, and which version. */
function proxyOf(daemonSets: readonly DaemonSet[]): string {
  const proxy = daemonSets.find(({ metadata }) => metadata?.name === 'kube-proxy');
  if (!proxy) return 'none found';
  return imagesOf(proxy)[0] ?? 'mode unknown';
}

function imagesOf(daemonSet: DaemonSet | undefined): string[] {
  return (daemonSet?.spec?.template?.spec?.containers ?? []).flatMap(({ image }) => image ?? []);
}
