import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import type { Event, Node, Pod } from 'kubernetes-types/core/v1';
import type { Kubectl } from './kubectl';

/** What the cluster says at one moment of everything that a run cares for. */
export interface Snapshot {
  readonly nodes: readonly Node[];
  readonly pods: readonly Pod[];
  readonly jobs: readonly Job[];
  readonly daemonSets: readonly DaemonSet[];
  readonly events: readonly Event[];
}

interface List<T = { kind?: string }> {
  readonly items?: readonly T[];
}

/** One call for all of it. */
export async function snapshot(kubectl: Kubectl, namespace: string): Promise<Snapshot> {
  const kinds = 'nodes,pods,jobs,daemonsets,events';
  const { items = [] } = await kubectl.json<List>(['get', kinds, '--namespace', namespace]);
  const of = <T>(kind: string) => items.filter((item) => item.kind === kind) as unknown as T[];
  return {
    nodes: of<Node>('Node'),
    pods: of<Pod>('Pod'),
    jobs: of<Job>('Job'),
    daemonSets: of<DaemonSet>('DaemonSet'),
    events: of<Event>('Event'),
  };
}

/** Objects of one kind. */
export async function listOf<T>(kubectl: Kubectl, args: readonly string[]): Promise<readonly T[]> {
  return (await kubectl.json<List<T>>(['get', ...args])).items ?? [];
}
