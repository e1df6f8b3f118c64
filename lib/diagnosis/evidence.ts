/** What a cluster's own objects say of its nodes, beside the checks. */
import type { Family } from '../net';

type ByFamily = Partial<Readonly<Record<Family, string>>>;

/** One node, as the API and its Job have it. */
export interface NodeEvidence {
  readonly name: string;
  /** InternalIP of the Node object. */
  readonly address: ByFamily;
  /** Node.spec.podCIDRs. */
  readonly shares: readonly string[];
  /** Address that the CNI's agent took for the node's, by its annotation. @default it leaves none */
  readonly announced?: ByFamily;
  /** Whether somebody gave the agent that address, such as a NAT's, so that it is meant to be another one. @default false */
  readonly given?: true;
  /** MAC address of the tunnel device that the agent announces. @default it announces none */
  readonly tunnelMac?: string;
  /** The device that has the node's address, with its MTU in bytes. @default not seen */
  readonly card?: { readonly name: string; readonly mtu: number };
}

/** How many of the CNI's agents run. */
export interface AgentEvidence {
  /** Name of the DaemonSet. */
  readonly daemonSet: string;
  readonly wanted: number;
  readonly ready: number;
}

/** Whether fewer agents are ready than there should be. */
export const lacksAgents = (agents: AgentEvidence | undefined): agents is AgentEvidence =>
  agents !== undefined && agents.ready < agents.wanted;

/** What is known of a cluster that was tested. */
export interface Evidence {
  readonly nodes: readonly NodeEvidence[];
  /** @default the DaemonSet's status is not known */
  readonly agents?: AgentEvidence;
}
