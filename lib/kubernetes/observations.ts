/** What a run in a cluster gathered, not judged yet: the runner's and collect.sh's common form. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Node, Pod, Service } from 'kubernetes-types/core/v1';
import { shown } from '../check';
import { smallest } from '../lists';
import { TargetError } from '../target-error';
import { isObject, settingsProblem } from './observed-settings';

export const observationsSchema = 'cni-testbed/observations/v1';

export interface ClusterObservations {
  readonly schema: typeof observationsSchema;
  /** When all of it was there, RFC 3339; older files do not say. */
  readonly collectedAt?: string;
  /** Of the API server, such as v1.36.4. */
  readonly serverVersion: string;
  readonly nodes: readonly Node[];
  /** The servers', in the probes' namespace. */
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  /** Of the whole cluster: a CNI is known by its agents. */
  readonly daemonSets: readonly DaemonSet[];
  /** What the Jobs were told: settings.json, as text. */
  readonly settings: string;
  /** What each Job wrote, by its name. */
  readonly logs: Readonly<Record<string, string>>;
}

/** Reads observations from untrusted data. @throws TargetError that says what is missing */
export function parseObservations(input: unknown): ClusterObservations {
  const file = input as Partial<ClusterObservations> | null;
  if (file?.schema !== observationsSchema)
    throw broken(`its schema is ${JSON.stringify(file?.schema)}, not ${observationsSchema}`);
  for (const list of ['nodes', 'pods', 'services', 'daemonSets'] as const) {
    const items: unknown = file[list];
    if (!Array.isArray(items)) throw broken(`${list} is not a list`);
    const strange = items.findIndex((item) => !isObject(item));
    if (strange >= 0) throw broken(`${list}.${strange} is ${shown(items[strange])}, not an object`);
  }
  if (typeof file.settings !== 'string' || !isObject(file.logs)) throw broken('settings or logs are missing');
  const [job] = Object.entries(file.logs).find(([, log]) => typeof log !== 'string') ?? [];
  if (job !== undefined) throw broken(`logs.${job} is not a text`);
  const problem = settingsProblem(
    file.settings,
    file.nodes!.map(({ metadata }) => metadata?.name),
  );
  if (problem) throw broken(problem);
  return file as ClusterObservations;
}

/** When the run was: from its first pod's start, by the cluster's clock, until all was collected; else now. */
export function timesOf({ pods, collectedAt }: ClusterObservations): { startedAt: Date; endedAt: Date } {
  const now = Date.now();
  const starts = pods.map(({ status }) => Date.parse(`${status?.startTime}`)).filter(Number.isFinite);
  const end = Date.parse(`${collectedAt}`);
  const startedAt = starts.length > 0 ? smallest(starts) : now;
  const endedAt = Number.isFinite(end) ? end : startedAt;
  return { startedAt: new Date(startedAt), endedAt: new Date(Math.max(startedAt, endedAt)) };
}

function broken(what: string): TargetError {
  return new TargetError(
    `the observations cannot be read: ${what}`,
    'Collect them again with the collect.sh of this version',
  );
}
