/** What the API has besides nodes: groups and namespaces, asked for with no right but those that every run needs. */
import type { ExecResult } from '../../base/exec';
import { TargetError } from '../../base/target-error';
import type { ObjectTraces } from '../../cni';
import type { Kubectl } from '../runner/kubectl';

/** A group of the API. */
export interface ApiGroup {
  readonly name: string;
  /** The one that the API prefers, such as `cilium.io/v2`. */
  readonly version: string;
  /** Plural names of its resources, of all its versions. @default nobody answers for it */
  readonly resources?: readonly string[];
}

/** What the API has; absent parts could not be read. */
export interface ApiRemains {
  readonly groups?: readonly ApiGroup[];
  readonly namespaces?: readonly string[];
}

/** What the API server says of a group whose server is not there. */
const gone = Symbol('nobody answers');

/** Asks for groups and namespaces that somebody may have left. @param sought of CNIs */
export async function apiRemains(kubectl: Kubectl, sought: readonly ObjectTraces[]): Promise<ApiRemains> {
  const wanted = new Set(sought.flatMap(({ groups = [] }) => groups));
  const [groups, namespaces] = [await groupsOf(kubectl, wanted), await namespacesOf(kubectl)];
  return { ...(groups && { groups }), ...(namespaces && { namespaces }) };
}

/** Every user that is logged in may ask for groups (ClusterRole system:discovery). */
async function groupsOf(kubectl: Kubectl, wanted: ReadonlySet<string>): Promise<ApiGroup[] | undefined> {
  const found: ApiGroup[] = [];
  const all = listIn(await raw(kubectl, '/apis'), 'groups');
  if (!all) return undefined;
  for (const group of all) {
    const { name, preferredVersion, versions } = (group ?? {}) as Record<string, unknown>;
    const version = groupVersionOf(preferredVersion);
    if (!isName(name) || !wanted.has(name) || version === undefined) continue;
    const others = Array.isArray(versions) ? versions.flatMap((one) => groupVersionOf(one) ?? []) : [];
    const resources = await resourcesOf(kubectl, new Set([version, ...others]));
    if (resources === undefined) return undefined;
    found.push(resources === gone ? { name, version } : { name, version, resources });
  }
  return found;
}

/** Of all versions: some are in an older one alone. */
async function resourcesOf(
  kubectl: Kubectl,
  versions: ReadonlySet<string>,
): Promise<string[] | typeof gone | undefined> {
  const resources = new Set<string>();
  let served = false;
  for (const version of versions) {
    const answer = await raw(kubectl, `/apis/${version}`);
    if (answer === undefined) return undefined;
    served ||= answer !== gone;
    for (const plural of (listIn(answer, 'resources') ?? []).flatMap(pluralOf)) resources.add(plural);
  }
  return served ? [...resources] : gone;
}

function groupVersionOf(version: unknown): string | undefined {
  const named = (version as { groupVersion?: unknown } | null)?.groupVersion;
  return isName(named) ? named : undefined;
}

/** Without parts of resources, such as `ippools/status`. */
function pluralOf(resource: unknown): string[] {
  const name = (resource as { name?: unknown } | null)?.name;
  return isName(name) && !name.includes('/') ? [name] : [];
}

async function namespacesOf(kubectl: Kubectl): Promise<string[] | undefined> {
  const names = await asked(kubectl, ['get', 'namespaces', '--output', 'name']);
  if (names?.code !== 0) return undefined;
  return names.stdout.split('\n').flatMap((line) => /^namespace\/(\S+)$/.exec(line)?.[1] ?? []);
}

async function raw(kubectl: Kubectl, path: string): Promise<unknown> {
  const answer = await asked(kubectl, ['get', '--raw', path]);
  if (!answer) return undefined;
  if (answer.code !== 0) return /ServiceUnavailable|unable to handle/.test(answer.stderr) ? gone : undefined;
  try {
    return JSON.parse(answer.stdout);
  } catch {
    return undefined;
  }
}

/** What cannot be asked is a gap: the nodes were read by then. */
async function asked(kubectl: Kubectl, args: readonly string[]): Promise<ExecResult | undefined> {
  try {
    return await kubectl.attempt(args);
  } catch (error) {
    if (error instanceof TargetError) return undefined;
    throw error;
  }
}

function listIn(answer: unknown, field: string): readonly unknown[] | undefined {
  const list = (answer as Record<string, unknown> | null | undefined)?.[field];
  return Array.isArray(list) ? list : undefined;
}

const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w.:/-]{1,253}$/.test(value);
