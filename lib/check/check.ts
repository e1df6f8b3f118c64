import type { Family } from '../net';
import type { Again } from '../prober';

/** What a check is about: the ids of design section 7. */
export type CheckId =
  | 'address/unique'
  | `pod-to-pod/${Distance}`
  | `node-to-pod/${Distance}`
  | `pod-to-node/${Distance}`
  | `node-to-node/${Distance}`
  | `host-pod-to-pod/${Distance}`
  | 'mtu/path'
  | 'address/node-share'
  | 'service/cluster-ip'
  | 'service/node-port'
  | 'service/hairpin'
  | 'dns'
  | 'egress/nat'
  | 'policy/allow'
  | 'policy/default-deny'
  | 'metadata/blocked';

/** How far apart two endpoints are. */
export type Distance = 'same-node' | 'cross-node' | 'cross-zone';

/**
 * The requirements of Kubernetes that the checks stand for: no two pods with one address (0), pod to pod without NAT
 * (1), node to pod (2), pod to node (3); `base` is the network between the nodes, which Kubernetes takes for granted.
 */
export type Requirement = 0 | 1 | 2 | 3 | 'base';

/** What must hold. Absent fields require nothing. */
export interface Required {
  /** false: nobody may answer. */
  readonly reachable?: boolean;
  /** Endpoints that may answer. @default the one that is asked */
  readonly answeredBy?: readonly string[];
  /** Exactly these addresses: what a name must stand for, or a node's shares of the pod network. */
  readonly addresses?: readonly string[];
  /** Source addresses that the receiver may see; a range, such as a node's share, stands for all of its addresses. */
  readonly sources?: readonly string[];
  /** Largest packet that must arrive uncut, in bytes. */
  readonly bytes?: number;
  /** Largest packet that can cross the underlay in one piece, in bytes; more means that outer packets are cut. */
  readonly atMost?: number;
  /** Range that the address must lie in. */
  readonly within?: string;
}

/** What the walk over the datapath says. */
export interface Predicted {
  /** Nothing is predicted: the walk does not know what decides here. */
  readonly none?: true;
  readonly reachable?: boolean;
  /** Source address that the receiver sees; of an address check, the planned address. */
  readonly source?: string;
  /** Endpoint whose answer comes back. */
  readonly answeredBy?: string;
  readonly bytes?: number;
  /** Largest packet that the sender's own kernel lets out where larger ones than `bytes` vanish, in bytes. */
  readonly localLimit?: number;
  /** Hosts and links on the way, for checks that fail. */
  readonly path?: readonly string[];
  /** Why it is not reachable. */
  readonly reason?: string;
  /** Endpoints that have the same address. */
  readonly alsoOn?: readonly string[];
}

/** What was measured. */
export interface Observed {
  /** Whether the right endpoint answered. */
  readonly reachable?: boolean;
  readonly source?: string;
  readonly answeredBy?: string;
  readonly rttMs?: number;
  readonly bytes?: number;
  /** Largest packet that the sender's own kernel let out, in bytes. */
  readonly localLimit?: number;
  /** Addresses that the endpoint really has, or what a name stands for. */
  readonly addresses?: readonly string[];
  readonly alsoOn?: readonly string[];
  readonly error?: string;
  /** An exchange that failed and should have passed, tried again at the end: a rule fails always, chance does not. */
  readonly again?: Again;
  /** Why it could not be asked: the machine that asks lacked something. */
  readonly notAsked?: string;
}

/** One question about one pair, direction, family and protocol. */
export interface Check {
  readonly id: CheckId;
  readonly requirement?: Requirement;
  readonly from: string;
  readonly to: string;
  readonly family: Family;
  readonly protocol?: 'tcp' | 'udp';
  readonly required: Required;
  readonly predicted: Predicted;
  /** Why it is not even tried. */
  readonly skip?: string;
}

export type Verdict = 'pass' | 'fail' | 'skip';

/** A check with its answer. */
export interface CheckResult extends Check {
  /** Absent on the target `predicted`, which measures nothing. */
  readonly observed?: Observed;
  readonly verdict: Verdict;
  /** Why it failed or was skipped. */
  readonly reason?: string;
  /** Whether the walk said something else than what was measured. */
  readonly mispredicted?: true;
  /** A skip that no run should have: the machine that was to ask could not, for want of sockets, ports or memory. */
  readonly notAsked?: true;
}
