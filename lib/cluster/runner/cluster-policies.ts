/** Policies of the whole cluster for a run: made where the API has them, the CNI says that it enforces them, and one may. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Shown } from '../../cni';
import type { ProbeSettings } from '../../prober/questions/settings';
import { foundCnis } from '../detect-cni';
import {
  clusterPolicies,
  clusterPolicyGroup,
  clusterPolicyNames,
  clusterPolicyResource,
  clusterPolicyVersions,
} from '../manifests/cluster-policies';
import { apply } from './apply';
import type { Cleanup } from './cleanup';
import type { Kubectl } from './kubectl';
import { isPermitted } from './permissions';

type Outcome = NonNullable<ProbeSettings['clusterPolicies']>;
type Version = (typeof clusterPolicyVersions)[number];

/** What is done with them: applied to be made and changed, and asked for by name to be removed. */
const verbs = ['get', 'create', 'patch', 'delete'] as const;

/** The run that they are for. */
interface Run {
  readonly kubectl: Kubectl;
  readonly namespace: string;
  readonly cleanup: Cleanup;
}

/** Makes them, to be removed with the rest. @returns whether they were made, or why not: nothing that goes wrong ends the run */
export function madeClusterPolicies(
  { kubectl, namespace, cleanup }: Run,
  daemonSets: readonly DaemonSet[],
): Promise<Outcome> {
  const policies = new ClusterPolicies(kubectl, namespace, daemonSets);
  cleanup.first(() => policies.remove());
  return policies.make((objects) => apply(kubectl, cleanup, objects));
}

/** Those of one run. */
class ClusterPolicies {
  private made = false;

  constructor(
    private readonly kubectl: Kubectl,
    private readonly namespace: string,
    private readonly daemonSets: readonly DaemonSet[],
  ) {}

  /** @param apply makes objects @returns whether they were made, or why not */
  async make(apply: (objects: readonly object[]) => Promise<void>): Promise<Outcome> {
    const [found] = foundCnis(this.daemonSets);
    const shown = found?.cni?.deployment?.clusterPoliciesShown;
    if (!found || !shown) return 'not-enforced';
    const version = await this.served();
    if (!version) return 'no-api';
    if (!(await this.isSaid(shown, found.agent))) return 'not-said';
    if (!(await isPermitted(this.kubectl, [clusterPolicyResource, ...verbs]).catch(() => false)))
      return 'not-permitted';
    const uid = await this.said<{ metadata?: { uid?: string } }>(['namespace', this.namespace]);
    if (!uid?.metadata?.uid) return 'refused';
    this.made = true;
    try {
      await apply(clusterPolicies({ namespace: this.namespace, uid: uid.metadata.uid, version }));
      return 'made';
    } catch {
      return 'refused';
    }
  }

  /** Those that stay, as a call failed, go with the namespace that owns them. */
  async remove(): Promise<void> {
    if (!this.made) return;
    const names = clusterPolicyNames(this.namespace);
    await this.kubectl
      .attempt(['delete', clusterPolicyResource, ...names, '--ignore-not-found', '--wait=false'])
      .catch(() => {});
  }

  /** Everybody may ask which versions an API has. */
  private async served(): Promise<Version | undefined> {
    const group = await this.said<{ versions?: { version?: string }[] }>([
      '--raw',
      `/apis/${clusterPolicyGroup}`,
    ]);
    const known = new Set((group?.versions ?? []).map(({ version }) => version));
    return clusterPolicyVersions.find((version) => known.has(version));
  }

  private async isSaid(shown: readonly Shown[], agent: string): Promise<boolean> {
    const { namespace = 'kube-system' } =
      this.daemonSets.find(({ metadata }) => metadata?.name === agent)?.metadata ?? {};
    for (const { resource, name, byAgents, says = () => true } of shown) {
      const object = await this.said([resource, name, ...(byAgents ? ['--namespace', namespace] : [])]);
      if (object !== undefined && says(object)) return true;
    }
    return false;
  }

  /** An answer as JSON; undefined where there is none. */
  private async said<T = unknown>(what: readonly string[]): Promise<T | undefined> {
    const asJson = what[0] === '--raw' ? [] : ['--output', 'json'];
    try {
      const { code, stdout } = await this.kubectl.attempt(['get', ...what, ...asJson]);
      return code === 0 ? (JSON.parse(stdout) as T) : undefined;
    } catch {
      return undefined;
    }
  }
}
