/** The pods of servers and probers: the same program, as little power as it can have. */
import type { Affinity, Container, PodSpec, SecurityContext } from 'kubernetes-types/core/v1';
import { probePort } from '../../prober';
import { forbiddenPortOffset } from '../../prober/questions/settings';
import { configMaps } from '../words';
import type { Manifest } from './options';

/** Where the program is mounted. */
const programFolder = '/probe';
/** Where settings.json and addresses.json are mounted, each in a folder of its own. */
export const settingsFolder = '/settings';
/** The only place that can be written to. */
const runFolder = '/run/probe';
/** File that a server writes when it listens. */
export const readyFile = `${runFolder}/listening`;

/** nobody: the image need not know the user. */
const user = 65_534;

/** No limit on processor time: throttling would show as latency. */
const resources = { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '256Mi' } };

const confined: SecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** What differs between the pods. */
export interface ProbePod {
  /** Arguments of the program. */
  readonly args: readonly string[];
  readonly hostNetwork: boolean;
  readonly container: string;
  /** A server says when it listens. A network probe instead would call a broken network "not ready". */
  readonly serves: boolean;
  /** Pins the pod to one node. */
  readonly node?: string;
  /** Whether it has settings and addresses. */
  readonly configured: boolean;
  readonly restartPolicy: 'Always' | 'Never';
}

/** The specification of one pod of the probes. */
export function podSpec(manifest: Manifest, pod: ProbePod): PodSpec {
  return {
    ...(pod.hostNetwork ? { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' } : {}),
    ...(pod.node ? { affinity: onlyOn(pod.node) } : {}),
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    // Control planes, cordoned nodes, whatever taint: the network of every node is tested.
    tolerations: [{ operator: 'Exists' }],
    restartPolicy: pod.restartPolicy,
    terminationGracePeriodSeconds: 1,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [container(manifest, pod)],
    volumes: [
      { name: 'program', configMap: { name: configMaps.program } },
      { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
      ...(pod.configured ? [{ name: 'settings', projected: { sources: [settings, addresses] } }] : []),
    ],
  };
}

const settings = { configMap: { name: configMaps.settings } };
const addresses = { configMap: { name: configMaps.addresses } };

function container(manifest: Manifest, pod: ProbePod): Container {
  return {
    name: pod.container,
    image: manifest.image,
    imagePullPolicy: 'IfNotPresent',
    command: ['node', `${programFolder}/job-prober.js`],
    args: [...pod.args],
    // What it wrote last is then reported with its end, even by the API server of a cluster where nobody reads logs.
    terminationMessagePolicy: 'FallbackToLogsOnError',
    env: [
      { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      { name: 'POD_IPS', valueFrom: { fieldRef: { fieldPath: 'status.podIPs' } } },
    ],
    ...(pod.serves ? serving(pod) : {}),
    resources,
    securityContext: confined,
    volumeMounts: [
      { name: 'program', mountPath: programFolder, readOnly: true },
      { name: 'run', mountPath: runFolder },
      ...(pod.configured ? [{ name: 'settings', mountPath: settingsFolder, readOnly: true }] : []),
    ],
  };
}

/** Ports are named so that the scheduler sees when another program of the host has them. */
function serving({ container: name }: ProbePod): Pick<Container, 'ports' | 'readinessProbe'> {
  const ports = name === 'guarded' ? [probePort, probePort + forbiddenPortOffset] : [probePort];
  return {
    ports: ports.flatMap((containerPort) => [
      { containerPort, protocol: 'TCP' as const },
      { containerPort, protocol: 'UDP' as const },
    ]),
    readinessProbe: {
      exec: { command: ['test', '-f', readyFile] },
      periodSeconds: 2,
      timeoutSeconds: 5,
      failureThreshold: 30,
    },
  };
}

/** By the node's name and not by a label: kubernetes.io/hostname may be another word. */
export function onlyOn(node: string): Affinity {
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }],
      },
    },
  };
}
