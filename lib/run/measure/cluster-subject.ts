/** A cluster as a subject: which CNI it runs, and under which conditions. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Given } from '../../cluster/cluster-testbed';
import { foundCnis } from '../../cluster/detect-cni';
import type { Subject } from '../../measure';
import { planDigest } from './lab-subject';

const unknown = 'unknown';

/** What is known of the CNI: what was given, else what its agents show. */
export function subjectCni({ testbed, ...given }: Given, daemonSets: readonly DaemonSet[]): Subject['cni'] {
  const choice = given.choice ?? testbed?.choice;
  const name = given.cni?.name ?? testbed?.cni.name ?? foundCnis(daemonSets)[0]?.name ?? unknown;
  return { name, mode: choice?.mode.name ?? unknown, dataPlane: choice?.dataPlane ?? unknown };
}

/** CNI and mode, and a number where that is not enough. */
export function subjectIds(cnis: readonly Subject['cni'][]): string[] {
  const ids = cnis.map(({ name, mode }) => (mode === unknown ? name : `${name} ${mode}`));
  return ids.map((id, i) => {
    const before = ids.slice(0, i).filter((other) => other === id).length;
    return before === 0 ? id : `${id} ${before + 1}`;
  });
}

/** What keeps policies from costing anything. */
export function policyNotes(id: string, daemonSets: readonly DaemonSet[]): string[] {
  return foundCnis(daemonSets)[0]?.enforcesPolicies === false
    ? [`${id} enforces no network policies, so that they cost nothing there, and change nothing`]
    : [];
}

/** The subject, once its conditions are known. @param conditions besides the cluster's name */
export function clusterSubject(
  { id, target, cni }: Pick<Subject, 'id' | 'target' | 'cni'>,
  { name, testbed }: Given,
  conditions: Record<string, string>,
): Subject {
  return {
    ...{ id, target, cni },
    ...(testbed
      ? { planDigest: planDigest(testbed.plan), spec: JSON.parse(JSON.stringify(testbed.spec)) }
      : {}),
    conditions: { cluster: name, ...conditions },
  };
}
