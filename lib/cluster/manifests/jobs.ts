import type { Job } from 'kubernetes-types/batch/v1';
import type { EndpointKind } from '../../prober/questions/extent';
import { configMaps, networkLabel, ownerLabel, partLabel } from '../words';
import { heldS, type Manifest } from './options';
import { pinnedJob } from './pinned-job';
import { podSpec, settingsFolder } from './pod';

/** Longest part of a node's name in a Job's name: pods carry the Job's name in a label of 63 characters at most. */
const longestName = 40;

/** One Job a node and kind, pinned to its node: those on the host's network first, as they test the network below. */
export function jobs(manifest: Manifest): Job[] {
  return (['node', 'pod'] as const).flatMap((kind) =>
    manifest.settings.nodes.map((node, index) => job(manifest, kind, node, index)),
  );
}

/** Such as `probe-pod-2-worker-1`. */
export function jobName(kind: EndpointKind, node: string, index: number): string {
  return nameOnNode(`probe-${kind}`, node, index);
}

/** `capture-2-worker-1`: the number distinguishes nodes whose names differ only where they are cut. */
export function nameOnNode(what: string, node: string, index: number): string {
  const slug = node
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestName)
    .replace(/^-+|-+$/g, '');
  return `${what}-${index + 1}-${slug}`;
}

function job(manifest: Manifest, kind: EndpointKind, node: string, index: number): Job {
  // A capture shows what the node has for this pod only while it is there.
  const held = manifest.capture !== undefined && kind === 'pod';
  return pinnedJob({
    ...{ name: jobName(kind, node, index), namespace: manifest.namespace, node },
    labels: proberLabels(kind),
    deadlineS: manifest.jobTimeoutS + (held ? heldS : 0),
    suspended: manifest.suspended,
    spec: podSpec(manifest, {
      container: 'prober',
      args: ['probe', kind, settingsFolder, ...(held ? [`${heldS}`] : [])],
      hostNetwork: kind === 'node',
      node,
      settings: [configMaps.settings, configMaps.addresses],
      restartPolicy: 'Never',
    }),
  });
}

/** Of a Job that asks, on either network. */
export function proberLabels(network: EndpointKind): Record<string, string> {
  return { ...ownerLabel, [partLabel]: 'prober', [networkLabel]: network };
}
