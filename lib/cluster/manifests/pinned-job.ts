import type { Job } from 'kubernetes-types/batch/v1';
import type { PodSpec } from 'kubernetes-types/core/v1';
import { nodeAnnotation } from '../words';

/** What differs between the Jobs that are pinned to a node. */
export interface PinnedJob {
  readonly name: string;
  readonly namespace: string;
  /** Its node, which `spec` pins it to. */
  readonly node: string;
  readonly labels: Readonly<Record<string, string>>;
  /** How long it may take, in seconds. */
  readonly deadlineS: number;
  /** Pods, one after the other. @default one */
  readonly pods?: number;
  /** Whether it waits for `kubectl patch`. @default false */
  readonly suspended?: boolean;
  /** How long it stays when it has ended, in seconds. @default until it is removed */
  readonly staysS?: number;
  readonly spec: PodSpec;
}

/** A Job on one node, whose pods are not tried again: another try would hide what the first one found. */
export function pinnedJob({ name, namespace, node, labels, ...job }: PinnedJob): Job {
  const annotations = { [nodeAnnotation]: node };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace, labels, annotations },
    spec: {
      completions: job.pods ?? 1,
      parallelism: 1,
      backoffLimit: 0,
      activeDeadlineSeconds: job.deadlineS,
      ...(job.suspended ? { suspend: true } : {}),
      ...(job.staysS === undefined ? {} : { ttlSecondsAfterFinished: job.staysS }),
      template: { metadata: { labels, annotations }, spec: job.spec },
    },
  };
}
