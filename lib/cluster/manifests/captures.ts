/** The Jobs that read the nodes' kernel state: lib/state/capture/capture.sh on the host's network, with no more rights than it needs. */
import type { Job } from 'kubernetes-types/batch/v1';
import type { Capabilities, Container, PodSpec } from 'kubernetes-types/core/v1';
import { packageFile } from '../../base/render';
import { capturePart, configMaps, ownerLabel, partLabel } from '../words';
import { nameOnNode } from './jobs';
import type { CaptureScope, Manifest } from './options';
import { pinnedJob } from './pinned-job';
import { readingPod } from './reading-pod';

/** Where the scripts are mounted. */
export const scriptFolder = '/capture';

/**
 * NET_ADMIN: nftables, iptables and ipset answer nobody else. NET_RAW: iptables-save asks by a raw socket for the names of
 * the sets in its rules, and stops in the middle where it gets none.
 */
const ofNodes: Capabilities = { drop: ['ALL'], add: ['NET_ADMIN', 'NET_RAW'] };
/** SYS_PTRACE: whoever looks at another process' namespaces. SYS_ADMIN: whoever enters one. */
const ofPods: Capabilities = { drop: ['ALL'], add: ['NET_ADMIN', 'NET_RAW', 'SYS_ADMIN', 'SYS_PTRACE'] };

/** What lies in the ConfigMap `capture`. */
export function captureScripts(): Record<string, string> {
  return {
    'capture.sh': packageFile('state/capture/capture.sh'),
    'print-capture.sh': packageFile('cluster/manifests/print-capture.sh'),
  };
}

/** One Job a node, pinned to it. */
export function captureJobs(manifest: Manifest, scope: CaptureScope): Job[] {
  return manifest.settings.nodes.map((node, index) => job(manifest, scope, node, index));
}

/** Such as `capture-2-worker-1`. */
export const captureName = (node: string, index: number): string => nameOnNode('capture', node, index);

function job(manifest: Manifest, scope: CaptureScope, node: string, index: number): Job {
  return pinnedJob({
    ...{ name: captureName(node, index), namespace: manifest.namespace, node },
    labels: { ...ownerLabel, [partLabel]: capturePart },
    deadlineS: manifest.jobTimeoutS,
    suspended: manifest.suspended,
    spec: podSpec(manifest, scope, node),
  });
}

function podSpec(manifest: Manifest, scope: CaptureScope, node: string): PodSpec {
  return {
    ...readingPod(node),
    // The processes in pods are the way to their namespaces.
    ...(scope === 'pods' ? { hostPID: true } : {}),
    securityContext: {
      runAsUser: 0,
      seccompProfile: { type: 'RuntimeDefault' },
      // AppArmor's default profile of container runtimes hides the namespaces of processes that have another profile.
      ...(scope === 'pods' ? { appArmorProfile: { type: 'Unconfined' } } : {}),
    },
    containers: [container(manifest, scope)],
    volumes: [
      { name: 'scripts', configMap: { name: configMaps.capture } },
      // In a container, sysfs has an empty folder there: that the host has no programs of eBPF would be said of all.
      { name: 'bpf', hostPath: { path: '/sys/fs/bpf', type: 'Directory' } },
    ],
  };
}

function container(manifest: Manifest, scope: CaptureScope): Container {
  return {
    name: capturePart,
    image: manifest.captureImage,
    imagePullPolicy: 'IfNotPresent',
    command: ['sh', `${scriptFolder}/print-capture.sh`],
    args: ['--host', '$(NODE_NAME)', '--files', 'no', ...(scope === 'pods' ? ['--pods'] : [])],
    terminationMessagePolicy: 'FallbackToLogsOnError',
    env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
    resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '512Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: scope === 'pods' ? ofPods : ofNodes,
    },
    volumeMounts: [
      { name: 'scripts', mountPath: scriptFolder, readOnly: true },
      { name: 'bpf', mountPath: '/sys/fs/bpf', readOnly: true },
    ],
  };
}
