/** The pods of servers and probers: the same program, as little power as it can have. */
import type { Affinity, Container, PodSpec, SecurityContext, Volume } from 'kubernetes-types/core/v1';
import { configMaps } from '../words';
import type { Manifest } from './options';

/** Where the program is mounted. */
const programFolder = '/probe';
/** Where settings.json and addresses.json are mounted, each in a folder of its own. */
export const settingsFolder = '/settings';
/** The only place that can be written to. */
const runFolder = '/run/probe';
/** Where a folder of the node is mounted. */
export const hostFolder = '/host';
/** File that a server writes when it listens. */
export const readyFile = `${runFolder}/listening`;

/** nobody: the image need not know the user. */
const user = 65_534;

/** Memory that one process of the program has at most. */
const memory = '256Mi';

/** No limit on processor time: throttling would show as latency. */
const resources = (most: string) => ({
  requests: { cpu: '20m', memory: '64Mi' },
  limits: { memory: most },
});

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
  /** Of a server. @default it serves nobody */
  readonly serves?: Serving;
  /** Pins the pod to one node. */
  readonly node?: string;
  /** ConfigMaps that it finds together in one folder. @default none */
  readonly settings?: readonly string[];
  /** A folder of the node that it reads, at `hostFolder`. @default none */
  readonly reads?: string;
  /** Of all its processes, such as 256Mi. @default what one takes at most */
  readonly memory?: string;
  /** Whether it is given its node's address. @default false */
  readonly hostIp?: boolean;
  readonly restartPolicy: 'Always' | 'Never';
  /** @default nothing */
  readonly beside?: Beside;
}

/** What a pod has beside the program. */
export interface Beside {
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
}

/** A server says when it listens. A network probe instead would call a broken network "not ready". */
export interface Serving {
  readonly ports: readonly number[];
  /** Whether it is asked every other second, or no more once it has said so: asking starts a process on the node. */
  readonly asked: 'always' | 'once';
}

/** What every pod has, whatever runs in it: its place, and as little power as it can have. */
export function confinedPod(
  pod: Pick<ProbePod, 'hostNetwork' | 'node' | 'restartPolicy'>,
): Omit<PodSpec, 'containers'> {
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
  };
}

/** The specification of one pod of the probes. */
export function podSpec(manifest: Pick<Manifest, 'image'>, pod: ProbePod): PodSpec {
  return {
    ...confinedPod(pod),
    containers: [container(manifest, pod), ...(pod.beside?.containers ?? [])],
    volumes: [
      { name: 'program', configMap: { name: configMaps.program } },
      { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
      ...(pod.settings
        ? [
            {
              name: 'settings',
              projected: { sources: pod.settings.map((name) => ({ configMap: { name } })) },
            },
          ]
        : []),
      ...(pod.reads ? [{ name: 'host', hostPath: { path: pod.reads, type: 'Directory' } }] : []),
      ...(pod.beside?.volumes ?? []),
    ],
  };
}

/** A container with what all have. @param memory of all its processes @param own what it runs */
export function confinedContainer(
  { name, image, memory }: Pick<Container, 'name'> & { readonly image: string; readonly memory: string },
  { command, args, volumeMounts, ...more }: Omit<Container, 'name'>,
): Container {
  return {
    ...{ name, image, imagePullPolicy: 'IfNotPresent', command, args },
    // What it wrote last is then reported with its end, even by the API server of a cluster where nobody reads logs.
    terminationMessagePolicy: 'FallbackToLogsOnError',
    ...more,
    ...{ resources: resources(memory), securityContext: confined, volumeMounts },
  };
}

function container({ image }: Pick<Manifest, 'image'>, pod: ProbePod): Container {
  return confinedContainer(
    { name: pod.container, image, memory: pod.memory ?? memory },
    {
      command: ['node', `${programFolder}/job-prober.js`],
      args: [...pod.args],
      env: [
        { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
        { name: 'POD_IPS', valueFrom: { fieldRef: { fieldPath: 'status.podIPs' } } },
        ...(pod.hostIp ? [{ name: 'HOST_IP', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } }] : []),
      ],
      ...(pod.serves ? serving(pod.serves) : {}),
      volumeMounts: [
        { name: 'program', mountPath: programFolder, readOnly: true },
        { name: 'run', mountPath: runFolder },
        ...(pod.settings ? [{ name: 'settings', mountPath: settingsFolder, readOnly: true }] : []),
        ...(pod.reads ? [{ name: 'host', mountPath: hostFolder, readOnly: true }] : []),
      ],
    },
  );
}

/** Ports are named so that the scheduler sees when another program of the host has them. */
function serving({ ports, asked }: Serving): Pick<Container, 'ports' | 'readinessProbe' | 'startupProbe'> {
  const probe = {
    exec: { command: ['test', '-f', readyFile] },
    periodSeconds: 2,
    timeoutSeconds: 5,
    failureThreshold: 30,
  };
  return {
    ports: ports.flatMap((containerPort) => [
      { containerPort, protocol: 'TCP' as const },
      { containerPort, protocol: 'UDP' as const },
    ]),
    ...(asked === 'always' ? { readinessProbe: probe } : { startupProbe: probe }),
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
