/** What a Job writes to its standard output: a line of JSON for each observation, between a first and a last line. */
import type { Family, Protocol } from '../../net';
import type { Again, Lack, ProbeFailure } from '..';
import type { AnswerTimes } from '../dns/series';

/** Name and version of the report. */
export const reportSchema = 'cni-testbed/probe/v1';

/** First line: who reports. */
export interface ReportStart {
  readonly report: 'start';
  readonly schema: typeof reportSchema;
  readonly from: string;
  readonly node: string;
  readonly interfaces: readonly NetworkInterface[];
  /** Of its resolv.conf. Absent in reports of older versions. */
  readonly nameServers?: readonly string[];
}

/** A network interface of the asking pod. */
export interface NetworkInterface {
  readonly name: string;
  /** Bytes; absent where it cannot be read. */
  readonly mtu?: number;
  readonly addresses: readonly string[];
}

/** What was asked. The ids of lib/check, but for packets between endpoints, where the protocol says enough. */
export type AskedKind =
  | 'reach'
  | 'host-pod'
  | 'mtu'
  | 'service/cluster-ip'
  | 'service/node-port'
  | 'service/hairpin'
  | 'control/api-server'
  | 'control/kubelet'
  | 'dns'
  | 'egress/nat'
  | 'policy/allow'
  | 'policy/default-deny'
  | 'policy/own-node'
  | 'policy/other-node'
  | 'policy/admin-tier'
  | 'policy/baseline-tier'
  | 'metadata/blocked';

/** Why a Job left a question out. */
export type JobSkip =
  /** The kernel does not count the packets that it fragments, so that no size could be trusted. */
  | { readonly code: 'uncounted' }
  /** The time for sizes was used up. */
  | { readonly code: 'out-of-time'; readonly seconds: number }
  | { readonly code: 'unknown'; readonly text: string };

/** One question with its answer. */
export interface ReportedObservation {
  readonly asked: AskedKind;
  /** Endpoint, or the name of what was asked for. */
  readonly to: string;
  readonly family: Family;
  readonly protocol?: Protocol;
  readonly reachable?: boolean;
  readonly answeredBy?: string;
  readonly source?: string;
  readonly rttMs?: number;
  readonly bytes?: number;
  readonly localLimit?: number;
  readonly addresses?: readonly string[];
  /** Of a name: how long its answers took. Absent in reports of older versions. */
  readonly times?: AnswerTimes;
  readonly failure?: ProbeFailure;
  /** An exchange that failed, or was denied, tried again when all others were done. */
  readonly again?: Again;
  /** Why it could not be asked: this machine lacked something, which says nothing of the network. */
  readonly notAsked?: Lack;
  /** Why it was not asked. */
  readonly skipped?: JobSkip;
}

/** Last line: without it the report is not whole. */
export interface ReportEnd {
  readonly report: 'end';
  readonly observations: number;
  readonly durationMs: number;
  /** Processor time that the Job took, in milliseconds. */
  readonly cpuMs: number;
  readonly maxRssBytes: number;
}
