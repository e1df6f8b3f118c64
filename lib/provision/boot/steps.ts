/**
 * What a machine does at its boot, step by step. Each is a script of the same name in files/steps that can be done again;
 * files/run-steps.sh does them in order, tries again what fails and ends what hangs.
 */
import { lines } from './node-file';

/** One step of a list. */
export interface BootStep {
  readonly name: string;
  /** Most attempts in a row. */
  readonly attempts: number;
  /** Before the second attempt, in seconds; each further pause is twice as long, up to 300. */
  readonly pauseS: number;
  /** After this time an attempt is ended, in seconds. */
  readonly limitS: number;
  /** What it does, for people. */
  readonly does: string;
  /** What its user does where it fails. */
  readonly remedy: string;
}

/** `init` starts the cluster, the others join it. */
export type BootRole = 'init' | 'control-plane' | 'worker';

const every: readonly BootStep[] = [
  {
    name: 'host',
    ...{ attempts: 8, pauseS: 5, limitS: 600 },
    does: 'names, network, sessions for the user',
    remedy: 'See in the log whether the machine finds its metadata and the exchange',
  },
  {
    name: 'packages',
    ...{ attempts: 6, pauseS: 15, limitS: 1200 },
    does: 'kubeadm, kubelet, kubectl and containerd, in pinned versions',
    remedy:
      'See that the machine reaches the sources of its packages: that of Kubernetes and those of its system',
  },
  {
    name: 'kernel',
    ...{ attempts: 4, pauseS: 15, limitS: 600 },
    does: 'kernel modules and settings',
    remedy: "See in the log which module the image's kernel lacks, and take another image",
  },
  {
    name: 'containerd',
    ...{ attempts: 4, pauseS: 10, limitS: 300 },
    does: 'the container runtime runs and answers',
    remedy: 'See journalctl -u containerd on the machine',
  },
];

const init: readonly BootStep[] = [
  {
    name: 'init',
    ...{ attempts: 3, pauseS: 20, limitS: 1200 },
    does: 'kubeadm init; what a failed attempt has left is reset first',
    remedy: 'See what kubeadm says in the log, and journalctl -u kubelet on the machine',
  },
  {
    name: 'plan',
    ...{ attempts: 6, pauseS: 5, limitS: 120 },
    does: 'Node objects with the planned pod ranges',
    remedy: 'See whether the API server answers: crictl ps on the machine',
  },
  {
    name: 'wait-nodes',
    ...{ attempts: 4, pauseS: 5, limitS: 1500 },
    does: 'publishes join data, and waits until every node has joined',
    remedy: 'Its log names the nodes that are missing: see what these say',
  },
  {
    name: 'cni',
    ...{ attempts: 5, pauseS: 15, limitS: 1500 },
    does: "Helm and the CNI's chart",
    remedy:
      'See that the machine reaches the sources of Helm, the chart and its images; the log says what it waits for',
  },
  {
    name: 'ready',
    ...{ attempts: 4, pauseS: 10, limitS: 660 },
    does: 'waits until every node is Ready and cluster DNS runs; takes the join data back',
    remedy: "See kubectl get nodes and the pods of the CNI's agents there",
  },
];

const join: readonly BootStep[] = [
  {
    name: 'wait-join',
    ...{ attempts: 2, pauseS: 5, limitS: 3600 },
    does: 'waits for the join data of the first control plane',
    remedy: 'See what the first control plane says: it has published nothing',
  },
  {
    name: 'join',
    ...{ attempts: 5, pauseS: 20, limitS: 720 },
    does: 'kubeadm join, each time with what is published then; what a failed attempt has left is reset first',
    remedy: 'See whether the API server can be reached from there, and what kubeadm says in the log',
  },
];

/** The connectivity Jobs, on the first control plane, once it is ready and at each `testbed rerun`. */
export const jobSteps: readonly BootStep[] = [
  {
    name: 'apply',
    ...{ attempts: 5, pauseS: 15, limitS: 700 },
    does: 'removes the Jobs of an earlier run, and applies them anew',
    remedy: 'See what the API server refuses in the log, then run the Jobs again',
  },
  {
    name: 'collect',
    ...{ attempts: 2, pauseS: 30, limitS: 2400 },
    does: 'starts the Jobs and gathers what they saw',
    remedy: 'See in the log which pods did not start or which Job failed, then run the Jobs again',
  },
  {
    name: 'store',
    ...{ attempts: 8, pauseS: 5, limitS: 300 },
    does: 'puts what they saw into the exchange',
    remedy: 'See whether the machine may write there, then run the Jobs again',
  },
];

/** The steps of a role in order. */
export function bootSteps(role: BootRole): readonly BootStep[] {
  return [...every, ...(role === 'init' ? init : join)];
}

/** Every step once. */
export const allSteps: readonly BootStep[] = [...every, ...init, ...join, ...jobSteps];

/** As run-steps.sh reads them: a line each. */
export function stepLines(steps: readonly BootStep[]): string {
  return lines(steps.map(({ name, attempts, pauseS, limitS }) => `${name} ${attempts} ${pauseS} ${limitS}`));
}
