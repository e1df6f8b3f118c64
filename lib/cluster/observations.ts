/** What a run in a cluster gathered, not judged yet: the runner's and collect.sh's common form. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Node, Pod, Service } from 'kubernetes-types/core/v1';
import type { ServiceCIDR } from 'kubernetes-types/networking/v1alpha1';
import { smallest } from '../base/lists';
import { oneLine } from '../base/plain-text';
import { shown } from '../base/shown';
import { TargetError } from '../base/target-error';
import type { ControlObjects } from './control/ports';
import { isObject, settingsProblem } from './observed-settings';
import { type BlockObject, objectsOf } from './untrusted/api-objects';

/** Name and version of the file format. */
export const observationsSchema = 'cni-testbed/observations/v1';

/** What was read of a cluster and its Jobs: the content of an observations file. */
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
  /** What the API says of itself. @default an older version made the run: its ports were not asked */
  readonly control?: ControlObjects;
  /** Of the whole cluster. @default its API has none, or they could not be read */
  readonly serviceCidrs?: readonly ServiceCIDR[];
  /** Objects in which the CNI says which blocks of addresses its nodes have. @default it has none, or they could not be read */
  readonly addressBlocks?: readonly BlockObject[];
  /** Of the whole cluster: a CNI is known by its agents. */
  readonly daemonSets: readonly DaemonSet[];
  /** What the Jobs were given: settings.json, as text. */
  readonly settings: string;
  /** What each Job wrote, by its name. */
  readonly logs: Readonly<Record<string, string>>;
  /** What each Job that captured a node's state printed, by its name. @default none was captured */
  readonly captures?: Readonly<Record<string, string>>;
}

/**
 * Reads observations from untrusted data.
 * @param remedy what to do where they cannot be read
 * @throws TargetError that says what is missing or wrong
 */
export function parseObservations(input: unknown, remedy = collectAgain): ClusterObservations {
  try {
    return read(input as Partial<Record<keyof ClusterObservations, unknown>> | null);
  } catch (error) {
    throw new TargetError(`the observations cannot be read: ${(error as Error).message}`, remedy);
  }
}

const collectAgain = 'Collect them again with the collect.sh of this version';

function read(file: Partial<Record<keyof ClusterObservations, unknown>> | null): ClusterObservations {
  if (file?.schema !== observationsSchema)
    throw new Error(`its schema is ${shown(file?.schema)}, not ${observationsSchema}`);
  const [nodes, pods] = [objectsOf('nodes', file.nodes), objectsOf('pods', file.pods)];
  const names = nodes.map(({ metadata }) => metadata!.name!);
  const twice =
    new Set(names).size < names.length ? names.find((name, i) => names.indexOf(name) !== i) : undefined;
  if (twice !== undefined) throw new Error(`two of nodes are named ${twice}`);
  if (typeof file.settings !== 'string' || !isObject(file.logs))
    throw new Error('settings or logs are missing');
  refuseOthersThanTexts('logs', file.logs);
  if (file.captures !== undefined) refuseOthersThanTexts('captures', file.captures);
  const problem = settingsProblem(file.settings, names);
  if (problem) throw new Error(problem);
  if (typeof file.serverVersion !== 'string')
    throw new Error(`serverVersion is ${shown(file.serverVersion)}, not the text of a version`);
  return {
    ...(file as unknown as ClusterObservations),
    serverVersion: oneLine(file.serverVersion),
    nodes,
    pods,
    services: objectsOf('services', file.services),
    ...(file.control !== undefined && { control: controlOf(file.control) }),
    ...(file.serviceCidrs !== undefined && {
      serviceCidrs: objectsOf('serviceCidrs', file.serviceCidrs),
    }),
    ...(file.addressBlocks !== undefined && {
      addressBlocks: objectsOf('addressBlocks', file.addressBlocks),
    }),
    daemonSets: objectsOf('daemonSets', file.daemonSets),
  };
}

function controlOf(given: unknown): ControlObjects {
  const { services, endpointSlices } = isObject(given) ? given : {};
  return {
    services: objectsOf('services', services),
    endpointSlices: objectsOf('endpointSlices', endpointSlices),
  };
}

/** @throws Error that names the first that is no text */
function refuseOthersThanTexts(field: string, texts: unknown): void {
  if (!isObject(texts)) throw new Error(`${field} is ${shown(texts)}, not texts by the names of Jobs`);
  const [job] = Object.entries(texts).find(([, text]) => typeof text !== 'string') ?? [];
  if (job !== undefined) throw new Error(`${field}.${oneLine(job)} is not a text`);
}

/** Before there was Kubernetes, and longer than any run takes, in milliseconds: no clock is right that says so. */
const earliest = Date.parse('2014-01-01T00:00:00Z');
const longestRun = 7 * 86_400_000;

/** When the run was: from its first pod's start, by the cluster's clock, until all was collected; else now. */
export function timesOf({ pods, collectedAt }: ClusterObservations): { startedAt: Date; endedAt: Date } {
  const now = Date.now();
  const isTime = (time: number) => time >= earliest && time <= now + longestRun;
  const starts = pods.map(({ status }) => Date.parse(`${status?.startTime}`)).filter(isTime);
  const startedAt = starts.length > 0 ? smallest(starts) : now;
  const end = Date.parse(`${collectedAt}`);
  const isEnd = end >= startedAt && end <= startedAt + longestRun;
  return { startedAt: new Date(startedAt), endedAt: new Date(isEnd ? end : startedAt) };
}
