/** What measuring Jobs and servers write to their standard output, as lines of JSON. */
import type { ProbeFailure } from '../../failure';
import type { NetworkInterface } from '../../questions/report';
import type { WayNow } from '../pulse/way';
import type { Measured } from '../task';
import type { JobNetwork } from './steps';

/** Name and version of the reports. */
export const measureReportSchema = 'cni-testbed/measure/v1';

/** A Job's first line: who reports. */
export interface MeasureStart {
  readonly report: 'start';
  readonly schema: typeof measureReportSchema;
  readonly network: JobNetwork;
  readonly node: string;
}

/** A line for each measurement, with its place in the steps. */
export interface MeasureLine extends Measured {
  readonly step: number;
}

/** A Job's last line: without it the report is not whole. */
export interface MeasureEnd {
  readonly report: 'end';
  readonly measurements: number;
  readonly durationMs: number;
}

/** The only line of a pod that asks how soon it is answered. Times are milliseconds since 1970, by its node's clock. */
export interface FirstPacket {
  readonly report: 'first-packet';
  readonly schema: typeof measureReportSchema;
  readonly node: string;
  /** When its program began. */
  readonly begunMs: number;
  /** Absent where nobody answered in time. */
  readonly answeredMs?: number;
}

/** The only line of a pod that is born under a policy: how soon the policy holds. */
export interface Isolation {
  readonly report: 'isolation';
  readonly schema: typeof measureReportSchema;
  readonly node: string;
  /** How long it reached what the policy forbids, in milliseconds since its program began; 0: never. */
  readonly openMs: number;
  /** Whether it still did in the end. */
  readonly stillOpen: boolean;
  /** When it first reached what the policy allows, likewise; absent: never. */
  readonly allowedMs?: number;
}

/** The only line of a Job that asks at a steady pace: how long nothing was answered. Absent: it did not come back. */
export interface SilenceReport {
  readonly report: 'silence';
  readonly schema: typeof measureReportSchema;
  readonly node: string;
  /** Of exchanges over one socket. */
  readonly exchangeMs?: number;
  /** Between new connections. */
  readonly connectMs?: number;
}

/** The lines of a pod that tries a way until it is ended, each with its clock: the last one says all that is known. */
export interface WayReport extends WayNow {
  readonly report: 'way';
  readonly schema: typeof measureReportSchema;
  readonly node: string;
}

/** The lines of a pod that asks all others until it is ended, each with its clock: the last one says all that is known. */
export interface MeshReport {
  readonly report: 'mesh';
  readonly schema: typeof measureReportSchema;
  readonly node: string;
  readonly nowMs: number;
  /** When the pods of other nodes answered first, in milliseconds since 1970, by this node's clock. */
  readonly answers: readonly { readonly node: string; readonly ms: number }[];
}

/** The only line of a Job that reads what pods of its node spent in a time. */
export interface AgentsReport {
  readonly report: 'agents';
  readonly schema: typeof measureReportSchema;
  readonly node: string;
  readonly windowMs: number;
  readonly pods: readonly {
    readonly uid: string;
    /** Processor time in that time, in milliseconds. */
    readonly cpuMs: number;
    /** In its end. */
    readonly memoryBytes: number;
  }[];
  /** Why no stream ran meanwhile, where one was to; then no pod was read. */
  readonly failure?: ProbeFailure;
}

/** A server's only line: what numbers depend on, where it runs. What the kernel does not tell is absent. */
export interface ServerReport {
  readonly report: 'server';
  readonly schema: typeof measureReportSchema;
  readonly network: JobNetwork;
  readonly node: string;
  readonly interfaces: readonly NetworkInterface[];
  /** Largest packet that its route to its own node lets through, in bytes; of pods. */
  readonly routeMtu?: number;
  /** Version of Node.js, which measures. */
  readonly runtime: string;
  /** Number and model of the node's processors. */
  readonly processors: string;
  readonly congestionControl?: string;
  /** Of the processors' clocks. */
  readonly governor?: string;
  /** What kube-proxy programs, such as `iptables`; from the node's network alone. */
  readonly proxyMode?: string;
  /** Share of its processors that the node's other programs kept busy, in the quietest of some moments; likewise. */
  readonly busy?: number;
}
