/** Reads what the API says, or a file says that it said. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import type { Event, Node, Pod, Service } from 'kubernetes-types/core/v1';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1';
import type { ServiceCIDR } from 'kubernetes-types/networking/v1alpha1'; // v1 has the same fields
import type * as z from 'zod';
import { oneLine } from '../../base/plain-text';
import { shown } from '../../base/shown';
import { apiSchemas } from './api-schemas';

/** An object of a CNI's own; what is in it, only the CNI knows. */
export interface BlockObject {
  readonly metadata?: { readonly name?: string };
  readonly spec?: unknown;
}

/** Each kind of list, and what it is of. */
export interface ApiObjects {
  readonly nodes: Node;
  readonly pods: Pod;
  readonly services: Service;
  readonly endpointSlices: EndpointSlice;
  readonly serviceCidrs: ServiceCIDR;
  readonly addressBlocks: BlockObject;
  readonly daemonSets: DaemonSet;
  readonly jobs: Job;
  readonly events: Event;
}

/** Problems that an error lists. */
const mostProblems = 5;

/**
 * Reads objects of one kind from untrusted data.
 * @throws Error that names each object that is wrong, with the field, its value and the rule
 */
export function objectsOf<K extends keyof ApiObjects>(kind: K, items: unknown): readonly ApiObjects[K][] {
  if (!Array.isArray(items)) throw new Error(`${kind} is ${shown(items)}, not a list`);
  const read = items.map((item) => apiSchemas[kind].safeParse(item, { reportInput: true }));
  const problems = read.flatMap(({ error }, i) =>
    (error?.issues ?? []).map((issue) => `${placeOf(kind, i, items[i])}${problemOf(issue)}`),
  );
  if (problems.length === 0) return read.map(({ data }) => data as unknown as ApiObjects[K]);
  const more = problems.length - mostProblems;
  throw new Error(
    `${problems.slice(0, mostProblems).join('; ')}${more > 0 ? `; and ${more} more problems` : ''}`,
  );
}

/** `nodes.1 (worker-1)`. */
function placeOf(kind: string, index: number, item: unknown): string {
  const named = (item as { metadata?: { name?: unknown } | null } | null)?.metadata?.name;
  return `${kind}.${index}${typeof named === 'string' && named.length < 100 ? ` (${oneLine(named)})` : ''}`;
}

function problemOf({ path, input, message }: z.core.$ZodIssue): string {
  if (path.length === 0) return ` is ${shown(input)}, not an object`;
  return `.${oneLine(path.map(String).join('.'))} is ${shown(input)}: ${message}`;
}
