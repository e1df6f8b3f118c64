/** What the command asks of the agent inside the lab: one JSON object a line, answered in order. */
import type { ExecResult } from '../../base/exec';
import type { Feature } from '../../cni';
import type { Endpoint } from '../../datapath';
import { type Family, mapFamilies } from '../../net';
import type { Names, Probe, ProbeResult, ServerLack } from '../../prober';
import type { Measured, Task } from '../../prober/measure';
import type { Groundwork, HostBatch } from '../realise/batches';
import type { MissingFeature } from '../realise/features';
import type { ConvergeReport } from '../realise/realise';
import type { HostToRead } from '../state/questions';
import type { HostState } from '../state/read-state';

/** An endpoint and the namespace that it lives in. */
export interface AgentEndpoint {
  readonly id: string;
  readonly namespace: string;
  readonly address: Partial<Record<Family, string>>;
  /** Ports that it listens on beside the probes' own. @default none */
  readonly ports?: readonly number[];
  /** What it knows as a name server. @default it is none */
  readonly names?: Names;
}

/** An endpoint that is measured from and to: its process serves on that port. */
export interface MeasuredEndpoint extends AgentEndpoint {
  readonly port: number;
}

/** A server of another measuring program, in a namespace. */
export interface EngineServer {
  readonly namespace: string;
  readonly args: readonly string[];
  /** Where it will listen, over TCP. */
  readonly port: number;
}

/** An endpoint of the datapath as the agent knows it. */
export function agentEndpoint({ id, host, address }: Endpoint): AgentEndpoint {
  return {
    id,
    namespace: host,
    address: mapFamilies(address, String),
  };
}

/** What the agent can be asked to do. */
export type Request =
  /** Makes all namespaces and cables. */
  | { readonly do: 'lay'; readonly groundwork: Groundwork }
  /** Gives some hosts their state. */
  | { readonly do: 'program'; readonly hosts: readonly HostBatch[] }
  /** Waits for the hosts' daemons. */
  | { readonly do: 'converge' }
  /** Tries these features. */
  | { readonly do: 'features'; readonly features: readonly Feature[] }
  /** Starts the servers of these endpoints; probes name them by their place. */
  | { readonly do: 'listen'; readonly endpoints: readonly AgentEndpoint[] }
  /** Starts to listen on every link of these namespaces. */
  | { readonly do: 'capture'; readonly namespaces: readonly string[] }
  /** Ends that. */
  | { readonly do: 'captured' }
  /** Reads what state these hosts really have. */
  | { readonly do: 'read-state'; readonly hosts: readonly HostToRead[] }
  /** Runs these probes. Many go in many requests, so that neither side holds all of them. */
  | { readonly do: 'probe'; readonly probes: readonly Probe[] }
  /** Starts a measuring process in each endpoint's namespace; measurements name them by their place. */
  | { readonly do: 'start-measuring'; readonly endpoints: readonly MeasuredEndpoint[] }
  /** Makes one measurement. */
  | { readonly do: 'measure'; readonly from: number; readonly task: Task }
  /** Starts these servers of the other measuring program. */
  | { readonly do: 'start-engine'; readonly servers: readonly EngineServer[] }
  /** Runs a client of it to its end. */
  | { readonly do: 'run-engine'; readonly namespace: string; readonly args: readonly string[] };

/** What the agent answers to each request. */
export interface Answers {
  readonly lay: null;
  readonly program: null;
  readonly converge: ConvergeReport;
  /** Those that are missing. */
  readonly features: readonly MissingFeature[];
  readonly listen: ListenReport;
  readonly capture: null;
  readonly captured: CaptureReport;
  /** In the order of the hosts. */
  readonly 'read-state': readonly HostState[];
  readonly probe: ProbeReport;
  readonly 'start-measuring': null;
  readonly measure: Measured;
  readonly 'start-engine': null;
  readonly 'run-engine': ExecResult;
}

/** The answer to a request that the servers were started. */
export interface ListenReport {
  /** Addresses that each endpoint's namespace has. */
  readonly addresses: readonly (readonly string[])[];
  /** Servers that the machine had no room for. */
  readonly lacks: readonly ServerLack[];
}

/** By namespace: packets in the order in which its links carried them, a line each. */
export type CaptureReport = Readonly<Record<string, readonly string[]>>;

/** What probes found out. */
export interface ProbeReport {
  /** In the order of the probes. */
  readonly observations: readonly ProbeResult[];
  /** Answers so far that reached a socket that had not asked for them. */
  readonly strays: number;
  /** Time that the probing took, in milliseconds. */
  readonly durationMs: number;
  /** Largest resident set of the agent so far, in bytes. */
  readonly maxRssBytes: number;
}

/** A line that the agent writes: each request has one answer, and between them it says every second that it lives. */
export type AgentLine =
  | { readonly alive: true }
  | { readonly result: unknown }
  | {
      readonly error: {
        readonly message: string;
        readonly stack?: string;
        /** What to do about it; absent: the agent itself is broken. */
        readonly remedy?: string;
      };
    };
