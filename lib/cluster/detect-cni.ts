/** Which CNI runs, by its agents: every CNI has a DaemonSet of a name of its own. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import { type Cni, cnis } from '../cni';

/** What is known of the CNI that a cluster runs. */
export interface FoundCni {
  readonly name: string;
  /** Absent: this testbed cannot predict it. */
  readonly cni?: Cni;
  /** Whether it enforces network policies; undefined where that is not known. */
  readonly enforcesPolicies?: boolean;
  /** DaemonSet that gave it away. */
  readonly agent: string;
}

/** CNIs that the testbed meets and has no folder for: one that gets a folder is recognised by what that says. */
const others: readonly Omit<FoundCni, 'cni'>[] = [
  // kindnetd carries kube-network-policies since kind v0.24.
  { name: 'kindnet', agent: 'kindnet', enforcesPolicies: true },
  { name: 'amazon-vpc-cni', agent: 'aws-node' },
  { name: 'antrea', agent: 'antrea-agent', enforcesPolicies: true },
  { name: 'kube-router', agent: 'kube-router', enforcesPolicies: true },
  { name: 'weave-net', agent: 'weave-net', enforcesPolicies: true },
  { name: 'ovn-kubernetes', agent: 'ovnkube-node', enforcesPolicies: true },
];

/** All that are recognised, each once; more than one is worth a note of its own. */
export function foundCnis(daemonSets: readonly DaemonSet[], known: readonly Cni[] = cnis): FoundCni[] {
  const running = new Set(daemonSets.map(({ metadata }) => metadata?.name));
  const builds = known.flatMap((cni) => (cni.deployment ? [{ cni, ...cni.deployment }] : []));
  const ours = builds.flatMap(({ cni, agents, enforcesPolicies }): FoundCni[] => {
    const agent = agents.find((name) => running.has(name));
    return agent ? [{ name: cni.name, cni, agent, enforcesPolicies }] : [];
  });
  const isOurs = ({ name, agent }: Omit<FoundCni, 'cni'>) =>
    builds.some(({ cni, agents }) => cni.name === name || agents.includes(agent));
  return [...ours, ...others.filter((other) => running.has(other.agent) && !isOurs(other))];
}
